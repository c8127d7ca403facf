/**
 * What there is to make, case by case.
 *
 * In:  a project, its schemes, its cases one after the other, the day judged on, what is asked for. Out: the orders, as a list of plain
 * values, before anything is composed; what is found of each case on the way, by kinds; and the documents once more, one case after the
 * other, for who makes them. Of a great project no case is held in between; of one that stands from an earlier run only what is compared
 * with others is looked at.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import { notYet, type JudgedDay } from '../judge/as-it-stood.js';
import type { Cases } from '../judge/cases.js';
import { Judging, wantsWhole, type SaidOfCase } from '../judge/judge.js';
import type { StaysOfCase } from '../judge/stays.js';
import type { ComparedCase } from '../load/project.js';
import type { CaseFolder, Project } from '../load/types.js';
import { filesOf, printedFilesOf } from '../load/walk.js';
import type { NamedSchemes } from '../packs/schemes-of-project.js';
import { schemeKey, type Scheme, type SchemeTable } from '../packs/types.js';
import { LaidBy } from '../program/laid-by.js';
import { documentsOf } from '../validate/documents-of-case.js';
import { firstSteps } from '../validate/first-steps.js';
import { leftoversIn } from '../validate/leftovers.js';
import { checkOriginal } from '../validate/original.js';
import { checkRecurrence } from '../validate/recurrence.js';
import { OutputNames } from '../validate/same-output.js';
import { unknownAsked, unknownDocuments } from '../validate/unknown-documents.js';
import { draftsAmong, draftsTold, type DraftsOfCase } from '../validate/version.js';
import { nameOfCase, type KeptCase } from './kept-cases.js';
import type { BuildOptions } from './options.js';
import { ordersOf, type Order } from './orders.js';
import type { Words } from './people-named.js';
import { looksUpPeople, wordsIn } from './read-people.js';
import type { Work } from './to-do.js';
import type { ToldOfCase, ToldOfProject } from './told.js';

export interface PlannedCase {
  readonly folder: string;
  /** Of a case that stands. */
  readonly stands?: LaidBy<KeptCase['outputs']>;
  readonly documents: number;
  /** Whether it had begun. */
  readonly isThere: boolean;
  /** How many errors there are among what is told of it. */
  readonly errors: number;
  /** What is left of samples in its records; of a case that stands that is said already. */
  readonly leftovers: readonly Diagnostic[];
  readonly rest: LaidBy<RestOfCase>;
}
/** Wanted when the case is done, and when all is told. */
export interface RestOfCase {
  readonly told: ToldOfCase;
  readonly compared: ComparedCase | null;
  readonly naming: NamedSchemes | null;
  readonly stays: StaysOfCase | null;
  readonly drafts: DraftsOfCase | null;
  /** Keys of those of its documents. */
  readonly schemes: readonly string[];
  readonly changesOn?: string;
  /** All that its records say, word by word; missing where rows look at people in another way than by an id. */
  readonly words?: Words;
}
export interface Planned {
  /** In the order of their folders. */
  readonly cases: readonly PlannedCase[];
  /** Of the cases that do not stand. */
  readonly orders: readonly Order[];
  /** One for each document, in the order of the orders; gone through once. */
  readonly work: Iterable<Work>;
  readonly told: Pick<ToldOfProject, 'rows' | 'ahead' | 'twoPlaces' | 'unknownAsked' | 'drafts'>;
  /** Names of the cases. */
  readonly names: ReadonlySet<string>;
  readonly documents: number;
  /** Those of the documents. */
  readonly schemes: readonly Scheme[];
  readonly changesOn: string | undefined;
  /** The same of what belongs to no case. */
  readonly projectChangesOn: string | undefined;
  /** A row is for all cases together: then none can be told without the others. */
  readonly isWhole: boolean;
}

interface OfCase {
  readonly said: SaidOfCase;
  readonly stays: StaysOfCase;
  readonly changesOn?: string;
  /** Documents that would be written to one output. */
  readonly clashes: readonly Diagnostic[];
  readonly work: readonly Work[];
}

export function planCases(
  project: Project,
  schemes: SchemeTable,
  cases: Cases<KeptCase>,
  { asOf }: JudgedDay,
  /** `each`: told the folder of each case before it is its turn. */
  options: Pick<BuildOptions, 'documents' | 'langs'> & { readonly each?: (folder: string) => void },
): Planned {
  const asked = options.documents;
  // A row for the whole project needs all its cases at once; then, and only then, they are held.
  const isWhole = [...schemes.values()].some(wantsWhole);
  const whole = isWhole ? [...cases].flatMap(({ then }) => then ?? []) : [];
  const judging = new Judging(project, schemes, { asOf }, whole);
  const workOf = (folder: CaseFolder, outputNames: OutputNames): OfCase => {
    const { judgement, said, stays } = judging.of(folder);
    const called = documentsOf(project, folder, schemes, asked).filter((scope) => asked?.includes(scope.kind) ?? true);
    const { scopes, diagnostics: clashes } = outputNames.own(called);
    const { changesOn } = judgement;
    return {
      said,
      stays,
      ...(changesOn === undefined ? {} : { changesOn }),
      clashes,
      work: scopes.map((scope) => ({ scope, orders: ordersOf(scope, options.langs), judgement })),
    };
  };

  const isById = [...schemes.values()].every(looksUpPeople);
  const outputNames = new OutputNames(cases.diagnostics);
  const orders: Order[] = [];
  const held: Work[] = [];
  const used = new Set<Scheme>();
  const names = new Set<string>();
  const drafts: DraftsOfCase[] = [];
  const laidBy = (folder: string, rest: RestOfCase, { documents, isThere }: Pick<PlannedCase, 'documents' | 'isThere'>): PlannedCase => {
    const { leftovers = [] } = rest.told;
    if (rest.drafts) drafts.push(rest.drafts);
    return { folder, documents, isThere, errors: errorsIn(rest.told), leftovers, rest: new LaidBy(rest) };
  };
  const planned = cases.all.map(({ folder, load, ...listed }): PlannedCase => {
    options.each?.(folder);
    const kept = listed.kept?.take();
    if (kept) {
      if (kept.stays) judging.stood(kept.stays, kept.changesOn);
      if (kept.isThere) names.add(nameOfCase(folder));
      for (const key of kept.schemes) {
        const scheme = schemes.get(key);
        if (scheme) used.add(scheme);
      }
      const { outputs, documents, isThere, told, compared, naming, stays, drafts, changesOn } = kept;
      const rest = { told, compared, naming, stays, drafts, schemes: kept.schemes, ...(changesOn === undefined ? {} : { changesOn }) };
      return { ...laidBy(folder, rest, { documents, isThere }), stands: new LaidBy(outputs), leftovers: [] };
    }
    const { compared, naming } = listed.found?.take() ?? { compared: null, naming: null };
    const isNotThere = { documents: 0, isThere: false };
    const nothing = { compared, naming, stays: null, drafts: null, schemes: [] };
    const one = cases.read(folder);
    if (!one) return laidBy(folder, { ...nothing, told: { load } }, isNotThere);
    const { filed, then } = one;
    const words = isById ? { words: wordsIn([...filesOf(filed), ...(project.config ? [project.config] : [])]) } : {};
    // Who asks by name for a form of a client that has not applied yet, knows that.
    const first = !asked || filed.case.value.application?.date !== undefined ? firstSteps(project.root, filed) : [];
    if (!then) {
      const told = { load, first, notYet: [notYet(project.root, filed, asOf)] };
      return laidBy(folder, { ...nothing, ...words, told }, isNotThere);
    }
    names.add(then.name);
    const alone = { ...project, cases: [then] };
    const original = checkOriginal(alone, schemes);
    const recurrence = printedFilesOf(then).flatMap((file) => checkRecurrence(file));
    const leftovers = leftoversIn(alone, schemes);
    const { said, clashes, work, stays, changesOn } = workOf(then, outputNames);
    for (const scheme of work.map(({ scope }) => scope.scheme)) used.add(scheme);
    for (const mine of work) orders.push(...mine.orders);
    if (cases.isSmall) held.push(...work);
    const registered = unknownDocuments(project.root, then, schemes, 'documents');
    const entered = unknownDocuments(project.root, then, schemes, 'register');
    const rest: RestOfCase = {
      compared,
      naming,
      stays,
      told: { load, original, recurrence, leftovers, first, ...said, clashes, registered, entered },
      drafts: draftsAmong(work.map(({ scope }) => scope)),
      schemes: [...new Set(work.map(({ scope }) => schemeKey(scope.scheme.id, scope.scheme.version)))],
      ...(changesOn === undefined ? {} : { changesOn }),
      ...words,
    };
    return laidBy(folder, rest, { documents: work.length, isThere: true });
  });
  function* again(): Generator<Work, void, undefined> {
    const again = new OutputNames(cases.diagnostics);
    for (const { then } of cases) if (then) yield* workOf(then, again).work;
  }
  return {
    cases: planned,
    orders,
    work: cases.isSmall ? held : again(),
    told: { ...judging.close(), unknownAsked: unknownAsked(schemes, asked), drafts: draftsTold(drafts) },
    names,
    documents: planned.reduce((sum, one) => sum + one.documents, 0),
    schemes: [...used],
    changesOn: judging.changesOn,
    projectChangesOn: judging.projectChangesOn,
    isWhole,
  };
}

const errorsIn = (told: ToldOfCase): number =>
  Object.values(told).reduce((sum, found) => sum + found.filter(({ severity }) => severity === 'error').length, 0);
