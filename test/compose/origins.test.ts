/** Where each run and block came from, to the line and column, however the layout is written. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compose } from '../../src/compose/index.js';
import { printModel, type Document } from '../../src/model/index.js';
import { composed, here, input, layoutSet, page, record } from './setup.js';

const runs = (document: Document | undefined): string[] =>
  (document?.sections ?? [])
    .flatMap((s) => s.blocks.flatMap((b) => (b.type === 'paragraph' ? b.content : [])))
    .flatMap((i) =>
      i.type === 'text'
        ? [
            `${i.value} ${i.origin?.template?.file ?? ''}:${i.origin?.template?.line ?? ''}:${i.origin?.template?.column ?? ''} ${(i.origin?.record ?? []).map((r) => `${r.file}${r.pointer}:${r.line}:${r.column}`).join(' ')}`,
          ]
        : [],
    );

it('stands on every run, through labels, lists, helpers and partials', () => {
  const yaml = 'client: { zh: 甲, en: A }\nsites:\n  - { id: S1 }\n  - { id: S2 }\nnumber: N1\n';
  const { value } = composed(
    '<p>{{text client}}：{{number}}\n  {{join sites "id"}}</p>\n<p>{{t "client.line" name=client code=number}}</p>',
    yaml,
  );
  expect(runs(value)).toEqual([
    '甲 t/doc.hbs:3:4 record.yaml/client/zh:1:15',
    '： t/doc.hbs:3:1 ',
    'N1  t/doc.hbs:3:20 record.yaml/number:5:9',
    'S1, S2 t/doc.hbs:4:3 record.yaml/sites/0/id:3:11 record.yaml/sites/1/id:4:11',
    'A t/doc.hbs:3:4 record.yaml/client/en:1:22',
    ':  t/doc.hbs:3:1 ',
    'N1  t/doc.hbs:3:20 record.yaml/number:5:9',
    'S1, S2 t/doc.hbs:4:3 record.yaml/sites/0/id:3:11 record.yaml/sites/1/id:4:11',
    '甲（ t/doc.hbs:5:4 record.yaml/number:5:9 record.yaml/client/zh:1:15',
    'N1 t/doc.hbs:5:4 record.yaml/number:5:9 record.yaml/client/zh:1:15',
    '） t/doc.hbs:5:4 record.yaml/number:5:9 record.yaml/client/zh:1:15',
    'A ( t/doc.hbs:5:4 record.yaml/number:5:9 record.yaml/client/en:1:22',
    'N1 t/doc.hbs:5:4 record.yaml/number:5:9 record.yaml/client/en:1:22',
    ') t/doc.hbs:5:4 record.yaml/number:5:9 record.yaml/client/en:1:22',
  ]);
});

it('is the same with other ends of lines', () => {
  const folder = join(here, 'cases', 'origins');
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const files = {
    'doc.hbs': read('layout.hbs'),
    'partials/site.hbs': read('partials/site.hbs'),
    'partials/part/one.hbs': read('partials/part/one.hbs'),
  };
  const crlf = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.replace(/\n/g, '\r\n')]));
  const of = (texts: Readonly<Record<string, string>>): string => {
    const { value } = compose(layoutSet(texts), 'doc', input(record(read('record.yaml'))));
    return value ? printModel(value, { origins: true }) : '';
  };
  expect(of(files)).not.toBe('');
  expect(of(crlf)).toBe(of(files));
});

it('names the line inside a block of long text', () => {
  const { value } = composed('<div>{{rich x}}</div>', 'a: 1\nx:\n  zh: |\n\n    一\n\n    二\n  en: |\n\n    One\n\n    Two\n');
  expect(runs(value)).toEqual([
    '一 t/doc.hbs:3:6 record.yaml/x/zh:5:7',
    'One t/doc.hbs:3:6 record.yaml/x/en:10:7',
    '二 t/doc.hbs:3:6 record.yaml/x/zh:7:7',
    'Two t/doc.hbs:3:6 record.yaml/x/en:12:7',
  ]);
});

it('stands on what a partial with arguments prints', () => {
  const set = layoutSet({
    'doc.hbs': page('{{#each sites}}{{> line n=@index word=../number}}{{/each}}'),
    'partials/line.hbs': '<p>{{id}}—{{word}}</p>',
  });
  const { value } = compose(set, 'doc', input(record('number: N1\nsites:\n  - id: S1\n')));
  expect(runs(value)).toEqual([
    'S1 t/partials/line.hbs:1:4 record.yaml/sites/0/id:3:9',
    '— t/partials/line.hbs:1:1 ',
    'N1 t/partials/line.hbs:1:11 record.yaml/number:1:9',
  ]);
});
