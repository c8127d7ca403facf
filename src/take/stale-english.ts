/**
 * English that stands beside Chinese which a Word file changes: it was written for the Chinese before, and from now on is stale.
 *
 * In:  the records, and the differences that are taken. Out: for each case of which that is so its `translations.yaml`, as it is and as it
 * is to be, with how many texts it concerns. Where the English is changed too, both are what somebody wanted.
 */
import { join } from 'node:path';
import { limits } from '../files/limits.js';
import { pointerOf } from '../files/pointer.js';
import { readInside } from '../files/read-file.js';
import { keptPairs, type RightPair } from '../translation/kept-pairs.js';
import { textsOf } from '../translation/texts.js';
import type { Records } from './records.js';
import type { Difference, StaleEnglish } from './types.js';

export function staleEnglish({ root, cases }: Records, differences: readonly Difference[]): readonly StaleEnglish[] {
  const changed = new Set(differences.map(({ file, pointer }) => `${file}#${pointer}`));
  return cases.flatMap((folder): StaleEnglish[] => {
    if (!differences.some(({ file }) => file.startsWith(`${folder.folder}/`))) return [];
    const right = textsOf(folder).flatMap((text): RightPair[] => {
      const at = `${text.file.file}#${pointerOf(text.path)}`;
      const isChinese = changed.has(`${at}/zh`) || changed.has(at);
      // What was stale before is not made right by this.
      return text.en !== undefined && text.state === 'there' && isChinese && !changed.has(`${at}/en`) ? [{ text, en: text.en }] : [];
    });
    if (right.length === 0) return [];
    const file = `${folder.folder}/translations.yaml`;
    const bytes = folder.translations ? readInside(join(root, file), root, limits.yamlBytes).value : undefined;
    return [{ file, before: bytes && new TextDecoder().decode(bytes), source: keptPairs(folder, right), texts: right.length }];
  });
}
