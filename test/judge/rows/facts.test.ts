/**
 * The fact tables: every value of every table gives the verdict that is written there, and every fact that a row reads is varied.
 * `npm run mutate` says how much of the rows that leaves untested.
 */
import { describe, expect, it } from 'vitest';
import { readingOf } from '../../../src/judge/reading.js';
import { sharedEnvironment } from '../../../src/judge/environment.js';
import { schemes } from '../../lawful/vocabulary.js';
import { Starts, tablesOf, valuesOf, variedIn } from './facts.js';

describe.each(['wanding', 'cusc'] as const)('%s', (scheme) => {
  const tables = tablesOf(scheme);
  const starts = new Starts(scheme);
  const { rules } = schemes[scheme];

  it('has a table for every row, and none for another', () => {
    expect([...new Set(tables.map((table) => table.row))].sort()).toEqual(rules.map((row) => row.id).sort());
  });
  it('varies every fact that a row reads', () => {
    const unvaried = rules.flatMap((row) => {
      const own = tables.filter((table) => table.row === row.id);
      const varied = new Set(own.flatMap((table) => [...Object.keys(table.facts ?? {}), ...Object.keys(table.where ?? {})]).map(variedIn));
      // A field of an element may be varied with the whole element or list.
      const whole = JSON.stringify(own.map(({ facts, where }) => [facts, where]));
      const isVaried = (text: string): boolean => varied.has(text) || [...varied].some((path) => path.startsWith(`${text}.`) || path.startsWith(`${text}[`)) || (text.includes('[]') && whole.includes(`"${text.split(/[.\]]/).at(-1) ?? ''}":`));
      return readingOf(row, sharedEnvironment().expressions[row.for]).paths
        .map(({ text }) => text.replace(/\[\d+\]/g, '[]').replace(/\[\]$/, '')).filter((text) => text !== 'scheme' && !isVaried(text)).map((text) => `${row.id}: ${text}`);
    });
    expect(unvaried).toEqual([]);
  });
  it.each(rules.map((row) => row.id))('%s', (id) => {
    const row = starts.row(id);
    const wrong = tables.filter((table) => table.row === id).flatMap((table) => {
      const start = starts.start(table);
      const title = `${table.from} ${table.subject}${table.where ? ` with ${JSON.stringify(table.where)}` : ''}`;
      const found = [{ at: '', changes: {}, state: table.is }, ...valuesOf(table)].map(({ at, changes, state }) => ({ at, state, is: start.state(row, table.where, changes) }));
      return found.filter(({ state, is }) => is !== state).map(({ at, state, is }) => `${title} ${at}: ${is}, not ${state}`);
    });
    expect(wrong).toEqual([]);
  });
});
