/** What was read of the packs when the program was compiled is what reading them gives, and stands for no other bytes. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { packsOf } from '../../src/load/pack-places.js';
import { packageInfo } from '../../src/program/package-info.js';
import type { Proven } from '../../src/program/proven.js';
import { sweep, swept } from '../setup/long.js';
import { compile } from '../setup/run.js';

const { root } = packageInfo();
const packs = packsOf(root, undefined);
const prepared = join(root, 'dist/prepared');
type Prepare = typeof import('../../src/make/prepare.js');
let compiled: Prepare;
/** Code of the same text beside which nothing is prepared, for itself in a process: it reads and proves. */
const bare = await unprepared();
const { loadScheme, loadSchemeTools } = bare;
const schemes = bare.listSchemes(packs);
beforeAll(async () => {
  await compile();
  compiled = createRequire(import.meta.url)(join(root, 'dist/code/prepare.js')) as typeof compiled;
});

it('there is one for each file of a pack, and none beside code that was not compiled', () => {
  const kept = readdirSync(prepared);
  const { files } = loadScheme(schemes[0]?.id ?? '', schemes[0]?.version ?? '', packs).value ?? { files: [] };
  expect(files.length).toBeGreaterThan(10);
  for (const { file, sha256 } of files)
    expect(
      kept.some((name) => name.endsWith(`-${sha256}.json`)),
      file,
    ).toBe(true);
  expect(compiled.isPrepared('never proven')).toBe(false);
  expect(bare.isPrepared(kept.find((name) => name.startsWith('rules-')) ?? '')).toBe(false);
});
it('what an earlier compilation left counts for nothing while another notes: a layout may have changed since', () => {
  const name = readdirSync(prepared).find((one) => one.startsWith('rules-')) ?? '';
  // In a process of its own: from then on it notes.
  const asks = `const { isPrepared, noteWorkedOut } = require(${JSON.stringify(join(root, 'dist/code/prepare.js'))});
    const before = isPrepared(${JSON.stringify(name)}); noteWorkedOut(); console.log(before, isPrepared(${JSON.stringify(name)}));`;
  expect(execFileSync(process.execPath, ['-e', asks], { encoding: 'utf8' })).toBe('true false\n');
});
it.each(schemes.map(({ id, version }) => [id, version]))('%s %s is the same, read or prepared', (id, version) => {
  const read = loadScheme(id, version, packs);
  expect(read.value).toBeDefined();
  expect(compiled.loadScheme(id, version, packs)).toStrictEqual(read);
});
it('a fault of a file that was altered is found, at its line in one that was not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'certpress-prepared-'));
  try {
    cpSync(join(root, 'schemas'), join(folder, 'schemas'), { recursive: true });
    const { id, version, folder: name } = schemes.find((one) => one.id === 'wanding') ?? { id: '', version: '', folder: '' };
    const own = join(folder, 'schemas/schemes', id, name);
    const scheme = readFileSync(join(own, 'scheme.yaml'), 'utf8');
    writeFileSync(join(own, 'scheme.yaml'), scheme.replace(/^ {2}stage-1-notice:(\n {4}.*)+|^ {2}stage-1-notice:.*$/m, ''));
    const { diagnostics } = compiled.loadScheme(id, version, packsOf(folder, undefined));
    const rules = readFileSync(join(own, 'rules.yaml'), 'utf8').split('\n');
    const lines = rules.flatMap((one, i) => (/holdsBack: \[.*stage-1-notice/.test(one) ? [i + 1] : []));
    expect(lines.length).toBeGreaterThan(0);
    const complained = diagnostics.filter(({ place }) => place?.file === join(own, 'rules.yaml')).map(({ place }) => place?.line);
    expect(complained).toEqual(lines);
    expect(diagnostics).toEqual(loadScheme(id, version, packsOf(folder, undefined)).diagnostics);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

it.each(swept(schemes, 4).map(({ id, version }) => [id, version]))(
  'layouts, labels and theme of %s %s are the same, read or prepared',
  sweep,
  async (id, version) => {
    const { value } = loadScheme(id, version, packs);
    if (!value) throw new Error('no scheme');
    const read = (await loadSchemeTools(value, root, undefined)).value;
    const again = (await compiled.loadSchemeTools(value, root, undefined)).value;
    expect(read?.theme).toBeDefined();
    expect(again?.theme).toEqual(read?.theme);
    expect(again?.layouts).toEqual(read?.layouts);
    const kept = readdirSync(prepared);
    for (const kind of ['labels', 'theme', 'whole-theme']) expect(kept.some((name) => name.startsWith(`${kind}-`))).toBe(true);
    // Checked anew, and by what was proven when the program was compiled: nothing is wrong with any of ours.
    for (const kind of value.documents.keys()) expect([kind, read?.checked(kind), again?.checked(kind)]).toEqual([kind, [], []]);
  },
);
it.each(swept(schemes, 4).map(({ id, version }) => [id, version]))(
  'each layout of %s %s is worked out as it would be now',
  sweep,
  async (id, version) => {
    const { value } = loadScheme(id, version, packs);
    const { layouts } = (value && (await loadSchemeTools(value, root, undefined)).value) ?? {};
    const files = [...(layouts?.layouts.values() ?? []), ...(layouts?.partials.values() ?? [])];
    expect(files.length).toBeGreaterThan(20);
    const taken = { stamps: new Set<number>(), prints: new Set<number>() };
    for (const file of files) {
      const known = compiled.preparedLayout(file);
      expect(known, file.file).toBeDefined();
      if (!known) continue;
      expect(bare.preparedLayout(file)).toBeUndefined();
      expect(bare.layoutWorkedOut(file, { stamp: known.firstStamp, print: known.firstPrint }), file.file).toEqual(known);
      // In one document no two start tags and no two expressions have one number.
      known.tags.forEach((_, i) => taken.stamps.add(known.firstStamp + i));
      known.prints.forEach((_, i) => taken.prints.add(known.firstPrint + i));
      // One character more, or another name, and it is read as a house's layout is.
      expect(compiled.preparedLayout({ ...file, text: `${file.text} ` })).toBeUndefined();
      expect(compiled.preparedLayout({ ...file, name: `${file.name}-of-a-house` })).toBeUndefined();
    }
    const many = (of: 'tags' | 'prints'): number => files.reduce((sum, file) => sum + (compiled.preparedLayout(file)?.[of].length ?? 0), 0);
    expect([taken.stamps.size, taken.prints.size]).toEqual([many('tags'), many('prints')]);
  },
);
it('a layout that was proven is checked again where anything of it is another', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'certpress-prepared-'));
  try {
    const { id, version } = schemes.find((one) => one.id === 'wanding') ?? { id: '', version: '' };
    const { value } = loadScheme(id, version, packs);
    if (!value) throw new Error('no scheme');
    const keys = new Set<string>();
    const memory: Proven = { has: (key) => keys.has(key), add: (key) => void keys.add(key), save: () => Promise.resolve() };
    const found = async (): Promise<readonly string[]> =>
      ((await loadSchemeTools(value, root, { path: folder, shown: 'house' }, memory)).value?.checked('certificate') ?? []).map(
        ({ code }) => code,
      );
    const stock = readFileSync(join(root, 'templates/certificate.hbs'), 'utf8');
    const write = (text: string): void => writeFileSync(join(folder, 'certificate.hbs'), text);
    write(`${stock}\n`);
    expect(await found()).toEqual([]);
    expect(keys.size).toBe(1);
    expect(await found()).toEqual([]);
    expect(keys.size).toBe(1);
    // A tag that there is not, in the layout itself; then a label that there is not, in a partial that it calls.
    write(stock.replace('<section', '<sektion').replace('</section>', '</sektion>'));
    expect(await found()).not.toEqual([]);
    write(`${stock}\n`);
    expect(await found()).toEqual([]);
    const partial = /\{\{> ([\w/-]+)/.exec(stock)?.[1] ?? '';
    mkdirSync(dirname(join(folder, 'partials', partial)), { recursive: true });
    writeFileSync(join(folder, 'partials', `${partial}.hbs`), '{{label "no.such.label"}}\n');
    expect(await found()).not.toEqual([]);
    expect(keys.size).toBe(1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

async function unprepared(): Promise<Prepare> {
  // Within the repository: libraries and packs are found from there.
  const folder = mkdtempSync(join(root, '.cache', 'unprepared-'));
  try {
    for (const part of ['src', 'schemas']) cpSync(join(root, '.cache/javascript', part), join(folder, part), { recursive: true });
    return (await import(pathToFileURL(join(folder, 'src/make/prepare.js')).href)) as Prepare;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
