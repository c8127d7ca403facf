/**
 * Bookmarks as a reader looks for them: clause, then title, the languages apart.
 *
 * In:  a model, and the engine's file. Out: the titles of its bookmarks written anew. The engine takes the words of a heading
 * as they follow each other, without the clause in its margin and without the space between two languages.
 */
import { eachBlock, type Document, type Heading, type Inline } from '../../model/index.js';
import { UnknownShape, type ClassicFile } from './classic-file.js';

const words = (inlines: readonly Inline[] = []): string =>
  inlines.map((i) => (i.type === 'text' ? i.value : i.type === 'gap' || i.type === 'line-break' ? ' ' : '')).join('');
const titleOf = (heading: Heading): string =>
  [words(heading.mark), words(heading.content)]
    .join(' ')
    .replace(/[\u200b\u2060\u00ad]/g, '')
    .replaceAll('\u2011', '-')
    .replace(/\s+/g, ' ')
    .trim();

export function bookmarksOf(document: Document): string[] {
  const titles: string[] = [];
  eachBlock(document, (block) => void (block.type === 'heading' && titles.push(titleOf(block))));
  return titles;
}

/** Titles in the order of the headings; a file with another number of bookmarks keeps its own. */
export function retitle(file: ClassicFile, catalog: string, titles: readonly string[]): void {
  if (!/\/Outlines \d+ 0 R/.test(catalog)) return;
  const items: number[] = [];
  const visit = (holder: string): void => {
    let next = /\/First (\d+) 0 R/.exec(holder)?.[1];
    while (next !== undefined) {
      items.push(Number(next));
      if (items.length > titles.length) return;
      const item = file.object(Number(next));
      visit(item);
      next = /\/Next (\d+) 0 R/.exec(item)?.[1];
    }
  };
  visit(file.object(file.reference(catalog, 'Outlines')));
  if (items.length !== titles.length)
    throw new UnknownShape(`${titles.length} headings in the model, ${items.length} bookmarks in the file`);
  items.forEach((number, i) => {
    const item = file.object(number);
    const title = `/Title <FEFF${Buffer.from(titles[i] ?? '', 'utf16le')
      .swap16()
      .toString('hex')
      .toUpperCase()}>`;
    file.put(
      number,
      item.replace(/\/Title\s*(<[^>]*>|\((?:[^()\\]|\\.)*\))/, () => title),
    );
  });
}
