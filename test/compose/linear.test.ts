/**
 * Every pattern of the program over hostile text.
 *
 * In:  the regular expressions of `src` and `schemas`, taken from the syntax tree; for each, strings that repeat its own
 * characters, and those that patterns stumble over most. Out: ten times the text takes about ten times as long, not a hundred
 * times; so do the readers of long text, of YAML's lines and of look-alikes as a whole.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'rolldown/utils';
import { expect, it } from 'vitest';
import { parseDocument, type Scalar } from 'yaml';
import { lostWords } from '../../src/compose/long-text/kept-words.js';
import { parseLong } from '../../src/compose/long-text/parse.js';
import { protect } from '../../src/compose/typography.js';
import { unfolded, type FoldedText } from '../../src/files/folded.js';
import { growth, linear } from '../setup/growth.js';
import { sweep, swept } from '../setup/long.js';

const root = join(import.meta.dirname, '../..');
interface Pattern {
  readonly at: string;
  readonly pattern: RegExp;
}
/** Where no slash stands after what an operand may follow, there is no regular expression: such a file, one in two, is not parsed. */
const mayHoldPattern = /(?:^|[^\w\s)\]'"`./*\\<-]|\b(?:return|case|typeof|of|in|yield|await|void|delete|throw|new|else|do))\s*\/(?![/*])/m;
function patternsIn(folder: string): Pattern[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(root, folder, file), 'utf8');
      if (!mayHoldPattern.test(text)) return [];
      const found: Pattern[] = [];
      const { program, errors } = parseSync(file, text);
      expect(errors, file).toEqual([]);
      new Visitor({
        Literal(node) {
          if (!('regex' in node)) return;
          const { pattern, flags } = node.regex;
          const line = text.slice(0, node.start).split('\n').length;
          found.push({ at: `${folder}/${file}:${line} ${node.raw ?? ''}`, pattern: new RegExp(pattern, flags) });
        },
      }).visit(program);
      return found;
    });
}

const common = [
  ' ',
  '\t',
  '\n',
  ' \n',
  'a',
  'A',
  '1',
  '甲',
  '-',
  '.',
  '“',
  'A-',
  '1.',
  '- ',
  '**',
  '<',
  '<a ',
  '/',
  '\\',
  '{{',
  '[',
  '|',
  '"',
  '甲 ',
];
/** What a pattern itself speaks of, each character and each pair, over and over. */
function piecesOf(pattern: RegExp): string[] {
  const own = [...new Set(pattern.source.replace(/\\[a-zA-Z]|[()[\]{}?+*^$\\]/g, ' ').replace(/\s+/g, ''))].slice(0, 8);
  return [
    ...new Set([
      ...common,
      ...own,
      ...own.slice(0, 6).flatMap((a, i) =>
        own
          .slice(0, 6)
          .filter((_, k) => k === i + 1)
          .map((b) => a + b),
      ),
    ]),
  ];
}
function run(pattern: RegExp, text: string): void {
  pattern.lastIndex = 0;
  if (pattern.global) text.replace(pattern, '');
  else pattern.exec(text);
}

it('no pattern takes more than linear time', { ...sweep, timeout: 300_000 }, () => {
  const patterns = [...patternsIn('src'), ...patternsIn('schemas')];
  expect(patterns.length).toBeGreaterThan(300);
  const slow: string[] = [];
  for (const { at, pattern } of swept(patterns, 24)) {
    for (const piece of piecesOf(pattern)) {
      // What stands before and after makes a match fail late.
      const ratio = growth((length) => {
        const text = `x${piece.repeat(Math.ceil(length / piece.length))}\u0000`;
        const bare = text.slice(1);
        return () => {
          run(pattern, text);
          run(pattern, bare);
        };
      });
      if (ratio > linear) slow.push(`${at} over ${JSON.stringify(piece)}: ${ratio.toFixed(0)} times`);
    }
  }
  expect(slow).toEqual([]);
});

it('notices a pattern that does', () => {
  expect(
    growth(
      (length) => {
        const text = ' '.repeat(length);
        return () => {
          /[ \t]*\n/.exec(text);
        };
      },
      [1_000, 10_000],
    ),
  ).toBeGreaterThan(linear);
}, 300_000);

it.each(swept([' ', '甲\n', '* ', '**a', '|', '|a|\n|-|\n', '- a\n', '- ', '“\n', '\\*', '<b ', '1. ', '='], 8))(
  'long text is read in linear time: %j',
  { ...sweep, timeout: 300_000 },
  (piece) => {
    expect(
      growth((length) => {
        const text = `甲${piece.repeat(length / piece.length)}乙`;
        let n = 0;
        // Another text each time: what was read is remembered.
        return () => {
          const one = text + String(n++);
          lostWords(one, parseLong(one, 'zh').blocks);
          protect(one);
        };
      }),
    ).toBeLessThan(linear);
  },
);
it.each(['a: >\n', 'a: "\n'])(
  'folded text is joined in linear time: %j',
  (head) => {
    expect(
      growth((length) => {
        const text = head + '  甲\n'.repeat(length / 4) + (head.includes('"') ? '  "\n' : '');
        const { value, range, type } = parseDocument(text).get('a', true) as Scalar<string>;
        if (!range || !type) throw new Error('no text');
        const folded = { value, range: [range[0], range[1]], type } as FoldedText;
        return () => {
          unfolded(folded, text, 'zh');
        };
      }),
    ).toBeLessThan(linear);
  },
  300_000,
);
