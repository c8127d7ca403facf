/** The catalogue: no code in two files, and each code of loading and validating is one that something reports. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogue } from '../../src/diagnostics/index.js';
import { loadCodes } from '../../src/diagnostics/catalogue/load.js';
import { validateCodes } from '../../src/diagnostics/catalogue/validate.js';
import { packageInfo } from '../../src/program/package-info.js';

const src = join(packageInfo().root, 'src');
const files = (readdirSync(src, { recursive: true }) as string[]).filter((file) => file.endsWith('.ts'));
const text = (file: string): string => readFileSync(join(src, file), 'utf8');

test('no code is in two files', async () => {
  const parts = await Promise.all(
    files.filter((file) => /catalogue\/(?!index)/.test(file)).map((file) => import(join(src, file)) as Promise<Record<string, object>>),
  );
  const codes = parts.flatMap((part) => Object.values(part).flatMap((entries) => Object.keys(entries)));
  expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
  expect(new Set(codes)).toEqual(new Set(Object.keys(catalogue)));
});

test('every code of loading and validating is reported somewhere', () => {
  const all = files
    .filter((file) => !file.includes('catalogue'))
    .map(text)
    .join('\n');
  expect(Object.keys({ ...loadCodes, ...validateCodes }).filter((code) => !all.includes(`'${code}'`))).toEqual([]);
});
