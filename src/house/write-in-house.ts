/**
 * Reading and writing in a house's folder.
 *
 * In:  the house's folder, the way of a file in it. Out: its text; or the file written whole. A house may be anybody's: no link in it leads
 * out of it.
 */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { problem } from '../compose/problem.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { isInside, readInside } from '../files/read-file.js';
import { writeWhole } from '../files/write-file.js';

const maxFile = 512 * 1024;

/** Undefined where there is none, or none that is read. */
export function readInHouse(house: string, way: string): string | undefined {
  const path = join(house, way);
  const bytes = existsSync(path) ? readInside(path, house, maxFile).value : undefined;
  return bytes && new TextDecoder().decode(bytes);
}

export async function writeInHouse(house: string, way: string, text: string): Promise<Diagnostic[]> {
  const path = join(house, way);
  let there = dirname(path);
  while (!existsSync(there) && there !== dirname(there)) there = dirname(there);
  if (existsSync(house) && there.length >= house.length && !isInside(realpathSync(there), realpathSync(house)))
    return [problem('link-outside', { file: path }, '链接指向版式文件夹以外', 'a link leads out of the folder of layouts')];
  return [...(await writeWhole(path, text)).diagnostics];
}
