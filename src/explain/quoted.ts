/**
 * What the source says of a row, and a rendering of it, as `explain` prints them.
 *
 * In:  the scheme, whose `original` says which language is the source's; the words of a row. Out: lines in both languages of the terminal.
 */
import type { Prose } from '../diagnostics/index.js';
import { isRendered } from '../packs/renderings.js';
import type { Scheme } from '../packs/types.js';

export function quoted({ scheme }: Scheme, row: Prose): { readonly zh: readonly string[]; readonly en: readonly string[] } {
  const { zh, en } = row;
  return scheme.original === 'en'
    ? { zh: [`  原文：${en}`, ...(isRendered(row) ? [`  中译（并非原文）：${zh}`] : [])], en: [`  source: ${en}`] }
    : { zh: [`  原文：${zh}`], en: [`  source: ${zh}`, `  English: ${en}`] };
}
