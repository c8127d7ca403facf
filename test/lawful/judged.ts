/**
 * What the judgement says of a generated project, in lines that a person can act on.
 *
 * In:  a project, a day. Out: its errors (and, for breaks, every violated row); a case told in one line.
 */
import type { Diagnostic } from '../../src/diagnostics/index.js';
import { judge } from '../../src/judge/judge.js';
import type { Judgement } from '../../src/judge/types.js';
import type { Project } from '../../src/load/types.js';
import type { SchemeTable } from '../../src/packs/types.js';
import type { LawfulCase } from './drafts.js';
import { schemeTable } from '../setup/schemes.js';

export const judged = (project: Project, asOf: string, schemes: SchemeTable = schemeTable): Judgement => judge(project, schemes, { asOf });

const line = (d: Diagnostic): string =>
  `${d.severity} ${d.rule ?? d.code} ${d.audit ?? ''} ${d.place?.file.replace(/^.*lawful-[^/]*\//, '') ?? ''}${d.place?.pointer ?? ''}: ${d.message.en}`;

/** Errors of a project as of a day, one line each. */
export const complaintsOf = (project: Project, asOf: string, schemes: SchemeTable = schemeTable): string[] =>
  judged(project, asOf, schemes)
    .diagnostics.filter((d) => d.severity === 'error')
    .map(line);

/** Seed, story and facts of a case. */
export function told(one: LawfulCase): string {
  const audits = one.draft.audits.map(
    ({ name, audit, report, review, decision }) =>
      `${name} ${audit.start ?? ''}..${audit.end ?? ''}${report ? ` report ${report.date ?? ''}` : ''}${review ? ` review ${review.date ?? ''}` : ''}${decision ? ` ${decision.outcome ?? ''} ${decision.date ?? ''}` : ''}`,
  );
  const certificates = (one.draft.certificates ?? []).map(
    (c) => `${c.number ?? ''} issued ${c.issued ?? ''} ${c.validFrom ?? ''}..${c.validTo ?? ''}`,
  );
  const events = (one.draft.events ?? []).map((e) => `${e.kind ?? ''}${e.subject === undefined ? '' : ` (${e.subject})`} ${e.date ?? ''}`);
  return [
    `seed ${one.seed} (${one.scheme}: ${one.story.join(', ')})`,
    `  ${audits.join('; ')}`,
    `  ${certificates.join('; ')}`,
    `  ${events.join('; ')}`,
  ].join('\n');
}
