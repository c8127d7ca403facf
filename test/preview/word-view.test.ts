/** The Word file as the workbench shows it: its words are those that a proof reads, its pictures and what is not read are told. */
import { describe, expect, it } from 'vitest';
import { wordViewOf } from '../../src/preview/word-view.js';
import { writeDocx } from '../../src/writers/docx/index.js';
import { long } from '../setup/long.js';
import { sampleDocuments } from '../setup/samples.js';
import { leftOf, wordsOfView } from './word-words.js';

it('what is no Word file has no view', () => {
  expect(wordViewOf(Buffer.from('PK\u0003\u0004 nothing'), 'x')).toBeUndefined();
});

describe('of every sample', long, () => {
  it('says what a proof reads', async () => {
    const documents = await sampleDocuments();
    expect(documents.length).toBeGreaterThan(20);
    const other: string[] = [];
    for (const { name, composed } of documents) {
      const bytes = writeDocx(composed.document).value;
      const view = bytes && wordViewOf(bytes, name);
      const left = bytes && view ? leftOf(bytes, wordsOfView(view)) : 'no view';
      if (left !== '') other.push(`${name}: ${left.slice(0, 200)}`);
    }
    expect(other).toEqual([]);
  });
});
