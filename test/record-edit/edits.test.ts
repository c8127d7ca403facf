/** Edits of small records, one by one: what is expected is written out, character by character. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parse } from 'yaml';
import { code, fields, listOf, long, text as textField } from '../../schemas/record/fields.js';
import { parseYaml } from '../../src/files/parse-yaml.js';
import { plainYaml } from '../../src/files/yaml-values.js';
import { editRecord, editWhatCan } from '../../src/record-edit/edit-record.js';
import type { Edit, YamlValue } from '../../src/record-edit/types.js';
import { Random } from '../lawful/random.js';
import { isLongRun, sweep } from '../setup/long.js';

const set = (pointer: string, value: YamlValue): Edit => ({ kind: 'set', pointer, value });
const add = (pointer: string, value: YamlValue, index?: number): Edit => ({
  kind: 'add',
  pointer,
  value,
  ...(index === undefined ? {} : { index }),
});
const remove = (pointer: string): Edit => ({ kind: 'remove', pointer });
const edited = (source: string, ...edits: Edit[]): string | readonly string[] => {
  const { value, diagnostics } = editRecord('x.yaml', source, edits);
  return value ?? diagnostics.map((one) => one.code);
};

describe('a value', () => {
  it.each<[string, string, Edit, string]>([
    ['keeps its quotes', 'a: "x" # c\n', set('/a', 'y'), 'a: "y" # c\n'],
    ['keeps single ones', "a: 'x'\n", set('/a', "it's"), "a: 'it''s'\n"],
    ['gets quotes where it needs them', 'a: x\n', set('/a', 'b: c'), 'a: "b: c"\n'],
    ['gets single ones where it holds double ones', 'a: x\n', set('/a', 'say "b: c"'), 'a: \'say "b: c"\'\n'],
    ['that is a date stays plain', 'a: 2025-09-10\n', set('/a', '2025-09-11'), 'a: 2025-09-11\n'],
    ['of a code that looks like a number is quoted', 'a: x\n', set('/a', '007'), 'a: "007"\n'],
    ['of 18 digits is quoted', 'a: x\n', set('/a', '910132990000000012'), 'a: "910132990000000012"\n'],
    ['of yes is quoted, for readers of YAML 1.1', 'a: x\n', set('/a', 'yes'), 'a: "yes"\n'],
    ['of null is quoted', 'a: x\n', set('/a', 'null'), 'a: "null"\n'],
    ['of a time is quoted where no text stood', 'a: 1\n', set('/a', '21:00'), 'a: "21:00"\n'],
    ['of a time stays plain where one stood so', 'a: 08:30\n', set('/a', '21:00'), 'a: 21:00\n'],
    ['that is a list’s sign is quoted', 'a: x\n', set('/a', '- b'), 'a: "- b"\n'],
    ['with a comment’s sign is quoted', 'a: x\n', set('/a', '3号楼 #2'), 'a: "3号楼 #2"\n'],
    ['that begins with @ is quoted', 'a: x\n', set('/a', '@b'), 'a: "@b"\n'],
    ['with a Chinese colon is plain', 'a: x\n', set('/a', '注：无'), 'a: 注：无\n'],
    ['with a tab is quoted', 'a: x\n', set('/a', 'b\tc'), 'a: "b\\tc"\n'],
    ['with a sign beyond the basic plane is plain', 'a: x\n', set('/a', '好👍𠀀'), 'a: 好👍𠀀\n'],
    ['with a line separator is quoted', 'a: x\n', set('/a', 'b\u2028c'), 'a: "b\\u2028c"\n'],
    ['in brackets is quoted for a comma', 'a: {b: x, c: 1}\n', set('/a/b', 'y, z'), 'a: {b: "y, z", c: 1}\n'],
    ['outside is not', 'a: x\n', set('/a', 'y, z'), 'a: y, z\n'],
    ['that is a number keeps its decimals', 'a: 6.0\n', set('/a', 7), 'a: 7.0\n'],
    ['that is a number gets as many as it needs', 'a: 6.0\n', set('/a', 7.25), 'a: 7.25\n'],
    ['that becomes a truth value has no quotes', 'a: "x"\n', set('/a', true), 'a: true\n'],
    ['of a number that becomes text is quoted where it is one', 'a: 7\n', set('/a', '8'), 'a: "8"\n'],
    ['stands behind a key that had none', 'a: # c\nb: 1\n', set('/a', 'x'), 'a: x # c\nb: 1\n'],
    ['stands behind a dash that had none', '-\n- b\n', set('/0', 'x'), '- x\n- b\n'],
    ['that did not change is not touched', "a: 'x'\nb: |\n    y\n", set('/b', 'y'), "a: 'x'\nb: |\n    y\n"],
    ['of several plain lines becomes one', 'a: one\n  two # c\nb: 1\n', set('/a', 'three'), 'a: three # c\nb: 1\n'],
    ['keeps the byte order mark', '\uFEFFa: x\n', set('/a', 'y'), '\uFEFFa: y\n'],
    ['keeps the missing end of the last line', 'a: x\nb: y', set('/b', 'z'), 'a: x\nb: z'],
    ['has an anchor that nobody refers to', 'a: &n x\n', set('/a', 'y'), 'a: &n y\n'],
  ])('%s', (_, source, edit, expected) => {
    expect(edited(source, edit)).toBe(expected);
  });
});

describe('a text of several lines', () => {
  it.each<[string, string, Edit, string]>([
    ['stays below its sign', 'a: |\n  x\n\nb: 1\n', set('/a', 'y\n\n- z'), 'a: |\n  y\n\n  - z\n\nb: 1\n'],
    ['stands in as far as it did', 'a:\n    b: |- # c\n       x\n', set('/a/b', 'y\nz'), 'a:\n    b: |- # c\n       y\n       z\n'],
    ['has the line ends of its file', 'a: |\r\n  x\r\nb: 1\r\n', set('/a', 'y\nz'), 'a: |\r\n  y\r\n  z\r\nb: 1\r\n'],
    ['comes in place of a plain one', 'a: x # c\nb: 1\n', set('/a', 'y\nz'), 'a: | # c\n  y\n  z\nb: 1\n'],
    [
      'comes in place of a quoted one, as far in as others',
      'c:\n   - d: 1\n     e:\n         f: 1\na: "x"\n',
      set('/a', 'y\nz'),
      'c:\n   - d: 1\n     e:\n         f: 1\na: |\n    y\n    z\n',
    ],
    ['comes in place of a folded one', 'a: >-\n  x\n  y\nb: 1\n', set('/a', 'y\nz'), 'a: |\n  y\n  z\nb: 1\n'],
    ['becomes one line and stays below its sign', 'a: |\n  x\n  y\nb: 1\n', set('/a', 'z'), 'a: |\n  z\nb: 1\n'],
    ['begins with blanks', 'a: |\n  x\n', set('/a', '  y\nz'), 'a: |2\n    y\n  z\n'],
    [
      'takes the map in brackets apart in which it stands',
      '- a: {zh: x, en: "y, z"}\n  b: 1\n',
      set('/0/a/zh', '一\n二'),
      '- a:\n    zh: |\n      一\n      二\n    en: "y, z"\n  b: 1\n',
    ],
    ['takes an entry in brackets apart', '- {zh: x, en: y}\n- z\n', set('/0/en', 'y\nz'), '- zh: x\n  en: |\n    y\n    z\n- z\n'],
    ['is quoted in brackets with a comment', 'a: {zh: x, en: y} # c\n', set('/a/en', 'y\nz'), 'a: {zh: x, en: "y\\nz"} # c\n'],
    ['keeps blank lines below it where they count', 'a: |+\n  x\n\nb: 1\n', set('/a', 'y'), 'a: |+\n  y\n\nb: 1\n'],
  ])('%s', (_, source, edit, expected) => {
    expect(edited(source, edit)).toBe(expected);
  });
});

describe('a second language', () => {
  it.each<[string, string, Edit, string]>([
    ['of a plain text', 'a: 一 # c\nb: 1\n', set('/a/en', 'one, two'), 'a: {zh: 一, en: "one, two"} # c\nb: 1\n'],
    ['of an entry', '- 一\n- 二\n', set('/1/en', 'two'), '- 一\n- {zh: 二, en: two}\n'],
    [
      'of a text of several lines',
      'a: |\n  一\n\n  二\nb: 1\n',
      set('/a/en', 'one\n\ntwo'),
      'a:\n  zh: |\n    一\n\n    二\n  en: |\n    one\n\n    two\nb: 1\n',
    ],
    ['beside the first', 'a: {zh: 一}\n', set('/a/en', 'one'), 'a: {zh: 一, en: one}\n'],
    ['below the first', 'a:\n  zh: 一\n\nb: 1\n', set('/a/en', 'one'), 'a:\n  zh: 一\n  en: one\n\nb: 1\n'],
    ['in brackets', 'a: [一, 二]\n', set('/a/0/en', 'one'), 'a: [{zh: 一, en: one}, 二]\n'],
    ['and the first where one text stood for both', 'a: "x"\n', set('/a/zh', 'y'), 'a: "y"\n'],
    ['where nothing stood', 'a:\nb: 1\n', set('/a/en', 'one'), 'a: {en: one}\nb: 1\n'],
  ])('%s', (_, source, edit, expected) => {
    expect(edited(source, edit)).toBe(expected);
  });
});

describe('keys and entries', () => {
  it.each<[string, string, readonly Edit[], string]>([
    ['a key at the end', 'a: 1\n', [set('/b', 'x')], 'a: 1\nb: x\n'],
    ['a key at the end of a file without a last line end', 'a: 1', [set('/b', 'x')], 'a: 1\nb: x'],
    ['a key with maps on the way', 'a: 1\n', [set('/b/c/d', 'x')], 'a: 1\nb:\n  c: {d: x}\n'],
    [
      'a key in an entry, comments left where they are',
      'l:\n  - a: 1 # one\n\n  # two\n  - a: 2\n',
      [set('/l/0/b', 'x')],
      'l:\n  - a: 1 # one\n    b: x\n\n  # two\n  - a: 2\n',
    ],
    ['a key in an empty file', '# nothing yet\n', [set('/a', 'x')], '# nothing yet\na: x\n'],
    ['a key in no file', '', [set('/a/zh', '一')], 'a: {zh: 一}\n'],
    ['a list in no file', '', [add('', { a: 'x\ny' })], '- a: |\n    x\n    y\n'],
    ['an entry that is short, where none stands', 'l:\n', [add('/l', { a: 1 })], 'l:\n  - {a: 1}\n'],
    [
      'a map behind a key with a comment',
      'a: # c\nb: 1\n',
      [set('/a', { c: 'x\ny', d: 1 })],
      'a: # c\n  c: |\n    x\n    y\n  d: 1\nb: 1\n',
    ],
    [
      'an entry like the one before',
      '- {a: 1, b: "2"}\n# end\n',
      [add('', { a: 2, b: '3' })],
      '- {a: 1, b: "2"}\n- {a: 2, b: "3"}\n# end\n',
    ],
    [
      'an entry as lines like the one before',
      'l:\n- a: 1\n  b: 2\nm: 1\n',
      [add('/l', { a: 2, b: { zh: '一', en: 'x' } })],
      'l:\n- a: 1\n  b: 2\n- a: 2\n  b: {zh: 一, en: x}\nm: 1\n',
    ],
    ['an entry of brackets, quoted like the others', 'a: ["8.2", "A"] # c\n', [add('/a', 'B')], 'a: ["8.2", "A", "B"] # c\n'],
    ['an entry before others', 'l:\n  - b\n  - c\n', [add('/l', 'a', 0)], 'l:\n  - a\n  - b\n  - c\n'],
    [
      'an entry of a list that is not there',
      'a: 1\n',
      [add('/l', { a: 'x', b: 'y\nz' })],
      'a: 1\nl:\n  - a: x\n    b: |\n      y\n      z\n',
    ],
    [
      'an entry of an empty list',
      'l: [] # c\nb: 1\n',
      [add('/l', { a: 'x', b: 'y\nz' })],
      'l: # c\n  - a: x\n    b: |\n      y\n      z\nb: 1\n',
    ],
    ['an entry of a list that nobody filled', 'l:\n', [add('/l', 'x')], 'l: [x]\n'],
    [
      'a list for a statement that there is none',
      'l: {none: true} # c\n',
      [set('/l', ['x\ny', 'z'])],
      'l: # c\n  - |\n    x\n    y\n  - z\n',
    ],
    ['a statement for a list', 'l: # c\n  - a: 1\n    b: 2\nm: 1\n', [set('/l', { none: true })], 'l: {none: true} # c\nm: 1\n'],
    ['an entry gone from the middle', 'l:\n  - a: 1\n\n  - a: 2 # c\n\n  - a: 3\n', [remove('/l/1')], 'l:\n  - a: 1\n\n  - a: 3\n'],
    ['an entry gone from the beginning', '- a\n- b\n', [remove('/0')], '- b\n'],
    ['the last entry gone', 'a: 1\nl:\n  - a: 1\n    b: 2\n', [remove('/l/0')], 'a: 1\nl: []\n'],
    ['the first key of an entry gone', '- a: 1\n  b: 2\n', [remove('/0/a')], '- b: 2\n'],
    ['a key of brackets gone', 'a: {b: 1, c: 2, d: 3}\n', [remove('/a/c'), remove('/a/d')], 'a: {b: 1}\n'],
    ['the only key of brackets in brackets gone', 'a: {b: {c: 1}, d: 2}\n', [remove('/a/b/c')], 'a: {b: {}, d: 2}\n'],
    ['a map for a text in brackets', 'a: {b: 一, c: 1}\n', [set('/a/b/en', 'one')], 'a: {b: {zh: 一, en: one}, c: 1}\n'],
    ['the only key of brackets gone', 'a: {b: 1}\n', [remove('/a/b')], 'a: {}\n'],
    ['edits that see what others made', 'l: [a, b]\n', [remove('/l/0'), set('/l/0', 'c'), add('/l', 'd')], 'l: [c, d]\n'],
    ['an entry between lists of lists', '- - 1\n  - 2\n- - 3\n', [add('/0', 4), add('', [5])], '- - 1\n  - 2\n  - 4\n- - 3\n- - 5\n'],
    ['a key whose name needs quotes', 'a: 1\n', [set('/2025', 'x')], 'a: 1\n"2025": x\n'],
  ])('%s', (_, source, edits, expected) => {
    expect(edited(source, ...edits)).toBe(expected);
  });

  it('stand in the order of the shape where it is known', () => {
    const shape = fields('', '', {
      number: code('', ''),
      statement: textField('', ''),
      evidence: long('', ''),
      list: listOf(fields('', '', { a: code('', ''), b: code('', '') }), '', ''),
    });
    const change = (source: string, ...edits: Edit[]) => editRecord('x.yaml', source, edits, shape).value;
    expect(change('number: "1"\nevidence: x\n', set('/statement', 'y'))).toBe('number: "1"\nstatement: y\nevidence: x\n');
    expect(change('evidence: x\n', set('/number', 'y'))).toBe('number: y\nevidence: x\n');
    // What stands above the first key may be of the whole file.
    expect(change('# of the file\nevidence: x\n', set('/number', 'y'))).toBe('# of the file\nevidence: x\nnumber: y\n');
    expect(change('list:\n  - b: x\n', set('/list/0/a', 'y'))).toBe('list:\n  - a: y\n    b: x\n');
    expect(change('list: [{b: x}]\n', set('/list/0/a', 'y'))).toBe('list: [{a: y, b: x}]\n');
  });
});

describe('what is not done', () => {
  it.each<[string, string, Edit, string]>([
    ['a value that is named and meant elsewhere', 'a: &n x\nb: *n\n', set('/a', 'y'), 'edit-shared'],
    ['a reference', 'a: &n x\nb: *n\n', set('/b', 'y'), 'edit-shared'],
    ['something in what is meant elsewhere', 'a: &n {c: x}\nb: *n\n', set('/a/c', 'y'), 'edit-shared'],
    ['something by way of a reference', 'a: &n {c: x}\nb: *n\n', set('/b/c', 'y'), 'edit-shared'],
    ['taking away what is meant elsewhere', 'c:\n  a: &n x\nb: *n\n', remove('/c'), 'edit-shared'],
    ['removing what is not there', 'a: 1\n', remove('/b'), 'edit-nowhere'],
    ['an entry that is not there', 'l: [1]\n', set('/l/1', 2), 'edit-nowhere'],
    ['something in a number', 'a: 1\n', set('/a/b', 2), 'edit-nowhere'],
    ['an entry of a map', 'a: {b: 1}\n', add('/a', 2), 'edit-nowhere'],
    ['an entry beyond the end', 'l: [1]\n', add('/l', 2, 5), 'edit-nowhere'],
    ['a key that JavaScript treats specially', 'a: 1\n', set('/__proto__/b', 2), 'key-refused'],
    ['a key of that kind in a value', 'a: 1\n', set('/b', JSON.parse('{"__proto__": {"c": 1}}') as YamlValue), 'key-refused'],
    ['a sign that turns writing around', 'a: x\n', set('/a', 'y\u202E1'), 'character-refused'],
    ['half a character', 'a: x\n', set('/a', 'y\uD800'), 'character-refused'],
    ['anything in a file with faults', 'a: 1\na: 2\nb: x\n', set('/b', 'y'), 'key-duplicate'],
    ['anything in no YAML', 'a: [1\n', set('/a/0', 2), 'yaml-malformed'],
  ])('%s', (_, source, edit, code) => {
    const { value, diagnostics } = editRecord('x.yaml', source, [edit]);
    expect(value).toBeUndefined();
    expect(diagnostics.map((one) => one.code)).toContain(code);
    expect(diagnostics[0]?.place?.file).toBe('x.yaml');
  });
  it('holds back no other edit, where that is asked for', () => {
    const source = 'a: &n {c: x}\nb: *n\nd: 1\nl: [1]\n';
    const edits = [set('/d', 2), set('/b/c', 'y'), set('/b/c/e', 'y'), add('/l', 2), set('/a', 'z'), remove('/l/0')];
    const { value, diagnostics } = editWhatCan('x.yaml', source, edits);
    expect(value).toEqual({ text: 'a: &n {c: x}\nb: *n\nd: 2\nl: [2]\n', left: [edits[1], edits[2], edits[4]] });
    expect(diagnostics.map(({ code, place }) => [code, place?.line])).toEqual([
      // The value stands on one line alone.
      ['edit-shared', 1],
      ['edit-shared', 1],
    ]);
    // Whoever asks for all gets nothing.
    expect(editRecord('x.yaml', source, edits)).toEqual({ diagnostics });
  });
  it('but what stands beside is', () => {
    expect(edited('l:\n  - &n x\nb: *n\n', add('/l', 'y'))).toBe('l:\n  - &n x\n  - y\nb: *n\n');
  });
  it('leaves prototypes alone', () => {
    expect(({} as { b?: unknown }).b).toBeUndefined();
  });
});

describe('any text', () => {
  const pieces =
    'a|1|007|9|.|-|- |#| #|:|: |：|"|\'|\\|{|}|[|]|,|&|*|!|>|%|@|`|~|=|?|? |null|yes|no|true|0x1|1e3|2025-01-01|中|文|，|。|“|”| |  |\n|\n\n|\t|👍|\u2028|\u00A0|---|...|<<'
      .split('|')
      .concat('|');
  const values = (source: string): unknown => {
    const parsed = parseYaml(Buffer.from(source), 'x.yaml').value;
    return parsed && plainYaml(parsed.document, parsed.text, () => ({ file: 'x.yaml' })).value;
  };
  it('is read again as it was given, wherever it is put', sweep, () => {
    const random = new Random(isLongRun ? 12 : 11);
    const sources = [
      'k: plain # c\nz: 1\n',
      "k: 'single'\nz: 1\n",
      'k: "double"\nz: 1\n',
      'k: |\n  lines\n\n# c\nz: 1\n',
      'z: 1\r\nk: >-\r\n    folded\r\n    twice\r\n',
      'k: {a: 1}\nz: 1\n',
      'z: 1\n',
    ];
    for (let n = 0; n < (isLongRun ? 1_500 : 120); n++) {
      const value = Array.from({ length: random.int(1, 8) }, () => random.pick(pieces)).join('');
      if (value.trim() === '') continue;
      const said = value.replace(/\n+$/, '');
      for (const source of sources) {
        const { value: made, diagnostics } = editRecord('x.yaml', source, [set('/k', value)]);
        expect(diagnostics, JSON.stringify(value)).toEqual([]);
        // Both by our reading, which has its own way with folded lines, and by YAML's alone.
        const read = values(made ?? '') as { k: string; z: number };
        expect([read.k.replace(/\n+$/, ''), read.z], JSON.stringify([source, value])).toEqual([said, 1]);
        const plainly = parse(made ?? '') as { k: string; z: number };
        expect([plainly.k.replace(/\n+$/, ''), plainly.z], JSON.stringify([source, value])).toEqual([said, 1]);
      }
      const flow = editRecord('x.yaml', 'k: [{a: x, b: 1}, y]\n', [set('/k/0/a', value), add('/k', value)]);
      expect(z.unknown().parse(parse(flow.value ?? '')), JSON.stringify(value)).toEqual({ k: [{ a: said, b: 1 }, 'y', said] });
    }
  });
});
