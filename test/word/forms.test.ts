/**
 * Forms of different make become layouts.
 *
 * Expected lines are written by looking at each form: a label that names one field is that field, what nobody can know is a note, what a
 * layout cannot say is told. All layouts together are linted as one house: none has an error.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { DocumentSubject } from '../../schemas/pack/kinds.js';
import { packageInfo } from '../../src/program/package-info.js';
import { lint } from '../../src/make/lint.js';
import { openProven } from '../../src/program/proven.js';
import { layoutOfForm } from '../../src/skeleton/word-form/layout.js';
import { stockWords } from '../../src/skeleton/word-form/stock-words.js';
import { newTemplate } from '../../src/skeleton/word-form/template.js';
import { readWord } from '../../src/word/read.js';
import * as forms from './forms.js';

const stock = stockWords(packageInfo().root);
const place = mkdtempSync(join(tmpdir(), 'certpress-forms-'));
afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

/** The layout with words for keys: `[受审核方名称|Name of the auditee]`; one line a line, without white space before it. */
function made(bytes: Uint8Array, of: DocumentSubject = 'audit') {
  const { value: word } = readWord(bytes, 'form.docx');
  if (!word) throw new Error('the form was not read');
  const names = new Map<string, string>();
  const form = layoutOfForm({
    id: 'form',
    of,
    word,
    stock,
    source: 'form.docx',
    pictureOf: (key) => {
      names.set(key, names.get(key) ?? `picture-${names.size + 1}.png`);
      return names.get(key);
    },
  });
  const labels = (['zh', 'en'] as const).map(
    (lang) =>
      new Map(
        [...form.labels.yaml(lang).matchAll(/^ {2}([\w-]+): (".*")$/gm)].map(([, key = '', text = '']) => [key, String(JSON.parse(text))]),
      ),
  );
  const said = (key: string): string => {
    const [zh, en] = labels.map((one) => one.get(key) ?? '?');
    return zh === en ? `[${zh}]` : `[${zh}|${en}]`;
  };
  const lines = form.layout
    .replace(/\{\{t "form\.([\w-]+)"\}\}/g, (_, key: string) => said(key))
    .split('\n')
    .map((line) => line.trim());
  return { ...form, lines, text: lines.join('\n') };
}

describe('a form made in Word, in both languages', () => {
  const { lines, title, todos, counts, told } = made(forms.planConfirmation());
  it('has its page, header and footer', () => {
    expect(lines.slice(1, 12)).toEqual([
      // A footer 12.7 mm from the edge with one line needs 20.7 mm, more than the form's 20.
      '<page-master id="page" margins="30 20 20.7 20" header-from="12.7" footer-from="12.7">',
      '<running-header>',
      '<img src="picture-1.png" alt="[澄岳认证标识]" width="24">',
      '<p class="header">[澄岳认证有限公司]<at-right>[CY-QR-017]</at-right></p>',
      '</running-header>',
      '<running-footer>',
      '<p class="footer">{{t "page.of"}}</p>',
      '</running-footer>',
      '</page-master>',
      '<section master="page">',
      '<h1 class="title-long">{{text doc.title}}</h1>',
    ]);
    expect(title).toEqual({ zh: '审核计划确认表', en: 'Confirmation of the audit plan' });
  });
  it('has its table: widths over the whole measure, merged cells, labels that are fields', () => {
    expect(lines.slice(12, 38).filter((line) => !line.includes('TODO'))).toEqual([
      // 35 + 50 + 35 + 50 mm are the 170 between the margins; the widest takes what rounding leaves.
      '<table class="form" widths="35 * 35 50">',
      '<tbody>',
      '<tr height="8">',
      '<th scope="row" class="label">[受审核方名称|Name of the auditee]</th>',
      '<td colspan="3">{{name client.name}}</td>',
      '</tr>',
      '<tr height="8">',
      '<th scope="row" class="label">[注册地址|Registered address]</th>',
      '<td colspan="3">{{text client.registeredAddress}}</td>',
      '</tr>',
      '<tr height="8">',
      '<th scope="row" class="label">[联系人|Contact person]</th>',
      '<td>{{name client.contact.name}}</td>',
      // A phone beside the contact is the contact's, though others have one.
      '<th scope="row" class="label">[电话|Phone]</th>',
      '<td>{{client.contact.phone}}</td>',
      '</tr>',
      '<tr>',
      '<th scope="row" class="label" rowspan="2">[审核目的|Purpose]</th>',
      '<td colspan="3"><check-box></check-box><gap em="0.3"></gap>[初次认证|Initial certification]<gap em="1"></gap><check-box></check-box><gap em="0.3"></gap>[监督审核|Surveillance audit]<gap em="1"></gap><check-box checked="true"></check-box><gap em="0.3"></gap>[再认证|Recertification]</td>',
      '</tr>',
      '<tr>',
      // Sixteen lines of half a letter of 10.5 pt: 16 × 0.5 × 10.5 × 0.3528 mm.
      '<td colspan="3">[其他（请说明）]：<blank width="30"></blank></td>',
      '</tr>',
      '</tbody>',
      '</table>',
    ]);
  });
  it('leaves signatures to hands, and says what it does not know', () => {
    expect(lines.at(-3)).toBe(
      '<p class="form-prose">[受审核方代表（签字）]：<blank width="22"></blank>[日期|Date]：<blank width="11"></blank>[年|Year]<blank width="6"></blank>[月|Month]<blank width="6"></blank>[日|Day]</p>',
    );
    expect(counts.filled).toBe(4);
    expect(todos.map(({ text }) => text.en.replace(/ (?:may be|is no).*/, ''))).toEqual(['“其他（请说明）”', '“日期”']);
    expect(told([])).toEqual([]);
  });
});

it('all of them make a house without an error, and lint lists what is left', async () => {
  const house = join(place, 'house');
  for (const [name, form] of Object.entries(forms)) {
    const id = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const from = join(place, `${id}.docx`);
    writeFileSync(from, form());
    const { value, diagnostics } = newTemplate({ from, id, of: 'audit', out: house, folder: place });
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(value?.files).toContain(join(house, `${id}.hbs`));
  }
  const found = await lint(packageInfo().root, { path: house, shown: 'house' }, openProven(join(place, 'proven')), { scheme: 'wanding' });
  expect(
    found.filter(({ severity }) => severity === 'error').map(({ message, place: at }) => `${at?.file}:${at?.line} ${message.en}`),
  ).toEqual([]);
  const codes = new Set(found.map(({ code }) => code));
  expect(codes).toEqual(new Set(['layout-unfinished', 'label-untranslated']));
});
