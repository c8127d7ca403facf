/**
 * Whether a file is a whole PNG or JPEG that can be printed.
 *
 * In:  bytes, of which the first say which of both it is. Out: its size in pixels as it stands upright and how it must be turned for
 * that, or what is wrong, in words that follow the file's name. A cut-off download must not be found out in ten years.
 */
import { crc32, inflateSync } from 'node:zlib';
import type { Prose } from '../diagnostics/index.js';

export interface Picture {
  readonly mime: 'image/png' | 'image/jpeg';
  /** Pixels, upright. */
  readonly width: number;
  readonly height: number;
  /** Exif's orientation, 2 to 8, where the pixels do not stand upright themselves. */
  readonly turn?: number;
}
/** A4 at 600 dots an inch has 35 million pixels. */
const mostPixels = 80_000_000;

/** Dots an inch below which print looks coarse: half of the 400 of office printers, and what print shops call the least for pictures. */
export const coarse = 200;
export const dotsPerInch = (pixels: number, mm: number): number => Math.floor((pixels * 25.4) / mm);

/** The kind that the first bytes of a file name. */
export function pictureKind(bytes: Uint8Array): Picture['mime'] | undefined {
  const begins = (...magic: readonly number[]): boolean => magic.every((byte, i) => bytes[i] === byte);
  if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  return begins(0xff, 0xd8, 0xff) ? 'image/jpeg' : undefined;
}

/** What kinds of pictures that cannot be printed are called, by their first bytes. */
export function otherPicture(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes.subarray(0, 48)).toString('latin1');
  if (text.startsWith('GIF8')) return 'GIF';
  if (text.startsWith('BM')) return 'BMP';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'WebP';
  if (text.startsWith('II*\0') || text.startsWith('MM\0*')) return 'TIFF';
  if (text.startsWith('\x01\0\0\0') && text.slice(40, 44) === ' EMF') return 'EMF';
  if (text.startsWith('\xd7\xcd\xc6\x9a')) return 'WMF';
  if (text.slice(4, 8) === 'ftyp')
    return /^(?:heic|heix|mif1|msf1|hevc)/.test(text.slice(8)) ? 'HEIC' : text.slice(8, 12) === 'avif' ? 'AVIF' : undefined;
  return /^\s{0,16}<(?:svg|\?xml)/.test(text) ? 'SVG' : undefined;
}

/** `whole` false: by its head alone; what follows may be cut off or damaged. */
export function readPicture(bytes: Uint8Array, mime: Picture['mime'], whole = true): Picture | Prose {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = mime === 'image/png' ? pngSize(view, whole) : jpegSize(view);
  if ('zh' in size) return size;
  const { width, height } = size;
  if (width === 0 || height === 0 || width * height > mostPixels)
    return { zh: `尺寸为 ${width}×${height} 像素，不能接受`, en: `it has ${width} × ${height} pixels, which is not accepted` };
  return { mime, ...size };
}
/**
 * Said of a picture with a `turn`, where it must stand upright by its pixels.
 *
 * It is not turned here. Word, LibreOffice and the readers of DOCX disagree on whether an inline picture's size is meant before or after a
 * turn, and some drop it; the libraries that turn a JPEG without coding it anew are one person's, and young; and coding it anew would put
 * another picture into the record than the one whose hash was entered.
 */
export const turned: Prose = {
  zh: '照片带有旋转标记，请先转正另存',
  en: 'the photograph carries a mark to turn it; turn it upright and save it first',
};
type Size = { readonly width: number; readonly height: number; readonly turn?: number };

const cut: Prose = { zh: '图片不完整', en: 'the picture is cut off' };
const damaged: Prose = { zh: '图片已损坏', en: 'the picture is damaged' };
const channels: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Every chunk with its checksum, and as many rows as the header says. */
function pngSize(bytes: Buffer, whole: boolean): Size | Prose {
  let at = 8;
  let header: (Size & { readonly rowBytes: number; readonly isInterlaced: boolean }) | undefined;
  const rows: Buffer[] = [];
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    const end = at + 8 + length;
    if (end + 4 > bytes.length) return cut;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) return damaged;
    if (!header) {
      if (type !== 'IHDR' || length !== 13) return damaged;
      const [width, height, bits, colour] = [
        bytes.readUInt32BE(at + 8),
        bytes.readUInt32BE(at + 12),
        bytes[at + 16] ?? 0,
        bytes[at + 17] ?? 9,
      ];
      if (channels[colour] === undefined || ![1, 2, 4, 8, 16].includes(bits)) return damaged;
      header = { width, height, rowBytes: 1 + Math.ceil((width * bits * channels[colour]) / 8), isInterlaced: bytes[at + 20] !== 0 };
      if (width * height > mostPixels || !whole) return { width, height };
    }
    if (type === 'acTL') return { zh: '这是动画', en: 'it is an animation' };
    if (type === 'IDAT') rows.push(bytes.subarray(at + 8, end));
    at = end + 4;
    if (type === 'IEND') {
      const { width, height, rowBytes, isInterlaced } = header;
      const due = rowBytes * height;
      try {
        const got = inflateSync(Buffer.concat(rows), { maxOutputLength: due * 2 + 4096 }).length;
        return isInterlaced ? (got >= due - height ? { width, height } : cut) : got === due ? { width, height } : damaged;
      } catch {
        return damaged;
      }
    }
  }
  return cut;
}

/** Markers up to the first scan; a whole file ends with its end marker. */
function jpegSize(bytes: Buffer): Size | Prose {
  let at = 2;
  let size: Size | undefined;
  let turn = 1;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return damaged;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2 || at + 2 + length > bytes.length) return cut;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      if (marker > 0xc2)
        return {
          zh: 'JPEG的编码方式不常见，请另存为普通JPEG或PNG',
          en: 'it is JPEG of an unusual kind; save it as ordinary JPEG or as PNG',
        };
      if (length < 8) return damaged;
      if (![1, 3].includes(bytes[at + 9] ?? 0))
        return { zh: 'JPEG是CMYK的，请另存为RGB或灰度', en: 'it is a CMYK JPEG; save it in RGB or in shades of grey' };
      size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    }
    if (marker === 0xe1) turn = Math.max(turn, orientationOf(bytes.subarray(at + 4, at + 2 + length)));
    if (marker === 0xda) return size && bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) > at ? upright(size, turn) : size ? cut : damaged;
    at += 2 + length;
  }
  return cut;
}

/** From 5 on, Exif's orientations lie on their side. */
function upright({ width, height }: Size, turn: number): Size {
  if (turn < 2 || turn > 8) return { width, height };
  return turn < 5 ? { width, height, turn } : { width: height, height: width, turn };
}

/** Exif: 1 where the picture stands upright. */
function orientationOf(app1: Buffer): number {
  if (app1.toString('latin1', 0, 6) !== 'Exif\0\0') return 1;
  const tiff = app1.subarray(6);
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const u16 = (at: number): number => (at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const u32 = (at: number): number => (at + 4 > tiff.length ? 0 : isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const start = u32(4);
  for (let n = 0; n < Math.min(u16(start), 200); n++) if (u16(start + 2 + n * 12) === 0x0112) return u16(start + 2 + n * 12 + 8);
  return 1;
}
