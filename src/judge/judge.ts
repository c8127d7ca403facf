/**
 * The third stage: every fact of a project against the rules of its schemes, on one day.
 *
 * In:  a loaded project, the schemes that it names, the day to judge on. Out: `Judgement`: a verdict for each row and each
 * thing that it is judged for, what is to be said about them, and the first day on which any of it may change by itself.
 *
 * The same project, schemes and day give the same judgement: the clock is the day that is passed in, and no file is read. What is kept
 * between judgements (programs of expressions, in `sharedEnvironment`) changes no answer; whether a date is only indicative is told
 * through that environment, read after each expression (`wasIndicative`), so judgements do not run at once.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import { placeIn } from '../load/record-file.js';
import type { Project } from '../load/types.js';
import type { SchemeTable } from '../packs/types.js';
import { minDate } from '../rules/dates.js';
import { bodyDays } from './body-printed.js';
import { environmentOf } from './environment-of.js';
import { futureDays, genericDiagnostics } from './generic.js';
import { decisionOf, earlyDecisions } from './holds.js';
import { KnownOn } from './known.js';
import { withoutDecision } from './maintained.js';
import { refusalsOf } from './refusals.js';
import { subjectsOf } from './subjects.js';
import { readsUnreadable } from './unreadable.js';
import type { Judgement, JudgeOptions } from './types.js';
import { verdictOf, type RowFault, type Verdict } from './verdict.js';
import { violationOf } from './violation.js';

export function judge(
  project: Project,
  schemes: SchemeTable,
  { asOf, environment = environmentOf(project, schemes) }: JudgeOptions,
): Judgement {
  const known = new KnownOn(asOf);
  const { subjects, cases } = subjectsOf(project, schemes, environment, known);
  const verdicts: Verdict[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const subject of subjects) {
    for (const row of subject.scheme.rules) {
      if (row.for !== subject.kind || (subject.paper && subject.paper.value.paper !== row.paper)) continue;
      const found = verdictOf(row, subject, environment, asOf);
      if ('fault' in found) {
        diagnostics.push(faulty(found, project));
        continue;
      }
      const verdict = withoutDecision(found, known);
      verdicts.push(verdict);
      if (verdict.state !== 'violated' || readsUnreadable(verdict, project, environment)) continue;
      const violation = violationOf(verdict, project, environment, asOf);
      const decision = decisionOf(verdict, project);
      diagnostics.push(decision ? { ...violation, related: [...(violation.related ?? []), decision] } : violation);
    }
  }
  diagnostics.push(
    ...earlyDecisions(verdicts, project, asOf, (verdict) => readsUnreadable(verdict, project, environment)),
    ...refusalsOf(cases, project),
    ...genericDiagnostics(project, schemes, cases, asOf),
  );
  const changesOn = minDate([
    ...verdicts.flatMap((verdict) => verdict.changesOn ?? []),
    ...cases.flatMap((one) => one.certificates.flatMap((certificate) => certificate.life.changesOn ?? [])),
    ...futureDays(project, asOf),
    ...bodyDays(project, asOf),
  ]);
  return { asOf, environment, verdicts, diagnostics, cases, ...(changesOn === undefined ? {} : { changesOn }) };
}

function faulty({ row, subject, fault }: RowFault, project: Project): Diagnostic {
  const { place: spot } = subject.home;
  return {
    code: 'rule-wrong',
    severity: 'error',
    rule: row.rule,
    clause: row.clause,
    scheme: subject.scheme.id,
    ...(subject.case ? { case: subject.case.name } : {}),
    message: { zh: `规则 ${row.id} 无法判定：${fault.message}`, en: `Rule ${row.id} could not be judged: ${fault.message}` },
    ...(spot ? { place: placeIn(project.root, spot.file, spot.path) } : {}),
  };
}
