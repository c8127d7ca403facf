/** Documents as Word forms: what can be filled in, by whom, and what goes along. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { readCarriedProperties, readCarriedText, type Carried, type PlacedSegment } from '../../src/carried/index.js';
import { sha256 } from '../../src/files/write-file.js';
import { formOf, type FormAsked } from '../../src/form/form.js';
import { parseXml, type XmlElement } from '../../src/proof/docx-xml.js';
import { readDocx } from '../../src/proof/read-docx.js';
import { writeDocx } from '../../src/writers/docx/index.js';
import { long } from '../setup/long.js';
import { copySamples, sampleDocument, samplesFolder } from '../setup/samples.js';

const audit = join(samplesFolder, 'wanding/qingyu-payment/audits/stage-2');
const root = mkdtempSync(join(tmpdir(), 'certpress-forms-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Form {
  readonly bytes: Uint8Array;
  readonly files: Readonly<Record<string, string>>;
  readonly carried: Carried;
  readonly controls: readonly {
    readonly tag: string;
    readonly words: string;
    readonly isEmpty: boolean;
    readonly choices: readonly string[];
  }[];
}
const under = (element: XmlElement, name: string): XmlElement[] =>
  element.children.flatMap((c) => [...(c.name === name ? [c] : []), ...under(c, name)]);
async function form(asked: Partial<FormAsked> = {}): Promise<Form> {
  const { value, diagnostics } = await formOf({ folder: audit, document: 'audit-report', today: '2026-11-29', ...asked });
  if (!value) throw new Error(JSON.stringify(diagnostics.map((d) => d.message.en)));
  const files = Object.fromEntries(Object.entries(unzipSync(value)).map(([name, bytes]) => [name, strFromU8(bytes)]));
  const read = readCarriedText(parseXml(files['customXml/item1.xml'] ?? '').text);
  if (!read.ok) throw new Error(read.why);
  const controls = under(parseXml(files['word/document.xml'] ?? ''), 'w:sdt').flatMap((sdt) => {
    const [properties, content] = sdt.children;
    const tag = properties?.children.find((c) => c.name === 'w:tag')?.attributes['w:val'];
    if (tag === undefined || !properties || !content) return [];
    const words = under(content, 'w:t')
      .map((t) => t.text)
      .join('');
    const choices = under(properties, 'w:listItem').map((one) => one.attributes['w:value'] ?? '');
    return [{ tag, words, isEmpty: properties.children.some((c) => c.name === 'w:showingPlcHdr'), choices }];
  });
  return { bytes: value, files, carried: read.carried, controls };
}
/** What a tag names: the name of a block, and which of its segments. */
function segmentOf({ blocks }: Carried, tag: string): PlacedSegment {
  const [name, n] = tag.split('.');
  const segment = blocks.find((one) => one.name === name)?.segments[Number(n)];
  if (typeof segment !== 'object') throw new Error(`${tag} names no place`);
  return segment;
}
const placeOf = ({ carried }: Form, { tag }: { readonly tag: string }): string => {
  const { file, pointer } = segmentOf(carried, tag);
  return `${carried.files[file]?.path.split('/audits/stage-2/')[1] ?? carried.files[file]?.path ?? ''}#${pointer}`;
};

describe('the form of a report that says all', () => {
  const whole = form();

  test('says what the report says, in its layout', async () => {
    const report = await sampleDocument('qingyu-payment/stage-2/audit-report');
    const written = readDocx(writeDocx(report.composed.document).value as Uint8Array).value?.entries ?? [];
    const read = readDocx((await whole).bytes).value?.entries ?? [];
    // A report that is not laid out has no table of contents. Where the record says that there is none (`issues`), one can be written.
    const isOf = (list: typeof read, text: string): boolean => list.some((one) => one.text === text);
    expect(written.filter((one) => !isOf(read, one.text)).map((one) => one.text)).toEqual(
      ['目录Contents', '无。None.'].filter((t) => isOf(written, t)),
    );
    expect(read.length).toBeGreaterThan(300);
  });
  test('has a control for each value, and its tag names place and words', async () => {
    const made = await whole;
    expect(made.controls.length).toBeGreaterThan(300);
    const typed = made.controls.filter(({ tag }) => segmentOf(made.carried, tag).as !== 'box');
    // What waits for words is nothing as long as nobody writes any.
    expect(typed.map((one) => segmentOf(made.carried, one.tag).words)).toEqual(typed.map((one) => (one.isEmpty ? '' : one.words)));
    expect(new Set(made.controls.map((one) => one.tag)).size).toBe(made.controls.length);
    const places = new Set(made.controls.map((one) => placeOf(made, one)));
    for (const one of ['report.yaml#/conclusion/zh', 'report.yaml#/deviations/0/reason/en', 'report.yaml#/recommendation/outcome'])
      expect(places, one).toContain(one);
  });
  test('offers the words of closed lists, as the record writes them', async () => {
    const made = await whole;
    const outcome = made.controls.find((one) => placeOf(made, one) === 'report.yaml#/recommendation/outcome');
    // As in schemas/record/report.ts.
    expect(outcome?.choices).toEqual([
      'grant',
      'grant-after-closure',
      'maintain',
      'renew',
      'renew-after-closure',
      'extend',
      'suspend',
      'withdraw',
      'refuse',
    ]);
  });
  test('names the record files as they were, and locks what is of no record of the audit', async () => {
    const { carried, controls } = await whole;
    expect(carried.document).toMatchObject({ kind: 'audit-report', as: 'form', scheme: 'wanding' });
    for (const { path, sha256: hash } of carried.files)
      if (path !== 'certpress.yaml') expect(hash, path).toBe(sha256(readFileSync(join(samplesFolder, path))));
    const inControl = new Set(controls.map((one) => one.tag));
    const others = carried.blocks.flatMap(({ name, segments }) =>
      segments.flatMap((one, n) =>
        typeof one === 'object' && /people|case\.yaml/.test(carried.files[one.file]?.path ?? '') ? [`${name ?? ''}.${n}`] : [],
      ),
    );
    expect(others.length).toBeGreaterThan(3);
    expect(others.filter((tag) => inControl.has(tag))).toEqual([]);
  });
  test('lets each list grow that is open, by rows or paragraphs, and no list of states', async () => {
    const { files } = await whole;
    const xml = files['word/document.xml'] ?? '';
    const titles = new Set([...xml.matchAll(/<w15:sectionTitle w15:val="([^" ]*)/g)].map(([, title]) => title));
    for (const one of ['审核准则', '审核组成员', '审核发现', '识别出的不符合项']) expect(titles, one).toContain(one);
    // Of a finding there is one entry, whatever it is printed with: as many as the authors of this report have written.
    const count = (title: string): number =>
      [...xml.matchAll(/<w15:sectionTitle w15:val="([^" ]*)[^>]*>(.*?)(?=<w15:sectionTitle|$)/g)]
        .filter(([, name]) => name === title)
        .reduce((n, [, , rest = '']) => n + rest.split('<w15:repeatingSectionItem/>').length - 1, 0);
    const findings = ['jiang', 'fang'].flatMap(
      (author) => (parse(readFileSync(join(audit, `findings/${author}.yaml`), 'utf8')) as { findings: unknown[] }).findings,
    );
    expect(count('审核发现')).toBe(findings.length);
    // A case's client and headcount are states: another one is no row below.
    const review = await form({ folder: join(samplesFolder, 'wanding/qingyu-payment'), document: 'application-review-record' });
    expect(review.files['word/document.xml']).not.toMatch(/sectionTitle w15:val="(?:客户|有效人数)/);
  });
  test('is the same, byte for byte, a second time', async () => {
    expect(Buffer.from((await form()).bytes).equals(Buffer.from((await whole).bytes))).toBe(true);
  });
});

test('a finding is its author’s: nothing else is open in the form for one person', async () => {
  const authored = readFileSync(join(audit, 'findings/jiang.yaml'), 'utf8');
  const { author } = parse(authored) as { author: string };
  const made = await form({ person: author, part: 'findings' });
  expect(made.carried.document).toMatchObject({ for: author, part: 'findings' });
  expect(made.controls.length).toBeGreaterThan(10);
  expect([...new Set(made.controls.map((one) => placeOf(made, one).split('#')[0]))]).toEqual(['findings/jiang.yaml']);
});

test('the record of an auditor shows the figure of a finding, as the report does', async () => {
  const findings = (parse(readFileSync(join(audit, 'findings/fang.yaml'), 'utf8')) as { findings: { figure?: { file: string } }[] })
    .findings;
  const n = findings.findIndex(({ figure }) => figure !== undefined);
  const { carried, bytes } = await form({ document: 'on-site-record', subject: 'fang' });
  const shown = carried.blocks.flatMap(({ segments }) => segments.filter((one) => typeof one !== 'string'));
  const picture = sha256(readFileSync(join(audit, '../../evidence', findings[n]?.figure?.file ?? '')));
  expect(shown.find(({ pointer }) => pointer === `/findings/${n}/figure/file`)).toMatchObject({ as: 'picture', picture });
  expect(shown.map(({ pointer }) => pointer)).toContain(`/findings/${n}/figure/caption/zh`);
  expect(Object.values(unzipSync(bytes)).map((part) => sha256(part))).toContain(picture);
});

describe('what is missing', () => {
  test('is asked for, with clause and words of the scheme, and holds no form back', async () => {
    await copySamples(root, ['wanding/qingyu-payment']);
    const folder = join(root, 'wanding/qingyu-payment/audits/stage-2');
    const report = join(folder, 'report.yaml');
    const text = readFileSync(report, 'utf8');
    // The conclusion goes, with all that stands under its key.
    writeFileSync(report, text.replace(/^conclusion:.*\n(?:[ \t]+.*\n|\n)*/m, ''));
    expect(parse(readFileSync(report, 'utf8'))).not.toHaveProperty('conclusion');
    const made = await form({ folder });
    const empty = made.controls.filter((one) => one.isEmpty && !placeOf(made, one).includes('#/issues/'));
    expect(empty.map((one) => placeOf(made, one))).toEqual(['report.yaml#/conclusion/zh', 'report.yaml#/conclusion/en']);
    expect(empty.map((one) => segmentOf(made.carried, one.tag).words)).toEqual(['', '']);
    const contents = parse(readFileSync(join(samplesFolder, '../schemas/schemes/wanding/B-1/contents.yaml'), 'utf8')) as Record<
      string,
      { contents: { id: string; clause: string; zh: string; en: string }[] }[]
    >;
    const asked = contents['audit-report']?.flatMap((g) => g.contents).find((c) => c.id === 'report.conclusion');
    expect(empty[0]?.words).toContain(`${asked?.clause ?? '?'} ${asked?.zh ?? '?'}`);
    expect(empty[1]?.words).toContain(`${asked?.clause ?? '?'} ${asked?.en ?? '?'}`);
  });
  test('is told where no form can be made', async () => {
    const code = async (asked: Partial<FormAsked>): Promise<string[]> =>
      (await formOf({ folder: audit, document: 'audit-report', today: '2026-11-29', ...asked })).diagnostics.map((d) => d.code);
    expect(await code({ document: 'nonconformity-report' })).toEqual(['form-document']);
    expect(await code({ document: 'no-such-document' })).toEqual(['form-document']);
    // What there is instead is told.
    const { diagnostics } = await formOf({ folder: audit, document: 'no-such-document', today: '2026-11-29' });
    expect(diagnostics[0]?.help?.en).toMatch(/^Here are: .*audit-plan, audit-report/);
    // A nonconformity that is not there is called by its name, and those that are there are told.
    const missed = await formOf({ folder: audit, part: 'nc', subject: 'NC-99', today: '2026-11-29' });
    expect(missed.diagnostics.map(({ message, help }) => [message.zh, message.en, help?.en])).toEqual([
      ['这里没有 NC-99（不符合）', 'There is no NC-99 here (nonconformity)', expect.stringMatching(/^Name one by --subject: NC-01, /)],
    ]);
    expect(await code({ person: '__proto__' })).toEqual(['form-person']);
    expect(await code({ folder: join(audit, 'nothing') })).toEqual(['path-unknown']);
  });
  test('says first what is wrong with the files of the case, where a document is missed for that', async () => {
    const broken = join(root, 'broken');
    await copySamples(broken, ['wanding/qingyu-payment']);
    const report = 'wanding/qingyu-payment/audits/stage-2/report.yaml';
    writeFileSync(join(broken, report), 'number: "1\n');
    const folder = join(broken, 'wanding/qingyu-payment/audits/stage-2');
    const { value, diagnostics } = await formOf({ folder, document: 'audit-report', today: '2026-11-29' });
    expect(value).toBeUndefined();
    // The quote is never closed: that is told at its file, before anything is said of the report.
    expect(diagnostics[0]).toMatchObject({ severity: 'error', place: { file: expect.stringMatching(/stage-2\/report\.yaml$/) as string } });
    expect(diagnostics[0]?.code).toMatch(/^yaml-/);
    expect(diagnostics.at(-1)?.code).toBe('form-document');
  });
});

/** All texts of a record that say something by themselves. */
const texts = (value: unknown): string[] =>
  typeof value === 'string'
    ? value.length >= 6
      ? value
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line.length >= 6)
      : []
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(texts)
      : [];

describe('what the client gets', () => {
  test('of a nonconformity is open where it answers, and holds nothing that the body keeps to itself', async () => {
    const made = await form({ document: undefined, part: 'nc', subject: 'NC-01' });
    const places = [...new Set(made.controls.map((one) => placeOf(made, one).replace('nonconformities/NC-01.yaml#', '')))];
    expect(
      places.filter((one) => !/^\/(acknowledgement|cause|correction|correctiveAction|plan|pictures|completedOn|client)\b/.test(one)),
    ).toEqual([]);
    for (const one of ['/cause', '/correction', '/correctiveAction', '/pictures/0/file', '/completedOn'])
      expect(
        places.some((p) => p.startsWith(one)),
        one,
      ).toBe(true);
    const { review, verification } = parse(readFileSync(join(audit, 'nonconformities/NC-01.yaml'), 'utf8')) as Record<string, unknown>;
    const others = [
      'review.yaml',
      'decision.yaml',
      'report.yaml',
      'findings/jiang.yaml',
      'findings/fang.yaml',
      'nonconformities/NC-02.yaml',
    ];
    const internal = [review, verification, ...others.map((name) => parse(readFileSync(join(audit, name), 'utf8')) as unknown)].flatMap(
      texts,
    );
    // What the nonconformity itself says to the client may stand in the report too.
    const own = texts(parse(readFileSync(join(audit, 'nonconformities/NC-01.yaml'), 'utf8'))).filter(
      (one) => !texts([review, verification]).includes(one),
    );
    const shown = readDocx(made.bytes).value?.text ?? '';
    const kept = internal.filter((one) => !own.includes(one) && !/^[\w.-]+$/.test(one));
    expect(kept.length).toBeGreaterThan(100);
    const everything = Object.values(made.files).join('\n');
    const titles = ['ISO 22301:2019'];
    expect(kept.filter((one) => everything.includes(one) && !titles.includes(one) && !own.some((o) => o.includes(one)))).toEqual([]);
    expect(shown.length).toBeGreaterThan(200);
  });
  test('of a nonconformity that nobody has answered asks for all of the answer, and holds nothing of a verification all the same', async () => {
    const project = join(root, 'unanswered');
    await copySamples(project, ['wanding/qingyu-payment']);
    const folder = join(project, 'wanding/qingyu-payment/audits/stage-2');
    const file = join(folder, 'nonconformities/NC-01.yaml');
    const whole = parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    const answered = ['acknowledgement', 'cause', 'correction', 'correctiveAction', 'plan', 'completedOn', 'client'];
    writeFileSync(file, stringify(Object.fromEntries(Object.entries(whole).filter(([key]) => !answered.includes(key))), { lineWidth: 0 }));
    const made = await form({ folder, document: undefined, part: 'nc', subject: 'NC-01' });
    const filled = made.controls.filter(({ isEmpty }) => !isEmpty).map((one) => placeOf(made, one).replace(/^.*#/, ''));
    expect(filled.filter((pointer) => answered.some((key) => pointer.startsWith(`/${key}`)))).toEqual([]);
    // What docs/forms.md says that the client answers, in the fields of schemas/record/nonconformity.ts.
    const asked = new Set(made.controls.map((one) => placeOf(made, one).replace(/^.*#|\/(?:zh|en)$/g, '')));
    for (const one of answered.flatMap((key) =>
      key === 'acknowledgement'
        ? ['/acknowledgement/by', '/acknowledgement/on']
        : key === 'client'
          ? ['/client/responsible', '/client/on']
          : `/${key}`,
    ))
      expect(asked, one).toContain(one);
    // Nothing has been done or planned yet: of the two boxes that say so neither is ticked.
    const document = (made.files['word/document.xml'] ?? '').replace(/<[^>]+>/g, '');
    expect(document).toMatch(/☐[^☑☐]{0,4}已完成/);
    expect(document).not.toMatch(/☑[^☑☐]{0,4}(?:已完成|已制定计划)/);
    const { method: _, ...verification } = whole['verification'] as Record<string, unknown>;
    const everything = Object.values(made.files).join('\n');
    // Days and ids are printed of the document too.
    const said = texts(verification).filter((words) => !/^[\w.-]+$/.test(words));
    expect(said.length).toBeGreaterThan(0);
    expect(said.filter((words) => everything.includes(words))).toEqual([]);
  });
  test('of a plan is open at its confirmation alone', async () => {
    const made = await form({ document: undefined, part: 'plan' });
    expect(made.controls.length).toBeGreaterThan(0);
    expect(
      [...new Set(made.controls.map((one) => placeOf(made, one)))].filter((one) => !one.startsWith('plan.yaml#/confirmation/')),
    ).toEqual([]);
    // Who confirms, as what, and when: schemas/record/audit.ts.
    for (const one of ['by', 'title', 'on'])
      expect(
        made.controls.some((control) => placeOf(made, control).startsWith(`plan.yaml#/confirmation/${one}`)),
        one,
      ).toBe(true);
  });
});

test('LibreOffice keeps every word, bookmark and both copies of the state', long, async () => {
  const made = await form();
  const folder = join(root, 'office');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'form.docx'), made.bytes);
  const profile = `-env:UserInstallation=file://${join(root, 'profile')}`;
  execFileSync('soffice', [
    profile,
    '--headless',
    '--convert-to',
    'docx:MS Word 2007 XML',
    '--outdir',
    join(folder, 'out'),
    join(folder, 'form.docx'),
  ]);
  const saved = join(folder, 'out/form.docx');
  expect(existsSync(saved)).toBe(true);
  const back = Object.fromEntries(Object.entries(unzipSync(readFileSync(saved))).map(([name, bytes]) => [name, strFromU8(bytes)]));
  const said = (xml: string): Map<string, string> =>
    new Map(
      under(parseXml(xml), 'w:p').flatMap((p) => {
        const names = under(p, 'w:bookmarkStart').flatMap((b) =>
          b.attributes['w:name']?.startsWith('_cp') ? [b.attributes['w:name']] : [],
        );
        return names.map((name): [string, string] => [
          name,
          under(p, 'w:t')
            .map((t) => t.text)
            .join('')
            .replace(/\s/g, ''),
        ]);
      }),
    );
  expect(said(back['word/document.xml'] ?? '')).toEqual(said(made.files['word/document.xml'] ?? ''));
  const kept = readCarriedText(parseXml(back['customXml/item1.xml'] ?? '').text);
  expect(kept.ok && kept.carried).toEqual(made.carried);
  // Its order is that of the names.
  const strings = (xml: string): Map<string, string> =>
    new Map(parseXml(xml).children.map((one) => [one.attributes['name'] ?? '', one.children[0]?.text ?? '']));
  const read = readCarriedProperties(strings(back['docProps/custom.xml'] ?? ''));
  expect(read.ok && read.carried).toEqual(made.carried);
});
