/**
 * Stale English that a document prints: it is not issued with it.
 *
 * In:  a document model, its case. Out: an error at the line of each text whose Chinese changed since its English was written, where that
 * English is printed; nothing where only Chinese is.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import { placeAt, pointerOf } from '../files/pointer.js';
import { placeIn } from '../load/record-file.js';
import type { CaseFolder } from '../load/types.js';
import { eachBlock, inlinesOf, type Document } from '../model/index.js';
import { textsOf, type TextInTwo } from './texts.js';

/** Places are told from the project's folder, as those of composing are. */
export function stalePrinted(document: Document, folder: CaseFolder): Diagnostic[] {
  if (!folder.translations) return [];
  const stale = new Map<string, TextInTwo>();
  for (const text of textsOf(folder)) if (text.state === 'stale') stale.set(keyOf(text.file.file, pointerOf(text.path)), text);
  if (stale.size === 0) return [];
  const found = new Set<TextInTwo>();
  eachBlock(document, (block) => {
    for (const inline of inlinesOf(block)) {
      if (inline.type !== 'text' || inline.lang !== 'en') continue;
      for (const { file, pointer } of inline.origin?.record ?? []) {
        const text = stale.get(keyOf(file, pointer.replace(/\/en$/, ''))) ?? stale.get(keyOf(file, pointer));
        if (text) found.add(text);
      }
    }
  });
  return [...found].map((text) => ({ ...staleAt(text, folder), document: document.meta.kind }));
}

/** All of a case, printed or not, in files of the project's folder `root`: for who asks what it waits for, and composes nothing. */
export const staleOf = (folder: CaseFolder, root: string): Diagnostic[] =>
  folder.translations
    ? textsOf(folder)
        .filter(({ state }) => state === 'stale')
        .map((text) => ({ ...staleAt(text, folder), place: placeIn(root, text.file, [...text.path, 'en']) }))
    : [];

const staleAt = ({ file, path, zh }: TextInTwo, folder: CaseFolder): Diagnostic => ({
  code: 'translation-stale',
  severity: 'error',
  case: folder.name,
  place: placeAt(file.source, [...path, 'en'], file.file),
  message: {
    zh: `英文译自以前的中文，中文已改为：${brief(zh)}`,
    en: `The English was written for other Chinese; it now says: ${brief(zh)}`,
  },
  help: {
    zh: '改正英文后，用 certpress translate --settle 确认；或用 --export 交给译者。',
    en: 'Correct the English and confirm it with certpress translate --settle, or send it to a translator with --export.',
  },
});

const keyOf = (file: string, pointer: string): string => `${file}#${pointer}`;
const brief = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text).replace(/\s+/g, ' ');
