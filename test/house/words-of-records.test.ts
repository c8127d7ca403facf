/**
 * Kinds of event are rows of `schemas/record/events.ts`, or of a scheme's `fields.yaml`; outcomes, results, grades and roles are words of
 * `schemas/record/words.ts`: the program compares with none of them, but asks what they mean.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { eventKinds, roleOfEvent } from '../../schemas/record/events.js';
import { applicationResults, grades, outcomes, registrationGrades, reviewResults, teamRoles } from '../../schemas/record/words.js';

const source = join(import.meta.dirname, '../../src');

const words = [...outcomes, ...applicationResults, ...reviewResults, ...grades, ...teamRoles, ...registrationGrades];
const compared = [
  new RegExp(`\\b(?:kind|event)\\b[^'\\n]{0,20}(?:===|!==) '(?:${eventKinds.join('|')})'`),
  new RegExp(`\\b(?:outcome|result|grade|role)\\b[^'\\n]{0,20}(?:===|!==) '(?:${words.join('|')})'`),
];
it('compares nothing with such a word in the program', () => {
  const found = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) =>
      readFileSync(join(source, name), 'utf8')
        .split('\n')
        .flatMap((line, i) => (compared.some((pattern) => pattern.test(line)) ? [`${name}:${i + 1}: ${line.trim()}`] : [])),
    );
  expect(found).toEqual([]);
  expect(
    ["if (event.kind === 'issued') {", "decision?.outcome !== 'refuse'"].map((line) => compared.findIndex((p) => p.test(line))),
  ).toEqual([0, 1]);
});
it('no two kinds that certpress has do the same', () => {
  const roles = eventKinds.flatMap((kind) => roleOfEvent(kind) ?? []);
  expect(new Set(roles).size).toBe(roles.length);
});
