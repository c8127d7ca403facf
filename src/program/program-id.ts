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
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
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

/** The folder with our code, as compiled or as written: `src` and `schemas` are in it. */
export const codeFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const ourCode = [join(codeFolder, 'src'), join(codeFolder, 'schemas')];
let ourCodeHash: string | undefined;
const hashOfOurCode = (): string => (ourCodeHash ??= hashOfCode(ourCode));

let ours: string | undefined;
export function programId(): string {
  return (ours ??= programIdOf({ root: packageInfo().root, code: ourCode }, hashOfOurCode()));
}

/** Of our code and some libraries alone: for what depends on nothing else, wherever it is installed and whatever with. */
export function codeId(libraries: readonly string[]): string {
  const { root } = packageInfo();
  const versions = libraries.map((name) => `${name}@${manifestOf(installed(name, root) ?? '')?.version ?? ''}`);
  return createHash('sha256')
    .update(JSON.stringify([hashOfOurCode(), versions]))
    .digest('hex');
}

export function programIdOf({ root, code }: Installation, codeHash = hashOfCode(code)): string {
  const hash = createHash('sha256').update(codeHash);
  const packages = packagesOf(root);
  for (const [folder, name] of [...packages].sort(byName)) {
    hash.update(`${name}\0`);
    if (hasFaces(name)) for (const file of filesBelow(folder, faceFile)) hash.update(`${file}\0`).update(beginningOf(join(folder, file)));
  }
  return `${manifestOf(root)?.version ?? '0.0.0'}+${hash.digest('hex').slice(0, 12)}`;
}

function hashOfCode(code: readonly string[]): string {
  const hash = createHash('sha256');
  for (const [i, folder] of code.entries()) {
    for (const name of filesBelow(folder, /(?<!\.d)\.[cm]?[jt]s$/)) hash.update(`${i}/${name}\0`).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex');
}

/** Folder and `name@version` of every package that ours is made with, and of every package of faces that a theme may name. */
function packagesOf(root: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (from: string): void => {
    const { dependencies, optionalDependencies } = manifestOf(from) ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) add(installed(name, from));
  };
  const add = (folder: string | undefined): void => {
    const manifest = folder === undefined || found.has(folder) ? undefined : manifestOf(folder);
    if (folder === undefined || !manifest) return;
    found.set(folder, `${manifest.name ?? ''}@${manifest.version ?? ''}`);
    visit(folder);
  };
  visit(root);
  for (const folder of [...found].filter(([, name]) => hasFaces(name)).map(([path]) => dirname(path))) {
    for (const name of readdirSync(folder)) add(realFolder(join(folder, name)));
  }
  return found;
}

const hasFaces = (name: string): boolean => name.startsWith('@expo-google-fonts/');
const byName = ([, a]: readonly [string, string], [, b]: readonly [string, string]): number => (a < b ? -1 : a > b ? 1 : 0);

/** As Node looks for it: beside, then in each folder above. */
function installed(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = realFolder(join(folder, 'node_modules', name));
    if (found !== undefined || folder === dirname(folder)) return found;
  }
}
const realFolder = (path: string): string | undefined => (existsSync(join(path, 'package.json')) ? realpathSync(path) : undefined);

function manifestOf(folder: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  } catch {
    return undefined;
  }
}

const filesBelow = (folder: string, names: RegExp): string[] =>
  (existsSync(folder) ? (readdirSync(folder, { recursive: true }) as string[]) : [])
    .map((name) => name.split('\\').join('/'))
    .filter((name) => names.test(name))
    .sort();

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
