/**
 * Bad packs, found by folder: `packs/<name>/input` is laid over `pack-base`, a small correct scheme, and loaded; what is
 * found must be `expected.txt`.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listSchemes, loadScheme } from '../../src/packs/load-scheme.js';
import { packageInfo } from '../../src/program/package-info.js';
import { circular } from '../setup/circular.js';
import { printDiagnostics } from './print.js';

const here = import.meta.dirname;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'certpress-packs-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test.each(readdirSync(join(here, 'packs')))('%s', async (name) => {
  const root = join(folder, name);
  cpSync(join(here, 'pack-base'), root, { recursive: true });
  cpSync(join(here, 'packs', name, 'input'), root, { recursive: true });
  const { value, diagnostics } = loadScheme('north', 'A/1', root);
  expect(value === undefined).toBe(!name.startsWith('accepted'));
  await expect(circular + printDiagnostics(diagnostics, root)).toMatchFileSnapshot(join(here, 'packs', name, 'expected.txt'));
});

test('every bad pack has a complaint with a line', () => {
  for (const name of readdirSync(join(here, 'packs'))) {
    const lines = readFileSync(join(here, 'packs', name, 'expected.txt'), 'utf8')
      .split('\n')
      .filter((line) => /^[^\s#]/.test(line));
    expect(lines.length > 0, name).toBe(!name.startsWith('accepted'));
    for (const line of lines) expect(line).toMatch(/^schemas\/\S+\.yaml:\d+:\d+ {2}error/);
  }
});

test('a scheme or version that does not exist', () => {
  const root = join(here, 'pack-base');
  expect(loadScheme('noth', 'A/1', root).diagnostics).toMatchObject([{ code: 'scheme-unknown', help: { en: 'Did you mean north?' } }]);
  expect(loadScheme('north', 'A/2', root).diagnostics).toMatchObject([{ code: 'scheme-unknown', help: { en: 'There are: A/1.' } }]);
  expect(loadScheme('../../bodies', 'x', root).diagnostics).toMatchObject([{ code: 'scheme-unknown' }]);
  expect(loadScheme('north', '../../..', root).diagnostics).toMatchObject([{ code: 'scheme-unknown' }]);
});

describe('the packs that certpress has', () => {
  const { root } = packageInfo();
  test.each(listSchemes(root).map(({ id, version }) => [id, version] as const))('%s %s', (id, version) => {
    expect(printDiagnostics(loadScheme(id, version, root).diagnostics, root)).toBe('');
  });
});
