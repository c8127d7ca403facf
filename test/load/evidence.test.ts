/**
 * Evidence that cannot be printed, and names that only look right.
 *
 * In:  a case whose finding shows a figure. Out: each fault stands at the line of the record, in words that say what to do.
 */
import { cpSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { loadProject } from '../../src/load/project.js';

const folder = mkdtempSync(join(tmpdir(), 'certpress-evidence-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

let runs = 0;
/** What is said of a figure called `said`, where `bytes` lie under `name`. */
function complaints(bytes: Uint8Array, name = 'a.png', said = name, code = 'evidence-wrong'): string[] {
  const root = join(folder, String(runs++));
  cpSync(join(import.meta.dirname, 'base'), root, { recursive: true });
  mkdirSync(join(root, 'one/evidence'), { recursive: true });
  mkdirSync(join(root, 'one/audits/stage-2/findings'), { recursive: true });
  writeFileSync(join(root, 'one/evidence', name), bytes);
  writeFileSync(join(root, 'one/audits/stage-2/findings/lin.yaml'), `author: lin\nfindings:\n  - figure: { file: evidence/${said} }\n`);
  return loadProject(root)
    .diagnostics.filter((d) => d.code === code)
    .map((d) => `${d.place?.line ?? 0}:${d.place?.column ?? 0} ${d.message.en} | ${d.help?.en ?? ''}`);
}

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
};
function png(width: number, height: number, rows: Uint8Array): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
const segment = (marker: number, data: readonly number[]): number[] => [
  0xff,
  marker,
  (data.length + 2) >> 8,
  (data.length + 2) & 255,
  ...data,
];
const frame = (components: number): number[] => segment(0xc0, [8, 0, 20, 0, 10, components, ...new Array<number>(components * 3).fill(0)]);
const exif = (orientation: number): number[] =>
  segment(0xe1, [...Buffer.from('Exif\0\0MM\0*\0\0\0\x08', 'latin1'), 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
const jpeg = (...parts: number[][]): Uint8Array =>
  Uint8Array.from([0xff, 0xd8, ...parts.flat(), ...segment(0xda, [1, 1, 0, 0, 0, 0]), 1, 2, 3, 0xff, 0xd9]);

it('takes what can be printed', () => {
  expect(complaints(png(2, 2, Buffer.alloc(6)))).toEqual([]);
  expect(complaints(jpeg(frame(3)), 'a.jpg')).toEqual([]);
  expect(complaints(jpeg(exif(1), frame(1)), 'a.jpg')).toEqual([]);
});

it.each<[string, Uint8Array, string]>([
  ['CMYK', jpeg(frame(4)), 'it is a CMYK JPEG; save it in RGB or in shades of grey'],
  ['on its side', jpeg(exif(6), frame(3)), 'the photograph carries a mark to turn it; turn it upright and save it first'],
  ['of too many pixels', png(30_000, 30_000, Buffer.alloc(9)), 'it has 30000 × 30000 pixels, which is not accepted'],
  ['cut off', png(2, 2, Buffer.alloc(6)).subarray(0, 60), 'the picture is cut off'],
  ['no picture', Buffer.from('text'), 'it is neither a PNG nor a JPEG picture'],
])('names a picture that is %s', (_, bytes, why) => {
  expect(complaints(bytes)).toEqual([`3:21 evidence/a.png: ${why} | `]);
});

it('says that a name differs only in its Unicode form, or in capitals', () => {
  const bytes = png(2, 2, Buffer.alloc(6));
  expect(complaints(bytes, 'été.png'.normalize('NFD'), 'été.png'.normalize('NFC'))).toEqual([
    '3:21 evidence/été.png: a file in the folder has the same name to the eye, in another Unicode form | Rename the file in the folder: type the name as the record has it (macOS and zip files often change the form).',
  ]);
  expect(complaints(bytes, 'Chart.PNG', 'chart.png')).toEqual([
    '3:21 evidence/chart.png: the folder has Chart.PNG; capitals differ | Write Chart.PNG.',
  ]);
});

it('warns of a name that an archive cannot hold', () => {
  const bytes = png(2, 2, Buffer.alloc(6));
  expect(complaints(bytes, '恢复 图1（终）100%.png', '恢复 图1（终）100%.png', 'evidence-name')).toEqual([
    '3:21 The name 恢复 图1（终）100%.png holds %; the archive will not take it | ',
  ]);
  expect(complaints(bytes, '恢复 图1（终）.png', '恢复 图1（终）.png', 'evidence-name')).toEqual([]);
});
