/**
 * The Word files of all samples, taken back: as they were written nothing changes; with an edit outside of every place nothing changes
 * either, and it is reported. Edits in places: `edits.test.ts`.
 */
import { describe, expect, it } from 'vitest';
import { take } from '../../src/take/take.js';
import type { Taken } from '../../src/take/types.js';
import type { Outcome } from '../../src/diagnostics/index.js';
import { writeDocx } from '../../src/writers/docx/index.js';
import { isLongRun, sweep } from '../setup/long.js';
import { sampleDocuments, samplesFolder, type SampleDocument } from '../setup/samples.js';
import { escaped, seeded, WordFile } from './edited.js';

const written = ({ composed }: SampleDocument): Uint8Array => {
  const { value } = writeDocx(composed.document);
  if (!value) throw new Error('not written');
  return value;
};
const taken = (bytes: Uint8Array, options: { readonly accept?: boolean; readonly remove?: boolean } = {}): Promise<Outcome<Taken>> =>
  take({ root: samplesFolder, forms: [{ name: 'a.docx', bytes }], accept: false, remove: false, ...options });
const told = ({ value, diagnostics }: Outcome<Taken>): string[] => [
  ...diagnostics.map(({ code, message }) => `${code} ${message.en}`),
  ...(value?.files ?? []).flatMap(({ differences }) =>
    differences.map(({ file, pointer, before, after }) => `${file}#${pointer}: ${before} → ${after}`),
  ),
];

it('what nobody touched changes nothing', sweep, async () => {
  for (const lang of ['zh-en', 'zh', 'en'] as const) {
    // The other languages are composed in the long run alone.
    if (!isLongRun && lang !== 'zh-en') continue;
    for (const document of await sampleDocuments(lang, 24)) {
      const { value } = writeDocx(document.composed.document);
      const file = value && new WordFile(value);
      if (!value || !file?.parts['customXml/item1.xml']) continue;
      // Bold words at the beginning of a paragraph and those behind them are of one value.
      const torn = file.carried.blocks.filter(({ segments }) =>
        segments.some((s, n) => {
          const next = segments[n + 1];
          return (
            typeof s === 'object' &&
            typeof next === 'object' &&
            s.as === undefined &&
            next.as === undefined &&
            s.file === next.file &&
            s.pointer === next.pointer
          );
        }),
      );
      expect(torn, document.name).toEqual([]);
      expect(told(await taken(value)), `${document.name} ${lang}`).toEqual([]);
    }
  }
});

describe('an edit outside of every place', () => {
  const typed = (words: string): string => `<w:p><w:r><w:t>${escaped(words)}</w:t></w:r></w:p>`;
  it('is reported, and changes nothing', sweep, async () => {
    const random = seeded(7);
    const documents = await sampleDocuments('zh-en', isLongRun ? undefined : 12);
    const wanted = isLongRun ? 200 : 8;
    let done = 0;
    for (let round = 0; done < wanted && round < wanted * 20; round++) {
      const document = documents[Math.floor(random() * documents.length)] as SampleDocument;
      const file = new WordFile(written(document));
      if (!file.parts['customXml/item1.xml']) continue;
      const fixed = file.carried.blocks
        .filter(({ name }) => name === undefined)
        .flatMap(({ segments }) => segments.filter((s): s is string => typeof s === 'string' && /^[\p{L} ]{4,}$/u.test(s)));
      const label = fixed[Math.floor(random() * fixed.length)];
      const way = Math.floor(random() * 3);
      let words = '';
      if (way === 0) {
        // A paragraph of its own above the title.
        words = `另行说明 ${round}`;
        file.xml = file.xml.replace('<w:body>', () => `<w:body>${typed(words)}`);
      } else {
        if (label === undefined || file.xml.split(`>${escaped(label)}</w:t>`).length !== 2) continue;
        words = way === 1 ? `${label}改` : '';
        file.xml = file.xml.replace(`>${escaped(label)}</w:t>`, () => `>${escaped(words)}</w:t>`);
      }
      const outcome = await taken(file.bytes());
      expect(outcome.value?.files, `${document.name} ${way} ${label}`).toEqual([]);
      const found = outcome.diagnostics.filter(({ message }) => message.zh.includes((way === 2 ? (label ?? '') : words).slice(0, 60)));
      expect(
        found.map(({ code }) => code),
        `${document.name} ${way} ${label}`,
      ).toEqual([way === 0 ? 'take-outside' : 'take-fixed-changed']);
      done += 1;
    }
    expect(done).toBeGreaterThanOrEqual(wanted);
  });
});
