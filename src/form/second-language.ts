/**
 * Texts of which the record has one language alone, where a document prints both.
 *
 * In:  a record file that a form may change. Out: the places of the English that is not there. Of a text of several paragraphs, list items
 * or a table the two languages have to have the same: those are for a translator (`src/translation`).
 */
import { KindsOfFields, visitKinds } from '../../schemas/record/index.js';
import type { RecordFile } from '../load/types.js';
import type { Blank } from './blanks.js';

const ofOneParagraph = (text: string): boolean => !text.trim().includes('\n') && !/^(?:[-*|]|\d+[.)])\s/.test(text.trim());

const texts = new KindsOfFields('text', 'long');
export function withoutEnglish(file: RecordFile): readonly Blank[] {
  const out: Blank[] = [];
  visitKinds(file.shape, file.value, texts, (_, value, path) => {
    if (typeof value !== 'object' || value === null) return;
    const { zh, en } = value as { readonly zh?: unknown; readonly en?: unknown };
    if (typeof zh === 'string' && en === undefined && ofOneParagraph(zh)) out.push({ file, path: [...path, 'en'] });
  });
  return out;
}
