/**
 * Bad input, found by folder: `cases/<name>/input` is laid over `base`, a small correct project, and loaded; what is
 * found must be `expected.txt`. Adding a case is adding a folder; `npm run test:update` writes the expectations.
 */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadProject } from '../../src/load/project.js';
import { circular } from '../setup/circular.js';
import { printDiagnostics } from './print.js';

const here = import.meta.dirname;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'certpress-load-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test.each(readdirSync(join(here, 'cases')))('%s', async (name) => {
  const root = join(folder, name);
  cpSync(join(here, 'base'), root, { recursive: true });
  cpSync(join(here, 'cases', name, 'input'), root, { recursive: true });
  // A line of `without.txt` is a file that this case takes away.
  const without = join(here, 'cases', name, 'without.txt');
  if (existsSync(without)) for (const file of readFileSync(without, 'utf8').split('\n').filter(Boolean)) rmSync(join(root, file));
  const { value, diagnostics } = loadProject(root);
  const usable = (value?.cases ?? []).flatMap((one) => [
    one.case.file,
    ...one.audits.map(
      (audit) =>
        `${audit.audit.file} with ${['plan', 'notice', 'report', 'review', 'decision'].filter((part) => part in audit).join(', ') || 'nothing'}`,
    ),
  ]);
  const broken = [
    ...(value?.broken ?? []),
    ...(value?.cases ?? []).flatMap((one) => [...one.broken, ...one.audits.flatMap((audit) => audit.broken)]),
  ];
  const print = `${printDiagnostics(diagnostics, root)}\nusable: ${usable.join('; ')}\nbroken: ${broken.join('; ')}\n`;
  await expect(circular + print).toMatchFileSnapshot(join(here, 'cases', name, 'expected.txt'));
});

test('every case is a complaint, but for those that show what is accepted', () => {
  for (const name of readdirSync(join(here, 'cases'))) {
    const text = readFileSync(join(here, 'cases', name, 'expected.txt'), 'utf8');
    expect(/ {2}(error|warning) {2}/.test(text), name).toBe(!name.startsWith('accepted-'));
  }
});
