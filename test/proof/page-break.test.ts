/** A sentence that a page break parts is whole in the proof: the English report's disclaimer stands across two pages. */
import { expect, it } from 'vitest';
import { build, type Document } from '../../src/model/index.js';
import { layoutName } from '../../src/make/document.js';
import { makeFiles } from '../../src/make/files.js';
import { createPdfWriter } from '../../src/writers/pdf/index.js';
import { sampleDocument } from '../setup/samples.js';
import { long } from '../setup/long.js';

it('finds wording at every place of a page', long, async () => {
  const sample = await sampleDocument('qingyu-payment/stage-2/nonconformity-report-NC-02', 'en');
  const wording = sample.order.wording
    .filter((w) => w.kind === 'content' || w.kind === 'exact')
    .slice(0, 1)
    .map((w) => ({
      ...w,
      kind: 'exact' as const,
      string: 'one two three four five six seven eight nine ten eleven twelve '.repeat(12).trim(),
      place: undefined,
    }));
  const { document } = sample.composed;
  const [section] = document.sections;
  if (!section) throw new Error('no section');
  const paragraph = (text: string): ReturnType<typeof build.paragraph> =>
    build.paragraph({ type: 'paragraph', style: 'prose', rank: 'main', lang: 'en', content: [build.text(text, 'en')] } as never);
  const sentence = paragraph(wording[0]?.string ?? '');
  const parted: boolean[] = [];
  // Moved down a few lines at a time over more than a page's length, it is parted by the page's end in some of them. Lines, not white: a
  // short document is set with less of that where it saves a page.
  for (let lines = 4; lines <= 52; lines += 4) {
    const moved: Document = {
      ...document,
      sections: [{ ...section, blocks: [...Array.from({ length: lines }, () => paragraph('Above.')), sentence] }],
    };
    const { made, diagnostics } = await makeFiles(createPdfWriter(), {
      document: moved,
      mustFit: false,
      wording: wording as never,
      layout: layoutName(sample.order),
      formats: ['pdf'],
    });
    expect(diagnostics, String(lines)).toEqual([]);
    parted.push((made?.pages ?? 0) > 1);
  }
  expect(parted).toContain(true);
});
