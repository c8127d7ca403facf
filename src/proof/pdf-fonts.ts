/**
 * A font of a PDF, as far as the proof needs it: what its codes say, and how wide they are.
 *
 * In:  the font's dictionary. Out: `PdfFont`. What a code says is only what the file's own table (`ToUnicode`) tells a reader; a code that
 * the table leaves out says U+FFFD, which no document does.
 */
import { Unreadable, type Dict, type PdfObjects } from './pdf-objects.js';

export interface PdfFont {
  readonly codeBytes: 1 | 2;
  /** Text of each code. */
  readonly texts: ReadonlyMap<number, string>;
  /** Thousandths of the size of the font. */
  width(code: number): number;
}
export const unknownText = '\uFFFD';
/** More codes than that no font can have. */
const mostCodes = 65_536;

export function readFont(objects: PdfObjects, font: Dict): PdfFont {
  const table = objects.stream(font['ToUnicode']);
  if (!table) throw new Unreadable('a font that does not say what its glyphs mean');
  const texts = textsOf(Buffer.from(table).toString('latin1'));
  if (objects.name(font['Subtype']) !== 'Type0') {
    const first = objects.number(font['FirstChar']) ?? 0;
    const widths = objects.list(font['Widths']).map((one) => objects.number(one) ?? 0);
    return { codeBytes: 1, texts, width: (code) => widths[code - first] ?? 0 };
  }
  if (objects.name(font['Encoding']) !== 'Identity-H') throw new Unreadable('a font whose codes are not its glyphs');
  const inner = objects.dict(objects.list(font['DescendantFonts'])[0]);
  const usual = objects.number(inner['DW']) ?? 1000;
  const widths = widthsOf(objects, inner);
  return { codeBytes: 2, texts, width: (code) => widths.get(code) ?? usual };
}

/** `c [w w …]`, or `first last w`. */
function widthsOf(objects: PdfObjects, font: Dict): ReadonlyMap<number, number> {
  const out = new Map<number, number>();
  const list = objects.list(font['W']).map((one) => objects.get(one));
  for (let i = 0; i + 1 < list.length;) {
    const [first, second, third] = [list[i], list[i + 1], list[i + 2]];
    if (typeof first !== 'number') throw new Unreadable('widths of another shape');
    if (Array.isArray(second)) {
      second.forEach((width: unknown, k) => out.set(first + k, typeof width === 'number' ? width : 0));
      i += 2;
    } else if (typeof second === 'number' && typeof third === 'number' && second < mostCodes) {
      for (let code = first; code <= second; code++) out.set(code, third);
      i += 3;
    } else throw new Unreadable('widths of another shape');
  }
  return out;
}

const blocks = /begin(bfchar|bfrange)([^]*?)end\1/g;
const hexes = /<([0-9A-Fa-f\s]*)>|[[\]]/g;

function textsOf(map: string): ReadonlyMap<number, string> {
  const out = new Map<number, string>();
  const set = (code: number, text: string): void => {
    if (out.size >= mostCodes) throw new Unreadable('a font with too many codes');
    out.set(code, text);
  };
  for (const [, kind, body = ''] of map.matchAll(blocks)) {
    const words = [...body.matchAll(hexes)].map(([word, hex]) => hex ?? word);
    const at = (i: number): string => words[i] ?? '';
    if (kind === 'bfchar') for (let i = 0; i + 1 < words.length; i += 2) set(parseInt(at(i), 16), utf16(at(i + 1)));
    else
      for (let i = 0; i + 2 < words.length;) {
        const [first, last] = [parseInt(at(i), 16), Math.min(parseInt(at(i + 1), 16), mostCodes)];
        if (at(i + 2) === '[') {
          i += 3;
          for (let code = first; at(i) !== ']' && i < words.length; code++, i++) if (code <= last) set(code, utf16(at(i)));
          i++;
        } else {
          const text = utf16(at(i + 2));
          const end = text.charCodeAt(text.length - 1);
          for (let code = first; code <= last; code++) set(code, text.slice(0, -1) + String.fromCharCode(end + code - first));
          i += 3;
        }
      }
  }
  return out;
}

function utf16(hex: string): string {
  const units = hex.replace(/\s+/g, '').match(/.{4}/g) ?? [];
  return String.fromCharCode(...units.slice(0, 64).map((unit) => parseInt(unit, 16)));
}
