/**
 * Models for the tests of the PDF writer: a long report, a form, a plan, a certificate with its annex.
 *
 * In:  nothing. Out: documents built through the model's builders. All names are invented.
 */
import { encode as qr } from 'uqr';
import { loadTheme } from '../../src/compose/theme-file.js';
import { build, type Block, type Cell, type Document, type Inline, type PageMaster, type Row, type Theme } from '../../src/model/index.js';

const b = build;
const loaded = loadTheme(['templates/theme.yaml']);
if (!loaded.value) throw new Error(JSON.stringify(loaded.diagnostics));
export const harbour: Theme = loaded.value;
const green = loadTheme(['templates/theme.yaml', 'schemas/schemes/cusc/theme.yaml']);
if (!green.value) throw new Error(JSON.stringify(green.diagnostics));
export const pine: Theme = green.value;

const z = (value: string, style?: string): Inline => b.text(value, 'zh', style === undefined ? {} : { style });
const e = (value: string, style?: string): Inline => b.text(value, 'en', style === undefined ? {} : { style });
/** Chinese paragraph, English paragraph. */
export const pair = (style: string, zh: string, en: string): Block[] => [
  b.paragraph({ style, rank: 'main', lang: 'zh', content: [z(zh)] }),
  b.paragraph({ style, rank: 'second', lang: 'en', content: [e(en)] }),
];
/** Both languages on one line, as the style says. */
export const line = (style: string, zh: string, en: string, rest: readonly Inline[] = []): Block =>
  b.paragraph({ style, rank: 'main', lang: 'zh', content: [...inlinePair(style, zh, en), ...rest] });
const inlinePair = (style: string, zh: string, en: string): Inline[] => {
  const s = harbour.styles[style];
  return [z(zh), b.gap(s?.gap ?? 0.5), e(en, s?.secondCharacter)];
};
const one = (style: string, value: string): Block => b.paragraph({ style, rank: 'main', lang: 'en', content: [e(value)] });
const row = (...cells: Cell[]): Row => b.row({ cells });
const c = (...blocks: Block[]): Cell => b.cell({ blocks });
const th = (...blocks: Block[]): Cell => b.cell({ blocks, header: 'column' });
const rh = (...blocks: Block[]): Cell => b.cell({ blocks, header: 'row' });

const bodyZh = '明桥认证（河南）有限公司';
const bodyEn = 'Mingqiao Certification (Henan) Co., Ltd.';
const master = (more: Partial<PageMaster> = {}): PageMaster => ({
  paper: 'a4',
  margins: { top: 22, right: 19, bottom: 19, left: 22 },
  headerFrom: 12.5,
  footerFrom: 9,
  header: [
    b.paragraph({
      style: 'header',
      rank: 'main',
      lang: 'zh',
      content: [
        ...inlinePair('header', '审核报告', 'Audit Report'),
        b.fill(),
        e('MQ-BC-2025-0137-AR2'),
        b.gap(1.2),
        ...inlinePair('header', '第1版', 'Version 1'),
      ],
    }),
  ],
  firstHeader: [],
  footer: [
    b.paragraph({
      style: 'footer',
      rank: 'main',
      lang: 'zh',
      content: [
        ...inlinePair('footer', bodyZh, bodyEn),
        b.fill(),
        z('第'),
        b.pageNumber({ type: 'page-number', lang: 'zh' }),
        z('页，共'),
        b.pageNumber({ type: 'page-count', lang: 'zh' }),
        z('页'),
        b.gap(0.6),
        e('Page ', 'english-same'),
        b.pageNumber({ type: 'page-number', lang: 'en', style: 'english-same' }),
        e(' of ', 'english-same'),
        b.pageNumber({ type: 'page-count', lang: 'en', style: 'english-same' }),
      ],
    }),
  ],
  frame: 'none',
  fill: false,
  ...more,
});

const masthead = (title: Block[], number: string): Block[] => [
  b.grid({
    indent: 0,
    widths: [111, 21, 37],
    gutter: 0,
    rows: [
      b.gridRow({
        cells: [
          b.gridCell({ blocks: pair('masthead-body', bodyZh, bodyEn) }),
          b.gridCell({
            blocks: [
              line('masthead-label', '编号', 'No.'),
              line('masthead-label', '版本', 'Version'),
              line('masthead-label', '日期', 'Date'),
            ],
          }),
          b.gridCell({ blocks: [one('masthead-value', number), one('masthead-value', '1'), one('masthead-value', '2025-10-16')] }),
        ],
      }),
    ],
  }),
  b.rule('masthead'),
  ...title,
  line('subtitle', '初次认证第二阶段审核 · ISO 22301:2019', 'Initial certification audit, stage 2'),
  b.space(5),
];
const item = (mark: string, zh: string, en: string, contents?: string[]): Block =>
  b.heading({
    level: 3,
    style: 'item',
    rank: 'main',
    lang: 'zh',
    mark: [e(mark, 'mark')],
    content: inlinePair('item', zh, en),
    ...(contents ? { contents } : {}),
  });
const clause = (number: string, zh: string, en: string, open?: string): Block =>
  b.heading({
    level: 4,
    style: 'clause',
    rank: 'main',
    lang: 'zh',
    mark: [e(number)],
    content: inlinePair('clause', zh, en),
    aside: [
      e('5.6.3.2(1)', 'mark'),
      b.gap(0.8),
      ...(open === undefined
        ? [z('符合', 'result'), b.gap(0.4), e('Conforms', 'english-option')]
        : [z('轻微不符合', 'result-open'), b.gap(0.4), e(`Minor ${open}`, 'result-open')]),
    ],
  });
const group = (zh: string, en: string): Block =>
  b.heading({ level: 2, style: 'group', rank: 'main', lang: 'zh', content: inlinePair('group', zh, en) });
const identification = (mark: string, label: [string, string], value: [string, string]): Row =>
  row(c(one('identification-mark', mark)), rh(...pair('identification-label', ...label)), c(...pair('value', ...value)));

const zhText =
  '审核覆盖标准全部条款和全部服务，面谈27人，抽查文件和记录63份。体系自2025年3月1日起运行，总体符合ISO\u00a022301:2019，运行有效；“业务连续性手册”BC-M-01（V2.0，2025-03-01）识别内外部因素12项，无严重不符合……与目标的差距见9.1——改进机会见表3。';
const enText =
  'The audit covered all clauses and all services; 27 people were interviewed and 63 documents examined. The manual (BC-M-01, V2.0, 2025-03-01) identifies 12 issues; “two minor” and no major nonconformities were raised – for the client’s gaps against objectives see 9.1, for opportunities, Table 3.';

export const qrModules = (text: string): string[] =>
  qr(text, { ecc: 'M', border: 0 }).data.map((r) => r.map((m) => (m ? '1' : '0')).join(''));
const meta = (kind: string, title: string): Document['meta'] => ({
  kind,
  title,
  number: 'MQ-BC-2025-0137',
  version: '1',
  date: '2025-10-16',
  author: bodyZh,
  subject: 'ISO 22301:2019',
  keywords: ['ISO 22301', kind],
});

export function report(clauses = 24): Document {
  const long: Row[] = Array.from({ length: 26 }, (_, i) =>
    row(
      c(one('number', `2025-09-${String((i % 28) + 1).padStart(2, '0')}`)),
      c(line('cell-short', '第二阶段', 'Stage 2')),
      c(...pair('cell', '机房B区预警和巡检（8.4.3）', 'Hall B: warning and inspection')),
      c(line('cell-short', '现场', 'On site')),
    ),
  );
  const blocks: Block[] = [
    ...masthead(
      [b.heading({ level: 1, style: 'title', rank: 'main', lang: 'zh', content: inlinePair('title', '审核报告', 'Audit Report') })],
      'MQ-BC-2025-0137-AR2',
    ),
    b.table({
      style: 'identification',
      indent: 0,
      widths: [18, 42, 109],
      headerRows: 0,
      keep: 'whole',
      contents: ['report.identification'],
      rows: [
        identification('5.11.3(1)', ['认证机构', 'Certification body'], [bodyZh, bodyEn]),
        identification('5.11.3(2)', ['认证委托方', 'Client'], ['郑州穗澜数据服务有限公司', 'Zhengzhou Suilan Data Services Co., Ltd.']),
        identification(
          '5.11.3(4)',
          ['结合、联合或一体化审核', 'Combined, joint, integrated audit'],
          [
            '不适用，因为本次只审核业务连续性管理体系，没有其他管理体系或其他认证机构参加。',
            'Not applicable, because only the business continuity management system (BCMS) was audited, and by this body alone.',
          ],
        ),
        row(
          c(one('identification-mark', '5.11.3(5)')),
          rh(...pair('identification-label', '统一社会信用代码', 'Unified social credit code')),
          c(one('value', '91410100MA0ABCDE6B')),
        ),
      ],
    }),
    b.space(7),
    b.table({
      style: 'summary',
      indent: 0,
      widths: [57, 36, 36, 40],
      headerRows: 1,
      keep: 'whole',
      rows: [
        b.row({
          cells: (
            [
              ['推荐意见', 'Recommendation'],
              ['严重不符合', 'Major nonconformities'],
              ['轻微不符合', 'Minor nonconformities'],
              ['改进机会', 'Opportunities'],
            ] as const
          ).map(([zh, en]) => b.cell({ blocks: pair('summary-label', zh, en), style: 'summary', header: 'column' })),
        }),
        b.row({
          cells: [
            b.cell({ blocks: pair('summary', '推荐授予认证', 'Grant of certification recommended'), style: 'summary' }),
            ...['0', '2', '3'].map((n) => b.cell({ blocks: [one('summary-number', n)], style: 'summary' })),
          ],
        }),
      ],
    }),
    b.space(5),
    ...pair(
      'note',
      '蓝色标记是认证实施规则的条款和项号；审核发现中的4至10是ISO 22301:2019的条款号。',
      'Marks in blue are clauses and items of the rules; in the findings, 4 to 10 are clauses of ISO 22301:2019.',
    ),
    b.pageBreak(),
    group('审核的实施', 'Conduct of the audit'),
    item('5.11.3(6)', '审核目的及其是否达到', 'Objectives and whether they were achieved', ['report.objectives']),
    b.table({
      style: 'prose',
      indent: 18,
      widths: [117, 34],
      headerRows: 1,
      keep: 'whole',
      rows: [
        row(th(line('column-head-line', '审核目的', 'Objective')), th(line('column-head-line', '是否达到', 'Achieved'))),
        ...[0, 1].map(() =>
          row(
            c(
              ...pair(
                'cell',
                '确定业务连续性管理体系与审核准则的符合程度',
                'Determine the extent to which the BCMS conforms to the audit criteria',
              ),
            ),
            c(
              b.paragraph({
                style: 'option',
                rank: 'main',
                lang: 'zh',
                content: [
                  b.checkBox(true),
                  b.gap(0.35),
                  z('是', 'tick'),
                  b.gap(0.45),
                  e('Yes', 'english-option'),
                  b.gap(1.6),
                  b.checkBox(false),
                  b.gap(0.35),
                  z('否'),
                  b.gap(0.45),
                  e('No', 'english-option'),
                ],
              }),
            ),
          ),
        ),
      ],
    }),
    item('5.11.3(9)', '影响审核方案的重要事项', 'Significant issues affecting the audit programme', ['report.issues']),
    b.paragraph({ style: 'prose', rank: 'main', lang: 'zh', content: [z('无。'), b.gap(0.6), e('None.', 'english')] }),
    item('5.4.7.1', '审核目的', 'Objectives'),
    b.list({
      ordered: true,
      style: 'prose',
      rank: 'main',
      lang: 'zh',
      items: ['确定符合程度', '评价体系的能力，识别改进机会'].map((t) =>
        b.listItem([b.paragraph({ style: 'prose', rank: 'main', lang: 'zh', content: [z(t)] })]),
      ),
    }),
    b.list({
      ordered: false,
      style: 'prose',
      rank: 'second',
      lang: 'en',
      items: [
        b.listItem([
          b.paragraph({ style: 'prose', rank: 'second', lang: 'en', content: [e('Determine the extent of conformity')] }),
          b.list({
            ordered: true,
            style: 'prose',
            rank: 'second',
            lang: 'en',
            items: [
              b.listItem([b.paragraph({ style: 'prose', rank: 'second', lang: 'en', content: [e('nested: '), e('first', 'emphasis')] })]),
            ],
          }),
        ]),
        b.listItem([b.paragraph({ style: 'prose', rank: 'second', lang: 'en', content: [e('Evaluate its ability')] })]),
      ],
    }),
    item('5.11.3(11)', '审核活动的日期和地点', 'Dates and places of the audit activities', ['report.activities']),
    b.table({
      style: 'prose',
      indent: 18,
      widths: [24, 49, 55, 23],
      headerRows: 1,
      keep: 'rows',
      caption: [
        b.paragraph({
          style: 'caption',
          rank: 'main',
          lang: 'zh',
          content: [z('表1', 'strong'), b.gap(0.5), ...inlinePair('caption', '审核活动', 'Table 1 Activities')],
        }),
      ],
      rows: [
        row(
          th(line('column-head-line', '日期', 'Date')),
          th(line('column-head-line', '活动', 'Activity')),
          th(line('column-head-line', '地点', 'Place')),
          th(line('column-head-line', '方式', 'Mode')),
        ),
        ...long,
      ],
    }),
    group('审核发现', 'Audit findings'),
    item('5.11.3(12)', '审核发现、审核证据与审核结论', 'Findings, evidence and conclusions', ['report.findings']),
  ];
  for (let i = 0; i < clauses; i++) {
    blocks.push(
      clause(`8.${i + 1}`, '运行策划和控制', 'Operational planning and control', i === 4 ? 'NC-01' : undefined),
      ...pair('prose', zhText, enText),
    );
  }
  blocks.push(item('5.11.3(19)', '推荐意见', 'Recommendation', ['report.recommendation']), signatures());
  return {
    type: 'document',
    lang: 'zh-en',
    meta: meta('audit-report', '审核报告 Audit Report MQ-BC-2025-0137-AR2'),
    theme: harbour,
    variant: 'only',
    sections: [{ master: master(), blocks }],
  };
}

function signatures(): Block {
  const roles = [
    ['审核组长', 'Team leader', '陆闻舟', 'Lu Wenzhou'],
    ['审核员', 'Auditor', '祁若溪', 'Qi Ruoxi'],
    ['认证委托方代表', 'Client’s representative', '谭以宁', 'Tan Yining'],
  ] as const;
  const grid = (cell: (r: (typeof roles)[number]) => Block[]) => b.gridRow({ cells: roles.map((r) => b.gridCell({ blocks: cell(r) })) });
  const widths = [46, 46, 47];
  return b.keep([
    b.space(4),
    b.grid({
      indent: 18,
      widths,
      gutter: 6,
      rows: [
        grid(([zh, en]) => pair('sign-role', zh, en)),
        grid(() => [b.space(11)]),
        grid(([, , zh, en]) => [b.rule('signature'), line('sign-name', zh, en)]),
        grid(() => [line('sign-name', '日期', 'Date', [b.gap(0.5), b.blank(20)])]),
      ],
    }),
  ]);
}

export function form(): Document {
  const label = (zh: string, en: string, mark?: string): Cell =>
    b.cell({ blocks: [...pair('label', zh, en), ...(mark === undefined ? [] : [one('form-mark', mark)])], header: 'row', style: 'label' });
  const wide = (zh: string, en: string): Cell => b.cell({ columns: 3, blocks: pair('form-prose', zh, en) });
  const band = (zh: string, en: string, who: string, whoEn: string): Row =>
    row(
      b.cell({
        columns: 4,
        header: 'column',
        style: 'band',
        blocks: [line('band', zh, en, [b.fill(), z(who, 'band-aside'), b.gap(0.4), e(whoEn, 'band-aside')])],
      }),
    );
  const sign = (zh: string, en: string): Cell =>
    b.cell({ columns: 2, blocks: [...pair('sign-role', zh, en), b.space(11), line('sign-name', '日期', 'Date')] });
  const blocks: Block[] = [
    ...masthead(
      [
        b.heading({ level: 1, style: 'title-long', rank: 'main', lang: 'zh', content: [z('不符合报告及验证记录')] }),
        b.paragraph({ style: 'title-long', rank: 'second', lang: 'en', content: [e('Nonconformity Report and Verification Record')] }),
      ],
      'MQ-BC-2025-0137-NC01',
    ),
    ...[
      ['一、不符合', '1  Nonconformity'],
      ['二、原因分析与措施', '2  Cause and action'],
    ].map(([zh, en]) =>
      b.table({
        style: 'form',
        indent: 0,
        widths: [27, 57.5, 27, 57.5],
        headerRows: 1,
        keep: 'whole',
        rows: [
          band(zh ?? '', en ?? '', '审核组填写', 'Completed by the audit team'),
          row(
            label('受审核方', 'Client'),
            c(...pair('cell', '郑州穗澜数据服务有限公司', 'Zhengzhou Suilan Data Services Co., Ltd.')),
            label('级别', 'Grade'),
            c(
              ...[
                [false, '严重不符合', 'Major'],
                [true, '轻微不符合', 'Minor'],
              ].map(([on, a, m]) =>
                b.paragraph({
                  style: 'option',
                  rank: 'main',
                  lang: 'zh',
                  content: [
                    b.checkBox(on === true),
                    b.gap(0.35),
                    z(String(a), on === true ? 'tick' : undefined),
                    b.gap(0.45),
                    e(String(m), 'english-option'),
                  ],
                }),
              ),
            ),
          ),
          row(label('不符合陈述', 'Statement', '5.10.1'), wide(zhText, enText)),
          row(label('客观证据', 'Objective evidence'), wide(zhText, enText)),
          row(
            label('开具日期', 'Raised on'),
            c(one('number', '2025-09-17')),
            label('完成期限', 'Due date', '5.10.1'),
            c(b.paragraph({ style: 'number', rank: 'main', lang: 'en', content: [b.blank(30)] })),
          ),
          row(sign('审核员', 'Auditor'), sign('受审核方代表确认', 'Acknowledged by the client’s representative')),
        ],
      }),
    ),
  ];
  return {
    type: 'document',
    lang: 'zh-en',
    meta: meta('nc-report', '不符合报告 NC-01'),
    theme: harbour,
    variant: 'only',
    sections: [{ master: master(), blocks }],
  };
}

export function plan(): Document {
  const day = (zh: string, en: string): Row =>
    b.row({ keepNext: true, cells: [b.cell({ columns: 5, style: 'day', blocks: [line('column-head-line', zh, en)] })] });
  const session = (i: number): Row =>
    b.row({
      cells: [
        c(one('number', '08:30–09:00')),
        c(...pair('cell', '最高管理者：组织环境、领导作用', 'Top management: context, leadership')),
        c(one('number', '4.1–4.4')),
        c(b.paragraph({ style: 'number', rank: 'main', lang: 'en', content: [e(i % 2 ? 'A' : 'A, B', 'strong')] })),
        c(one('number', 'S1'), ...(i % 5 === 4 ? [line('cell-short', '远程', 'Remote')] : [])),
      ],
    });
  const rows: Row[] = [
    row(
      ...(
        [
          ['时间', 'Time'],
          ['部门与过程', 'Unit and process'],
          ['条款', 'Clause'],
          ['审核员', 'Auditor'],
          ['场所', 'Site'],
        ] as const
      ).map(([a, m]) => th(line('column-head-line', a, m))),
    ),
  ];
  for (let d = 0; d < 4; d++)
    rows.push(day(`9月${16 + d}日 星期二`, `Tuesday, ${16 + d} September 2025`), ...Array.from({ length: 9 + d }, (_, i) => session(i)));
  const blocks: Block[] = [
    ...masthead(
      [b.heading({ level: 1, style: 'title', rank: 'main', lang: 'zh', content: inlinePair('title', '审核计划', 'Audit Plan') })],
      'MQ-BC-2025-0137-AP2',
    ),
    b.heading({
      level: 2,
      style: 'item',
      rank: 'main',
      lang: 'zh',
      mark: [e('5.4.7.1', 'mark')],
      content: inlinePair('item', '时间安排与审核任务', 'Schedule and tasks'),
    }),
    b.table({ style: 'schedule', indent: 0, widths: [23, 76, 25, 24, 21], headerRows: 1, keep: 'rows', rows }),
    signatures(),
  ];
  return {
    type: 'document',
    lang: 'zh-en',
    meta: meta('audit-plan', '审核计划'),
    theme: harbour,
    variant: 'only',
    sections: [{ master: master(), blocks }],
  };
}

export interface CertificateTexts {
  readonly client?: string;
  readonly scope?: string;
  readonly scopeEn?: string;
}
/** The certificate of the page of reference; `annex` adds a page of sites. */
export function certificate(theme: Theme, texts: CertificateTexts = {}, annex = false): Document {
  const number = 'MQ-BC-26-0417-R0';
  const head = (): Block =>
    b.grid({
      indent: 0,
      widths: [100, 50],
      gutter: 0,
      rows: [
        b.gridRow({
          cells: [
            b.gridCell({ align: 'bottom', blocks: pair('certificate-body', bodyZh, bodyEn) }),
            b.gridCell({
              align: 'bottom',
              side: 'right',
              blocks: [line('certificate-number-label', '证书编号', 'Certificate No.'), one('certificate-number', number)],
            }),
          ],
        }),
      ],
    });
  const label = (zh: string, en: string): Cell => rh(...pair('certificate-label', zh, en));
  const value = (zh: string, en: string): Cell => c(...pair('certificate-value', zh, en));
  const seal = (): Block =>
    b.sealPlace({ diameter: 40, caption: pair('certificate-seal-caption', '认证机构盖章处', 'Seal of the certification body') as never });
  const signatory = (): Block[] => [b.rule('signature'), line('certificate-signatory', '授权签字人', 'Authorised signatory')];
  const imprint = (): Block[] =>
    pair(
      'certificate-imprint',
      `${bodyZh}　河南省澄川市政和路26号3号楼9层`,
      `${bodyEn}, 9/F, Building 3, No. 26 Zhenghe Road, Chengchuan, Henan`,
    );
  const page: PageMaster = {
    paper: 'a4',
    margins: { top: 27.5, right: 30, bottom: 27, left: 30 },
    headerFrom: 10,
    footerFrom: 10,
    header: [],
    footer: [],
    frame: theme.frame,
    fill: true,
  };
  const name = texts.client ?? '澄川云枢数据服务有限公司';
  const first: Block[] = [
    head(),
    b.space(4.7, 1.8),
    b.heading({ level: 1, style: 'certificate-title', rank: 'main', lang: 'zh', content: [z('业务连续性管理体系认证证书')] }),
    b.paragraph({
      style: 'certificate-title',
      rank: 'second',
      lang: 'en',
      content: [e('Business Continuity Management System Certificate')],
    }),
    b.space(4.4, 1.7),
    line('certificate-ceremony', '兹证明', 'This is to certify that'),
    ...pair('certificate-client', name, 'Chengchuan Yunshu Data Services Co., Ltd.'),
    b.paragraph({
      style: 'certificate-conformity',
      rank: 'main',
      lang: 'zh',
      contents: ['certificate.standard'],
      content: [z('建立并运行的业务连续性管理体系符合'), z('ISO 22301:2019', 'standard-number'), z('标准')],
    }),
    b.paragraph({ style: 'certificate-standard', rank: 'main', lang: 'zh', content: [z('《安全与恢复力 业务连续性管理体系 要求》')] }),
    b.paragraph({
      style: 'certificate-conformity',
      rank: 'second',
      lang: 'en',
      content: [e('operates a business continuity management system that conforms to ISO 22301:2019,')],
    }),
    b.paragraph({
      style: 'certificate-standard',
      rank: 'second',
      lang: 'en',
      content: [e('Security and resilience — Business continuity management systems — Requirements')],
    }),
    b.space(2.6, 1),
    b.table({
      style: 'certificate-rows',
      indent: 0,
      widths: [40, 110],
      headerRows: 0,
      keep: 'whole',
      rows: [
        row(label('统一社会信用代码', 'Unified social credit code'), c(one('certificate-code', '91419900MA4K7Q2T1A'))),
        row(
          label('注册地址', 'Registered address'),
          value('河南省澄川市云台新区望河大道118号', 'No. 118 Wanghe Avenue, Yuntai New District, Chengchuan, Henan'),
        ),
        row(
          label('经营地址', 'Business address'),
          value(
            '河南省澄川市云台新区望河大道118号云枢数据中心2号楼',
            'Building 2, Yunshu Data Centre, No. 118 Wanghe Avenue, Yuntai New District, Chengchuan, Henan',
          ),
        ),
        b.row({
          contents: ['certificate.scope'],
          cells: [
            label('认证范围', 'Scope of certification'),
            value(
              texts.scope ?? '面向金融机构与公共服务机构的数据中心托管、云计算基础设施运行维护及灾难恢复服务所涉及的业务连续性管理',
              texts.scopeEn ??
                'Business continuity management for data centre hosting, cloud infrastructure operation and maintenance, and disaster recovery services provided to financial institutions and public service organisations',
            ),
          ],
        }),
      ],
    }),
    b.table({
      style: 'certificate-dates',
      indent: 0,
      widths: [40, 36.6, 36.7, 36.7],
      headerRows: 1,
      keep: 'whole',
      rows: [
        row(
          ...(
            [
              ['首次颁发日期', 'First issued'],
              ['颁发日期', 'Issued'],
              ['有效期自', 'Valid from'],
              ['有效期至', 'Valid until'],
            ] as const
          ).map(([a, m]) => th(...pair('certificate-label', a, m))),
        ),
        row(...['20', '20', '18', '17'].map((d) => c(...pair('certificate-date', `2026年3月${d}日`, `${d} March 2026`)))),
      ],
    }),
    b.table({
      style: 'certificate-rows',
      indent: 0,
      widths: [40, 110],
      headerRows: 0,
      keep: 'whole',
      rows: [
        row(
          label('有效条件', 'Condition of validity'),
          value(
            '获证组织必须定期接受监督审核并经审核合格此证书方继续有效。',
            'The certified organisation must undergo surveillance audits regularly; this certificate remains valid only if it passes them.',
          ),
        ),
      ],
    }),
    b.space(2.3, 0.9),
    b.grid({
      indent: 0,
      widths: [40, 65, 45],
      gutter: 0,
      rows: [
        b.gridRow({
          cells: [
            b.gridCell({
              blocks: [
                b.qrCode({
                  text: `https://example.com/cert/${number}`,
                  modules: qrModules(`https://example.com/cert/${number}`),
                  size: 25,
                  alt: '二维码：证书查询 QR code: certificate enquiry',
                  lang: 'zh',
                }),
              ],
            }),
            b.gridCell({
              align: 'bottom',
              blocks: [
                line('certificate-enquiry-label', '证书查询', 'Certificate enquiry'),
                ...pair(
                  'certificate-enquiry',
                  '扫描二维码，或登录 example.com/cert 输入证书编号，可查询证书信息及证书状态。',
                  'Scan the code, or visit example.com/cert and enter the certificate number, for the certificate’s information and status.',
                ),
                b.space(11),
                ...signatory(),
              ],
            }),
            b.gridCell({ align: 'bottom', side: 'right', blocks: [seal()] }),
          ],
        }),
      ],
    }),
    b.space(5),
    ...imprint(),
  ];
  const sections: Document['sections'][number][] = [{ master: page, blocks: first }];
  if (annex) {
    sections.push({
      master: {
        ...page,
        fill: false,
        margins: { top: 50.5, right: 30, bottom: 85, left: 30 },
        headerFrom: 27.5,
        footerFrom: 27,
        header: [head()],
        footer: [
          b.grid({
            indent: 0,
            widths: [40, 65, 45],
            gutter: 0,
            rows: [
              b.gridRow({
                cells: [
                  b.gridCell({ blocks: [] }),
                  b.gridCell({ align: 'bottom', blocks: signatory() }),
                  b.gridCell({ side: 'right', blocks: [seal()] }),
                ],
              }),
            ],
          }),
          b.space(5),
          b.grid({
            indent: 0,
            widths: [120, 30],
            gutter: 0,
            rows: [
              b.gridRow({
                cells: [
                  b.gridCell({ blocks: imprint() }),
                  b.gridCell({
                    side: 'right',
                    blocks: [
                      b.paragraph({
                        style: 'certificate-imprint',
                        rank: 'main',
                        lang: 'zh',
                        content: [
                          z('第'),
                          b.pageNumber({ type: 'page-number', lang: 'zh' }),
                          z('页，共'),
                          b.pageNumber({ type: 'page-count', lang: 'zh' }),
                          z('页'),
                        ],
                      }),
                    ],
                  }),
                ],
              }),
            ],
          }),
        ],
      },
      blocks: [
        b.heading({ level: 1, style: 'annex-title', rank: 'main', lang: 'zh', content: [z('证书附件')] }),
        b.paragraph({ style: 'annex-title', rank: 'second', lang: 'en', content: [e('Annex to the Certificate')] }),
        ...pair('annex-client', name, 'Chengchuan Yunshu Data Services Co., Ltd.'),
        ...pair(
          'annex-text',
          `本附件是证书 ${number} 不可分割的组成部分，与证书同时使用方为有效。`,
          `This annex is an integral part of certificate ${number} and is valid only together with it.`,
        ),
        b.space(6),
        b.table({
          style: 'annex',
          indent: 0,
          widths: [10, 67, 73],
          headerRows: 1,
          keep: 'rows',
          contents: ['certificate.sites'],
          rows: [
            row(
              th(...pair('annex-head', '序号', 'No.')),
              th(...pair('annex-head', '场所名称与地址', 'Site and address')),
              th(...pair('annex-head', '该场所的认证范围', 'Scope of certification at the site')),
            ),
            ...Array.from({ length: 7 }, (_, i) =>
              row(
                c(one('annex-name', String(i + 1))),
                c(
                  ...pair('annex-name', '沙河分拨中心', 'Shahe distribution centre'),
                  ...(i === 2
                    ? [
                        b.paragraph({
                          style: 'annex-value',
                          rank: 'main',
                          lang: 'zh',
                          content: [z('临时场所', 'temporary'), b.gap(0.5), e('Temporary site', 'temporary')],
                        }),
                      ]
                    : []),
                  ...pair(
                    'annex-value',
                    '河南省澄川市沙河镇物流园四街21号',
                    'No. 21 Fourth Street, Logistics Park, Shahe Town, Chengchuan, Henan',
                  ),
                ),
                c(
                  ...pair(
                    'annex-value',
                    '普通货物与温控货物的仓储、分拣及城市配送所涉及的业务连续性管理',
                    'Business continuity management for storage, sorting and city delivery of general and temperature-controlled goods',
                  ),
                ),
              ),
            ),
          ],
        }),
      ],
    });
  }
  return {
    type: 'document',
    lang: 'zh-en',
    meta: { ...meta('certificate', `业务连续性管理体系认证证书 ${number}`), date: '2026-03-20' },
    theme,
    variant: 'regular',
    sections,
  };
}

/** A report of these blocks on plain pages, for tests that look at one thing. */
export const plainReport = (
  blocks: readonly Block[],
  more: { readonly lang?: Document['lang']; readonly master?: Partial<Document['sections'][number]['master']> } = {},
): Document => ({
  type: 'document',
  lang: more.lang ?? 'zh',
  variant: 'only',
  theme: harbour,
  meta: {
    kind: 'audit-report',
    title: '报告',
    number: 'N-1',
    version: '1',
    date: '2026-03-02',
    author: '某机构',
    subject: '业务连续性',
    keywords: [],
  },
  sections: [
    {
      master: {
        paper: 'a4',
        margins: { top: 22, right: 19, bottom: 19, left: 22 },
        headerFrom: 12,
        footerFrom: 9,
        header: [],
        footer: [],
        frame: 'none',
        fill: false,
        ...more.master,
      },
      blocks,
    },
  ],
});
