/**
 * The first stages for commands that render nothing: load and judge.
 *
 * In:  absolute paths of case folders, or of folders that hold some; the day asked for, and today. Out: each project with what is wrong
 *      with its files, and its cases, judged one after the other: a project of ten thousand takes no more room than one of a hundred. What
 *      rules complain of stays in the judgement: it is for the command to say.
 */
import { hasErrors, ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { absolute } from '../files/places.js';
import { ownPacks, packsOf } from '../load/pack-places.js';
import { projectsOf, type ProjectPaths } from '../load/project-paths.js';
import { openProject } from '../load/project.js';
import type { CaseFolder, Project } from '../load/types.js';
import { isListed } from '../packs/load-scheme.js';
import { recordsIn } from '../packs/records-of-schemes.js';
import { loadSchemes } from '../packs/schemes-of-project.js';
import type { SchemeTable } from '../packs/types.js';
import { packageInfo } from '../program/package-info.js';
import { dayOf, notYet, projectThen } from './as-it-stood.js';
import { Cases } from './cases.js';
import { inOrder, Judging, wantsWhole } from './judge.js';
import { staysOf, type StaysOfCase } from './stays.js';
import type { Judgement } from './types.js';
import type { Verdict } from './verdict.js';

export interface JudgedCase {
  readonly folder: CaseFolder;
  /** With this case alone. */
  readonly project: Project;
  readonly judgement: Judgement;
}
export interface Days {
  /** Wins over the day that a project pins. */
  readonly asOf?: string | undefined;
  readonly today: string;
  /** Take the records as they are filed, also where the day lies in the past. */
  readonly asFiled?: boolean;
}

export async function judgedProjects(paths: readonly string[], days: Days): Promise<Outcome<readonly JudgedProject[]>> {
  const { value: places = [], diagnostics: found } = await projectsOf(paths);
  const diagnostics: Diagnostic[] = [...found];
  const judged: JudgedProject[] = [];
  for (const place of places) {
    const one = judgedProject(place, days);
    for (const d of one.diagnostics) diagnostics.push(absolute(d, { project: place.root, package: packageInfo().root }));
    if (one.value) judged.push(one.value);
  }
  return judged.length > 0 || hasErrors(diagnostics) ? { value: judged, diagnostics } : { diagnostics };
}

/** A project whose cases are judged as they are asked for. */
export class JudgedProject implements Iterable<JudgedCase> {
  /** Of the cases judged so far: rows that could not be. That is a fault of their pack, and leaves a gap in what is listed. */
  readonly faults: Diagnostic[] = [];
  private readonly judging: Judging;
  private readonly twoPlaces: readonly Diagnostic[];
  constructor(
    /** Without its cases. */
    readonly project: Project,
    readonly schemes: SchemeTable,
    private readonly cases: Cases,
    asOf: string,
    stays: readonly StaysOfCase[],
  ) {
    // A row for the whole project needs all its cases at once; then, and only then, they are held.
    const isWhole = [...schemes.values()].some(wantsWhole);
    this.judging = new Judging(project, schemes, { asOf }, isWhole ? [...cases].flatMap(({ then }) => then ?? []) : []);
    // Who is in two places is told of the second case: all of them have to be known before the first is told.
    for (const one of stays) this.judging.stood(one, undefined);
    const { rows, twoPlaces } = this.judging.close();
    this.twoPlaces = twoPlaces;
    this.noteFaults(rows);
    this.count = stays.length;
  }
  /** How many cases there are on the day judged on. */
  readonly count: number;
  get asOf(): string {
    return this.judging.asOf;
  }
  /** Those of rows for the whole project. */
  get verdicts(): readonly Verdict[] {
    return this.judging.verdictsOfProject;
  }
  /** The judgement on the whole project, without its cases. */
  get ofProject(): Judgement {
    const { asOf, environment } = this.judging;
    return { asOf, environment, verdicts: this.verdicts, diagnostics: [], cases: [] };
  }

  *[Symbol.iterator](): Generator<JudgedCase, void, undefined> {
    for (const { then: folder } of this.cases) {
      if (!folder) continue;
      const { judgement, said } = this.judging.of(folder);
      this.noteFaults(said.rows);
      const twoPlaces = this.twoPlaces.filter((d) => d.case === folder.name);
      const diagnostics = inOrder({ rows: [], ahead: [], twoPlaces }, [said]);
      yield { folder, project: { ...this.project, cases: [folder] }, judgement: { ...judgement, diagnostics } };
    }
  }

  private noteFaults(rows: readonly Diagnostic[]): void {
    this.faults.push(...rows.filter((d) => d.code === 'rule-wrong'));
  }
}

function judgedProject({ root, only }: ProjectPaths, { asOf: asked, today, asFiled = false }: Days): Outcome<JudgedProject> {
  const { value: opened, diagnostics: onOpening } = openProject(root, only, recordsIn(packageInfo().root));
  if (!opened) return { diagnostics: onOpening };
  const day = dayOf(opened.project, { asked, today, asFiled });
  const later: Diagnostic[] = [];
  const stays: StaysOfCase[] = [];
  const cases = new Cases(opened, day, isListed(packsOf(packageInfo().root, ownPacks(root, opened.project.config))), {
    each: ({ filed, then }) => {
      if (then) stays.push(staysOf(root, then));
      else later.push(notYet(root, filed, day.asOf));
    },
  });
  const project = projectThen(opened.project, cases, day);
  const schemes = loadSchemes(project, packageInfo().root, undefined, cases.naming);
  const judged = new JudgedProject(project, schemes.value ?? new Map(), cases, day.asOf, stays);
  return ok(judged, [...onOpening, ...cases.diagnostics, ...later, ...schemes.diagnostics]);
}
