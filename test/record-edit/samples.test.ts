/**
 * Records of the samples, changed and changed back: the same bytes, and in between only the lines concerned differ. What is expected
 * comes from the file itself, and from a difference of lines by another library.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diffLines } from 'diff';
import { isAlias, isMap, isScalar, isSeq, visit, type Document, type Node, type Scalar } from 'yaml';
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/files/parse-yaml.js';
import { pointerOf } from '../../src/files/pointer.js';
import { editRecord } from '../../src/record-edit/edit-record.js';
import type { Edit, YamlValue } from '../../src/record-edit/types.js';
import { packageInfo } from '../../src/program/package-info.js';
import { isLongRun, sweep, swept } from '../setup/long.js';

const root = join(packageInfo().root, 'samples');
const all = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .sort()
  .map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }));

function documentOf(text: string): Document {
  const parsed = parseYaml(Buffer.from(text), 'x.yaml').value;
  if (!parsed) throw new Error('no YAML');
  return parsed.document;
}
const everyFile = all.map((file) => ({ ...file, document: documentOf(file.text) }));
/** Values that are named once and meant in several places are not changed: a test of their own. */
const isShared = ({ document }: { readonly document: Document }): boolean => nodesOf(document, isAlias).length > 0;
const parsed = everyFile.filter((file) => !isShared(file));
const files = parsed;
interface Spot<N> {
  readonly pointer: string;
  readonly node: N;
}
/** All nodes of a kind with their pointers; keys aside. */
function nodesOf<N extends Node>(document: Document, is: (node: unknown) => node is N): Spot<N>[] {
  const found: Spot<N>[] = [];
  visit(document, {
    Node(key, node, path) {
      if (key === 'key' || !is(node)) return;
      const steps: (string | number)[] = [];
      path.forEach((one, n) => {
        const next = path[n + 1] ?? node;
        if (isSeq(one)) steps.push(one.items.indexOf(next));
        else if (typeof one === 'object' && one !== null && 'key' in one && 'value' in one && isScalar(one.key))
          steps.push(String(one.key.value));
      });
      found.push({ pointer: pointerOf(steps), node });
    },
  });
  return found;
}
const edited = (text: string, ...edits: Edit[]): string => {
  const { value, diagnostics } = editRecord('x.yaml', text, edits);
  if (value === undefined)
    throw new Error(`${JSON.stringify(edits)}: ${diagnostics.map((one) => `${one.code} ${one.message.en}`).join('; ')}`);
  return value;
};
const another = (value: unknown): YamlValue =>
  typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : `${String(value).trimEnd()}另，x`;
/** Lines of a piece of text. */
const lineCount = (text: string): number => text.replace(/\n$/, '').split('\n').length;

/** Those of a kind in all files, about one in `every` in `npm test`. */
function chosen<N extends Node>(
  is: (node: unknown) => node is N,
  every: number,
): (Spot<N> & { readonly name: string; readonly text: string })[] {
  const spots = parsed.flatMap(({ name, text, document }) => nodesOf(document, is).map((spot) => ({ ...spot, name, text })));
  // One by one each costs four readings of its file: the long run takes fifteen times as many as the short one, and all of them in one go.
  const own = swept(spots, every);
  const step = isLongRun ? Math.max(1, Math.floor(every / 15)) : 1;
  return own.filter((_, n) => n % step === 0);
}
const isSaid = (node: unknown): node is Scalar => isScalar(node) && node.value !== null && String(node.value).trim() !== '';
const differences = (one: string, other: string) => diffLines(one, other).filter(({ added, removed }) => added || removed);

describe('every value of the samples', () => {
  it('is set to another and back, and the file has the same bytes again', sweep, () => {
    const scalars = chosen(isSaid, 750);
    // The samples have some 10,000 values.
    expect(scalars.length).toBeGreaterThan(12);
    for (const { name, text, pointer, node } of scalars) {
      const there = edited(text, { kind: 'set', pointer, value: another(node.value) });
      // One line is another; of a text of several lines, its last.
      expect(
        differences(text, there).map((one) => lineCount(one.value)),
        `${name} ${pointer}`,
      ).toEqual([1, 1]);
      expect(edited(there, { kind: 'set', pointer, value: node.value as YamlValue }), `${name} ${pointer}`).toBe(text);
    }
  });

  it('is set with all others of its file in one go', sweep, () => {
    for (const { name, text } of swept(files, 60)) {
      const scalars = nodesOf(documentOf(text), isSaid);
      const set = (value: (node: Scalar) => unknown): Edit[] =>
        scalars.map(({ pointer, node }) => ({ kind: 'set', pointer, value: value(node) as YamlValue }));
      const there = edited(text, ...set((node) => another(node.value)));
      for (const { pointer, node } of nodesOf(documentOf(there), isSaid)) {
        const before = scalars.find((one) => one.pointer === pointer);
        expect(String(node.value).trimEnd(), `${name} ${pointer}`).toBe(String(another(before?.node.value)));
      }
      expect(edited(there, ...set((node) => node.value)), name).toBe(text);
    }
  });
});

it('leaves alone what is meant in several places, and changes what stands beside it', sweep, () => {
  const shared = everyFile.filter(isShared);
  // One sample names what its two sites have in common.
  expect(shared.length).toBeGreaterThan(0);
  const codes = new Set<string>();
  for (const { text, document } of shared) {
    for (const { pointer, node } of swept(nodesOf(document, isSaid), 10)) {
      const { value, diagnostics } = editRecord('x.yaml', text, [{ kind: 'set', pointer, value: another(node.value) }]);
      codes.add(diagnostics[0]?.code ?? 'made');
      if (value !== undefined) expect(edited(value, { kind: 'set', pointer, value: node.value as YamlValue }), pointer).toBe(text);
    }
  }
  // In the short run those few that are shared may not be among the chosen.
  expect([...codes].filter((code) => code !== 'made' && code !== 'edit-shared')).toEqual([]);
  expect(codes).toContain('made');
});

describe('every list and map of the samples', () => {
  it('gets an entry and loses it, and the file has the same bytes again', sweep, () => {
    const lists = chosen(isSeq, 120);
    expect(lists.length).toBeGreaterThan(6);
    for (const { name, text, pointer, node } of lists) {
      for (const index of new Set([0, node.items.length >> 1, node.items.length])) {
        const beside = node.items[Math.max(index - 1, 0)];
        const value: YamlValue = isMap(beside) ? { zh: '新的一项', en: 'A new one, added' } : isSeq(beside) ? ['新'] : '新：一项';
        const there = edited(text, { kind: 'add', pointer, value, index });
        const [first, second] = differences(text, there);
        // Among brackets a line is another; else lines are added, and none changes.
        expect(first?.added === true && !second, `${name} ${pointer} ${index}`).toBe(!isAmongBrackets(text, node));
        expect(edited(there, { kind: 'remove', pointer: `${pointer}/${index}` }), `${name} ${pointer} ${index}`).toBe(text);
      }
    }
  });

  it('loses an entry, and only its lines are gone', sweep, () => {
    const maps = chosen(isMap, 300);
    expect(maps.length).toBeGreaterThan(6);
    for (const [n, { name, text, pointer, node }] of maps.entries()) {
      for (const pair of node.items.slice(n % node.items.length).slice(0, isLongRun ? 3 : 1)) {
        const key = String((pair.key as Scalar).value);
        const there = edited(text, { kind: 'remove', pointer: `${pointer}${pointerOf([key])}` });
        const expected = documentOf(text);
        expected.deleteIn([...pointer.split('/').slice(1), key]);
        expect(documentOf(there).toJS(), `${name} ${pointer} ${key}`).toEqual(expected.toJS());
        // What shared a line with something leaves one that says the rest; nothing else is new.
        const found = differences(text, there);
        const count = (list: readonly { readonly value: string }[]): number => list.reduce((sum, { value }) => sum + lineCount(value), 0);
        const [gone, added] = [count(found.filter((one) => one.removed)), count(found.filter((one) => one.added))];
        expect([gone > added || (gone === 1 && added === 1), added <= 1], `${name} ${pointer} ${key}`).toEqual([true, true]);
      }
    }
  });

  it('gets a key', sweep, () => {
    for (const { name, text, pointer } of chosen(isMap, 450)) {
      const there = edited(text, { kind: 'set', pointer: `${pointer}/newly/made`, value: { zh: '一', en: 'one, two' } });
      const expected = documentOf(text);
      expected.setIn([...pointer.split('/').slice(1), 'newly'], { made: { zh: '一', en: 'one, two' } });
      expect(documentOf(there).toJS(), `${name} ${pointer}`).toEqual(expected.toJS());
      expect(edited(there, { kind: 'remove', pointer: `${pointer}/newly` }), `${name} ${pointer}`).toBe(text);
    }
  });
});

/** Whether something stands in brackets, or in what stands in brackets. */
function isAmongBrackets(text: string, node: Node): boolean {
  const start = node.range?.[0] ?? 0;
  return '[{'.includes(text.charAt(start)) || /[[{][^\n]*$/.test(text.slice(0, start).split('\n').at(-1) ?? '');
}
