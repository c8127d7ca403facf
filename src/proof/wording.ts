/**
 * Proof of the mandatory wording, on the finished files.
 *
 * In:  the model, the wording rows that apply, and the text read back from each file. Out: a diagnostic for each string that
 * does not stand at its place, or stands where it never may. White space is removed, full-width punctuation kept
 * (rules.md §0.5-9); a sentence of the Chinese is asked of documents that have Chinese, its English of those that are English; of an
 * English one the other way round.
 */
import { saysForbidden } from '../../schemas/pack/forbidden.js';
import type { Wording } from '../../schemas/pack/index.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { placesOf, textOf } from '../inspect/index.js';
import { canonText, eachBlock, inlinesOf, type Block, type Document, type RecordPlace } from '../model/index.js';

/** A finished file, read back. */
export interface ReadBack {
  readonly format: 'docx' | 'pdf';
  /** All its text without white space, running headers and footers included. */
  readonly text: string;
  /** The same by what stands together: a cell, a paragraph, what runs at head and foot of a page. */
  readonly pieces: readonly string[];
}

/** The strings of a row that a document in this form must show. */
export function stringsOf(row: Wording, lang: Document['lang']): string[] {
  if (row.kind === 'content') {
    // The least that must stand there is Chinese; an English document shows the block's English instead.
    if (lang === 'en') return row.text ? [row.text.en] : (row.must ?? []).filter((s) => !hasHan(s));
    return lang === 'zh' && isRendered(row, row.must ?? []) ? [row.text.zh] : (row.must ?? []);
  }
  if (row.string === undefined) return [];
  if (lang === 'en' && hasHan(row.string)) return row.text ? [row.text.en] : [];
  if (lang === 'zh' && isRendered(row, [row.string])) return [row.text.zh];
  return [row.string];
}
/** What an English text demands, in a document that is its translation: the Chinese of the block does not have the English strings. */
const isRendered = (row: Wording, strings: readonly string[]): row is Wording & { readonly text: { readonly zh: string } } =>
  row.text !== undefined && strings.some((s) => !hasHan(s) && !canonText(row.text?.zh ?? '').includes(canonText(s)));
const hasHan = (s: string): boolean => /\p{Script=Han}/u.test(s);

/** The places in the records that a string came from: of the runs of text that hold it, else of the blocks. */
function sayers(document: Document, wanted: string): RecordPlace[] {
  const runs: RecordPlace[] = [];
  const blocks: RecordPlace[] = [];
  eachBlock(document, (block) => {
    const inlines = block.type === 'paragraph' || block.type === 'heading' ? inlinesOf(block) : [];
    if (!canonText(inlines.map((i) => (i.type === 'text' ? i.value : '')).join('')).includes(wanted)) return;
    blocks.push(...(block.origin?.record ?? []));
    for (const i of inlines) if (i.type === 'text' && canonText(i.value).includes(wanted)) runs.push(...(i.origin?.record ?? []));
  });
  const found = runs.length > 0 ? runs : blocks;
  return found.filter((one, i) => found.findIndex((other) => other.file === one.file && other.pointer === one.pointer) === i).slice(0, 10);
}

/** The places in the records of what stands where the string should. */
function recordsIn(blocks: readonly Block[]): RecordPlace[] {
  const found = blocks.flatMap((block) => [
    ...(block.origin?.record ?? []),
    ...(block.type === 'paragraph' || block.type === 'heading' ? inlinesOf(block).flatMap((one) => one.origin?.record ?? []) : []),
  ]);
  return found.filter((one, i) => found.findIndex((other) => other.file === one.file && other.pointer === one.pointer) === i).slice(0, 10);
}

export function proveWording(document: Document, wording: readonly Wording[], files: readonly ReadBack[], layout: string): Diagnostic[] {
  const places = placesOf(document);
  const out: Diagnostic[] = [];
  for (const row of wording) {
    const about = {
      severity: row.severity,
      rule: row.id,
      clause: row.clause,
      document: document.meta.kind,
      why: { zh: row.zh, en: row.en },
      place: { file: layout },
    } as const;
    if (row.kind === 'forbidden') {
      const never = canonText(row.string ?? '');
      // Piece by piece: crosses in three cells of a row are no placeholder.
      const file = files.find(({ pieces }) => pieces.some((piece) => saysForbidden(piece, never, row.except)));
      if (file) {
        const said = sayers(document, never);
        out.push({
          ...about,
          code: 'wording-forbidden',
          place: said[0] ?? about.place,
          ...(said.length > 0 ? { related: [...said.slice(1), about.place] } : {}),
          message: {
            zh: `文件（${file.format}）中出现了不得出现的“${row.string}”`,
            en: `The ${file.format} says “${row.string}”, which it never may`,
          },
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
      const said = recordsIn((blocks ?? []).flat());
      const where = row.place ? { zh: `“${row.place}”处`, en: ` at ${row.place}` } : { zh: '', en: '' };
      out.push({
        ...about,
        code: 'wording-missing',
        ...(said[0] ? { place: said[0], related: [...said.slice(1), about.place] } : {}),
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
