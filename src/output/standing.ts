/**
 * What a build leaves for the next one beside its outputs: of the project (`.standing.json`) and of each case (`.standing/<case>.json`).
 *
 * In:  lines of plain values, without any path of the machine. Out: the same lines, where they are whole: the first line is the hash of
 * the others and of the program, so that what was cut short or altered, or kept by another program, counts as absent and is made again. All
 * of it may be deleted at any time.
 */
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sha256, unfinished } from '../files/write-file.js';
import { programId } from '../program/program-id.js';

const folderName = '.standing';

export const standingOfProject = (out: string): string => join(out, `${folderName}.json`);
export const standingOfCase = (out: string, name: string): string => join(out, folderName, `${name}.json`);

/** Its lines, without the first; undefined where they are not what was written. */
export function readStanding(file: string): readonly string[] | undefined {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  const end = text.indexOf('\n');
  const rest = text.slice(end + 1);
  return end > 0 && sealOf(rest) === text.slice(0, end) ? rest.split('\n') : undefined;
}

/** Of this program: what another one kept has another shape, and counts as absent. */
const sealOf = (rest: string): string => sha256(`${programId()}\n${rest}`);

/** Each a JSON value. What cannot be written is made again the next time. */
export function writeStanding(file: string, lines: readonly string[]): void {
  const rest = lines.join('\n');
  const beside = `${file}${unfinished}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(beside, `${sealOf(rest)}\n${rest}`);
    renameSync(beside, file);
  } catch {
    forgetStanding(beside);
  }
}

/** Where it cannot be taken away, nothing else can be written there either, and that is told by whoever tries. */
export function forgetStanding(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // A folder that is a file, or another's.
  }
}

/** Takes away what was kept of cases that there are no more. */
export function forgetOthers(out: string, names: ReadonlySet<string>): void {
  let files: string[];
  try {
    files = readdirSync(join(out, folderName));
  } catch {
    return;
  }
  for (const file of files) if (!names.has(file.replace(/\.json$/, ''))) forgetStanding(join(out, folderName, file));
}
