/** Records as expressions see them: instances of types that are made of their shapes (CEL's message types), field by field when asked. */
import { expect, test } from 'vitest';
import { sharedEnvironment } from '../../src/rules/environment.js';

const { types } = sharedEnvironment();
const person = {
  name: { zh: '莫一', en: 'Mo Yi' },
  registrations: [{ grade: 'auditor' }],
  nickname: 'not a field of the shape',
  constructor: 'nor is this',
};
type Read = Readonly<Record<string, unknown>>;

test('an instance has the fields of its type, and no other key of the record', () => {
  const one = types.instance('Person', { ...person, id: 'P1' }) as Read;
  expect(one['id']).toBe('P1');
  expect(one['nickname']).toBeUndefined();
  expect(one['employment']).toBeUndefined();
  expect(typeof one.constructor).toBe('function');
  expect((one['name'] as Read)['zh']).toBe('莫一');
});
test('what was asked for once is the same thing the next time', () => {
  const one = types.instance('Person', person) as Read;
  expect(one['registrations']).toBe(one['registrations']);
  expect(types.instance('Person', one)).toBe(one);
});
test('it is walked and written whole, though nobody asked for anything of it before', () => {
  const one = types.instance('Person', person) as Read;
  expect(JSON.parse(JSON.stringify(one))).toEqual({ name: person.name, registrations: person.registrations });
  const keys: string[] = [];
  for (const key in one) keys.push(key);
  expect(keys).toEqual(expect.arrayContaining(['name', 'registrations', 'id']));
  expect(keys).not.toContain('toJSON');
});
test('a statement that there is nothing is the empty list, nothing at all is no list', () => {
  expect((types.instance('Person', { conflicts: { none: true } }) as Read)['conflicts']).toEqual([]);
  expect((types.instance('Person', {}) as Read)['conflicts']).toBeUndefined();
  expect(types.instance('list<Person>', undefined)).toBeUndefined();
  expect(types.instance('map<string, Person>', { a: person })).toMatchObject({ a: { name: { en: 'Mo Yi' } } });
});
