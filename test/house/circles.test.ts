/** No file of the program needs itself, by whatever way: TypeScript's own reader finds the imports, those of types alone too. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const filesBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(root, folder, name));

const imports = new Map(
  [...filesBelow('src'), ...filesBelow('schemas')].map((file) => [
    file,
    ts
      .preProcessFile(readFileSync(file, 'utf8'), true, true)
      .importedFiles.map(({ fileName }) => fileName)
      .filter((name) => name.startsWith('.'))
      .map((name) => resolve(dirname(file), name).replace(/\.js$/, '.ts')),
  ]),
);

/** The first way from a file back to itself. */
function circleFrom(file: string, seen: Set<string>, way: readonly string[] = []): readonly string[] | undefined {
  const at = way.indexOf(file);
  if (at !== -1) return [...way.slice(at), file];
  if (seen.has(file)) return undefined;
  for (const next of imports.get(file) ?? []) {
    const circle = circleFrom(next, seen, [...way, file]);
    if (circle) return circle;
  }
  seen.add(file);
  return undefined;
}

it('has no circle of imports', () => {
  expect(imports.size).toBeGreaterThan(300);
  expect([...imports.values()].flat().filter((file) => !imports.has(file))).toEqual([]);
  const seen = new Set<string>();
  const circles = [...imports.keys()].flatMap(
    (file) =>
      circleFrom(file, seen)
        ?.map((one) => relative(root, one))
        .join(' -> ') ?? [],
  );
  expect([...new Set(circles)]).toEqual([]);
});
