/**
 * Every required content of every sample: it is answered, and without its answer exactly it is missing.
 *
 * Generated from the packs and the samples: a new row of a pack is tested as soon as a sample has it.
 */
import { describe, expect, test } from 'vitest';
import { filesOf } from '../../src/load/walk.js';
import { checkContents, type Answer } from '../../src/validate/contents.js';
import { isSwept, sweep } from '../setup/long.js';
import { loadSamples, scopeWith, without } from './samples.js';

const samples = loadSamples();
/** One sweep over the answers of all documents: each of its own would begin with the first of every document. */
let swept = 0;

test('there are samples', () => {
  expect(samples.scopes.length).toBeGreaterThan(0);
});

describe.each(samples.scopes.map((scope) => ({ name: `${scope.case.name} ${scope.audit?.name ?? ''} ${scope.outputName}`, scope })))(
  '$name',
  ({ scope }) => {
    const checked = checkContents(scope);

    test('has every required content', () => {
      expect(checked.diagnostics.map((d) => `${d.clause ?? ''} ${d.message.en} ${d.place?.file ?? ''}:${d.place?.line ?? ''}`)).toEqual([]);
      expect(checked.answers.map((answer) => answer.content)).toEqual(checked.applying.map((content) => content.id));
    });

    const answered = checked.answers.filter((answer) => answer.required === 'print' && answer.record.length > 0);
    const mine = answered.filter(() => isSwept(swept++, 60));
    test.each(mine.map((answer) => ({ title: `${answer.clause} ${answer.content}`, answer })))('without $title', sweep, ({ answer }) => {
      const content = checked.applying.find((row) => row.id === answer.content && row.clause === answer.clause);
      // Each node alone is needed; findings that name the same content, together.
      const needed = answer.record.every((one) => one.file.includes('/findings/')) ? [answer.record] : answer.record.map((one) => [one]);
      // What happened to a certificate, and when, is what asks for its notice, and what the leader concluded for the record of what was
      // maintained (wanding 5.13.7): without it there is none.
      const idle = needed.filter((record) => missingWithout(record)?.some((d) => d.clause === answer.clause) === false);
      expect(idle.flat().map((one) => `${one.file}${one.pointer}`)).toEqual([]);
      const missing = missingWithout(needed[0] ?? []);
      if (missing === undefined)
        return expect(needed[0]?.map((one) => one.pointer)).toEqual([
          expect.stringMatching(/^\/(?:\d+\/(?:kind|date)|recommendation\/outcome)$/),
        ]);
      const own = missing.find((d) => d.clause === answer.clause && d.message.zh.includes(content?.title.zh ?? '-'));
      expect(own, `${answer.clause} is not reported; reported: ${missing.map((d) => d.clause).join(' ')}`).toBeDefined();
      expect(own?.severity).toBe(content?.severity);
      expect(own?.why).toEqual({ zh: content?.zh, en: content?.en });
      expect(own?.help?.zh).not.toBe('');
      expect(own?.place?.line).toBeGreaterThan(0);
      // Only what shares the place is missing with it; without its own day a document finds nothing that was in force on it.
      if (content?.answer?.includes(scope.document.date)) return;
      for (const other of missing) {
        const shares = checked.answers.filter((one) => one.clause === other.clause).some((one) => sharesPlace(one, answer));
        expect(shares, `${other.clause ?? ''} ${other.message.en} is reported too`).toBe(true);
      }
    });

    function missingWithout(record: Answer['record']): ReturnType<typeof checkContents>['diagnostics'] | undefined {
      const files = filesOf(scope.case);
      const changed = [...new Set(record.map((one) => one.file))].map((name) => {
        const file = files.find((one) => one.file === name);
        if (!file) throw new Error(`${name} is no file of the case`);
        return without(
          samples.project,
          file,
          record.filter((one) => one.file === name).map((one) => one.pointer),
        );
      });
      const then = scopeWith(samples, scope, changed);
      return then && checkContents(then).diagnostics.filter((d) => d.code === 'content-missing');
    }
  },
);

/** A finding is one place: what it answers rests on all of it. */
const place = (pointer: string): string => /^\/findings\/\d+/.exec(pointer)?.[0] ?? pointer;
const sharesPlace = (one: Answer, other: Answer): boolean =>
  one.record.some((a) =>
    other.record.some(
      (b) =>
        a.file === b.file &&
        (place(a.pointer) === place(b.pointer) || a.pointer.startsWith(`${b.pointer}/`) || b.pointer.startsWith(`${a.pointer}/`)),
    ),
  );
