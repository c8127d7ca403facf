/**
 * A build of a project does again what has changed.
 *
 * In:  the project, what is asked for, the way to make it anew. Out: the earlier result, where every input stands as it did; else a new
 * one, for which the cases that stand are not opened (`kept-cases.ts`). What is found is kept for the next time: beside what is kept of
 * each case, what is said of all together, and of which cases.
 */
import { join, relative } from 'node:path';
import { absolute, portable, restored, slashes } from '../files/places.js';
import { sha256 } from '../files/write-file.js';
import { askedFolders } from '../load/asked-folders.js';
import { findCases } from '../load/find-cases.js';
import type { ProjectPaths } from '../load/project-paths.js';
import type { FinishedOutput } from '../output/output-folder.js';
import { realPath, scanFolder, type Looked, type Scan, type Seen } from '../output/seen-files.js';
import { forgetOthers, forgetStanding, readStanding, standingOfProject, writeStanding } from '../output/standing.js';
import { packageInfo } from '../program/package-info.js';
import { programId } from '../program/program-id.js';
import { localeFile, type LabelFiles } from './labels-asked.js';
import { isOn, isPassing, KeptCases, nameOfCase, type Days, type KeptFrom } from './kept-cases.js';
import type { BuildOptions, BuildResult } from './options.js';
import { ownFolders } from './own-folders.js';
import { peopleFile } from './people-named.js';
import { assembled, changed, type ToldOfCase, type ToldOfProject } from './told.js';

export interface MadeProject extends BuildResult {
  /**
   * The days on which it stands: the one that it was judged on, and the first on which a rule may say something else. Missing where the day
   * was given or is pinned by the project, so that today does not matter.
   */
  readonly days?: Days;
  /** What is said of no single case, and the folders of the cases, in order; missing where the project could not be opened. */
  readonly standing?: { readonly told: ToldOfProject; readonly folders: readonly string[] };
}
type Make = (kept?: KeptCases) => Promise<MadeProject>;

/** Folders, and what was seen of them. */
interface Folders {
  readonly key: string;
  readonly seen: readonly Seen[];
  readonly isAsSeen: boolean;
}
/** What belongs to no case: the key is of all but people.yaml ('' where there is none) and the labels of the house. */
interface Shared extends Folders {
  readonly people: string;
  readonly labelFiles: LabelFiles;
}
/** Folders that count besides the project's, as the project names them. */
interface Named {
  /** '' where there is none. */
  readonly house: string;
  readonly packs: string;
}
interface Head {
  readonly asked: string;
  /** Folders that were asked for, from the project. */
  readonly only: readonly string[];
  readonly named: Named;
  /** `id` of the engine; '' of the one that comes with certpress. */
  readonly engine: string;
  readonly shared: Pick<Shared, 'key' | 'people' | 'labelFiles' | 'seen'>;
  /** All that were asked for, in order, with the hash of what is told of each. */
  readonly cases: readonly (readonly [folder: string, id: string])[];
  /** Those that were not asked for, and what was seen of what is read of them all the same. */
  readonly others: readonly string[];
  readonly ofOthers: Pick<Folders, 'key' | 'seen'>;
  readonly days?: Days;
}

export async function keptOr(make: Make, paths: ProjectPaths, options: BuildOptions): Promise<BuildResult> {
  const { root } = paths;
  const roots = { project: root, package: packageInfo().root };
  const out = options.out ?? options.knownOut;
  const whole = ({ standing: _, days: __, ...made }: MadeProject): BuildResult => ({
    ...made,
    diagnostics: made.diagnostics.map((d) => absolute(d, roots)),
  });
  if (out === null || options.force || options.print) return whole(await make());

  const file = standingOfProject(out);
  const [headLine, toldLine = ''] = readStanding(file) ?? [];
  const before = headLine === undefined ? undefined : (JSON.parse(headLine) as Head);
  const look = new Looking(paths, out, before);
  const isWritten = options.out !== null;
  const from: Omit<KeptFrom, 'asked' | 'shared' | 'people' | 'labelFiles'> = { out, roots, today: options.today, isWritten };
  const only = paths.only.map((one) => slashes(relative(root, one)));
  // Which folders the project names, and which cases it has, need not be looked up where all its files are what they were. Nor need its
  // engine where that is the one that comes with certpress, and counts with it; another may be another one today.
  const engineThen = before && (before.engine === '' ? '' : await engineOf(root));
  if (before && before.only.join('\n') === only.join('\n') && isOn(before.days, options.today)) {
    const cases = before.cases.map(([folder]) => folder);
    const asked = askedFor(options, engineThen ?? '');
    const shared = asked === before.asked ? look.shared(before.named, [...cases, ...before.others]) : undefined;
    const isAsThen =
      shared?.key === before.shared.key &&
      shared.people === before.shared.people &&
      JSON.stringify(shared.labelFiles) === JSON.stringify(before.shared.labelFiles);
    const ofOthers = isAsThen ? look.others(before.others) : undefined;
    const standing =
      shared && ofOthers?.key === before.ofOthers.key
        ? allStanding(
            before,
            toldLine,
            new KeptCases({ ...from, asked, shared: shared.key, people: shared.people, labelFiles: shared.labelFiles }, [
              ...cases,
              ...before.others,
            ]),
          )
        : undefined;
    if (standing && shared && ofOthers) {
      if (isWritten && !(shared.isAsSeen && ofOthers.isAsSeen))
        writeStanding(file, [JSON.stringify({ ...before, shared: sharedOf(shared), ofOthers: seenOf(ofOthers) } satisfies Head), toldLine]);
      return { ...standing, diagnostics: standing.diagnostics.map((d) => restored(d, roots)), printed: [] };
    }
  }
  const { house, packs } = (await import('./input-folders.js')).foldersNamedIn(root);
  const shownFrom = (path: string | undefined): string => (path === undefined ? '' : slashes(relative(root, path)) || '.');
  const named: Named = { house: shownFrom(house), packs: shownFrom(packs) };
  const engine = await engineOf(root);
  const folders = findCases(root).value ?? [];
  const isAsked = only.length === 0 ? () => true : askedFolders(root, paths.only);
  const others = folders.filter((folder) => !isAsked(folder));
  const asked = askedFor(options, engine);
  const shared = look.shared(named, folders);
  const ofOthers = look.others(others);
  // Read after its hash was taken: if it has changed in between, it is another the next time too.
  const read = shared && shared.people !== '' ? (await import('./read-people.js')).readPeople(root) : undefined;
  const entries = read?.sha256 === shared?.people ? read : undefined;
  const labelFiles = shared?.labelFiles ?? [];
  const labels = house === undefined ? undefined : (await import('./read-labels.js')).readLabelsOf(house, labelFiles);
  const kept = shared && new KeptCases({ ...from, asked, shared: shared.key, people: shared.people, entries, labelFiles, labels }, folders);
  const made = await make(kept);
  if (!isWritten || options.signal.aborted) return whole(made);
  const { standing, days } = made;
  const ids = standing?.folders.map((folder) => [folder, kept?.ids.get(folder)] as const) ?? [];
  const cases = ids.flatMap(([folder, id]) => (id === undefined ? [] : [[folder, id] as const]));
  if (shared && ofOthers && standing && cases.length === ids.length && !made.diagnostics.some(isPassing)) {
    const head: Head = {
      asked,
      only,
      named,
      engine,
      shared: sharedOf(shared),
      cases,
      others,
      ofOthers: seenOf(ofOthers),
      ...(days ? { days } : {}),
    };
    const told = changed(standing.told, (d) => portable(absolute(d, roots), roots));
    writeStanding(file, [JSON.stringify(head), JSON.stringify(told)]);
  } else forgetStanding(file);
  if (only.length === 0) forgetOthers(out, new Set(folders.map(nameOfCase)));
  return whole(made);
}

/** What is told where every case stands: names of files as they are kept, but for those of cases. */
function allStanding(before: Head, toldLine: string, kept: KeptCases): Omit<BuildResult, 'printed'> | undefined {
  const told: ToldOfCase[] = [];
  const outputs: FinishedOutput[] = [];
  let [cases, documents] = [0, 0];
  for (const [folder, id] of before.cases) {
    const one = kept.amongAll(folder);
    if (one?.id !== id) return undefined;
    told.push(one.told);
    for (const output of one.outputs) outputs.push(output);
    if (one.isThere) cases += 1;
    documents += one.documents;
  }
  outputs.sort((a, b) => (a.file < b.file ? -1 : 1));
  return { diagnostics: assembled(JSON.parse(toldLine) as ToldOfProject, told), outputs, cases, documents };
}

/** Looks at folders that no case is, each once a run and list of cases. */
class Looking {
  private readonly within: string;
  private readonly out: string;
  private readonly known = new Map<string, Folders | undefined>();
  constructor(
    private readonly paths: ProjectPaths,
    out: string,
    private readonly before: Head | undefined,
  ) {
    this.within = realPath(paths.root) ?? paths.root;
    this.out = realPath(out) ?? out;
  }

  /** What belongs to no case: all that lies in the project but in none of them, what the project names, what comes with the program. */
  shared({ house, packs }: Named, cases: readonly string[]): Shared | undefined {
    const { root } = this.paths;
    const [people, itsHouse] = [realPath(join(root, peopleFile)), house === '' ? undefined : realPath(join(root, house))];
    const isApart = (path: string): boolean =>
      path === people || (itsHouse !== undefined && localeFile.test(slashes(relative(itsHouse, path))));
    const found = this.once(JSON.stringify([house, packs, cases]), () => {
      const except = new Set([this.out, ...cases.map((folder) => realPath(join(root, folder)) ?? folder)]);
      const folders: [string, Looked][] = [
        [root, { except, isApart }],
        ...[house, packs]
          .filter((name) => name !== '')
          .map((name): [string, Looked] => [join(root, name), { except: new Set([this.out]), isApart }]),
        ...ownFolders().map((path): [string, Looked] => [path, { endings: /\.(yaml|hbs|png|jpe?g)$/ }]),
      ];
      return scanned(folders, this.before?.shared.seen);
    });
    if (!found) return undefined;
    const [ofProject, ofHouse] = found.seen.map(({ files }) => files);
    return {
      ...found,
      people: ofProject?.find(([name]) => name === peopleFile)?.[5] ?? '',
      labelFiles: house === '' ? [] : (ofHouse ?? []).filter(([name]) => localeFile.test(name)).map((file) => [file[0], file[5]]),
    };
  }
  /** Of cases that were not asked for, what is compared with those that were (`load/collisions.ts`, `bystanders.ts`). */
  others(folders: readonly string[]): Folders | undefined {
    const { within } = this;
    const endings = /(^|\/)(case|certificates|audits\/[^/]+\/(audit|plan|report))\.yaml$/;
    return this.once(JSON.stringify(folders), () =>
      scanned(
        folders.map((folder) => [join(this.paths.root, folder), { within, endings }]),
        this.before?.ofOthers.seen,
      ),
    );
  }

  private once(key: string, look: () => Folders | undefined): Folders | undefined {
    const known = this.known.get(key) ?? look();
    this.known.set(key, known);
    return known;
  }
}

function scanned(folders: readonly (readonly [string, Looked])[], before: readonly Seen[] | undefined): Folders | undefined {
  const scans: Scan[] = [];
  for (const [i, [path, looked]] of folders.entries()) {
    const scan = scanFolder(path, { ...looked, before: before?.[i] });
    if (!scan) return undefined;
    scans.push(scan);
  }
  return {
    key: sha256(scans.map(({ key }) => key).join('\n')),
    seen: scans.map(({ at, files }) => ({ at, files })),
    isAsSeen: scans.length === before?.length && scans.every((scan) => scan.isAsSeen),
  };
}
const sharedOf = ({ people, labelFiles, ...folders }: Shared): Head['shared'] => ({ ...seenOf(folders), people, labelFiles });
const seenOf = ({ key, seen }: Folders): Pick<Folders, 'key' | 'seen'> => ({ key, seen });

/** What decides what is made, besides the records. */
function askedFor({ formats, langs, documents, asOf, asFiled, today }: BuildOptions, engine: string): string {
  // A day that lies in the past is looked back at.
  return sha256(
    JSON.stringify([programId() + engine, formats, langs, documents, asOf, asFiled ?? false, asOf !== undefined && asOf < today]),
  );
}

/** What tells files of the engine that a project asks for from those of another. */
async function engineOf(root: string): Promise<string> {
  const [{ engineNamedIn }, { engineId }] = await Promise.all([import('../load/engine-named.js'), import('../writers/pdf/engine-id.js')]);
  return engineId(engineNamedIn(root));
}
