/**
 * Paragraphs and tables that somebody typed behind the Chinese of a text which has its English below it: they are of the language in which
 * they are written; figures and codes belong to what they stand behind.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { formOf } from '../../src/form/form.js';
import { take } from '../../src/take/take.js';
import { copySamples } from '../setup/samples.js';
import { escaped, nameAt, WordFile } from './edited.js';

const root = mkdtempSync(join(tmpdir(), 'certpress-typed-behind-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const audit = 'wanding/qingyu-payment/audits/stage-2';
type Both = { readonly zh: string; readonly en: string };
const findingIn = (yaml: string): Both =>
  (parse(yaml) as { readonly findings: readonly { readonly finding: Both }[] }).findings[0]?.finding as Both;
let form: Uint8Array;
let before: Both;
beforeAll(async () => {
  await copySamples(root, ['wanding/qingyu-payment']);
  form = (await formOf({ folder: join(root, audit), document: 'audit-report', today: '2026-11-29' })).value ?? new Uint8Array();
  before = findingIn(readFileSync(join(root, audit, 'findings/jiang.yaml'), 'utf8'));
});

/** As an editor does it at a press of Enter: a paragraph of the same look. */
const paragraph = (look: string, words: string): string => `<w:p>${look}<w:r><w:t xml:space="preserve">${escaped(words)}</w:t></w:r></w:p>`;
async function typed(make: (look: string) => string): Promise<Both> {
  const file = new WordFile(form);
  const { to, xml } = file.paragraph(nameAt(file, '/findings/0/finding/zh'));
  const [look = ''] = /<w:pPr>.*?<\/w:pPr>/.exec(xml) ?? [];
  file.replace(to, to, make(look));
  const { value, diagnostics } = await take({ root, forms: [{ name: 'a.docx', bytes: file.bytes() }], accept: false, remove: false });
  expect(diagnostics).toEqual([]);
  return findingIn(value?.files[0]?.source ?? '');
}
const joined = (...paragraphs: readonly string[]): string => `${paragraphs.map((one) => one.trim()).join('\n\n')}\n`;

test.each([
  ['Chinese', '另查看了值班记录。'],
  ['figures and codes', 'RTO 4 h, RPO 15 min (QY-BCM-R-01)'],
  ['a date', '2026-01-22'],
])('%s', async (_, words) => {
  const after = await typed((look) => paragraph(look, words));
  expect(after).toEqual({ zh: joined(before.zh, words), en: before.en });
});

test('English is English, wherever it stands', async () => {
  const after = await typed((look) => paragraph(look, '另查看了值班记录。') + paragraph(look, 'Duty records were examined as well.'));
  expect(after.zh).toBe(joined(before.zh, '另查看了值班记录。'));
  expect(after.en.split('\n\n').map((one) => one.trim())).toContain('Duty records were examined as well.');
});

test('a table is a table, and all of one language', async () => {
  const rows = [
    ['系统', 'RTO', 'RPO'],
    ['核心', '4 h', '15 min'],
  ];
  const after = await typed(
    (look) =>
      `<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid>${rows
        .map((cells) => `<w:tr>${cells.map((one) => `<w:tc><w:tcPr/>${paragraph(look, one)}</w:tc>`).join('')}</w:tr>`)
        .join('')}</w:tbl>${paragraph(look, '以上为查看结果。')}`,
  );
  expect(after.en).toBe(before.en);
  const [first, table = '', last] = after.zh.trim().split('\n\n');
  expect([first, last]).toEqual([before.zh.trim(), '以上为查看结果。']);
  // As long text has tables (docs/text.md): cells between bars, a line below the head.
  const cellsOf = (line: string): string[] =>
    line
      .split('|')
      .map((one) => one.trim())
      .filter((one) => one !== '');
  const [head, line, body] = table.split('\n');
  expect([cellsOf(head ?? ''), cellsOf(body ?? '')]).toEqual(rows);
  expect(line).toMatch(/^\|?[\s|:-]+\|?$/);
});
