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
import { docx, p, tbl, tc, tr } from './made.js';

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
    mayCentre: true,
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
      '<h1 class="form-title">{{text doc.title}}</h1>',
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
    // Twelve underlined spaces of 10.5 pt; six before the year; two figures of a hand need 8 mm at least.
    expect(lines.at(-3)).toBe(
      '<p class="form-prose">[受审核方代表（签字）]：<blank width="22"></blank>[日期|Date]：<blank width="11"></blank>[年|Year]<blank width="8"></blank>[月|Month]<blank width="8"></blank>[日|Day]</p>',
    );
    expect(counts.filled).toBe(4);
    expect(todos.map(({ text }) => text.en.replace(/ (?:may be|is no).*/, ''))).toEqual(['“其他（请说明）”', '“日期”']);
    expect(told([])).toEqual([]);
  });
});

/** What must stand in the layout, what must be told, what must be noted. */
const expected: readonly (readonly [
  string,
  () => Uint8Array,
  { lines: readonly string[]; told?: readonly (string | RegExp)[]; notes?: readonly RegExp[]; not?: RegExp },
])[] = [
  [
    'WPS Office',
    forms.wpsNonconformity,
    {
      lines: [
        // Letters set apart are one title, in the middle.
        '<h1 class="form-title">{{text doc.title}}</h1>',
        '<p class="form-prose">[密级：内部]</p>',
        '<td>{{name client.name}}</td>',
        // 00A3 of Wingdings 2 is an open box, 0052 a ticked one.
        '<td colspan="3"><check-box></check-box><gap em="0.3"></gap>[严重不符合]<gap em="1"></gap><check-box checked="true"></check-box><gap em="0.3"></gap>[轻微不符合]</td>',
        // 2268 twentieths of a point are 40 mm: room to write in.
        '<tr height="40">',
        '<td colspan="4">[不符合事实描述|Statement of the nonconformity]：</td>',
      ],
      // The box once, though it stands in two alternatives.
      told: [/^page 1, paragraph 1: the text of a text box .*: “密级：内部”$/, /^page 1, table 1: a floating table/],
      // A plan, a notice and a report have a number: nobody can know which.
      notes: [/^“编 号” may be .*plan\.number/],
    },
  ],
  [
    'Google Docs',
    forms.googleMeeting,
    {
      lines: [
        '<h2>[Attendance]</h2>',
        // Ten hard spaces of half a letter of 10 pt: 17.6 mm.
        '<p class="form-prose">[Company name]: {{#if client.name}}{{name client.name}}{{else}}<blank width="18"></blank>{{/if}}</p>',
        '<h3>[Agenda]</h3>',
        '<ul class="form-prose">',
        '<li>[Introduction of the team]</li>',
        '<li>[Scope and criteria]',
        '<ul>',
        '<li>[of each site]</li>',
        '<thead>',
        '<th>[Participant]</th>',
        '<th>[签字|Signature]</th>',
      ],
    },
  ],
  [
    'docxtemplater',
    forms.taggedLetter,
    {
      lines: [
        // The tag was parted between two runs.
        '<p class="form-prose">[致]：{{#if client.name}}{{name client.name}}{{else}}<blank width="40"></blank>{{/if}}</p>',
        '<td><blank width="40"></blank></td>',
      ],
      notes: [/^#items of the template repeats/, /^\/items of the template repeats/],
    },
  ],
  [
    'strict OOXML',
    forms.strictApplication,
    {
      lines: [
        '<page-master id="page" margins="25.4 20 25.4 20" header-from="12.7" footer-from="12.7">',
        // 40 mm and 3.5 in (88.9 mm) of 170.
        '<table class="form" widths="40 88.9">',
        '<td>{{name client.name}}</td>',
        '<td>{{client.postCode}}</td>',
        '<td>{{name client.legalRepresentative}}</td>',
      ],
    },
  ],
  [
    'form fields of old',
    forms.oldFields,
    {
      lines: [
        // 56.7 pt are 20 mm.
        '<img src="picture-1.png" alt="[标志]" width="20">',
        '<p class="footer">- <page-number></page-number> -</p>',
        '<p class="form-prose">[企业名称|Client]：{{#if client.name}}{{name client.name}}{{else}}<blank width="25"></blank>{{/if}}</p>',
        '<p class="form-prose">[对审核组是否满意]：<gap em="1"></gap><check-box checked="true"></check-box><gap em="0.3"></gap>[是|Yes]<gap em="1"></gap><check-box></check-box><gap em="0.3"></gap>[否|No]</p>',
      ],
      notes: [/希望的报告语言.*the form had: 中文 \/ 英文$/],
    },
  ],
  [
    'content controls',
    forms.contentControls,
    {
      lines: [
        '<td>{{#if cert.number}}{{cert.number}}{{else}}<blank width="25"></blank>{{/if}}</td>',
        '<td>{{#if cert.scope}}{{text cert.scope}}{{else}}<blank width="25"></blank>{{/if}}</td>',
        '<td><check-box checked="true"></check-box><gap em="0.3"></gap>[是|Yes]<gap em="1"></gap><check-box></check-box><gap em="0.3"></gap>[否|No]</td>',
        '<p class="form-prose">[请在五日内确认。]</p>',
      ],
      // What asks for a value is no value.
      not: /单击|请填写/,
      notes: [/证书语言.*the form had: 中文 \/ 中英文$/],
    },
  ],
  [
    'tables in tables, landscape',
    forms.nestedChecklist,
    {
      lines: [
        '<page-master id="landscape" margins="25.4 25 25.4 25" header-from="12.7" footer-from="12.7" orientation="landscape">',
        '<first-header>',
        '<p class="header">[首页]</p>',
        '<section master="landscape">',
        // 20, 80 and 147 mm, all of the 247 between margins of 25.
        '<table class="form" widths="20 80 *">',
        '<td class="band" text="band" colspan="3">[一、体系文件]</td>',
        '<td rowspan="2">1</td>',
        '<p>[版本|Version]<gap em="2"></gap><blank width="7"></blank></p>',
        // Boxes behind their words.
        '<td>[符合|Conforms]<gap em="0.3"></gap><check-box></check-box><gap em="1"></gap>[不符合]<gap em="0.3"></gap><check-box></check-box></td>',
      ],
      told: [/^page 1, table 1, row 2, cell 3, paragraph 1: a table in a cell/],
    },
  ],
  [
    'a library’s own template',
    forms.libraryReport,
    {
      lines: [
        '<h2>[Findings]</h2>',
        '<ol class="form-prose">',
        // Level 3 follows level 1 in the form; no level is left out.
        '<h3>[Details]</h3>',
        '<td>{{text client.registeredAddress}}</td>',
        '<p class="form-prose">[Auditor signature]<blank width="40"></blank></p>',
      ],
    },
  ],
  [
    'LibreOffice',
    forms.libreOfficeVisit,
    {
      lines: [
        // 25 mm on the left, 15 on the right, as the source has it; the footer needs more than the 18 below.
        '<page-master id="page" margins="22 15 26 25" header-from="0" footer-from="18">',
        '<p class="footer">[ZW-08] <page-number></page-number></p>',
        // A dotted leader.
        '<p class="form-prose">[组织名称|Organization]：{{#if client.name}}{{name client.name}}{{else}}<blank width="40"></blank>{{/if}}</p>',
        // 30, 60 and 60 mm in whole twentieths of a point, of which a grid takes what is left.
        '<table class="form" widths="30.2 59.9 59.9">',
        '<th colspan="2">[所见]</th>',
        '<td rowspan="2">[上午]</td>',
        '<h2>[应答]</h2>',
        '<li>[核对演练记录]</li>',
      ],
    },
  ],
  [
    'a list to fill in',
    forms.teamList,
    {
      lines: [
        '<p class="form-prose">[审核开始日期|Start of the audit]：{{#if audit.start}}{{date audit.start}}{{else}}<blank width="35"></blank>{{/if}}</p>',
        // 567 twentieths of a point.
        '<tr height="10">',
      ],
      // The team of the plan, or that of the report: nobody can know.
      notes: [/^the rows may be the entries of plan\.team, report\.team/],
      not: /\{\{#each/,
    },
  ],
];
it.each(expected)('%s', (_, form, { lines, told = [], notes = [], not = /\u0000/ }) => {
  const found = made(form());
  // In their order.
  let from = 0;
  for (const line of lines) {
    const at = found.lines.indexOf(line, from);
    expect(at, `${line}\nin\n${found.text}`).toBeGreaterThanOrEqual(0);
    from = at + 1;
  }
  const said = found.told([]).map(({ en }) => en);
  expect(said).toHaveLength(told.length);
  told.forEach((one, i) => (typeof one === 'string' ? expect(said[i]).toBe(one) : expect(said[i]).toMatch(one)));
  for (const note of notes) expect(found.todos.filter(({ text }) => note.test(text.en)).length, `${note}`).toBe(1);
  expect(found.text).not.toMatch(not);
});

it('a part that lies gets a section of its own, over its own width; other paper is told', () => {
  const turned = (w: number, h: number): string =>
    `<w:sectPr><w:pgSz w:w="${w}" w:h="${h}"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567"/></w:sectPr>`;
  const within = (setup: string): string => `<w:p><w:pPr>${setup}</w:pPr></w:p>`;
  const [upright, lying] = [turned(11906, 16838), turned(16838, 11906)];
  const table = tbl([200, 57], [tr(['安排', '说明'])]);
  const form = docx({ body: [p('前言。'), within(upright), table, within(lying), p('结语。'), upright].join('') });
  const { lines, told } = made(form);
  expect(told([])).toEqual([]);
  expect(lines.filter((line) => /section|page-master id|page-break|<table/.test(line))).toEqual([
    '<page-master id="page" margins="20 20 20 20" header-from="10" footer-from="10">',
    '<page-master id="landscape" margins="20 20 20 20" header-from="10" footer-from="10" orientation="landscape">',
    '<section master="page">',
    '</section>',
    '<section master="landscape">',
    // Of the 257 mm between its margins: the widest column takes what the others leave.
    '<table class="form" widths="* 57">',
    '</section>',
    '<section master="page">',
    '</section>',
  ]);
  // 8½ × 14 inches: upright, and no A4.
  expect(
    made(docx({ body: p('前言。') + turned(12240, 20160) }))
      .told([])
      .map(({ en }) => en),
  ).toEqual(['the paper is not A4; the layout is: “215.9 × 355.6 mm”']);
});

it('a list that only one record has is repeated for its entries', () => {
  const { lines, todos } = made(forms.feeList(), 'case');
  expect(lines.slice(lines.indexOf('<tbody>') + 1, lines.indexOf('</tbody>')).filter((line) => !line.includes('TODO'))).toEqual([
    '{{#each case.contract.fees as |entry|}}',
    '<tr height="10">',
    // Nothing of the record numbers its entries.
    '<td></td>',
    '<td>{{text entry.item}}</td>',
    '<td>{{entry.amount}}</td>',
    '<td>{{text entry.note}}</td>',
    '</tr>',
    // The rows of the form stand where there is no entry yet.
    '{{else}}',
    ...['10', '8'].flatMap((height) => [`<tr height="${height}">`, ...new Array<string>(4).fill('<td></td>'), '</tr>']),
    '{{/each}}',
  ]);
  expect(todos.map(({ text }) => text.en)).toContain('entries of case.contract.fees have no “序号”; it is left to be filled in by hand');
});

describe('a label and a colon, with room behind them', () => {
  const cells = [tr(['受审核方：', '证书编号：']), tr([tc('不符合事实描述：', { span: 2 })]), tr(['备注：', '受审核方（盖章）：'])];
  const { lines } = made(docx({ body: p('认证范围：') + p('说明如下：') + tbl([80, 80], cells) }), 'nonconformity');
  it('is the field that it surely is', () => {
    expect(lines).toContain('<p class="form-prose">[认证范围|Scope of certification]：{{text cert.scope}}</p>');
    expect(lines).toContain('<td>[受审核方|Client]：{{name client.name}}</td>');
  });
  it('has long text below it', () => {
    const at = lines.findIndex((line) => line.startsWith('<p>[不符合事实描述'));
    expect(lines[at + 1]).toBe('<div>{{rich nc.statement}}</div>');
  });
  it('is left as it is where nobody can know, and where somebody signs', () => {
    for (const line of ['<p class="form-prose">[说明如下]：</p>', '<td>[备注|Remarks]：</td>', '<td>[受审核方（盖章）]：</td>'])
      expect(lines).toContain(line);
  });
});

it('boxes whose words a closed list has are its options, in cells and in lines', () => {
  const body =
    tbl([40, 120], [tr(['严重程度', '□严重不符合 □轻微不符合'])]) +
    p('不符合级别：□轻微不符合 □严重不符合') +
    p('严重程度：□轻微不符合 □其他');
  const { lines } = made(docx({ body }), 'nonconformity');
  expect(lines).toContain('<option-set of="grade" values="major minor" value="{{nc.grade}}"></option-set>');
  // Behind its label, in a line of its own, in the order of the form.
  const at = lines.findIndex((line) => line.startsWith('<p class="form-prose">[不符合级别'));
  expect(lines[at + 1]).toBe('<option-set of="grade" values="minor major" value="{{nc.grade}}"></option-set>');
  // What the list does not have stays a box.
  expect(lines.filter((line) => line.includes('[其他]') && line.includes('<check-box>'))).toHaveLength(1);
});

it('all of them make a house without an error, and lint lists what is left', async () => {
  const kinds: Readonly<Record<string, DocumentSubject>> = {
    feeList: 'case',
    wpsNonconformity: 'nonconformity',
    contentControls: 'certificate',
  };
  const house = join(place, 'house');
  for (const [name, form] of Object.entries(forms)) {
    const id = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const from = join(place, `${id}.docx`);
    writeFileSync(from, form());
    const { value, diagnostics } = newTemplate({ from, id, of: kinds[name] ?? 'audit', out: house, folder: place });
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
