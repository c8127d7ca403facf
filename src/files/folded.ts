/**
 * Text that YAML folds: plain and quoted text over several lines, and `>`.
 *
 * In:  a scalar that stands on several lines, the file's text, the language of the field. Out: its value, lines joined as the
 * language wants it (YAML knows only the space), and a blank line kept as one where YAML makes a single line feed of it: to
 * its author it is a new paragraph.
 *
 * YAML's own folding is asked, over a copy of the source in which each line's end is marked.
 */
import { CST } from 'yaml';
import { lineEnd, type TextLang } from './line-ends.js';

/** Not printable, so in no text that is accepted. */
const mark = '\u0001';
const tokenTypes = { PLAIN: 'scalar', QUOTE_SINGLE: 'single-quoted-scalar', QUOTE_DOUBLE: 'double-quoted-scalar' } as const;
/** Where `>2` says how far its text stands in, the depth of what holds it is tried: this far. */
const furthestIndent = 200;

/** A text as YAML read it, where it stands in the file, and how it is written there. */
export interface FoldedText {
  readonly value: string;
  readonly range: readonly [start: number, end: number];
  readonly type: keyof typeof tokenTypes | 'BLOCK_LITERAL' | 'BLOCK_FOLDED';
}

export function unfolded({ value, range, type }: FoldedText, text: string, lang: TextLang): string {
  if (type === 'BLOCK_LITERAL') return value;
  const source = text.slice(...range);
  if (!source.includes('\n') || value.includes(mark)) return value;
  const marked = type === 'BLOCK_FOLDED' ? ofBlock(source, value) : ofFlow(source, tokenTypes[type]);
  // Where the copy does not read as the original did, the original stands.
  return marked !== undefined && marked.replaceAll(mark, '') === value ? join(marked, lang) : value;
}

const resolve = (token: Parameters<typeof CST.resolveAsScalar>[0]): string | undefined => {
  try {
    return CST.resolveAsScalar(token, true)?.value;
  } catch {
    return undefined;
  }
};

function ofFlow(source: string, type: 'scalar' | 'single-quoted-scalar' | 'double-quoted-scalar'): string | undefined {
  // A backslash at the end of a quoted line joins it already.
  const marked = source
    .split('\n')
    .map((line, i, lines) => {
      const said = line.trimEnd();
      if (i === lines.length - 1 || said === '' || (type === 'double-quoted-scalar' && endsInBackslash(said))) return line;
      return said + mark + line.slice(said.length);
    })
    .join('\n');
  return resolve({ type, offset: 0, indent: 0, source: marked });
}
function endsInBackslash(line: string): boolean {
  let n = 0;
  while (line[line.length - 1 - n] === '\\') n++;
  return n % 2 === 1;
}

function ofBlock(source: string, value: string): string | undefined {
  const head = source.indexOf('\n');
  const header = source.slice(0, head).trimEnd();
  const marked = source
    .slice(head + 1)
    .split('\n')
    .map((line) => (line.trim() === '' ? line : line.endsWith('\r') ? `${line.slice(0, -1)}${mark}\r` : line + mark))
    .join('\n');
  const explicit = /^>[-+]?[1-9]/.test(header);
  for (let indent = 0; indent <= (explicit ? furthestIndent : 0); indent++) {
    const read = resolve({
      type: 'block-scalar',
      offset: 0,
      indent,
      source: marked,
      props: [{ type: 'block-scalar-header', offset: 0, indent, source: header.split(/[ \t]/, 1)[0] ?? '' }],
    });
    if (read?.replaceAll(mark, '') === value) return read;
  }
  return undefined;
}

/** What YAML made of each marked line's end, as the language writes it. */
function join(marked: string, lang: TextLang): string {
  const [first = '', ...pieces] = marked.split(mark);
  const out = [first];
  let line = first;
  for (const piece of pieces) {
    const feeds = /^[\r\n]*/.exec(piece)?.[0] ?? '';
    if (feeds !== '') {
      const words = piece.slice(feeds.length);
      // A line that stands in further keeps its own end; elsewhere YAML took one of the line feeds away.
      out.push(/^[ \t]/.test(words) || /^[ \t]/.test(line) || words === '' ? piece : `\n${piece}`);
      line = words;
    } else {
      const rest = piece.trimStart();
      const before = out.pop()?.trimEnd() ?? '';
      out.push(before, rest === '' ? '' : lineEnd(before, rest, lang) + rest);
      line = rest;
    }
  }
  return out.join('');
}
