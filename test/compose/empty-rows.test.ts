/** A label with nothing beside it is told, at its row of the layout; a blank to write on, a tick or a picture is something. */
import { expect, it } from 'vitest';
import { inspect } from '../../src/inspect/index.js';
import { codes, composed } from './setup.js';

const told = (rows: string): string[] => {
  const { value } = composed(`<field-list widths="30 *">${rows}</field-list>`, 'a: { zh: 甲, en: A }\n', {
    labels: { x: { label: { zh: '名称', en: 'Name' } } },
  });
  if (!value) throw new Error('not composed');
  return codes(inspect(value, [], 'doc.hbs'));
};
it('a row whose value the record does not have', () => {
  expect(told('<field label="x.label">{{text a}}</field>\n<field label="x.label">{{text b}}</field>')).toEqual(['row-empty t/doc.hbs:4:1']);
  expect(told('<field label="x.label"><p>{{text b}}</p><p></p></field>')).toEqual(['row-empty t/doc.hbs:3:27']);
});
it('not one with a blank, a tick or a place, and none without a label', () => {
  for (const something of ['<blank width="30"></blank>', '<check-box checked="false"></check-box>', '{{text a}}'])
    expect(told(`<field label="x.label">${something}</field>`)).toEqual([]);
  expect(told('<field>{{text b}}</field><field label="x.label">{{text a}}</field>')).toEqual([]);
});
