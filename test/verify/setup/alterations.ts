/**
 * What can be done to an archive without knowing how it works: seeded, of every kind.
 *
 * In:  the archive. Out: alterations, each with the bags that it touches. None of them has a key.
 */
import { relative } from 'node:path';
import type { Code } from '../../../src/diagnostics/index.js';
import type { State } from '../../../src/verify/types.js';
import { mendBag, mendIndex } from './forge.js';
import { certificate, destroyed, recertification, stage2 } from './lived.js';
import type { Tree } from './tree.js';

export interface Alteration {
  readonly kind: string;
  readonly act: (tree: Tree) => void | Promise<void>;
  readonly bags: readonly string[];
  /** `faulty` unless said. */
  readonly due?: State;
  readonly code?: Code;
}

/** A small generator: the same seed, the same alterations. */
export function random(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
const bagOf = (file: string): string[] => (file.split('/').length > 4 ? [file.split('/').slice(0, 4).join('/')] : []);
const flipped = (bytes: Buffer, bit: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
};

export function alterations(tree: Tree): Alteration[] {
  const next = random(20261127);
  const all = tree.files();
  const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T;
  const list: Alteration[] = [];
  const times = (count: number, make: () => Alteration): void => {
    for (let i = 0; i < count; i++) list.push(make());
  };
  const flip = (among: readonly string[], code?: Code) => (): Alteration => {
    const file = pick(among);
    const bit = next(tree.read(file).length * 8);
    return {
      kind: `bit ${bit} of ${file}`,
      act: (t) => t.write(file, flipped(t.read(file), bit)),
      bags: bagOf(file),
      ...(code ? { code } : {}),
    };
  };
  const matching = (pattern: RegExp): string[] => all.filter((file) => pattern.test(file));
  const payload = matching(/^wanding\/[^/]+\/[^/]+\/\d+\/data\//);

  times(110, flip(payload, 'verify-bag'));
  times(30, flip(matching(/\/data\/documents\//), 'verify-bag'));
  times(30, flip(matching(/\/(trace|build|retention)\.json$/), 'verify-bag'));
  times(60, flip(matching(/\/(manifest-sha|bag-?i)[^/]*\.txt$/)));
  times(30, flip(matching(/\/tagmanifest-sha(256|512)\.txt$/)));
  times(50, flip(matching(/\/tagmanifest-sha(256|512)\.txt\.p7s$/)));
  times(40, flip(['index.jsonl']));
  times(16, flip(['index.head']));
  times(40, flip(['index.head.p7s'], 'verify-signature'));
  times(24, flip(matching(/^disposed\//), 'verify-disposed'));
  times(16, flip(matching(/^renewed\/|^index\.head\.tsr$/), 'verify-index'));

  times(30, () => {
    const file = pick(all);
    const length = next(tree.read(file).length);
    return { kind: `${file} cut to ${length}`, act: (t) => t.write(file, t.read(file).subarray(0, length)), bags: bagOf(file) };
  });
  times(12, () => {
    const file = pick(all);
    return { kind: `${file} lengthened`, act: (t) => t.write(file, Buffer.concat([t.read(file), Buffer.from('\n')])), bags: bagOf(file) };
  });
  times(25, () => {
    const file = pick(all);
    return { kind: `${file} removed`, act: (t) => t.remove(file), bags: bagOf(file) };
  });
  times(20, () => {
    const file = pick(payload);
    const other = pick(payload.filter((one) => one !== file && !tree.read(one).equals(tree.read(file))));
    return {
      kind: `${file} and ${other} swapped`,
      act: (t) => t.swap(file, other),
      bags: [...bagOf(file), ...bagOf(other)],
      code: 'verify-bag',
    };
  });
  times(12, () => {
    const file = pick(all);
    const name = file.replace(/[a-z](?=[^/]*$)/, (c) => c.toUpperCase());
    return { kind: `${file} is called ${name}`, act: (t) => t.rename(file, name), bags: bagOf(file) };
  });
  times(12, () => {
    const file = pick(all);
    return {
      kind: `${file} is a link to the same bytes`,
      act: (t) => {
        t.rename(file, '../linked');
        t.link(file, relative(t.path(`${file}/..`), t.path('../linked')));
      },
      bags: bagOf(file),
    };
  });
  times(10, () => {
    const file = `${pick(payload).split('/').slice(0, -1).join('/')}/${pick(['extra.pdf', 'Thumbs.db', '.hidden', 'note.docx', 'ctrl\u0007.txt'])}`;
    return { kind: `${file} added`, act: (t) => t.write(file, 'added'), bags: bagOf(file), code: 'verify-bag' };
  });
  times(8, () => {
    const below = `${pick(payload).split('/').slice(0, -1).join('/')}/empty`;
    return { kind: `${below}: an empty folder`, act: (t) => t.folder(below), bags: bagOf(`${below}/x`), code: 'verify-bag' };
  });
  for (const name of [
    'wanding/empty',
    'wanding/nuantu-heating/empty',
    'empty',
    'disposed/empty',
    '.hidden',
    `${recertification}/9`,
    `${destroyed}/1`,
  ]) {
    list.push({ kind: `${name}: an empty folder`, act: (t) => t.folder(name), bags: [] });
  }
  for (const name of [
    'disposed/3.json',
    'disposed/14.json',
    'renewed/1.tsr',
    'renewed/14.tsr',
    'renewed/x',
    'index.txt',
    '.lock-1-a',
    '.unfinished-a',
    'wanding/readme.txt',
    `${recertification}/notes.txt`,
  ]) {
    list.push({ kind: `${name} added`, act: (t) => t.write(name, '{}'), bags: [] });
  }

  const lines = tree.text('index.jsonl').trimEnd().split('\n');
  lines.forEach((_, i) => {
    list.push({
      kind: `line ${i + 1} dropped`,
      act: (t) =>
        t.write(
          'index.jsonl',
          lines
            .filter((__, k) => k !== i)
            .map((line) => `${line}\n`)
            .join(''),
        ),
      bags: [],
      code: 'verify-index',
    });
    list.push({
      kind: `line ${i + 1} dropped, the chain mended`,
      act: (t) => mendIndex(t, (entries) => entries.filter((__, k) => k !== i)),
      bags: [],
      code: 'verify-signature',
    });
    list.push({
      kind: `line ${i + 1} with a key twice`,
      act: (t) => t.write('index.jsonl', lines.map((line, k) => `${k === i ? line.replace('{', `{"n":${i + 1},`) : line}\n`).join('')),
      bags: [],
      code: 'verify-index',
    });
  });
  times(8, () => {
    const i = next(lines.length - 1);
    return {
      kind: `lines ${i + 1} and ${i + 2} swapped`,
      act: (t) => t.write('index.jsonl', lines.map((_, k) => `${lines[k === i ? i + 1 : k === i + 1 ? i : k]}\n`).join('')),
      bags: [],
      code: 'verify-index',
    };
  });
  list.push(
    { kind: 'the last line appended again', act: (t) => t.write('index.jsonl', `${t.text('index.jsonl')}${lines.at(-1)}\n`), bags: [] },
    {
      kind: 'a line put in that holds a bag back',
      act: (t) =>
        mendIndex(t, (entries) => [
          ...entries,
          { n: 1, kind: 'held', at: entries.at(-1)?.at ?? '', previous: '', bag: recertification, reason: 'x' },
        ]),
      bags: [],
      code: 'verify-signature',
    },
    {
      kind: 'a line appended, the head left',
      act: async (t) => {
        const head = t.read('index.head');
        await mendIndex(t, (entries) => [
          ...entries,
          { n: 1, kind: 'held', at: entries.at(-1)?.at ?? '', previous: '', bag: recertification, reason: 'x' },
        ]);
        t.write('index.head', head);
      },
      bags: [],
      code: 'verify-index',
    },
    {
      kind: 'a term made shorter in the index',
      act: (t) =>
        mendIndex(t, (entries) => entries.map((entry) => (entry.kind === 'retained' ? { ...entry, retainUntil: '2027-01-01' } : entry))),
      bags: [],
    },
    { kind: 'the index gone', act: (t) => t.remove('index.jsonl'), bags: [] },
    {
      kind: 'index, head and signature gone',
      act: (t) => {
        for (const name of ['index.jsonl', 'index.head', 'index.head.p7s']) t.remove(name);
      },
      bags: [],
    },
  );

  const [old, latest] = [`${recertification}/1`, `${recertification}/2`];
  const withoutLatest = (t: Tree): Promise<void> =>
    mendIndex(t, (entries) => entries.filter((entry) => !(entry.kind === 'added' && entry.bag === latest)));
  list.push(
    { kind: 'the newest revision removed', act: (t) => t.remove(latest), bags: [], code: 'verify-gone' },
    {
      kind: 'the newest revision removed with its line',
      act: async (t) => {
        t.remove(latest);
        await withoutLatest(t);
      },
      bags: [],
      code: 'verify-signature',
    },
    { kind: 'a whole bag removed', act: (t) => t.remove(`${stage2}`), bags: [], code: 'verify-gone' },
    {
      kind: 'a whole bag removed with its line',
      act: async (t) => {
        t.remove(stage2);
        await mendIndex(t, (entries) => entries.filter((entry) => !(entry.kind === 'added' && entry.bag.startsWith(stage2))));
      },
      bags: [],
      code: 'verify-signature',
    },
    { kind: 'a bag renamed', act: (t) => t.rename(stage2, 'cusc/jieyu-contact-services/stage-3'), bags: [], code: 'verify-unlisted' },
    {
      kind: 'a bag renamed in the index too',
      act: async (t) => {
        t.rename(stage2, 'cusc/jieyu-contact-services/stage-3');
        await mendIndex(t, (entries) =>
          entries.map((entry) =>
            entry.kind === 'added' && entry.bag === `${stage2}/1` ? { ...entry, bag: 'cusc/jieyu-contact-services/stage-3/1' } : entry,
          ),
        );
      },
      bags: ['cusc/jieyu-contact-services/stage-3/1'],
      code: 'verify-replaced',
    },
    { kind: 'two revisions swapped', act: (t) => t.swap(old, latest), bags: [old, latest], code: 'verify-replaced' },
    {
      kind: 'two revisions swapped, the index mended',
      act: async (t) => {
        t.swap(old, latest);
        await mendIndex(t);
      },
      bags: [old, latest],
      code: 'verify-replaced',
    },
    { kind: 'two bags swapped', act: (t) => t.swap(old, `${certificate}/1`), bags: [old, `${certificate}/1`], code: 'verify-replaced' },
    { kind: 'an old revision in place of the new one', act: (t) => copyOver(t, old, latest), bags: [latest], code: 'verify-replaced' },
    {
      kind: 'an old revision in place of the new one, the index mended',
      act: async (t) => {
        copyOver(t, old, latest);
        await mendIndex(t);
      },
      bags: [latest],
      code: 'verify-replaced',
    },
    { kind: 'a bag added', act: (t) => copyOver(t, old, `${recertification}/3`), bags: [], code: 'verify-unlisted' },
    { kind: 'a bag back that was destroyed', act: (t) => copyOver(t, old, `${destroyed}/1`), bags: [], code: 'verify-unlisted' },
    {
      kind: 'the signature of another bag',
      act: (t) => t.write(`${old}/tagmanifest-sha256.txt.p7s`, t.read(`${latest}/tagmanifest-sha256.txt.p7s`)),
      bags: [old],
      code: 'verify-signature',
    },
    {
      kind: 'the signature of the other manifest',
      act: (t) => t.write(`${old}/tagmanifest-sha256.txt.p7s`, t.read(`${old}/tagmanifest-sha512.txt.p7s`)),
      bags: [old],
      code: 'verify-signature',
    },
    {
      kind: 'the signature of the index over a bag',
      act: (t) => t.write(`${old}/tagmanifest-sha512.txt.p7s`, t.read('index.head.p7s')),
      bags: [old],
      code: 'verify-signature',
    },
    {
      kind: 'a signature over the index that was made for a bag',
      act: (t) => t.write('index.head.p7s', t.read(`${old}/tagmanifest-sha256.txt.p7s`)),
      bags: [],
      code: 'verify-signature',
    },
    {
      kind: 'one hash algorithm taken away',
      act: async (t) => {
        for (const name of ['manifest-sha512.txt', 'tagmanifest-sha512.txt', 'tagmanifest-sha512.txt.p7s']) t.remove(`${old}/${name}`);
      },
      bags: [old],
      code: 'verify-bag',
    },
    {
      kind: 'a file that a manifest names twice',
      act: (t) => t.edit(`${old}/manifest-sha256.txt`, (text) => text + (text.split('\n')[0] ?? '') + '\n'),
      bags: [old],
    },
    { kind: 'fetch.txt', act: (t) => t.write(`${old}/fetch.txt`, 'http://example.com/x 1 data/x\n'), bags: [old], code: 'verify-bag' },
    {
      kind: 'the index a link',
      act: (t) => {
        t.rename('index.jsonl', '../index-elsewhere');
        t.link('index.jsonl', t.path('../index-elsewhere'));
      },
      bags: [],
    },
    {
      kind: 'a bag a link',
      act: (t) => {
        t.rename(old, '../bag-elsewhere');
        t.link(old, t.path('../bag-elsewhere'));
      },
      bags: [old],
    },
    {
      kind: 'an update appended to a sealed PDF, all mended',
      act: async (t) => {
        await withPdf(t, stage2, (pdf) => Buffer.concat([pdf, Buffer.from('1 0 obj\n<< >>\nendobj\n%%EOF\n')]));
      },
      bags: [`${stage2}/1`],
      code: 'verify-signature',
    },
    {
      kind: 'duplicated keys in build.json, all mended',
      act: async (t) => {
        t.edit(`${old}/data/build.json`, (text) => text.replace('{', '{"asOf":"2020-01-01",'));
        await mendBag(t, old);
        await mendIndex(t);
      },
      bags: [old],
      code: 'verify-signature',
    },
  );
  return list;
}

function copyOver(tree: Tree, from: string, to: string): void {
  if (tree.has(to)) tree.remove(to);
  for (const file of tree.files(from)) tree.write(to + file.slice(from.length), tree.read(file));
}
export async function withPdf(tree: Tree, place: string, change: (bytes: Buffer) => Uint8Array): Promise<void> {
  const file = tree.files(`${place}/1/data/documents`)[0] ?? '';
  tree.write(file, change(tree.read(file)));
  await mendBag(tree, `${place}/1`);
  await mendIndex(tree);
}
