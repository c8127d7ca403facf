/** Where there is no layout engine a Word file is still made, and proved against the model alone. */
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { makeFiles } from '../../src/make/files.js';
import { canon, settleToc, tocsOf } from '../../src/model/index.js';
import { readDocx } from '../../src/proof/read-docx.js';
import { chooseEngine } from '../../src/writers/pdf/choose-engine.js';
import { createPdfWriter } from '../../src/writers/pdf/index.js';
import { certificate, harbour, report } from '../writers/pdf-samples.js';

const without = createPdfWriter(chooseEngine({ name: join(tmpdir(), 'no-such-folder', 'typst'), project: tmpdir() + '-elsewhere' }));
const order = { wording: [], layout: 'report.hbs', mustFit: true } as const;

describe('without a layout engine', () => {
  it.each([
    ['report', report()],
    ['certificate, whose pages nobody has measured,', certificate(harbour)],
  ])('a %s is made as a Word file that says what the model says', async (_, document) => {
    const { fits, made, diagnostics } = await makeFiles(without, { ...order, document, formats: ['docx'] });
    expect([fits, diagnostics]).toEqual([true, []]);
    expect(made).toMatchObject({ files: [{ format: 'docx' }], pages: 0, contentPages: {}, seals: [] });
    const read = readDocx(made?.files[0]?.bytes ?? new Uint8Array());
    expect(read.value?.entries).toEqual(canon(settleToc(document, 0)));
    expect([tocsOf(settleToc(document, 0)), read.value?.toc]).toEqual([[], []]);
  });
  it('nothing is made where a PDF is asked for too: one of two would be missing', async () => {
    const asked = { ...order, document: report(), mustFit: false, formats: ['docx', 'pdf'] } as const;
    const { made, diagnostics } = await makeFiles(without, asked);
    expect(made).toBeUndefined();
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['engine-unfit', 'error']]);
  });
});
