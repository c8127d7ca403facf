/** Garbage in: findings come out, never an exception; and memory stays bounded. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeDisk, openStore, type Disk } from '../../src/archive/store/index.js';
import type { Diagnostic } from '../../src/diagnostics/index.js';
import { readTrust, signDetached, type Signer, type Trust } from '../../src/seal/index.js';
import { targetOf, verify, type BagVerdict, type Verdict } from '../../src/verify/index.js';
import { makePki, type Pki } from '../seal/pki.js';
import { mendBag } from './setup/forge.js';
import { archiveInto, copyProject, keeperAt, must, recertification, signerFrom } from './setup/lived.js';
import { Tree } from './setup/tree.js';

let folder: string;
let pki: Pki;
let signer: Signer;
let trust: Trust;
let tree: Tree;
const bag = `${recertification}/1`;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'certpress-robust-'));
  pki = await makePki(join(folder, 'pki'));
  signer = await signerFrom(pki, pki.signers.p256.p12);
  trust = readTrust(readFileSync(pki.rootPem, 'latin1'));
  await archiveInto(join(folder, 'archive'), copyProject(join(folder, 'project'), ['wanding/nuantu-heating']), keeperAt(signer, new Date(), 'B-B', pki));
  tree = new Tree(join(folder, 'archive'));
}, 600_000);
afterAll(async () => {
  await pki.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Run { readonly verdict?: Verdict; readonly bags: readonly BagVerdict[]; readonly findings: readonly Diagnostic[] }
async function run(path: string, render = false): Promise<Run> {
  const target = await targetOf(path);
  if (!target.value) return { bags: [], findings: target.diagnostics };
  const bags: BagVerdict[] = [];
  const verdict = await verify(target.value, { trust, render }, { signal: new AbortController().signal, bag: (one) => { bags.push(one); }, progress: () => undefined });
  return { verdict, bags, findings: [...verdict.findings, ...(verdict.document?.findings ?? []), ...bags.flatMap((one) => [...one.findings, ...one.documents.flatMap((document) => document.findings)])] };
}
const place = (name: string): string => join(folder, name);
/** In a bag that is signed by the body itself, so that nothing stops at the signature. */
async function within(change: () => void, render = false): Promise<Run> {
  try {
    change();
    await mendBag(tree, bag, signer);
    return await run(tree.path(bag), render);
  } finally {
    tree.restore();
  }
}

test('an index of random bytes, of endless lines, of nesting', async () => {
  const noise = [randomBytes(200_000), Buffer.alloc(5_000_000, 'x'), Buffer.from('\n'.repeat(100_000)), Buffer.from(`${'['.repeat(30_000)}\n`), Buffer.from(`{"n":1e999}\n${'{"n":'.repeat(5000)}`), Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d, 0x0a])];
  for (const [i, bytes] of noise.entries()) {
    const dir = place(`noise-${i}`);
    mkdirSync(dir);
    for (const name of ['index.jsonl', 'index.head', 'index.head.p7s', 'index.head.tsr']) writeFileSync(join(dir, name), bytes);
    const { verdict, findings } = await run(dir);
    expect([verdict?.state, findings.length > 0, findings.length <= 101]).toEqual(['faulty', true, true]);
  }
});

test('files that are no PDF, and PDFs that are noise', async () => {
  const pdf = tree.read(`${bag}/data/documents/audit-plan.zh-en.pdf`);
  const noise: Buffer[] = [
    Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(100_000)]), Buffer.from(`%PDF-1.7\n1 0 obj\n${'['.repeat(100_000)}`), Buffer.from('%PDF-1.7\nstartxref\n99999999999\n%%EOF\n'),
    Buffer.concat([pdf, pdf]), pdf.subarray(0, pdf.length - 700), Buffer.concat([Buffer.from(' '.repeat(500)), pdf]), Buffer.concat([pdf, Buffer.from('startxref\n0\n%%EOF\n')]),
    Buffer.from(pdf.toString('latin1').replace(/\/Prev \d+/g, (found) => found.replace(/\d/g, '1')), 'latin1'), Buffer.from(pdf.toString('latin1').replace(/\/ByteRange \[0/, '/ByteRange [1'), 'latin1'),
  ];
  for (const [i, bytes] of noise.entries()) {
    writeFileSync(place(`noise-${i}.pdf`), bytes);
    const { verdict, findings } = await run(place(`noise-${i}.pdf`));
    expect([i, verdict?.state, findings.length > 0]).toEqual([i, 'faulty', true]);
  }
  writeFileSync(place('text.pdf'), 'not a PDF');
  expect((await run(place('text.pdf'))).findings.map((d) => d.code)).toEqual(['verify-path']);
});

test('what describes a signed bag is garbage: deep, large, of other types', async () => {
  const contents = ['', '[]', 'null', `${'['.repeat(200_000)}${']'.repeat(200_000)}`, `{"asOf":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`, '{"__proto__":{"x":1}}', JSON.stringify({ documents: 'x'.repeat(5_000_000) }), '\ufeff{}', '\u0000'];
  for (const name of ['build.json', 'trace.json', 'retention.json']) {
    for (const content of contents) {
      const { verdict, findings } = await within(() => tree.write(`${bag}/data/${name}`, content));
      expect([name, verdict?.state, findings.some((d) => d.code === 'verify-shape')]).toEqual([name, 'faulty', true]);
    }
  }
}, 600_000);

test('records, packs and layouts of a signed bag are garbage', async () => {
  const record = `${bag}/data/record/wanding/nuantu-heating/audits/recertification/report.yaml`;
  const bomb = `a: &a [x,x,x,x,x,x,x,x]\n${[...'bcdefghij'].map((letter, i) => `${letter}: &${letter} [${Array(8).fill(`*${'abcdefghij'[i]}`).join(',')}]`).join('\n')}\n`;
  const changes: readonly (readonly [string, string | Uint8Array])[] = [
    [record, bomb], [record, randomBytes(20_000)], [record, `${'- '.repeat(5000)}x\n`], [record, ''], [`${bag}/data/record/certpress.yaml`, `layouts: ${'../'.repeat(12)}etc\n`], [`${bag}/data/record/certpress.yaml`, 'layouts: /etc\n'], [`${bag}/data/record/people.yaml`, bomb],
    [`${bag}/data/scheme/schemas/schemes/wanding/B-1/rules.yaml`, bomb], [`${bag}/data/scheme/schemas/schemes/wanding/scheme.yaml`, '- x'], [`${bag}/data/layouts/templates/audit-plan.hbs`, '{{#each (lookup this "constructor")}}'],
    [`${bag}/data/layouts/templates/theme.yaml`, bomb], [`${bag}/data/layouts/templates/audit-report.hbs`, '{{> page}}'.repeat(10_000)],
  ];
  for (const [file, content] of changes) {
    const { verdict, findings } = await within(() => {
      const before = tree.has(file) ? tree.read(file) : undefined;
      tree.write(file, content);
      // So that it is read at all: what the documents were made from is named by its hash.
      if (before) tree.write(`${bag}/data/build.json`, tree.text(`${bag}/data/build.json`).replaceAll(hash(before), hash(tree.read(file))));
    }, true);
    expect([file, verdict?.state, findings.length > 0]).toEqual([file, 'faulty', true]);
  }
}, 600_000);

test('deep folders, names of control characters, files that say they are huge', async () => {
  try {
    tree.write(`${bag}/data/evidence/${'d/'.repeat(300)}x`, 'x');
    tree.write(`${bag}/data/evidence/a\u001b[31m\u202ered`, 'x');
    tree.write('wanding/\u0007bell', 'x');
    tree.write(`${bag}/bag-info.txt`, 'x');
    truncateSync(tree.path(`${bag}/bag-info.txt`), 40_000_000);
    const { verdict, findings } = await run(tree.dir);
    expect(verdict?.state).toBe('faulty');
    const shown = JSON.stringify(findings.map((d) => [d.message, d.place?.file]));
    expect(shown.replace(/\\\\u[0-9a-f]{4}/g, '')).not.toMatch(/\\u00[01]|[\u0000-\u001f\u202a-\u202e]/);
    expect(findings.some((d) => d.message.en.includes('\\u001b[31m\\u202ered'))).toBe(true);
  } finally {
    tree.restore();
  }
  await within(() => tree.write(`${bag}/data/evidence/evidence/large.pdf`, 'x')).then(({ verdict }) => expect(verdict?.state).toBe('faulty'));
}, 120_000);

test('a bag made by another version of the program is compared word for word', async () => {
  const words = await within(() => tree.edit(`${bag}/data/build.json`, (text) => text.replace(/"certpress": "[^"]+/, '"certpress": "0.0.9+abc')), true);
  expect([words.verdict?.state, words.bags[0]?.comparison, words.findings]).toEqual(['sound', 'words', []]);
  const engine = await within(() => tree.edit(`${bag}/data/build.json`, (text) => text.replace(/"engine": "[^"]+/, '"engine": "typst 0.1')), true);
  expect([engine.verdict?.state, engine.bags[0]?.comparison]).toEqual(['sound', 'words']);
  const label = `${bag}/data/layouts/templates/locales/zh.yaml`;
  const other = await within(() => {
    const before = hash(tree.read(label));
    tree.edit(label, (text) => text.replace('审核目的', '审核之目的'));
    tree.edit(`${bag}/data/build.json`, (text) => text.replaceAll(before, hash(tree.read(label))).replace(/"certpress": "[^"]+/, '"certpress": "0.0.9'));
  }, true);
  // The labels in the bag count, not those of the program that verifies.
  expect([other.verdict?.state, new Set(other.findings.map((d) => d.code))]).toEqual(['faulty', new Set(['verify-differs'])]);
}, 120_000);

test('some hundred bags, and memory stays flat', async () => {
  const dir = place('many');
  // Nothing here is to outlive a power cut.
  const quick: Disk = { ...nodeDisk, create: (file, bytes, mode) => { writeFileSync(file, bytes, { flag: 'wx', mode }); return Promise.resolve(); }, append: (file, bytes) => { writeFileSync(file, bytes, { flag: 'a' }); return Promise.resolve(); }, syncFolder: () => Promise.resolve() };
  const store = must(await openStore(dir, {
    at: '2026-11-01T00:00:00Z', agent: 'x', disk: quick, sign: async (bytes) => must(await signDetached(bytes, signer, { at: new Date(), level: 'B-B' })), checkSignature: () => Promise.resolve({ intact: true, trusted: true, signedBy: '', level: 'B-B', problems: [] }),
  }));
  const count = 300;
  for (let i = 0; i < count; i++) must(await store.add({ place: { scheme: 's', case: `c${i % 20}`, subject: `a${i}` }, files: new Map([['note.bin', randomBytes(100_000)]]), identity: hash(String(i)), organization: 'x' }));
  await store.close();
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heap: number[] = [];
  const target = must(await targetOf(dir));
  let seen = 0;
  const verdict = await verify(target, { trust, render: true }, {
    signal: new AbortController().signal, progress: () => undefined,
    bag: () => {
      if (++seen % 50 !== 0) return;
      collect();
      heap.push(process.memoryUsage().heapUsed);
    },
  });
  expect([verdict.bags, seen]).toEqual([count, count]);
  // 300 bags of 100 kB: to keep what was read of each would be 20 MB from the first sample to the last.
  expect(Math.max(...heap) - (heap[0] ?? 0)).toBeLessThan(4_000_000);
}, 600_000);

function hash(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
