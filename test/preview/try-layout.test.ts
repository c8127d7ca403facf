/** A text tried as a layout: what it makes of the records, what is wrong with it and where, and that it has an end. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPdf } from '../../src/proof/read-pdf.js';
import type { LayoutTried } from '../../src/preview/protocol.js';
import { livePlace, type Place } from './project.js';

let place: Place;
let report: string;
const trying = async (text: string): Promise<LayoutTried> => {
  const tried = await place.live.tryLayout(report, text);
  if (!tried) throw new Error('nothing to try with');
  return tried;
};
const wordsOf = ({ pdf = '' }: LayoutTried): string =>
  readPdf(Buffer.from(pdf, 'base64'))
    .value?.entries.map(({ text }) => text)
    .join('\n') ?? '';
const faultsOf = ({ problems }: LayoutTried): string[] => problems.map(({ code, at }) => `${code} ${at?.line ?? '-'}:${at?.column ?? '-'}`);

beforeAll(async () => {
  place = await livePlace(['wanding/qingyu-payment']);
  await place.live.load();
  const documents = place.live.state().cases[0]?.documents ?? [];
  report = documents.find(({ kind, audit }) => kind === 'audit-report' && audit === 'stage-2')?.id ?? '';
});
afterAll(() => place.end());

it('a piece, and a whole layout, make pages of what the record says', async () => {
  const record = readFileSync(join(place.folder, 'project/wanding/qingyu-payment/case.yaml'), 'utf8');
  const name = /zh: (\S+有限公司)/.exec(record)?.[1] ?? '';
  expect(name).not.toBe('');
  const piece = await trying('<p>{{text client.name}}</p>\n<p>〔{{doc.number}}〕</p>');
  expect(faultsOf(piece)).toEqual([]);
  expect(wordsOf(piece)).toContain(name);
  expect(wordsOf(piece)).toContain('〔');
  const whole = await trying(
    '<page-master id="a" margins="20 20 20 20" frame="false"></page-master>\n<section master="a"><p>{{text client.name}}</p></section>',
  );
  expect(faultsOf(whole)).toEqual([]);
  expect(wordsOf(whole)).toContain(name);
});

it('every example of the reference can be tried', async () => {
  const entries = place.live.referenceOf(report)?.entries ?? [];
  for (const group of ['layout', 'element', 'helper', 'context', 'style'])
    expect(entries.filter((one) => one.group === group).length, group).toBeGreaterThan(0);
  // Each by itself would take long; the whole layout stands alone.
  const textOf = (...groups: readonly string[]): string =>
    entries
      .filter(({ group }) => groups.includes(group))
      .map(({ example }) => example)
      .join('\n');
  const headings = entries.filter(({ name }) => /^h[234]$/.test(name)).map(({ example }) => example);
  expect(headings.length).toBe(3);
  for (const text of [textOf('layout'), ...headings, textOf('element', 'helper', 'context', 'style')]) {
    const { problems, pdf } = await trying(text);
    expect(problems.map(({ message }) => message.en)).toEqual([]);
    expect(pdf).toBeDefined();
  }
});

it('what is wrong is told with the line and column of the text', async () => {
  // `<q>` is no element: line 2, column 1. `nobody` is no field: line 3, after `<p>{{`.
  const tried = await trying('<p>{{doc.number}}</p>\n<q></q>\n<p>{{client.nobody}}</p>');
  expect(tried.pdf).toBeUndefined();
  expect(tried.problems.map(({ at }) => at)).toEqual([
    { line: 2, column: 1 },
    { line: 3, column: 6 },
  ]);
  expect(tried.problems.every(({ place: file }) => file === undefined)).toBe(true);
  const open = await trying('<p>\n{{#if doc.number}}');
  expect(open.pdf).toBeUndefined();
  expect(open.problems.length).toBeGreaterThan(0);
});

it('what has no end is stopped, and what is too long is not set', async () => {
  expect((await trying('{{> tried}}')).problems.map(({ code }) => code)).toContain('partial-loop');
  const loop = (n: number, inner: string): string => (n === 0 ? inner : `{{#each @root.report.criteria}}${loop(n - 1, inner)}{{/each}}`);
  for (const text of [
    loop(25, '<p>{{@root.doc.number}}</p>'),
    loop(25, '<page-break></page-break>'),
    '<p>{{doc.number}}</p>'.repeat(3_001),
  ]) {
    const { problems, pdf } = await trying(text);
    expect(pdf).toBeUndefined();
    expect(
      problems.some(({ code, message }) => code === 'document-too-large' && /\d/.test(message.en)),
      text.slice(0, 40),
    ).toBe(true);
  }
});

it.each([
  ['names of prototypes', '<p>{{constructor}}</p><p>{{client.__proto__}}</p>{{#each toString}}<p>x</p>{{/each}}'],
  ['a partial of a prototype', '{{> constructor}}{{> __proto__}}'],
  ['a helper that reaches further', '{{lookup client "constructor"}}{{log client}}'],
  ['blocks in blocks', '{{#if doc.number}}'.repeat(1_000)],
  ['elements in elements', '<div>'.repeat(13_000)],
  ['a file of the machine', '<img src="../../../../etc/passwd" alt="x" width="10">'],
  ['a script', '<script>alert(1)</script>'],
  ['characters that no text has', '<p>\u{fdd0}0\u{fdd1}\u0000</p>'],
])('%s: an error, and no pages', async (_, text) => {
  const { problems, pdf } = await trying(text);
  expect(pdf).toBeUndefined();
  expect(problems.filter(({ severity }) => severity === 'error').length).toBeGreaterThan(0);
  expect(JSON.stringify(problems)).not.toMatch(/root:|node_modules|\n\s+at /);
});

it('of no document there is nothing', async () => {
  for (const id of ['', '0:', '__proto__', '9:x']) {
    expect(await place.live.tryLayout(id, '<p>x</p>')).toBeUndefined();
    expect(place.live.referenceOf(id)).toBeUndefined();
  }
});
