import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TagRule } from '../../decisions/tag-rules.ts';
import { parseTagRules, type RuleProblem } from '../../decisions/tag-rules-parse.ts';
import { ConfigError } from '../../domain/errors.ts';

/** Name of the file of rules in the home. */
const fileName = 'tag-rules.txt';

/** What the file says where nobody has written one: every line is switched off. */
const example = `# Auto-tag rules of Patron, one a line. A line that begins with # is switched off: take the # away to switch it on.
# Nothing is written into the CRM by this alone: "patron push" shows whom each rule hits, and writes after a yes.
#
#   when CONDITION then tag NAME
#   when CONDITION then list "NAME OF A STATIC LIST"
#
# Fields with numbers   propensity_30d    chance of an order within 30 days, 0 to 1 (0.6 or 60%)
#                       lead_score        rank among those who have not ordered yet, 0 to 100, 100 the most promising
#                       days_since_order  days since the last order
#                       orders            orders of all time
#                       revenue           net revenue of all time, in the shop's currency
# Fields with words     segment           high-value, potential or ordinary
#                       country           as the shop or the CRM writes it
#                       tag               tags given by hand in Patron
# Yes or no             customer          has ordered
#                       at_risk           silent for long against their own rhythm
#
# Compare by = != < <= > >= and in (a, b); join by and, or, not and parentheses.
# Who does not fit any more loses the tag with the next push. One in ten whom a rule hits is held out, to show what the rule does.

# when propensity_30d >= 0.6 and not customer then tag hot-lead
# when lead_score >= 90 then list "Hot leads"
# when at_risk and segment = high-value then tag win-back
# when customer and orders = 1 and days_since_order > 45 then tag second-order
`;

/** Where the rules of a home stand. */
export function tagRulesPath(home: string): string {
  return join(home, fileName);
}

/**
 * The rules of the home. Where there is no file, one is written that explains itself and whose rules are all switched off. Raises `bad-setting` with every
 * line that cannot be read, and `cannot-write`.
 */
export function readTagRules(home: string): readonly TagRule[] {
  const path = tagRulesPath(home);
  const { rules, problems } = parseTagRules(readOrMake(path));
  if (problems.length === 0) return rules;
  throw new ConfigError(
    'bad-setting',
    `Cannot follow the rules in ${path}. ${problems.map(problemWords).join(' ')}`,
    'Mend the line, or switch it off with a # in front of it.',
  );
}

function problemWords({ line, column, message }: RuleProblem): string {
  return `Line ${line}, column ${column}: ${message}${message.endsWith('?') ? '' : '.'}`;
}

function readOrMake(path: string): string {
  try {
    if (existsSync(path)) return readFileSync(path, 'utf8');
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, example, { flag: 'wx' });
    return example;
  } catch (error) {
    // Another process may have made it in the meantime.
    if (existsSync(path)) return readFileSync(path, 'utf8');
    throw new ConfigError(
      'cannot-write',
      `Cannot read or make the file of rules ${path}.`,
      'See that the folder exists and may be written, or choose another with --home.',
      { cause: error },
    );
  }
}
