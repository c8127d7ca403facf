/**
 * A bag that an earlier version made, kept as it was written then: the certificate of the sample of nuantu-heating, sealed at B-B by
 * certpress 0.1.0+6c5de1047151. Since then layouts, composing and rows have moved on. The record is intact and every seal is valid, so
 * no later version may call it faulty; and whoever alters it, with the key or without, may not come to `sound` by its age.
 */
import { createHash, X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CaseFolder } from '../../src/load/types.js';
import { lostWord } from '../../src/verify/record-words.js';
import { verifyBag } from '../../src/verify/bag.js';
import { asOfProgram } from '../../src/verify/other-program.js';
import { found } from '../../src/verify/finding.js';
import { stateOf } from '../../src/verify/types.js';
import { programId } from '../../src/program/program-id.js';

const kept = join(import.meta.dirname, 'kept');
const root = new Uint8Array(new X509Certificate(readFileSync(join(kept, 'certificate-bag-0.1.root.pem'))).raw);
/** The certificate of the signer is valid then; it need not be when this test runs. */
const trust = { roots: [root], at: new Date('2026-11-29T12:00:00Z') };
const madeBy = '0.1.0+6c5de1047151';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certpress-old-bag-'));
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(join(kept, 'certificate-bag-0.1.zip'))))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const hardOf = (list: readonly { readonly severity: string; readonly code: string }[]): string[] =>
  list.filter((d) => d.severity === 'error').map((d) => d.code);

test('it is intact and trusted, and told as made by another version; what differs is listed below', async () => {
  const verdict = await verifyBag(folder, { trust, render: true });
  expect(hardOf([...verdict.findings, ...verdict.documents.flatMap((one) => one.findings)])).toEqual([]);
  expect(verdict.documents.map((one) => one.state)).toEqual(['sound']);
  expect(verdict.state).toBe('otherwise');
  const [first, ...rest] = verdict.findings;
  expect([first?.code, first?.severity, first?.message.en.includes(madeBy)]).toEqual(['verify-otherwise', 'warning', true]);
  expect(rest.length).toBeGreaterThan(0);
  expect(new Set(rest.map((d) => d.severity))).toEqual(new Set(['info']));
}, 110_000);

test('a byte of its record or of its document changed is a fault, whatever its age', async () => {
  for (const file of ['data/record/people.yaml', 'data/documents/certificate-WD-BC-23-0061-R1.zh-en.pdf']) {
    const bytes = readFileSync(join(folder, file));
    const changed = Buffer.from(bytes);
    changed[100] = (changed[100] ?? 0) ^ 1;
    writeFileSync(join(folder, file), changed);
    const verdict = await verifyBag(folder, { trust, render: false });
    writeFileSync(join(folder, file), bytes);
    expect([file, verdict.state, verdict.findings.map((d) => d.code)]).toEqual([file, 'faulty', expect.arrayContaining(['verify-bag'])]);
  }
}, 110_000);

test('without the root it is not trusted, which says more than its age', async () => {
  const verdict = await verifyBag(folder, { trust: { roots: [] }, render: false });
  expect(verdict.state).toBe('untrusted');
}, 110_000);

test('what this very program made is faulty where it differs; the same finding under another version is not', () => {
  const differs = [found('verify-differs', 'x', '甲', 'a')];
  expect(stateOf(asOfProgram(programId(), `certpress ${programId().split('+')[0]}`, 'x', differs))).toBe('faulty');
  expect(stateOf(asOfProgram('0.0.9+0123456789ab', 'certpress 0.0.9', 'x', differs))).toBe('otherwise');
  // A name that no certpress has, or that the bag does not say twice, is no other version.
  for (const [name, agent] of [
    ['0.0.9', 'certpress 0.0.9'],
    ['0.0.9+0123456789ab', 'certpress 0.1.0'],
    ['0.0.9+0123456789ab', undefined],
    ['x', 'certpress x'],
  ] as const) {
    expect(stateOf(asOfProgram(name, agent, 'x', differs))).toBe('faulty');
  }
  expect(stateOf(asOfProgram('0.0.9+0123456789ab', 'certpress 0.0.9', 'x', []))).toBe('sound');
  // A signature that does not hold never comes there, and outweighs it.
  expect(stateOf([...asOfProgram('0.0.9+0123456789ab', 'certpress 0.0.9', 'x', differs), found('verify-signature', 'x', '乙', 'b')])).toBe(
    'faulty',
  );
});

test('the kept files are those that were written then', () => {
  const text = readFileSync(join(folder, 'data/build.json'), 'utf8');
  expect((JSON.parse(text) as { certpress: string }).certpress).toBe(madeBy);
  const listed = readFileSync(join(folder, 'manifest-sha256.txt'), 'utf8')
    .split('\n')
    .find((line) => line.endsWith('  data/build.json'));
  expect(listed?.slice(0, 64)).toBe(createHash('sha256').update(text).digest('hex'));
});

const entries = (...texts: readonly string[]): { readonly cell: null; readonly text: string }[] =>
  texts.map((text) => ({ cell: null, text }));
const recordOf = (value: object): CaseFolder => ({ certificates: { value }, papers: [], audits: [] }) as unknown as CaseFolder;

test('a word or a day of the record that the document lacks is a fault, whichever version it names', () => {
  const record = recordOf([{ scope: '供热*管网*的运行', until: '2029-03-09', employees: '120' }]);
  const here = entries('供热管网的运行', '有效期至2029年3月9日', '120');
  // Arranged, punctuated and dated otherwise.
  expect(lostWord(record, here, entries('范围：供热、管网的运行', 'Validuntil9March2029'))).toBeUndefined();
  expect(lostWord(record, here, entries('供热管网的设计', '有效期至2029年3月9日'))).toBe('供热*管网*的运行');
  expect(lostWord(record, here, entries('供热管网的运行', '有效期至2030年3月9日'))).toBe('2029-03-09');
  // What this version prints nowhere is asked of nobody.
  expect(lostWord(recordOf([{ note: '内部备注' }]), here, entries('供热管网的运行'))).toBeUndefined();
});
