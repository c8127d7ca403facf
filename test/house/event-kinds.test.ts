/**
 * A kind of event is a row of `schemas/record/events.ts`, or of a scheme's `fields.yaml`: the program compares no event with a kind, but
 * asks what its kind does.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { eventKinds, roleOfEvent } from '../../schemas/record/events.js';

const source = join(import.meta.dirname, '../../src');

it('compares no event with a kind in the program', () => {
  const kind = new RegExp(`\\b(?:kind|event)\\b[^'\\n]{0,20}(?:===|!==) '(?:${eventKinds.join('|')})'`);
  const found = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) =>
      readFileSync(join(source, name), 'utf8')
        .split('\n')
        .flatMap((line, i) => (kind.test(line) ? [`${name}:${i + 1}: ${line.trim()}`] : [])),
    );
  expect(found).toEqual([]);
  expect(kind.test("if (event.kind === 'issued') {")).toBe(true);
});
it('no two kinds that certpress has do the same', () => {
  const roles = eventKinds.flatMap((kind) => roleOfEvent(kind) ?? []);
  expect(new Set(roles).size).toBe(roles.length);
});
