/**
 * The careful forger: mends all manifests and the whole index after a change, with whatever key there is.
 *
 * In:  a tree, a signer or none. Out: bags and an index in which everything agrees with everything but the signatures.
 */
import { createHash } from 'node:crypto';
import { algorithms, headBytes, parseEntry } from '../../../src/archive/store/index.js';
import { entryLine, hashOfLine, noLine } from '../../../src/archive/store/entry.js';
import { manifestPath } from '../../../src/archive/store/names.js';
import type { IndexEntry } from '../../../src/archive/types.js';
import { signDetached, type Signer } from '../../../src/seal/index.js';
import { must } from './lived.js';
import type { Tree } from './tree.js';

const hash = (algorithm: string, bytes: Uint8Array): string => createHash(algorithm).update(bytes).digest('hex');
const signed = async (bytes: Uint8Array, signer: Signer): Promise<Uint8Array> =>
  must(await signDetached(bytes, signer, { at: new Date(), level: 'B-B' }));

/** Manifests, Payload-Oxum and tag manifests are those of the files; signatures only with a signer. */
export async function mendBag(tree: Tree, bag: string, signer?: Signer): Promise<void> {
  const payload = tree.files(`${bag}/data`);
  const octets = payload.reduce((sum, file) => sum + tree.read(file).length, 0);
  tree.write(
    `${bag}/bag-info.txt`,
    tree.text(`${bag}/bag-info.txt`).replace(/^Payload-Oxum: .*$/m, `Payload-Oxum: ${octets}.${payload.length}`),
  );
  const list = (algorithm: string, files: readonly string[]): string =>
    files.map((file) => `${hash(algorithm, tree.read(file))}  ${manifestPath(file.slice(bag.length + 1))}\n`).join('');
  for (const algorithm of algorithms) tree.write(`${bag}/manifest-${algorithm}.txt`, list(algorithm, payload));
  const tags = ['bag-info.txt', 'bagit.txt', 'manifest-sha256.txt', 'manifest-sha512.txt'].map((name) => `${bag}/${name}`);
  for (const algorithm of algorithms) {
    const name = `${bag}/tagmanifest-${algorithm}.txt`;
    tree.write(name, list(algorithm, tags));
    if (signer) tree.write(`${name}.p7s`, await signed(tree.read(name), signer));
  }
}

/** Lines after a change, each with the right number and the hash of the one before, and a head to match. */
export async function mendIndex(
  tree: Tree,
  change: (entries: IndexEntry[]) => readonly IndexEntry[] = (all) => all,
  signer?: Signer,
): Promise<void> {
  const entries = tree
    .text('index.jsonl')
    .trimEnd()
    .split('\n')
    .map((line) => parseEntry(Buffer.from(line)))
    .filter((entry) => entry !== undefined);
  let previous = noLine;
  const lines = change(entries).map((entry, i) => {
    const named =
      entry.kind === 'added' && tree.has(entry.bag)
        ? {
            ...entry,
            tagManifest: hash('sha256', tree.read(`${entry.bag}/tagmanifest-sha256.txt`)),
            signature: hash('sha256', tree.read(`${entry.bag}/tagmanifest-sha256.txt.p7s`)),
          }
        : entry;
    const line = entryLine({ ...named, n: i + 1, previous });
    previous = hashOfLine(line);
    return line;
  });
  tree.write('index.jsonl', lines.map((line) => `${line}\n`).join(''));
  tree.write('index.head', headBytes({ lines: lines.length, head: previous }));
  if (signer) tree.write('index.head.p7s', await signed(tree.read('index.head'), signer));
}
