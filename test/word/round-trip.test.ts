/**
 * Documents that certpress itself wrote, taken for forms: what of their words, tables and widths the layout carries.
 *
 * What a file has is counted in its raw XML, by patterns that share nothing with the reader; what a layout has, in its text and labels.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, expect, it } from 'vitest';
import { packageInfo } from '../../src/program/package-info.js';
import { layoutOfForm } from '../../src/skeleton/word-form/layout.js';
import { stockWords } from '../../src/skeleton/word-form/stock-words.js';
import { readWord } from '../../src/word/read.js';
import { built } from '../setup/built.js';

const { root } = packageInfo();
const place = mkdtempSync(join(tmpdir(), 'certpress-round-'));
afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

/** Letters and figures, each as often as it stands there. */
function lettersOf(text: string): Map<string, number> {
  const out = new Map<string, number>();
  for (const [letter] of text.matchAll(/[\p{L}\p{N}]/gu)) out.set(letter, (out.get(letter) ?? 0) + 1);
  return out;
}
/** How much of one is in the other, 0 to 1. */
function share(of: ReadonlyMap<string, number>, within: ReadonlyMap<string, number>): number {
  let [all, found] = [0, 0];
  for (const [letter, n] of of) {
    all += n;
    found += Math.min(n, within.get(letter) ?? 0);
  }
  return all === 0 ? 1 : found / all;
}
const decoded = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** Tables that stand in no other, as raw XML without the tables in them. */
function tablesIn(xml: string): string[] {
  const out: string[] = [];
  let [depth, from, text] = [0, 0, ''];
  for (const { 0: tag, index } of xml.matchAll(/<w:tbl>|<\/w:tbl>/g)) {
    if (depth === 1) text += xml.slice(from, index);
    depth += tag === '<w:tbl>' ? 1 : -1;
    if (depth === 1) from = index;
    if (depth === 0) {
      out.push(text);
      text = '';
    }
  }
  return out;
}
const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
/** Shares of the whole width. */
const sharesOf = (widths: readonly number[]): number[] => widths.map((width) => width / widths.reduce((sum, one) => sum + one, 0));
const gridOf = (table: string): number[] => [...table.matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, width]) => Number(width));
/** As a build would resolve them: `*` is what the others leave of the measure. */
function widthsOf(table: string, measure: number): number[] {
  const words = (/widths="([^"]*)"/.exec(table)?.[1] ?? '').split(' ');
  const fixed = words.reduce((sum, word) => sum + (word === '*' ? 0 : Number(word)), 0);
  return words.map((word) => (word === '*' ? measure - fixed : Number(word)));
}

function measured(bytes: Uint8Array) {
  const xml = strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array());
  const words = [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text = '']) => decoded(text)).join('');
  const { value: word } = readWord(bytes, 'a.docx');
  if (!word) throw new Error('not read');
  const form = layoutOfForm({
    id: 'form',
    of: 'case',
    word,
    stock: stockWords(root),
    source: 'a',
    mayCentre: true,
    pictureOf: () => 'a.png',
  });
  const label = (lang: 'zh' | 'en') =>
    new Map(
      [...form.labels.yaml(lang).matchAll(/^ {2}([\w-]+): (".*")$/gm)].map(([, key = '', text = '']) => [key, String(JSON.parse(text))]),
    );
  const [zh, en] = [label('zh'), label('en')];
  // Each label as often as the layout prints it, in both languages where they differ.
  const printed = form.layout
    .slice(form.layout.indexOf('<section'))
    .replace(/\{\{!--.*?--\}\}/g, '')
    .replace(/\{\{text doc\.title\}\}/, `${form.title.zh}${form.title.en === form.title.zh ? '' : form.title.en}`)
    .replace(
      /\{\{t "form\.([\w-]+)"\}\}/g,
      (_, key: string) => `${zh.get(key) ?? ''}${en.get(key) === zh.get(key) ? '' : (en.get(key) ?? '')}`,
    )
    .replace(/\{\{[^}]*\}\}/g, '')
    .replace(/<[^>]*>/g, '');
  const tables = tablesIn(xml);
  const layouts = form.layout
    .split('<table ')
    .slice(1)
    .map((rest) => rest.split('</table>')[0] ?? '');
  const [, right, , left] = (/margins="([^"]*)"/.exec(form.layout)?.[1] ?? '').split(' ').map(Number);
  const measure = 210 - (right ?? 0) - (left ?? 0);
  return { measure, words: share(lettersOf(words), lettersOf(decoded(printed))), tables, layouts };
}

it('carries all words, all tables with their rows and cells, and their widths', async () => {
  cpSync(join(root, 'samples', 'wanding', 'qingyu-payment'), join(place, 'qingyu-payment'), { recursive: true });
  for (const name of ['certpress.yaml', 'people.yaml']) cpSync(join(root, 'samples', name), join(place, name));
  const out = join(place, 'out');
  // Plans with schedules, forms with tables in tables: what offices have as forms.
  const documents = ['audit-plan', 'nonconformity-report', 'application-form'];
  await built({ paths: [place], cwd: place, out, knownOut: out, formats: ['docx'], langs: ['zh-en'], documents });
  const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.docx'));
  expect(files.length).toBeGreaterThanOrEqual(6);
  for (const name of files.sort()) {
    const { words, tables, layouts, measure } = measured(new Uint8Array(readFileSync(join(out, name))));
    // Measured: 1.000 of all; of a document with a table of contents less, since its lines are made anew.
    expect(words, name).toBeGreaterThan(0.999);
    expect(layouts.length, name).toBe(tables.length);
    tables.forEach((table, i) => {
      const layout = layouts[i] ?? '';
      expect(countOf(layout, /<tr[ >]/g), `${name}, rows of table ${i + 1}`).toBe(countOf(table, /<w:tr[ >]/g));
      const [grid, widths] = [gridOf(table), widthsOf(layout, measure)];
      expect(widths.length, `${name}, columns of table ${i + 1}`).toBe(grid.length);
      sharesOf(widths).forEach((share, x) =>
        expect(Math.abs(share - (sharesOf(grid)[x] ?? 0)), `${name}, table ${i + 1}, column ${x + 1}`).toBeLessThan(0.005),
      );
      // A cell that another covers stands in the file again.
      const covered = countOf(table, /<w:vMerge\/>|<w:vMerge w:val="continue"\/>/g);
      expect(countOf(layout, /<t[dh][ >]/g), `${name}, cells of table ${i + 1}`).toBe(countOf(table, /<w:tc>/g) - covered);
    });
  }
});
