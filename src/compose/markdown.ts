/**
 * Long text: the small Markdown of records.
 *
 * In:  a string. Out: paragraphs, lists and tables of plain, strong and emphasised text, each with its line in the string,
 * and what may not stand there (HTML, headings, links, images, code, rules, quotations). Most long text is paragraphs
 * alone, which need no parser: the parser costs more than all else in a document.
 */
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import type { Nodes, PhrasingContent, RootContent } from 'mdast';
import { simpleBlock } from './markdown-simple.js';
import { isCjk } from './typography.js';

export type Span = { readonly text: string; readonly style?: 'strong' | 'emphasis' } | 'break';
export type LongBlock =
  | { readonly type: 'paragraph'; readonly line: number; readonly spans: readonly Span[] }
  | { readonly type: 'list'; readonly line: number; readonly ordered: boolean; readonly items: readonly (readonly LongBlock[])[] }
  | { readonly type: 'table'; readonly line: number; readonly rows: readonly (readonly (readonly Span[])[])[] };
export interface LongParsed {
  readonly blocks: readonly LongBlock[];
  readonly refused: readonly { readonly line: number; readonly column: number; readonly zh: string; readonly en: string }[];
}

const needsParser = /[*_#<>[\]|`\\&!]|^ {4}|^\t|^ {0,3}(?:[-+]|\d+[.)])(?:[ \t]|$)|^ {0,3}(?:-+|=+)[ \t]*$| {2}$|^ {0,3}~~~/m;
const kept = new Map<string, LongParsed>();

export function parseLong(text: string): LongParsed {
  const known = kept.get(text);
  if (known) return known;
  if (kept.size >= 2_000) kept.clear();
  const parsed = needsParser.test(text) ? byRuns(text) : paragraphs(text, 0);
  kept.set(text, parsed);
  return parsed;
}

/** What may begin before a blank line and end after one: HTML, code, definitions of links. */
const reaching = /[<[`]|^ {0,3}~~~/m;

/** Gives the parser only what needs it: a paragraph between blank lines at the margin is one, whatever stands around it. */
function byRuns(text: string): LongParsed {
  if (reaching.test(text)) return parse(text, 0);
  const lines = text.split(/\r\n?|\n/);
  const runs: { from: number; to: number; plain: boolean; single: boolean }[] = [];
  for (let from = 0; from < lines.length; ) {
    let to = from;
    while (to < lines.length && lines[to]?.trim() !== '') to++;
    if (to > from) {
      const chunk = lines.slice(from, to);
      const plain = chunk.every((line) => !/^[ \t]/.test(line)) && !needsParser.test(chunk.join('\n'));
      const last = runs.at(-1);
      if (last?.plain === plain) Object.assign(last, { to, single: false });
      else runs.push({ from, to, plain, single: true });
    }
    from = to + 1;
  }
  const parsed = runs.map(({ from, to, plain, single }): LongParsed => {
    const own = lines.slice(from, to);
    const simple = !plain && single ? simpleBlock(own, from + 1) : undefined;
    return simple ? { blocks: [simple], refused: [] } : (plain ? paragraphs : parse)(own.join('\n'), from);
  });
  return { blocks: parsed.flatMap((p) => p.blocks), refused: parsed.flatMap((p) => p.refused) };
}

/** `above`: how many lines stand above the text. */
function paragraphs(text: string, above: number): LongParsed {
  const blocks: LongBlock[] = [];
  let lines: string[] = [];
  let start = above + 1;
  const flush = (): void => {
    if (lines.length > 0) blocks.push({ type: 'paragraph', line: start, spans: [{ text: softly(lines.join('\n')) }] });
    lines = [];
  };
  text.split(/\r\n?|\n/).forEach((line, i) => {
    if (line.trim() === '') flush();
    else {
      if (lines.length === 0) start = above + i + 1;
      lines.push(line.trim());
    }
  });
  flush();
  return { blocks, refused: [] };
}

/** A line's end in the source: a space, but nothing beside a Chinese character. */
const softly = (text: string): string =>
  text.replace(/(.?)[ \t]*\r?\n[ \t]*(?=(.?))/gsu, (_, before: string, after: string) => `${before}${isCjk(before) || isCjk(after) ? '' : ' '}`);

const names: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  html: ['HTML', 'HTML'], heading: ['标题', 'a heading'], thematicBreak: ['分隔线', 'a rule'], blockquote: ['引文', 'a quotation'],
  code: ['代码', 'code'], inlineCode: ['代码', 'code'], link: ['链接', 'a link'], linkReference: ['链接', 'a link'], image: ['图片', 'an image'],
  imageReference: ['图片', 'an image'], definition: ['链接定义', 'a link definition'],
};

function parse(text: string, above: number): LongParsed {
  const refused: LongParsed['refused'][number][] = [];
  const tree = fromMarkdown(text, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
  const refuse = (node: Nodes): void => {
    const [zh, en] = names[node.type] ?? [node.type, node.type];
    refused.push({ line: above + (node.position?.start.line ?? 1), column: node.position?.start.column ?? 1, zh, en });
  };
  const spansOf = (nodes: readonly PhrasingContent[], style?: 'strong' | 'emphasis'): Span[] => nodes.flatMap((node): Span[] => {
    switch (node.type) {
      case 'text':
        return [style ? { text: softly(node.value), style } : { text: softly(node.value) }];
      case 'strong':
        return spansOf(node.children, 'strong');
      case 'emphasis':
        return spansOf(node.children, style ?? 'emphasis');
      case 'break':
        return ['break'];
      default:
        refuse(node);
        return [];
    }
  });
  const blocksOf = (nodes: readonly RootContent[]): LongBlock[] => nodes.flatMap((node): LongBlock[] => {
    const line = above + (node.position?.start.line ?? 1);
    switch (node.type) {
      case 'paragraph':
        return [{ type: 'paragraph', line, spans: spansOf(node.children) }];
      case 'list':
        return [{ type: 'list', line, ordered: node.ordered === true, items: node.children.map((item) => blocksOf(item.children)) }];
      case 'table':
        return [{ type: 'table', line, rows: node.children.map((row) => row.children.map((cell) => spansOf(cell.children))) }];
      default:
        refuse(node);
        return [];
    }
  });
  return { blocks: blocksOf(tree.children), refused };
}
