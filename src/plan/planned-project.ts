/**
 * A project as far as nothing is made yet: loaded, judged, its orders listed, the tools of its schemes at hand.
 *
 * In:  a project's folder and the cases asked for, the day, what was proven before, what an earlier run left of cases. Out: what there is
 * to make and with what; what is wrong, under its kinds. No value where the folder holds no project.
 */
import { ok, type Diagnostic, type Outcome, type Prose } from '../diagnostics/index.js';
import { dayOf, projectThen, type JudgedDay } from '../judge/as-it-stood.js';
import { Cases } from '../judge/cases.js';
import { houseOf } from '../load/house.js';
import { ownPacks, packsOf } from '../load/pack-places.js';
import type { ProjectPaths } from '../load/project-paths.js';
import { openProject } from '../load/project.js';
import type { Project } from '../load/types.js';
import { withBodyStationery } from '../make/body-stationery.js';
import { checkHouse } from '../make/check-house.js';
import { loadAllSchemeTools, type SchemeTools } from '../make/scheme-tools.js';
import { isListed } from '../packs/load-scheme.js';
import { recordsIn } from '../packs/records-of-schemes.js';
import { loadSchemes, type NamedSchemes } from '../packs/schemes-of-project.js';
import { silencesOf } from '../packs/silences.js';
import { schemeKey, type Scheme, type SchemeTable } from '../packs/types.js';
import { packageInfo } from '../program/package-info.js';
import type { Proven } from '../program/proven.js';
import type { KeptCase, KeptCases } from './kept-cases.js';
import type { BuildOptions } from './options.js';
import { planCases, type Planned } from './plan-cases.js';
import type { ToldOfProject } from './told.js';

export interface PlannedProject {
  /** As it stood on the day; its cases are in `cases`. */
  readonly project: Project;
  readonly day: JudgedDay;
  readonly cases: Cases<KeptCase>;
  readonly schemes: SchemeTable;
  /** The versions of schemes that its cases name, as one word. */
  readonly table: string;
  readonly planned: Planned;
  /** By `schemeKey`. */
  readonly toolsOf: ReadonlyMap<string, SchemeTools | undefined>;
  /** The same without what the project says of the body's paper: what a later run in this process may begin with. */
  readonly toolsOfFiles: ReadonlyMap<string, SchemeTools | undefined>;
  readonly houseFaults: readonly Diagnostic[];
  /** What the schemes say of records, as this run read it. */
  readonly recordsIn: ReturnType<typeof recordsIn>;
  /** Of the project; what was found of each case stands in `planned`. */
  readonly told: ToldOfProject;
}
export interface Planning {
  readonly options: Pick<BuildOptions, 'asOf' | 'today' | 'asFiled' | 'langs' | 'documents'>;
  readonly proven: Proven;
  readonly progress?: BuildOptions['progress'] | undefined;
  /** Leaves out what was said before: a layout serves several documents. */
  readonly once: (found: readonly Diagnostic[]) => readonly Diagnostic[];
  readonly kept?: KeptCases | undefined;
  /** Of an earlier run in this process: they stand where their files do. */
  readonly tools?: PlannedProject['toolsOfFiles'] | undefined;
  /**
   * An earlier run in this process since which nothing was saved but records of cases: packs, layouts and the house are not read again,
   * and nothing is told of them.
   */
  readonly standing?: PlannedProject | undefined;
}
/** Tells how far it has come with the cases, each before it is its turn. */
function countedCases(progress: Planning['progress'], total: number, doing: Prose): (folder: string) => void {
  let done = 0;
  return (folder) => progress?.({ done: done++, total, errors: 0, what: { zh: `${doing.zh} ${folder}`, en: `${doing.en} ${folder}` } });
}
const reading: Prose = { zh: '读取', en: 'reading' };
const judging: Prose = { zh: '核查', en: 'judging' };

interface Loaded extends Pick<PlannedProject, 'cases' | 'project' | 'schemes' | 'table'> {
  readonly onSchemes: readonly Diagnostic[];
  /** Those of cases that are kept. */
  readonly tables: ReadonlySet<string>;
}

export async function plannedProject(
  { root, only }: ProjectPaths,
  { options, proven, progress, once, kept, tools: before, standing }: Planning,
): Promise<Outcome<PlannedProject>> {
  const packageRoot = packageInfo().root;
  const records = standing?.recordsIn ?? recordsIn(packageRoot);

  // Load. The cases are read one after the other; those of a great project are let go, and read again when it is their turn.
  const { value: opened, diagnostics: onOpening } = openProject(root, only, records);
  if (!opened) return { diagnostics: onOpening };
  const packs = packsOf(packageRoot, ownPacks(root, opened.project.config));
  const day = dayOf(opened.project, { asked: options.asOf, today: options.today, asFiled: options.asFiled ?? false });
  const loaded = (): Loaded => {
    const tables = new Set<string>();
    const isReading = countedCases(progress, opened.folders.filter(({ isAsked }) => isAsked).length, reading);
    const keptOf = (folder: string): KeptCase | undefined => {
      isReading(folder);
      const one = kept?.of(folder);
      if (one) tables.add(one.table);
      return one;
    };
    const cases = new Cases(opened, day, isListed(packs), { keptOf });
    const project = projectThen(opened.project, cases, day);
    const { value = new Map<string, Scheme>(), diagnostics } =
      standingSchemes(standing, cases.naming) ?? loadSchemes(project, packageRoot, proven, cases.naming);
    return {
      cases,
      project,
      schemes: value,
      table: [...value.keys()].join('\n'),
      tables,
      onSchemes: [...diagnostics, ...[...value.values()].flatMap(silencesOf)],
    };
  };
  let all = loaded();
  if ([...all.tables].some((table) => table !== all.table)) {
    kept?.readAll();
    all = loaded();
  }
  // Validate what stands in no single document, judge, and see what there is to make, case by case.
  const plannedOf = ({ project, schemes, cases }: Loaded): Planned =>
    planCases(project, schemes, cases, day, { ...options, each: countedCases(progress, cases.all.length, judging) });
  let planned = plannedOf(all);
  const house = houseOf(root, all.project.config);
  const houseFaults = standing?.houseFaults ?? (house ? checkHouse(house, packageRoot, packs, proven) : []);
  const toolsFor = async (): ReturnType<typeof loadAllSchemeTools> =>
    standingTools(standing, planned.schemes) ?? (await loadAllSchemeTools(planned.schemes, packageRoot, house, once, before, proven));
  let { toolsOf: toolsOfFiles, diagnostics: tools } = await toolsFor();
  // A label that no document of a case asks for may be a fault of their layouts all the same, and that is told with each of them.
  if (kept?.hasOtherLabels === true && (houseFaults.length + tools.length > 0 || hasFaults(toolsOfFiles))) {
    kept.readAll();
    all = loaded();
    planned = plannedOf(all);
    const again = await toolsFor();
    toolsOfFiles = again.toolsOf;
    tools = [...tools, ...again.diagnostics];
  }
  const { cases, project, schemes, table, onSchemes } = all;
  const { toolsOf, diagnostics: ofBody } = withBodyStationery(project, toolsOfFiles);
  const told = {
    opened: onOpening,
    across: cases.across,
    schemes: onSchemes,
    ...planned.told,
    house: houseFaults,
    tools: [...tools, ...once(ofBody)],
  };
  return {
    value: { project, day, cases, schemes, table, planned, toolsOf, toolsOfFiles, houseFaults, recordsIn: records, told },
    diagnostics: [],
  };
}

/** Those of an earlier run, where all that the cases name are among them. */
function standingSchemes(standing: PlannedProject | undefined, named: readonly NamedSchemes[]): Outcome<SchemeTable> | undefined {
  const hasAll = named.every(
    ({ scheme, versions }) =>
      scheme === undefined || (versions.length > 0 && versions.every(({ version }) => standing?.schemes.has(schemeKey(scheme, version)))),
  );
  return standing && hasAll ? ok(standing.schemes, []) : undefined;
}
function standingTools(
  standing: PlannedProject | undefined,
  schemes: Iterable<Scheme>,
): Awaited<ReturnType<typeof loadAllSchemeTools>> | undefined {
  const hasAll = [...schemes].every(({ id, version }) => standing?.toolsOfFiles.get(schemeKey(id, version))?.isFaulty === false);
  return standing && hasAll ? { toolsOf: standing.toolsOfFiles, diagnostics: [] } : undefined;
}

/** Whether anything is wrong with a layout. */
const hasFaults = (toolsOf: ReadonlyMap<string, SchemeTools | undefined>): boolean =>
  [...toolsOf.values()].some(
    (tools) => tools === undefined || [...tools.scheme.documents.keys()].some((kind) => tools.checked(kind).length > 0),
  );
