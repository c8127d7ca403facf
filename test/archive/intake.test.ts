/** What others made: PDFs as they come, pictures as pages; names, breakage and size of whatever arrives; the register. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFString, StandardFonts } from 'pdf-lib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { intake, type IntakeOptions } from '../../src/archive/intake/intake.js';
import { readPdfFacts, type PdfFacts } from '../../src/archive/intake/pdf-facts.js';
import { readPicture } from '../../src/files/picture.js';
import { withEntries, type NewEntry } from '../../src/archive/intake/register-entry.js';
import { loadProject } from '../../src/load/project.js';
import { samplesFolder } from '../setup/samples.js';
import { sweep, swept } from '../setup/long.js';

let place: string;
let project: string;
let n = 0;
const folder = (): string => join(project, 'wanding/qingyu-payment');
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'certpress-intake-'));
});
afterAll(() => rm(place, { recursive: true, force: true }));
beforeEach(async () => {
  project = join(place, `records-${++n}`);
  await mkdir(join(project, 'wanding'), { recursive: true });
  for (const part of ['certpress.yaml', 'people.yaml', 'wanding/qingyu-payment'])
    await cp(join(samplesFolder, part), join(project, part), { recursive: true });
});

const put = (name: string, bytes: Uint8Array | string): string => {
  const path = join(place, `${n}-${name}`);
  writeFileSync(path, bytes);
  return path;
};
const take = (files: string[], more: Partial<IntakeOptions> = {}) =>
  intake({
    files,
    case: folder(),
    kind: 'other',
    audit: 'stage-2',
    title: '补充材料',
    date: '2026-05-01',
    today: '2026-11-01',
    dryRun: false,
    ...more,
  });
const codes = (found: { readonly diagnostics: readonly { readonly code: string; readonly severity: string }[] }): string[] =>
  found.diagnostics.map((d) => `${d.code} ${d.severity}`);
const register = (): string => readFileSync(join(folder(), 'evidence.yaml'), 'utf8');
const evidence = (): string[] => readdirSync(join(folder(), 'evidence')).sort();

async function pdf(change: (pdf: PDFDocument) => unknown = () => undefined): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage([595, 842]);
  await change(document);
  return document.save({ useObjectStreams: false });
}
function png(width = 3, height = 2, rows?: Uint8Array): Buffer {
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    let c = 0xffffffff;
    for (const byte of body) {
      c ^= byte;
      for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    }
    out.writeUInt32BE((c ^ 0xffffffff) >>> 0, body.length + 4);
    return out;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows ?? Buffer.alloc((width + 1) * height))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('a PDF', () => {
  it('is kept byte for byte, read-only, with its hash, and what stood in the register stays as it was', async () => {
    const bytes = await pdf();
    const before = register();
    const { value, diagnostics } = await take([put('letter.pdf', bytes)], {
      kind: 'delivery',
      signed: ['client=柯澜/Ke Lan@2026-05-02', 'client=裴承岳'],
      paper: '2号柜',
    });
    expect(diagnostics.map((d) => [d.code, d.severity])).toEqual([['intake-note', 'info']]);
    expect(value?.taken).toMatchObject([{ file: 'evidence/stage-2-delivery.pdf', sha256: sha(bytes), pages: 1, facts: { signatures: 0 } }]);
    const kept = join(folder(), 'evidence/stage-2-delivery.pdf');
    expect(sha(readFileSync(kept))).toBe(sha(bytes));
    expect(statSync(kept).mode & 0o222).toBe(0);
    expect(register()).toBe(before + (value?.entries ?? 'nothing'));
    expect((parse(register()) as unknown[]).at(-1)).toEqual({
      kind: 'delivery',
      audit: 'stage-2',
      title: { zh: '补充材料' },
      date: '2026-05-01',
      file: 'evidence/stage-2-delivery.pdf',
      sha256: sha(bytes),
      signed: [
        { party: 'client', by: { zh: '柯澜', en: 'Ke Lan' }, on: '2026-05-02' },
        { party: 'client', by: { zh: '裴承岳' }, on: '2026-05-01' },
      ],
      paper: { at: { zh: '2号柜' }, since: '2026-05-01' },
    });
    expect(loadProject(project).diagnostics).toEqual([]);
  });
  it('is named by what it is and never lies over another; the same file is taken once', async () => {
    const [one, two] = [await pdf(), await pdf((d) => d.addPage())];
    await take([put('a.pdf', one), put('b.pdf', two)]);
    expect(evidence()).toEqual(expect.arrayContaining(['stage-2-other.pdf', 'stage-2-other-2.pdf']));
    const before = [register(), evidence().length];
    const again = await take([put('c.pdf', one)]);
    expect([codes(again).at(-1), again.diagnostics.at(-1)?.message.en]).toEqual([
      'intake-refused error',
      'The same file is on record already, as evidence/stage-2-other.pdf',
    ]);
    expect(
      codes(await take([put('d.pdf', await pdf((d) => d.setTitle('x'))), put('e.pdf', await readFileSync(put('f.pdf', one)))])),
    ).toContain('intake-refused error');
    expect([register(), evidence().length]).toEqual(before);
    // A file that is there and on no record is not touched either.
    writeFileSync(join(folder(), 'evidence/stage-2-other-3.pdf'), 'mine');
    expect((await take([put('g.pdf', await pdf((d) => d.setTitle('y')))])).value?.taken[0]?.file).toBe('evidence/stage-2-other-4.pdf');
    expect(readFileSync(join(folder(), 'evidence/stage-2-other-3.pdf'), 'utf8')).toBe('mine');
  });
  it('comes with a signature in a file of its own, if that is over it', async () => {
    const samples = join(samplesFolder, 'cusc/jieyu-contact-services/evidence/surveillance-1-audit-report-signed.pdf');
    const take1 = (file: string, more: Partial<IntakeOptions> = {}) =>
      take([file], { kind: 'audit-report', signed: ['leader=纪望舒'], signature: `${samples}.p7s`, ...more });
    const { value, diagnostics } = await take1(samples);
    expect(codes({ diagnostics })).toEqual(['intake-note info', 'evidence-signature-note info']);
    const file = value?.taken[0]?.file ?? '';
    expect(sha(readFileSync(join(folder(), `${file}.p7s`)))).toBe(sha(readFileSync(`${samples}.p7s`)));
    expect((parse(register()) as { signed?: unknown[] }[]).at(-1)?.signed).toEqual([
      { party: 'leader', by: { zh: '纪望舒' }, on: '2026-05-01', file: `${file}.p7s`, sha256: sha(readFileSync(`${samples}.p7s`)) },
    ]);
    const before = evidence();
    const other = put('other.pdf', await pdf());
    expect((await take1(other)).diagnostics.at(-1)?.message.en).toMatch(/^It is no signature over that file/);
    expect((await take1(other, { signature: other })).value).toBeUndefined();
    // Made with another tool: a plain CMS signature over SHA-1 holds, and its weakness is told.
    const openssl = (...args: string[]): unknown => execFileSync('openssl', args, { stdio: 'ignore' });
    const [key, certificate, signature] = ['key', 'certificate', 'signature'].map((name) => join(folder(), '..', `${name}.made`));
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      '/CN=Trial signer',
      '-days',
      '100',
      '-keyout',
      key ?? '',
      '-out',
      certificate ?? '',
    );
    openssl(
      'cms',
      '-sign',
      '-binary',
      '-md',
      'sha1',
      '-in',
      other,
      '-signer',
      certificate ?? '',
      '-inkey',
      key ?? '',
      '-outform',
      'DER',
      '-out',
      signature ?? '',
    );
    const weak = await take1(other, { signature: signature ?? '', dryRun: true });
    expect(weak.value).toBeDefined();
    expect(
      weak.diagnostics
        .filter((d) => d.code === 'evidence-signature-note')
        .map((d) => [d.severity, d.message.en.replace(/\d{4}-\S+Z/, 'T')]),
    ).toEqual([
      [
        'warning',
        'signature.made: CN=Trial signer, a plain CMS signature, not CAdES, RSA 2048, SHA-1, it says at T, no trusted time stamp, the digest SHA-1 is weak by now; whether the signer is trusted, verify --trust tells',
      ],
    ]);
    expect((await take1(other, { signed: [] })).diagnostics.at(-1)?.message.en).toBe('--signature goes with one PDF and one --signed');
    expect((await take1(put('scan.png', png()))).value).toBeUndefined();
    expect(evidence()).toEqual(before);
  });
  it.each<[string, (d: PDFDocument) => unknown, Partial<PdfFacts>, string]>([
    ['JavaScript', (d) => d.addJavaScript('x', 'app.alert(1)'), { hasJavaScript: true }, 'intake-refused error'],
    [
      'a launch action',
      (d) => d.catalog.set(PDFName.of('OpenAction'), d.context.obj({ S: 'Launch', F: PDFString.of('calc.exe') })),
      { hasLaunch: true },
      'intake-refused error',
    ],
    [
      'an XFA form',
      (d) => d.catalog.set(PDFName.of('AcroForm'), d.context.obj({ Fields: [], XFA: [] })),
      { hasXfa: true },
      'intake-refused error',
    ],
    ['a form', (d) => d.getForm().createTextField('amount').addToPage(d.getPage(0)), { formFields: 1 }, 'intake-note warning'],
    ['an attachment', (d) => d.attach(new Uint8Array([1]), 'x.docx'), { attachments: 1 }, 'intake-note warning'],
    [
      'a face that is not embedded',
      async (d) => d.getPage(0).drawText('x', { font: await d.embedFont(StandardFonts.Helvetica) }),
      { looseFonts: ['Helvetica'] },
      'intake-note warning',
    ],
    [
      'a signature',
      (d) =>
        d.catalog.set(
          PDFName.of('Sig'),
          d.context.register(d.context.obj({ Type: 'Sig', ByteRange: [0, 1, 2, 3], Contents: PDFString.of('x') })),
        ),
      { signatures: 1 },
      'intake-note info',
    ],
    [
      'a claim',
      (d) =>
        d.catalog.set(
          PDFName.of('Metadata'),
          d.context.register(d.context.flateStream('<x pdfaid:part="2" pdfaid:conformance="B"/>', { Type: 'Metadata' })),
        ),
      { claim: 'PDF/A-2b' },
      'intake-note info',
    ],
  ])('with %s is said to have it', async (_name, change, facts, code) => {
    const bytes = await pdf(change);
    expect(await readPdfFacts(bytes)).toMatchObject({ facts });
    const found = await take([put('x.pdf', bytes)]);
    expect(codes(found)).toContain(code);
    expect(found.value === undefined).toBe(code.endsWith('error'));
  });
  it('that is encrypted is refused', async () => {
    const document = await PDFDocument.create();
    document.addPage();
    document.encrypt({ userPassword: '', ownerPassword: 'owner' });
    const found = await take([put('locked.pdf', await document.save())]);
    expect(found.diagnostics.map((d) => d.message.en)).toEqual([
      'This is no PDF to keep: it is encrypted: once its password is lost nobody can read it',
    ]);
  });
  it('that is cut off, garbage, without pages or endless is refused, and soon', async () => {
    const whole = await pdf();
    const cyclic = Buffer.from(
      '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF',
    );
    const nested = Buffer.from(`%PDF-1.4\n1 0 obj${'['.repeat(200_000)}endobj\ntrailer<</Root 1 0 R>>\n%%EOF`);
    const empty = Buffer.from(
      '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF',
    );
    const before = evidence();
    for (const [name, bytes] of Object.entries({
      cut: whole.subarray(0, 200),
      header: Buffer.from('%PDF-1.7\n'),
      garbage: Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(4000, 7)]),
      cyclic,
      nested,
      empty,
    })) {
      const found = await take([put(`${name}.pdf`, bytes)]);
      expect([name, codes(found)]).toEqual([name, ['intake-refused error']]);
    }
    expect(evidence()).toEqual(before);
  });
  it.each<[string, string, Uint8Array]>([
    ['one stream', '/Type/ObjStm/Filter/FlateDecode', deflateSync(Buffer.alloc(5000))],
    ['a list of one filter', '/Type /ObjStm /Filter [ /FlateDecode ]', deflateSync(Buffer.alloc(5000))],
    ['a stream of references', '/Type/XRef/Filter/FlateDecode', deflateSync(Buffer.alloc(5000))],
    ['a name that is spelled another way', '/Type/Obj#53tm/#46ilter/Flate#44ecode', deflateSync(Buffer.alloc(5000))],
    ['a word within a string', '/A(obj)/Type/ObjStm/Filter/FlateDecode', deflateSync(Buffer.alloc(5000))],
    ['a string behind its type', '/Type/ObjStm/A(endobj 1 0 obj<<>>stream)/Filter/FlateDecode', deflateSync(Buffer.alloc(5000))],
    ['a comment', '%obj <<\n/Type/ObjStm/Filter/FlateDecode', deflateSync(Buffer.alloc(5000))],
    [
      'a stream that ends in an error',
      '/Type/ObjStm/Filter/FlateDecode',
      Buffer.concat([deflateSync(Buffer.alloc(5000)).subarray(0, -4), Buffer.alloc(4, 1)]),
    ],
    ['a stream that is cut off', '/Type/ObjStm/Filter/FlateDecode', deflateSync(Buffer.alloc(5000)).subarray(0, -4)],
    ['filters one after the other', '/Type/ObjStm/Filter[/FlateDecode/FlateDecode]', deflateSync(deflateSync(Buffer.alloc(10)))],
    ['another filter', '/Type/ObjStm/Filter/LZWDecode', Buffer.alloc(10)],
    ['a filter that stands elsewhere', '/Type/ObjStm/Filter 5 0 R', Buffer.alloc(10)],
    ['a type that stands elsewhere', '/Type 5 0 R/Filter/FlateDecode', Buffer.alloc(10)],
    ['a dictionary without end', `/A(${'x'.repeat(70_000)})/Type/ObjStm/Filter/FlateDecode`, Buffer.alloc(10)],
  ])('whose objects unpack to more than a limit is refused: %s', async (_, dictionary, data) => {
    const file = Buffer.concat([
      Buffer.from(`%PDF-1.7\n1 0 obj\n<<${dictionary}/N 1/First 4/Length ${data.length}>>stream\n`),
      data,
      Buffer.from('\nendstream\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF'),
    ]);
    expect(await readPdfFacts(file, 4000)).toMatchObject({ broken: { en: 'it unpacks to far more than a document needs' } });
  });
  it('with objects in streams is read within the limit, and several count together', async () => {
    const whole = await (await PDFDocument.load(await pdf((d) => d.addPage()))).save({ useObjectStreams: true });
    expect(await readPdfFacts(whole)).toHaveProperty('facts');
    expect(await readPdfFacts(whole, 100)).toHaveProperty('broken');
    const stream = (n: number): Buffer =>
      Buffer.concat([
        Buffer.from(`${n} 0 obj\n<</Type/ObjStm/Filter/FlateDecode>>stream\n`),
        deflateSync(Buffer.alloc(1500)),
        Buffer.from('\nendstream\nendobj\n'),
      ]);
    expect(await readPdfFacts(Buffer.concat([stream(1), stream(2)]), 4000)).not.toMatchObject({
      broken: { en: 'it unpacks to far more than a document needs' },
    });
    expect(await readPdfFacts(Buffer.concat([stream(1), stream(2), stream(3)]), 4000)).toMatchObject({
      broken: { en: 'it unpacks to far more than a document needs' },
    });
  });
  it('with metadata packed more than once claims nothing', async () => {
    const twice = await pdf((d) => {
      const stream = d.context.flateStream('<x pdfaid:part="2"/>', { Type: 'Metadata' });
      stream.dict.set(PDFName.of('Filter'), d.context.obj(['FlateDecode', 'FlateDecode']));
      d.catalog.set(PDFName.of('Metadata'), d.context.register(stream));
    });
    const reading = await readPdfFacts(twice);
    expect(reading).toHaveProperty('facts');
    expect(reading).not.toHaveProperty('facts.claim');
  });
  it('with any byte altered is taken or refused, never a crash', sweep, async () => {
    const whole = await pdf((d) => d.addJavaScript('x', 'app.alert(1)'));
    for (const at of swept(
      Array.from({ length: Math.ceil(whole.length / 11) }, (_, i) => i * 11),
      6,
    )) {
      const altered = Uint8Array.from(whole);
      altered[at] = (altered[at] ?? 0) ^ 0x15;
      const reading = await readPdfFacts(altered);
      expect('facts' in reading || reading.broken.en !== '').toBe(true);
    }
  });
});

describe('pictures', () => {
  it('are the pages of one PDF/A in their order, with the originals in it', async () => {
    const [one, two] = [png(40, 60), readFileSync(join(folder(), 'evidence/recovery-times.png'))];
    const { value, diagnostics } = await take([put('1.png', one), put('2.png', two)], {
      kind: 'permit',
      audit: undefined,
      title: '营业执照',
      titleEn: 'Business licence',
    } as never);
    expect(diagnostics).toEqual([]);
    expect(value?.taken).toMatchObject([{ file: 'evidence/permit.pdf', pages: 2 }]);
    const bytes = readFileSync(join(folder(), 'evidence/permit.pdf'));
    const kept = await PDFDocument.load(bytes, { updateMetadata: false });
    expect([kept.getPageCount(), kept.getTitle()]).toEqual([2, '营业执照']);
    expect(kept.getAttachments().map((one) => [one.name, sha(one.data)])).toEqual([
      ['001.png', sha(one)],
      ['002.png', sha(two)],
    ]);
    expect(await readPdfFacts(bytes)).toMatchObject({ facts: { claim: 'PDF/A-3a', looseFonts: [], attachments: 2 } });
    // The same pictures give the same bytes.
    await rm(join(folder(), 'evidence/permit.pdf'), { force: true });
    writeFileSync(join(folder(), 'evidence.yaml'), '');
    expect(
      (
        await take([put('1.png', one), put('2.png', two)], {
          kind: 'permit',
          audit: undefined,
          title: '营业执照',
          titleEn: 'Business licence',
        } as never)
      ).value?.taken[0]?.sha256,
    ).toBe(sha(bytes));
  });
  it('that are cut off, damaged, huge or animated are refused', () => {
    const of = (bytes: Uint8Array) => [readPicture(bytes, 'image/png')].flatMap((p) => ('en' in p ? [p.en] : []));
    const whole = png();
    expect(of(whole)).toEqual([]);
    expect(of(whole.subarray(0, whole.length - 12))).toEqual(['the picture is cut off']);
    for (let at = 8; at < whole.length; at++) {
      const altered = Buffer.from(whole);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(of(altered), `byte ${at}`).toHaveLength(1);
    }
    expect(of(png(3, 2, Buffer.alloc(5)))).toEqual(['the picture is damaged']);
    expect(of(png(30_000, 30_000, Buffer.alloc(9)))).toEqual(['it has 30000 × 30000 pixels, which is not accepted']);
    // A small file that unpacks to more than its size says.
    expect(of(png(10, 10, Buffer.alloc(50_000_000)))).toEqual(['the picture is damaged']);
  });
  it('of JPEG are whole and not CMYK; how they must be turned is known', () => {
    const segment = (marker: number, data: number[]): number[] => [0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255, ...data];
    const frame = (components: number, marker = 0xc0): number[] =>
      segment(marker, [8, 0, 20, 0, 10, components, ...new Array<number>(components * 3).fill(0)]);
    const jpeg = (...parts: number[][]): Uint8Array =>
      Uint8Array.from([0xff, 0xd8, ...parts.flat(), ...segment(0xda, [1, 1, 0, 0, 0, 0]), 1, 2, 3, 0xff, 0xd9]);
    const exif = (orientation: number): number[] =>
      segment(0xe1, [...Buffer.from('Exif\0\0MM\0*\0\0\0\x08', 'latin1'), 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    const of = (bytes: Uint8Array) => readPicture(bytes, 'image/jpeg');
    expect(of(jpeg(frame(3)))).toEqual({ mime: 'image/jpeg', width: 10, height: 20 });
    expect(of(jpeg(exif(1), frame(1)))).toEqual({ mime: 'image/jpeg', width: 10, height: 20 });
    expect(of(jpeg(exif(3), frame(3)))).toEqual({ mime: 'image/jpeg', width: 10, height: 20, turn: 3 });
    expect(of(jpeg(exif(6), frame(3)))).toEqual({ mime: 'image/jpeg', width: 20, height: 10, turn: 6 });
    for (const bad of [
      jpeg(frame(4)),
      jpeg(frame(3, 0xc9)),
      jpeg(),
      jpeg(frame(3)).subarray(0, 30),
      Uint8Array.from([0xff, 0xd8, 0xff]),
      jpeg(frame(3)).slice(0, -2),
    ]) {
      expect(of(bad)).toHaveProperty('en');
    }
  });
});

describe('what can be edited', () => {
  it.each<[string, string | Uint8Array]>(
    swept(
      [
        ['report.docx', Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0])],
        ['report.pdf', Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0])],
        ['old.doc', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
        ['note.txt', 'text'],
        ['page.html', '<p>'],
        ['data.rtf', '{\\rtf1}'],
        ['nothing.pdf', ''],
      ],
      4,
    ),
  )('is refused under the clause, whatever it is called: %s', sweep, async (name, bytes) => {
    const { value, diagnostics } = await take([put(name, bytes)]);
    expect([value, diagnostics.map((d) => [d.code, d.rule, d.clause])]).toEqual([undefined, [['intake-refused', 'W-P94', '10.4']]]);
  });
});

describe('the case', () => {
  it('gets nothing by a dry run, which says the same', async () => {
    const [before, there] = [register(), evidence()];
    const file = put('x.pdf', await pdf());
    const dry = await take([file], { dryRun: true });
    expect([register(), evidence()]).toEqual([before, there]);
    const wet = await take([file]);
    expect(dry).toEqual(wet);
  });
  it.each<[Partial<IntakeOptions>, string]>(
    swept(
      [
        [{ audit: 'stage-3' }, 'The case has no audit "stage-3"; it has: stage-1, stage-2'],
        [{ kind: 'invoice' }, '--kind must be one of'],
        [{ kind: 'attendance' }, '--subject must be one of: opening, closing'],
        [{ kind: 'nonconformity-report', subject: 'NC-09' }, '--subject must be one of: NC-01, NC-02, NC-03'],
        [{ kind: 'certificate', subject: 'x', audit: 'stage-2' }, '--subject must be one of: WD-BC-26-0093-R0'],
        [{ subject: '../../x' }, '--subject takes letters'],
        [{ subject: 'a\nb' }, '--subject takes letters'],
        [{ date: '2027-01-01' }, '--date 2027-01-01 lies after today'],
        [{ signed: ['customer=A'] }, '--signed "customer=A" should read'],
        [{ signed: ['client=A@2026-13-40'] }, '--signed "client=A@2026-13-40" should read'],
        [{ signed: ['client=A@2027-01-01'] }, 'The signature of 2027-01-01 lies after today'],
        [{ title: 'a\n- kind: other' }, 'A title or place is one line of text'],
        [{ title: undefined as unknown as string }, 'The scheme has no name for such a record'],
        [{ case: '/nowhere' }, ''],
        [{ paperSince: '2030-01-01', paper: 'x' }, '--paper-since 2030-01-01 lies after today'],
      ],
      4,
    ),
  )('is not given what does not fit it: %o', sweep, async (more, message) => {
    const [before, there] = [register(), evidence()];
    const { value, diagnostics } = await take([put('x.pdf', await pdf())], more);
    expect(value).toBeUndefined();
    expect(diagnostics.map((d) => d.message.en).join('\n')).toContain(message);
    expect([register(), evidence()]).toEqual([before, there]);
  });
  it('is not written through a link that leads elsewhere, nor from a pipe or a folder', async () => {
    const outside = join(place, `outside-${n}`);
    await mkdir(outside);
    await rm(join(folder(), 'evidence'), { recursive: true });
    symlinkSync(outside, join(folder(), 'evidence'));
    expect((await take([put('x.pdf', await pdf())])).value).toBeUndefined();
    expect(readdirSync(outside)).toEqual([]);
    expect(codes(await take([place]))).toContain('file-unreadable error');
    expect(codes(await take([join(place, 'missing.pdf')]))).toContain('file-unreadable error');
  });
  it('with no register yet gets one; names of incoming files appear nowhere', async () => {
    await rm(join(folder(), 'evidence.yaml'));
    const { value } = await take([put('‮fdp.exe; rm -rf $(HOME) `x` \'".pdf', await pdf())]);
    expect(value?.taken[0]?.file).toBe('evidence/stage-2-other.pdf');
    expect(register()).toBe(value?.entries);
    expect(register()).not.toMatch(/rm -rf/);
    expect(existsSync(join(folder(), 'evidence/stage-2-other.pdf'))).toBe(true);
  });
});

describe('the register', () => {
  const entry: NewEntry = {
    kind: 'other',
    title: { zh: '一: #二' },
    date: '2026-05-01',
    file: 'evidence/other.pdf',
    sha256: '1'.repeat(64),
  };
  it.each<[string, string]>([
    ['an empty file', ''],
    ['a comment alone', '# append only\n'],
    ['no line feed at the end', '- kind: other'],
    ['an indented list', '# x\n  - kind: other\n    date: 2026-01-01\n'],
    ['line ends of Windows', '- kind: other\r\n  date: 2026-01-01\r\n'],
    ['comments at the end', '- kind: other\n# until here\n\n'],
    ['a byte order mark', '\ufeff- kind: other\n'],
  ])('keeps what stands in it: %s', (_name, text) => {
    const { value = '' } = withEntries(text, [entry]);
    expect(value.startsWith(text)).toBe(true);
    expect((parse(value.replace('\ufeff', '')) as unknown[]).at(-1)).toEqual(entry);
    expect(/[^\r]\n/.test(value)).toBe(!text.includes('\r'));
  });
  it.each<[string, string]>([
    ['a list in brackets', '[]\n'],
    ['an end of document', '- kind: other\n...\n'],
    ['another document', '- kind: other\n---\n- kind: other\n'],
    ['a map', 'kind: other\n'],
    ['broken YAML', '- kind: "other\n'],
  ])('that cannot be appended to is left alone: %s', (_name, text) => {
    const { value, diagnostics } = withEntries(text, [entry]);
    expect([value, diagnostics.map((d) => d.code)]).toEqual([undefined, ['intake-register']]);
    expect(diagnostics[0]?.help?.en).toContain('evidence/other.pdf');
  });
});
