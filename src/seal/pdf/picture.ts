/**
 * A PNG or JPEG as an image of a PDF.
 *
 * In:  the file's bytes. Out: image and soft mask as objects of an update; or a refusal.
 */
import { deflateSync, inflateSync } from 'node:zlib';
import { Refusal } from '../diagnose.js';
import { dictionary, name, number, type Dictionary, type Reference } from '../../pdf/syntax.js';
import type { Update } from '../../pdf/update.js';

const largest = 8_000_000;
/** Pixels; a seal of 45 mm at 600 dots an inch has 1.1 million. */
const mostPixels = 16_000_000;
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export interface Picture {
  readonly image: Reference;
  readonly width: number;
  readonly height: number;
}
export function addPicture(update: Update, bytes: Uint8Array): Picture {
  if (bytes.length > largest) throw refused('大于 8 MB', 'it is larger than 8 MB');
  const picture = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (picture.subarray(0, 8).equals(signature)) return addPng(update, picture);
  if (picture[0] === 0xff && picture[1] === 0xd8) return addJpeg(update, picture);
  throw refused('既不是 PNG 也不是 JPEG', 'it is neither PNG nor JPEG');
}
const refused = (zh: string, en: string): Refusal =>
  new Refusal('seal-picture-wrong', `印章图片不能使用：${zh}`, `the picture of the seal cannot be used: ${en}`);

const image = (width: number, height: number, space: string, filter: string, mask?: Reference): Dictionary =>
  dictionary({
    Type: name('XObject'),
    Subtype: name('Image'),
    Width: number(width),
    Height: number(height),
    ColorSpace: name(space),
    BitsPerComponent: number(8),
    Filter: name(filter),
    SMask: mask,
  });

function addJpeg(update: Update, bytes: Buffer): Picture {
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0;
    // Frames: C0 to CF but for tables and arithmetic coding.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      const [height, width, parts] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7), bytes[at + 9]];
      if (bytes[at + 4] !== 8 || (parts !== 1 && parts !== 3)) throw refused('颜色不是 RGB 或灰度', 'its colours are neither RGB nor grey');
      if (width === 0 || height === 0 || width * height > mostPixels) throw refused('尺寸过大', 'it has too many pixels');
      return { image: update.addStream(image(width, height, parts === 1 ? 'DeviceGray' : 'DeviceRGB', 'DCTDecode'), bytes), width, height };
    }
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  throw refused('JPEG 已损坏', 'the JPEG is damaged');
}

function addPng(update: Update, bytes: Buffer): Picture {
  const { width, height, kind, palette, transparency, data } = readChunks(bytes);
  const channels = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[kind];
  if (channels === undefined || (kind === 3 && !palette)) throw refused('PNG 已损坏', 'the PNG is damaged');
  const rows = unfiltered(data, width * channels, height, channels);
  const grey = kind === 0 || kind === 4;
  const colour = Buffer.alloc(width * height * (grey ? 1 : 3));
  const alpha = Buffer.alloc(width * height, 255);
  for (let i = 0; i < width * height; i++) {
    if (kind === 3) {
      const index = rows[i] ?? 0;
      for (let c = 0; c < 3; c++) colour[i * 3 + c] = palette?.[index * 3 + c] ?? 0;
      alpha[i] = transparency?.[index] ?? 255;
      continue;
    }
    const inks = grey ? 1 : 3;
    for (let c = 0; c < inks; c++) colour[i * inks + c] = rows[i * channels + c] ?? 0;
    if (kind === 4 || kind === 6) alpha[i] = rows[i * channels + inks] ?? 255;
  }
  const mask = alpha.every((a) => a === 255)
    ? undefined
    : update.addStream(image(width, height, 'DeviceGray', 'FlateDecode'), deflateSync(alpha, { level: 9 }));
  return {
    image: update.addStream(
      image(width, height, grey ? 'DeviceGray' : 'DeviceRGB', 'FlateDecode', mask),
      deflateSync(colour, { level: 9 }),
    ),
    width,
    height,
  };
}
interface Chunks {
  readonly width: number;
  readonly height: number;
  readonly kind: number;
  readonly palette: Buffer | undefined;
  readonly transparency: Buffer | undefined;
  readonly data: Buffer;
}
function readChunks(bytes: Buffer): Chunks {
  const chunks = new Map<string, Buffer[]>();
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    chunks.set(type, [...(chunks.get(type) ?? []), bytes.subarray(at + 8, at + 8 + length)]);
    at += 12 + length;
  }
  const head = chunks.get('IHDR')?.[0];
  if (!head || head.length < 13) throw refused('PNG 已损坏', 'the PNG is damaged');
  const [width, height, kind] = [head.readUInt32BE(0), head.readUInt32BE(4), head[9] ?? 9];
  if (head[8] !== 8 || head[12] !== 0) throw refused('PNG 须每色 8 位、不隔行', 'the PNG must have 8 bits a colour and no interlacing');
  if (width === 0 || height === 0 || width * height > mostPixels) throw refused('尺寸过大', 'it has too many pixels');
  try {
    const data = inflateSync(Buffer.concat(chunks.get('IDAT') ?? []), { maxOutputLength: (width * 4 + 1) * height });
    return { width, height, kind, palette: chunks.get('PLTE')?.[0], transparency: kind === 3 ? chunks.get('tRNS')?.[0] : undefined, data };
  } catch {
    throw refused('PNG 已损坏', 'the PNG is damaged');
  }
}
/** Undoes the five filters of PNG (ISO/IEC 15948, 9). */
function unfiltered(data: Buffer, length: number, height: number, step: number): Buffer {
  if (data.length < (length + 1) * height) throw refused('PNG 已损坏', 'the PNG is damaged');
  const out = Buffer.alloc(length * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (length + 1)] ?? 0;
    for (let x = 0; x < length; x++) {
      const left = x >= step ? (out[y * length + x - step] ?? 0) : 0;
      const above = y > 0 ? (out[(y - 1) * length + x] ?? 0) : 0;
      const corner = x >= step && y > 0 ? (out[(y - 1) * length + x - step] ?? 0) : 0;
      const add = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter];
      if (add === undefined) throw refused('PNG 已损坏', 'the PNG is damaged');
      out[y * length + x] = (data[y * (length + 1) + 1 + x] ?? 0) + add;
    }
  }
  return out;
}
function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}
