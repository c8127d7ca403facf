/**
 * Faces: from the families that a theme names to files of the installed font packages.
 *
 * In:  a theme. Out: the folders that hold its faces, and for each face the characters it can show.
 *
 * One folder of a font package holds one weight, so a folder stands for a face.
 */
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Theme } from '../../model/index.js';
import { readCoverage } from './cmap.js';

const require = createRequire(import.meta.url);
const weightNames: Readonly<Record<number, string>> = { 400: '400Regular', 500: '500Medium', 600: '600SemiBold', 700: '700Bold' };

/** `Noto Serif SC` is the package `@expo-google-fonts/noto-serif-sc`. */
function packageFolder(family: string): string | null {
  const name = `@expo-google-fonts/${family.toLowerCase().replace(/\s+/g, '-')}`;
  try {
    return dirname(require.resolve(`${name}/package.json`));
  } catch {
    return null;
  }
}

/** The families that a theme may name here, as it names them. */
export function installedFamilies(): string[] {
  const folder = packageFolder('Noto Serif SC');
  if (folder === null) return [];
  const words: Readonly<Record<string, string>> = { sc: 'SC', tc: 'TC', jp: 'JP', kr: 'KR' };
  return readdirSync(dirname(folder))
    .map((name) =>
      name
        .split('-')
        .map((word) => words[word] ?? word.charAt(0).toUpperCase() + word.slice(1))
        .join(' '),
    )
    .sort();
}

const folders = new Map<string, string | null>();
/** The folder of one face, or null where its package, or that weight, is not installed. */
export function faceFolder(family: string, weight: number, italic: boolean): string | null {
  const key = `${family}/${weight}/${italic}`;
  const known = folders.get(key);
  if (known !== undefined) return known;
  const root = packageFolder(family);
  const name = weightNames[weight] ?? '';
  const upright = root === null || name === '' ? null : join(root, name);
  const slanted = upright === null ? null : `${upright}_Italic`;
  // Chinese families have no italic: the upright face is taken.
  const found = italic && slanted !== null && existsSync(slanted) ? slanted : upright !== null && existsSync(upright) ? upright : null;
  folders.set(key, found);
  return found;
}

export type FaceName = 'serif' | 'sans';
export interface FaceUse {
  readonly face: FaceName;
  readonly weight: number;
  readonly italic: boolean;
}

/** Every face that the theme's styles can ask for, and the families of which one is missing. */
export function facesOf(theme: Theme): { folders: string[]; missing: string[] } {
  const uses = new Map<string, FaceUse>();
  const use = (face: FaceName, weight: number, italic: boolean): void => {
    uses.set(`${face}/${weight}/${italic}`, { face, weight, italic });
  };
  for (const { main, second } of Object.values(theme.styles)) {
    use(main.face, main.weight, main.italic);
    if (second) use(second.face ?? main.face, second.weight ?? main.weight, second.italic ?? main.italic);
  }
  // A character style keeps what it does not say from the paragraph, whichever that is.
  const weights = [...new Set([...uses.values()].map((u) => u.weight))];
  for (const { face, weight, italic } of Object.values(theme.characters)) {
    if (face === undefined && weight === undefined && italic === undefined) continue;
    for (const f of face ? [face] : (['serif', 'sans'] as const)) {
      for (const w of weight ? [weight] : weights) use(f, w, italic ?? false);
    }
  }
  use('sans', 400, false); // check boxes
  const found = new Set<string>();
  const missing = new Set<string>();
  for (const { face, weight, italic } of uses.values()) {
    for (const family of [theme.faces[face].zh, theme.faces[face].en]) {
      const folder = faceFolder(family, weight, italic);
      if (folder) found.add(folder);
      else missing.add(`${family} ${weight}`);
    }
  }
  return { folders: [...found].sort(), missing: [...missing].sort() };
}

/** One bit for each code point. */
type Characters = Uint8Array;
const coverages = new Map<string, Characters>();

/** The characters that a face shows, the Latin family and the Chinese one together. */
export function charactersOf(theme: Theme, { face, weight, italic }: FaceUse): Characters {
  const { zh, en } = theme.faces[face];
  const key = `${zh}/${en}/${weight}/${italic}`;
  const known = coverages.get(key);
  if (known) return known;
  const bits = new Uint8Array(0x110000 / 8);
  for (const family of [en, zh]) {
    const folder = faceFolder(family, weight, italic);
    const file = folder === null ? undefined : readdirSync(folder).find((name) => name.endsWith('.ttf'));
    if (folder === null || file === undefined) continue;
    for (const [first, last] of readCoverage(join(folder, file))) {
      for (let c = first; c <= last; c++) bits[c >> 3] = (bits[c >> 3] ?? 0) | (1 << (c & 7));
    }
  }
  coverages.set(key, bits);
  return bits;
}
export const shows = (characters: Characters, codePoint: number): boolean =>
  ((characters[codePoint >> 3] ?? 0) & (1 << (codePoint & 7))) !== 0;
