/**
 * Spots say of every place what the syntax tree says: the tree of the `yaml` package is asked for each path, and answers for them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isScalar, type Node } from 'yaml';
import { parseYaml, type ParsedYaml } from '../../src/files/parse-yaml.js';
import { nodeAt, placeAt } from '../../src/files/pointer.js';
import { lineAt, spotAt, spotsOf, styleAt, withoutItems } from '../../src/files/spots.js';
import { packageInfo } from '../../src/program/package-info.js';
import { growth, linear } from '../setup/growth.js';
import { sweep, swept } from '../setup/long.js';

const parsed = (text: string | Uint8Array): ParsedYaml => {
  const found = parseYaml(typeof text === 'string' ? Buffer.from(text) : text, 'x.yaml').value;
  if (!found) throw new Error('not YAML');
  return found;
};
type Path = readonly (string | number)[];
const pathsOf = (value: unknown, path: Path = []): Path[] => {
  if (typeof value !== 'object' || value === null) return [path, [...path, 'nothing'], [...path, 0]];
  const entries: readonly [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, [...path, 'nothing'], [...path, 99], ...entries.flatMap(([key, one]) => pathsOf(one, [...path, key]))];
};

/** The place by the tree: an ancestor by its key, a value by itself, one that takes no room by its key. */
function byTree({ document, lines }: ParsedYaml, path: Path, which: 'key' | 'value'): { line: number; column: number } {
  for (let length = path.length; length >= 0; length--) {
    const found = nodeAt(document, path.slice(0, length));
    if (!found) continue;
    const isRoomless = found.value?.range && found.value.range[0] === found.value.range[1];
    const order: (Node | undefined)[] =
      which === 'key' || length < path.length || isRoomless ? [found.key, found.value] : [found.value, found.key];
    const node = order.find((one) => one !== undefined);
    if (!node && length > 0) continue;
    const { line, col } = lines.linePos(node?.range?.[0] ?? 0);
    return { line, column: col };
  }
  return { line: 1, column: 1 };
}

function differences(file: ParsedYaml): string[] {
  const source = { file: 'x.yaml', spots: spotsOf(file.document, file.lines) };
  return pathsOf(file.document.toJS()).flatMap((path) =>
    (['key', 'value'] as const).flatMap((which) => {
      const { line, column } = placeAt(source, path, 'x.yaml', which);
      const expected = byTree(file, path, which);
      const node = nodeAt(file.document, path)?.value;
      const spot = spotAt(source.spots, path);
      const style =
        isScalar(node) && node.type === 'BLOCK_LITERAL' ? 'literal' : isScalar(node) && node.type === 'BLOCK_FOLDED' ? 'folded' : 'flow';
      const isStyle = spot === undefined ? style === 'flow' : styleAt(source.spots, spot) === style;
      return line === expected.line && column === expected.column && isStyle
        ? []
        : [`${path.join('/')} (${which}): ${line}:${column}, not ${expected.line}:${expected.column}`];
    }),
  );
}

describe('spots', () => {
  it('of all records of the samples', sweep, () => {
    const root = join(packageInfo().root, 'samples');
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
    expect(files.length).toBeGreaterThan(100);
    for (const name of swept(files, 6)) expect([name, ...differences(parsed(readFileSync(join(root, name))))]).toEqual([name]);
  });

  it.each([
    ['nothing', ''],
    ['a comment alone', '# nothing\n'],
    ['one word', 'word'],
    ['empty values', 'a:\nb: ""\nc: {d: , e}\nf: []\n? g\nh: ~\n'],
    ['block scalars', 'a: |\n  eins\n  zwei\nb: >-\n  drei\n  vier\n'],
    ['aliases', 'a: &x {zh: 一, en: [1, 2]}\nb: *x\nc: [*x, &y 3, *y]\n&k d: 4\ne: *k\n'],
    ['an anchor that is set anew', 'a: &x {b: 1}\nc: *x\nd: &x\n  e: 2\nf: *x\n'],
    ['a byte order mark, CRLF and wide characters', '\uFEFF中文: 甲\r\n键:\r\n  - 乙\r\n  - {𠀀: 丙}\r\n'],
  ])('of %s', (_, text) => {
    expect(differences(parsed(text))).toEqual([]);
  });

  it('of an alias that means what holds it, and of one that means nothing, end', () => {
    const { document, lines } = parsed('a: &x\n  b: *x\nc: 1\n');
    expect(spotAt(spotsOf(document, lines), ['a', 'b', 'b', 'b', 'nothing'])).toBeUndefined();
  });

  it('are plain data', () => {
    const { document, lines } = parsed('a: [1, {b: 2}]\n');
    const spots = spotsOf(document, lines);
    expect(structuredClone(spots)).toEqual(spots);
  });

  it('of a list that is cut are those of what is left, inner lists cut before outer ones', () => {
    const { document, lines } = parsed('list:\n  - [a, b, c]\n  - [d]\n  - [e, f]\nsame: &s [1, 2, 3]\nother: *s\n');
    const cut = withoutItems(spotsOf(document, lines), [
      { path: ['list', 2], left: [1] },
      { path: ['list'], left: [0, 2] },
      { path: ['same'], left: [2] },
      { path: ['other'], left: [0] },
    ]);
    const at = (...path: Path): string => {
      const { line, column } = placeAt({ file: '', spots: cut }, path, '');
      return `${line}:${column}`;
    };
    expect([at('list', 0, 2), at('list', 1, 0), at('list', 2), at('same', 0), at('other', 0)]).toEqual([
      '2:12',
      '4:9',
      '1:1',
      '5:17',
      '5:17',
    ]);
    expect(lineAt(cut, 0)).toEqual({ line: 1, column: 1 });
  });

  it('of a long list are found in linear time, one after the other', () => {
    const make = (length: number) => {
      const { document, lines } = parsed(`a:\n${'  - 1\n'.repeat(length)}`);
      const spots = spotsOf(document, lines);
      return () => {
        for (let n = 0; n < length; n++) placeAt({ file: '', spots }, ['a', n], '');
      };
    };
    expect(growth(make)).toBeLessThan(linear);
  });
});
