/** Garbage in: findings come out, never an exception. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/index.js';
import type { Signer, Trust } from '../../src/seal/index.js';
import { targetOf, verify, type BagVerdict, type Verdict } from '../../src/verify/index.js';
import { long, sweep, swept } from '../setup/long.js';
import { mendBag } from './setup/forge.js';
import { livedCopy, recertification } from './setup/lived.js';
import { Tree } from './setup/tree.js';

let folder: string;
let signer: Signer;
let trust: Trust;
let tree: Tree;
const bag = `${recertification}/1`;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'certpress-robust-'));
  ({ signer, trust } = await livedCopy(folder));
  tree = new Tree(join(folder, 'archive'));
}, 600_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Run {
  readonly verdict?: Verdict;
  readonly bags: readonly BagVerdict[];
  readonly findings: readonly Diagnostic[];
}
async function run(path: string, render = false): Promise<Run> {
  const target = await targetOf(path);
  if (!target.value) return { bags: [], findings: target.diagnostics };
  const bags: BagVerdict[] = [];
  const verdict = await verify(
    target.value,
    { trust, render },
    {
      jobs: 1,
      signal: new AbortController().signal,
      bag: (one) => {
        bags.push(one);
      },
      progress: () => undefined,
    },
  );
  return {
    verdict,
    bags,
    findings: [
      ...verdict.findings,
      ...(verdict.document?.findings ?? []),
      ...bags.flatMap((one) => [...one.findings, ...one.documents.flatMap((document) => document.findings)]),
    ],
  };
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
  const noise = [
    randomBytes(200_000),
    Buffer.alloc(5_000_000, 'x'),
    Buffer.from('\n'.repeat(100_000)),
    Buffer.from(`${'['.repeat(30_000)}\n`),
    Buffer.from(`{"n":1e999}\n${'{"n":'.repeat(5000)}`),
    Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d, 0x0a]),
  ];
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
    Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(100_000)]),
    Buffer.from(`%PDF-1.7\n1 0 obj\n${'['.repeat(100_000)}`),
    Buffer.from('%PDF-1.7\nstartxref\n99999999999\n%%EOF\n'),
    Buffer.concat([pdf, pdf]),
    pdf.subarray(0, pdf.length - 700),
    Buffer.concat([Buffer.from(' '.repeat(500)), pdf]),
    Buffer.concat([pdf, Buffer.from('startxref\n0\n%%EOF\n')]),
    Buffer.from(
      pdf.toString('latin1').replace(/\/Prev \d+/g, (found) => found.replace(/\d/g, '1')),
      'latin1',
    ),
    Buffer.from(pdf.toString('latin1').replace(/\/ByteRange \[0/, '/ByteRange [1'), 'latin1'),
  ];
  for (const [i, bytes] of noise.entries()) {
    writeFileSync(place(`noise-${i}.pdf`), bytes);
    const { verdict, findings } = await run(place(`noise-${i}.pdf`));
    expect([i, verdict?.state, findings.length > 0]).toEqual([i, 'faulty', true]);
  }
  writeFileSync(place('text.pdf'), 'not a PDF');
  expect((await run(place('text.pdf'))).findings.map((d) => d.code)).toEqual(['verify-path']);
});

test('what describes a signed bag is garbage: deep, large, of other types', { ...sweep, timeout: 600_000 }, async () => {
  const contents = [
    '',
    '[]',
    'null',
    `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
    `{"asOf":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`,
    '{"__proto__":{"x":1}}',
    JSON.stringify({ documents: 'x'.repeat(5_000_000) }),
    '\ufeff{}',
    '\u0000',
  ];
  const files = ['build.json', 'trace.json', 'retention.json'].flatMap((name) => contents.map((content) => [name, content] as const));
  for (const [name, content] of swept(files, 10)) {
    const { verdict, findings } = await within(() => tree.write(`${bag}/data/${name}`, content));
    expect([name, verdict?.state, findings.some((d) => d.code === 'verify-shape')]).toEqual([name, 'faulty', true]);
  }
});

test('records, packs and layouts of a signed bag are garbage', { ...sweep, timeout: 600_000 }, async () => {
  const record = `${bag}/data/record/wanding/nuantu-heating/audits/recertification/report.yaml`;
  const bomb = `a: &a [x,x,x,x,x,x,x,x]\n${[...'bcdefghij'].map((letter, i) => `${letter}: &${letter} [${Array(8).fill(`*${'abcdefghij'[i]}`).join(',')}]`).join('\n')}\n`;
  const changes: readonly (readonly [string, string | Uint8Array])[] = [
    [record, bomb],
    [record, randomBytes(20_000)],
    [record, `${'- '.repeat(5000)}x\n`],
    [record, ''],
    [`${bag}/data/record/certpress.yaml`, `layouts: ${'../'.repeat(12)}etc\n`],
    [`${bag}/data/record/certpress.yaml`, 'layouts: /etc\n'],
    [`${bag}/data/record/people.yaml`, bomb],
    [`${bag}/data/scheme/schemas/schemes/wanding/B-1/rules.yaml`, bomb],
    [`${bag}/data/scheme/schemas/schemes/wanding/scheme.yaml`, '- x'],
    [`${bag}/data/layouts/templates/audit-plan.hbs`, '{{#each (lookup this "constructor")}}'],
    [`${bag}/data/layouts/templates/theme.yaml`, bomb],
    [`${bag}/data/layouts/templates/audit-report.hbs`, '{{> page}}'.repeat(10_000)],
  ];
  for (const [file, content] of swept(changes, 6)) {
    const { verdict, findings } = await within(() => {
      const before = tree.has(file) ? tree.read(file) : undefined;
      tree.write(file, content);
      // So that it is read at all: what the documents were made from is named by its hash.
      if (before) tree.write(`${bag}/data/build.json`, tree.text(`${bag}/data/build.json`).replaceAll(hash(before), hash(tree.read(file))));
    }, true);
    expect([file, verdict?.state, findings.length > 0]).toEqual([file, 'faulty', true]);
  }
});

test('deep folders, names of control characters, files that say they are huge', { ...long, timeout: 120_000 }, async () => {
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
  await within(() => tree.write(`${bag}/data/evidence/evidence/large.pdf`, 'x')).then(({ verdict }) =>
    expect(verdict?.state).toBe('faulty'),
  );
});

test('a bag made by another version of the program is compared word for word', { ...long, timeout: 120_000 }, async () => {
  const words = await within(
    () => tree.edit(`${bag}/data/build.json`, (text) => text.replace(/"certpress": "[^"]+/, '"certpress": "0.0.9+abc')),
    true,
  );
  expect([words.verdict?.state, words.bags[0]?.comparison, words.findings]).toEqual(['sound', 'words', []]);
});

test('so is one of another engine; words of another version that differ are told as different', { ...long, timeout: 120_000 }, async () => {
  const engine = await within(
    () => tree.edit(`${bag}/data/build.json`, (text) => text.replace(/"engine": "[^"]+/, '"engine": "typst 0.1')),
    true,
  );
  expect([engine.verdict?.state, engine.bags[0]?.comparison]).toEqual(['sound', 'words']);
  const label = `${bag}/data/layouts/templates/locales/zh.yaml`;
  const other = await within(() => {
    const before = hash(tree.read(label));
    tree.edit(label, (text) => text.replace('审核目的', '审核之目的'));
    tree.edit(`${bag}/data/build.json`, (text) =>
      text.replaceAll(before, hash(tree.read(label))).replace(/"certpress": "[^"]+/, '"certpress": "0.1.0+0123456789ab'),
    );
  }, true);
  // The labels in the bag count, not those of the program that verifies.
  // Another version may compose otherwise, so the words are told as different, and the bag is not called faulty for them.
  expect([other.verdict?.state, new Set(other.findings.map((d) => `${d.severity} ${d.code}`))]).toEqual([
    'otherwise',
    new Set(['warning verify-otherwise', 'info verify-differs']),
  ]);
  expect(other.bags[0]?.comparison).toBe('differs');
});

function hash(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
