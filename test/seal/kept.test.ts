/**
 * Files that were sealed once and kept: whatever changes in certpress, they must be judged as on their first day.
 *
 * Not made again when this test fails: then it is the program that is wrong, and archives out there are refused by it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTrust, verifyPdf } from '../../src/seal/index.js';

const kept = (name: string): Buffer => readFileSync(join(import.meta.dirname, 'kept', name));
const trust = readTrust(kept('root.pem').toString('latin1'));

describe('a seal of the first spelling, of November 2026', () => {
  it.each([
    ['b-lt.pdf', 'B-LT'],
    ['b-lta-renewed.pdf', 'B-LTA'],
  ])('%s holds', async (file, level) => {
    const { seal, unsealed } = await verifyPdf(kept(file), trust);
    expect(seal).toMatchObject({
      intact: true,
      trusted: true,
      level,
      permission: 1,
      after: 'validation-data',
      problems: [],
      claimedAt: '2026-11-27T14:50:55Z',
      provenAt: '2026-11-27T14:50:55Z',
    });
    expect(unsealed).toHaveLength(19747);
    expect(Buffer.compare(unsealed ?? new Uint8Array(), (await verifyPdf(kept('b-lt.pdf'), trust)).unsealed ?? new Uint8Array(1))).toBe(0);
  });
  it('holds years later where a time stamp covers it all, until its certificate ends', async () => {
    const judgedIn = async (file: string, year: number): Promise<boolean | undefined> =>
      (await verifyPdf(kept(file), { ...trust, at: new Date(Date.UTC(year, 0, 1)) })).seal?.trusted;
    expect([await judgedIn('b-lta-renewed.pdf', 2031), await judgedIn('b-lta-renewed.pdf', 2040)]).toEqual([true, false]);
    expect([await judgedIn('b-lt.pdf', 2031), await judgedIn('b-lt.pdf', 2040)]).toEqual([true, false]);
  });
});

describe('a seal of the second spelling, which says so', () => {
  const later = readTrust(kept('spelling-2-root.pem').toString('latin1'));
  it.each([
    ['spelling-2-b-lt-inside.pdf', 'B-LT-INSIDE', 'nothing'],
    ['spelling-2-b-lta.pdf', 'B-LTA', 'validation-data'],
  ])('%s holds', async (file, level, after) => {
    expect(kept(file).includes('/XXSpelling 2 ')).toBe(true);
    const { seal, unsealed } = await verifyPdf(kept(file), later);
    expect(seal).toMatchObject({
      intact: true,
      trusted: true,
      level,
      permission: 1,
      after,
      problems: [],
      claimedAt: '2026-11-28T20:04:09Z',
      provenAt: '2026-11-28T20:04:10Z',
    });
    // The same document as those of the first spelling.
    expect(Buffer.compare(unsealed ?? new Uint8Array(), (await verifyPdf(kept('b-lt.pdf'), trust)).unsealed ?? new Uint8Array(1))).toBe(0);
    const judgedIn = async (year: number): Promise<boolean | undefined> =>
      (await verifyPdf(kept(file), { ...later, at: new Date(Date.UTC(year, 0, 1)) })).seal?.trusted;
    expect([await judgedIn(2031), await judgedIn(2040)]).toEqual([true, false]);
  });
});
