import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run.ts';
import type { Answer } from '../../src/questions/answer.ts';
import { fakePatron } from '../support/fake-patron.ts';
import { fakeShell } from '../support/fake-shell.ts';

const answer: Answer = { id: 'digest', headline: 'A week.', basis: '', next: [] };

describe('patron digest', () => {
  it('shows the digest in the language that is asked for, and sends nothing', async () => {
    const asked: unknown[] = [];
    const patron = fakePatron({
      digest: async ({ language, asOf }) => {
        asked.push({ language, asOf });
        return answer;
      },
    });
    expect(await run(['digest', '--language', 'zh', '--as-of', '2011-11-09'], fakeShell(patron).shell)).toBe(0);
    expect(await run(['digest'], fakeShell(patron).shell)).toBe(0);
    expect(asked).toEqual([
      { language: 'zh', asOf: '2011-11-09' },
      { language: 'en', asOf: undefined },
    ]);
  });

  it('posts it with --send, to one channel where one is named', async () => {
    const sent: unknown[] = [];
    const patron = fakePatron({
      sendDigest: async ({ channel }) => {
        sent.push(channel);
        return answer;
      },
    });
    await run(['digest', '--send'], fakeShell(patron).shell);
    await run(['digest', '--send', '--channel', 'C0SALES01'], fakeShell(patron).shell);
    expect(sent).toEqual([undefined, 'C0SALES01']);
  });

  it.each([
    [['--channel', 'C0SALES01'], '--channel is for --send.'],
    [['--send', '--as-of', '2011-11-09'], '--send posts the digest of now'],
    [['--send', '--channel', '#sales'], "'#sales' is no id of a channel"],
    [['--language', 'de'], "There is no digest in 'de'."],
  ])('refuses %j as a wrong use, and says what is wrong', async (args, says) => {
    const { shell, err } = fakeShell(fakePatron({}));
    expect(await run(['digest', ...args], shell)).toBe(2);
    expect(err()).toContain(says);
  });
});
