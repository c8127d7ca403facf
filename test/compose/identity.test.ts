/** What a document is hashed by: everything of the model but where it came from. */
import { describe, expect, it } from 'vitest';
import { identityOf } from '../../src/model/index.js';
import { sampleDocuments } from '../setup/samples.js';

describe('the identity of a document', () => {
  it('is its JSON without origins, for every document of the samples', async () => {
    const documents = await sampleDocuments();
    expect(documents.length).toBeGreaterThan(20);
    for (const { name, composed } of documents) {
      const whole = JSON.stringify(composed.document, (key, value: unknown) => (key === 'origin' ? undefined : value));
      expect(identityOf(composed.document) === whole, name).toBe(true);
    }
  });

  it('is another where a word of a theme or of a text is another, and the same where a line has moved', async () => {
    const [first] = await sampleDocuments();
    if (!first) throw new Error('no sample');
    const { document } = first.composed;
    const [section, ...sections] = document.sections;
    if (!section) throw new Error('no section');
    const moved = { ...document, sections: [{ ...section, origin: { template: { file: 'x', line: 1, column: 1 } } }, ...sections] };
    expect(identityOf(moved)).toBe(identityOf(document));
    expect(identityOf({ ...document, theme: { ...document.theme, name: 'x' } })).not.toBe(identityOf(document));
    expect(identityOf({ ...document, meta: { ...document.meta, title: 'x' } })).not.toBe(identityOf(document));
  });
});
