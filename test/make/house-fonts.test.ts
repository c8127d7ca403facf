/**
 * Faces of a house: printed with, where their licences allow it; and files that are none, or hostile.
 *
 * The font of the tests is a stock face under another name. What a licence allows is what OpenType 1.9 says of OS/2 `fsType`.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { readFont } from '../../src/files/font-file.js';
import { lint } from '../../src/make/lint.js';
import { packageInfo } from '../../src/program/package-info.js';
import { nothingProven } from '../../src/program/proven.js';
import { loadTheme } from '../../src/compose/theme-file.js';
import { faceFolder, facesOf } from '../../src/writers/pdf/faces.js';
import { built } from '../setup/built.js';
import { copySamples } from '../setup/samples.js';

const place = mkdtempSync(join(tmpdir(), 'certpress-fonts-'));
afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});
function stock(family: string, weight: number): Buffer {
  const folder = faceFolder(family, weight, false) ?? '';
  return readFileSync(join(folder, readdirSync(folder).find((name) => name.endsWith('.ttf')) ?? ''));
}
/** The offset of a table. */
function tableAt(font: Buffer, tag: string): number {
  for (let i = 0; i < font.readUInt16BE(4); i++)
    if (font.toString('latin1', 12 + 16 * i, 16 + 16 * i) === tag) return font.readUInt32BE(12 + 16 * i + 8);
  throw new Error(`no table ${tag}`);
}
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
/** A stock face called Walnut Sans 3. */
function walnut(weight: number, fsType = 0): Buffer {
  const font = Buffer.from(stock('Source Sans 3', weight));
  for (const [from, to] of [
    ['Source Sans 3', 'Walnut Sans 3'],
    ['SourceSans3', 'WalnutSans3'],
  ] as const)
    for (let at = font.indexOf(utf16(from)); at >= 0; at = font.indexOf(utf16(from), at + 1)) utf16(to).copy(font, at);
  font.writeUInt16BE(fsType, tableAt(font, 'OS/2') + 8);
  return font;
}
const isRead = (font: ReturnType<typeof readFont>): string => ('zh' in font ? font.en : `${font.family} ${font.weight}`);

describe('a font file', () => {
  it('is called as the engine calls it', () => {
    for (const family of ['Source Sans 3', 'Source Serif 4', 'Noto Sans SC'])
      expect([400, 500, 600, 700].map((weight) => isRead(readFont(stock(family, weight))))).toEqual(
        [400, 500, 600, 700].map((weight) => `${family} ${weight}`),
      );
    expect(isRead(readFont(walnut(700)))).toBe('Walnut Sans 3 700');
  });
  // OpenType 1.9, OS/2: 0 installable, 2 restricted, 4 preview and print, 8 editable; several bits: the least restrictive of them;
  // 0x0100 no subsetting, 0x0200 bitmaps only.
  it.each([
    [0x0000, 'Walnut Sans 3 400'],
    [0x0004, 'Walnut Sans 3 400'],
    [0x0008, 'Walnut Sans 3 400'],
    [0x000a, 'Walnut Sans 3 400'],
    [0x0002, 'its licence forbids embedding (OS/2 fsType, bit 1)'],
    [0x0108, 'its licence forbids embedding a subset (OS/2 fsType, bit 8)'],
    [0x0200, 'its licence allows bitmaps only to be embedded (OS/2 fsType, bit 9)'],
  ])('with fsType %i', (fsType, expected) => {
    expect(isRead(readFont(walnut(400, fsType)))).toBe(expected);
  });
  it('that is cut off, garbled or none is told, never thrown', () => {
    const whole = walnut(400);
    const damaged = 'the font file is damaged';
    expect([0, 3, 11, 12, 200, 1000].map((length) => isRead(readFont(whole.subarray(0, length))))).toEqual(Array(6).fill(damaged));
    expect(isRead(readFont(Buffer.from('GIF89a, and no font at all')))).toBe('it is neither a TTF nor an OTF font');
    expect(isRead(readFont(Buffer.from('wOF2, as in the web')))).toContain('WOFF');
    expect(isRead(readFont(Buffer.from('ttcf, several in one')))).toContain('TTC');
    // More groups of characters than the file has bytes; more tables; a table that begins beyond the file.
    const cmap = tableAt(whole, 'cmap');
    const changed = (change: (font: Buffer) => void): string => {
      const font = Buffer.from(whole);
      change(font);
      return isRead(readFont(font));
    };
    expect(changed((font) => font.fill(0xff, cmap, cmap + 400))).toBe(damaged);
    expect(changed((font) => font.writeUInt16BE(0xffff, 4))).toBe(damaged);
    expect(changed((font) => font.writeUInt32BE(0xffffffff, 20))).toBe(damaged);
    // Each byte of the directory and of the beginnings of the tables that are read, set to what is largest.
    const places = [0, tableAt(whole, 'OS/2'), tableAt(whole, 'name'), cmap].flatMap((at) => Array.from({ length: 40 }, (_, i) => at + i));
    for (const at of places) expect(typeof changed((font) => font.writeUInt8(0xff, at))).toBe('string');
  });
});

const theme = (zh: string): string => `faces:\n  sans: { zh: ${zh}, en: Walnut Sans 3, insteadZh: SimHei, insteadEn: Arial }\n`;
async function project(name: string, fonts: Readonly<Record<string, Uint8Array>>, face: string): Promise<string> {
  const root = join(place, name);
  mkdirSync(join(root, 'house/fonts'), { recursive: true });
  await copySamples(root, ['wanding/nuantu-heating']);
  for (const [file, bytes] of Object.entries(fonts)) writeFileSync(join(root, 'house/fonts', file), bytes);
  writeFileSync(join(root, 'house/theme.yaml'), theme(face));
  writeFileSync(join(root, 'certpress.yaml'), `${readFileSync(join(root, 'certpress.yaml'), 'utf8')}\nlayouts: house\n`);
  return root;
}

it('a document is printed with faces of the house, in the weights that there are', async () => {
  const root = await project('prints', { 'a.ttf': walnut(400), 'b.ttf': walnut(700) }, 'Noto Sans SC');
  const out = join(place, 'out');
  const { diagnostics } = await built({ paths: [root], cwd: root, out, langs: ['zh-en'], documents: ['audit-plan'] });
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((file) => file.includes('audit-plan'));
  const read = (end: string): Buffer => readFileSync(join(out, files.find((file) => file.endsWith(end)) ?? ''));
  const fonts = new Set(
    read('.pdf')
      .toString('latin1')
      .match(/(?:Walnut|Source)Sans3-\w+/g),
  );
  expect([...fonts].sort()).toEqual(['WalnutSans3-Bold', 'WalnutSans3-Regular']);
  const table = strFromU8(unzipSync(read('.docx'))['word/fontTable.xml'] ?? new Uint8Array());
  expect(table).toContain('w:name="Walnut Sans 3"');
  // It has no face between regular and bold.
  expect(table).not.toContain('Walnut Sans 3 Medium');
});
it('a character that a face of the house lacks is named with the line that prints it', async () => {
  const root = await project('lacks', { 'a.ttf': walnut(400) }, 'Walnut Sans 3');
  const { diagnostics } = await built({ paths: [root], cwd: root, formats: ['pdf'], langs: ['zh'], documents: ['review-record'] });
  const lacking = diagnostics.filter((d) => d.code === 'glyph-missing');
  expect(lacking.length).toBeGreaterThan(0);
  expect(lacking.every((d) => /no font has the character “\p{Script=Han}/u.test(d.message.en) || /U\+/.test(d.message.en))).toBe(true);
  expect(lacking.some((d) => d.place?.file?.endsWith('.yaml') && (d.place.line ?? 0) > 0)).toBe(true);
});
it('a face of the house that lies on another machine is missing here, though one of its name is installed', () => {
  const look = loadTheme([join(packageInfo().root, 'templates/theme.yaml')]).value;
  if (!look) throw new Error('no theme');
  const elsewhere = { family: 'Source Sans 3', weight: 400, italic: false, sha256: 'of another file' };
  expect(facesOf(look).missing).toEqual([]);
  expect(facesOf({ ...look, fonts: [elsewhere] }).missing).toContain('Source Sans 3 400');
  const path = join(faceFolder('Source Sans 3', 400, false) ?? '', 'SourceSans3_400Regular.ttf');
  expect(facesOf({ ...look, fonts: [{ ...elsewhere, origin: { path } }] }).missing).toEqual([]);
});
it('lint names a font that cannot be used, and a family that nobody has', async () => {
  const root = await project('lint', { 'a.ttf': walnut(400, 2), 'b.woff2': Buffer.from('wOF2 ----') }, 'Noto Sans SC');
  const found = await lint(packageInfo().root, { path: join(root, 'house'), shown: 'house' }, nothingProven, { scheme: 'wanding' });
  expect(found.map((d) => `${d.code} ${d.place?.file?.replace(`${root}/`, '') ?? ''} ${d.message.en}`)).toEqual([
    'font-wrong house/fonts/a.ttf the font cannot be used: its licence forbids embedding (OS/2 fsType, bit 1)',
    'font-wrong house/fonts/b.woff2 the font cannot be used: it is a web font (WOFF); use TTF or OTF',
    expect.stringMatching(/^font-missing house\/theme\.yaml the face Walnut Sans 3 is not installed/),
  ]);
});
