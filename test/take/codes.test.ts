/**
 * Each code that `take` can tell, by a file that was edited so that it must.
 *
 * What must be told of each stands beside the edit: its code, where it is (page, and table or paragraph), the words and the field. Nothing
 * of what is told is taken, and no record is touched. A code of the catalogue without a file here fails, and so does one that nothing can
 * cause any more.
 */
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Carried } from '../../src/carried/index.js';
import type { Diagnostic, Outcome } from '../../src/diagnostics/index.js';
import { takeCodes } from '../../src/diagnostics/catalogue/take.js';
import { formOf, type FormAsked } from '../../src/form/form.js';
import type { PartToTake } from '../../src/take/allowed.js';
import { take } from '../../src/take/take.js';
import type { Taken } from '../../src/take/types.js';
import { unsaidPart } from '../../src/take/whose.js';
import { writeRecords } from '../../src/record-edit/write-records.js';
import { copySamples } from '../setup/samples.js';
import { altered, escaped, fill, nameAt, placesIn, typed, WordFile } from './edited.js';
import { png, putBelow, putPicture } from './put-pictures.js';

const root = mkdtempSync(join(tmpdir(), 'certpress-codes-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const one = 'wanding/qingyu-payment';
const audit = `${one}/audits/stage-2`;

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  );
const stateOf = (folder: string): ReadonlyMap<string, string> =>
  new Map(filesIn(folder).map((file) => [file, readFileSync(file).toString('base64')]));

let plan: Uint8Array;
let nc: Uint8Array;
let before: ReadonlyMap<string, string>;
beforeAll(async () => {
  await copySamples(root, [one, 'cusc/jieyu-contact-services']);
  const written = async (asked: Partial<FormAsked>): Promise<Uint8Array> => {
    const { value, diagnostics } = await formOf({ folder: join(root, audit), today: '2026-11-29', ...asked });
    if (!value) throw new Error(diagnostics.map(({ message }) => message.en).join());
    return value;
  };
  plan = await written({ document: 'audit-plan' });
  nc = await written({ part: 'nc', subject: 'NC-01' });
  before = stateOf(root);
});

const taken = (
  forms: readonly Uint8Array[],
  options: { accept?: boolean; remove?: boolean; part?: PartToTake } = {},
): Promise<Outcome<Taken>> =>
  take({ root, forms: forms.map((bytes, n) => ({ name: `${'ab'.charAt(n)}.docx`, bytes })), accept: false, remove: false, ...options });

const inXml = (file: WordFile, from: string, to: string): void => {
  if (file.xml.split(from).length !== 2) throw new Error(`not once: ${from}`);
  file.xml = file.xml.replace(from, () => to);
};
const paragraph = (words: string): string => `<w:p><w:r><w:t>${escaped(words)}</w:t></w:r></w:p>`;

interface Case {
  readonly what: string;
  readonly code: keyof typeof takeCodes;
  readonly of?: 'nc';
  readonly edit: (file: WordFile) => void;
  /** What must stand in its English words, and in its Chinese ones. */
  readonly says: readonly (string | RegExp)[];
  readonly zh?: readonly string[];
  readonly severity?: Diagnostic['severity'];
  /** Values that are taken all the same: pointers. */
  readonly also?: readonly string[];
}
const cases: readonly Case[] = [
  {
    what: 'a picture where none is asked for',
    code: 'take-picture-outside',
    of: 'nc',
    edit: (file) => putBelow(file, '/completedOn', png(7)),
    says: [/^page \d+, table \d+, row \d+, cell \d+: a picture stands where no picture is asked for, near “2026-05-29”; it is not taken/],
    zh: ['一张图片不在任何图片的位置，靠近“2026-05-29”'],
  },
  {
    what: 'a picture of a kind that no layout prints',
    code: 'take-picture-refused',
    of: 'nc',
    edit: (file) => putPicture(file, '/pictures/0/file', Uint8Array.from(Buffer.from('GIF89a')), 'png'),
    says: ['the picture is GIF, and PNG and JPEG alone are taken'],
    zh: ['图片是 GIF，只接受 PNG 和 JPEG'],
  },
  {
    what: 'a caption without its picture',
    code: 'take-picture-missing',
    of: 'nc',
    edit: (file) => {
      const place = placesIn(file.carried).find(({ segment }) => segment.pointer === '/pictures/0/caption/zh');
      if (place) fill(file, place.block, place.segment, '整改后的现场');
    },
    says: ['there is no picture to “整改后的现场”, which is not taken'],
    zh: ['“整改后的现场”没有图片，没有采用'],
  },
  {
    what: 'a file without any state',
    code: 'take-state-unreadable',
    edit: (file) => {
      file.setPart('docProps/custom.xml', '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>');
      file.setPart('customXml/item1.xml', '<a/>');
    },
    says: ['certpress did not write it, or it was lost'],
    zh: ['不是 certpress 写的'],
  },
  {
    what: 'a later version in both',
    code: 'take-state-unreadable',
    edit: (file) => void file.forge({ ...file.carried, version: 2 }),
    says: ['a later version of certpress wrote it'],
  },
  {
    what: 'two states that differ: that of the hash is believed',
    code: 'take-carriers-disagree',
    severity: 'warning',
    edit: (file) => {
      typed(file, '/scope/zh', (words) => `${words}，含清算`);
      file.forge(altered(file.carried, '/scope/zh', { words: '别的范围' }), 'text');
    },
    says: ['the properties are believed, since the hash in them'],
    zh: ['采用自定义属性，因为其中的校验值与其内容相符'],
    also: ['/scope/zh'],
  },
  {
    what: 'properties cut short: the XML is believed, and why',
    code: 'take-carriers-disagree',
    severity: 'warning',
    edit: (file) => {
      file.setPart('docProps/custom.xml', file.part('docProps/custom.xml').replace('name="certpress-places-2"', 'name="other"'));
      typed(file, '/scope/zh', (words) => `${words}，含清算`);
    },
    says: ['Custom properties: what it carries is damaged; the custom XML is believed'],
    also: ['/scope/zh'],
  },
  {
    what: 'a control of another place than the bookmark around it, with the words of the bookmark’s',
    code: 'take-carriers-disagree',
    severity: 'warning',
    edit: (file) => {
      const [one, other] = [nameAt(file, '/confirmation/on'), nameAt(file, '/date')];
      const { from, to, xml } = file.paragraph(one);
      file.replace(
        from,
        to,
        xml.replace(`w:val="${one}.`, () => `w:val="${other}.`),
      );
    },
    says: [
      /^page \d+, table/,
      'its bookmark is that of “日期 Date 2026-04-03”, its control that of “日期 Date 2026-04-01”; the bookmark is believed',
    ],
    zh: ['采用书签，因为文字与它写出时相同'],
  },
  {
    what: 'a control of another place than the bookmark, with other words',
    code: 'take-carriers-disagree',
    edit: (file) => {
      const [one, other] = [nameAt(file, '/confirmation/on'), nameAt(file, '/date')];
      const { from, to, xml } = file.paragraph(one);
      file.replace(from, to, xml.replace(`w:val="${one}.`, () => `w:val="${other}.`).replace('>2026-04-03<', '>2026-04-09<'));
    },
    says: ['the words decide for neither, and nothing is taken'],
  },
  {
    what: 'a place in a file that is no record of the case',
    code: 'take-place-refused',
    edit: (file) => {
      const { carried } = file;
      file.forge({ ...carried, files: carried.files.map((f) => (f.path.endsWith('plan.yaml') ? { path: 'certpress.yaml' } : f)) });
      typed(file, '/scope/zh', () => '甲');
    },
    says: ['page 1', 'certpress.yaml is no record of the case'],
    zh: ['certpress.yaml 不是这份文件所属案卷的记录'],
  },
  {
    what: 'a field that no record has',
    code: 'take-place-refused',
    edit: (file) => {
      file.forge(altered(file.carried, '/shifts/zh', { pointer: '/secret/zh' }));
      const { from, to, xml } = file.paragraph(nameAt(file, '/secret/zh'));
      file.replace(
        from,
        to,
        xml.replace('现场审核', () => '现场不审核'),
      );
    },
    says: ['page 1', 'the record has no field “/secret/zh”'.replaceAll(/[“”]/g, '')],
  },
  {
    what: 'a bookmark of which the file says nothing',
    code: 'take-place-refused',
    edit: (file) =>
      inXml(
        file,
        '<w:body>',
        `<w:body><w:p><w:bookmarkStart w:id="9" w:name="_cpzzz"/><w:r><w:t>新位置</w:t></w:r><w:bookmarkEnd w:id="9"/></w:p>`,
      ),
    says: ['page 1, paragraph 1 “新位置”', 'names a place of which the file says nothing'],
  },
  {
    what: 'records of two cases',
    code: 'take-place-refused',
    edit: (file) => {
      const { carried } = file;
      file.forge({ ...carried, files: [...carried.files, { path: 'cusc/jieyu-contact-services/case.yaml' }] });
      typed(file, '/scope/zh', () => '甲');
    },
    says: ['records of several cases'],
  },
  {
    what: 'a case that this project does not have',
    code: 'take-record-missing',
    edit: (file) => {
      const { carried } = file;
      file.forge({ ...carried, files: carried.files.map(({ path }) => ({ path: path.replace('qingyu', 'elsewhere') })) });
    },
    says: ['The case that it is of is not in this project'],
    zh: ['它所属的案卷不在这个项目中'],
  },
  {
    what: 'fixed words changed together with the value',
    code: 'take-words-changed',
    edit: (file) => {
      const { from, to, xml } = file.paragraph(nameAt(file, '/duration/offSite'));
      file.replace(
        from,
        to,
        xml.replace('非现场', () => '办公室').replace('>1<', () => '>2<'),
      );
    },
    says: [/page \d+, table \d+, row \d+, cell \d+ “办公室2人日”/, 'it was “非现场1人日”', 'the value of'],
    zh: ['固定文字也改了'],
  },
  {
    what: 'a paragraph between two sections',
    code: 'take-outside',
    edit: (file) => {
      const { from } = file.paragraph(nameAt(file, '/normalOperation/zh'));
      file.replace(from, from, paragraph('请联系我们'));
    },
    says: [/^page \d+, .*“请联系我们”/, 'typed outside of every field, and not taken; the nearest field is Normal operation'],
    zh: ['写在字段之外，没有采用；最近的字段是“正常运行”'],
  },
  {
    what: 'a label',
    code: 'take-fixed-changed',
    edit: (file) => inXml(file, '>审核准则</w:t>', '>审核依据</w:t>'),
    says: [/page \d+, table \d+, row \d+, cell 2 “审核依据”/, 'fixed words were “审核准则”'],
  },
  {
    what: 'a label that is deleted',
    code: 'take-fixed-changed',
    edit: (file) => inXml(file, '>审核准则</w:t>', '></w:t>'),
    says: [/page \d+/, '“审核准则”', 'fixed words were deleted'],
  },
  {
    what: 'the running head',
    code: 'take-fixed-changed',
    edit: (file) => {
      const name = ['word/header1.xml', 'word/header2.xml'].find((n) => file.part(n).includes('WD-BC-2026-0093-AP2')) ?? '';
      file.setPart(name, file.part(name).replace('WD-BC-2026-0093-AP2', 'WD-BC-2026-0093-AP9'));
    },
    says: [/^header “.*AP9/, 'headers and footers come from the layout'],
  },
  {
    what: 'the paragraph of a field',
    code: 'take-place-gone',
    edit: (file) => {
      const { from, to } = file.paragraph(nameAt(file, '/remote/method/en'));
      file.replace(from, to, '');
    },
    says: [/page \d+, table/, '“Live video from inside the roo', 'was deleted; that is not taken'],
  },
  {
    what: 'one of two paragraphs of one value',
    code: 'take-place-gone',
    edit: (file) => {
      const { from, to } = file.paragraph(nameAt(file, '/team/0/role', 'Team leader'));
      file.replace(from, to, '');
    },
    says: ['“Team leader”', 'was deleted'],
  },
  {
    what: 'a value that is emptied',
    code: 'take-removed',
    edit: (file) => typed(file, '/scope/zh', () => ''),
    says: [
      /page \d+, table/,
      'of wanding/qingyu-payment/audits/stage-2/plan.yaml',
      '“银行卡收单',
      'was emptied; that is taken with --remove alone',
    ],
  },
  {
    what: 'a row that is deleted',
    code: 'take-removed',
    edit: (file) => {
      const { from, to } = file.row(nameAt(file, '/team/1/id'));
      file.replace(from, to, '');
    },
    says: ['of wanding/qingyu-payment/audits/stage-2/plan.yaml', 'an entry was deleted, “B”'],
  },
  {
    what: 'the name of the client in one language, alone',
    code: 'take-place-gone',
    edit: (file) => {
      const { from, to } = file.paragraph(nameAt(file, '/client/0/name/en'));
      file.replace(from, to, '');
    },
    says: [
      /^page \d+/,
      '“Qining Qingyu Payment Services Co., Ltd.”',
      'the place of The client, as states',
      'was deleted; that is not taken',
    ],
  },
  {
    what: 'two rows that changed places',
    code: 'take-moved',
    edit: (file) => {
      const [first, second] = [file.row(nameAt(file, '/team/0/id')), file.row(nameAt(file, '/team/1/id'))];
      file.replace(first.from, second.to, second.xml + first.xml);
    },
    says: [/page \d+, table \d+, row \d+/, 'stands elsewhere than it did; order is that of the record'],
  },
  {
    what: 'a row pasted a second time',
    code: 'take-doubled',
    edit: (file) => {
      const { to, xml } = file.row(nameAt(file, '/team/1/id'));
      file.replace(
        to,
        to,
        xml.replace('>B<', () => '>C<'),
      );
    },
    says: [/page \d+, table \d+, row \d+, cell 1 “C”/, 'has the place of “B”; of a place that is there twice nothing is taken'],
  },
  {
    // Which of the two the author means nobody knows, whichever stands first.
    what: 'a place that is there twice, each with other words',
    code: 'take-doubled',
    edit: (file) => {
      const { from, to, xml } = file.paragraph(nameAt(file, '/confirmation/on'));
      file.replace(from, to, xml.replace('>2026-04-03<', '>2026-04-04<') + xml.replace('>2026-04-03<', '>2026-04-05<'));
    },
    says: ['“日期 Date 2026-04-05”', 'of a place that is there twice nothing is taken'],
  },
  {
    what: 'a day that does not exist',
    code: 'take-unreadable',
    edit: (file) => typed(file, '/confirmation/on', () => '2026-02-30'),
    says: [/page \d+, table/, 'of wanding/qingyu-payment/audits/stage-2/plan.yaml', '“2026-02-30”'],
  },
  {
    what: 'a word that is not of the list',
    code: 'take-unreadable',
    edit: (file) => typed(file, '/team/1/role', () => '旁听'),
    says: ['“旁听”'],
  },
  {
    what: 'words that are made of several values',
    code: 'take-closed',
    edit: (file) => {
      file.forge(altered(file.carried, '/duration/offSite', { pointer: '/start' }));
      const { from, to, xml } = file.paragraph(nameAt(file, '/start'));
      file.replace(
        from,
        to,
        xml.replace('>1<', () => '>2<'),
      );
    },
    says: ['“1” is worked out of the record; its change to “2” is not taken'],
    zh: ['由记录推算或拼成'],
  },
  {
    what: 'the name of the client, which is no record of the audit',
    code: 'take-locked',
    edit: (file) => typed(file, '/client/0/name/zh', (words) => `${words}明`),
    says: [/page \d+/, '“淇宁青榆支付服务有限公司明”', 'is not the reader’s to change; it was “淇宁青榆支付服务有限公司”'],
  },
  {
    what: 'what the body says in the form of a client',
    code: 'take-locked',
    of: 'nc',
    edit: (file) => typed(file, '/date', () => '2026-04-16'),
    says: [/page \d+, table/, '“2026-04-16”', 'it was “2026-04-15”'],
  },
  {
    what: 'a long text of the body in the form of a client',
    code: 'take-locked',
    of: 'nc',
    edit: (file) => typed(file, '/evidence/zh', (words) => `已改${words}`),
    says: [/^page \d+, table/, 'is not the reader’s to change', '“- 已改'],
    zh: ['不由填写人改动'],
  },
  {
    what: 'a field of the body that a forged state opens in the form of a client',
    code: 'take-place-refused',
    of: 'nc',
    edit: (file) => {
      typed(file, '/date', () => '2026-04-16');
      const { carried } = file;
      const open = (s: Carried['blocks'][number]['segments'][number]) => (typeof s === 'string' ? s : { ...s, locked: undefined });
      file.forge({ ...carried, blocks: carried.blocks.map((block) => ({ ...block, segments: block.segments.map(open) })) });
    },
    says: [/^page \d+, table/, 'is not in the part that this form, or --part, says; “2026-04-16” is not taken'],
    zh: ['不属于这份表或 --part 所说的部分'],
  },
  {
    what: 'the answer to another nonconformity in a forged state',
    code: 'take-place-refused',
    of: 'nc',
    edit: (file) => {
      typed(file, '/completedOn', () => '2026-05-30');
      const { carried } = file;
      const path = carried.files[0]?.path.replace('NC-01', 'NC-02') ?? '';
      const file2 = altered(carried, '/client/on', { file: carried.files.length });
      file.forge({ ...file2, files: [...carried.files, { path }] });
    },
    says: ['the form names several nonconformities, and a form answers one'],
  },
  {
    what: 'the part of somebody else in a forged state',
    code: 'take-place-refused',
    edit: (file) => {
      typed(file, '/confirmation/on', () => '2026-04-04');
      file.forge({ ...file.carried, document: { ...file.carried.document, for: 'w-fang' } });
    },
    says: ['is not w-fang’s own part; “2026-04-04” is not taken'],
  },
  {
    what: 'an insertion that nobody accepted',
    code: 'take-open-change',
    severity: 'warning',
    edit: (file) => {
      const { from, to, xml } = file.paragraph(nameAt(file, '/scope/zh'));
      const added = `<w:ins w:id="7" w:author="审阅人" w:date="2026-06-01T08:00:00Z"><w:r><w:t>等业务</w:t></w:r></w:ins></w:p>`;
      file.replace(
        from,
        to,
        xml.replace(/<\/w:p>$/, () => added),
      );
    },
    says: [/^page \d+, table.*“等业务”: tracked insertion by 审阅人 2026-06-01, about .*cope; it is open, and not taken/],
    zh: ['修订（插入），审阅人 2026-06-01，涉及“', '；未接受，没有采用'],
  },
  {
    what: 'a comment',
    code: 'take-comment',
    severity: 'info',
    edit: (file) => {
      const { from, to, xml } = file.paragraph(nameAt(file, '/scope/zh'));
      file.replace(
        from,
        to,
        xml.replace(/<\/w:p>$/, () => '<w:r><w:commentReference w:id="3"/></w:r></w:p>'),
      );
      withComment(
        file,
        '<w:comment w:id="3" w:author="审阅人" w:date="2026-06-02T08:00:00Z"><w:p><w:r><w:t>请核对范围</w:t></w:r></w:p></w:comment>',
      );
    },
    says: [/^page \d+, table.*“请核对范围”: comment by 审阅人 2026-06-02, about (?!.*under).*cope/],
  },
  {
    what: 'a comment on fixed words',
    code: 'take-comment',
    severity: 'info',
    // The heading of the team's table; nothing of the record stands in it.
    edit: (file) => {
      const at = file.xml.indexOf('审核组成员与任务');
      const end = file.xml.indexOf('</w:p>', at);
      if (at < 0) throw new Error('no such heading');
      file.replace(end, end, '<w:r><w:commentReference w:id="3"/></w:r>');
      withComment(
        file,
        '<w:comment w:id="3" w:author="审阅人" w:date="2026-06-02T08:00:00Z"><w:p><w:r><w:t>请补充</w:t></w:r></w:p></w:comment>',
      );
    },
    says: [/“请补充”: comment by 审阅人 2026-06-02, under “[^”]*审核组成员与任务/],
    zh: ['审核组成员与任务', '之下'],
  },
  {
    what: 'a footnote',
    code: 'take-left-out',
    severity: 'warning',
    edit: (file) => {
      const { from, to, xml } = file.paragraph(nameAt(file, '/shifts/zh'));
      file.replace(
        from,
        to,
        xml.replace(/<\/w:p>$/, () => '<w:r><w:footnoteReference w:id="5"/></w:r></w:p>'),
      );
    },
    says: [/page \d+/, 'no record can hold it'],
  },
];

const withComment = (file: WordFile, comment: string): void => {
  const types = 'http://schemas.openxmlformats.org';
  file.setPart('word/comments.xml', `<w:comments xmlns:w="${types}/wordprocessingml/2006/main">${comment}</w:comments>`);
  const rels = 'word/_rels/document.xml.rels';
  const relation = `<Relationship Id="rIdC" Type="${types}/officeDocument/2006/relationships/comments" Target="comments.xml"/>`;
  file.setPart(
    rels,
    file.part(rels).replace('</Relationships>', () => `${relation}</Relationships>`),
  );
};

const told = new Set<string>();
describe('what is told of a file that was edited', () => {
  it.each(cases)('$code: $what', async ({ code, of, edit, says, zh = [], severity = 'error', also = [] }) => {
    const file = new WordFile(of === 'nc' ? nc : plan);
    edit(file);
    const { value, diagnostics } = await taken([file.bytes()]);
    const messages = diagnostics.map((d) => `${d.code} ${d.message.en}`).join('\n');
    expect(
      diagnostics.map((d) => d.code),
      messages,
    ).toContain(code);
    expect([...new Set(diagnostics.map((d) => d.code))], messages).toEqual([code]);
    const found = diagnostics.filter((d) => d.code === code);
    for (const words of says)
      expect(
        found.some(({ message }) => (typeof words === 'string' ? message.en.includes(words) : words.test(message.en))),
        `${String(words)} in ${messages}`,
      ).toBe(true);
    for (const words of zh) expect(found.map(({ message }) => message.zh).join('\n')).toContain(words);
    expect(found[0]?.severity).toBe(severity);
    expect(found[0]?.place?.file).toBe('a.docx');
    expect((value?.files ?? []).flatMap(({ differences }) => differences.map(({ pointer }) => pointer))).toEqual(also);
    told.add(code);
  });

  it('open changes are left or taken, and what else was typed in their paragraph is taken all the same', async () => {
    const file = new WordFile(plan);
    typed(file, '/scope/zh', (words) => `本次${words}`);
    const { from, to, xml } = file.paragraph(nameAt(file, '/scope/zh'));
    const by = 'w:author="审阅人" w:date="2026-06-01T08:00:00Z"';
    const added = `<w:ins w:id="7" ${by}><w:r><w:t>等业务</w:t></w:r></w:ins></w:p>`;
    file.replace(
      from,
      to,
      xml.replace(/<\/w:p>$/, () => added),
    );
    const { scope } = parse(readFileSync(join(root, audit, 'plan.yaml'), 'utf8')) as { scope: { zh: string } };
    const left = await taken([file.bytes()]);
    expect(left.diagnostics.map(({ code }) => code)).toEqual(['take-open-change']);
    expect(left.value?.files.flatMap(({ differences }) => differences.map(({ after }) => after))).toEqual([`本次${scope.zh}`]);
    const accepted = await taken([file.bytes()], { accept: true });
    expect(accepted.diagnostics).toEqual([]);
    expect(accepted.value?.files.flatMap(({ differences }) => differences.map(({ after }) => after))).toEqual([`本次${scope.zh}等业务`]);
    // Either way they are in the list: who, when, which words, which field of which record.
    for (const { value } of [left, accepted])
      expect(value?.forms[0]?.review).toMatchObject([
        {
          ...{ kind: 'insertion', by: '审阅人', on: '2026-06-01T08:00:00Z', words: '等业务' },
          places: [{ file: `${audit}/plan.yaml`, pointer: '/scope/zh' }],
        },
      ]);
  });

  it('a deletion that nobody accepted stands', async () => {
    const file = new WordFile(plan);
    const { from, to, xml } = file.paragraph(nameAt(file, '/scope/zh'));
    const struck = xml.replace(
      /<w:r>((?:(?!<w:r>).)*?)<w:t ([^>]*)>(银行卡[^<]*)<\/w:t><\/w:r>/,
      (_, look: string, space: string, words: string) =>
        `<w:del w:id="7" w:author="审阅人"><w:r>${look}<w:delText ${space}>${words}</w:delText></w:r></w:del>`,
    );
    expect(struck).not.toBe(xml);
    file.replace(from, to, struck);
    const left = await taken([file.bytes()]);
    expect(left.diagnostics.map(({ code }) => code)).toEqual(['take-open-change']);
    expect(left.diagnostics[0]?.message.en).toMatch(/“银行卡.*tracked deletion by 审阅人, about/);
    expect(left.value?.files).toEqual([]);
    // Accepted, the field is empty: that is taken with --remove alone.
    expect((await taken([file.bytes()], { accept: true })).diagnostics.map(({ code }) => code)).toEqual(['take-removed']);
  });

  it('a row that is deleted with --remove is an entry less, and nothing is wrong', async () => {
    const file = new WordFile(plan);
    const { from, to } = file.row(nameAt(file, '/team/1/id'));
    file.replace(from, to, '');
    const { value, diagnostics } = await taken([file.bytes()], { remove: true });
    expect(diagnostics).toEqual([]);
    const edited = value?.files.at(0);
    expect(edited?.differences.map(({ pointer }) => pointer)).toEqual(['/team/1']);
    const record = parse(readFileSync(join(root, audit, 'plan.yaml'), 'utf8')) as { team: unknown[] };
    expect(parse(edited?.source ?? '')).toEqual({ ...record, team: record.team.filter((_, n) => n !== 1) });
  });

  it('takes only the part that the taker names, whatever a file says of itself', async () => {
    const edited = new WordFile(plan);
    typed(edited, '/confirmation/on', () => '2026-04-04');
    typed(edited, '/shifts/en', (words) => `${words} checked`);
    const all = await taken([edited.bytes()]);
    expect(all.value?.files.flatMap(({ differences }) => differences.map(({ pointer }) => pointer)).sort()).toEqual([
      '/confirmation/on',
      '/shifts/en',
    ]);
    for (const part of ['plan', 'client'] as const) {
      const { value, diagnostics } = await taken([edited.bytes()], { part });
      expect(diagnostics.map(({ code }) => code)).toEqual(['take-place-refused']);
      expect(value?.files.flatMap(({ differences }) => differences.map(({ pointer }) => pointer))).toEqual(['/confirmation/on']);
    }
    expect((await taken([edited.bytes()], { part: 'findings' })).value?.files).toEqual([]);
  });

  it('take-part-unsaid: what only the body writes is written once somebody has said whose file it is', async () => {
    const [ofBody, ofClient, forged] = [new WordFile(plan), new WordFile(nc), new WordFile(nc)];
    typed(ofBody, '/scope/zh', (words) => `${words}，含清算`);
    typed(ofClient, '/completedOn', () => '2026-05-30');
    // A client's form that says of itself that it is nobody's in particular, and that all of it is open.
    typed(forged, '/date', () => '2026-04-16');
    const { part: _, ...document } = forged.carried.document;
    const open = (s: Carried['blocks'][number]['segments'][number]) => (typeof s === 'string' ? s : { ...s, locked: undefined });
    forged.forge({ ...forged.carried, document, blocks: forged.carried.blocks.map((b) => ({ ...b, segments: b.segments.map(open) })) });
    for (const file of [ofBody, forged]) {
      const { value } = await taken([file.bytes()]);
      expect(value?.files).toHaveLength(1);
      const fault = value && unsaidPart(value, undefined);
      expect(fault?.code).toBe('take-part-unsaid');
      expect(fault?.message.en).toMatch(/^1 change is to what only the body writes \(.*\), and nobody has said whose file it is/);
      expect(value && unsaidPart(value, 'all')).toBeUndefined();
      // As a client's it changes nothing.
      const { value: asClient, diagnostics } = await taken([file.bytes()], { part: 'client' });
      expect(asClient?.files).toEqual([]);
      expect(diagnostics.map(({ code }) => code)).toEqual(['take-place-refused']);
    }
    const { value } = await taken([ofClient.bytes()]);
    expect(value?.files).toHaveLength(1);
    expect(value && unsaidPart(value, undefined)).toBeUndefined();
    told.add('take-part-unsaid');
  });

  it('take-conflict: two answers to one field, with the earlier value', async () => {
    const [a, b] = [new WordFile(nc), new WordFile(nc)];
    typed(a, '/completedOn', () => '2026-05-30');
    typed(b, '/completedOn', () => '2026-05-31');
    const { value, diagnostics } = await taken([a.bytes(), b.bytes()]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['take-conflict']);
    for (const words of ['it was “2026-05-29”', 'a.docx “2026-05-30”', 'b.docx “2026-05-31”'])
      expect(diagnostics[0]?.message.en).toContain(words);
    expect(value?.files).toEqual([]);
    // The same answer twice is one.
    const same = await taken([a.bytes(), a.bytes()]);
    expect(same.diagnostics).toEqual([]);
    expect(same.value?.files.flatMap(({ differences }) => differences.map(({ after }) => after))).toEqual(['2026-05-30']);
    told.add('take-conflict');
  });

  it('take-conflict: the record has changed since the form was written', async () => {
    const record = join(root, audit, 'nonconformities/NC-01.yaml');
    const text = readFileSync(record, 'utf8');
    writeFileSync(record, text.replace('completedOn: 2026-05-29', 'completedOn: 2026-05-28'));
    const file = new WordFile(nc);
    typed(file, '/completedOn', () => '2026-05-30');
    const { value, diagnostics } = await taken([file.bytes()]);
    writeFileSync(record, text);
    expect(diagnostics.map(({ code }) => code)).toEqual(['take-conflict']);
    expect(diagnostics[0]?.message.en).toMatch(/written as “2026-05-29”, the record now says “2026-05-28”, and the file “2026-05-30”/);
    expect(value?.files).toEqual([]);
  });

  it('take-conflict: the record changes while it is taken; then nothing is written', async () => {
    const file = new WordFile(nc);
    typed(file, '/completedOn', () => '2026-05-30');
    const { value } = await taken([file.bytes()]);
    const record = join(root, audit, 'nonconformities/NC-01.yaml');
    const text = readFileSync(record, 'utf8');
    appendFileSync(record, '# a remark\n');
    const { diagnostics } = await writeRecords(root, value?.files ?? []);
    expect(diagnostics.map(({ code }) => code)).toEqual(['take-conflict']);
    expect(readFileSync(record, 'utf8')).toBe(`${text}# a remark\n`);
    writeFileSync(record, text);
  });

  it('is every code of the catalogue, and no record was touched', () => {
    expect([...told].sort()).toEqual(Object.keys(takeCodes).sort());
    expect(stateOf(root)).toEqual(before);
  });
});
