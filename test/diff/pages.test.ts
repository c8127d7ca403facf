/** Where words stand, against what pdfjs says; pictures of pages, against the file; and a comparison of two folders. */
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diff, type Difference } from '../../src/diff/diff.js';
import { documentsOf, laidOut, writerFor, type LaidOutDocument } from '../../src/diff/documents.js';
import { outlinesIn, pagePictures } from '../../src/diff/page-pictures.js';
import { placesIn } from '../../src/diff/places.js';
import { reportHtml } from '../../src/diff/report.js';
import { entriesOf } from '../../src/diff/text-changes.js';
import { canonText } from '../../src/model/index.js';
import { nothingProven } from '../../src/program/proven.js';
import { openWithPdfJs } from '../../tools/pdfjs.js';
import { frameSvg } from '../../src/writers/pdf/frame-svg.js';
import { copySamples } from '../setup/samples.js';

const aCase = 'wanding/qingyu-payment';
const record = join(aCase, 'audits/stage-2/nonconformities/NC-02.yaml');
const options = { today: '2026-11-02', langs: ['zh-en'], documents: ['nonconformity-report'], proven: nothingProven } as const;

let place: string;
let before: string;
let after: string;
let one: LaidOutDocument;
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'certpress-diff-test-'));
  [before, after] = [join(place, 'before'), join(place, 'after')];
  for (const folder of [before, after]) await copySamples(folder, [aCase]);
  const { value } = await documentsOf(before, [], options);
  const writer = value && writerFor(value.planned).value;
  const [first] = value?.documents ?? [];
  const made = first && writer && (await laidOut(first, writer)).value;
  if (!made) throw new Error('no document');
  one = made;
}, 60_000);
afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

interface Item {
  readonly str: string;
  readonly width: number;
  readonly transform: readonly number[];
}
async function itemsOf(bytes: Uint8Array, page: number): Promise<Item[]> {
  const task = await openWithPdfJs(bytes);
  const { items } = await (await (await task.promise).getPage(page)).getTextContent();
  await task.destroy();
  return items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item as Item] : []));
}

const noFrame = (): undefined => undefined;

describe('the pages of a document', () => {
  it('have their words where another reader of the file finds them', async () => {
    const places = placesIn(one.pdf.bytes);
    const items = await itemsOf(one.pdf.bytes, 1);
    const entries = entriesOf(one.document).map(canonText);
    // Words that stand once on the page, and once in the document.
    const words = items.filter(
      ({ str }) =>
        str.length >= 6 &&
        items.filter((other) => other.str.includes(str)).length === 1 &&
        entries.join('\n').split(canonText(str)).length === 2,
    );
    expect(words.length).toBeGreaterThan(10);
    for (const { str, width, transform } of words) {
      const entry = entries.findIndex((text) => text.includes(canonText(str)));
      const from = entries[entry]?.indexOf(canonText(str)) ?? 0;
      const [box, ...more] = places?.boxes(entry, [from, from + canonText(str).length]) ?? [];
      expect(more, str).toEqual([]);
      expect(box?.page, str).toBe(1);
      const [, , , , x = 0, y = 0] = transform;
      expect(box?.left, str).toBeCloseTo(x, 0);
      expect(Math.abs((box?.right ?? 0) - x - width), str).toBeLessThan(1.5);
      expect((box?.bottom ?? 0) < y && y < (box?.top ?? 0), str).toBe(true);
    }
  });
  it('are drawn one by one, with all outlines that they use', () => {
    const pictures = pagePictures(one.pdf.svg(), one.pdf.pages, noFrame);
    expect(pictures?.pages).toHaveLength(one.pdf.pages);
    for (const { width, height, drawing } of pictures?.pages ?? []) {
      // A4, points.
      expect([Math.round(width), Math.round(height)]).toEqual([595, 842]);
      const used = [...outlinesIn(drawing)];
      expect(used.length).toBeGreaterThan(20);
      expect(used.filter((id) => !pictures?.outlines.has(id))).toEqual([]);
    }
  });
  it('are not drawn where the picture is of another shape, or of other pages', () => {
    expect(pagePictures(undefined, 1, noFrame)).toBeUndefined();
    expect(pagePictures('<svg>\n</svg>', 1, noFrame)).toBeUndefined();
    expect(pagePictures(one.pdf.svg(), one.pdf.pages + 1, noFrame)).toBeUndefined();
  });
});

it('the frame of a page is drawn as SVG: its rules at their millimetres, its pieces once', () => {
  // A sheet of 100 × 200 mm, a rule 10 mm from its edges, a piece that is drawn twice.
  const mm = 72 / 25.4;
  const { drawing, pieces } = frameSvg({
    drawing: `${mm} 0 0 ${-mm} 0 ${200 * mm} cm\n1 0 0 RG 0.5 w\n10 10 80 180 re S\nq 1 0 0 1 5 5 cm /H Do Q\nq 1 0 0 1 9 9 cm /H Do Q\n`,
    size: [100 * mm, 200 * mm],
    pieces: { H: { drawing: '0 0 m\n1 1 2 2 3 3 c\nS\n', box: [0, 0, 3, 3] } },
  });
  expect(drawing).toContain('<path d="M10 10h80v180h-80Z" stroke="rgb(255,0,0)" stroke-width="0.5"/>');
  expect([...pieces.values()]).toEqual(['<path d="M0 0C1 1 2 2 3 3"/>']);
  const [id = ''] = [...pieces.keys()];
  expect(
    drawing.match(
      new RegExp(`<g transform="matrix\\(1 0 0 1 \\d \\d\\)"><use href="#${id}" stroke="rgb\\(255,0,0\\)" stroke-width="0.5"/></g>`, 'g'),
    ),
  ).toHaveLength(2);
  expect(drawing.split('<g').length).toBe(drawing.split('</g>').length);
});

describe('two folders of a project', () => {
  const comparison = (): ReturnType<typeof diff> =>
    diff({ ...options, before, after, only: [], progress: () => undefined, signal: new AbortController().signal });
  const compared = async (): Promise<Difference> => {
    const { value, diagnostics } = await comparison();
    expect(diagnostics).toEqual([]);
    if (!value) throw new Error('not compared');
    return value;
  };
  it('differ in nothing', async () => {
    const { documents, unchanged } = await compared();
    expect([documents, unchanged]).toEqual([[], 3]);
  });
  it('differ in a word: that word is marked on both pages', async () => {
    const file = join(after, record);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/^number: .*$/m, 'number: "WD-BC-2026-0093-NC92"'));
    const found = await compared();
    writeFileSync(file, text);
    expect(found.documents.map(({ name, state }) => [name, state])).toEqual([
      ['qingyu-payment stage-2/nonconformity-report-NC-02', 'changed'],
    ]);
    expect(found.unchanged).toBe(2);
    const [document] = found.documents;
    // The number stands in the head of the report and in a cell.
    expect(document?.texts.map(({ pieces }) => pieces.filter(({ is }) => is !== 'same').map(({ text: word }) => word))).toEqual([
      ['NC02', 'NC92'],
      ['NC02', 'NC92'],
    ]);
    expect(
      document?.shown.map((pair) => [pair.before?.page, pair.before?.marks.length, pair.after?.page, pair.after?.marks.length]),
    ).toEqual([[1, 2, 1, 2]]);
    const html = reportHtml(found, { before: '<before>', after: 'after' }, 'en');
    expect(html).toContain('&lt;before&gt;');
    expect(html.match(/<del>NC02<\/del><ins>NC92<\/ins>/g)).toHaveLength(2);
    expect(html.match(/<rect class="(gone|new)"/g)).toHaveLength(4);
    // Nothing from elsewhere, and no script.
    expect(html).not.toMatch(/<script|https?:|url\(/);
    expect(reportHtml(found, { before: '', after: '' }, 'zh')).toMatch(/此前，第 1 页[^]*此后，第 1 页/);
  });
  it('differ in what there is, and what cannot be made is told', async () => {
    const file = join(after, record);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/^grade: .*$/m, ''));
    const { value, diagnostics } = await comparison();
    writeFileSync(file, text);
    expect(value?.documents.map(({ name, state }) => [name, state])).toEqual([
      ['qingyu-payment stage-2/nonconformity-report-NC-02', 'removed'],
    ]);
    // wanding 5.10.2: a nonconformity is graded.
    expect(diagnostics.map(({ code, place: at }) => `${code} ${at?.file ?? ''}`)).toEqual([`content-missing ${file}`]);
  });
});
