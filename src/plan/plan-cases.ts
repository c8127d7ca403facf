/**
 * What there is to make, case by case.
 *
 * In:  a project, its schemes, its cases one after the other, the day judged on, what is asked for. Out: the orders, as a list of plain
 * values, before anything is composed; what is found on the way, in the order of the stages, case after case within each; and the
 * documents once more, one case after the other, for who makes them. Of a great project no case is held in between.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import { notYet, type JudgedDay } from '../judge/as-it-stood.js';
import { Judging, wantsWhole, type SaidOfCase } from '../judge/judge.js';
import type { CaseFolder, Project } from '../load/types.js';
import { printedFilesOf } from '../load/walk.js';
import type { Scheme, SchemeTable } from '../packs/types.js';
import { documentsOf } from '../validate/documents-of-case.js';
import { firstSteps } from '../validate/first-steps.js';
import { leftoversIn } from '../validate/leftovers.js';
import { checkOriginal } from '../validate/original.js';
import { checkRecurrence } from '../validate/recurrence.js';
import { OutputNames } from '../validate/same-output.js';
import { unknownAsked, unknownDocuments } from '../validate/unknown-documents.js';
import { Drafts } from '../validate/version.js';
import type { Cases } from './cases.js';
import type { BuildOptions } from './options.js';
import { ordersOf, type Order } from './orders.js';
import type { Work } from './to-do.js';

export interface Planned {
  readonly orders: readonly Order[];
  /** For each order once, in their order. */
  readonly work: Iterable<Work>;
  readonly diagnostics: readonly Diagnostic[];
  /** What may stand in no record; among the diagnostics too. */
  readonly leftovers: readonly Diagnostic[];
  readonly drafts: readonly Diagnostic[];
  /** Names of the cases. */
  readonly names: ReadonlySet<string>;
  readonly documents: number;
  /** Those of the documents. */
  readonly schemes: readonly Scheme[];
  readonly changesOn: string | undefined;
}

interface OfCase {
  readonly said: SaidOfCase;
  /** Documents that would be written to one output. */
  readonly clashes: readonly Diagnostic[];
  readonly work: readonly Work[];
}

export function planCases(project: Project, schemes: SchemeTable, cases: Cases, { asOf }: JudgedDay, options: BuildOptions): Planned {
  const asked = options.documents;
  // A row for the whole project needs all its cases at once; then, and only then, they are held.
  const whole = [...schemes.values()].some(wantsWhole) ? [...cases].flatMap(({ then }) => then ?? []) : [];
  const judging = new Judging(project, schemes, { asOf }, whole);
  const workOf = (folder: CaseFolder, outputNames: OutputNames): OfCase => {
    const { judgement, said } = judging.of(folder);
    const called = documentsOf(project, folder, schemes, asked).filter((scope) => asked?.includes(scope.kind) ?? true);
    const { scopes, diagnostics: clashes } = outputNames.own(called);
    return { said, clashes, work: scopes.map((scope) => ({ scope, orders: ordersOf(scope, options.langs), judgement })) };
  };

  const found = {
    original: [] as Diagnostic[],
    recurrence: [] as Diagnostic[],
    leftovers: [] as Diagnostic[],
    first: [] as Diagnostic[],
    notYet: [] as Diagnostic[],
    registered: [] as Diagnostic[],
    entered: [] as Diagnostic[],
    clashes: [] as Diagnostic[],
  };
  const outputNames = new OutputNames(cases.diagnostics);
  const said: SaidOfCase[] = [];
  const orders: Order[] = [];
  const held: Work[] = [];
  const drafts = new Drafts();
  const used = new Set<Scheme>();
  const names = new Set<string>();
  let documents = 0;
  for (const { filed, then } of cases) {
    // Who asks by name for a form of a client that has not applied yet, knows that.
    if (!asked || filed.case.value.application?.date !== undefined) found.first.push(...firstSteps(project.root, filed));
    if (!then) {
      found.notYet.push(notYet(project.root, filed, asOf));
      continue;
    }
    names.add(then.name);
    const alone = { ...project, cases: [then] };
    found.original.push(...checkOriginal(alone, schemes));
    for (const file of printedFilesOf(then)) found.recurrence.push(...checkRecurrence(file));
    found.leftovers.push(...leftoversIn(alone, schemes));
    const mine = workOf(then, outputNames);
    found.clashes.push(...mine.clashes);
    said.push(mine.said);
    found.registered.push(...unknownDocuments(project.root, then, schemes, 'documents'));
    found.entered.push(...unknownDocuments(project.root, then, schemes, 'register'));
    for (const one of mine.work) {
      orders.push(...one.orders);
      drafts.add(one.scope);
      used.add(one.scope.scheme);
    }
    documents += mine.work.length;
    if (cases.isSmall) held.push(...mine.work);
  }
  function* again(): Generator<Work, void, undefined> {
    const again = new OutputNames(cases.diagnostics);
    for (const { then } of cases) if (then) yield* workOf(then, again).work;
  }
  return {
    orders,
    work: cases.isSmall ? held : again(),
    diagnostics: [
      ...found.original,
      ...found.recurrence,
      ...found.leftovers,
      ...found.first,
      ...found.notYet,
      ...judging.close(said),
      ...unknownAsked(schemes, asked),
      ...found.registered,
      ...found.entered,
      ...found.clashes,
    ],
    leftovers: found.leftovers,
    drafts: drafts.told(),
    names,
    documents,
    schemes: [...used],
    changesOn: judging.changesOn,
  };
}
