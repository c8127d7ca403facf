/**
 * An archive of many documents, verified: how long it takes, and how much memory.
 *
 *     node --expose-gc tools/run-ts.mjs tools/many-documents.ts [documents] [--render]
 *
 * In:  how many documents (10,000 unless said). Out: time and memory at every tenth of the way, on stdout. The archive is one
 * real bag of a sample, in three languages, entered again and again as a new revision; what is alike in all of them lies
 * on the disk once (hard links), and every byte is read each time. It is removed at the end.
 */
import { linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runArchive } from '../src/archive/archive.js';
import { bagFiles } from '../src/archive/store/bag.js';
import { entryLine, hashOfLine, headBytes, noLine } from '../src/archive/store/entry.js';
import type { BagContents, IndexEntry } from '../src/archive/types.js';
import { sha256 } from '../src/files/write-file.js';
import { packageInfo } from '../src/program/package-info.js';
import { loadSigner, readTrust, sealPdf, signDetached, type Signer } from '../src/seal/index.js';
import { verifyArchive } from '../src/verify/archive.js';
import { makePki } from '../test/seal/pki.js';

const wanted = Number(process.argv.slice(2).find((one) => /^\d+$/.test(one)) ?? 10_000);
const render = process.argv.includes('--render');
const folder = mkdtempSync(join(tmpdir(), 'certpress-many-'));
const dir = join(folder, 'archive');
const at = `${new Date().toISOString().slice(0, 19)}Z`;
const mb = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`.padStart(7);

try {
  const pki = await makePki(join(folder, 'pki'));
  await pki.close();
  const { value: signer } = await loadSigner({ key: readFileSync(pki.signers.p256.p12), password: pki.password });
  if (!signer) throw new Error('no signer');
  const contents = await oneBag(signer);
  const documents = [...contents.files.keys()].filter((path) => path.startsWith('documents/')).length;
  const bags = Math.ceil(wanted / documents);
  const before = Date.now();
  await enter(contents, bags, signer);
  console.log(`${bags} bags with ${documents} documents each: ${bags * documents} documents, made in ${seconds(before)}`);

  const began = Date.now();
  let n = 0;
  const states = new Set<string>();
  const sample = (): void => {
    (globalThis as { gc?: () => void }).gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    console.log(`${String(n * documents).padStart(6)} documents  ${seconds(began).padStart(8)}  heap ${mb(heapUsed)}  resident ${mb(rss)}`);
  };
  const verdict = await verifyArchive(
    dir,
    { trust: readTrust(readFileSync(pki.rootPem, 'latin1')), render },
    {
      jobs: 1,
      signal: new AbortController().signal,
      progress: () => undefined,
      begin: sample,
      bag: ({ state }) => {
        states.add(state);
        if (++n % Math.max(1, Math.floor(bags / 10)) === 0) sample();
      },
    },
  );
  const { user, system } = process.cpuUsage();
  console.log(
    `${verdict.documents} documents in ${verdict.bags} bags: ${verdict.state} (${[...states].join(', ')}), ${seconds(began)}; processor ${Math.round((user + system) / 1e6)} s in all; ${render ? 'made again and compared' : 'not rendered'}`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

async function oneBag(signer: Signer): Promise<BagContents> {
  const root = join(packageInfo().root, 'samples');
  let found: BagContents | undefined;
  await runArchive({
    paths: [join(root, 'wanding/qingyu-payment')],
    cwd: root,
    today: at.slice(0, 10),
    langs: ['zh', 'en', 'zh-en'],
    signal: new AbortController().signal,
    jobs: 1,
    progress: () => undefined,
    seal: (bytes) => sealPdf(bytes, signer, { level: 'B-B', at: new Date() }),
    standing: () => undefined,
    retain: () => Promise.resolve({ value: true, diagnostics: [] }),
    add: (contents) => {
      if (contents.place.subject === 'stage-2') found = contents;
      return Promise.resolve({ value: { state: 'unchanged', bag: '', revision: 1 }, diagnostics: [] });
    },
  });
  if (!found) throw new Error('the sample is not closed');
  return found;
}

/** Writes what the store would have written, without its syncs. */
async function enter(contents: BagContents, bags: number, signer: Signer): Promise<void> {
  const sign = async (bytes: Uint8Array): Promise<Uint8Array> =>
    (await signDetached(bytes, signer, { at: new Date(), level: 'B-B' })).value ?? new Uint8Array();
  const place = Object.values(contents.place).join('/');
  const lines: string[] = [];
  let previous = noLine;
  let replaces: string | undefined;
  for (let revision = 1; revision <= bags; revision++) {
    const more = replaces === undefined ? {} : { replaces, reason: 'again' };
    const files = await bagFiles(contents, { at, revision, agent: 'bench', sign, ...more });
    const bag = `${place}/${revision}`;
    for (const [path, bytes] of files) {
      const file = join(dir, bag, path);
      mkdirSync(dirname(file), { recursive: true });
      if (revision > 1 && path.startsWith('data/')) linkSync(join(dir, place, '1', path), file);
      else writeFileSync(file, bytes);
    }
    const tagManifest = sha256(files.get('tagmanifest-sha256.txt') ?? '');
    const entry: IndexEntry = {
      n: revision,
      kind: 'added',
      at,
      previous,
      bag,
      tagManifest,
      signature: sha256(files.get('tagmanifest-sha256.txt.p7s') ?? ''),
      identity: contents.identity,
      ...more,
      ...(contents.retainUntil === undefined ? {} : { retainUntil: contents.retainUntil }),
    };
    const line = entryLine(entry);
    previous = hashOfLine(line);
    replaces = tagManifest;
    lines.push(`${line}\n`);
  }
  const head = headBytes({ lines: lines.length, head: previous });
  writeFileSync(join(dir, 'index.jsonl'), lines.join(''));
  writeFileSync(join(dir, 'index.head'), head);
  writeFileSync(join(dir, 'index.head.p7s'), await sign(head));
}
