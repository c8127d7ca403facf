/**
 * What `translations.yaml` will say.
 *
 * In:  a case, the texts whose English is taken as right now. Out: its text: those pairs, and of what it said before whatever still tells
 * something: pairs whose English stands at such a place.
 */
import type { CaseFolder } from '../load/types.js';
import { hashOfText, nameInCase, pairOf, placeOf, textsOf, type TextInTwo } from './texts.js';

export interface RightPair {
  readonly text: TextInTwo;
  readonly en: string;
}

export function keptPairs(folder: CaseFolder, right: readonly RightPair[]): string {
  const pairs = new Map<string, Map<string, Set<string>>>();
  const put = (file: string, place: string, pair: string): void => {
    const places = pairs.get(file) ?? new Map<string, Set<string>>();
    pairs.set(file, places);
    places.set(place, (places.get(place) ?? new Set<string>()).add(pair));
  };
  const english = new Set<string>();
  const settled = new Set<string>();
  const key = (file: string, place: string, en: string): string => `${file}\0${place}\0${en}`;
  for (const { text, en } of right) {
    const [file, place] = [nameInCase(folder, text.file), placeOf(text.path)];
    put(file, place, pairOf(text.zh, en));
    settled.add(key(file, place, hashOfText(en)));
  }
  for (const { file, path, en } of textsOf(folder))
    if (en !== undefined) english.add(key(nameInCase(folder, file), placeOf(path), hashOfText(en)));
  const now = new Set(
    textsOf(folder).flatMap(({ file, path, zh, en }) =>
      en === undefined ? [] : [`${nameInCase(folder, file)}\0${placeOf(path)}\0${pairOf(zh, en)}`],
    ),
  );
  for (const [file, places] of Object.entries(folder.translations?.value ?? {}))
    for (const [place, list] of Object.entries(places))
      for (const pair of list) {
        const en = key(file, place, pair.slice(17));
        // What was settled now is no news of the Chinese that went before it.
        if (english.has(en) && (!settled.has(en) || now.has(`${file}\0${place}\0${pair}`))) put(file, place, pair);
      }
  const sorted = <T>(map: ReadonlyMap<string, T>): [string, T][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = sorted(pairs).flatMap(([file, places]) => [
    `${JSON.stringify(file)}:`,
    ...sorted(places).flatMap(([place, list]) => [
      `  ${JSON.stringify(place)}:`,
      ...[...list].sort().map((pair) => `    - ${JSON.stringify(pair)}`),
    ]),
  ]);
  return [
    '# 由 certpress translate 写出：英文译自哪段中文（散列）；中文改动后，旧的英文由此得知',
    '# Written by certpress translate: which Chinese each English text was written for (hashes), so that stale English is known',
    ...(lines.length === 0 ? ['{}'] : lines),
    '',
  ].join('\n');
}
