import type { Finding, QualityReport, Severity, SourceReport, Topic } from './report.ts';

const severities: readonly Severity[] = ['block', 'warning', 'note'];
/** Of equally bad findings: what is lost or false comes before what is unusual. */
const topics: readonly Topic[] = ['arrival', 'impossible', 'missing', 'duplicates', 'outliers', 'drift'];

/** Findings in the order in which to see to them: what blocks first, then by topic, then by share of the rows. */
export function inOrderOfNeed<F extends Finding>(findings: readonly F[]): F[] {
  return [...findings].sort(
    (one, other) =>
      severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
      topics.indexOf(one.topic) - topics.indexOf(other.topic) ||
      other.count / other.of - one.count / one.of ||
      (one.code < other.code ? -1 : 1),
  );
}

/** Bad where something blocks, fair where something warns, else good. */
export function verdictOf(findings: readonly Finding[]): SourceReport['verdict'] {
  if (findings.some(({ severity }) => severity === 'block')) return 'bad';
  return findings.some(({ severity }) => severity === 'warning') ? 'fair' : 'good';
}

/** The worst verdict of some sources; `empty` where there is none. */
export function worstVerdict(sources: readonly Pick<SourceReport, 'verdict'>[]): QualityReport['verdict'] {
  const order = ['bad', 'fair', 'good'] as const;
  return order.find((verdict) => sources.some((source) => source.verdict === verdict)) ?? 'empty';
}

/** What to see to first: of the findings that block or warn the most pressing, with the source that it is in. */
export function fixFirst({ sources }: QualityReport): (Finding & { readonly where: SourceReport }) | undefined {
  const pressing = sources.flatMap((where) =>
    where.findings.filter(({ severity }) => severity !== 'note').map((finding) => ({ ...finding, where })),
  );
  return inOrderOfNeed(pressing)[0];
}

/** Why nothing should be learnt from these data, as sentences; undefined where nothing speaks against it. */
export function blocksRefit({ sources }: QualityReport): string | undefined {
  const reasons = sources.flatMap(({ source, table, findings }) =>
    findings.filter(({ severity }) => severity === 'block').map(({ words }) => `${source} ${table}: ${words}.`),
  );
  return reasons.length > 0 ? reasons.join(' ') : undefined;
}
