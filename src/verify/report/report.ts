/**
 * The verification report, as a document of its own.
 *
 * In:  a verdict, a row for each bag, what was verified by whom under which roots. Out: a document model in Chinese and English.
 */
import { build, type Block, type Document, type PageMaster, type Theme } from '../../model/index.js';
import type { Diagnostic, Prose } from '../../diagnostics/index.js';
import type { BagVerdict, Comparison, Seal, State } from '../types.js';
import type { Verification } from '../verify.js';
import { grouped, pathLines, Pieces } from './pieces.js';
import { comparisonProse, howProse, kindProse, rollbackProse, sentenceOf, stateProse, timeProse } from './words.js';

/** What the report says of one bag. */
export interface BagRow {
  readonly bag: string;
  readonly state: State;
  readonly documents: number;
  readonly comparison: Comparison;
  readonly seal?: Seal;
  readonly resumed?: boolean;
}
export const rowOf = ({ bag, state, documents, comparison, seal, resumed }: BagVerdict): BagRow => ({
  bag,
  state,
  documents: documents.length,
  comparison,
  ...(seal ? { seal } : {}),
  ...(resumed ? { resumed } : {}),
});

export interface ReportInput {
  readonly verdict: Verification;
  readonly rows: readonly BagRow[];
  /** Of bags, documents and the archive; places relative to what was verified. */
  readonly findings: readonly Diagnostic[];
  /** Name of the folder or file. */
  readonly name: string;
  /** ISO 8601, UTC: when it was begun and ended. */
  readonly began: string;
  readonly ended: string;
  /** Name, version and hash of the program. */
  readonly program: string;
  readonly roots: readonly { readonly name: string; readonly sha256: string }[];
  readonly isRendered: boolean;
}
/** So many findings are printed; a forged archive could have millions. */
const mostFindings = 400;
/** So many bags are listed, those that are not sound before all others: nobody reads hundreds of pages of what is in order. */
const mostBags = 500;
function listed(rows: readonly BagRow[]): readonly BagRow[] {
  if (rows.length <= mostBags) return rows;
  const first = new Set(
    [...rows.filter((row) => row.state !== 'sound'), ...rows.filter((row) => row.state === 'sound')].slice(0, mostBags),
  );
  return rows.filter((row) => first.has(row));
}
function unlisted(rows: readonly BagRow[], shown: readonly BagRow[]): Prose {
  const left = rows.length - shown.length;
  const wrong = [rows, shown].map((list) => list.filter((row) => row.state !== 'sound').length);
  const bad = (wrong[0] ?? 0) - (wrong[1] ?? 0);
  return bad > 0
    ? { zh: `另有 ${left} 卷未列，其中 ${bad} 卷并非完好可信。`, en: `${left} more bags are not listed; ${bad} of them are not sound.` }
    : { zh: `另有 ${left} 卷未列，均完好可信。`, en: `${left} more bags, all of them sound, are not listed.` };
}
const title: Prose = { zh: '查验报告', en: 'Verification Report' };

export function reportOf(input: ReportInput, theme: Theme, plain = false): Document {
  const p = new Pieces(theme, plain);
  const { verdict, rows, began, name } = input;
  const day = began.slice(0, 10);
  const shown = listed(rows);
  const master = masterOf(p, input);
  const blocks: Block[] = [
    ...masthead(p, input),
    p.heading(1, 'title', title),
    ...p.text('subtitle', { zh: `${kindProse[verdict.kind].zh} ${name}`, en: kindProse[verdict.kind].en }),
    build.space(4.5),
    band(p, input),
    build.space(3),
    ...p.text('note', sentenceOf(verdict, input.roots.length > 0)),
    p.heading(2, 'group', { zh: '查验的对象', en: 'What was verified' }),
    build.space(2),
    about(p, input),
    ...(rows.length > 0
      ? [
          p.heading(2, 'group', { zh: '各卷', en: 'Bags' }),
          build.space(2),
          bagTable(p, shown),
          ...(shown.length < rows.length ? p.text('form-prose', unlisted(rows, shown)) : []),
        ]
      : []),
    ...(verdict.document
      ? [
          p.heading(2, 'group', { zh: '文件', en: 'The file' }),
          ...verdict.document.sentences.flatMap((sentence) => p.text('form-prose', sentence)),
        ]
      : []),
    p.heading(2, 'group', { zh: '发现的问题', en: 'Findings' }),
    ...findingBlocks(p, input.findings),
    ...how(p, input),
  ];
  return {
    type: 'document',
    lang: 'zh-en',
    theme,
    variant: 'only',
    meta: {
      kind: 'verification-report',
      title: `${title.zh} ${title.en}`,
      number: verdict.archive?.head.slice(0, 16) ?? day,
      version: '1',
      date: day,
      author: input.program,
      subject: p.data(name),
      keywords: ['verification-report'],
    },
    sections: [{ master, blocks }],
  };
}

function masterOf(p: Pieces, { program }: ReportInput): PageMaster {
  const footer = build.paragraph({
    style: 'footer',
    rank: 'main',
    lang: 'en',
    content: [
      build.text(p.data(program), 'en'),
      build.fill(),
      build.text('第', 'zh'),
      build.pageNumber({ type: 'page-number', lang: 'zh' }),
      build.text('页，共', 'zh'),
      build.pageNumber({ type: 'page-count', lang: 'zh' }),
      build.text('页', 'zh'),
      build.gap(0.5),
      build.text('Page\u00a0', 'en', { style: 'english-same' }),
      build.pageNumber({ type: 'page-number', lang: 'en', style: 'english-same' }),
      build.text('\u00a0of\u00a0', 'en', { style: 'english-same' }),
      build.pageNumber({ type: 'page-count', lang: 'en', style: 'english-same' }),
    ],
  });
  return {
    paper: 'a4',
    margins: { top: 22, right: 19, bottom: 19, left: 22 },
    headerFrom: 12,
    footerFrom: 9.5,
    header: p.text('header', title),
    firstHeader: [],
    footer: [footer],
    frame: 'none',
    fill: false,
  };
}

function masthead(p: Pieces, { program, ended }: ReportInput): Block[] {
  const [name = program, version = ''] = program.split(' ');
  const right = [
    p.line('masthead-label', { zh: '日期', en: 'Date' }, ended.slice(0, 10), 'code'),
    p.line('masthead-label', { zh: '时间（UTC）', en: 'Time (UTC)' }, ended.slice(11, 16), 'code'),
    p.line('masthead-label', { zh: '程序', en: 'Program' }, version, 'code'),
  ];
  return [
    build.grid({
      indent: 0,
      widths: [105, 58],
      gutter: 6,
      rows: [
        build.gridRow({
          cells: [
            build.gridCell({
              blocks: [...p.text('masthead-body', { zh: `${name} 电子档案查验`, en: `${name}: verification of electronic records` })],
            }),
            build.gridCell({ blocks: right }),
          ],
        }),
      ],
    }),
    build.rule('masthead'),
  ];
}

function band(p: Pieces, { verdict, findings }: ReportInput): Block {
  const numbers: readonly (readonly [Prose, number])[] = [
    [{ zh: '卷', en: 'Bags' }, verdict.bags],
    [{ zh: '文件', en: 'Documents' }, verdict.documents],
    [{ zh: '发现的问题', en: 'Findings' }, findings.length],
  ];
  const cells = (blocks: readonly (readonly Block[])[], header?: 'column') => p.row(blocks, header, 'summary');
  return build.table({
    style: 'summary',
    indent: 0,
    widths: [76, 29, 31, 33],
    headerRows: 1,
    keep: 'whole',
    rows: [
      cells([p.text('summary-label', { zh: '结论', en: 'Verdict' }), ...numbers.map(([said]) => p.text('summary-label', said))], 'column'),
      cells([p.text('summary', stateProse[verdict.state]), ...numbers.map(([, n]) => p.text('summary-number', String(n)))]),
    ],
  });
}

function about(p: Pieces, input: ReportInput): Block {
  const {
    verdict: { kind, archive, document },
    name,
    began,
    ended,
    program,
    roots,
    isRendered,
  } = input;
  const value = (said: Prose | string): Block[] => p.text('value', said);
  const signer = (seal: Seal): Block[] => [...value(seal.signedBy), ...p.text('cell', timeProse(seal))];
  const rows: [Prose, Block[]][] = [
    [{ zh: '名称', en: 'Name' }, [p.code('value', pathLines(name, 60))]],
    [{ zh: '种类', en: 'Kind' }, value(kindProse[kind])],
  ];
  if (archive) {
    rows.push(
      [{ zh: '索引的行数', en: 'Lines of the index' }, value(String(archive.lines))],
      [{ zh: '末行的 SHA-256', en: 'SHA-256 of the last line' }, [p.code('number', [grouped(archive.head)])]],
      [{ zh: '索引的签名者', en: 'Who signed the index' }, archive.seal ? signer(archive.seal) : value('—')],
      [{ zh: '恢复到较早的状态', en: 'Put back to an earlier state' }, value(rollbackProse(input.verdict))],
    );
    if (archive.stamp)
      rows.push([
        { zh: '档案库的时间戳', en: 'Time stamp over the archive' },
        value({
          zh: `前 ${archive.stamp.lines} 行不晚于 ${archive.stamp.at}`,
          en: `The first ${archive.stamp.lines} line(s) were there by ${archive.stamp.at}`,
        }),
      ]);
    if (archive.disposed > 0)
      rows.push([
        { zh: '已依期限销毁', en: 'Destroyed after their terms' },
        value({ zh: `${archive.disposed} 卷，销毁的记录已查验`, en: `${archive.disposed} bag(s); the records of that were verified` }),
      ]);
    if (archive.resumed > 0)
      rows.push([
        { zh: '取自先前的运行', en: 'From an earlier run' },
        value({
          zh: `${archive.resumed} 卷取自 ${archive.resumedFrom ?? ''} 开始的、被中断的运行，这次没有再读`,
          en: `${archive.resumed} bag(s) from the interrupted run that began at ${archive.resumedFrom ?? ''}; they were not read again`,
        }),
      ]);
  }
  if (document?.seal) rows.push([{ zh: '签章者', en: 'Sealed by' }, signer(document.seal)]);
  rows.push(
    [
      { zh: '可信的根证书', en: 'Trusted roots' },
      roots.length === 0
        ? value({ zh: '没有给出', en: 'None was given' })
        : roots.flatMap((root) => [...value(root.name), p.code('number', [`SHA-256 ${grouped(root.sha256)}`])]),
    ],
    [{ zh: '查验的时间（UTC）', en: 'Verified (UTC)' }, value(`${began.slice(0, 19)}Z – ${ended.slice(0, 19)}Z`)],
    [{ zh: '程序', en: 'Program' }, value(program)],
  );
  if (kind !== 'pdf')
    rows.push([
      { zh: '由记录重新生成文件来比对', en: 'Documents made again from the record' },
      value(isRendered ? { zh: '是', en: 'Yes' } : { zh: '否', en: 'No' }),
    ]);
  return p.labelled([48, 121], rows);
}

function bagTable(p: Pieces, rows: readonly BagRow[]): Block {
  const heads: readonly Prose[] = [
    { zh: '卷（版次在末）', en: 'Bag, its revision last' },
    { zh: '文件', en: 'Docs' },
    { zh: '结论', en: 'Verdict' },
    { zh: '签名者与时间', en: 'Signed by, at' },
    { zh: '与记录比对', en: 'Against the record' },
  ];
  return p.table(
    [54, 13, 31, 45, 26],
    heads,
    rows.map(({ bag, documents, state, seal, comparison, resumed }) =>
      p.row([
        [p.code('number', pathLines(bag, 28))],
        p.text('number', String(documents)),
        [...p.text('cell', stateProse[state]), ...(resumed ? p.text('cell', { zh: '取自先前的运行', en: 'From an earlier run' }) : [])],
        seal
          ? [...p.text('cell', /(?:^|, )CN=((?:\\.|[^,])+)/.exec(seal.signedBy)?.[1] ?? seal.signedBy), ...p.text('cell', timeProse(seal))]
          : p.text('cell', '—'),
        p.text('cell', comparisonProse[comparison]),
      ]),
    ),
  );
}

function findingBlocks(p: Pieces, findings: readonly Diagnostic[]): Block[] {
  if (findings.length === 0) return p.text('form-prose', { zh: '没有。', en: 'None.' });
  const shown = findings.slice(0, mostFindings);
  const heads: readonly Prose[] = [
    { zh: '何处', en: 'Where' },
    { zh: '问题', en: 'Finding' },
    { zh: '代码', en: 'Code' },
  ];
  return [
    build.space(2),
    p.table(
      [54, 86, 29],
      heads,
      shown.map((d) =>
        p.row([[p.code('number', pathLines(d.place?.file ?? '—', 28))], p.text('cell', d.message), [p.code('number', [d.code])]]),
      ),
    ),
    ...(findings.length > shown.length
      ? p.text('form-prose', {
          zh: `另有 ${findings.length - shown.length} 项未列。`,
          en: `${findings.length - shown.length} more are not listed.`,
        })
      : []),
  ];
}

function how(p: Pieces, { verdict, isRendered }: ReportInput): Block[] {
  const { done, not } = howProse(verdict.kind, isRendered);
  return [
    p.heading(2, 'group', { zh: '怎样查验', en: 'How it was verified' }),
    ...p.list('form-prose', done),
    p.heading(2, 'group', { zh: '没有查验的', en: 'What was not verified' }),
    ...p.list('form-prose', not),
  ];
}
