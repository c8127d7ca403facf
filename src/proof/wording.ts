/**
 * Proof of the mandatory wording, on the finished files.
 *
 * In:  the model, the wording rows that apply, and the text read back from each file. Out: a diagnostic for each string that
 * does not stand at its place, or stands where it never may. White space is removed, full-width punctuation kept
 * (rules.md §0.5-9); a sentence of the Chinese is asked of documents that have Chinese, its English of those that are English.
 */
import type { Wording } from '../../schemas/pack/index.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { placesOf, textOf } from '../inspect/index.js';
import { canonText, type Document } from '../model/index.js';

/** A finished file, read back. */
export interface ReadBack {
  readonly format: 'docx' | 'pdf';
  /** All its text without white space, running headers and footers included. */
  readonly text: string;
}

/** The strings of a row that a document in this form must show. */
export function stringsOf(row: Wording, lang: Document['lang']): string[] {
  if (row.kind === 'content') {
    // The least that must stand there is Chinese; an English document shows the block's English instead.
    if (lang === 'en') return row.text ? [row.text.en] : (row.must ?? []).filter((s) => !hasHan(s));
    return row.must ?? [];
  }
  if (row.string === undefined) return [];
  if (lang === 'en' && hasHan(row.string)) return row.text ? [row.text.en] : [];
  return [row.string];
}
const hasHan = (s: string): boolean => /\p{Script=Han}/u.test(s);

export function proveWording(document: Document, wording: readonly Wording[], files: readonly ReadBack[], layout: string): Diagnostic[] {
  const places = placesOf(document);
  const out: Diagnostic[] = [];
  for (const row of wording) {
    const about = { severity: row.severity, rule: row.id, clause: row.clause, document: document.meta.kind, why: { zh: row.zh, en: row.en }, place: { file: layout } } as const;
    if (row.kind === 'forbidden') {
      const file = files.find((f) => row.string !== undefined && f.text.includes(canonText(row.string)));
      if (file) {
        out.push({
          ...about, code: 'wording-forbidden',
          message: { zh: `文件（${file.format}）中出现了不得出现的“${row.string}”`, en: `The ${file.format} says “${row.string}”, which it never may` },
          help: { zh: '在记录、标签或版式中找到它并改正。', en: 'Find it in the record, the labels or the layout, and mend it.' },
        });
      }
      continue;
    }
    for (const string of stringsOf(row, document.lang)) {
      const wanted = canonText(string);
      const blocks = row.place ? places.get(row.place) : undefined;
      const atPlace = row.place === undefined || (blocks?.some((b) => textOf(b).includes(wanted)) ?? false);
      const missingIn = files.filter((f) => !f.text.includes(wanted)).map((f) => f.format);
      if (atPlace && missingIn.length === 0) continue;
      const where = row.place ? { zh: `“${row.place}”处`, en: ` at ${row.place}` } : { zh: '', en: '' };
      out.push({
        ...about, code: 'wording-missing',
        message: {
          zh: `${where.zh}缺少规定的文字“${string}”${missingIn.length > 0 ? `（${missingIn.join('、')}）` : ''}`,
          en: `The mandatory wording “${string}” is missing${where.en}${missingIn.length > 0 ? ` (${missingIn.join(', ')})` : ''}`,
        },
        help: { zh: '逐字印出该文字，不得改动标点。', en: 'Print it character for character, punctuation included.' },
      });
    }
  }
  return out;
}
