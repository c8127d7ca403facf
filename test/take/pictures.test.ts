/**
 * Pictures that come back in forms: where the form asks for one, in copied entries, beside their place, and elsewhere.
 *
 * What the records must say is worked out on their YAML by the test. A picture goes into `evidence/` under a name made of its SHA-256, so
 * that the same picture has the same name and nothing of the Word file is in it.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Outcome } from '../../src/diagnostics/index.js';
import { formOf, type FormAsked } from '../../src/form/form.js';
import { loadProject } from '../../src/load/project.js';
import { take } from '../../src/take/take.js';
import type { Taken } from '../../src/take/types.js';
import { writeRecords } from '../../src/record-edit/write-records.js';
import { copySamples } from '../setup/samples.js';
import { fill, nameAt, placesIn, WordFile } from './edited.js';
import { jpeg, png, putBelow, putPicture } from './put-pictures.js';

const root = mkdtempSync(join(tmpdir(), 'certpress-pictures-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const one = 'wanding/qingyu-payment';
const audit = `${one}/audits/stage-2`;
const nc = `${audit}/nonconformities/NC-03.yaml`;
const fang = `${audit}/findings/fang.yaml`;
const read = (file: string): unknown => parse(readFileSync(join(root, file), 'utf8'));
const pathOf = (bytes: Uint8Array, ext = 'png'): string =>
  `evidence/picture-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.${ext}`;

let ofClient: Uint8Array;
let ofAuditor: Uint8Array;
const written = async (asked: Partial<FormAsked>): Promise<Uint8Array> => {
  const { value, diagnostics } = await formOf({ folder: join(root, audit), today: '2026-11-29', ...asked });
  if (!value) throw new Error(JSON.stringify(diagnostics));
  return value;
};
beforeAll(async () => {
  await copySamples(root, [one]);
  ofClient = await written({ part: 'nc', subject: 'NC-03' });
  ofAuditor = await written({ part: 'findings', person: 'w-fang' });
});
const taken = (bytes: Uint8Array, remove = false, accept = false): Promise<Outcome<Taken>> =>
  take({ root, forms: [{ name: 'a.docx', bytes }], accept, remove });
const edited = (bytes: Uint8Array, edit: (file: WordFile) => void): Uint8Array => {
  const file = new WordFile(bytes);
  edit(file);
  return file.bytes();
};

describe('the client’s confirmation of a plan', () => {
  const plan = `${audit}/plan.yaml`;
  test('comes back as a picture where the record has no scan of it', async () => {
    const form = await written({ part: 'plan' });
    expect((read(plan) as { confirmation: object }).confirmation).not.toHaveProperty('scan');
    expect(await taken(form)).toMatchObject({ diagnostics: [], value: { files: [], pictures: [] } });
    const picture = png(9);
    const { value, diagnostics } = await taken(edited(form, (file) => putPicture(file, '/confirmation/scan', picture)));
    expect(diagnostics).toEqual([]);
    const before = read(plan) as { confirmation: object };
    expect(value?.files.map(({ source }) => parse(source) as unknown)).toEqual([
      { ...before, confirmation: { ...before.confirmation, scan: pathOf(picture) } },
    ]);
    expect(value?.pictures.map(({ file }) => file)).toEqual([`${one}/${pathOf(picture)}`]);
  });
  test('is asked for no more once it is there', async () => {
    const path = join(root, plan);
    const before = readFileSync(path, 'utf8');
    writeFileSync(path, before.replace('  on: 2026-04-03\n', '  on: 2026-04-03\n  scan: evidence/recovery-times.png\n'));
    const form = new WordFile(await written({ part: 'plan' }));
    writeFileSync(path, before);
    expect(form.carried.blocks.flatMap(({ segments }) => segments).filter((it) => typeof it !== 'string' && it.as === 'picture')).toEqual(
      [],
    );
  });
});

describe('a picture of the client', () => {
  test('goes into evidence/ and into the record, with the caption typed below it', async () => {
    const picture = png(7);
    const bytes = edited(ofClient, (file) => putPicture(file, '/pictures/0/file', picture));
    const { value, diagnostics } = await taken(bytes);
    expect(diagnostics).toEqual([]);
    expect(value?.files.map(({ file }) => file)).toEqual([nc]);
    expect(parse(value?.files[0]?.source ?? '')).toEqual({ ...(read(nc) as object), pictures: [{ file: pathOf(picture) }] });
    expect(value?.pictures).toEqual([
      {
        file: `${one}/${pathOf(picture)}`,
        ...{ bytes: picture, mime: 'image/png', width: 30, height: 20 },
        sha256: createHash('sha256').update(picture).digest('hex'),
      },
    ]);
    expect(existsSync(join(root, one, pathOf(picture)))).toBe(false);
  });
  test('is none as long as the form shows what asks for it', async () => {
    const { value, diagnostics } = await taken(ofClient);
    expect(diagnostics).toEqual([]);
    expect(value?.files).toEqual([]);
    // Word shows a sign of its own in an emptied control of a picture.
    const emptied = edited(ofClient, (file) => {
      putPicture(file, '/pictures/0/file', png(8));
      file.xml = file.xml.replace('<w:picture/>', '<w:showingPlcHdr/><w:picture/>');
    });
    expect((await taken(emptied)).value?.files).toEqual([]);
  });
  test('may stand in the line of its caption, or below it', async () => {
    for (const where of ['/pictures/0/file', '/pictures/0/caption/zh', '/pictures/0/caption/en']) {
      const { value, diagnostics } = await taken(edited(ofClient, (file) => putBelow(file, where, png(7))));
      expect(diagnostics, where).toEqual([]);
      expect((parse(value?.files[0]?.source ?? '') as { pictures: unknown }).pictures).toEqual([{ file: pathOf(png(7)) }]);
    }
  });
  test('several in one place are several entries, in their order; JPEG is told by its bytes', async () => {
    const [first, second] = [jpeg(), png(9)];
    const bytes = edited(ofClient, (file) => {
      putPicture(file, '/pictures/0/file', first, 'png');
      putBelow(file, '/pictures/0/file', second);
    });
    const { value, diagnostics } = await taken(bytes);
    expect(diagnostics).toEqual([]);
    expect((parse(value?.files[0]?.source ?? '') as { pictures: unknown }).pictures).toEqual([
      { file: pathOf(first, 'jpg') },
      { file: pathOf(second) },
    ]);
  });
});

/** The entry of a list that holds a place: from where its control begins to where it ends. */
function item(file: WordFile, pointer: string): { readonly to: number; readonly xml: string } {
  const mark = file.xml.indexOf(`w:name="${nameAt(file, pointer)}"`);
  const from = file.xml.lastIndexOf('<w:sdt>', file.xml.lastIndexOf('<w15:repeatingSectionItem/>', mark));
  let depth = 0;
  for (const { 0: tag, index } of file.xml.slice(from).matchAll(/<\/?w:sdt>/g)) {
    depth += tag === '<w:sdt>' ? 1 : -1;
    if (depth === 0) return { to: from + index + tag.length, xml: file.xml.slice(from, from + index + tag.length) };
  }
  throw new Error('not closed');
}
/** Word's copy of an entry: without its bookmarks. */
const copied = (xml: string): string => xml.replace(/<w:bookmark(?:Start|End)[^>]*>/g, '');

describe('a list of pictures', () => {
  const two = [png(1), png(2)] as const;
  const withTwo = async (): Promise<{ readonly form: Uint8Array; readonly back: () => void }> => {
    const before = readFileSync(join(root, nc), 'utf8');
    mkdirSync(join(root, one, 'evidence'), { recursive: true });
    two.forEach((bytes, n) => writeFileSync(join(root, one, `evidence/${n}.png`), bytes));
    const pictures = two.map((_, n) => ({ file: `evidence/${n}.png`, caption: { zh: `图${n}`, en: `Figure ${n}` } }));
    writeFileSync(join(root, nc), stringify({ ...(parse(before) as object), pictures }, { lineWidth: 0 }));
    return { form: await written({ part: 'nc', subject: 'NC-03' }), back: () => writeFileSync(join(root, nc), before) };
  };
  test('has one place more than pictures; each of them can be another one', async () => {
    const { form, back } = await withTwo();
    try {
      const pictures = (value: Taken | undefined): unknown =>
        (parse(value?.files[0]?.source ?? '') as { pictures: { file: string }[] }).pictures.map(({ file }) => file);
      const more = await taken(edited(form, (file) => putPicture(file, '/pictures/2/file', png(3))));
      expect(more.diagnostics).toEqual([]);
      expect(pictures(more.value)).toEqual(['evidence/0.png', 'evidence/1.png', pathOf(png(3))]);
      const other = await taken(edited(form, (file) => putPicture(file, '/pictures/0/file', png(4))));
      expect(other.diagnostics).toEqual([]);
      expect(pictures(other.value)).toEqual([pathOf(png(4)), 'evidence/1.png']);
      // A second one below the first is one of the list too, behind it.
      const beside = await taken(edited(form, (file) => putBelow(file, '/pictures/0/file', png(5))));
      expect(beside.diagnostics).toEqual([]);
      expect(pictures(beside.value)).toEqual(['evidence/0.png', pathOf(png(5)), 'evidence/1.png']);
      // What the record has already is no change.
      expect((await taken(edited(form, (file) => putPicture(file, '/pictures/1/file', two[1])))).value?.files).toEqual([]);
    } finally {
      back();
    }
  });
  test('grows by copies of an entry, with their captions; the picture that was copied along is none of theirs', async () => {
    const { form, back } = await withTwo();
    try {
      const add = (other: boolean): Uint8Array =>
        edited(form, (file) => {
          if (other) putPicture(file, '/pictures/1/file', png(6));
          const { to, xml } = item(file, '/pictures/1/file');
          const copy = copied(xml).replace('>图1<', '>新图<').replace('>Figure 1<', '>A new one<');
          file.replace(to, to, copy);
          // The entry that was copied stands as it did.
          if (other) putPicture(file, '/pictures/1/file', two[1]);
        });
      const { value, diagnostics } = await taken(add(true));
      expect(diagnostics).toEqual([]);
      expect((parse(value?.files[0]?.source ?? '') as { pictures: unknown[] }).pictures[2]).toEqual({
        file: pathOf(png(6)),
        caption: { zh: '新图', en: 'A new one' },
      });
      const without = await taken(add(false));
      // Words of a picture that is not there are of nothing.
      expect(without.diagnostics.map(({ code, message }) => `${code} ${message.en}`)).toEqual([
        expect.stringMatching(/^take-picture-missing page \d+, .*: there is no picture to “新图 · A new one”, which is not taken$/),
      ]);
      expect(without.value?.files).toEqual([]);
    } finally {
      back();
    }
  });
  test('one that was taken away is told, and goes with --remove alone; one that the record has changed since is a conflict', async () => {
    const { form, back } = await withTwo();
    try {
      const emptied = edited(form, (file) => {
        const { from, to, xml } = file.paragraph(nameAt(file, '/pictures/0/file'));
        file.replace(from, to, xml.replace(/<w:r><w:drawing>.*?<\/w:drawing><\/w:r>/s, ''));
      });
      const told = await taken(emptied);
      expect(told.diagnostics.map(({ code }) => code)).toEqual(['take-removed']);
      expect(told.value?.files).toEqual([]);
      const removed = await taken(emptied, true);
      expect((parse(removed.value?.files[0]?.source ?? '') as { pictures: unknown[] }).pictures[0]).toEqual({
        caption: { zh: '图0', en: 'Figure 0' },
      });
      writeFileSync(join(root, one, 'evidence/0.png'), png(99));
      const since = await taken(edited(form, (file) => putPicture(file, '/pictures/0/file', png(4))));
      expect(since.diagnostics.map(({ code }) => code)).toEqual(['take-conflict']);
      expect(since.value?.files).toEqual([]);
    } finally {
      back();
    }
  });
});

describe('a picture of an auditor', () => {
  test('is the figure of the finding that it stands in', async () => {
    const findings = (read(fang) as { findings: { figure?: unknown }[] }).findings;
    const n = findings.findIndex(({ figure }) => figure === undefined);
    const bytes = edited(ofAuditor, (file) => putPicture(file, `/findings/${n}/figure/file`, png(7)));
    const { value, diagnostics } = await taken(bytes);
    expect(diagnostics).toEqual([]);
    expect((parse(value?.files[0]?.source ?? '') as { findings: unknown[] }).findings[n]).toEqual({
      ...findings[n],
      figure: { file: pathOf(png(7)) },
    });
  });
  test('of which a finding has one alone: two in its place are told, and neither is taken', async () => {
    const bytes = edited(ofAuditor, (file) => {
      putPicture(file, '/findings/0/figure/file', png(7));
      putBelow(file, '/findings/0/figure/file', png(8));
    });
    const { value, diagnostics } = await taken(bytes);
    expect(diagnostics.map(({ code, message }) => `${code} ${message.en}`)).toEqual([
      expect.stringMatching(/^take-picture-refused page \d+, paragraph \d+: there is room for one picture here/),
    ]);
    expect(value?.files).toEqual([]);
  });
});

describe('a caption without a picture', () => {
  const caption = (form: Uint8Array, pointer: string, picture?: Uint8Array): Uint8Array =>
    edited(form, (file) => {
      for (const [lang, words] of [
        ['zh', '现场'],
        ['en', 'On site'],
      ] as const) {
        const place = placesIn(file.carried).find(({ segment }) => segment.pointer === `${pointer}/caption/${lang}`);
        if (!place) throw new Error(`${pointer} is not asked`);
        fill(file, place.block, place.segment, words);
      }
      if (picture) putPicture(file, `${pointer}/file`, picture);
    });
  const n = (): number => (read(fang) as { findings: { figure?: unknown }[] }).findings.findIndex(({ figure }) => figure === undefined);
  test('is told once, and nothing of it is written: neither into a new entry nor into a finding', async () => {
    for (const [form, pointer] of [
      [ofClient, '/pictures/0'],
      [ofAuditor, `/findings/${n()}/figure`],
    ] as const) {
      const { value, diagnostics } = await taken(caption(form, pointer));
      expect(diagnostics.map(({ code, message }) => `${code} ${message.en}`)).toEqual([
        expect.stringMatching(/^take-picture-missing page \d+, .*: there is no picture to “现场”, which is not taken$/),
      ]);
      expect(diagnostics[0]?.message.zh).toContain('“现场”没有图片，没有采用');
      expect(value?.files).toEqual([]);
    }
  });
  test('nor where the picture is none that can be taken', async () => {
    const { value, diagnostics } = await taken(caption(ofClient, '/pictures/0', png(7, 30, 20, 0).subarray(0, 60)));
    expect(diagnostics.map(({ code }) => code).sort()).toEqual(['take-picture-missing', 'take-picture-refused']);
    expect(value?.files).toEqual([]);
  });
  test('goes in with its picture', async () => {
    const { value, diagnostics } = await taken(caption(ofClient, '/pictures/0', png(7)));
    expect(diagnostics).toEqual([]);
    expect((parse(value?.files[0]?.source ?? '') as { pictures: unknown }).pictures).toEqual([
      { file: pathOf(png(7)), caption: { zh: '现场', en: 'On site' } },
    ]);
  });
  test('in a record is told there and holds no form back, which asks for the picture', async () => {
    const before = [fang, nc].map((file) => [file, readFileSync(join(root, file), 'utf8')] as const);
    try {
      const { findings, ...rest } = read(fang) as { findings: object[] };
      const at = n();
      const alone = { caption: { zh: '现场', en: 'On site' } };
      writeFileSync(
        join(root, fang),
        stringify({ ...rest, findings: findings.map((one, i) => (i === at ? { ...one, figure: alone } : one)) }, { lineWidth: 0 }),
      );
      writeFileSync(join(root, nc), stringify({ ...(read(nc) as object), pictures: [alone] }, { lineWidth: 0 }));
      const found = loadProject(root).diagnostics.map(({ code, place, message }) => [
        code,
        relative(root, place?.file ?? ''),
        place?.pointer,
        message.en,
      ]);
      const words = 'Words of a picture stand here without the picture: file is missing';
      expect(found).toEqual([
        ['picture-missing', fang, `/findings/${at}/figure`, words],
        ['picture-missing', nc, '/pictures/0', words],
      ]);
      const forms = [
        [await written({ document: 'audit-report' }), `/findings/${at}/figure`],
        [await written({ part: 'findings', person: 'w-fang' }), `/findings/${at}/figure`],
        [await written({ part: 'nc', subject: 'NC-03' }), '/pictures/0'],
      ] as const;
      for (const [form, pointer] of forms) {
        expect(await taken(form)).toMatchObject({ diagnostics: [], value: { files: [] } });
        const { value } = await taken(edited(form, (file) => putPicture(file, `${pointer}/file`, png(7))));
        expect(value?.files.flatMap(({ differences }) => differences.map((one) => one.pointer))).toEqual([`${pointer}/file`]);
      }
    } finally {
      for (const [file, source] of before) writeFileSync(join(root, file), source);
    }
  });
});

describe('what is told and not taken', () => {
  const told = async (edit: (file: WordFile) => void, form = ofClient): Promise<string[]> => {
    const { value, diagnostics } = await taken(edited(form, edit));
    expect(value?.files).toEqual([]);
    expect(value?.pictures).toEqual([]);
    return diagnostics.map(({ code, message }) => `${code} ${message.en}`);
  };
  const put = (bytes: Uint8Array | string, ext?: string) => (file: WordFile) => putPicture(file, '/pictures/0/file', bytes, ext);
  const magic = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.padEnd(60, '\0'), 'latin1'));

  test('a picture elsewhere, with its page and the words nearby', async () => {
    const outside = (words: string): Promise<string[]> =>
      told((file) => {
        putBelow(file, '/statement/zh', png(7), 'png', words);
      });
    expect(await outside('')).toEqual([
      expect.stringMatching(
        /^take-picture-outside page \d+, table \d+, row \d+, cell \d+: a picture stands where no picture is asked for, near “.+”; it is not taken$/,
      ),
    ]);
    // An unchanged form has pictures of its own, and nothing is said of them.
    expect(await told(() => undefined)).toEqual([]);
    expect(await told(() => undefined, ofAuditor)).toEqual([]);
  });
  test('kinds that no layout prints, by their bytes and not their names', async () => {
    for (const [kind, bytes] of [
      ['GIF', magic('GIF89a')],
      ['WebP', magic('RIFF\x20\0\0\0WEBPVP8 ')],
      ['HEIC', magic('\0\0\0\x18ftypheic')],
      ['EMF', magic(`\x01\0\0\0${'\0'.repeat(36)} EMF`)],
      ['BMP', magic('BM')],
      ['TIFF', magic('II*\0')],
    ] as const)
      expect(await told(put(bytes)), kind).toEqual([
        expect.stringMatching(new RegExp(`^take-picture-refused page .*: the picture is ${kind}, and PNG and JPEG alone are taken`)),
      ]);
  });
  test('a picture that is linked is never fetched', async () => {
    expect(await told(put('http://pictures.invalid/a.png'))).toEqual([
      expect.stringMatching(/^take-picture-refused .*“http:\/\/pictures\.invalid\/a\.png”: the picture is linked and not in the file/),
    ]);
  });
  test('one that is damaged, lies on its side, or has too many dots by its head', async () => {
    expect(await told(put(png(7).slice(0, -9)))).toEqual([expect.stringMatching(/^take-picture-refused .*the picture is cut off$/)]);
    expect(await told(put(jpeg(6), 'jpg'))).toEqual([expect.stringMatching(/carries a mark to turn it/)]);
    expect(await told(put(png(7, 8_000, 6_000, 1)))).toEqual([expect.stringMatching(/8000 × 6000 pixels, and the most are 40 million/)]);
  });
  test('one under whose name another file lies, or whose folder leads out of the project', async () => {
    const path = join(root, one, pathOf(png(11)));
    writeFileSync(path, 'another');
    expect(await told(put(png(11)))).toEqual([expect.stringMatching(/is another file already$/)]);
    expect(readFileSync(path, 'utf8')).toBe('another');
    // The same picture is the same file, and is not written again.
    writeFileSync(path, png(11));
    const { value, diagnostics } = await taken(edited(ofClient, put(png(11))));
    expect(diagnostics).toEqual([]);
    expect(value?.files).toHaveLength(1);
    expect(value?.pictures).toEqual([]);
    rmSync(path);
  });
  test('that it was cropped: all of it is taken', async () => {
    const { value, diagnostics } = await taken(edited(ofClient, (file) => putPicture(file, '/pictures/0/file', png(7), 'png', 'crop')));
    expect(diagnostics.map(({ code, severity }) => `${code} ${severity}`)).toEqual(['take-left-out warning']);
    expect(value?.pictures).toHaveLength(1);
  });
});

describe('all files or none', () => {
  const both = (): Promise<Outcome<Taken>> => taken(edited(ofClient, (file) => putPicture(file, '/pictures/0/file', png(12))));
  test('picture and record are written together', async () => {
    const before = readFileSync(join(root, nc));
    const { value } = await both();
    const written = await writeRecords(root, value?.files ?? [], value?.pictures ?? []);
    expect(written.diagnostics).toEqual([]);
    expect(written.value).toEqual([nc, `${one}/${pathOf(png(12))}`]);
    expect(new Uint8Array(readFileSync(join(root, one, pathOf(png(12)))))).toEqual(png(12));
    expect((read(nc) as { pictures: unknown }).pictures).toEqual([{ file: pathOf(png(12)) }]);
    writeFileSync(join(root, nc), before);
    rmSync(join(root, one, pathOf(png(12))));
  });
  test('none where the name was taken meanwhile, or a record cannot be written', async () => {
    const before = readFileSync(join(root, nc), 'utf8');
    const { value } = await both();
    const path = join(root, one, pathOf(png(12)));
    writeFileSync(path, 'another');
    expect((await writeRecords(root, value?.files ?? [], value?.pictures ?? [])).diagnostics.map(({ code }) => code)).toEqual([
      'take-conflict',
    ]);
    expect(readFileSync(path, 'utf8')).toBe('another');
    rmSync(path);
    const impossible = { file: `${nc}/x.yaml`, before: undefined, source: 'a: 1' };
    const failed = await writeRecords(root, [...(value?.files ?? []), impossible], value?.pictures ?? []);
    expect(failed.diagnostics.map(({ code }) => code)).toEqual(['output-failed']);
    expect(existsSync(path)).toBe(false);
    expect(readFileSync(join(root, nc), 'utf8')).toBe(before);
  });
  test.skipIf(process.platform === 'win32')('none where evidence/ leads out of the project', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'certpress-elsewhere-'));
    const { value } = await both();
    const folder = join(root, one, 'evidence');
    const kept = `${folder}-kept`;
    renameSync(folder, kept);
    symlinkSync(elsewhere, folder);
    try {
      expect((await both()).diagnostics.map(({ code }) => code)).toContain('take-picture-refused');
      expect((await writeRecords(root, value?.files ?? [], value?.pictures ?? [])).diagnostics.map(({ code }) => code)).toEqual([
        'link-outside',
      ]);
      expect(readdirSync(elsewhere)).toEqual([]);
    } finally {
      rmSync(folder);
      renameSync(kept, folder);
      rmSync(elsewhere, { recursive: true });
    }
  });
});
