/**
 * Comments of Word files that came back, beside the text of the document as it is now: in Word where they were, in the PDF by numbers
 * and in a list. Nothing of it is the document. What must stand there is what the reviewers wrote; where, the text of the record.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { hasErrors, type Outcome } from '../../src/diagnostics/index.js';
import { formOf } from '../../src/form/form.js';
import type { DocLang } from '../../src/model/index.js';
import { parseXml } from '../../src/proof/docx-xml.js';
import { readPdf } from '../../src/proof/read-pdf.js';
import { reviewCopies, type ReviewFile, type ReviewOptions } from '../../src/review/review.js';
import { take } from '../../src/take/take.js';
import { readWord } from '../../src/word/read.js';
import { built } from '../setup/built.js';
import { isLongRun, long, sweep } from '../setup/long.js';
import { certpress, compile } from '../setup/run.js';
import { copySamples } from '../setup/samples.js';
import { seeded } from '../take/edited.js';
import { commented, type Comment } from './commented.js';

const root = mkdtempSync(join(tmpdir(), 'certpress-review-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const folder = join(root, 'wanding/qingyu-payment');
const record = join(folder, 'audits/stage-2/nonconformities/NC-02.yaml');
const of = 'nonconformities/NC-02.yaml';
let document: Uint8Array;
let reason: { readonly zh: string; readonly en: string };

beforeAll(async () => {
  await Promise.all([copySamples(root, ['wanding/qingyu-payment']), compile()]);
  await built({ paths: [folder], cwd: root, documents: ['nonconformity-report'], out: join(root, 'out') });
  document = readFileSync(join(root, 'out/qingyu-payment/stage-2/nonconformity-report-NC-02.zh-en.docx'));
  ({ reason } = parse(readFileSync(record, 'utf8')) as { readonly reason: typeof reason });
});

const thread: readonly Comment[] = [
  { at: [of, '/reason/en'], by: 'Ann Reader', words: 'Say which clause.', on: '2026-05-02T09:30:00Z' },
  { at: [of, '/reason/en'], by: '秦审', words: '已补充', on: '2026-05-03T10:00:00Z', answers: 0, isDone: true },
  { at: '不符合报告及验证记录', by: '秦审', words: '标题照旧' },
];
const copies = (bytes: Uint8Array, options: Partial<ReviewOptions> = {}): Promise<Outcome<ReviewFile[]>> =>
  reviewCopies({ paths: [root], files: [{ name: 'back.docx', bytes }], formats: ['docx', 'pdf'], today: '2026-11-29', ...options });
const fileOf = (copy: Outcome<ReviewFile[]>, ending: string): Uint8Array => {
  const found = copy.value?.find(({ file }) => file.endsWith(ending));
  if (!found) throw new Error(`no ${ending}: ${JSON.stringify(copy.diagnostics.map(({ message }) => message.en))}`);
  return found.bytes;
};
const codes = ({ diagnostics }: Outcome<unknown>): string[] => diagnostics.map(({ code }) => code);
const packed = (text: string): string => text.replace(/\s+/gu, '');
const pagesOf = (pdf: Uint8Array): readonly string[] => readPdf(pdf).value?.pages ?? [];

describe.each(isLongRun ? (['zh', 'en'] as const) : (['zh-en'] as const))('the copies in %s', sweep, (lang: DocLang) => {
  const at = lang === 'zh' ? ('/reason/zh' as const) : ('/reason/en' as const);
  const made = (async (): Promise<Outcome<ReviewFile[]>> => {
    await ready;
    return copies(commented(document, [{ at: [of, at], by: '秦审', words: '哪一条？' }]), { langs: [lang] });
  })();

  it('say on each page, in their names and properties what they are', async () => {
    const copy = await made;
    expect(codes(copy)).toEqual([]);
    expect(copy.value?.map(({ file }) => file)).toEqual(
      ['docx', 'pdf'].map((format) => `qingyu-payment/stage-2/nonconformity-report-NC-02.${lang}.review.${format}`),
    );
    // As `src/model/for-review.ts` has it, in the languages of the document.
    const words = {
      zh: ['供审阅，不是正式文件'],
      en: ['For review only, not the document'],
      'zh-en': ['供审阅，不是正式文件', 'For review only'],
    };
    const pages = pagesOf(fileOf(copy, '.pdf'));
    const parts = unzipSync(fileOf(copy, '.docx'));
    const part = (name: string): string => strFromU8(parts[name] ?? new Uint8Array());
    expect(pages.length).toBeGreaterThan(1);
    for (const said of words[lang]) {
      for (const page of pages) expect(page).toContain(packed(said));
      for (const name of Object.keys(parts).filter((one) => /header\d+\.xml$/.test(one))) expect(part(name)).toContain(said);
      expect(part('docProps/core.xml')).toContain(said);
    }
    expect(part('docProps/core.xml')).not.toContain(lang === 'en' ? 'Working copy' : '工作副本');
  });
  it('have the comment at the text that it is about', async () => {
    const copy = await made;
    const [comment, ...others] = readWord(fileOf(copy, '.docx'), 'copy.docx').value?.comments ?? [];
    expect(others).toEqual([]);
    expect(comment).toMatchObject({ by: '秦审', words: '哪一条？' });
    expect(packed(comment?.about ?? '')).toBe(packed(lang === 'zh' ? reason.zh : reason.en));
    const text = pagesOf(fileOf(copy, '.pdf')).join('');
    expect(text).toContain(`${packed(lang === 'zh' ? reason.zh : reason.en).slice(-12)}[1]`);
    expect(text.slice(text.lastIndexOf(lang === 'en' ? 'Reviewcomments' : '审阅意见'))).toContain('哪一条？');
  });
});
/** Set once `beforeAll` has run: the copies of all languages are begun before their tests are. */
let begin: () => void;
const ready = new Promise<void>((done) => {
  begin = done;
});
beforeAll(() => begin());

describe('what was said and answered', () => {
  it('keeps author, time, thread and state in Word, and nothing of the text changes by it', async () => {
    const copy = await copies(commented(document, thread), { formats: ['docx'] });
    expect(codes(copy)).toEqual([]);
    const bytes = fileOf(copy, '.docx');
    const comments = readWord(bytes, 'copy.docx').value?.comments ?? [];
    const said = comments.map(({ by, on, words, isDone }) => [by, on, words, isDone]);
    expect(said).toEqual(expect.arrayContaining(thread.map(({ by, on, words, isDone = false }) => [by, on, words, isDone])));
    expect(comments).toHaveLength(3);
    const [asked, answer] = ['Say which clause.', '已补充'].map((words) => comments.find((one) => one.words === words));
    expect(answer?.answers).toBe(asked?.id);
    expect(comments.find(({ words }) => words === '标题照旧')?.about).toBe('不符合报告及验证记录');
    const taken = await take({ root, forms: [{ name: 'copy.docx', bytes }], accept: false, remove: false });
    expect(taken.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(taken.value?.files).toEqual([]);
  });
  it('stands in the list of the PDF: answers behind what they answer', async () => {
    const text = pagesOf(fileOf(await copies(commented(document, thread), { formats: ['pdf'] }), '.pdf')).join('');
    const list = text.slice(text.lastIndexOf('审阅意见Reviewcomments'));
    const order = ['标题照旧', 'AnnReader', '2026-05-0209:30', 'Saywhichclause.', '2.1', '已补充', '已解决Resolved'].map((said) =>
      list.indexOf(said),
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
  });
  it('is the same, byte for byte, a second time', long, async () => {
    const [first, second] = [await copies(commented(document, thread)), await copies(commented(document, thread))];
    expect(first.value?.map(({ bytes }) => Buffer.from(bytes).toString('base64'))).toEqual(
      second.value?.map(({ bytes }) => Buffer.from(bytes).toString('base64')),
    );
  });
  it('comes from a form for the client as from the document, and from several files at once', long, async () => {
    const form = await formOf({ folder: join(folder, 'audits/stage-2'), part: 'nc', subject: 'NC-02', today: '2026-11-29' });
    const files = [
      { name: 'a.docx', bytes: commented(document, thread) },
      { name: 'b.docx', bytes: commented(form.value as Uint8Array, [{ at: [of, '/cause/zh'], by: '委托方', words: '已补证据' }]) },
    ];
    const copy = await copies(document, { files, formats: ['docx'] });
    expect(codes(copy)).toEqual([]);
    const comments = readWord(fileOf(copy, '.docx'), 'copy.docx').value?.comments ?? [];
    expect(comments.map(({ by }) => by).sort()).toEqual(['Ann Reader', '委托方', '秦审', '秦审']);
  });
});

describe('a text that is not as it was', () => {
  it('says so where it was changed, and is listed with its words where it is gone', async () => {
    const source = readFileSync(record, 'utf8');
    const bytes = commented(document, [
      { at: [of, '/reason/zh'], by: '秦审', words: '依据不足' },
      { at: [of, '/due'], by: '秦审', words: '期限太长' },
    ]);
    try {
      writeFileSync(record, source.replace(/^due: .*\n/m, '').replace(reason.zh, '理由已重写，见本条所列记录。'));
      const copy = await copies(bytes);
      expect(codes(copy)).toEqual(['review-place-gone']);
      expect(copy.diagnostics[0]?.message.zh).toContain('期限太长');
      expect(hasErrors(copy.diagnostics)).toBe(false);
      const list = pagesOf(fileOf(copy, '.pdf')).join('').split('审阅意见Reviewcomments').at(-1) ?? '';
      expect(list).toMatch(
        /依据不足该处文字已改Thetexthaschangedsince.*期限太长所指文字已不在文件中，或不止一处Printednomore,ormorethanonce/,
      );
      const word = readWord(fileOf(copy, '.docx'), 'copy.docx').value;
      expect(word?.comments.map(({ words, about }) => [words, about])).toEqual([['依据不足', '理由已重写，见本条所列记录。']]);
      expect(strFromU8(unzipSync(fileOf(copy, '.docx'))['word/document.xml'] as Uint8Array)).toContain('期限太长');
    } finally {
      writeFileSync(record, source);
    }
  });
});

describe('what cannot be printed', () => {
  it('a record that lacks what its layout cannot do without: what is missing is told, not what went wrong in the layout', async () => {
    const findings = join(folder, 'audits/stage-2/findings/jiang.yaml');
    const source = readFileSync(findings, 'utf8');
    const form = await formOf({ folder: join(folder, 'audits/stage-2'), document: 'audit-report', today: '2026-11-29' });
    const bytes = commented(form.value as Uint8Array, [{ at: ['jiang.yaml', '/findings/0/finding/zh'], by: '秦审', words: '？' }]);
    try {
      writeFileSync(findings, source.replace(/^ {4}conclusion: .*\n/m, ''));
      const copy = await copies(bytes);
      expect(codes(copy)).toEqual(['content-missing']);
      // The help names the field that was taken away.
      expect(copy.diagnostics[0]?.help?.en).toContain('findings[0].conclusion');
      expect(copy.diagnostics[0]?.place?.file).toContain('jiang.yaml');
    } finally {
      writeFileSync(findings, source);
    }
  });
  it('a file without comments, of another project, or that certpress did not write', async () => {
    expect(codes(await copies(document))).toEqual(['review-no-comments']);
    const bytes = commented(document, thread);
    const other = mkdtempSync(join(tmpdir(), 'certpress-review-other-'));
    try {
      await copySamples(other, ['cusc/jieyu-contact-services']);
      expect(codes(await copies(bytes, { paths: [other] }))).toEqual(['review-document']);
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
    expect(codes(await copies(new Uint8Array([80, 75, 3, 4])))).not.toEqual([]);
    expect(hasErrors((await copies(new Uint8Array([80, 75, 3, 4]))).diagnostics)).toBe(true);
  });
  it('more than anyone reads', long, async () => {
    // Words of many signs: a package of few that are repeated is taken for one made to burst.
    const random = seeded(7);
    const long = (): string => Array.from({ length: 3_900 }, () => String.fromCharCode(0x4e00 + Math.floor(random() * 8_000))).join('');
    const many = Array.from({ length: 130 }, (): Comment => ({ at: [of, '/reason/zh'], by: '秦审', words: long() }));
    expect(codes(await copies(commented(document, many)))).toEqual(['review-too-many']);
  });
  it('signs that no face has are boxes in the PDF, and what looks like markup is words', async () => {
    const words = '<w:p>&amp; 好👍 ]]> #set text(red)';
    const name = 'x'.repeat(199);
    const copy = await copies(commented(document, [{ at: [of, '/reason/zh'], by: name, words, on: '2026-13-45T99:00:00Z' }]));
    expect(codes(copy)).toEqual([]);
    const docx = fileOf(copy, '.docx');
    const comment = strFromU8(unzipSync(docx)['word/comments.xml'] as Uint8Array);
    expect(parseXml(comment).children[0]?.attributes).not.toHaveProperty('w:date');
    expect(readWord(docx, 'copy.docx').value?.comments).toMatchObject([{ words, by: name }]);
    const list = pagesOf(fileOf(copy, '.pdf')).join('');
    expect(list).toContain(packed(words.replace('👍', '□')));
    expect(list).toContain('□代表字体没有的字符');
  });
});

describe('certpress build --comments', () => {
  it('writes apart from the documents, and not over what somebody has typed', sweep, async () => {
    writeFileSync(join(root, 'back.docx'), commented(document, thread));
    const run = (...more: string[]): ReturnType<typeof certpress> =>
      certpress(['build', '--comments', 'back.docx', ...more], { cwd: root });
    const file = 'review/qingyu-payment/stage-2/nonconformity-report-NC-02.zh-en.review.docx';
    const first = await run('--format', 'docx');
    expect(first).toMatchObject({ status: 0, out: `${file}\n` });
    const typedIn = readFileSync(join(root, file));
    const parts = unzipSync(typedIn);
    expect(strFromU8(parts['docProps/app.xml'] as Uint8Array)).toContain('certpress');
    const { WordFile } = await import('../take/edited.js');
    writeFileSync(
      join(root, file),
      new WordFile(typedIn)
        .setPart(
          'docProps/app.xml',
          '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Microsoft Office Word</Application></Properties>',
        )
        .bytes(),
    );
    const kept = readFileSync(join(root, file));
    const second = await run('--format', 'docx');
    expect(second.status).toBe(1);
    expect(second.err).toContain('--force');
    expect(readFileSync(join(root, file)).equals(kept)).toBe(true);
    // What the environment says for builds is nobody's wish here.
    const shared = await certpress(['build', '--comments', 'wanding'], {
      cwd: root,
      env: { CERTPRESS_SHARED_CACHE: join(root, 'shared') },
    });
    expect(shared.err).toContain('Word files');
    if (!isLongRun) return;
    expect((await run('--format', 'docx', '--force')).status).toBe(0);
    expect((await run('--format', 'docx')).status).toBe(0);
    const none = await certpress(['build', '--comments', 'wanding'], { cwd: root });
    expect([none.status, none.out]).toEqual([2, '']);
    expect(none.err).toContain('Word files');
    const wrong = await run('--watch');
    expect(wrong.status).toBe(2);
    expect(wrong.err).toContain('--watch');
  });
});
