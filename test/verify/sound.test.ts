import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ArchiveVerdict, BagVerdict, VerifyOptions } from '../../src/verify/index.js';
import { verifyArchive } from '../../src/verify/archive.js';
import { readTrust } from '../../src/seal/index.js';
import { makePki } from '../seal/pki.js';
import { archiveInto, copyProject, keeperAt, livedArchive, signerFrom, type Lived } from './setup/lived.js';

const run = async (dir: string, options: VerifyOptions, head?: string): Promise<ArchiveVerdict & { readonly each: readonly BagVerdict[] }> => {
  const each: BagVerdict[] = [];
  const verdict = await verifyArchive(dir, options, { signal: new AbortController().signal, bag: (one) => { each.push(one); }, progress: () => undefined, ...(head === undefined ? {} : { head }) });
  return { ...verdict, each };
};
const said = (verdict: { readonly findings: readonly { readonly code: string; readonly message: { readonly en: string } }[] }): string[] => verdict.findings.map((d) => `${d.code}: ${d.message.en}`);

test('an archive of a house with layouts of its own, beside its records, is sound by those', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'certpress-house-'));
  const pki = await makePki(join(folder, 'pki'));
  try {
    const project = copyProject(join(folder, 'project'), ['wanding/nuantu-heating']);
    appendFileSync(join(project, 'certpress.yaml'), 'layouts: ../house\n');
    mkdirSync(join(folder, 'house'));
    writeFileSync(join(folder, 'house', 'theme.yaml'), "colours: { accent: '#7A1F1F' }\n");
    await archiveInto(join(folder, 'archive'), project, keeperAt(await signerFrom(pki, pki.signers.rsa.p12), new Date(), 'B-B', pki));
    const verdict = await run(join(folder, 'archive'), { trust: readTrust(readFileSync(pki.rootPem, 'latin1')), render: true });
    expect(verdict.each.flatMap((bag) => [...said(bag), ...bag.documents.flatMap(said)])).toEqual([]);
    expect([verdict.state, verdict.sound, verdict.each.map((bag) => bag.comparison)]).toEqual(['sound', 2, ['bytes', 'bytes']]);
    expect(existsSync(join(folder, 'archive/wanding/nuantu-heating/recertification/1/data/layouts/house/theme.yaml'))).toBe(true);
  } finally {
    await pki.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 600_000);

describe.each([['B-B', ['wanding/nuantu-heating', 'cusc/jieyu-contact-services']], ['B-LTA', ['wanding/nuantu-heating']]] as const)('an untouched archive at level %s', (level, cases) => {
  const first = cases.length === 2 ? 6 : 2;
  let folder: string;
  let lived: Lived;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'certpress-sound-'));
    lived = await livedArchive(folder, level, cases);
  }, 600_000);
  afterAll(async () => {
    await lived.pki.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('is sound, its documents those that the record gives', async () => {
    const verdict = await run(lived.dir, { trust: lived.trust, render: true });
    expect(verdict.each.flatMap((bag) => [...said(bag), ...bag.documents.flatMap(said)])).toEqual([]);
    expect(said(verdict)).toEqual([]);
    expect(verdict).toMatchObject({ state: 'sound', lines: first + 7, bags: first + 1, verified: first + 1, sound: first + 1, disposed: 1, rollback: 'not-excluded', interrupted: false, stamp: { lines: first + 6 } });
    expect(new Set(verdict.each.map((bag) => bag.comparison))).toEqual(new Set(['bytes']));
    expect(new Set(verdict.each.flatMap((bag) => bag.documents.map((one) => one.seal?.level)))).toEqual(new Set([level]));
    expect(verdict.each.every((bag) => (bag.seal?.provenAt !== undefined) === (level !== 'B-B'))).toBe(true);
  }, 600_000);

  test('is intact and not trusted where no root is given', async () => {
    const verdict = await run(lived.dir, { trust: { roots: [] }, render: false });
    expect(verdict.state).toBe('untrusted');
    expect(new Set([verdict, ...verdict.each, ...verdict.each.flatMap((bag) => bag.documents)].flatMap((one) => one.findings.map((d) => d.code)))).toEqual(new Set(['verify-untrusted']));
  }, 120_000);

  test('a head that was kept elsewhere says how many lines came since', async () => {
    const since = await Promise.all([...lived.heads, 'f'.repeat(64)].map(async (head) => {
      const abort = new AbortController();
      abort.abort();
      const { rollback, since: lines, findings } = await verifyArchive(lived.dir, { trust: lived.trust, render: false }, { signal: abort.signal, head, bag: () => undefined, progress: () => undefined });
      return [rollback, lines, findings.map((d) => d.code)];
    }));
    expect(since).toEqual([['excluded', 7, []], ['excluded', 6, []], ['excluded', 1, []], ['excluded', 0, []], ['found', undefined, ['verify-head']]]);
  }, 120_000);
});
