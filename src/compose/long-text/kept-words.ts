/**
 * The net under long text: no word and no figure of the record may be missing from its blocks.
 *
 * In:  a text, and the blocks that were made of it. Out: nothing where both say the same, character by character, signs of
 * markup aside; else what the text says and the blocks do not, and where. Knows nothing of how the blocks were made: it
 * strips signs by rules of its own and counts them.
 */
import type { LongBlock, Span } from './types.js';

export interface Lost {
  /** Line of the text, from 1. */
  readonly line: number;
  readonly said: string;
  readonly made: string;
}

/** The line below a table's head. */
const delimiter = (line: string): boolean => line.includes('|') && line.includes('-') && /^[\s|:-]+$/.test(line);
/** Compared by number, not by place: signs that may be markup. */
const signs = /[\s*|\\-]/;
const count = (text: string, sign: string): number => text.split(sign).length - 1;

interface Said {
  text: string;
  bold: number;
  bullets: number;
  tables: number;
}

function said(blocks: readonly LongBlock[], into: Said): Said {
  const spans = (list: readonly Span[]): void => {
    for (const { text, style } of list) {
      into.text += text;
      if (style) into.bold++;
    }
  };
  for (const block of blocks) {
    if (block.type === 'paragraph') spans(block.spans);
    else if (block.type === 'table') {
      into.tables++;
      block.rows.flat().forEach(spans);
    } else {
      block.items.forEach((item, i) => {
        if (block.ordered) into.text += `${block.start + i}${block.sign}`;
        else into.bullets++;
        said(item, into);
      });
    }
  }
  return into;
}

export function lostWords(text: string, blocks: readonly LongBlock[]): Lost | undefined {
  const made = said(blocks, { text: '', bold: 0, bullets: 0, tables: 0 });
  const lines = text.split(/\r\n|\r|\n/);
  const rules = lines.filter(delimiter);
  const colons = !rules.some((line) => line.includes(':'));
  const compared = (char: string): boolean => !signs.test(char) && (colons || char !== ':');

  const have = [...made.text].filter(compared);
  let next = 0;
  for (const [i, line] of lines.entries()) {
    for (const char of line) {
      if (!compared(char)) continue;
      if (have[next] !== char) return { line: i + 1, said: char, made: have[next] ?? '' };
      next++;
    }
  }
  if (next < have.length) return { line: lines.length, said: '', made: have[next] ?? '' };

  const gone = (sign: string): number => count(text, sign) - count(made.text, sign);
  // Two asterisks before bold words, two after.
  if (gone('*') !== 4 * made.bold) return { line: 1, said: '*', made: '' };
  const hyphens = gone('-') - made.bullets - (made.tables > 0 ? Math.min(gone('-') - made.bullets, count(rules.join(''), '-')) : 0);
  if (hyphens !== 0) return { line: 1, said: '-', made: '' };
  const mayGo = text.match(/\\(?=[*|#+=.)-])/g)?.length ?? 0;
  if (gone('\\') < 0 || gone('\\') > mayGo) return { line: 1, said: '\\', made: '' };
  if (made.tables === 0 && gone('|') !== 0) return { line: 1, said: '|', made: '' };
  return undefined;
}
