/**
 * The third stage: every fact of a project against the rules of its schemes, on one day.
 *
 * In:  a loaded project, the schemes that it names, the day to judge on. Out: `Judgement`: a verdict for each row and each
 * thing that it is judged for, what is to be said about them, and the first day on which any of it may change by itself.
 *
 * Pure: the clock is the day that is passed in.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import { placeIn } from '../load/record-file.js';
import type { Project, SchemeTable } from '../load/types.js';
import type { CaseFacts } from './case-facts.js';
import { minDate } from './dates.js';
import { sharedEnvironment, type RuleEnvironment } from './environment.js';
import { futureDays, genericDiagnostics } from './generic.js';
import { decisionOf, earlyDecisions } from './holds.js';
import { Known } from './known.js';
import { refusalsOf } from './refusals.js';
import { subjectsOf } from './subjects.js';
import { readsUnreadable } from './unreadable.js';
import { verdictOf, type RowFault, type Verdict } from './verdict.js';
import { violationOf } from './violation.js';

export interface JudgeOptions {
  readonly asOf: string;
  /** Another environment, with another calendar; the package's unless a test says otherwise. */
  readonly environment?: RuleEnvironment;
}
export interface Judgement {
  readonly asOf: string;
  readonly verdicts: readonly Verdict[];
  readonly diagnostics: readonly Diagnostic[];
  /** Audits, certificates with their lives, and events of each case, as judged. */
  readonly cases: readonly CaseFacts[];
  /** The first day on which a verdict may be another although no record changed; none where none may. */
  readonly changesOn?: string;
}

export function judge(project: Project, schemes: SchemeTable, { asOf, environment = sharedEnvironment() }: JudgeOptions): Judgement {
  const known = new Known(asOf);
  const { subjects, cases } = subjectsOf(project, schemes, environment, known);
  const verdicts: Verdict[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const subject of subjects) {
    for (const row of subject.scheme.rules) {
      if (row.for !== subject.kind) continue;
      const verdict = verdictOf(row, subject, environment, asOf);
      if ('fault' in verdict) {
        diagnostics.push(faulty(verdict, project));
        continue;
      }
      verdicts.push(verdict);
      if (verdict.state !== 'violated' || readsUnreadable(verdict, project, environment)) continue;
      const violation = violationOf(verdict, project, environment, asOf);
      const decision = decisionOf(verdict, project);
      diagnostics.push(decision ? { ...violation, related: [...(violation.related ?? []), decision] } : violation);
    }
  }
  diagnostics.push(...earlyDecisions(verdicts, project, asOf), ...refusalsOf(cases, project), ...genericDiagnostics(project, schemes, asOf));
  const changesOn = minDate([
    ...verdicts.flatMap((verdict) => verdict.changesOn ?? []),
    ...cases.flatMap((one) => one.certificates.flatMap((certificate) => certificate.life.changesOn ?? [])),
    ...futureDays(project, asOf),
  ]);
  return { asOf, verdicts, diagnostics, cases, ...(changesOn === undefined ? {} : { changesOn }) };
}

function faulty({ row, subject, fault }: RowFault, project: Project): Diagnostic {
  const { spot } = subject.home;
  return {
    code: 'rule-wrong', severity: 'error', rule: row.rule, clause: row.clause, scheme: subject.scheme.id, ...(subject.case ? { case: subject.case.name } : {}),
    message: { zh: `规则 ${row.id} 无法判定：${fault.message}`, en: `Rule ${row.id} could not be judged: ${fault.message}` },
    ...(spot ? { place: placeIn(project.root, spot.file, spot.path) } : {}),
  };
}
