/** Whatever happens to the bytes of a sealed PDF is found, at every level: hundreds of seeded alterations. */
import { beforeAll, describe, expect, it } from 'vitest';
import { PdfFile } from '../../src/pdf/file.js';
import type { SealLevel } from '../../src/seal/index.js';
import { Random } from '../lawful/random.js';
import { long, sweep, swept } from '../setup/long.js';
import { judged, levels, sharedSealing, type Sealing } from './sealing.js';

let s: Sealing;
const files = new Map<SealLevel, Uint8Array>();
beforeAll(async () => {
  s = await sharedSealing();
  const signer = await s.signerOf(s.pki.signers.p256.p12);
  const [place] = s.documents.certificate.seals;
  if (!place) throw new Error('no place for a seal');
  for (const level of levels)
    files.set(level, await s.sealed(s.documents.certificate.bytes, signer, { level, appearance: { place, description: '印章 Seal' } }));
});

const sealedAt = (level: SealLevel): Buffer => Buffer.from(files.get(level) ?? new Uint8Array());
/** Places of the signatures' hexadecimal digits, which nothing covers but the rules for how they are written. */
const holes = (bytes: Buffer): { from: number; to: number }[] => {
  const found: { from: number; to: number }[] = [];
  for (let at = bytes.indexOf('/Contents <'); at >= 0; at = bytes.indexOf('/Contents <', at + 1))
    found.push({ from: at + 11, to: bytes.indexOf('>', at) });
  return found;
};

const ways: Record<string, (bytes: Buffer, random: Random, before: number) => Buffer> = {
  'a bit anywhere': (bytes, random) => flipped(bytes, random.int(0, bytes.length - 1), random),
  'a bit of what sealing added': (bytes, random, before) => flipped(bytes, random.int(before, bytes.length - 1), random),
  'a bit of a signature or its padding': (bytes, random) => {
    const { from, to } = random.pick(holes(bytes));
    return flipped(bytes, random.int(from, to), random);
  },
  'a digit in capitals': (bytes, random) => {
    const { from, to } = random.pick(holes(bytes));
    const letters = [...bytes.subarray(from, to).toString('latin1').matchAll(/[a-f]/g)].map((one) => from + one.index);
    const at = random.pick(letters);
    return written(bytes, at, bytes.toString('latin1', at, at + 1).toUpperCase());
  },
  'one space for another': (bytes, random, before) => {
    const spaces = [...bytes.subarray(before).toString('latin1').matchAll(/[ \n]/g)].map((one) => before + one.index);
    const at = random.pick(spaces);
    return written(bytes, at, random.pick(['\t', '\r', '\0', '\f', '%', bytes[at] === 0x20 ? '\n' : ' ']));
  },
  'a digit for another': (bytes, random, before) => {
    const digits = [...bytes.subarray(before).toString('latin1').matchAll(/[0-9]/g)].map((one) => before + one.index);
    const at = random.pick(digits);
    return written(bytes, at, String((Number(bytes.toString('latin1', at, at + 1)) + random.int(1, 9)) % 10));
  },
  'a byte more': (bytes, random, before) => {
    const at = random.chance(0.5) ? random.int(before, bytes.length) : random.int(0, bytes.length);
    return Buffer.concat([bytes.subarray(0, at), Buffer.from([random.pick([0x20, 0x0a, 0, random.int(0, 255)])]), bytes.subarray(at)]);
  },
  'a byte less': (bytes, random) => {
    const at = random.int(0, bytes.length - 1);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
  },
  'cut off': (bytes, random, before) =>
    bytes.subarray(0, random.chance(0.3) ? random.pick(ends(bytes).slice(0, -1)) : random.int(before - 50, bytes.length - 1)),
  'bytes at the end': (bytes, random) =>
    Buffer.concat([
      bytes,
      random.pick([
        Buffer.from('\n'),
        Buffer.from('%%EOF\n'),
        Buffer.from('% note\n'),
        bytes.subarray(-random.int(1, 600)),
        Buffer.alloc(random.int(1, 40)),
      ]),
    ]),
  'nothing where something was': (bytes, random) => {
    const at = random.int(0, bytes.length - 1);
    const out = Buffer.from(bytes);
    out.fill(random.pick([0, 0x20, 0x30]), at, Math.min(bytes.length, at + random.int(1, 200)));
    return out;
  },
  'two pieces changed for each other': (bytes, random, before) => {
    const length = random.int(1, 300);
    const [a, b] = [random.int(before, bytes.length - length), random.int(0, before - length)];
    const out = Buffer.from(bytes);
    bytes.copy(out, a, b, b + length);
    bytes.copy(out, b, a, a + length);
    return out;
  },
  'the end of another sealed file': (bytes, random) => {
    const other = sealedAt(random.pick(levels));
    const at = random.pick(ends(other));
    return Buffer.concat([bytes.subarray(0, random.pick(ends(bytes))), other.subarray(at)]);
  },
};
const ends = (bytes: Buffer): number[] => new PdfFile(bytes).revisions.map(({ end }) => end);
function flipped(bytes: Buffer, at: number, random: Random): Buffer {
  const out = Buffer.from(bytes);
  out[at] = (out[at] ?? 0) ^ (1 << random.int(0, 7));
  return out;
}
function written(bytes: Buffer, at: number, text: string): Buffer {
  const out = Buffer.from(bytes);
  out.write(text, at, 'latin1');
  return out;
}

describe('an alteration of a sealed PDF is found', () => {
  const seeds = swept(
    Array.from({ length: 14 }, (_, seed) => seed),
    5,
  );
  it.each(levels)('at level %s', sweep, async (level) => {
    const bytes = sealedAt(level);
    expect(await judged(bytes, s.trust, level)).toBe(true);
    const before = s.documents.certificate.bytes.length;
    const missed: string[] = [];
    let tried = 0;
    for (const seed of seeds) {
      for (const [way, alter] of Object.entries(ways)) {
        const altered = alter(bytes, new Random(seed * 1000 + way.length * 7 + levels.indexOf(level)), before);
        // Another signature's end may be one's own.
        if (altered.equals(bytes)) continue;
        tried++;
        if (await judged(altered, s.trust, level)) missed.push(`${way}, seed ${seed}`);
      }
    }
    expect(missed).toEqual([]);
    expect(tried).toBeGreaterThan(10 * seeds.length);
  });
  it('where every byte of what sealing added is changed in turn', { ...long, timeout: 3_600_000 }, async () => {
    // All bytes with EVERY_BYTE=1: some minutes.
    const step = process.env['EVERY_BYTE'] === '1' ? 1 : 211;
    for (const level of levels) {
      const bytes = sealedAt(level);
      const missed: number[] = [];
      for (let at = s.documents.certificate.bytes.length; at < bytes.length; at += step) {
        const altered = Buffer.from(bytes);
        altered[at] = (altered[at] ?? 0) ^ (1 << (at % 8));
        if (await judged(altered, s.trust, level)) missed.push(at);
      }
      expect(missed, level).toEqual([]);
    }
  });
});
