/**
 * Which file, label or value of the theme is in use, and what it lies over.
 *
 * In:  a scheme, and its folders of layouts from the lowest up. Out: a `Standing` for each layout, partial, picture, font, label and
 * value of the theme: where it is said, the lowest first; the last of them is in use.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadLayouts, filesOfHouse } from '../compose/layout-set.js';
import { themeValues } from '../compose/theme-file.js';
import type { Diagnostic, Outcome } from '../diagnostics/index.js';
import { isFontName } from '../make/house-fonts.js';
import { isPictureName } from '../make/house-pictures.js';
import type { LayoutRank, RankedFolder } from '../make/scheme-tools.js';
import type { Scheme } from '../packs/types.js';

export const standingKinds = ['layout', 'partial', 'picture', 'font', 'label', 'theme'] as const;
export type StandingKind = (typeof standingKinds)[number];
/** `words`: the `labels` of a scheme.yaml, which no label file replaces. */
export type Rank = LayoutRank | 'words';
export interface Said {
  readonly rank: Rank;
  readonly file: string;
  readonly line?: number;
  /** Of a label or a value of the theme: what it is. */
  readonly value?: string;
}
export interface Standing {
  readonly kind: StandingKind;
  /** A file by its way in the folder; `zh client.name`; `colours.accent`. */
  readonly name: string;
  /** Never empty. */
  readonly from: readonly Said[];
}

export function standingsOf(scheme: Scheme, folders: readonly RankedFolder[]): Outcome<readonly Standing[]> {
  const diagnostics: Diagnostic[] = [];
  const all = new Map<string, { kind: StandingKind; name: string; from: Said[] }>();
  const say = (kind: StandingKind, name: string, said: Said): void => {
    const key = `${kind}\0${name}`;
    const known = all.get(key) ?? { kind, name, from: [] };
    known.from.push(said);
    all.set(key, known);
  };
  for (const { path, shown, rank } of folders) {
    const { value: set, diagnostics: found } = loadLayouts([{ path, shown }]);
    diagnostics.push(...found);
    for (const { name, file } of set?.layouts.values() ?? []) say('layout', `${name}.hbs`, { rank, file });
    for (const { name, file } of set?.partials.values() ?? []) say('partial', `partials/${name}.hbs`, { rank, file });
    for (const lang of ['zh', 'en'] as const)
      for (const [key, { text, at }] of set?.labels[lang] ?? [])
        say('label', `${lang} ${key}`, { rank, file: at.file, line: at.line, value: text });
    // Those of a scheme lie in the house's folder too, but count where they are named from.
    for (const name of filesOfHouse(path).value ?? []) {
      if (rank === 'house' && name.startsWith('schemes/')) continue;
      const kind = isPictureName(name) ? 'picture' : isFontName(name) ? 'font' : undefined;
      if (kind) say(kind, name, { rank, file: `${shown}/${name}` });
    }
    const theme = join(path, 'theme.yaml');
    if (!existsSync(theme)) continue;
    const read = themeValues(theme);
    diagnostics.push(...read.diagnostics);
    for (const { path: keys, value, at } of read.value ?? [])
      say('theme', keys.join('.'), {
        rank,
        file: `${shown}/theme.yaml`,
        ...(at.line === undefined ? {} : { line: at.line }),
        value: typeof value === 'string' ? value : JSON.stringify(value),
      });
  }
  const pack = `${scheme.place.shown}/schemes/${scheme.id}/${scheme.folder}/scheme.yaml`;
  for (const [group, words] of Object.entries(scheme.scheme.labels))
    for (const [name, word] of Object.entries(words))
      for (const lang of ['zh', 'en'] as const) {
        const value = word[lang];
        if (value !== undefined && value !== '') say('label', `${lang} ${group}.${name}`, { rank: 'words', file: pack, value });
      }
  const order = (one: { readonly kind: StandingKind; readonly name: string }): string => `${standingKinds.indexOf(one.kind)} ${one.name}`;
  return { value: [...all.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1)), diagnostics };
}

/** Whether the house has a say in it: what a listing shows without `--all`. */
export const isOfHouse = ({ from }: Standing): boolean => from.some(({ rank }) => rank === 'house' || rank === 'house-of-scheme');
