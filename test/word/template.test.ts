/**
 * `certpress new template`: what it writes, what it refuses, and that what it wrote becomes a document.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lint } from '../../src/make/lint.js';
import { packageInfo } from '../../src/program/package-info.js';
import { openProven } from '../../src/program/proven.js';
import { newTemplate } from '../../src/skeleton/word-form/template.js';
import { built } from '../setup/built.js';
import * as forms from './forms.js';
import { docx, p } from './made.js';

const { root } = packageInfo();
const place = mkdtempSync(join(tmpdir(), 'certpress-template-'));
afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});
let projects = 0;
/** A project with one case of the samples. */
function project(): string {
  const folder = join(place, `project-${++projects}`);
  mkdirSync(folder);
  cpSync(join(root, 'samples', 'wanding', 'qingyu-payment'), join(folder, 'qingyu-payment'), { recursive: true });
  for (const name of ['certpress.yaml', 'people.yaml']) cpSync(join(root, 'samples', name), join(folder, name));
  return folder;
}
function fileOf(name: string, bytes: Uint8Array): string {
  const file = join(place, name);
  writeFileSync(file, bytes);
  return file;
}
const codesOf = (diagnostics: readonly { readonly code: string }[]): string[] => diagnostics.map(({ code }) => code);

describe('what it wrote', () => {
  it('is a document: PDF and Word, read back and proved, with the case in its blanks', async () => {
    const folder = project();
    const from = fileOf('plan.docx', forms.planConfirmation());
    const { value } = newTemplate({ from, id: 'plan-confirmation', of: 'audit', folder });
    expect(value?.files.map((file) => file.slice(folder.length + 1).replaceAll('\\', '/'))).toEqual([
      'house/documents/plan-confirmation.yaml',
      'house/plan-confirmation.hbs',
      // Its title stands in the middle, as no stock style does.
      'house/theme.yaml',
      'house/pictures/plan-confirmation-1.png',
      'house/locales/zh.yaml',
      'house/locales/en.yaml',
    ]);
    const result = await built({ paths: [folder], cwd: folder, langs: ['zh-en'], documents: ['plan-confirmation'], print: 'model' });
    expect(result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    // What case.yaml says of the client, in both languages.
    for (const words of ['淇宁青榆支付服务有限公司', '简若渔', '0399-5550136', 'Name of the auditee'])
      expect(result.printed.join('\n')).toContain(words);
    const files = await built({ paths: [folder], cwd: folder, langs: ['zh'], documents: ['plan-confirmation'] });
    expect(files.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(files.outputs.length).toBe(4);
  });

  it('is the same bytes each time', () => {
    const from = fileOf('same.docx', forms.wpsNonconformity());
    const read = (folder: string): string[] =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .sort()
        .filter((name) => name.includes('.'))
        .map((name) => `${name}\n${readFileSync(join(folder, name), 'utf8')}`);
    const [one, two] = ['one', 'two'].map((name) => {
      newTemplate({ from, id: 'nc', of: 'nonconformity', folder: place, out: join(place, name) });
      return read(join(place, name));
    });
    expect(one?.length).toBe(5);
    expect(two).toEqual(one);
  });

  it('is told in notes of the layout and by lint, until somebody has done it', async () => {
    const house = join(place, 'noted');
    const from = fileOf('noted.docx', docx({ body: p('其他：________') + p('Filled in by the two of them') }));
    newTemplate({ from, id: 'noted', of: 'case', folder: place, out: house });
    const found = async (): Promise<string[]> => {
      const all = await lint(root, { path: house, shown: 'house' }, openProven(join(place, 'proven')), { scheme: 'wanding' });
      return all.map(({ code, place: at }) => `${code} ${at?.file.split(/[\\/]/).slice(-2).join('/')}:${at?.line}`).sort();
    };
    // Line 5 is the note, line 6 the blank; labels in their order: 其他 without English, then the English without Chinese.
    expect(await found()).toEqual([
      'label-untranslated locales/en.yaml:2',
      'label-untranslated locales/zh.yaml:3',
      'layout-unfinished house/noted.hbs:5',
    ]);
    const edit = (name: string, from: string | RegExp, to: string): void => {
      const text = readFileSync(join(house, name), 'utf8');
      expect(text).toMatch(from);
      writeFileSync(join(house, name), text.replace(from, to));
    };
    edit('noted.hbs', /\n.*TODO.*\n/, '\n');
    edit('locales/en.yaml', /"其他"/, '"Other"');
    edit('locales/zh.yaml', /"Filled[^"]*"/, '"由两人填写"');
    expect(await found()).toEqual([]);
  });

  it('leaves the theme of a house alone', () => {
    const folder = project();
    const house = join(folder, 'house');
    mkdirSync(house);
    writeFileSync(join(house, 'theme.yaml'), "colours: { accent: '#7A1F1F' }\n");
    newTemplate({ from: fileOf('themed.docx', forms.wpsNonconformity()), id: 'themed', of: 'audit', folder });
    expect(readFileSync(join(house, 'theme.yaml'), 'utf8')).toBe("colours: { accent: '#7A1F1F' }\n");
    // A style that its theme lacks would stop every build.
    expect(readFileSync(join(house, 'themed.hbs'), 'utf8')).toContain('<h1 class="title-long">');
  });

  it('stands beside what the house has', () => {
    const folder = project();
    const from = fileOf('first.docx', docx({ body: p('甲方意见') }));
    expect(newTemplate({ from, id: 'first', of: 'case', folder }).value).toBeDefined();
    expect(newTemplate({ from, id: 'second', of: 'case', folder, scheme: 'wanding' }).value).toBeDefined();
    expect(readFileSync(join(folder, 'house', 'locales', 'zh.yaml'), 'utf8')).toBe(
      'first:\n  words-1: "甲方意见"\nsecond:\n  words-1: "甲方意见"\n',
    );
    expect(readFileSync(join(folder, 'house', 'documents', 'second.yaml'), 'utf8')).toContain('\nschemes: [wanding] ');
    // Told once.
    expect(readFileSync(join(folder, 'certpress.yaml'), 'utf8').match(/^layouts: house /gm)).toHaveLength(1);
  });
});

describe('what it refuses, writing nothing', () => {
  it.each<[string, Partial<Parameters<typeof newTemplate>[0]>, string]>([
    ['no Word file', { from: join(place, 'words.docx') }, 'word-unreadable'],
    ['a file that is not there', { from: join(place, 'gone.docx') }, 'file-unreadable'],
    ['a folder', { from: place }, 'file-unreadable'],
    ['the name of a document that certpress has', { id: 'audit-plan' }, 'file-exists'],
    ['a scheme that nobody knows', { scheme: 'nobody' }, 'scheme-unknown'],
  ])('%s', (_, options, code) => {
    fileOf('words.docx', Buffer.from('no zip'));
    const house = join(place, 'refused');
    const from = fileOf('sound.docx', docx({ body: p('甲') }));
    const { value, diagnostics } = newTemplate({ from, id: 'form', of: 'case', folder: place, out: house, ...options });
    expect(value).toBeUndefined();
    expect(codesOf(diagnostics)).toEqual([code]);
    expect(existsSync(house)).toBe(false);
  });
  it('a place that is no project, where no house is named', () => {
    const from = fileOf('lone.docx', docx({ body: p('甲') }));
    expect(codesOf(newTemplate({ from, id: 'form', of: 'case', folder: place }).diagnostics)).toEqual(['project-missing']);
  });
  it('a document or labels that are there', () => {
    const folder = project();
    const from = fileOf('twice.docx', docx({ body: p('甲') }));
    newTemplate({ from, id: 'twice', of: 'case', folder });
    const before = readFileSync(join(folder, 'house', 'locales', 'zh.yaml'), 'utf8');
    expect(codesOf(newTemplate({ from, id: 'twice', of: 'case', folder }).diagnostics)).toEqual(['file-exists', 'file-exists']);
    rmSync(join(folder, 'house', 'twice.hbs'));
    rmSync(join(folder, 'house', 'documents', 'twice.yaml'));
    expect(codesOf(newTemplate({ from, id: 'twice', of: 'case', folder }).diagnostics)).toEqual(['file-exists']);
    expect(existsSync(join(folder, 'house', 'twice.hbs'))).toBe(false);
    expect(readFileSync(join(folder, 'house', 'locales', 'zh.yaml'), 'utf8')).toBe(before);
  });
});
