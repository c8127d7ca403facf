/** An item that asks for “any …”, of which the record says that there are none, is printed, and says so. */
import { expect, it } from 'vitest';
import { eachBlock, inlinesOf, type Block } from '../../src/model/index.js';
import { sampleDocument, sampleName, sampleScopes } from '../setup/samples.js';

const wordsOf = (block: Block): string =>
  block.type === 'paragraph' || block.type === 'heading'
    ? inlinesOf(block)
        .map((one) => (one.type === 'text' ? one.value : ''))
        .join('')
    : '';

it('the measures taken after an appeal or complaint, where there are none', async () => {
  const { scopes } = await sampleScopes();
  const saysNone = (value: unknown): boolean => (value as { readonly measures?: { readonly none?: unknown } }).measures?.none === true;
  const none = scopes.filter(({ kind, asks }) => kind === 'appeal-result' && saysNone(asks.file.value));
  expect(none.length).toBeGreaterThan(2);
  for (const scope of none) {
    const { composed } = await sampleDocument(sampleName(scope));
    const words: string[] = [];
    eachBlock(composed.document, (block) => void words.push(wordsOf(block)));
    const heading = words.findIndex((one) => one.includes('纠正措施'));
    expect(heading, sampleName(scope)).toBeGreaterThan(0);
    expect(words.slice(heading + 1, heading + 4).join(' '), sampleName(scope)).toContain('无。');
  }
});
