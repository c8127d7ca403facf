/** What a document is hashed by: everything of the model, but where it came from only as far as its Word file says it. */
import { describe, expect, it } from 'vitest';
import { identityOf, type Origin } from '../../src/model/index.js';
import { sweep } from '../setup/long.js';
import { sampleDocuments } from '../setup/samples.js';

/** Of a text or box that came from one place of a record: that place, without its line. */
function withoutOrigins(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('origin' in value)) return value;
  const { type, origin } = value as { readonly type?: string; readonly origin?: Origin };
  const [one, ...more] = type === 'text' || type === 'check-box' ? (origin?.record ?? []) : [];
  const place = one && more.length === 0 ? [one.file, one.pointer] : undefined;
  return Object.fromEntries(Object.entries(value).map(([key, v]) => (key === 'origin' ? ['place', place] : [key, v as unknown])));
}

describe('the identity of a document', () => {
  it('is its JSON without origins, but for the places of words, for every document of the samples', sweep, async () => {
    const documents = await sampleDocuments('zh-en', 12);
    expect(documents.length).toBeGreaterThan(5);
    for (const { name, composed } of documents) {
      const whole = JSON.stringify(composed.document, withoutOrigins);
      expect(identityOf(composed.document) === whole, name).toBe(true);
    }
  });

  it('is another where a word of a theme or of a text is another, and the same where a line has moved', async () => {
    const [first] = await sampleDocuments('zh-en', 12);
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
