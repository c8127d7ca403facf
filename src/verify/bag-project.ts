/**
 * A project and a package made of what lies in a bag, so that the ordinary stages can read both.
 *
 * In:  the files of a bag, the case's folder. Out: two temporary folders, and the way back from a file in them to the file in the
 * bag. Whoever opens a bagProject closes it.
 */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join, posix, relative } from 'node:path';
import { isSafePath } from '../archive/store/names.js';
import type { Diagnostic, Place } from '../diagnostics/index.js';
import { shownName, slashes } from '../files/places.js';
import { isInside } from '../files/read-file.js';
import { loadRecord } from '../load/record-file.js';
import { forgetYaml } from '../files/yaml-file.js';
import { fileLimits, type BagFiles } from './bag-files.js';

export interface BagProject {
  readonly project: string;
  readonly package: string;
  /** Payload path of a file of project or package, absolute or relative to them; undefined where it is from elsewhere. */
  payloadOf(file: string): string | undefined;
  /** The same diagnostic, naming files of the bag. */
  inBag(diagnostic: Diagnostic): Diagnostic;
  close(): Promise<void>;
}

/**
 * One place for all projects of a run, one after the other: packs that are alike in thousands of bags then lie under the same
 * path each time, and are parsed once (`loadYaml` remembers by path and content).
 */
export interface Workshop {
  readonly root: string;
  /** Called for each bagProject: what is remembered of records that do not come again must not add up. */
  readonly begin: () => void;
  close(): Promise<void>;
}
const projectsRemembered = 10;
export async function openWorkshop(): Promise<Workshop> {
  const root = await mkdtemp(join(tmpdir(), 'certpress-verify-'));
  let projects = 0;
  return {
    root,
    begin: () => {
      if (++projects % projectsRemembered === 0) forgetYaml();
    },
    close: async () => {
      forgetYaml();
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Deep enough for a house whose layouts lie some folders above its records; above the bagProject nothing is read. */
const projectFolder = 'p/1/2/3/4/5/6/7/8';

/** Undefined where something of the bag could not be laid out. */
export async function openBagProject(files: BagFiles, caseFolder: string, shared?: Workshop): Promise<BagProject | undefined> {
  if (!isSafePath(caseFolder)) return undefined;
  const workshop = shared ?? (await openWorkshop());
  const { root } = workshop;
  workshop.begin();
  const project = join(root, projectFolder);
  const pack = join(root, 'package');
  const close = async (): Promise<void> => {
    if (!shared) return workshop.close();
    for (const name of await readdir(root)) await rm(join(root, name), { recursive: true, force: true, maxRetries: 5 });
  };
  /** Payload path by path below the root. */
  const laid = new Map<string, string>();
  const lay = async (path: string, to: string): Promise<boolean> => {
    const bytes = await files.read(path, fileLimits.other);
    if (!bytes || !isSafePath(to)) return false;
    await mkdir(dirname(join(root, to)), { recursive: true });
    await writeFile(join(root, to), bytes);
    laid.set(to, path);
    return true;
  };
  const layAll = async (below: string, to: string): Promise<boolean> => {
    for (const path of files.paths(below)) if (!(await lay(path, `${to}/${path.slice(below.length)}`))) return false;
    return true;
  };
  try {
    await mkdir(project, { recursive: true });
    const done =
      (await layAll('record/', projectFolder)) &&
      (await layAll('evidence/', `${projectFolder}/${caseFolder}`)) &&
      (await layAll('scheme/schemas/', 'package/schemas')) &&
      (await layAll('layouts/templates/', 'package/templates'));
    const named = laid.has(`${projectFolder}/certpress.yaml`) ? loadRecord('project', project, 'certpress.yaml').value?.value : undefined;
    /** Lays what a bag keeps below `below` where the project names it; never above the folders that are made for it. */
    const layOwn = async (below: string, written: string | undefined): Promise<boolean> => {
      if (written === undefined) return files.paths(below).length === 0;
      const home = posix.join(projectFolder, shownName(written));
      if (!isSafePath(home) || !home.startsWith('p/') || posix.isAbsolute(shownName(written))) return false;
      // A project may name packs of its own and have none for this case.
      await mkdir(join(root, home), { recursive: true });
      return layAll(below, home);
    };
    if (!done || !(await layOwn('layouts/house/', named?.layouts)) || !(await layOwn('scheme/packs/', named?.packs))) {
      await close();
      return undefined;
    }
  } catch (error) {
    await close();
    // Two paths of which one is a folder of the other, a name that this system does not hold.
    if ((error as NodeJS.ErrnoException).code !== undefined) return undefined;
    throw error;
  }
  const payloadOf = (file: string): string | undefined => {
    const below =
      isAbsolute(file) && isInside(file, root)
        ? [slashes(relative(root, file))]
        : [posix.normalize(`${projectFolder}/${file}`), `package/${file}`];
    return below.map((one) => laid.get(one)).find((one) => one !== undefined);
  };
  const named = (place: Place): Place => {
    const payload = payloadOf(place.file);
    const inProject =
      isAbsolute(place.file) && isInside(place.file, project) ? posix.join('record', slashes(relative(project, place.file))) : undefined;
    const path = payload ?? inProject;
    return path === undefined ? place : { ...place, file: files.place(path) };
  };
  return {
    project,
    package: pack,
    payloadOf,
    close,
    inBag: (d) => ({ ...d, ...(d.place ? { place: named(d.place) } : {}), ...(d.related ? { related: d.related.map(named) } : {}) }),
  };
}
