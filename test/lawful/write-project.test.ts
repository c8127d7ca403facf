/**
 * The projects that `npm run cases` writes: what is measured on them must be a project that a body could have.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { judge } from '../../src/judge/judge.js';
import { loadProject } from '../../src/load/project.js';
import { built } from '../setup/built.js';
import { isLongRun, long, sweep, swept } from '../setup/long.js';
import { schemeTable } from '../setup/schemes.js';
import type { SchemeId } from './windows.js';
import { asOf, writeProject } from './write-project.js';

const folder = mkdtempSync(join(tmpdir(), 'certpress-cases-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const errors = (found: readonly { severity: string; message: { en: string }; place?: { file: string; line?: number } }[]): string[] =>
  found.filter((d) => d.severity === 'error').map((d) => `${d.place?.file ?? ''}:${d.place?.line ?? ''} ${d.message.en}`);
const bytesOf = (root: string): Map<string, string> =>
  new Map(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(root, name)).isFile())
      .sort()
      .map((name) => [name, readFileSync(join(root, name), 'utf8')]),
  );

describe('a project of generated cases', () => {
  it('is the same for the same seed, and another for another; more cases leave the first ones as they are', () => {
    const written = (name: string, count: number, seed: number): Map<string, string> => {
      writeProject(join(folder, name), { count, seed });
      return bytesOf(join(folder, name));
    };
    const first = written('a', 6, 3);
    expect(written('b', 6, 3)).toEqual(first);
    const other = written('c', 6, 4);
    expect([...first].filter(([name, text]) => other.get(name) === text).map(([name]) => name)).toEqual(['certpress.yaml']);
    const more = written('d', 8, 3);
    expect([...first].filter(([name, text]) => more.get(name) !== text).map(([name]) => name)).toEqual(['people.yaml']);
  });

  it('is lawful, people in one place a day included; small cases and great ones of all four schemes', long, () => {
    const root = join(folder, 'many');
    writeProject(root, { count: 40, seed: 7 });
    const { value: project, diagnostics } = loadProject(root);
    if (!project) throw new Error('not loaded');
    expect(errors(diagnostics)).toEqual([]);
    expect(errors(judge(project, schemeTable, { asOf }).diagnostics)).toEqual([]);
    expect([...new Set(project.cases.map((one) => one.case.value.scheme))].sort()).toEqual(['cqm', 'cusc', 'wanding', 'zoho']);
    const sites = project.cases.map((one) => one.case.value.sites?.[0]?.list?.filter(({ kind }) => kind !== 'temporary').length ?? 0);
    expect([Math.min(...sites), Math.max(...sites) > 30]).toEqual([1, true]);
    expect(Math.max(...sites)).toBeLessThanOrEqual(40);
    const ncs = project.cases.flatMap((one) => one.audits.filter(({ report }) => report).map((audit) => audit.nonconformities.length));
    expect(Math.max(...ncs)).toBeGreaterThan(20);
    expect(Math.max(...ncs)).toBeLessThanOrEqual(30);
    const reports = project.cases.flatMap((one) =>
      one.audits.flatMap(({ report }) => (report ? [JSON.stringify(report.value).length] : [])),
    );
    expect(Math.max(...reports) / Math.min(...reports)).toBeGreaterThan(4);
    // Fewer than a person each: the same people go from client to client.
    expect(Object.keys(project.people?.value ?? {}).length).toBeLessThan(40 * 5);
  });

  it.each(swept<SchemeId>(['wanding', 'cusc', 'cqm', 'zoho'], 8))('builds without an error (%s)', sweep, async (scheme) => {
    const root = join(folder, scheme);
    writeProject(root, { count: isLongRun ? 3 : 1, scheme });
    const { diagnostics, documents } = await built({ paths: [root], cwd: root, formats: ['docx'] });
    expect(errors(diagnostics)).toEqual([]);
    expect(documents).toBeGreaterThan(isLongRun ? 5 : 1);
  });
});
