/** The body's own facts: missing, invented, without English, or set; and printed where they are set. */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { BodyFacts } from '../../schemas/record/project.js';
import { loadProject } from '../../src/load/project.js';
import { loadSchemes } from '../../src/packs/schemes-of-project.js';
import { packageInfo } from '../../src/program/package-info.js';
import { built } from '../setup/built.js';
import { isReserved } from '../../src/validate/body-facts.js';
import { checkContents } from '../../src/validate/contents.js';
import { documentsOf } from '../../src/validate/documents-of-case.js';
import { recordFile } from '../lawful/project.js';
import { samplesFolder } from '../setup/samples.js';

const made: string[] = [];
afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true, force: true }))));

const facts: BodyFacts = {
  address: { zh: '某市某路1号', en: '1 Some Road' },
  enquiry: { zh: '登录 cert.wdrz.cn 查询{number}', en: 'Visit cert.wdrz.cn for {number}' },
  enquiryUrl: 'https://cert.wdrz.cn/{number}',
};
function said(body: Readonly<Record<string, BodyFacts>> | undefined): string[] {
  const samples = loadProject(samplesFolder).value;
  if (!samples) throw new Error('the samples do not load');
  const project = {
    ...samples,
    config: recordFile('project', 'certpress.yaml', body ? { body } : {}),
    cases: samples.cases.filter((one) => one.name === 'qingyu-payment'),
  };
  const schemes = loadSchemes(project, packageInfo().root);
  const scopes = project.cases.flatMap((one) => documentsOf(project, one, schemes.value ?? new Map()));
  return [...schemes.diagnostics, ...scopes.flatMap((scope) => checkContents(scope).diagnostics)].map(
    (d) => `${d.code} ${d.clause ?? ''} ${d.place?.pointer ?? ''}`,
  );
}

describe('a certificate', () => {
  // wanding 6.2.5(6), (7).
  it('asks for address and enquiry of the body, with the clause', () => {
    expect(said(undefined)).toEqual([
      'body-fact-missing 6.2.5(6) /body/wanding/address',
      'body-fact-missing 6.2.5(7) /body/wanding/enquiry',
      'body-fact-missing 6.2.5(7) /body/wanding/enquiryUrl',
    ]);
    expect(said({ wanding: facts })).toEqual([]);
  });
  it('refuses a placeholder, unless the project says that it is a sample', () => {
    const invented = { ...facts, enquiryUrl: 'https://example.com/cert/{number}' };
    expect(said({ wanding: invented })).toEqual(['body-placeholder  /body/wanding/enquiryUrl']);
    expect(said({ wanding: { ...invented, sample: true } })).toEqual([]);
  });
  it('asks for the English that it prints', () => {
    expect(said({ wanding: { ...facts, address: { zh: '某市某路1号' } } })).toEqual(['english-missing  /body/wanding/address']);
  });
  it('facts of a body that no scheme names are a slip', () => {
    expect(said({ wanding: facts, wandign: facts })).toEqual(['scheme-unknown  /body/wandign']);
  });
  // wanding 6.3: 本机构暂无认证标志。
  it('of a body without a certification mark prints none, with the clause', () => {
    expect(said({ wanding: { ...facts, certificationMark: 'marks/mark.png' } })).toEqual(['body-mark 6.3 /body/wanding/certificationMark']);
    expect(said({ wanding: { ...facts, logo: 'marks/logo.png' } })).toEqual([]);
  });
  it('prints the logo and marks that the project names, within their room, and refuses what cannot be printed', async () => {
    const root = await mkdtemp(join(tmpdir(), 'certpress-body-'));
    made.push(root);
    await cp(join(samplesFolder, 'people.yaml'), join(root, 'people.yaml'));
    await cp(join(samplesFolder, 'cusc/jieyu-contact-services'), join(root, 'jieyu'), { recursive: true });
    await mkdir(join(root, 'marks'));
    await writeFile(join(root, 'marks/note.png'), 'no picture');
    // The picture is wider than high: it takes the whole width of its room, 40 mm for the logo and 25 mm for a mark.
    await cp(join(samplesFolder, 'wanding/qingyu-payment/evidence/recovery-times.png'), join(root, 'marks/wide.png'));
    const build = async (more: Partial<BodyFacts>): Promise<{ printed: string; wrong: string[] }> => {
      await writeFile(join(root, 'certpress.yaml'), stringify({ asOf: '2026-10-15', body: { cusc: { ...facts, ...more } } }));
      const { printed, diagnostics } = await built({
        paths: [root],
        cwd: root,
        formats: [],
        langs: ['zh-en'],
        documents: ['certificate'],
        print: 'model',
      });
      return {
        printed: printed.join('\n'),
        wrong: diagnostics.filter((d) => d.severity === 'error').map((d) => `${d.code} ${d.place?.pointer ?? ''}`),
      };
    };
    const pictures = (text: string): number => text.split('\n').filter((line) => /^\s*image/.test(line)).length;
    const plain = await build({});
    const full = await build({ logo: 'marks/wide.png', certificationMark: 'marks/wide.png' });
    expect([plain.wrong, full.wrong]).toEqual([[], []]);
    expect(pictures(full.printed) - pictures(plain.printed)).toBeGreaterThanOrEqual(2);
    expect((await build({ logo: 'marks/note.png' })).wrong).toEqual(['evidence-wrong /body/cusc/logo']);
    expect((await build({ logo: '../outside.png' })).wrong).toEqual(['path-outside /body/cusc/logo']);
    expect((await build({ accreditationMark: 'marks/none.png' })).wrong).toEqual(['evidence-wrong /body/cusc/accreditationMark']);
  });
  it('prints approval, accreditation and telephone where they are set', async () => {
    const root = await mkdtemp(join(tmpdir(), 'certpress-body-'));
    made.push(root);
    await cp(join(samplesFolder, 'people.yaml'), join(root, 'people.yaml'));
    await cp(join(samplesFolder, 'wanding/qingyu-payment'), join(root, 'qingyu-payment'), { recursive: true });
    const print = async (more: Partial<BodyFacts>): Promise<string> => {
      await writeFile(join(root, 'certpress.yaml'), stringify({ asOf: '2026-10-15', body: { wanding: { ...facts, ...more } } }));
      const { printed, diagnostics } = await built({
        paths: [root],
        cwd: root,
        formats: [],
        langs: ['zh-en'],
        documents: ['certificate'],
        print: 'model',
      });
      expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
      return printed.join('\n');
    };
    const plain = await print({});
    const full = await print({ phone: '0371-5550100', approval: 'CNCA-R-2099-001', accreditation: 'CNAS C999-M' });
    for (const part of ['0371-5550100', 'CNCA-R-2099-001', 'C999-M']) {
      expect(full).toContain(part);
      expect(plain).not.toContain(part);
    }
    expect(full).toContain('1 Some Road');
  });
});

it.each([
  ['见example.com/cert', true],
  ['https://www.example.org/x', true],
  ['office@a.example', true],
  ['http://localhost:80', true],
  ['cert.test', true],
  ['cert.wdrz.cn', false],
  ['example.com.cn', false],
  ['myexample.com', false],
  ['an example of this', false],
  ['河南省某市', false],
])('%s is reserved: %s', (text, is) => {
  expect(isReserved(text)).toBe(is);
});
