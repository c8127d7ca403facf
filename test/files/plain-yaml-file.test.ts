/**
 * Records that are read without a syntax tree give what they give with one: values, places, and whether anything is left open. Expected
 * is what the reading by the `yaml` package gives, which tells what is wrong; whatever that complains of must not be taken here.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/files/parse-yaml.js';
import { plainFile, type PlainFile } from '../../src/files/plain-yaml-file.js';
import { spotsOf } from '../../src/files/spots.js';
import { plainYaml } from '../../src/files/yaml-values.js';
import { packageInfo } from '../../src/program/package-info.js';
import { Random } from '../lawful/random.js';
import { growth, linear } from '../setup/growth.js';
import { isLongRun, long, sweep, swept } from '../setup/long.js';

const root = join(packageInfo().root, 'samples');
const texts = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => readFileSync(join(root, name), 'utf8'));

/** By way of the syntax tree; nothing where there is anything to say. */
function byTree(text: string): PlainFile | undefined {
  const parsed = parseYaml(Buffer.from(text), 'x.yaml').value;
  if (!parsed) return undefined;
  const { value, diagnostics, empties } = plainYaml(parsed.document, parsed.text, () => ({ file: 'x.yaml', line: 1, column: 1 }));
  return diagnostics.length > 0 ? undefined : { value, empties, spots: spotsOf(parsed.document, parsed.lines) };
}
/** What a person with an unsteady hand leaves in a file, and what YAML gives a meaning. */
const slips =
  ' |  |\n|\n\n|#| # c|: |:|- |-|"|\'|[|]|{|}|,|>|>-|?|? |!|&a|*a|%|@|`|~|\\|\\n|null|1|0x1|---|...|\n---\n|\n...\n|\r\n|<<: |\t|\u00a0|　|：|“|.5|1e3|true'
    .split('|')
    .concat('|', '|2', '|+');

/** A few lines of a record, one to three times altered. */
function altered(random: Random): string {
  const lines = random.pick(texts).split('\n');
  const from = random.int(0, Math.max(0, lines.length - 12));
  const part = lines.slice(from, from + random.int(3, 14));
  const indent = Math.min(...part.filter((line) => line.trim() !== '').map((line) => line.search(/[^ ]/)));
  let text = part.map((line) => line.slice(Number.isFinite(indent) ? indent : 0)).join('\n');
  for (let times = random.int(1, 3); times > 0; times--) {
    const at = random.int(0, text.length);
    const own = text.split('\n');
    const [one, other] = [random.int(0, own.length - 1), random.int(0, own.length - 1)];
    const how = random.int(0, 4);
    if (how === 0) text = text.slice(0, at) + text.slice(at + random.int(1, 3));
    else if (how < 3) text = text.slice(0, at) + random.pick(slips) + text.slice(at);
    else if (how === 3)
      text = own.map((line, n) => (n === one ? ' '.repeat(random.int(0, 2)) + line.slice(random.int(0, 2)) : line)).join('\n');
    else text = own.map((line, n) => own[n === one ? other : n === other ? one : n] ?? line).join('\n');
  }
  return text;
}

describe('a record of the plain kind', () => {
  it('gives what its syntax tree gives, and nearly all samples are of it', sweep, () => {
    const plain = texts.flatMap((text) => {
      const file = plainFile(text);
      return file ? [{ text, file }] : [];
    });
    // Those of the others name a value once and refer to it.
    expect(plain.length / texts.length).toBeGreaterThan(0.98);
    for (const { text, file } of swept(plain, 6)) expect(isDeepStrictEqual(file, byTree(text)), text).toBe(true);
  });

  it.each([
    ['words and numbers', 'a: 1\nb: 2.50\nc: true\nd: FALSE\ne: ~\nf: null\ng: 2025-09-10\nh: 2025年\ni: 1.2.3\nj: 10:30\nk: "01"\n'],
    ['texts over several lines', 'a: 一\n  二\n\n  三\nen: one\n  two\nb: "甲\n  乙"\nc: \'x\n\n  y\'\n'],
    [
      'blocks',
      'a: |\n  eins\n   zwei\n\nb: >-\n  drei\n  vier\nc: # hier | dort\n  |+\n  x\n\nd:\n  - |\n    fünf\n  - > # sechs\n    x\n    y\n',
    ],
    ['flow', 'a: [1, {b: 二, "c": []}, {}]\nd: {}\n'],
    ['lists of lists', '- - 1\n  - [2]\n- a: 1\n  b:\n  - 2\n'],
    ['CRLF', 'a: 甲\r\nb: |\r\n  乙\r\n  丙\r\nc:\r\n  - 丁\r\n'],
    ['a text alone', 'only this\n'],
    ['blank text', 'a: ""\nb: "  "\n'],
    ['marked keys', '? a\n: 1\n'],
    ['comments', '# eins\na: 1 # zwei\n# drei\n\nb: # vier\n  - 2\n'],
  ])('of %s', (_, text) => {
    expect(plainFile(text)).toEqual(byTree(text));
    expect(plainFile(text)).toBeDefined();
  });

  it.each([
    ['a tag', 'a: !x 1\n'],
    ['an alias', 'a: &x 1\nb: *x\n'],
    ['a directive', '%YAML 1.2\n---\na: 1\n'],
    ['two documents', 'a: 1\n---\nb: 2\n'],
    ['an end before its beginning', '\n...\na: 1\n'],
    ['a key twice', 'a: 1\na: 2\n'],
    ['a key that is a number', '1: a\n'],
    ['a key that JavaScript treats specially', '__proto__: 1\n'],
    ['a merge key', 'a: 1\n<<: {b: 2}\n'],
    ['a key that is a list', '[a]: 1\n'],
    ['a text cut off by a comment', 'a: Building A #3\n'],
    ['a mark that turns writing around', 'a: "\\u202E1"\n'],
    ['a radical', 'a: ⽤\n'],
    ['nothing', '# nothing\n'],
    ['no YAML', 'a: [1\n'],
    ['nesting beyond the bound', `${'['.repeat(65)}${']'.repeat(65)}\n`],
  ])('is not: %s', (_, text) => {
    expect(plainFile(text)).toBeUndefined();
  });

  it('is none where anything would be said, however it is altered', sweep, () => {
    const random = new Random(isLongRun ? 2 : 1);
    let taken = 0;
    for (let n = 0; n < (isLongRun ? 60_000 : 2_000); n++) {
      const text = altered(random);
      const file = plainFile(text);
      if (!file) continue;
      taken += 1;
      const expected = byTree(text);
      if (JSON.stringify(file) !== JSON.stringify(expected)) expect([text, file]).toEqual([text, expected]);
    }
    expect(taken).toBeGreaterThan(isLongRun ? 12_000 : 400);
  });

  it.each([
    ['lists', (n: number) => '- 1\n'.repeat(n)],
    ['blocks', (n: number) => `a: |\n${'  x\n'.repeat(n)}`],
    ['comments before a block', (n: number) => `a:\n${'  # x\n'.repeat(n)}  |\n  y\n`],
    ['open brackets', (n: number) => '['.repeat(n)],
    ['open quotes', (n: number) => `a: "${'x\n '.repeat(n)}`],
    ['keys', (n: number) => Array.from({ length: n }, (_, k) => `k${k}: 1\n`).join('')],
  ])('is read in linear time: %s', long, (_, make) => {
    expect(
      growth((length) => {
        const text = make(length / 2);
        return () => {
          plainFile(text);
        };
      }),
    ).toBeLessThan(linear);
  });
});
