/**
 * HTML as layouts almost always make it: every element of the closed vocabulary, closed where it was opened, nothing that an HTML parser
 * would move, imply or decode.
 *
 * In:  HTML; what is made of its tags and texts. Out: whether it was all of that kind. Where it was not, what was made is of no use, and
 * the HTML parser (`tree.ts`) says what it is: the two agree wherever this one does not give up (`test/compose/well-nested.test.ts`).
 */
import { ruleOf, voidElements } from '../vocabulary.js';

export interface Taking {
  /** Attributes in their order; of two of one name both. */
  open(attributes: readonly (readonly [name: string, value: string])[]): void;
  close(): void;
  text(value: string): void;
}

/** A paragraph ends where one of these begins. */
const endsParagraph: ReadonlySet<string> = new Set(['p', 'div', 'ul', 'ol', 'li', 'h1', 'h2', 'h3', 'h4', 'table', 'section']);
const headings: ReadonlySet<string> = new Set(['h1', 'h2', 'h3', 'h4']);
/** What stands in a table stands directly in one of these. */
const homes: Readonly<Record<string, ReadonlySet<string>>> = {
  caption: new Set(['table']),
  thead: new Set(['table']),
  tbody: new Set(['table']),
  tr: new Set(['table', 'thead', 'tbody']),
  th: new Set(['tr']),
  td: new Set(['tr']),
  li: new Set(['ul', 'ol']),
};
/** All else would be moved out of these. */
const frames: ReadonlySet<string> = new Set(['table', 'thead', 'tbody', 'tr']);

/** A carriage return, a reference to a character and a null are read otherwise than they stand. */
const decoded = /[\r&\0]/;
const notBlank = /[^ \t\n\f]/;
const startTag = /<([a-z][a-z0-9-]*)((?:[ \t\n\f]+[a-z][a-z0-9-]*(?:[ \t\n\f]*=[ \t\n\f]*(?:"[^"]*"|'[^']*'))?)*)[ \t\n\f]*>/y;
const endTag = /<\/([a-z][a-z0-9-]*)>/y;
const attribute = /([a-z][a-z0-9-]*)(?:[ \t\n\f]*=[ \t\n\f]*(?:"([^"]*)"|'([^']*)'))?/g;

/** Whether an element stands where it is written, below these. */
function staysPut(name: string, parent: string | undefined, open: readonly string[]): boolean {
  if (!ruleOf(name)) return false;
  const home = homes[name];
  if (home ? parent === undefined || !home.has(parent) : parent !== undefined && frames.has(parent)) return false;
  if (endsParagraph.has(name) && open.includes('p')) return false;
  if (headings.has(name) && parent !== undefined && headings.has(parent)) return false;
  return name !== 'a' || !open.includes('a');
}

export function readWellNested(html: string, take: Taking): boolean {
  if (decoded.test(html)) return false;
  const open: string[] = [];
  let at = 0;
  while (at < html.length) {
    const next = html.indexOf('<', at);
    const end = next < 0 ? html.length : next;
    const parent = open.at(-1);
    if (end > at) {
      const text = html.slice(at, end);
      if (parent !== undefined && frames.has(parent) && notBlank.test(text)) return false;
      take.text(text);
    }
    if (next < 0) break;
    startTag.lastIndex = next;
    const started = startTag.exec(html);
    if (started) {
      const [whole, name = '', attributes = ''] = started;
      if (!staysPut(name, parent, open)) return false;
      take.open(attributes === '' ? [] : attributesIn(attributes));
      if (voidElements.has(name)) take.close();
      else open.push(name);
      at = next + whole.length;
      continue;
    }
    endTag.lastIndex = next;
    const ended = endTag.exec(html);
    if (ended?.[1] === undefined || ended[1] !== open.pop()) return false;
    take.close();
    at = next + ended[0].length;
  }
  return open.length === 0;
}

const attributesIn = (text: string): (readonly [string, string])[] =>
  Array.from(text.matchAll(attribute), ([, name = '', double, single]) => [name, double ?? single ?? ''] as const);
