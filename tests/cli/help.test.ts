import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { commandHelp, overview } from '../../src/cli/help.ts';
import { expectGolden } from '../support/golden.ts';

describe('help', () => {
  it('shows all commands on one screen', () => {
    expectGolden('overview', overview());
  });

  it('shows a command with its options and an example', () => {
    const train = commands.find(({ name }) => name === 'train');
    expect(train).toBeDefined();
    if (train) expectGolden('help-train', commandHelp(train));
  });

  it('keeps to 80 columns', () => {
    const texts = [overview(), ...commands.map(commandHelp)];
    for (const line of texts.join('\n').split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  });
});
