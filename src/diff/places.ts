/**
 * Where the words of a file stand on its pages.
 *
 * In:  a PDF that certpress made. Out: for each entry the page on which it begins, and boxes around any part of its text.
 *
 * The file is tagged, and its reader gives the marked content of each entry (`proof/read-pdf.ts`): no engine has to say where anything is.
 */
import { canonText } from '../model/index.js';
import type { Glyph } from '../proof/pdf-text.js';
import { readPdf } from '../proof/read-pdf.js';
import type { Range } from './text-changes.js';

/** Points from the lower left corner of a page. */
export interface Box {
  readonly page: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}
export interface Places {
  /** Counted from 1; undefined where the file has no such entry. */
  pageOf(entry: number): number | undefined;
  boxes(entry: number, range: Range): Box[];
}

interface Character extends Omit<Glyph, 'text'> {
  readonly page: number;
}

/** Of the size of the font: how far letters go above and below their line. */
const above = 0.88;
const below = 0.22;

export function placesIn(bytes: Uint8Array): Places | undefined {
  const glyphs = new Map<string, Glyph[]>();
  const read = readPdf(bytes, ({ page, mcid }, found) => {
    const key = `${page}/${mcid}`;
    const known = glyphs.get(key);
    if (known) known.push(...found);
    else glyphs.set(key, [...found]);
  }).value;
  if (!read) return undefined;
  const known = new Map<number, readonly Character[]>();
  const charactersOf = (entry: number): readonly Character[] => {
    const had = known.get(entry);
    if (had) return had;
    const made = (read.marked[entry] ?? []).flatMap(({ page, mcid }) =>
      (glyphs.get(`${page}/${mcid}`) ?? []).flatMap((glyph) => charactersIn(glyph, page)),
    );
    known.set(entry, made);
    return made;
  };
  return {
    pageOf: (entry) => read.pageOf[entry] ?? undefined,
    boxes: (entry, [from, to]) => boxesAround(charactersOf(entry).slice(from, to)),
  };
}

/** One glyph may say several characters; they share its width. */
function charactersIn({ text, from, to, base, size }: Glyph, page: number): Character[] {
  const { length } = canonText(text);
  const width = (to - from) / Math.max(length, 1);
  return Array.from({ length }, (_, i) => ({ page, from: from + i * width, to: from + (i + 1) * width, base, size }));
}

/** One box a line. */
function boxesAround(characters: readonly Character[]): Box[] {
  const out: Box[] = [];
  for (const { page, from, to, base, size } of characters) {
    const last = out.at(-1);
    const [bottom, top] = [base - below * size, base + above * size];
    if (last?.page === page && Math.abs(last.bottom - bottom) < size / 2 && from >= last.right - size && from - last.right < size)
      out[out.length - 1] = {
        ...last,
        right: Math.max(last.right, to),
        bottom: Math.min(last.bottom, bottom),
        top: Math.max(last.top, top),
      };
    else out.push({ page, left: from, right: to, bottom, top });
  }
  return out;
}
