/** What Node unpacks of a zip is what the library unpacks that knows all zips; what is not as the zip says is left to that. */
import { crc32 } from 'node:zlib';
import { deflateSync, inflateSync, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { directoryOf, inflated } from '../../src/word/directory.js';
import { seeded } from '../take/edited.js';
import { partsOf, p, zipped } from './made.js';

const parts = partsOf({ body: p('审核计划'.repeat(50)) });
const zip = zipped(parts);

test('each entry is found, and unpacks to what it is', () => {
  const entries = directoryOf(zip) ?? [];
  const files = Object.entries(unzipSync(zip));
  expect(entries).toHaveLength(files.length);
  for (const [n, [name, bytes]] of files.entries()) {
    const { crc, deflated } = entries[n] ?? { crc: 0, deflated: undefined };
    expect(crc, name).toBe(crc32(bytes));
    expect(deflated && inflated(deflated, bytes.length), name).toEqual(bytes);
  }
});
test('no more is unpacked than is said, and no less', () => {
  const packed = deflateSync(new Uint8Array(1_000_000).fill(32));
  expect(inflated(packed, 1_000_000)).toHaveLength(1_000_000);
  for (const said of [0, 1, 63, 64, 65, 1_000, 999_999, 1_000_001]) expect(inflated(packed, said)).toBeUndefined();
  expect(inflated(deflateSync(new Uint8Array()), 0)).toHaveLength(0);
  expect(inflated(new Uint8Array(), 0)).toBeUndefined();
  expect(inflated(packed.subarray(0, packed.length - 2), 1_000_000)).toBeUndefined();
});
test('damaged bytes unpack as in the library, or not at all', () => {
  const text = strToU8('审核计划 audit plan '.repeat(40) + Array.from({ length: 300 }, (_, n) => n * n).join());
  const packed = deflateSync(text);
  const random = seeded(20_261_202);
  let same = 0;
  for (let n = 0; n < 2_000; n++) {
    const changed = packed.slice();
    changed[Math.floor(random() * packed.length)] = Math.floor(random() * 256);
    const own = inflated(changed, text.length);
    if (!own) continue;
    same += 1;
    expect(own).toEqual(inflateSync(changed, { out: new Uint8Array(text.length) }));
  }
  expect(same).toBeGreaterThan(50);
});
test('what stands where no zip of a word processor has it is left alone', () => {
  const stored = zipSync({ 'a.xml': [strToU8('<a/>'), { level: 0 }] });
  expect(directoryOf(stored)?.map(({ deflated }) => deflated)).toEqual([undefined]);
  const at = Buffer.from(zip).indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  for (const offset of [zip.length, zip.length - 10, 0xffffffff, 3]) {
    const moved = zip.slice();
    Buffer.from(moved.buffer).writeUInt32LE(offset, at + 42);
    expect(directoryOf(moved)?.[0]?.deflated).toBeUndefined();
  }
  const long = zip.slice();
  Buffer.from(long.buffer).writeUInt32LE(zip.length, at + 20);
  expect(directoryOf(long)?.[0]?.deflated).toBeUndefined();
  expect(directoryOf(zip.subarray(0, 40))).toBeUndefined();
});
