/**
 * A TrueType or OpenType face, as far as it must be known before it is printed with: what it is called, whether it may be embedded, which
 * characters it has.
 *
 * In:  bytes, which may be anybody's. Out: `FontFile`, or what is wrong, in words that follow the file's name. Only four tables are read
 * (`OS/2`, `name`, `head`, `cmap`), each within the bytes that there are; outlines are the engine's business.
 */
import type { Prose } from '../diagnostics/index.js';

export type Range = readonly [first: number, last: number];
export interface FontFile {
  /** As the layout engine calls it: the first name 1 (OpenType, `name`), without words of weight and slant at its end. */
  readonly family: string;
  /** 1 to 1000; 400 is regular. */
  readonly weight: number;
  readonly italic: boolean;
  /** Code points that have a glyph. */
  readonly coverage: readonly Range[];
}

const damaged: Prose = { zh: '字体文件已损坏', en: 'the font file is damaged' };
const mostTables = 200;
const mostNames = 2_000;
/** As many as Unicode has planes of 65,536 characters, each of them alone. */
const mostSegments = 200_000;

export function readFont(bytes: Uint8Array): FontFile | Prose {
  const whole = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const kind = whole.getUint32(0);
    if (kind === 0x74746366)
      return { zh: '是字体集合（TTC），请拆成单个TTF或OTF', en: 'it is a collection of fonts (TTC); take a single TTF or OTF out of it' };
    if (kind === 0x774f4646 || kind === 0x774f4632)
      return { zh: '是网页字体（WOFF），请用TTF或OTF', en: 'it is a web font (WOFF); use TTF or OTF' };
    // TrueType outlines, Apple's word for them, CFF outlines.
    if (![0x00010000, 0x74727565, 0x4f54544f].includes(kind)) return { zh: '不是TTF或OTF字体', en: 'it is neither a TTF nor an OTF font' };
    const tables = tablesOf(whole);
    const [os2, names, cmap] = [tables.get('OS/2'), tables.get('name'), tables.get('cmap')];
    if (!os2 || !names || !cmap) return damaged;
    const refused = embeddingRefused(os2.getUint16(8));
    if (refused) return refused;
    const family = familyOf(names);
    const coverage = coverageOf(cmap);
    if (family === '' || coverage.length === 0) return damaged;
    const weight = Math.min(1000, Math.max(1, os2.getUint16(4)));
    return { family, weight, italic: (os2.getUint16(62) & 1) !== 0, coverage };
  } catch (error) {
    if (error instanceof RangeError) return damaged;
    throw error;
  }
}

function tablesOf(whole: DataView): Map<string, DataView> {
  const count = whole.getUint16(4);
  if (count > mostTables) throw new RangeError('tables');
  const tables = new Map<string, DataView>();
  for (let i = 0; i < count; i++) {
    const at = 12 + 16 * i;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((n) => whole.getUint8(at + n)));
    // Throws a RangeError where it reaches beyond the file.
    tables.set(tag, new DataView(whole.buffer, whole.byteOffset + whole.getUint32(at + 8), whole.getUint32(at + 12)));
    if (whole.getUint32(at + 8) + whole.getUint32(at + 12) > whole.byteLength) throw new RangeError('a table beyond the file');
  }
  return tables;
}

/**
 * OpenType 1.9, OS/2, `fsType`. Bits 1 to 3 say how a font may be embedded, the least restrictive of them where an old font sets several:
 * bit 1 (0x0002) alone forbids it. What is printed and read, as a PDF here is, needs no more than bit 2 (0x0004, preview and print). Bit 8
 * (0x0100) forbids to embed a part of the glyphs, bit 9 (0x0200) to embed outlines: a PDF of ours holds the outlines of the glyphs in use.
 */
function embeddingRefused(fsType: number): Prose | undefined {
  if ((fsType & 0x000e) === 0x0002)
    return { zh: '其许可不允许嵌入（OS/2 fsType 第1位）', en: 'its licence forbids embedding (OS/2 fsType, bit 1)' };
  if ((fsType & 0x0100) !== 0)
    return { zh: '其许可不允许只嵌入用到的字（OS/2 fsType 第8位）', en: 'its licence forbids embedding a subset (OS/2 fsType, bit 8)' };
  if ((fsType & 0x0200) !== 0)
    return { zh: '其许可只允许嵌入点阵（OS/2 fsType 第9位）', en: 'its licence allows bitmaps only to be embedded (OS/2 fsType, bit 9)' };
  return undefined;
}

/** Words at the end of a name 1 that are no part of the family. */
const ofStyle =
  /(?:thin|extra[ -]?light|ultra[ -]?light|light|regular|normal|book|medium|semi[ -]?bold|demi[ -]?bold|extra[ -]?bold|ultra[ -]?bold|bold|black|heavy|italic|oblique)$/i;
/** Without white space and signs at its end. */
function withoutEnd(name: string): string {
  let end = name.length;
  while (end > 0 && ' _-'.includes(name.charAt(end - 1))) end--;
  return name.slice(0, end);
}
function familyOf(table: DataView): string {
  const count = Math.min(table.getUint16(2), mostNames);
  const strings = table.getUint16(4);
  for (let i = 0; i < count; i++) {
    const at = 6 + 12 * i;
    const [platform, encoding, , id, length, offset] = [0, 2, 4, 6, 8, 10].map((n) => table.getUint16(at + n));
    const isUnicode = platform === 0 || (platform === 3 && (encoding === 1 || encoding === 10));
    if (id !== 1 || !isUnicode) continue;
    let name = '';
    for (let k = 0; k + 1 < (length ?? 0) && k < 400; k += 2) name += String.fromCharCode(table.getUint16(strings + (offset ?? 0) + k));
    let trimmed = withoutEnd(name.trim());
    let before = '';
    while (before !== trimmed) {
      before = trimmed;
      trimmed = withoutEnd(trimmed.replace(ofStyle, ''));
    }
    return trimmed;
  }
  return '';
}

/** The characters of a `cmap` table; throws a RangeError where it is not whole. */
export function coverageOf(cmap: DataView): Range[] {
  const subtables = Array.from({ length: Math.min(cmap.getUint16(2), mostTables) }, (_, i) => cmap.getUint32(8 + 8 * i));
  // Format 12 reaches beyond the basic plane; where a face has it, it has everything that format 4 has.
  const full = subtables.find((at) => cmap.getUint16(at) === 12);
  if (full !== undefined) return segments(cmap, full);
  const basic = subtables.find((at) => cmap.getUint16(at) === 4);
  return basic === undefined ? [] : basicSegments(cmap, basic);
}

function segments(cmap: DataView, at: number): Range[] {
  const count = cmap.getUint32(at + 12);
  if (count > mostSegments) throw new RangeError('segments');
  return Array.from({ length: count }, (_, i): Range => {
    const group = at + 16 + 12 * i;
    // A group that starts at glyph 0 begins with "no glyph".
    const first = cmap.getUint32(group) + (cmap.getUint32(group + 8) === 0 ? 1 : 0);
    const last = cmap.getUint32(group + 4);
    if (last > 0x10ffff) throw new RangeError('no character');
    return [first, last];
  });
}

function basicSegments(cmap: DataView, at: number): Range[] {
  const count = cmap.getUint16(at + 6) / 2;
  const [ends, starts] = [at + 14, at + 16 + 2 * count];
  const [deltas, offsets] = [starts + 2 * count, starts + 4 * count];
  const out: Range[] = [];
  for (let i = 0; i < count; i++) {
    const [first, last] = [cmap.getUint16(starts + 2 * i), cmap.getUint16(ends + 2 * i)];
    const [delta, offset] = [cmap.getUint16(deltas + 2 * i), cmap.getUint16(offsets + 2 * i)];
    for (let c = first; c <= last && c !== 0xffff; c++) {
      const stored = offset === 0 ? c : cmap.getUint16(offsets + 2 * i + offset + 2 * (c - first));
      if (stored !== 0 && ((stored + delta) & 0xffff) !== 0) out.push([c, c]);
      if (out.length > mostSegments) throw new RangeError('segments');
    }
  }
  return out;
}
