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
import type { CaseFolder, Project } from '../load/types.js';
import type { Scheme, SchemeTable } from '../packs/types.js';
import { minDate } from '../rules/dates.js';
import type { RuleEnvironment } from '../rules/environment.js';
import type { CaseFacts } from './case-facts.js';
import { bodyDays } from './body-printed.js';
import { environmentOf } from './environment-of.js';
import { futureDays, Generic } from './generic.js';
import { decisionOf, earlyDecisions } from './holds.js';
import { KnownOn } from './known.js';
import { withoutDecision } from './maintained.js';
import { unknownReasons } from './reasons.js';
import { refusalsOf } from './refusals.js';
import { staysOf, type StaysOfCase } from './stays.js';
import type { Subject } from './subject.js';
import { MakesSubjects } from './subjects.js';
import { readsUnreadable } from './unreadable.js';
import type { Judgement, JudgeOptions } from './types.js';
import { verdictOf, type RowFault, type Verdict } from './verdict.js';
import { violationOf } from './violation.js';

/** What is said of a case, kept apart so that it can be told in the order of its kinds, case after case within each. */
export interface SaidOfCase {
  readonly rows: readonly Diagnostic[];
  readonly early: readonly Diagnostic[];
  readonly refusals: readonly Diagnostic[];
  readonly ahead: readonly Diagnostic[];
  readonly differences: readonly Diagnostic[];
  readonly bodyFacts: readonly Diagnostic[];
}
/** What is said of all cases together, and of what belongs to none. */
export interface SaidOfProject {
  readonly rows: readonly Diagnostic[];
  readonly ahead: readonly Diagnostic[];
  readonly twoPlaces: readonly Diagnostic[];
}
export interface CaseJudgement {
  readonly facts: CaseFacts;
  /** Its own. */
  readonly verdicts: readonly Verdict[];
  /** By which its documents are held: with the verdicts on the whole project. */
  readonly judgement: Judgement;
  readonly said: SaidOfCase;
  /** By which it is compared with other cases. */
  readonly stays: StaysOfCase;
}

/**
 * A project's cases, judged one after the other; of a case nothing is kept but where its people were. A row for the whole project needs all
 * cases at once: then they are given (`whole`), and held by who gives them.
 */
export class Judging {
  readonly asOf: string;
  readonly environment: RuleEnvironment;
  private readonly makes: MakesSubjects;
  private readonly known: KnownOn;
  private readonly generic: Generic;
  private readonly ofProject: { readonly verdicts: readonly Verdict[]; readonly rows: readonly Diagnostic[] };
  private readonly saidTooEarly = new Set<Verdict>();
  private readonly ofProjectNext: string | undefined;
  private next: string | undefined;

  constructor(
    private readonly project: Project,
    schemes: SchemeTable,
    { asOf, environment = environmentOf(project, schemes) }: JudgeOptions,
    whole: readonly CaseFolder[] = [],
  ) {
    this.asOf = asOf;
    this.environment = environment;
    this.known = new KnownOn(asOf);
    this.makes = new MakesSubjects(project, schemes, environment, this.known);
    this.generic = new Generic(project, schemes, asOf);
    this.ofProject = this.judged([...schemes.values()].filter(wantsWhole).map((scheme) => this.makes.ofProject(scheme, whole)));
    const days = [...futureDays(project, undefined, asOf), ...bodyDays(project, asOf)];
    this.changes(days);
    this.ofProjectNext = minDate(days);
  }

  of(folder: CaseFolder): CaseJudgement {
    const { asOf, environment, generic } = this;
    const { facts, subjects } = this.makes.of(folder);
    const { verdicts: own, rows } = this.judged(subjects);
    const verdicts = [...own, ...this.ofProject.verdicts];
    const stays = staysOf(this.project.root, folder);
    generic.seen(stays);
    const days = [
      ...own.flatMap((verdict) => verdict.changesOn ?? []),
      ...facts.certificates.flatMap((certificate) => certificate.life.changesOn ?? []),
      ...futureDays(this.project, folder, asOf),
    ];
    this.changes(days);
    const changesOn = minDate(days);
    const early = earlyDecisions(verdicts, { ...this.project, cases: [folder] }, asOf, this.isUnreadable, this.saidTooEarly);
    // What is of the whole project alone can be met again; a verdict holds the case that it was found in.
    for (const verdict of own) this.saidTooEarly.delete(verdict);
    return {
      facts,
      verdicts: own,
      judgement: { asOf, environment, verdicts, diagnostics: rows, cases: [facts], ...(changesOn === undefined ? {} : { changesOn }) },
      said: {
        rows,
        early,
        refusals: [...refusalsOf([facts], this.project), ...unknownReasons(subjects, this.project)],
        ahead: generic.datesAhead(folder),
        differences: generic.differences(folder),
        bodyFacts: generic.bodyFacts(facts),
      },
      stays,
    };
  }
  /** A case whose judgement is kept from an earlier run: who was where, and the day on which that may be another. */
  stood(stays: StaysOfCase, changesOn: string | undefined): void {
    this.generic.seen(stays);
    if (changesOn !== undefined) this.changes([changesOn]);
  }

  /** Once all cases are judged: what is said of all together. */
  close(): SaidOfProject {
    return { rows: this.ofProject.rows, ahead: this.generic.datesAhead(), twoPlaces: this.generic.inTwoPlaces(this.project.bystanders) };
  }
  /** The first day on which what belongs to no case may be another. */
  get projectChangesOn(): string | undefined {
    return this.ofProjectNext;
  }
  /** The first day on which anything may be another by itself, of the cases judged so far. */
  get changesOn(): string | undefined {
    return this.next;
  }
  get verdictsOfProject(): readonly Verdict[] {
    return this.ofProject.verdicts;
  }

  private judged(subjects: readonly Subject[]): { readonly verdicts: readonly Verdict[]; readonly rows: readonly Diagnostic[] } {
    const { project, environment, asOf } = this;
    const verdicts: Verdict[] = [];
    const rows: Diagnostic[] = [];
    for (const subject of subjects) {
      for (const row of subject.scheme.rules) {
        if (row.for !== subject.kind || (subject.paper && subject.paper.value.paper !== row.paper)) continue;
        const found = verdictOf(row, subject, environment, asOf);
        if ('fault' in found) {
          rows.push(faulty(found, project));
          continue;
        }
        const verdict = withoutDecision(found, this.known);
        verdicts.push(verdict);
        if (verdict.state !== 'violated' || this.isUnreadable(verdict)) continue;
        const violation = violationOf(verdict, project, environment, asOf);
        const decision = decisionOf(verdict, project);
        rows.push(decision ? { ...violation, related: [...(violation.related ?? []), decision] } : violation);
      }
    }
    return { verdicts, rows };
  }
  private readonly isUnreadable = (verdict: Verdict): boolean => readsUnreadable(verdict, this.project, this.environment);
  private changes(days: readonly string[]): void {
    this.next = minDate([...(this.next === undefined ? [] : [this.next]), ...days]);
  }
}

/** Everything that is said, in the order of its kinds. */
export function inOrder(ofProject: SaidOfProject, said: readonly SaidOfCase[]): readonly Diagnostic[] {
  return [
    ...said.flatMap(({ rows }) => rows),
    ...ofProject.rows,
    ...said.flatMap(({ early }) => early),
    ...said.flatMap(({ refusals }) => refusals),
    ...ofProject.ahead,
    ...said.flatMap(({ ahead }) => ahead),
    ...ofProject.twoPlaces,
    ...said.flatMap(({ differences }) => differences),
    ...said.flatMap(({ bodyFacts }) => bodyFacts),
  ];
}

/** Whether a scheme has a row for which all cases must be there at once. */
export const wantsWhole = (scheme: Scheme): boolean => scheme.rules.some((row) => row.for === 'project');

export function judge(project: Project, schemes: SchemeTable, options: JudgeOptions): Judgement {
  const judging = new Judging(project, schemes, options, project.cases);
  const { asOf, environment } = judging;
  const all = project.cases.map((folder) => judging.of(folder));
  const { changesOn } = judging;
  return {
    asOf,
    environment,
    verdicts: [...all.flatMap((one) => one.verdicts), ...judging.verdictsOfProject],
    diagnostics: inOrder(
      judging.close(),
      all.map(({ said }) => said),
    ),
    cases: all.map(({ facts }) => facts),
    ...(changesOn === undefined ? {} : { changesOn }),
  };
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
