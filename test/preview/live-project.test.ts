/** A project held live: what a save changes, what an error leaves standing, and where the words of a page come from. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { canon } from '../../src/model/index.js';
import { originsOf } from '../../src/preview/origins.js';
import { wordViewOf } from '../../src/preview/word-view.js';
import { livePlace, type Place } from './project.js';
import { leftOf, wordsOfView } from './word-words.js';

const sample = 'cusc/jieyu-contact-services';
let place: Place;
let certificate: string;
const project = (...parts: readonly string[]): string => join(place.folder, 'project', ...parts);
const changed = (file: string, change: (text: string) => string): (() => void) => {
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(file, after);
  return () => writeFileSync(file, before);
};

const always = () => Promise.resolve(true);

beforeAll(async () => {
  place = await livePlace([sample]);
  await place.live.load();
  const found = place.live.state().cases[0]?.documents.find(({ kind }) => kind === 'certificate');
  certificate = found?.id ?? '';
});
afterAll(() => place.end());

it('lists cases and documents, each with a name that does not change', () => {
  const { cases, isRead, asOf } = place.live.state();
  expect(isRead).toBe(true);
  // The day that certpress.yaml of the samples pins.
  expect(asOf).toBe('2026-10-15');
  expect(cases.map(({ folder }) => folder)).toEqual([sample]);
  expect(certificate).toMatch(/^0:cusc\/jieyu-contact-services\/certificate-.*\.zh-en$/);
  const ids = cases.flatMap(({ documents }) => documents.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});

it('a comment changes no page, a word does, an error leaves the last good pages, mended it is gone', async () => {
  const first = await place.live.document(certificate);
  expect(first).toMatchObject({ isCurrent: true, isProved: false });
  // Its two sites stand on an annex.
  expect(first?.pages?.count).toBe(2);
  const hash = first?.pages?.hash ?? '';
  expect(Buffer.from(place.live.bytesOf(hash) ?? []).toString('latin1', 0, 5)).toBe('%PDF-');

  const file = project(sample, 'case.yaml');
  const backFromComment = changed(file, (text) => `# a comment\n${text}`);
  await place.live.renew(certificate, 1);
  const commented = await place.live.document(certificate);
  expect(commented?.pages?.hash).toBe(hash);
  expect(commented?.savedAt).toBe(1);
  backFromComment();

  const back = changed(file, (text) => text.replace('淮汀接语客户联络服务有限公司', '淮汀接语客户服务有限公司'));
  await place.live.renew(certificate, 2);
  const renamed = await place.live.document(certificate);
  expect(renamed?.isCurrent).toBe(true);
  expect(renamed?.pages?.hash).not.toBe(hash);
  // Nothing holds the pages of before any longer.
  expect(place.live.bytesOf(hash)).toBeUndefined();
  expect(place.live.wasShown(hash)).toBe(true);
  const now = renamed?.pages?.hash ?? '';

  const mend = changed(file, (text) => text.replace('name:', 'nmae:'));
  await place.live.renew(certificate, 3);
  const broken = await place.live.document(certificate);
  expect(broken?.isCurrent).toBe(false);
  expect(broken?.pages?.hash).toBe(now);
  const problem = broken?.caseProblems.find(({ severity }) => severity === 'error');
  expect(problem?.place).toMatchObject({ file: `${sample}/case.yaml`, path: file });
  expect(problem?.place?.line).toBeGreaterThan(0);
  expect(problem?.help?.zh).toBeTruthy();

  mend();
  back();
  await place.live.renew(certificate, 4);
  const mended = await place.live.document(certificate);
  expect(mended).toMatchObject({ isCurrent: true });
  // The same inputs give the same bytes.
  expect(mended?.pages?.hash).toBe(hash);
});

it('with a record saved, packs and layouts are not read again; with anything else they are', async () => {
  const schemes = () => place.live.caseOf(`0:${sample}`)?.planned.schemes;
  const before = schemes();
  const record = project(sample, 'case.yaml');
  const back = changed(record, (text) => text.replace('淮汀接语客户联络服务有限公司', '淮汀接语客户服务有限公司'));
  place.live.saved(new Set([record]));
  await place.live.renew(certificate, 5);
  expect(schemes()).toBe(before);
  back();

  // The body's own name, as the project gives it, is part of the scheme.
  const config = project('certpress.yaml');
  const mend = changed(config, (text) => text.replace('衡诚路15号院', '衡诚路16号院'));
  place.live.saved(new Set([record, config]));
  await place.live.renew(certificate, 6);
  expect([...(schemes()?.values() ?? [])].map(({ body }) => body.address?.zh)).toEqual(['北京市澄园区衡诚路16号院2号楼6层']);
  mend();
  place.live.saved(new Set([config]));
  await place.live.renew(certificate, 7);
});

it('the places of words are given up where nobody waits for them any more', async () => {
  await place.live.document(certificate);
  const pages = place.live.goodOf(certificate) ?? expect.fail('no pages');
  let asked = 0;
  expect(await originsOf(pages, place.live.roots, () => Promise.resolve(++asked < 2))).toBeUndefined();
  expect(asked).toBe(2);
});

it('what is shown is proved, and its Word file is there', async () => {
  const shown = await place.live.document(certificate);
  const proved = (await place.live.prove(certificate)) ?? shown;
  expect(proved).toMatchObject({ isProved: true, isCurrent: true });
  expect(proved?.pages?.hash).toBe(shown?.pages?.hash);
  // Proved already.
  expect(await place.live.prove(certificate)).toBeUndefined();
  const word = await place.live.wordOf(certificate);
  expect(word?.name).toMatch(/^certificate-.*\.zh-en\.docx$/);
  expect(Buffer.from(word?.bytes ?? []).toString('latin1', 0, 2)).toBe('PK');
});

it('each word of a page says the lines that it comes from', async () => {
  const { documents = [] } = place.live.state().cases[0] ?? {};
  for (const kind of ['certificate', 'audit-plan', 'audit-report']) {
    const { id = '' } = documents.find((one) => one.kind === kind) ?? {};
    await place.live.document(id);
    const pages = place.live.goodOf(id);
    if (!pages) throw new Error(`${kind} was not made`);
    const { entries, sources, files } = (await originsOf(pages, place.live.roots, always)) ?? expect.fail('given up');
    const wanted = canon(pages.document);
    expect(entries.length).toBe(wanted.length);
    for (const [i, { runs, at }] of entries.entries()) {
      const { text = '' } = wanted[i] ?? {};
      expect(runs.reduce((sum, [length]) => sum + length, 0)).toBe(text.length);
      // What stands for the number of a page is one character in the model.
      if (!text.includes('\u0001')) expect(at.reduce((sum, [, , length]) => sum + length, 0)).toBe(text.length);
      for (const [page, mcid] of at) expect(page > 0 && mcid >= 0).toBe(true);
    }
    const client = wanted.findIndex(({ text }) => text.includes('淮汀接语客户联络服务有限公司'));
    const named = (entries[client]?.runs ?? []).flatMap(([, source]) => sources[source]?.record ?? []);
    const [file = 0, line = 0, , pointer] = named.find((one) => one[3] === '/client/0/name/zh') ?? [];
    expect(files[file]?.file).toBe(`${sample}/case.yaml`);
    expect(readFileSync(files[file]?.path ?? '', 'utf8').split('\n')[line - 1]).toContain('淮汀接语客户联络服务有限公司');
    expect(pointer).toBe('/client/0/name/zh');
  }
});

it('of a document that there is not, it knows nothing', async () => {
  expect(await place.live.document('0:../../etc/passwd')).toBeUndefined();
  expect(await place.live.wordOf('0:../../etc/passwd')).toBeUndefined();
  expect(place.live.bytesOf('')).toBeUndefined();
  expect(place.live.wasShown('')).toBe(false);
});

it('the Word file is seen with the words that a proof reads in it, its pictures, and what is not read', async () => {
  const word = await place.live.wordOf(certificate);
  const bytes = word?.bytes ?? Buffer.of();
  const view = wordViewOf(bytes, word?.hash ?? '');
  expect(view?.hash).toBe((await place.live.document(certificate))?.pages?.hash);
  expect(view && leftOf(bytes, wordsOfView(view))).toBe('');
  const said = view?.leftovers.map(({ en }) => en).join('\n');
  // The frame of a certificate is a picture of lines (EMF), which no browser draws.
  expect(said).toMatch(/a picture is neither PNG nor JPEG/);
  for (const address of Object.values(view?.pictures ?? {})) expect(address).toMatch(/^data:image\/(png|jpeg);base64,[A-Za-z0-9+/]+=*$/);
});

it('what stands above and below, and a picture, say the lines that they come from', async () => {
  await place.live.document(certificate);
  const good = place.live.goodOf(certificate);
  const { running, pictures, sources, files } =
    (await originsOf(good ?? expect.fail('no pages'), place.live.roots, always)) ?? expect.fail('given up');
  const lineOf = (source: number): string => {
    const [file, line] = sources[source]?.template ?? [-1, 0];
    return readFileSync(files[file]?.path ?? '', 'utf8').split('\n')[line - 1] ?? '';
  };
  // Its annex has feet; each leads into the files of layouts, and says no number of a page.
  expect(running.length).toBeGreaterThan(0);
  for (const { at, reach, text, runs } of running) {
    expect(['header', 'footer']).toContain(at);
    expect(reach).toBeGreaterThan(0);
    expect(reach).toBeLessThan(0.5);
    expect(text).not.toMatch(/[\d\s\u0001]/);
    for (const [, source] of runs) if (source >= 0) expect(lineOf(source)).not.toBe('');
  }
  expect(pictures.map(({ source }) => lineOf(source)).filter((one) => /<qr/.test(one)).length).toBe(1);
});
