/**
 * What the words of records are called in the schemes.
 *
 * In:  the project's folder. Out: the words, of those asked for, whose label in any scheme, in either language, is a text.
 */
import { ownPacksNamedIn, packsOf } from '../../load/pack-places.js';
import { listSchemes, loadScheme } from '../../packs/load-scheme.js';
import { packageInfo } from '../../program/package-info.js';
import type { WordsCalled } from './value.js';

/** By the labels of every scheme that there is; they are read when the first word is asked for that the records do not have. */
export function calledIn(root: string): WordsCalled {
  let known: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  return (text, words) => {
    known ??= codesIn(root);
    return words.filter((word) => known?.get(text.toLowerCase())?.has(word));
  };
}
function codesIn(root: string): ReadonlyMap<string, ReadonlySet<string>> {
  const packs = packsOf(packageInfo().root, ownPacksNamedIn(root));
  const codes = new Map<string, Set<string>>();
  for (const { id, version } of listSchemes(packs)) {
    const labels = loadScheme(id, version, packs).value?.scheme.labels ?? {};
    for (const group of Object.values(labels))
      for (const [code, { zh, en }] of Object.entries(group))
        for (const text of [zh, en]) codes.set(text.toLowerCase(), (codes.get(text.toLowerCase()) ?? new Set<string>()).add(code));
  }
  return codes;
}
