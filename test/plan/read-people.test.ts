/** Which rows look a person up by an id, so that a case depends on those whom it names. Of others it depends on all. */
import { expect, it } from 'vitest';
import type { Scheme } from '../../src/packs/types.js';
import { looksUpPeople } from '../../src/plan/read-people.js';
import { schemeTable } from '../setup/schemes.js';

const withRow = (row: object): Scheme => ({ rules: [row] }) as unknown as Scheme;

it.each([...schemeTable.keys()])('all rows of %s do', (key) => {
  const scheme = schemeTable.get(key);
  expect(scheme && looksUpPeople(scheme)).toBe(true);
});
it.each<[boolean, object]>([
  [true, { when: 'decision.by in people', that: 'people [decision.by].from < asOf' }],
  [true, { zh: '见 people.yaml', en: 'people who sign, see people.yaml' }],
  [true, { message: { zh: '{people[decision.by].name.zh} 不符', en: '{people[decision.by].name.en} is not' } }],
  [false, { that: 'people.exists(p, p == report.by)' }],
  [false, { that: 'size(people) > 3' }],
  [false, { subjects: [{ when: 'report.team.all(m, m.person in people.map(p, p))' }] }],
  [false, { message: { zh: '共 {size(people)} 人', en: '{size(people)} of them' } }],
])('%s: %j', (isById, row) => {
  expect(looksUpPeople(withRow(row))).toBe(isById);
});
