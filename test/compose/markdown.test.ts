/**
 * Long text is read by a parser only where it must be: both ways give the same blocks.
 *
 * In:  pieces of Markdown, put together at random but the same each time. Out: what `parseLong` makes of a text is what the
 * parser makes of it.
 */
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { describe, expect, it } from 'vitest';
import { parseLong, type LongBlock } from '../../src/compose/markdown.js';

const lines = [
  '', '', '', '中文一段，没有什么。', 'Plain text', '- item', '- two: 2', '  continued', '    indented', '1. one', '2. two', '3) three', '  - nested',
  '| a | b |', '|---|---|', '|:--|--:|', '| 1 |  |', '| only |', '|x|y| ', '**bold** text', 'a * b', '---', '===', '> quote', '# head', 'text  ', '~~~',
  '`code`', '<b>', '[x]: y', '\\* kept', '&amp;', '+ plus', ' one space', '- - twice', '- ---', '-', '10. ten', 'line - dash',
];

/** Kind, line and text of each block, by the parser alone. */
function byParser(text: string): string[] {
  const tree = fromMarkdown(text, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
  return tree.children.filter((n) => ['paragraph', 'list', 'table'].includes(n.type)).map((n) => {
    const size = n.type === 'list' ? n.children.length : n.type === 'table' ? n.children.map((r) => r.children.length).join(',') : '';
    return `${n.type} ${n.type === 'list' && n.ordered ? 'ordered ' : ''}${size} @${n.position?.start.line ?? 0}`;
  });
}
const shown = (b: LongBlock): string => {
  const size = b.type === 'list' ? b.items.length : b.type === 'table' ? b.rows.map((r) => r.length).join(',') : '';
  return `${b.type} ${b.type === 'list' && b.ordered ? 'ordered ' : ''}${size} @${b.line}`;
};

describe('long text', () => {
  it('is read alike with and without the parser', () => {
    let seed = 7;
    const next = (n: number): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return Math.floor((seed / 2 ** 32) * n);
    };
    for (let i = 0; i < 1_500; i++) {
      const text = Array.from({ length: 1 + next(7) }, () => lines[next(lines.length)]).join('\n');
      expect(parseLong(text).blocks.map(shown), JSON.stringify(text)).toEqual(byParser(text));
    }
  });

  it('keeps the words of simple lists and tables', () => {
    expect(parseLong('前文：\n\n- 甲（a）；\n- 乙。\n\n| 代号 | RTO |\n|---|---|\n| PA-1 | 2 h |\n| PA-2 |  |')).toEqual({
      refused: [],
      blocks: [
        { type: 'paragraph', line: 1, spans: [{ text: '前文：' }] },
        // Lists and tables one below the other are read together by the parser.
        { type: 'list', line: 3, ordered: false, items: [[{ type: 'paragraph', line: 3, spans: [{ text: '甲（a）；' }] }], [{ type: 'paragraph', line: 4, spans: [{ text: '乙。' }] }]] },
        { type: 'table', line: 6, rows: [[[{ text: '代号' }], [{ text: 'RTO' }]], [[{ text: 'PA-1' }], [{ text: '2 h' }]], [[{ text: 'PA-2' }], []]] },
      ],
    });
    expect(parseLong('1. 甲\n2. 乙').blocks).toMatchObject([{ type: 'list', ordered: true, line: 1 }]);
  });
});
