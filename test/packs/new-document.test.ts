/** `certpress new document` and `new paper`: what they write can be printed at once; nothing is written over. */
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { documentSubjects, type DocumentSubject } from '../../schemas/pack/kinds.js';
import { built } from '../setup/built.js';
import { lint } from '../../src/make/lint.js';
import { packageInfo } from '../../src/program/package-info.js';
import { nothingProven } from '../../src/program/proven.js';
import { newDocument } from '../../src/skeleton/document.js';
import { newPaper } from '../../src/skeleton/skeleton.js';
import { sweep, swept } from '../setup/long.js';
import { samplesFolder } from '../setup/samples.js';

const place = mkdtempSync(join(tmpdir(), 'certpress-new-document-'));
const nuantu = join(place, 'wanding/nuantu-heating');
afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});
beforeEach(() => {
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place);
  for (const file of ['certpress.yaml', 'people.yaml']) cpSync(join(samplesFolder, file), join(place, file));
  cpSync(join(samplesFolder, 'wanding/nuantu-heating'), nuantu, { recursive: true });
});
const house = (): { path: string; shown: string } => ({ path: join(place, 'house'), shown: 'house' });
const build = (id: string): ReturnType<typeof built> =>
  built({ paths: [place], cwd: place, documents: [id], langs: ['zh-en'], print: 'model' });
const codes = (outcome: { readonly diagnostics: readonly { readonly code: string }[] }): string[] => outcome.diagnostics.map((d) => d.code);

describe('new document', () => {
  it.each(swept(documentSubjects, 8))('of %s is sound as it is written', { ...sweep, timeout: 120_000 }, async (of: DocumentSubject) => {
    expect(codes(newDocument({ id: 'our-own', of, folder: nuantu }))).toEqual([]);
    const found = await lint(packageInfo().root, house(), nothingProven, { scheme: 'wanding' });
    expect(found.map((d) => `${d.code} ${d.place?.file ?? ''}:${d.place?.line ?? '-'} ${d.message.en}`)).toEqual([]);
  });
  it.each(swept(['case', 'audit', 'member', 'site', 'certificate'] as const, 8))(
    'of %s is printed at once',
    { ...sweep, timeout: 120_000 },
    async (of) => {
      newDocument({ id: 'our-own', of, folder: nuantu });
      const { diagnostics, printed } = await build('our-own');
      expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
      expect(printed.length).toBeGreaterThan(0);
      expect(printed[0]).toContain('put your own text here');
    },
  );
  it('names the house in certpress.yaml once, and puts labels behind those that there are', () => {
    newDocument({ id: 'our-own', of: 'case', folder: nuantu });
    appendFileSync(join(place, 'house/locales/zh.yaml'), 'page:\n  of: 第 {page-number} 页');
    newDocument({ id: 'our-other', of: 'audit', folder: place });
    expect(readFileSync(join(place, 'certpress.yaml'), 'utf8').match(/^layouts:/gm)).toHaveLength(1);
    expect(readFileSync(join(place, 'house/locales/zh.yaml'), 'utf8')).toMatch(/our-own:\n.*\npage:\n.*\nour-other:\n/);
  });
  it('writes nothing over, takes no name that there is, and needs a project', () => {
    newDocument({ id: 'our-own', of: 'case', folder: nuantu });
    expect(codes(newDocument({ id: 'our-own', of: 'audit', folder: nuantu }))).toEqual(['file-exists', 'file-exists']);
    expect(codes(newDocument({ id: 'audit-plan', of: 'audit', folder: nuantu }))).toEqual(['file-exists']);
    expect(existsSync(join(place, 'house/audit-plan.hbs'))).toBe(false);
    expect(codes(newDocument({ id: 'our-own', of: 'case', folder: tmpdir() }))).toEqual(['project-missing']);
  });
});

describe('new paper', () => {
  beforeEach(() => {
    newDocument({ id: 'our-form', of: 'paper', folder: nuantu });
  });
  it('writes the fields of the definition, and is printed once they are filled in', { timeout: 120_000 }, async () => {
    expect(codes(newPaper({ folder: nuantu, document: 'our-form', id: '2026-01' }))).toEqual([]);
    const file = join(nuantu, 'papers/2026-01.yaml');
    const text = readFileSync(file, 'utf8');
    for (const words of ['paper: our-form', 'date:  # ', '# requested: 2025-09-10', 'accepted、refused']) expect(text).toContain(words);
    // As it stands it is a paper without anything: that is no fault of form.
    expect((await build('our-form')).diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
    writeFileSync(file, 'paper: our-form\ndate: 2026-06-01\nsubject: { zh: 变更地址, en: A new address }\nresult: accepted\nby: w-jiang\n');
    const { diagnostics, printed } = await build('our-form');
    expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
    for (const words of ['变更地址', 'A new address', '同意', '姜砚秋', 'Requested on']) expect(printed.join('\n')).toContain(words);
  });
  it('says where one belongs, and which there are', () => {
    expect(codes(newPaper({ folder: join(nuantu, 'audits/recertification'), document: 'our-form' }))).toEqual(['document-unknown']);
    const { diagnostics } = newPaper({ folder: nuantu, document: 'our-from' });
    expect(diagnostics.map((d) => d.help?.en ?? '')).toEqual([expect.stringMatching(/^There are: .*our-form\.$/)]);
    expect(codes(newPaper({ folder: join(place, 'wanding'), document: 'our-form' }))).toEqual(['case-missing']);
    newPaper({ folder: nuantu, document: 'our-form' });
    expect(codes(newPaper({ folder: nuantu, document: 'our-form' }))).toEqual(['file-exists']);
  });
});
