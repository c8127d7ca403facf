/**
 * The page itself: the files of `dist/workbench`, and the faces that it is set in, which are those of the documents.
 *
 * In:  the folder. Out: each file by its name; a request can name one of these and no other, so no path is ever put together
 * from what was asked for.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { slashes } from '../files/places.js';
import { faceFolder } from '../writers/pdf/faces.js';

export interface OwnFile {
  readonly type: string;
  bytes(): Uint8Array;
}
/** Family and weight; a browser asks for the Chinese ones where the system has none. */
const faces = [
  ['Source Sans 3', 400],
  ['Source Sans 3', 600],
  ['Source Serif 4', 600],
  ['Noto Sans SC', 400],
  ['Noto Sans SC', 600],
] as const;
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export function ownFiles(folder: string): ReadonlyMap<string, OwnFile> {
  const files = new Map<string, OwnFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = types[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    files.set(slashes(path.slice(folder.length + 1)), { type, bytes: () => bytes });
  }
  for (const [family, weight] of faces) {
    const place = faceFolder(family, weight, false);
    const name = place === null ? undefined : readdirSync(place).find((one) => one.endsWith('.ttf'));
    if (place === null || name === undefined) continue;
    files.set(`fonts/${family.toLowerCase().replaceAll(' ', '-')}-${weight}.ttf`, {
      type: 'font/ttf',
      bytes: () => readFileSync(join(place, name)),
    });
  }
  return files;
}
