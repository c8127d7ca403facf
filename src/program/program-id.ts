/**
 * Which program makes the documents: its code, its shapes, the libraries and faces that make bytes.
 *
 * In:  the place of an installation. Out: version and hash. Outputs and kept results of another program are never reused,
 * even where somebody changed a file and left the version as it was.
 *
 * The same installation made again gives the same id, so times of files are not in it. What is not ours counts by name and
 * version: what a registry holds under a version never changes. Of faces, which people do put in by hand, the beginning of
 * each file counts too: it is the directory of an OpenType file, with a checksum of each of its tables, so that 200 MB need
 * not be read to notice another face.
 */
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LookedAt, keptAnswer } from './looked-at.js';
import { packageInfo } from './package-info.js';

export interface Installation {
  /** The folder with package.json. */
  readonly root: string;
  /** What runs: code and shapes, as compiled or as written. */
  readonly code: readonly string[];
}
interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
const faceFile = /\.(ttf|otf|ttc)$/i;
const directoryBytes = 1024;

const here = dirname(fileURLToPath(import.meta.url));
/** As written, our code lies in `src` and `schemas`; as compiled, it lies in one folder, with the libraries that it was bundled with. */
const isCompiled = basename(here) !== 'program';
/** Where such a folder lies. */
export const codeFolder = isCompiled ? dirname(here) : dirname(dirname(here));
const ourCode = isCompiled ? [here] : [join(codeFolder, 'src'), join(codeFolder, 'schemas')];
interface Ids {
  readonly program: string;
  readonly code: string;
}
let ours: Ids | undefined;
let keepIn: string | undefined;
/** A folder that may remember the answers for as long as nothing of this program moves. */
export function keepProgramIdIn(folder: string | undefined): void {
  keepIn = folder;
}
export const programId = (): string => ids().program;
/** Of our code alone, with the libraries that it was bundled with: for what depends on nothing else, wherever it is installed. */
export const codeId = (): string => ids().code;

function ids(): Ids {
  if (ours) return ours;
  const { root } = packageInfo();
  const place = createHash('sha256')
    .update(JSON.stringify([root, ourCode]))
    .digest('hex');
  const file = keepIn === undefined ? undefined : join(keepIn, 'program', place.slice(0, 16));
  const kept = file === undefined ? undefined : keptAnswer(file);
  if (kept !== undefined) return (ours = JSON.parse(kept) as Ids);
  const looked = new LookedAt();
  const code = hashOfCode(ourCode, looked);
  ours = { program: programIdOf({ root, code: ourCode }, looked, code), code };
  if (file !== undefined) looked.keep(file, JSON.stringify(ours));
  return ours;
}

export function programIdOf({ root, code }: Installation, looked = new LookedAt(), codeHash = hashOfCode(code, looked)): string {
  const hash = createHash('sha256').update(codeHash);
  const packages = packagesOf(root, looked);
  for (const [folder, name] of [...packages].sort(byName)) {
    hash.update(`${name}\0`);
    if (!hasFaces(name)) continue;
    for (const file of filesBelow(folder, faceFile, looked)) {
      looked.add(join(folder, file));
      hash.update(`${file}\0`).update(beginningOf(join(folder, file)));
    }
  }
  return `${manifestOf(root, looked)?.version ?? '0.0.0'}+${hash.digest('hex').slice(0, 12)}`;
}

function hashOfCode(code: readonly string[], looked: LookedAt): string {
  const hash = createHash('sha256');
  for (const [i, folder] of code.entries()) {
    for (const name of filesBelow(folder, /(?<!\.d)\.[cm]?[jt]s$/, looked)) {
      looked.add(join(folder, name));
      hash.update(`${i}/${name}\0`).update(readFileSync(join(folder, name)));
    }
  }
  return hash.digest('hex');
}

/** Folder and `name@version` of every package that ours is made with, and of every package of faces that a theme may name. */
function packagesOf(root: string, looked: LookedAt): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (from: string): void => {
    const { dependencies, optionalDependencies } = manifestOf(from, looked) ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) add(installed(name, from, looked));
  };
  const add = (folder: string | undefined): void => {
    const manifest = folder === undefined || found.has(folder) ? undefined : manifestOf(folder, looked);
    if (folder === undefined || !manifest) return;
    found.set(folder, `${manifest.name ?? ''}@${manifest.version ?? ''}`);
    visit(folder);
  };
  visit(root);
  for (const folder of [...found].filter(([, name]) => hasFaces(name)).map(([path]) => dirname(path))) {
    looked.add(folder);
    for (const name of readdirSync(folder)) add(realFolder(join(folder, name), looked));
  }
  return found;
}

const hasFaces = (name: string): boolean => name.startsWith('@expo-google-fonts/');
const byName = ([, a]: readonly [string, string], [, b]: readonly [string, string]): number => (a < b ? -1 : a > b ? 1 : 0);

/** As Node looks for it: beside, then in each folder above. */
function installed(name: string, from: string, looked: LookedAt): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = realFolder(join(folder, 'node_modules', name), looked);
    if (found !== undefined || folder === dirname(folder)) return found;
  }
}
function realFolder(path: string, looked: LookedAt): string | undefined {
  const manifest = join(path, 'package.json');
  looked.add(manifest);
  return existsSync(manifest) ? realpathSync(path) : undefined;
}

function manifestOf(folder: string, looked: LookedAt): Manifest | undefined {
  looked.add(join(folder, 'package.json'));
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  } catch {
    return undefined;
  }
}

function filesBelow(folder: string, names: RegExp, looked: LookedAt): string[] {
  looked.add(folder);
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) if (entry.isDirectory()) looked.add(join(entry.parentPath, entry.name));
  return entries
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split('\\').join('/'))
    .filter((name) => names.test(name))
    .sort();
}

function beginningOf(file: string): Buffer {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(directoryBytes);
    const read = readSync(handle, bytes, 0, bytes.length, 0);
    return Buffer.concat([bytes.subarray(0, read), Buffer.from(String(statSync(file).size))]);
  } finally {
    closeSync(handle);
  }
}
