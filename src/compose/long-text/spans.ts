/**
 * The words of one paragraph, item or cell: lines joined, `**…**` made bold.
 *
 * In:  lines. Out: spans, and `**` that nothing opens or closes. Two asterisks mean something, and only where words stand
 * between them: one (`5*8`), three or more, two between Latin letters or figures (`2**3`) or between blanks are text.
 */
import { lineEnd, type TextLang } from '../../files/line-ends.js';
import type { Line } from './lines.js';
import type { Refused, Span } from './types.js';

export interface Words {
  readonly spans: readonly Span[];
  readonly refused?: Refused;
}

const figure = /[A-Za-z0-9]/;
const blank = /^\s?$/;
/** What no bold text begins with, and what none ends with. */
const closes = /[，。、；：！？）】》〉」』”’,.;:!?)\]}%]/;
const opens = /[（【《〈「『“‘([{]/;

/** In a path (`D:\backup\*.bak`) no backslash takes a meaning away: all are printed. */
function inPath(text: string, at: number): boolean {
  if (text[at - 1] === ':' || text[at - 1] === '\\') return true;
  for (let i = at - 1; i >= Math.max(0, at - 260) && !/[\s，。；、]/.test(text.charAt(i)); i--) {
    if (text[i] === '\\' && text[i + 1] !== '*') return true;
  }
  return false;
}

export function wordsOf(lines: readonly Line[], lang: TextLang): Words {
  let text = '';
  const starts: { readonly at: number; readonly from: Line }[] = [];
  for (const [i, line] of lines.entries()) {
    if (i > 0) text += lineEnd(lines[i - 1]?.text ?? '', line.text, lang);
    starts.push({ at: text.length, from: line });
    text += line.text;
  }
  if (!text.includes('*')) return { spans: text === '' ? [] : [{ text }] };

  const lineStarts = new Set(starts.map((s) => s.at));
  const spans: Span[] = [];
  let piece = '';
  let opened: number | undefined;
  const flush = (): void => {
    if (piece !== '') spans.push(opened === undefined ? { text: piece } : { text: piece, style: 'strong' });
    piece = '';
  };
  for (let i = 0; i < text.length;) {
    const escaped = text[i] === '\\' && text[i + 1] === '*' && !inPath(text, i);
    if (escaped) i++;
    let end = i;
    while (text[end] === '*' && (end === i || !lineStarts.has(end))) end++;
    if (end === i) {
      piece += text.charAt(i++);
      continue;
    }
    const before = text.charAt(i - 1);
    const after = text.charAt(end);
    if (
      escaped ||
      before === '\\' ||
      end - i !== 2 ||
      (figure.test(before) && figure.test(after)) ||
      (blank.test(before) && blank.test(after))
    ) {
      piece += text.slice(i, end);
    } else if (opened === undefined) {
      if (blank.test(after) || closes.test(after)) return { spans: [{ text }], refused: alone(i) };
      flush();
      opened = i;
    } else {
      if (blank.test(before) || opens.test(before)) return { spans: [{ text }], refused: alone(i) };
      flush();
      opened = undefined;
    }
    i = end;
  }
  if (opened !== undefined) return { spans: [{ text }], refused: alone(opened) };
  flush();
  return { spans };

  function alone(at: number): Refused {
    const start = starts.findLast((s) => s.at <= at);
    return {
      line: start?.from.line ?? 1,
      column: (start?.from.column ?? 1) + at - (start?.at ?? 0),
      zh: '这里的 ** 没有成对，不知道哪些字要加粗',
      en: 'this ** has no partner: which words are bold?',
      helpZh: '加粗写成 **文字**（记号紧挨文字）；要印出两个星号就写 \\**。',
      helpEn: 'Bold is written **words**, the signs close to the words; to print two asterisks write \\**.',
    };
  }
}
