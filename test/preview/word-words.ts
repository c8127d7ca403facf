/**
 * The words of a Word file, as the workbench's view of it has them and as a proof reads them: for tests that compare both.
 *
 * In:  a view, or bytes. Out: words without white space. A box to tick is one sign for all that look like one, and a hyphen that does not
 * break is a hyphen.
 */
import { readDocx } from '../../src/proof/read-docx.js';
import type { WordBlock, WordInline, WordView } from '../../src/preview/protocol.js';

export const bareWords = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\s\u200b\u2060\ufeff\u00ad]+/gu, '')
    .replace(/\u2011/g, '-')
    .replace(/[□☐▢◻❏❑❐❒]/g, '☐')
    .replace(/[☑☒■✅🗹🗷]/gu, '☑');

const ofInline = (one: WordInline): string => {
  switch (one.type) {
    case 'text':
      return one.value;
    case 'box':
      return one.checked ? '☑' : '☐';
    case 'control':
    case 'field':
      return one.content.map(ofInline).join('');
    default:
      return '';
  }
};
export const wordsOfBlocks = (blocks: readonly WordBlock[]): string =>
  bareWords(
    blocks
      .map((block) =>
        block.type === 'table'
          ? block.rows.flatMap(({ cells }) => cells.map((cell) => wordsOfBlocks(cell.blocks))).join('')
          : `${block.numbering?.mark ?? ''}${block.content.map(ofInline).join('')}`,
      )
      .join(''),
  );

export interface WordsOfFile {
  readonly body: string;
  /** Of headers and footers, in any order. */
  readonly running: readonly string[];
}
export const wordsOfView = ({ sections }: WordView): WordsOfFile => ({
  body: sections.map(({ blocks }) => wordsOfBlocks(blocks)).join(''),
  running: sections.flatMap(({ running }) => running.map(({ blocks }) => wordsOfBlocks(blocks))),
});

/** What is left of the words that a proof reads, the body first, without these: nothing, where they are the same. */
export function leftOf(bytes: Uint8Array, { body, running }: WordsOfFile): string {
  const read = bareWords(readDocx(bytes).value?.text ?? '');
  if (body === '' || !read.startsWith(body)) return `not the body: ${read.slice(0, 80)} … ${body.slice(0, 80)}`;
  let rest = read.slice(body.length);
  // One part may serve for several kinds of pages.
  for (const words of [...new Set(running)].filter((one) => one !== '').sort((a, b) => b.length - a.length)) {
    if (!rest.includes(words)) return `not in headers or footers: ${words}`;
    rest = rest.replaceAll(words, '');
  }
  return rest;
}
