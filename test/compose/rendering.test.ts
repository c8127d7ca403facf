/** What is found while a layout is rendered, limits, and what a record cannot do to a layout. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compose, densityOf, loadLayouts, variantsOf } from '../../src/compose/index.js';
import { printModel } from '../../src/model/index.js';
import { codes, composed, here, input, layouts, layoutSet, page, record, shared } from './setup.js';

describe('a value that cannot be printed', () => {
  const yaml = 'list: [a]\nmap: { a: b }\nflag: true\nclient: { zh: 甲, en: A }\n';
  it.each([
    ['<p>{{list}}</p>', 'print-refused record.yaml:1:7'],
    ['<p>{{map}}</p>', 'print-refused record.yaml:2:6'],
    ['<p>{{flag}}</p>', 'print-refused record.yaml:3:7'],
    ['<p>{{client}}</p>', 'print-refused record.yaml:4:9'],
    ['<p>{{text list}}</p>', 'print-refused record.yaml:1:7'],
    ['<p>{{t "nope"}}</p>', 'label-missing t/doc.hbs:3:4'],
    ['<h2>{{client.nope}}</h2>', 'heading-empty t/doc.hbs:3:1'],
    ['<h1>{{map.a}}</h1><h3>{{map.a}}</h3>', 'heading-level t/doc.hbs:3:19'],
    ['<img src="{{map.a}}" alt="{{map.a}}" width="10">', 'asset-missing record.yaml:2:11'],
    ['<option-set of="grade" value="{{map.a}}"></option-set>', 'option-unknown record.yaml:2:11'],
    ['<table widths="20 20"><tr><td>{{map.a}}</td></tr></table>', 'table-columns t/doc.hbs:3:23'],
    ['<table widths="100 *" indent="80"><tr><td></td><td></td></tr></table>', 'width-too-large t/doc.hbs:3:1'],
    ['<p class="{{map.a}}">—</p>', 'layout-style-unknown t/doc.hbs:3:1'],
    ['<p>{{nope.nope}}</p><nope></nope>', 'element-misplaced t/doc.hbs:3:21'],
    ['<p><p>{{map.a}}</p></p>', 'markup-moved t/doc.hbs:3:4'],
    ['<p>{{log map.a}}</p>', 'layout-failed t/doc.hbs::'],
    ['<space height="{{map.a}}"></space>', 'attribute-value t/doc.hbs:3:1'],
    ['{{> nope}}', 'layout-failed t/doc.hbs::'],
    ['<table><tr><td><table><tr><td></td></tr></table></td></tr></table>', 'element-misplaced t/doc.hbs:3:16'],
    ['{{#with map}}{{> (content-part "x")}}{{/with}}', 'partial-unknown record.yaml:2:6'],
  ])('%s', (body, expected) => {
    expect(codes(composed(body, yaml).diagnostics)).toContain(expected);
  });
});

describe('a record', () => {
  const nasty = [
    '<script>alert(1)</script>',
    '{{number}}',
    '</p></section>',
    '&amp;&#xFDD0;',
    '"><b>',
    '#set page()',
    '$x$ @ref',
    '{name-0}',
    '<w:t>x</w:t>',
    '[[x]]',
    '{=cert.number}',
    "'; --",
  ];
  it.each(nasty)('prints %s as it is', (text) => {
    const outcome = composed(
      '<p>{{x}}</p><p class="value">{{text x}}</p><qr-code value="{{x}}" label="qr"></qr-code>',
      `x: ${JSON.stringify(text)}`,
    );
    expect(outcome.diagnostics).toEqual([]);
    expect(outcome.value?.sections[0]?.blocks[0]).toMatchObject({ content: [{ value: text }] });
    expect(outcome.value?.sections[0]?.blocks[2]).toMatchObject({ text });
  });
  it.each(['\uFDD0', '\uFDD10\uFDEF', '\u0007', '\uD800'])('cannot hold %j', (text) => {
    expect(codes(composed('<p>{{x}}</p>', `x: ${JSON.stringify(text)}`).diagnostics)).toEqual(['character-reserved record.yaml:1:4']);
  });
  it('reaches no prototype, and no session', () => {
    const set = layoutSet({
      'doc.hbs': page(
        '<p>{{constructor}}{{constructor.name}}{{list.constructor}}{{@session}}{{@session.set}}{{__proto__}}{{x.toString}}{{x.value}}</p>',
      ),
    });
    const outcome = compose(set, 'doc', input(record('list: [a]\nx: y\n')));
    // `x.value` is what a tracked value holds, and says no more than `x`; the static check knows no such field.
    expect(outcome.diagnostics).toEqual([]);
    expect(outcome.value && printModel(outcome.value).split('\n').slice(4)).toEqual(['  p prose main en: en“y”', '']);
  });
  it('makes `#if` false with false, nothing, 0, "", an empty list and `none: true`', () => {
    const yaml = 'a: false\nb:\nc: 0\nd: ""\ne: []\nf: { none: true }\ng: "0"\n';
    const set = [...'abcdefgh']
      .map(
        (k) =>
          `<p>{{#if ${k}}}${k === 'g' ? '+' : '!'}{{else}}-{{/if}}{{#unless ${k}}}-{{/unless}}{{#each ${k}}}!{{else}}-{{/each}}{{#with ${k}}}{{else}}-{{/with}}</p>`,
      )
      .join('');
    const { value } = composed(set, yaml);
    expect(
      value &&
        printModel(value)
          .match(/“[^”]*”/g)
          ?.join(' '),
    ).toMatchInlineSnapshot(`"“----” “----” “----” “----” “----” “----” “+-” “----”"`);
  });
});

describe('limits', () => {
  it('stop loops that explode', () => {
    const yaml = `list: [${Array.from({ length: 100 }, (_, i) => `a${i}`).join(', ')}]`;
    const loop = '{{#each @root.list}}'.repeat(4) + '<p>{{this}}</p>' + '{{/each}}'.repeat(4);
    expect(codes(composed(loop, yaml).diagnostics)).toEqual(['document-too-large t/doc.hbs::']);
    const wide = `{{#each list}}{{#each @root.list}}<p>${'—'.repeat(4000)}</p>{{/each}}{{/each}}`;
    expect(codes(composed(wide, yaml).diagnostics)).toEqual(['document-too-large t/doc.hbs::']);
  });
  const message = (body: string, yaml = 'a: 1', rest: Parameters<typeof composed>[2] = {}): string =>
    composed(body, yaml, rest)
      .diagnostics.map((d) => `${d.code} ${d.place?.line ?? '-'} ${d.message.en}`)
      .join('\n');
  const list = (n: number): string => `list: [${Array.from({ length: n }, () => 'a').join(', ')}]`;
  const twice = (body: string): string => `{{#each list}}{{#each @root.list}}${body}{{/each}}{{/each}}`;
  it('stop paper without end, at the element or the section that goes beyond', () => {
    // 45 × 45 = 2,025 pages of what is not printed.
    expect(message(twice('<page-break></page-break>'), list(45))).toBe(
      'document-too-large 3 the breaks, spaces and pictures that the layout asks for take more than 2000 pages',
    );
    // Of 257 mm of text on a page: 2,000 pages are 1,731 times 297 mm.
    expect(message(twice('<space height="297"></space>'), list(42))).toContain('document-too-large 2 ');
    expect(message(twice('<table widths="*"><tr height="297"><td>—</td></tr></table>'), list(42))).toContain('document-too-large 3 ');
    expect(message(twice('<space height="297"></space>'), list(41))).toBe('');
  });
  it('stop codes and pictures without end', () => {
    expect(message(twice('<qr-code value="—" size="25" label="qr"></qr-code>'), list(23))).toBe(
      'document-too-large 3 this document has more than 500 QR codes',
    );
    // One picture of 60 MB, which is never read: four times are more than 200 MB.
    const assets = new Map([
      ['big.png', { mime: 'image/png' as const, bytes: new Uint8Array(60 * 1024 * 1024), pixels: { width: 9, height: 9 } }],
    ]);
    expect(message('<img src="big.png" alt="—" width="9">'.repeat(4), 'a: 1', { assets })).toBe(
      'document-too-large 3 the pictures of this document are more than 200 MB together',
    );
  });
  it('stop words without end', () => {
    // 60,000 characters, 13 × 13 times.
    expect(message(twice('<p>{{@root.long}}</p>'), `${list(13)}\nlong: ${'x'.repeat(60_000)}`)).toBe(
      'document-too-large - this document prints more than 10000000 characters',
    );
  });
  it('stop labels in labels', () => {
    const label = `bomb: '${'{x}'.repeat(1_000)}'\n`;
    const set = layoutSet({
      'doc.hbs': page('<p>{{t "bomb" x=(t "bomb" x=(t "bomb" x="—"))}}</p>'),
      'locales/zh.yaml': label,
      'locales/en.yaml': label,
    });
    const { diagnostics } = compose(set, 'doc', input(record('a: 1')));
    expect(diagnostics.map((d) => `${d.code} ${d.message.en}`)).toEqual([
      'document-too-large a label has more than 20000 pieces once it is filled in',
    ]);
    const long = layouts({ 'locales/zh.yaml': `long: ${'字'.repeat(4_001)}\n` }).diagnostics;
    expect(long.map((d) => `${d.code} ${d.message.en}`)).toEqual(['locale-malformed a label has at most 4000 characters']);
  });
  it('stop partials that call themselves', () => {
    const set = layoutSet({ 'doc.hbs': page('{{> again}}'), 'partials/again.hbs': '<p>—</p>{{> again}}' });
    expect(codes(compose(set, 'doc', input(record('a: 1'))).diagnostics)).toEqual(['document-too-large t/doc.hbs::']);
  });
  it('let a partial recurse as deep as the record', () => {
    const set = layoutSet({
      'doc.hbs': page('{{> tree root}}'),
      'partials/tree.hbs': '<p>{{label}}</p>{{#each children}}{{> tree}}{{/each}}',
    });
    const { value } = compose(set, 'doc', input(record('root: { label: a, children: [{ label: b, children: [{ label: c }] }] }')));
    expect(value && printModel(value).match(/“.”/g)).toEqual(['“a”', '“b”', '“c”']);
  });
});

describe('the folders', () => {
  it('lie over each other, file by file, labels key by key', () => {
    const { value, diagnostics } = layouts({
      'doc.hbs': page('<p>{{t "seal"}}{{t "qr"}}</p>'),
      'locales/zh.yaml': 'seal: 章\nnew: { er: { label: 新 } }\n',
      'partials/a/b.hbs': '',
      'notes.md': 'x',
    });
    expect(diagnostics).toEqual([]);
    expect(value?.labels.zh.get('seal')).toEqual({ text: '章', at: { file: 't/locales/zh.yaml', line: 1, column: 1 } });
    expect([value?.labels.zh.get('qr')?.text, value?.labels.zh.get('new.er.label')?.text]).toEqual(['二维码', '新']);
    expect([...(value?.partials.keys() ?? [])]).toEqual(['a/b']);
    expect(value?.files.map((f) => f.file)).toEqual([
      'shared/locales/en.yaml',
      'shared/locales/zh.yaml',
      't/doc.hbs',
      't/locales/zh.yaml',
      't/partials/a/b.hbs',
    ]);
  });
  it('say what cannot be read', () => {
    expect(codes(loadLayouts(['/nowhere/at/all']).diagnostics)).toEqual(['layout-folder-unreadable /nowhere/at/all::']);
    expect(codes(layouts({ 'big.hbs': ' '.repeat(600_000), 'locales/zh.yaml': 'a: [1]\nb: {\n' }).diagnostics)).toEqual([
      'layout-too-large t/big.hbs::',
      'locale-malformed t/locales/zh.yaml:3:1',
    ]);
    expect(codes(layouts({ 'locales/en.yaml': 'a: [1]\nb: ~\n' }).diagnostics)).toEqual([
      'locale-malformed t/locales/en.yaml:1:1',
      'locale-malformed t/locales/en.yaml:2:1',
    ]);
    expect(codes(compose(layoutSet({ 'doc.hbs': '' }), 'dco', input({})).diagnostics)).toEqual(['layout-missing ::']);
    expect(codes(compose(layoutSet({ 'doc.hbs': '' }), 'doc', input({})).diagnostics)).toEqual(['section-missing t/doc.hbs::']);
  });
  it('name variants and their densities', () => {
    const set = layoutSet({
      'doc.hbs': `<variant id="regular"></variant><variant id="annex-compact" density="compact"></variant>${page('<p>{{@variant}}—{{@lang}}</p>')}`,
      'other.hbs': '',
    });
    expect([variantsOf(set, 'doc'), variantsOf(set, 'other'), densityOf(set, 'doc', 'annex-compact')]).toEqual([
      ['regular', 'annex-compact'],
      ['only'],
      'compact',
    ]);
    const { value } = compose(set, 'doc', input(record('a: 1'), { variant: 'annex-compact' }));
    expect([value?.theme.styles['title']?.main.size, value?.variant]).toEqual([8, 'annex-compact']);
  });
});

describe('a layout with mistakes', () => {
  const folder = join(here, 'checks');
  const { value: set } = loadLayouts([shared, { path: folder, shown: 'checks' }]);
  it.each(readdirSync(folder).filter((f) => f.endsWith('.hbs')))('never throws: %s', (file) => {
    if (!set) throw new Error('no layouts');
    const outcome = compose(
      set,
      file.slice(0, -4),
      input(
        record(
          'number: N1\nclient: { name: { zh: 甲, en: A } }\nsites: [{ id: S1 }]\nlist: [a]\nflag: true\ngrade: minor\ncontents: [{ id: doc.in-part }]\n',
        ),
      ),
    );
    expect(outcome.value !== undefined || outcome.diagnostics.length > 0).toBe(true);
  });
});

it('composes the same from the same', () => {
  const one = composed('<p>{{x}}</p>', 'x: 1');
  const two = composed('<p>{{x}}</p>', 'x: 1');
  expect(JSON.stringify(one)).toBe(JSON.stringify(two));
});

it('knows the scheme: clauses, titles, wordings, own labels', () => {
  const outcome = composed(
    '<p>{{clauseFor "a.b"}}{{clauseFor "no.ne"}} {{titleFor "a.b"}} {{clauses list}} {{clauses items}} {{t "grade.minor"}}</p>{{#if (clauseFor "no.ne")}}<p>!</p>{{/if}}{{#each (wordingAt "a.b")}}<p>{{text text}}</p>{{/each}}',
    'list: ["4.1", "4.2", "4.3", "4.4", "6.1"]\nitems: ["5.6.3.2(1)", "5.6.3.2(4)"]\n',
    {
      contents: [{ id: 'a.b', clause: '5.1', title: { zh: '题', en: 'Title' } }],
      labels: { grade: { minor: { zh: '一般不符合', en: 'Minor' } } },
      wording: [
        { id: 'W', place: 'a.b', text: { zh: '词。', en: 'Words.' } },
        { id: 'X', place: 'a.b', string: 'x' },
      ],
    },
  );
  expect(outcome.value && printModel(outcome.value).split('\n').slice(4)).toMatchInlineSnapshot(`
    [
      "  p prose main zh: en“5.1” zh“题” en“4.1–4.4, 6.1 ” en“5.6.3.2(1)(4)” zh“一般不符合”",
      "  p prose second en: en“5.1 ” en“Title ” en“4.1–4.4, 6.1 ” en“5.6.3.2(1)(4) ” en“Minor”",
      "  p prose main zh: zh“词。”",
      "  p prose second en: en“Words.”",
      "",
    ]
  `);
});
