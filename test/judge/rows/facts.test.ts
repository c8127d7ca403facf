/**
 * The fact tables: every value of every table gives the verdict that is written there, and every fact that a row reads is varied.
 * `npm run mutate` says how much of the rows that leaves untested.
 */
import { describe, expect, it } from 'vitest';
import { readingOf } from '../../../src/judge/reading.js';
import { sharedEnvironment } from '../../../src/rules/environment.js';
import { sweep, swept } from '../../setup/long.js';
import { schemeIds, schemeOf } from '../../setup/schemes.js';
import { agrees, checkedTables, proposedTables, Starts, variedIn, verdictsOf } from './facts.js';

/** Those of which somebody has derived verdicts from a text. */
const withTables = schemeIds.filter((id) => checkedTables(id).length > 0);
/** Proposed tables are there for whatever nobody has checked, so with them every row has one and every fact is varied. */
const isComplete = (scheme: string): boolean => proposedTables(scheme).length > 0;

describe.each(withTables)('%s', (scheme) => {
  const tables = [...checkedTables(scheme), ...proposedTables(scheme)];
  const starts = new Starts(scheme);
  const { rules } = schemeOf(scheme);

  it('has a table for every row, and none for another', () => {
    const ids = rules.map((row) => row.id).sort();
    const wanted = isComplete(scheme) ? ids : ids.filter((id) => tables.some((table) => table.row === id));
    expect([...new Set(tables.map((table) => table.row))].sort()).toEqual(wanted);
  });
  it('says of every checked table where its verdicts come from, of each for itself', () => {
    const reasons = checkedTables(scheme).map(({ row, why, checked }) => ({
      row,
      clause: checked?.clause ?? '',
      reason: checked?.reason ?? why ?? '',
    }));
    expect(reasons.filter(({ reason }) => reason.length < 20)).toEqual([]);
    expect(
      checkedTables(scheme).filter(
        ({ why, checked }) => why === undefined && !/^(\d|ISO\/IEC 17021-1 |G-|PP-)/.test(checked?.clause ?? ''),
      ),
    ).toEqual([]);
    const keys = reasons.map(({ row, reason }) => `${row}: ${reason}`);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });
  it.runIf(isComplete(scheme))('varies every fact that a row reads', () => {
    const unvaried = rules.flatMap((row) => {
      const own = tables.filter((table) => table.row === row.id);
      const varied = new Set(own.flatMap((table) => [...Object.keys(table.facts ?? {}), ...Object.keys(table.where ?? {})]).map(variedIn));
      // A field of an element may be varied with the whole element or list.
      const whole = JSON.stringify(own.map(({ facts, where }) => [facts, where]));
      const isVaried = (text: string): boolean =>
        varied.has(text) ||
        [...varied].some((path) => path.startsWith(`${text}.`) || path.startsWith(`${text}[`)) ||
        (text.includes('[]') && whole.includes(`"${text.split(/[.\]]/).at(-1) ?? ''}":`));
      return readingOf(row, sharedEnvironment().of(row).expressions)
        .paths.map(({ text }) => text.replace(/\[\d+\]/g, '[]').replace(/\[\]$/, ''))
        .filter((text) => text !== 'scheme' && !isVaried(text))
        .map((text) => `${row.id}: ${text}`);
    });
    expect(unvaried).toEqual([]);
  });
  it.each(
    swept(
      rules.map((row) => row.id),
      24,
    ),
  )('%s', sweep, (id) => {
    const row = starts.row(id);
    const wrong = tables
      .filter((table) => table.row === id)
      .flatMap((table) => {
        const start = starts.start(table);
        const title = `${table.from} ${table.subject}${table.where ? ` with ${JSON.stringify(table.where)}` : ''}`;
        const found = verdictsOf(table).map(({ at, changes, state }) => ({ at, state, is: start.state(row, table.where, changes) }));
        return found.filter(({ state, is }) => !agrees(is, state)).map(({ at, state, is }) => `${title} ${at}: ${is}, not ${state}`);
      });
    expect(wrong).toEqual([]);
  });
});
