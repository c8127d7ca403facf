/**
 * The stages in their order; each stage's logic is its own room.
 *
 *     load -> validate -> judge -> compose -> inspect -> write -> proof -> out
 *
 * In:  what the command line asks for, with day and folders passed in. Out: what was made, what was found, what waits.
 * All problems are reported at once; the way stops only between stages, and only for the document concerned.
 */
import { hasErrors, type Diagnostic } from './diagnostics/index.js';
import type { ProjectPaths } from './load/project-paths.js';
import { engineOfProject } from './load/engine-named.js';
import { OutputFolder } from './output/output-folder.js';
import type { TraceRow } from './output/trace.js';
import type { Scheme } from './packs/types.js';
import { carriedOut } from './plan/carry-out.js';
import { foldersOfOneName, nameOfCase, type KeptCases } from './plan/kept-cases.js';
import type { MadeProject } from './plan/kept-result.js';
import type { BuildOptions } from './plan/options.js';
import { calledFor, coverage } from './plan/orders.js';
import { peopleFile } from './plan/people-named.js';
import { plannedProject } from './plan/planned-project.js';
import { assembled, type ToldOfProject } from './plan/told.js';
import { toDo } from './plan/to-do.js';
import { programId } from './program/program-id.js';
import { nothingProven, openProven, provenWith } from './program/proven.js';
import { exceptSaid } from './validate/leftovers.js';
import { chooseEngine, type EngineChoice } from './writers/pdf/choose-engine.js';
import { docxUnproved } from './writers/pdf/problems.js';

export async function makeProject({ root, only }: ProjectPaths, options: BuildOptions, kept?: KeptCases): Promise<MadeProject> {
  const printed: string[] = [];
  const once = onceOnly();
  const proven = openProven(options.force ? null : (options.provenIn ?? null));

  // Load, validate, judge, and see what there is to make.
  const { progress } = options;
  const { value: found, diagnostics: nothing } = await plannedProject({ root, only }, { options, proven, progress, once, kept });
  if (!found) return { diagnostics: nothing, outputs: [], cases: 0, documents: 0, printed };
  const { project, day, cases, schemes, table, planned, toolsOf, houseFaults } = found;
  const { orders } = planned;
  const engine = chooseEngine(engineOfProject(root, project.config));
  // Where nothing is written, all that can be looked at without an engine is.
  const formats: BuildOptions['formats'] = engine.problem && options.out === null ? ['docx'] : options.formats;
  const told: ToldOfProject = { ...found.told, engine: toldOfEngine(engine, formats) };
  const outputFolder = new OutputFolder(options.out ?? options.knownOut, {
    write: options.out !== null && !options.print,
    force: options.force,
    version: programId() + engine.id,
  });
  for (const { folder, stands } of planned.cases) if (stands) outputFolder.stands(nameOfCase(folder), stands);
  const covers = coverage(planned.names, only, options, papersOf(schemes.values()));

  // Make each document.
  options.begins?.();
  const notSaid = exceptSaid(planned.cases.flatMap(({ leftovers }) => leftovers));
  const errorsBefore = planned.cases.reduce((sum, { errors }) => sum + errors, assembled(told, []).filter(isError).length);
  const done = { documents: 0, errors: errorsBefore };
  const plan = {
    work: planned.work,
    toolsOf,
    options: { ...options, formats },
    isHouseWrong: hasErrors(houseFaults),
    outputFolder,
    proven: options.out === null ? provenWith(proven, engine.id) : nothingProven,
    engine,
    once,
  };
  const isPinned = (options.asOf ?? project.config?.value.asOf) !== undefined;
  const oneName = foldersOfOneName(planned.cases.map(({ folder }) => folder));
  const plannedIn = new Map(planned.cases.map((one) => [one.folder, one]));
  const madeOf = new Map<string, Diagnostic[]>();
  const notAlone = new Set<string>();
  const tracedOf = new Map<string, Set<string>>();
  const labelsOf = new Map<string, Set<string>>();
  const saidAcross = new Set(cases.across.map((d) => d.case));
  /** All that was to be done of a case is done: it is let go, and kept for the next time. */
  const finish = async (folder: string): Promise<void> => {
    const one = plannedIn.get(folder);
    const [traced, labelsAsked] = [[...(tracedOf.get(folder) ?? [])], labelsOf.get(folder) ?? new Set<string>()];
    tracedOf.delete(folder);
    labelsOf.delete(folder);
    if (!one || oneName.has(folder)) return;
    const { diagnostics, outputs, files, isSettled } = await outputFolder.caseDone(nameOfCase(folder), covers);
    const made = madeIn(madeOf, folder);
    made.push(...diagnostics);
    if (options.signal.aborted || !isSettled) return;
    const rest = one.rest.take();
    const isAlone =
      !planned.isWhole && !notAlone.has(folder) && !saidAcross.has(nameOfCase(folder)) && (rest.told.clashes ?? []).length === 0;
    const whole = { ...one, ...rest, told: { ...rest.told, made }, table, outputs, files, isAlone, traced, labelsAsked };
    kept?.keep(whole, isPinned ? undefined : day.asOf, planned.projectChangesOn);
  };
  let current: string | undefined;
  for await (const { order, folder, isAlone, labelsAsked, diagnostics: found, files, trace, printed: text } of carriedOut(
    toDo(plan),
    { ...options, engine, documents: orders.length },
    (step, delivered) => {
      done.documents += 1;
      done.errors += delivered.diagnostics.filter(isError).length;
      progress({ done: done.documents, errors: done.errors, total: orders.length, what: step.name });
    },
  )) {
    if (current !== undefined && current !== folder) await finish(current);
    current = folder;
    const toTell = notSaid(found);
    madeIn(madeOf, folder).push(...toTell);
    if (!isAlone) notAlone.add(folder);
    labelsOf.set(folder, new Set([...(labelsOf.get(folder) ?? []), ...labelsAsked]));
    if (trace) {
      outputFolder.trace(order.case, trace);
      notePeople(tracedOf, folder, trace);
    }
    if (text !== undefined) printed.push(text);
    options.told?.({ order, diagnostics: toTell, outputs: outputFolder.outputsOf(files ?? []) });
  }
  if (current !== undefined) await finish(current);
  // Of these there is nothing to make.
  for (const { folder, stands } of planned.cases) if (!stands && !madeOf.has(folder)) await finish(folder);
  await proven.save();
  const ofCases = planned.cases.map(({ folder, rest }) => {
    const { told: ofCase } = rest.take();
    const made = madeOf.get(folder);
    return made ? { ...ofCase, made } : ofCase;
  });
  const closed = await outputFolder.close(options.signal.aborted ? null : covers, {
    keep: (options.keepOnError ?? false) && hasErrors(assembled(told, ofCases)),
    isCalledFor: calledFor(orders),
    onlySome: only.length > 0,
  });
  const { asOf: from } = day;
  const { changesOn: until } = planned;
  return {
    diagnostics: assembled({ ...told, closed }, ofCases),
    outputs: outputFolder.outputs(),
    cases: planned.names.size,
    documents: planned.documents,
    printed,
    standing: { told: { ...told, closed }, folders: planned.cases.map(({ folder }) => folder) },
    ...(isPinned ? {} : { days: { from, ...(until === undefined ? {} : { until }) } }),
  };
}
/** What of people.yaml a trace tells. */
function notePeople(all: Map<string, Set<string>>, folder: string, trace: readonly TraceRow[]): void {
  const pointers = trace.flatMap(({ record }) => record.flatMap(({ file, pointer }) => (file === peopleFile ? [pointer] : [])));
  if (pointers.length > 0) all.set(folder, new Set([...(all.get(folder) ?? []), ...pointers]));
}

/** What was found while the documents of a case were made. */
function madeIn(all: Map<string, Diagnostic[]>, folder: string): Diagnostic[] {
  const made = all.get(folder) ?? [];
  all.set(folder, made);
  return made;
}

/** Word files can be made without one. */
const toldOfEngine = ({ problem }: EngineChoice, formats: BuildOptions['formats']): Diagnostic[] =>
  !problem ? [] : formats.includes('pdf') ? [problem] : [{ ...problem, severity: 'warning' }, docxUnproved()];

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

/** Kinds of document that are made where somebody asks for them. */
const papersOf = (schemes: Iterable<Scheme>): ReadonlySet<string> =>
  new Set([...schemes].flatMap(({ documents }) => [...documents.values()].filter((one) => one.made === 'asked').map(({ id }) => id)));

/** A fault of a file that several schemes or documents read is found for each of them, and said once. */
function onceOnly(): (found: readonly Diagnostic[]) => Diagnostic[] {
  const said = new Set<string>();
  return (found) =>
    found.filter((d) => {
      const key = JSON.stringify(d);
      return !said.has(key) && said.add(key);
    });
}
