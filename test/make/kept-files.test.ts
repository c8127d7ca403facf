/**
 * Files kept in a shared cache and taken from it: the same bytes, whoever made them; and whatever somebody may have put there is found,
 * though its hashes be right, and made again.
 */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { cp, mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SharedCache, type Trouble } from '../../src/cache/shared-cache.js';
import { nameOf, type Shelf } from '../../src/cache/store.js';
import { sha256 } from '../../src/files/write-file.js';
import { fulfil, makeOrTake, takeOrOffer, type CacheUse, type CachedMade } from '../../src/make/cached-files.js';
import type { FilesOrder } from '../../src/make/files.js';
import { takeFiles } from '../../src/make/kept-files.js';
import { orderOf, orderText } from '../../src/make/order-text.js';
import type { Document } from '../../src/model/index.js';
import { createPdfWriter } from '../../src/writers/pdf/index.js';
import { certificate, harbour, report } from '../writers/pdf-samples.js';
import { sweep, swept } from '../setup/long.js';

const maker = { program: 'of the test', engine: '' };
const writer = createPdfWriter();
const orderFor = (document: Document, more: Partial<FilesOrder> = {}): FilesOrder => ({
  document,
  mustFit: false,
  wording: [],
  layout: 'report.hbs',
  formats: ['docx', 'pdf'],
  ...more,
});
const order = orderFor(report());
const hashes = ({ made }: CachedMade): string[] => (made?.files ?? []).map(({ bytes }) => sha256(bytes));

let folder = '';
let use: CacheUse;
let made: CachedMade;
let full = '';
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certpress-kept-'));
  full = join(folder, 'full');
  use = { ...maker, place: { in: 'folder', folder: full } };
  made = await makeOrTake(writer, order, use);
  await makeOrTake(writer, orderFor(certificate(harbour), { mustFit: true }), use);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});
/** A copy that a test may spoil. */
async function copied(): Promise<{ at: (shelf: Shelf, id: string) => string; use: CacheUse; cache: SharedCache }> {
  const to = join(folder, String((count += 1)));
  await cp(full, to, { recursive: true });
  const place = { in: 'folder', folder: to } as const;
  return { at: (shelf, id) => join(to, nameOf(shelf, id)), use: { ...maker, place }, cache: new SharedCache(place) };
}
const { address } = orderText(order, maker);

describe('an order', () => {
  it('has the same address wherever its nodes came from, its layout is called and whichever formats are asked for', () => {
    const moved = JSON.parse(
      JSON.stringify(order.document, (key, value: unknown) =>
        key === 'origin' ? { template: { file: '/elsewhere/report.hbs', line: 7, column: 1 } } : value,
      ),
    ) as Document;
    expect(orderText({ ...order, document: moved, layout: 'house/report.hbs', formats: ['pdf'] }, maker).address).toBe(address);
  });
  it.each([
    ['another program', order, { ...maker, program: 'another' }],
    ['another engine', order, { ...maker, engine: ' 0.15' }],
    ['other words', orderFor({ ...order.document, meta: { ...order.document.meta, number: '2' } }), maker],
    ['that must fit its pages', orderFor(order.document, { mustFit: true }), maker],
  ])('has another address for %s', (_, other, by) => {
    expect(orderText(other, by).address).not.toBe(address);
  });
  it('comes back from its text, with its pictures, and makes the same bytes', async () => {
    const { text, pictures } = orderText(order, maker);
    const back = await orderOf(text, maker, (hash) => Promise.resolve(pictures.get(hash)));
    if (!back) throw new Error('it does not come back');
    expect(orderText(back, maker).text).toBe(text);
    expect(hashes(await makeOrTake(writer, back, undefined))).toEqual(hashes(made));
  });
  it.each(['', 'null', '[]', '{}', '{"program":"of the test","engine":"","document":{},"mustFit":1,"wording":[]}'])(
    'is not “%s”',
    async (text) => {
      expect(await orderOf(text, maker, () => Promise.resolve(undefined))).toBeUndefined();
    },
  );
});

describe('what was made before', () => {
  it('is taken: the same bytes and facts, of the formats asked for', async () => {
    const { cache } = await copied();
    const { laidOut, ...facts } = made.made ?? {};
    expect(laidOut).toBeDefined();
    expect(made.diagnostics).toEqual([]);
    const taken = await takeFiles(cache, address, order);
    expect(taken).toEqual({
      ...facts,
      laidOut,
      files: made.made?.files.map(({ format, bytes }) => ({ format, bytes: Buffer.from(bytes) })),
    });
    const pdf = await takeFiles(cache, address, { ...order, formats: ['pdf'] });
    expect(pdf?.files.map(({ format }) => format)).toEqual(['pdf']);
    expect(cache.troubles()).toEqual([]);
  });
  it('for another wanted a PDF alone has the Word file too', async () => {
    const place = { in: 'folder', folder: join(folder, 'pdf') } as const;
    const first = await makeOrTake(writer, { ...order, formats: ['pdf'] }, { ...maker, place });
    expect(first.made?.files.map(({ format }) => format)).toEqual(['pdf']);
    expect(await takeFiles(new SharedCache(place), address, order)).toBeDefined();
  });
  it('is not kept where something was said of it', async () => {
    const place = { in: 'folder', folder: join(folder, 'said') } as const;
    const wording = [
      { id: 'W-1', kind: 'forbidden', severity: 'warning', string: 'BCMS', clause: '1', zh: '', en: '' },
    ] as unknown as FilesOrder['wording'];
    const said = await makeOrTake(writer, { ...order, wording }, { ...maker, place });
    expect(said.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['wording-forbidden', 'warning']]);
    await expect(readdir(place.folder)).rejects.toThrow('ENOENT');
  });
});

/** Of an entry of the cache, with its own hash mended. */
async function rewritten(path: string, change: (entry: Entry) => object): Promise<void> {
  const [, text = ''] = (await readFile(path, 'utf8')).split('\n');
  const changed = JSON.stringify(change(JSON.parse(text) as Entry));
  await writeFile(path, `${sha256(changed)}\n${changed}`);
}
interface Entry {
  files: Record<'docx' | 'pdf', { sha256: string; bytes: number }>;
  laidOut: { headingPages: number[]; sectionPages: number[] };
  pages: number;
}
/** Other bytes in the place of a file, with hashes that are right. */
async function forged({ at, cache }: Awaited<ReturnType<typeof copied>>, format: 'docx' | 'pdf', bytes: Uint8Array): Promise<void> {
  const hash = sha256(bytes);
  await cache.put('blobs', hash, bytes);
  await rewritten(at('made', address), (entry) => ({
    ...entry,
    files: { ...entry.files, [format]: { sha256: hash, bytes: bytes.length } },
  }));
}
const bytesOf = (format: 'docx' | 'pdf'): Uint8Array => made.made?.files.find((one) => one.format === format)?.bytes ?? new Uint8Array();

describe('what somebody put there', () => {
  const spoilt: readonly (readonly [string, (of: Awaited<ReturnType<typeof copied>>) => Promise<unknown>])[] = [
    ['an entry cut short', ({ at }) => truncate(at('made', address), 200)],
    ['an empty entry', ({ at }) => truncate(at('made', address), 0)],
    [
      'an entry with a letter changed',
      async ({ at }) => {
        const text = await readFile(at('made', address), 'utf8');
        await writeFile(at('made', address), text.replace('"closer":', '"closes":'));
      },
    ],
    [
      'the entry of another order',
      ({ at }) => cp(at('made', orderText(orderFor(certificate(harbour), { mustFit: true }), maker).address), at('made', address)),
    ],
    [
      'the files of another order',
      async (of) => {
        const other = of.at('made', orderText(orderFor(certificate(harbour), { mustFit: true }), maker).address);
        const [, text = ''] = (await readFile(other, 'utf8')).split('\n');
        await rewritten(of.at('made', address), () => ({ ...(JSON.parse(text) as object), order: address }));
      },
    ],
    ['a file cut short', ({ at }) => truncate(at('blobs', sha256(bytesOf('pdf'))), 5000)],
    [
      'a Word file in which a word is another one',
      (of) => {
        const parts = unzipSync(bytesOf('docx'));
        const name = 'word/document.xml';
        const before = strFromU8(parts[name] ?? new Uint8Array());
        const after = before.replace(/(<w:t[^>]*>)[^<]{4,}(<\/w:t>)/, "$1nobody's$2");
        expect(after).not.toBe(before);
        return forged(of, 'docx', zipSync({ ...parts, [name]: strToU8(after) }));
      },
    ],
    ['a PDF that is none', (of) => forged(of, 'pdf', strToU8('%PDF-1.7 none'))],
    ['a count of pages that is wrong', ({ at }) => rewritten(at('made', address), (entry) => ({ ...entry, pages: entry.pages + 1 }))],
    [
      'headings that stand elsewhere',
      ({ at }) => rewritten(at('made', address), (entry) => ({ ...entry, laidOut: { ...entry.laidOut, headingPages: [] } })),
    ],
  ];
  it.each(swept(spoilt, 3))('%s is found, told once and made again', sweep, async (_, spoil) => {
    const of = await copied();
    await spoil(of);
    const troubles: Trouble[] = [];
    const again = await makeOrTake(writer, order, of.use);
    troubles.push(...(again.troubles ?? []));
    expect(hashes(again)).toEqual(hashes(made));
    expect(troubles.map(({ what }) => what)).toEqual(['spoiled']);
    // The cache is mended by it.
    const { made: taken } = await takeOrOffer(order, of.use, false);
    expect(hashes(taken ?? { fits: true, diagnostics: [] })).toEqual(hashes(made));
  });
  it('a file that is gone is made again, and is nobody’s fault', async () => {
    const of = await copied();
    await rm(of.at('blobs', sha256(bytesOf('docx'))));
    const again = await makeOrTake(writer, order, of.use);
    expect([hashes(again), again.troubles]).toEqual([hashes(made), []]);
  });
});

describe('an order put there for somebody else', () => {
  it('is carried out by whoever finds it, once it is there', async () => {
    const place = { in: 'folder', folder: join(folder, 'offered') } as const;
    const offering = { ...maker, place };
    expect((await fulfil(writer, address, offering)).done).toBe('missing');
    const offered = await takeOrOffer(order, offering, true);
    expect([offered.address, offered.isThere, offered.made]).toEqual([address, true, undefined]);
    expect((await fulfil(writer, address, offering)).done).toBe('kept');
    const { made: taken } = await takeOrOffer(order, offering, true);
    expect(hashes(taken ?? { fits: true, diagnostics: [] })).toEqual(hashes(made));
  });
  it('is for one program and one engine, and has the hash that it is called by', async () => {
    const { at, use: there } = await copied();
    await takeOrOffer(orderFor(certificate(harbour)), there, true);
    const other = orderText(orderFor(certificate(harbour)), maker).address;
    expect((await fulfil(writer, other, { ...there, program: 'another' })).done).toBe('missing');
    expect((await fulfil(writer, other, { ...there, engine: ' 0.15' })).done).toBe('missing');
    expect((await fulfil(writer, '../../etc/passwd', there)).done).toBe('missing');
    await writeFile(at('orders', other), orderText(order, maker).text);
    expect(await fulfil(writer, other, there)).toEqual({ done: 'missing', troubles: [{ what: 'spoiled', why: other }] });
  });
  it('of which something is to be told leaves nothing behind', async () => {
    const { use: there, cache } = await copied();
    // A certificate whose name takes more than its one page.
    const long = certificate({ ...harbour });
    const tooLong = orderFor(
      { ...long, sections: long.sections.map((s) => ({ ...s, blocks: Array.from({ length: 20 }, () => s.blocks).flat() })) },
      { mustFit: true },
    );
    const { address: its } = await takeOrOffer(tooLong, there, true);
    expect((await fulfil(writer, its, there)).done).toBe('told');
    expect(await cache.get('made', its)).toBeUndefined();
  });
});
