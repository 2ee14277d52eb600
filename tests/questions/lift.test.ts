import { describe, expect, it } from 'vitest';
import { type Assignment, alertTrial } from '../../src/domain/control-arm.ts';
import type { Watched } from '../../src/domain/watched.ts';
import { askQuestion } from '../../src/questions/ask.ts';
import { composeDigest } from '../../src/questions/digest.ts';
import { composeRetirement, fruitlessRules } from '../../src/questions/lift.ts';
import { contextOf } from '../support/context-of.ts';
import { simulatedTrial } from '../support/simulated-trial.ts';

const atRisk: Watched = { kind: 'segment-entry', group: 'at-risk', move: 'enters', among: 'all' };

/** A shop whose tag `hot-lead` raises orders by a lot, and whose alert about customers at risk does nothing. */
function shopOf() {
  const { snapshot, assignments } = simulatedTrial({ weeks: 16, perWeek: 60, rate: 0.2, lift: 0.3, seed: 11 });
  const useless = assignments.filter(({ arm }) => arm === 'treated').slice(0, 400);
  const alerted = useless.map(
    (one, index): Assignment => ({ ...one, rule: alertTrial(atRisk), arm: index % 10 === 0 ? 'control' : 'treated' }),
  );
  return contextOf(snapshot, { assignments: [...assignments, ...alerted] });
}

describe('what came of alerts and tags', () => {
  const context = shopOf();

  it.each([
    'did the alerts work?',
    'effect of the tags',
    'what did the alerts bring',
    'how is the control group doing',
    'alert effect',
    '提醒有效果吗',
  ])('is asked by: %s', (text) => {
    expect(askQuestion(text, context).id).toBe('lift');
  });

  it('is told rule by rule, and called shown only where the evidence shows it', () => {
    const answer = askQuestion('did the alerts work?', context);
    expect(answer.headline).toBe('Of 2 rules with a control group 1 is shown to raise orders: Tag hot-lead.');
    expect(answer.table?.rows.map((row) => [row[0], row.at(-1)])).toEqual([
      ['Tag hot-lead', 'shown to raise orders'],
      ['Customers who become at risk', 'not shown yet'],
    ]);
    const lines = answer.lines ?? [];
    expect(lines[0]).toMatch(
      /^Tag hot-lead: of \d+ tagged and \d+ held out, \d+ % and \d+ % ordered within 30 days: \+\d+ points, between \+\d+ and \+\d+: shown to raise orders\.$/,
    );
    expect(lines.join(' ')).toMatch(
      /Customers who become at risk: of 360 told and 40 held out, .*between [−+][\d.]+ and [−+][\d.]+: not shown yet\./,
    );
    expect(lines.join(' ')).toMatch(/At this pace .* takes (about \d+ more weeks?|more than two years) to show\./);
    expect(answer.basis).toContain('one in ten is left alone');
  });

  it('says so where no rule has held for anybody, and where too few were followed', () => {
    const nobody = contextOf(context.snapshot);
    expect(askQuestion('did the alerts work?', nobody).headline).toContain('no effect to tell of');
    const few = contextOf(context.snapshot, { assignments: context.assignments().slice(0, 30) });
    expect(askQuestion('did the alerts work?', few).lines?.[0]).toContain('too few to say');
  });

  it('stands in the digest, in its language, and not while too few were followed', () => {
    const told = composeDigest(context).lines ?? [];
    expect(told.slice(-2).join('\n')).toMatch(
      /^Tag hot-lead: of .*\nCustomers who become at risk: of 360 told and 40 held out/,
    );
    const inChinese = composeDigest(context, { language: 'zh' }).lines ?? [];
    expect(inChinese.at(-1)).toMatch(/已提醒 360 位，对照组 40 位.*尚未证实。$/);
    const few = contextOf(context.snapshot, { assignments: context.assignments().slice(0, 30) });
    expect((composeDigest(few).lines ?? []).join(' ')).not.toContain('held out');
  });

  it('proposes to retire the rule that shows nothing, and not the one that does', () => {
    expect([...fruitlessRules(context).keys()]).toEqual([alertTrial(atRisk)]);
    const asked = composeRetirement(context, { watched: atRisk });
    expect(asked.headline).toBe('Customers who become at risk: no effect shown after twelve weeks');
    expect(asked.lines?.[0]).toMatch(/^Of 360 told and 40 held out, /);
    expect(composeRetirement(context, { watched: atRisk, language: 'zh' }).headline).toContain('十二周');
  });
});
