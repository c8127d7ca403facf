/**
 * Faces: from the families that a theme names to files, of the house (`theme.fonts`) or of the installed font packages.
 *
 * In:  a theme. Out: the folders that hold its faces, and for each face the characters it can show.
 *
 * One folder of a font package holds one weight, so a folder stands for a face. Of a house's family the engine takes the face that is
 * nearest: first by slant, then by weight.
 */
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { HouseFont, Theme } from '../../model/index.js';
import { readCoverage } from './cmap.js';
import { reaches, spansOf, type Spans } from './spans.js';

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
      const own = nearestOf(theme, family, weight, italic);
      // A face of the house is never another one of the same name: on a machine that lacks it nothing is made.
      const folder = isOfHouse(theme, family) ? null : faceFolder(family, weight, italic);
      if (own.length > 0) for (const path of pathsOf(own)) found.add(dirname(path));
      else if (folder) found.add(folder);
      else missing.add(`${family} ${weight}`);
    }
  }
  return { folders: [...found].sort(), missing: [...missing].sort() };
}

const isOfHouse = ({ fonts = [] }: Theme, family: string): boolean => fonts.some((font) => font.family === family);
/** The faces of the house that the engine may take for this one; of two that are as near, either. */
function nearestOf({ fonts = [] }: Theme, family: string, weight: number, italic: boolean): readonly HouseFont[] {
  const distance = (font: HouseFont): number => (font.italic === italic ? 0 : 10_000) + Math.abs(font.weight - weight);
  // One that lies on another machine is none here.
  const all = fonts.filter((font) => font.family === family && font.origin !== undefined);
  const least = Math.min(...all.map(distance));
  return all.filter((font) => distance(font) === least);
}
const pathsOf = (fonts: readonly HouseFont[]): string[] => fonts.flatMap(({ origin }) => origin?.path ?? []);

/** Of each family, its faces that are as near as one another. */
interface Characters {
  readonly families: readonly (readonly Spans[])[];
  /** What was asked before: a document has few different characters, and prints each of them often. */
  readonly answered: Map<number, boolean>;
}
const coverages = new Map<string, Characters>();

/** The characters that a face shows, the Latin family and the Chinese one together. */
export function charactersOf(theme: Theme, { face, weight, italic }: FaceUse): Characters {
  const { zh, en } = theme.faces[face];
  const own = [en, zh].flatMap((family) => nearestOf(theme, family, weight, italic));
  const key = `${zh}/${en}/${weight}/${italic}/${own.map((font) => font.sha256).join()}`;
  const known = coverages.get(key);
  if (known) return known;
  const families = [en, zh].map((family) => {
    const ours = pathsOf(nearestOf(theme, family, weight, italic));
    const folder = ours.length > 0 ? null : faceFolder(family, weight, italic);
    const file = folder === null ? undefined : readdirSync(folder).find((name) => name.endsWith('.ttf'));
    const paths = folder === null || file === undefined ? ours : [join(folder, file)];
    return paths.map((path) => spansOf(readCoverage(path)));
  });
  const characters = { families, answered: new Map<number, boolean>() };
  coverages.set(key, characters);
  return characters;
}
export function shows({ families, answered }: Characters, codePoint: number): boolean {
  const known = answered.get(codePoint);
  if (known !== undefined) return known;
  // Of two faces that are as near, only what both have is sure to be there.
  const found = families.some((faces) => faces.length > 0 && faces.every((spans) => reaches(spans, codePoint)));
  answered.set(codePoint, found);
  return found;
}
