/** Two engines, one document: words, places and structure are the same, and bytes the same within one engine. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { build as b, canon, type Document } from '../../src/model/index.js';
import { readPdf } from '../../src/proof/read-pdf.js';
import { chooseEngine } from '../../src/writers/pdf/choose-engine.js';
import { createPdfWriter, type PdfFile, type PdfWriter } from '../../src/writers/pdf/index.js';
import { needsTypst, typst } from '../setup/typst.js';
import { certificate, form, harbour, pine, plainReport, plan, report } from './pdf-samples.js';

// Slow machines are not wrong.
vi.setConfig({ testTimeout: 300_000 });

const documents = (): Document[] => [
  report(),
  form(),
  plan(),
  certificate(harbour, {}, true),
  certificate(pine),
  plainReport([b.heading({ level: 1, style: 'title', rank: 'main', lang: 'zh', content: [b.text('报告', 'zh')] })]),
];
const program = (): PdfWriter => createPdfWriter(chooseEngine({ name: typst?.path ?? '', project: join(tmpdir(), 'no-project') }));
async function written(writer: PdfWriter, list: readonly Document[]): Promise<PdfFile[]> {
  return Promise.all(
    list.map(async (document) => {
      const { value, diagnostics } = await writer.write(document);
      if (!value) throw new Error(JSON.stringify(diagnostics));
      return value;
    }),
  );
}
const tenths = (list: readonly number[]): number[] => list.map((mm) => Math.round(mm * 10) / 10);
const placesIn = ({ pages, fits, shares, pageOf, seals, headingPages, headingTops, sectionPages }: PdfFile) => ({
  ...{ pages, fits, headingPages, sectionPages, pageOf: [...pageOf] },
  shares: tenths(shares),
  tops: tenths(headingTops),
  seals: seals.map(({ page, left, top, diameter }) => [page, ...tenths([left, top, diameter])]),
});

describe.skipIf(!typst)(`typst as a program${needsTypst}`, () => {
  const before = process.env['TMPDIR'];
  let folder = '';
  let own: PdfFile[] = [];
  let files: PdfFile[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'certpress-engine-'));
    process.env['TMPDIR'] = folder;
    own = await written(createPdfWriter(chooseEngine({ name: 'built-in', project: folder })), documents());
    files = await written(program(), documents());
  }, 300_000);
  afterAll(async () => {
    process.env['TMPDIR'] = before;
    await rm(folder, { recursive: true, force: true });
  });

  it('puts everything on the page, and at the height, where the built-in engine has it', () => {
    expect(files.map(placesIn)).toEqual(own.map(placesIn));
    // Some of them are more than one page, and hold what is placed by measuring.
    expect(files.map(({ pages }) => pages).sort()).toEqual(expect.arrayContaining([1, 3]));
    expect(files.some(({ seals }) => seals.length > 0)).toBe(true);
  });
  it('says what the model says, and what the built-in engine says, in the same order', async () => {
    for (const [i, document] of documents().entries()) {
      const [there, here] = [await readPdf(files[i]?.bytes ?? new Uint8Array()), await readPdf(own[i]?.bytes ?? new Uint8Array())];
      expect(there.diagnostics).toEqual([]);
      expect(there.value?.entries).toEqual(canon(document));
      expect(there.value?.toc).toEqual(here.value?.toc);
      expect(there.value?.running).toEqual(here.value?.running);
    }
  });
  it('says of itself that it is PDF/A-3a and PDF/UA-1, once', () => {
    for (const { bytes } of files) {
      const text = Buffer.from(bytes).toString('latin1');
      expect(text.match(/<pdfuaid:part/g)).toHaveLength(1);
      expect(text.match(/<pdfaid:part>3</g)).toHaveLength(1);
      expect(text).toContain('/DisplayDocTitle true');
      expect(text).toContain('Typst 0.1');
    }
  });
  it('has the frame of a certificate once, and the titles of bookmarks with their clause', () => {
    const text = Buffer.from(files[3]?.bytes ?? []).toString('latin1');
    expect(text.match(/\/CertpressFrame \d+ 0 R/g)).toHaveLength(3);
    expect(new Set(text.match(/\/CertpressFrame \d+ 0 R/g)).size).toBe(1);
    const title = Buffer.from(documents()[0]?.meta.title ?? '', 'utf16le')
      .swap16()
      .toString('hex')
      .toUpperCase();
    // They are written anew behind the end of the engine's own file, in the order of its objects.
    const titles = (file: PdfFile | undefined): string[] => {
      const whole = Buffer.from(file?.bytes ?? []).toString('latin1');
      const update = whole.slice(whole.indexOf('%%EOF'));
      return [...update.matchAll(/\/Title <FEFF([0-9A-F]+)>/g)]
        .map((m) => m[1] ?? '')
        .filter((hex) => hex !== title)
        .sort();
    };
    expect(titles(files[0]).length).toBeGreaterThan(10);
    expect(titles(files[0])).toEqual(titles(own[0]));
  });
  it('makes the same bytes of a document by itself as among others, at any time and place', async () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Pacific/Auckland';
    process.env['SOURCE_DATE_EPOCH'] = '86400';
    try {
      const writer = program();
      for (const [i, document] of documents().entries()) {
        const [alone] = await written(writer, [document]);
        expect(Buffer.compare(Buffer.from(alone?.bytes ?? []), Buffer.from(files[i]?.bytes ?? []))).toBe(0);
      }
    } finally {
      process.env['TZ'] = zone;
      delete process.env['SOURCE_DATE_EPOCH'];
    }
  });
  it('measures a page that is filled as the built-in engine does', async () => {
    const document = certificate(harbour);
    const [there, here] = [await program().fits(document), await createPdfWriter().fits(document)];
    expect([there.value?.fits, ...tenths(there.value?.shares ?? [])]).toEqual([here.value?.fits, ...tenths(here.value?.shares ?? [])]);
  });
  it('makes the others where one of them cannot be made, and says why of that one alone', async () => {
    // It begins as a PNG does, and holds nothing.
    const data = Buffer.from('89504e470d0a1a0a0000', 'hex').toString('base64');
    const origin = { record: [{ file: 'evidence.yaml', pointer: '/0', line: 7, column: 3 }] };
    const broken = plainReport([
      b.image({ mime: 'image/png', data, width: 20, alt: '签名', lang: 'zh', indent: 0, pixels: { width: 10, height: 10 }, origin }),
    ]);
    const [good, bad, last] = await Promise.all([form(), broken, plan()].map((document) => program().write(document)));
    expect([good?.value?.pages, last?.value?.pages]).toEqual([own[1]?.pages, own[2]?.pages]);
    expect(bad?.diagnostics).toMatchObject([{ code: 'image-undecodable', place: { file: 'evidence.yaml', line: 7 } }]);
    const writer = program();
    const together = await Promise.all([form(), broken, plan()].map((document) => writer.write(document)));
    expect(together.map(({ value }) => value?.pages)).toEqual([own[1]?.pages, undefined, own[2]?.pages]);
    expect(together[1]?.diagnostics).toEqual(bad?.diagnostics);
  });
  it('leaves nothing behind', async () => {
    expect(await readdir(folder)).toEqual([]);
  });
});
