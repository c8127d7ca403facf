/**
 * The stages in their order; each stage's logic is its own room.
 *
 *     load -> validate -> judge -> compose -> inspect -> write -> proof -> out
 *
 * In:  what the command line asks for, with day and folders passed in. Out: what was made, what was found, what waits.
 * All problems are reported at once; the way stops only between stages, and only for the document concerned.
 */
import { hasErrors, type Diagnostic, type Outcome } from './diagnostics/index.js';
import { dayOf, projectThen } from './judge/as-it-stood.js';
import type { ProjectPaths } from './load/project-paths.js';
import { openProject } from './load/project.js';
import { checkHouse } from './make/check-house.js';
import { engineOfProject } from './load/engine-named.js';
import { houseOf } from './load/house.js';
import { loadAllSchemeTools } from './make/scheme-tools.js';
import { OutputFolder } from './output/output-folder.js';
import { ownPacks, packsOf } from './load/pack-places.js';
import { recordsIn } from './packs/records-of-schemes.js';
import { loadSchemes } from './packs/schemes-of-project.js';
import { silencesOf } from './packs/silences.js';
import type { Scheme } from './packs/types.js';
import { isListed } from './packs/load-scheme.js';
import { carriedOut } from './plan/carry-out.js';
import { Cases } from './plan/cases.js';
import type { MadeProject } from './plan/kept-result.js';
import type { BuildOptions } from './plan/options.js';
import { calledFor, coverage } from './plan/orders.js';
import { planCases } from './plan/plan-cases.js';
import { toDo } from './plan/to-do.js';
import { packageInfo } from './program/package-info.js';
import { programId } from './program/program-id.js';
import { nothingProven, openProven, provenWith } from './program/proven.js';
import { exceptSaid } from './validate/leftovers.js';
import { chooseEngine, type EngineChoice } from './writers/pdf/choose-engine.js';
import { docxUnproved } from './writers/pdf/problems.js';

export async function makeProject({ root, only }: ProjectPaths, options: BuildOptions): Promise<MadeProject> {
  const diagnostics: Diagnostic[] = [];
  const printed: string[] = [];
  const keep = <T>({ value, diagnostics: found }: Outcome<T>): T | undefined => {
    diagnostics.push(...found);
    return value;
  };
  const once = onceOnly();
  const proven = openProven(options.force ? null : (options.provenIn ?? null));

  // Load. The cases are read one after the other; those of a great project are let go, and read again when it is their turn.
  const opened = keep(openProject(root, only, recordsIn(packageInfo().root)));
  if (!opened) return { diagnostics, outputs: [], cases: 0, documents: 0, printed };
  const packs = packsOf(packageInfo().root, ownPacks(root, opened.project.config));
  const day = dayOf(opened.project, { asked: options.asOf, today: options.today, asFiled: options.asFiled ?? false });
  const cases = new Cases(opened, day, isListed(packs));
  diagnostics.push(...cases.diagnostics);
  const project = projectThen(opened.project, cases, day);
  const schemes = keep(loadSchemes({ ...project, cases: cases.naming }, packageInfo().root, proven)) ?? new Map();
  diagnostics.push(...[...schemes.values()].flatMap(silencesOf));
  // Validate what stands in no single document, judge, and see what there is to make, case by case.
  const planned = planCases(project, schemes, cases, day, options);
  diagnostics.push(...planned.diagnostics);
  const { orders, leftovers } = planned;
  const house = houseOf(root, project.config);
  const houseFaults = house ? checkHouse(house, packageInfo().root, packs, proven) : [];
  diagnostics.push(...houseFaults);
  const { toolsOf, diagnostics: faults } = await loadAllSchemeTools(planned.schemes, packageInfo().root, house, once);
  diagnostics.push(...faults);
  const engine = chooseEngine(engineOfProject(root, project.config));
  // Where nothing is written, all that can be looked at without an engine is.
  const formats: BuildOptions['formats'] = engine.problem && options.out === null ? ['docx'] : options.formats;
  diagnostics.push(...toldOfEngine(engine, formats));
  const outputFolder = await OutputFolder.open(options.out ?? options.knownOut, {
    write: options.out !== null && !options.print,
    force: options.force,
    version: programId() + engine.id,
  });
  diagnostics.push(...outputFolder.diagnostics);

  // Make each document.
  const notSaid = exceptSaid(leftovers);
  const done = { documents: 0, errors: diagnostics.filter(isError).length };
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
  let current: string | undefined;
  for await (const { order, diagnostics: told, files, trace, printed: text } of carriedOut(
    toDo(plan),
    { ...options, engine },
    (step, delivered) => {
      done.documents += 1;
      done.errors += delivered.diagnostics.filter(isError).length;
      options.progress({ done: done.documents, errors: done.errors, total: orders.length, what: step.name });
    },
  )) {
    if (current !== undefined && current !== order.case) diagnostics.push(...(await outputFolder.caseDone(current)));
    current = order.case;
    const found = notSaid(told);
    diagnostics.push(...found);
    if (trace) outputFolder.trace(order.case, trace);
    if (text !== undefined) printed.push(text);
    options.told?.({ order, diagnostics: found, outputs: outputFolder.outputsOf(files ?? []) });
  }
  await proven.save();
  diagnostics.push(...planned.drafts);
  diagnostics.push(
    ...(await outputFolder.close(options.signal.aborted ? null : coverage(planned.names, only, options, papersOf(schemes.values())), {
      keep: (options.keepOnError ?? false) && hasErrors(diagnostics),
      isCalledFor: calledFor(orders),
    })),
  );
  const isPinned = (options.asOf ?? project.config?.value.asOf) !== undefined;
  const { asOf: from } = day;
  const { changesOn: until } = planned;
  return {
    diagnostics,
    outputs: outputFolder.outputs(),
    cases: planned.names.size,
    documents: planned.documents,
    printed,
    ...(isPinned ? {} : { days: { from, ...(until === undefined ? {} : { until }) } }),
  };
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
