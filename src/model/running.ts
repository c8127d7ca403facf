/**
 * Running headings: which heading the head of a page names, and in which words.
 *
 * In:  a running heading, the document around it, and the page of each heading. Out: the words for each heading that it may name, and the
 * one that it names on a page. The engine decides by pages of its own; the proof asks here.
 */
import { headingsOf, listedWords } from './toc.js';
import type { DocLang, Document, Heading, Inline, RunningHeading } from './types.js';

/** A heading, its number among all of the document, and what is said of it: the main language, and English beside it. */
export interface RunningWords {
  readonly n: number;
  readonly heading: Heading;
  readonly main: readonly Inline[];
  readonly second: readonly Inline[];
}
/** All that a running heading may name, in reading order. */
export function runningWords(headings: readonly Heading[], lang: DocLang, node: RunningHeading): RunningWords[] {
  return headings.flatMap((heading, n) => {
    if (heading.level < node.from || heading.level > node.to) return [];
    const said = node.part === 'mark' ? (heading.mark ?? []) : listedWords(heading);
    if (said.length === 0) return [];
    // Two languages on one line are parted by a gap.
    const gap = lang === 'zh-en' && node.part === 'title' ? said.findIndex((i) => i.type === 'gap') : -1;
    return [{ n, heading, main: gap < 0 ? said : said.slice(0, gap), second: gap < 0 ? [] : said.slice(gap + 1) }];
  });
}

/** What it says on a page, without white space. */
export function runningText(document: Document, node: RunningHeading, pageOf: readonly number[], page: number): string {
  const all = runningWords(headingsOf(document), document.lang, node);
  const found = all.find(({ n }) => pageOf[n] === page) ?? all.findLast(({ n }) => (pageOf[n] ?? Infinity) < page);
  return [...(found?.main ?? []), ...(found?.second ?? [])].map((i) => (i.type === 'text' ? i.value : '')).join('');
}
