/**
 * What a build made, to be compared with what another made.
 *
 * In:  its output folder. Out: the hash of each document, manifest and trace by its name; not of what a build leaves for the next.
 */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../src/files/write-file.js';

export async function outputsIn(folder: string): Promise<Map<string, string>> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.(pdf|docx|json)$/.test(name) && !name.startsWith('.'));
  return new Map(await Promise.all(names.sort().map(async (name) => [name, sha256(await readFile(join(folder, name)))] as const)));
}
