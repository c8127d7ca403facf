/** Whatever lies in a file: a verdict or a diagnostic, never an exception, and not forever. */
import { beforeAll, describe, expect, it } from 'vitest';
import { renewPdf, sealPdf, verifyPdf, type Services, type Signer } from '../../src/seal/index.js';
import { Random } from '../lawful/random.js';
import { sweep, swept } from '../setup/long.js';
import { sharedSealing, type Sealing } from './sealing.js';

let s: Sealing;
let signer: Signer;
let sealed: Buffer;
beforeAll(async () => {
  s = await sharedSealing();
  signer = await s.signerOf(s.pki.signers.p256.p12);
  sealed = Buffer.from(await s.sealed(s.documents.form.bytes, signer, { level: 'B-LTA' }));
});

/** Nobody is asked: what is broken must be found before. */
const nobody: Services = { fetch: () => Promise.reject(new Error('nobody')), timeStampUrl: 'http://127.0.0.1:9/' };
async function mustBeJudged(bytes: Uint8Array, what: string): Promise<void> {
  const { seal } = await verifyPdf(bytes, s.trust);
  expect(seal?.intact === true && seal.trusted, what).toBe(false);
  const at = new Date();
  const appearance = { place: { page: 1, left: 10, top: 10, diameter: 20 }, description: '印章' };
  for (const outcome of [
    await sealPdf(bytes, signer, { level: 'B-B', at }),
    await sealPdf(bytes, signer, { level: 'B-B', at, appearance }),
    await renewPdf(bytes, nobody),
  ]) {
    if (outcome.value === undefined) expect(outcome.diagnostics[0]?.code, what).toMatch(/^seal-/);
  }
}
/** A file with a table that is right, so that what its objects say is read. */
function pdf(objects: readonly string[], trailer = '', prefix = ''): Buffer {
  let body = `%PDF-1.7\n${prefix}`;
  const places = objects.map((object, i) => {
    const place = body.length;
    body += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = body.length;
  return Buffer.from(
    `${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')}` +
      `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /ID [<00> <00>] ${trailer} >>\nstartxref\n${table}\n%%EOF\n`,
    'latin1',
  );
}

describe('garbage', () => {
  it('that is no PDF, or the beginning of one', async () => {
    const texts = [
      '',
      '%PDF-',
      '%PDF-1.7\n',
      'startxref',
      '%PDF-1.7 startxref',
      '%PDF-1.7 startxref 0',
      '%PDF-1.7 startxref 9 %%EOF',
      '%PDF-1.7\nxref\nstartxref\n9\n%%EOF',
      '%PDF-1.7\nxref 0 9999999999\nstartxref\n9\n%%EOF',
      '%PDF-1.7\nxref\n0 0\ntrailer\nstartxref\n9\n%%EOF',
      '%PDF-1.7\nxref\ntrailer\n<< >>\nstartxref\n9\n%%EOF',
      '%PDF-1.7\nxref\ntrailer\n<< /Prev 9 >>\nstartxref\n9\n%%EOF',
      '/ByteRange',
      '%PDF-1.7 /ByteRange',
    ];
    for (const text of texts) await mustBeJudged(Buffer.from(text, 'latin1'), text);
    const random = new Random(1);
    for (let i = 0; i < 40; i++)
      await mustBeJudged(Buffer.from(Array.from({ length: random.int(0, 3000) }, () => random.int(0, 255))), `random ${i}`);
  });
  it('that is nested, huge, or refers to itself', async () => {
    const catalog = '<< /Type /Catalog /Pages 2 0 R >>';
    const pages = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>';
    const page = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>';
    const deep = (open: string, close: string, times: number): string => open.repeat(times) + close.repeat(times);
    const sig = (contents: string, more = ''): string =>
      `<< /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents ${contents} ${more} >>`;
    const form = '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> /Perms << /DocMDP 5 0 R >> >>';
    const many = Array.from({ length: 5000 }, (_, i) => `${i + 3} 0 R`).join(' ');
    const cases: Record<string, Buffer> = {
      plain: pdf([catalog, pages, page]),
      'arrays in arrays': pdf([`<< /Type /Catalog /Pages 2 0 R /X ${deep('[', ']', 100_000)} >>`, pages, page]),
      'dictionaries in dictionaries': pdf([`<< /Type /Catalog /Pages 2 0 R /X ${deep('<< /A ', ' >>', 100_000)} >>`, pages, page]),
      'open ends': pdf([deep('[', '', 200_000), deep('<<', '', 200_000), deep('(', '', 200_000), '<']),
      'a catalog that is its own pages': pdf(['<< /Type /Pages /Pages 1 0 R /Kids [1 0 R 1 0 R] >>']),
      'pages in a ring': pdf([catalog, '<< /Type /Pages /Kids [3 0 R] >>', '<< /Type /Pages /Kids [2 0 R] >>']),
      'pages in a long row': pdf([catalog, ...Array.from({ length: 3000 }, (_, i) => `<< /Type /Pages /Kids [${i + 3} 0 R] >>`), page]),
      'a reference to itself': pdf([catalog, '2 0 R', page]),
      'a ring of references': pdf([catalog, '3 0 R', '4 0 R', '2 0 R']),
      'no objects': pdf([]),
      'a root that is not there': pdf([catalog], '/Root2 1 0 R').subarray(0),
      'a number for a catalog': pdf(['7']),
      'huge numbers': pdf([
        `<< /Type /Catalog /Pages 2 0 R /X ${'9'.repeat(5000)} >>`,
        pages,
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${'9'.repeat(35)} 1] >>`,
      ]),
      'a stream without end': pdf(['<< /Length 9999999999 >>\nstream\n', pages, page]),
      'a negative stream': pdf(['<< /Length -5 >>\nstream\nxx\nendstream', pages, page]),
      'a stream whose length is elsewhere': pdf(['<< /Length 2 0 R >>\nstream\nxx\nendstream', '2']),
      'a signature of nothing': pdf([form, pages, page, '<< /FT /Sig /V 5 0 R >>', sig('<>')]),
      'a signature of zeros': pdf([form, pages, page, '<< /FT /Sig /V 5 0 R >>', sig(`<${'0'.repeat(100_000)}>`)]),
      'a signature of one long element': pdf([form, pages, page, '<< /FT /Sig /V 5 0 R >>', sig(`<3084ffffffff${'30'.repeat(50_000)}>`)]),
      'a signature that is a field': pdf([form, pages, page, '<< /FT /Sig /V 4 0 R >>', '4 0 R']),
      'a reference as its range': pdf([form, pages, page, '<< /FT /Sig /V 5 0 R >>', sig('<30>', '/Reference 5 0 R')]),
      'many fields': pdf([
        `<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [${many}] >> >>`,
        pages,
        ...Array.from({ length: 5000 }, () => '<< /FT /Sig >>'),
      ]),
      'a page without a box': pdf([catalog, pages, '<< /Type /Page /Parent 3 0 R >>']),
      'an infinite structure': pdf([
        '<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 4 0 R >>',
        pages,
        page,
        '<< /K 4 0 R /ParentTree 4 0 R >>',
      ]),
      'a size that lies': Buffer.from(
        pdf([catalog, pages, page])
          .toString('latin1')
          .replace(/\/Size \d+/, '/Size 9999999999'),
        'latin1',
      ),
      'a comment without end': pdf([catalog, pages, page], '%'),
      'ten megabytes of digits': Buffer.from(`%PDF-1.7\n${'<'.repeat(5_000_000)}${'0'.repeat(5_000_000)}startxref\n9\n%%EOF\n`),
      'ten megabytes of a string': pdf([`<${'0'.repeat(10_000_000)}>`, pages, page]),
    };
    for (const [what, bytes] of Object.entries(cases)) await mustBeJudged(bytes, what);
  }, 60_000);
  it('made of a sealed file', sweep, async () => {
    const words = [
      '/Contents',
      '/ByteRange',
      '/Kids',
      '/Fields',
      '/V',
      '/DSS',
      '/Root',
      '/Prev',
      '/Size',
      '/Length',
      '/Annots',
      '/DocMDP',
      ' 0 R',
      'obj',
      'endobj',
      'stream',
      'xref',
      'trailer',
      'startxref',
      '<<',
      '>>',
      '[',
      ']',
      '%%EOF',
      'null',
      '-1',
      '99999999999',
    ];
    for (const seed of swept([...Array(160).keys()], 5)) {
      const random = new Random(seed);
      let bytes = Buffer.from(sealed);
      for (let i = random.int(1, 6); i > 0; i--) {
        const at = random.chance(0.7) ? random.int(s.documents.form.bytes.length, bytes.length - 1) : random.int(0, bytes.length - 1);
        const word = Buffer.from(random.pick(words), 'latin1');
        // In place of as many bytes, or pushed in between, or instead of another word.
        if (random.chance(0.4)) word.copy(bytes, at);
        else if (random.chance(0.5)) bytes = Buffer.concat([bytes.subarray(0, at), word, bytes.subarray(at + random.int(0, 40))]);
        else {
          const other = bytes.indexOf(random.pick(words), at, 'latin1');
          if (other >= 0) word.copy(bytes, other);
        }
      }
      if (bytes.equals(sealed)) continue;
      await mustBeJudged(bytes, `seed ${seed}`);
    }
  });
  it('where a signature should be', sweep, async () => {
    const text = sealed.toString('latin1');
    const holes = [...text.matchAll(/\/Contents <([0-9a-f]*)>/g)].map((one) => ({ at: one.index + 11, length: one[1]?.length ?? 0 }));
    expect(holes).toHaveLength(2);
    for (const seed of swept([...Array(120).keys()], 5)) {
      const random = new Random(seed + 5000);
      const bytes = Buffer.from(sealed);
      const { at, length } = random.pick(holes);
      for (let i = random.int(1, 5); i > 0; i--) {
        const digit = random.int(0, Math.min(length, 6000) - 1);
        const tags = ['30', '31', 'a0', '04', '06', '80', '84', 'ff', '00', '02', '24'];
        bytes.write(random.pick(tags), at + (digit & ~1), 'latin1');
      }
      if (bytes.equals(sealed)) continue;
      await mustBeJudged(bytes, `seed ${seed}`);
    }
  });
});
