/**
 * Sample models for the DOCX writer: a long bilingual report, a form, a certificate with an annex. Made with the builders
 * and the theme that ships, so that every kind of node stands in a place where layouts put it.
 */
import { readFileSync } from 'node:fs';
import { encode } from 'uqr';
import { parse } from 'yaml';
import {
  build,
  themeSchema,
  type Block,
  type Document,
  type Heading,
  type Inline,
  type PageMaster,
  type Paragraph,
  type Rank,
  type Theme,
} from '../../src/model/index.js';

const {
  text,
  paragraph,
  heading,
  table,
  cell,
  grid,
  gridCell,
  list,
  listItem,
  keep,
  space,
  rule,
  fill,
  gap,
  checkBox,
  blank,
  lineBreak,
  sealPlace,
  qrCode,
  image,
  pageBreak,
} = build;

export const theme: Theme = themeSchema.parse(parse(readFileSync(new URL('../../templates/theme.yaml', import.meta.url), 'utf8')));
export const ruledTheme: Theme = {
  ...theme,
  frame: 'ruled',
  colours: { ...theme.colours, 'certificate-accent': '#14524A', metal: '#9A7B3F' },
};

const zh = (value: string, style?: string): Inline => text(value, 'zh', style === undefined ? {} : { style });
const en = (value: string, style?: string): Inline => text(value, 'en', style === undefined ? {} : { style });
export const p = (
  style: string,
  content: readonly Inline[],
  rank: Rank = 'main',
  lang: 'zh' | 'en' = rank === 'main' ? 'zh' : 'en',
): Paragraph => paragraph({ style, rank, lang, content });
export const pair = (style: string, z: string, e: string): Paragraph[] => [p(style, [zh(z)]), p(style, [en(e)], 'second')];
const line = (style: string, second: string, z: string, e: string): Paragraph => p(style, [zh(z), gap(0.5), en(e, second)]);
const h = (level: Heading['level'], style: string, z: string, e: string, rest: Partial<Heading> = {}): Block =>
  heading({ level, style, rank: 'main', lang: 'zh', content: [zh(z), gap(0.6), en(e, 'english')], ...rest });

const meta = {
  kind: 'audit-report',
  title: '审核报告 Audit Report',
  number: 'WD-BC-2025-0137-AR2',
  version: '1',
  date: '2025-10-16',
  author: '万鼎认证（河南）有限公司',
  subject: '郑州穗澜数据服务有限公司',
  keywords: ['ISO 22301:2019', 'stage 2'],
};
const footer = [
  p('footer', [
    zh('万鼎认证（河南）有限公司'),
    gap(0.5),
    en('Wanding Certification (Henan) Co., Ltd.', 'english-same'),
    fill(),
    zh('第'),
    { type: 'page-number', lang: 'zh' },
    zh('页，共'),
    { type: 'page-count', lang: 'zh' },
    zh('页'),
    gap(0.6),
    en('Page '),
    { type: 'page-number', lang: 'en' },
    en(' of '),
    { type: 'page-count', lang: 'en' },
  ]),
];
export const reportMaster: PageMaster = {
  paper: 'a4',
  margins: { top: 22, right: 19, bottom: 19, left: 22 },
  headerFrom: 11,
  footerFrom: 9,
  frame: 'none',
  fill: false,
  header: [
    p('header', [zh('审核报告'), gap(0.5), en('Audit Report', 'english-same'), fill(), en('WD\u2011BC\u20112025\u20110137\u2011AR2')]),
  ],
  firstHeader: [],
  footer,
};

function masthead(z: string, e: string): Block[] {
  return [
    grid({
      indent: 0,
      widths: [111, 21, 37],
      gutter: 0,
      rows: [
        {
          cells: [
            gridCell({ blocks: pair('masthead-body', '万鼎认证（河南）有限公司', 'Wanding Certification (Henan) Co., Ltd.') }),
            gridCell({
              blocks: [
                line('masthead-label', 'english-same', '编号', 'No.'),
                line('masthead-label', 'english-same', '版本', 'Version'),
                line('masthead-label', 'english-same', '日期', 'Date'),
              ],
            }),
            gridCell({
              blocks: [
                p('masthead-value', [en('WD-BC-2025-0137-AR2')], 'main', 'en'),
                p('masthead-value', [en('1')], 'main', 'en'),
                p('masthead-value', [en('2025-10-16')], 'main', 'en'),
              ],
            }),
          ],
        },
      ],
    }),
    rule('masthead'),
    heading({ level: 1, style: 'title', rank: 'main', lang: 'zh', content: [zh(z), gap(0.4), en(e, 'title-english')] }),
    line('subtitle', 'english', '初次认证第二阶段审核 · ISO 22301:2019', 'Initial certification audit, stage 2'),
    space(5),
  ];
}

const identification = (): Block =>
  table({
    style: 'identification',
    indent: 0,
    widths: [18, 42, 109],
    headerRows: 0,
    keep: 'rows',
    rows: (
      [
        ['5.11.3(1)', '认证机构', 'Certification body', '万鼎认证（河南）有限公司', 'Wanding Certification (Henan) Co., Ltd.'],
        ['5.11.3(2)', '认证委托方', 'Client', '郑州穗澜数据服务有限公司', 'Zhengzhou Suilan Data Services Co., Ltd.'],
        [
          '5.11.3(4)',
          '结合、联合或一体化审核',
          'Combined, joint, integrated audit',
          '不适用，因为本次只审核业务连续性管理体系，没有其他管理体系或其他认证机构参加。',
          'Not applicable, because only the business continuity management system (BCMS) was audited, and by this body alone.',
        ],
      ] as const
    ).map(([m, lz, le, vz, ve]) => ({
      cells: [
        cell({ blocks: [p('identification-mark', [en(m)], 'main', 'en')] }),
        cell({ header: 'row', blocks: pair('identification-label', lz, le) }),
        cell({ blocks: pair('value', vz, ve) }),
      ],
    })),
  });

const summary = (): Block =>
  table({
    style: 'summary',
    indent: 0,
    widths: [57, 36, 36, 40],
    headerRows: 1,
    keep: 'whole',
    rows: [
      {
        cells: (
          [
            ['推荐意见', 'Recommendation'],
            ['严重不符合', 'Major nonconformities'],
            ['轻微不符合', 'Minor nonconformities'],
            ['改进机会', 'Improvement opportunities'],
          ] as const
        ).map(([z, e]) => cell({ header: 'column', style: 'summary', blocks: pair('summary-label', z, e) })),
      },
      {
        cells: [
          cell({ style: 'summary', blocks: pair('summary', '推荐授予认证', 'Grant of certification recommended') }),
          ...['0', '2', '3'].map((n) => cell({ style: 'summary', blocks: [p('summary-number', [en(n)], 'main', 'en')] })),
        ],
      },
    ],
  });

const option = (on: boolean, z: string, e: string): Inline[] => [
  checkBox(on),
  gap(0.3),
  zh(z, ...(on ? ['tick'] : [])),
  gap(0.45),
  en(e, 'english-option'),
];
const objectives = (caption: boolean): Block =>
  table({
    style: 'prose',
    indent: 18,
    widths: [117, 34],
    headerRows: 1,
    keep: 'whole',
    ...(caption
      ? { caption: [p('caption', [zh('表1', 'strong'), gap(0.5), zh('审核目的'), gap(0.8), en('Table 1 Objectives', 'english-option')])] }
      : {}),
    rows: [
      {
        cells: [
          cell({ header: 'column', blocks: [line('column-head-line', 'english-label', '审核目的', 'Objective')] }),
          cell({ header: 'column', blocks: [line('column-head-line', 'english-label', '是否达到', 'Achieved')] }),
        ],
      },
      ...(
        [
          ['确定业务连续性管理体系与审核准则的符合程度', 'Determine the extent to which the BCMS conforms to the audit criteria'],
          ['评价体系确保满足适用的法律法规和合同要求的能力', 'Evaluate its ability to meet legal, regulatory and contractual requirements'],
        ] as const
      ).map(([z, e]) => ({
        cells: [
          cell({ blocks: pair('cell', z, e) }),
          cell({ blocks: [p('option', [...option(true, '是', 'Yes'), gap(2), ...option(false, '否', 'No')])] }),
        ],
      })),
    ],
  });

const schedule = (): Block =>
  table({
    style: 'schedule',
    indent: 0,
    widths: [24, 60, 55, 30],
    headerRows: 1,
    keep: 'rows',
    rows: [
      {
        cells: (
          [
            ['时间', 'Time'],
            ['活动', 'Activity'],
            ['部门', 'Unit'],
            ['审核员', 'Auditor'],
          ] as const
        ).map(([z, e]) => cell({ header: 'column', blocks: [line('column-head-line', 'english-label', z, e)] })),
      },
      {
        keepNext: true,
        cells: [
          cell({
            columns: 4,
            style: 'day',
            blocks: [line('cell-short', 'english-cell', '第1天 2025年9月16日', 'Day 1, 16 September 2025')],
          }),
        ],
      },
      ...Array.from({ length: 8 }, (_, i) => ({
        cells: [
          cell({ blocks: [p('number', [en(`0${i}:30`)], 'main', 'en')] }),
          cell({ blocks: pair('cell', '应急预案与演练；业务影响分析', 'Plans and exercises; business impact analysis') }),
          cell({
            blocks: [
              ...pair('cell', '业务连续性办公室', 'Business Continuity Office'),
              ...(i % 2 === 0 ? [] : [p('cell', [zh('远程', 'remote'), gap(0.5), en('Remote', 'remote')])]),
            ],
          }),
          cell({ blocks: [p('number', [en('A')], 'main', 'en')] }),
        ],
      })),
    ],
  });

const items = (z: string, e: string): Block[] => [
  list({
    ordered: true,
    style: 'prose',
    rank: 'main',
    lang: 'zh',
    items: [
      listItem([p('prose', [zh(`${z}一`)]), p('prose', [zh('续段')])]),
      listItem([
        p('prose', [zh(`${z}二`)]),
        list({
          ordered: false,
          style: 'prose',
          rank: 'main',
          lang: 'zh',
          items: [listItem([p('prose', [zh('内层甲')])]), listItem([p('prose', [zh('内层乙')])])],
        }),
      ]),
      listItem([p('prose', [zh(`${z}三`)])]),
    ],
  }),
  list({
    ordered: true,
    style: 'prose',
    rank: 'second',
    lang: 'en',
    items: [listItem([p('prose', [en(`${e} one`)], 'second')]), listItem([p('prose', [en(`${e} two`)], 'second')])],
  }),
];

const signatures = (): Block =>
  keep([
    grid({
      indent: 18,
      widths: [72.5, 72.5],
      gutter: 6,
      rows: [
        {
          cells: [
            gridCell({ blocks: pair('sign-role', '审核组长', 'Team leader') }),
            gridCell({ blocks: pair('sign-role', '受审核方代表', 'Client’s representative') }),
          ],
        },
        { cells: [gridCell({ blocks: [space(11)] }), gridCell({ blocks: [space(11)] })] },
        { cells: [gridCell({ blocks: [rule('signature')] }), gridCell({ blocks: [rule('signature')] })] },
        {
          cells: [
            gridCell({
              blocks: [
                line('sign-name', 'english-option', '陆闻舟', 'Lu Wenzhou'),
                p('option', [zh('日期'), gap(0.45), en('Date', 'english-option'), gap(0.5), blank(30)]),
              ],
            }),
            gridCell({ blocks: [line('sign-name', 'english-option', '谭以宁', 'Tan Yining')] }),
          ],
        },
      ],
    }),
  ]);

/** A report of about ten pages when `chapters` is 7. */
export function report(chapters = 7): Document {
  const blocks: Block[] = [
    ...masthead('审核报告', 'Audit Report'),
    identification(),
    space(7),
    summary(),
    space(5),
    ...pair('note', '蓝色标记是认证实施规则DGZ-RZ04-2024的条款和项号。', 'Marks in blue are clauses and items of the rules DGZ-RZ04-2024.'),
    pageBreak(),
  ];
  for (let i = 0; i < chapters; i++) {
    blocks.push(
      h(2, 'group', '审核的实施', 'Conduct of the audit'),
      h(3, 'item', '审核目的及其是否达到', 'Objectives and whether they were achieved', { mark: [en('5.11.3(6)', 'mark')] }),
      objectives(i === 0),
      h(3, 'item', '偏离审核计划的情况及其理由', 'Deviations from the audit plan and reasons', { mark: [en('5.11.3(8)', 'mark')] }),
      ...pair(
        'prose',
        '有1项：9月17日“8.5演练”与远程观察互换时段，理由是机房B区消防检修的开工时间提前。9月16日经双方协商一致；审核内容不变。',
        'One: on 17 September the slots for 8.5 and remote observation were exchanged, as fire-system work in Hall B began earlier; agreed by both parties on 16 September, content unchanged.',
      ),
      h(4, 'clause', '业务影响分析和风险评估', 'Business impact analysis and risk assessment', {
        mark: [en('8.2')],
        aside: [zh('轻微不符合', 'result-open'), gap(0.4), en('Minor NC‑01', 'result-open')],
      }),
      ...Array.from({ length: 4 }, () =>
        pair(
          'prose',
          '抽查业务影响分析报告BC‑R‑02（2025年3月）：识别4项优先活动，规定MTPD和RTO；风险评估覆盖机房供电、网络链路、关键人员和供应商，结果用于确定业务连续性策略——见附件。',
          'The business impact analysis report BC‑R‑02 (March 2025) was sampled: four prioritized activities with MTPD and RTO; the risk assessment covers power, network, key people and suppliers, and its results are used to determine strategies.',
        ),
      ).flat(),
      ...items('要求', 'Requirement'),
      h(3, 'item', '审核活动的日期和地点', 'Dates and places of the audit activities', { mark: [en('5.11.3(11)', 'mark')] }),
      schedule(),
    );
  }
  blocks.push(
    p('prose', [zh('无。'), gap(0.6), en('None.')]),
    p('prose', [zh('确认人'), blank(40), zh('，日期'), blank(25), zh('。')]),
    image({ mime: 'image/png', data: dot, pixels: { width: 1, height: 1 }, width: 20, indent: 18, alt: '蓝点 A "blue" dot', lang: 'zh' }),
    signatures(),
  );
  return { type: 'document', lang: 'zh-en', meta, theme, variant: 'only', sections: [{ master: reportMaster, blocks }] };
}
const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export function form(): Document {
  const band = (z: string, e: string): Block =>
    p('band', [
      zh(z),
      gap(0.5),
      en(e, 'band-english'),
      fill(),
      zh('审核组填写', 'band-aside'),
      gap(0.5),
      en('Completed by the audit team', 'band-aside'),
    ]);
  const label = (z: string, e: string, mark?: string) =>
    cell({
      header: 'row',
      style: 'label',
      blocks: [...pair('label', z, e), ...(mark === undefined ? [] : [p('form-mark', [en(mark)], 'main', 'en')])],
    });
  const one = (z: string, e: string): Block =>
    table({
      style: 'form',
      indent: 0,
      widths: [27, 57.5, 27, 57.5],
      headerRows: 1,
      keep: 'whole',
      rows: [
        { cells: [cell({ columns: 4, header: 'column', style: 'band', blocks: [band(z, e)] })] },
        {
          cells: [
            label('受审核方', 'Client'),
            cell({ blocks: pair('cell', '郑州穗澜数据服务有限公司', 'Zhengzhou Suilan Data Services Co., Ltd.') }),
            label('部门与场所', 'Unit and site'),
            cell({ blocks: pair('cell', '运维中心，主场所', 'Operations Centre, main site') }),
          ],
        },
        {
          cells: [
            label('级别', 'Grade'),
            cell({
              rows: 2,
              blocks: [p('option', option(false, '严重不符合', 'Major')), p('option', option(true, '轻微不符合', 'Minor'))],
            }),
            label('完成期限', 'Due date', '5.10.1'),
            cell({ blocks: [p('number', [en('2025-10-17')], 'main', 'en')] }),
          ],
        },
        {
          cells: [
            label('条款', 'Clause'),
            label('开具日期', 'Raised on'),
            cell({ blocks: [p('number', [en('8.5')], 'main', 'en'), ...items('证据', 'Evidence').slice(1)] }),
          ],
        },
        {
          cells: [
            label('不符合陈述', 'Statement'),
            cell({
              columns: 3,
              blocks: pair(
                'form-prose',
                '对2025年6月21日同城灾备切换演练中超过RTO的结果，未采取措施实施变更和改进，不符合ISO 22301:2019 8.5“应根据演练和测试的结果采取措施”的要求。',
                'No action was taken to change and improve on the result of the switchover exercise of 21 June 2025, which exceeded the RTO.',
              ),
            }),
          ],
        },
        {
          height: 30,
          cells: [
            cell({
              columns: 2,
              blocks: [
                ...pair('label', '审核员', 'Auditor'),
                space(11),
                p('option', [zh('日期'), gap(0.45), en('Date', 'english-option')]),
              ],
            }),
            cell({ columns: 2, blocks: pair('label', '受审核方代表确认', 'Acknowledged by the client’s representative') }),
          ],
        },
      ],
    });
  return {
    type: 'document',
    lang: 'zh-en',
    meta: { ...meta, kind: 'nc-report' },
    theme,
    variant: 'only',
    sections: [
      {
        master: reportMaster,
        blocks: [
          ...masthead('不符合报告', 'Nonconformity Report'),
          one('一、不符合', '1 Nonconformity'),
          space(2.8),
          one('二、验证', '2 Verification'),
          one('三、评审', '3 Review'),
        ],
      },
    ],
  };
}

const qr = (): Block => {
  const { data, size } = encode('https://example.com/cert/WD-BC-26-0417-R0', { border: 0, ecc: 'M' });
  return qrCode({
    text: 'https://example.com/cert/WD-BC-26-0417-R0',
    modules: Array.from({ length: size }, (_, y) => (data[y] ?? []).map((d) => (d ? '1' : '0')).join('')),
    size: 25,
    alt: '二维码：证书查询 QR code: certificate enquiry',
    lang: 'zh',
  });
};
export function certificate(look: Theme = theme): Document {
  const master: PageMaster = {
    paper: 'a4',
    margins: { top: 27.5, right: 30, bottom: 38, left: 30 },
    headerFrom: 27.5,
    footerFrom: 27,
    header: [],
    footer: pair(
      'certificate-imprint',
      '万鼎认证（河南）有限公司　河南省澄川市政和路26号3号楼9层',
      'Wanding Certification (Henan) Co., Ltd., 9/F, Building 3, No. 26 Zhenghe Road, Chengchuan, Henan',
    ),
    frame: look.frame,
    fill: true,
  };
  const head = (): Block =>
    grid({
      indent: 0,
      widths: [90, 60],
      gutter: 0,
      rows: [
        {
          cells: [
            gridCell({
              align: 'bottom',
              blocks: pair('certificate-body', '万鼎认证（河南）有限公司', 'Wanding Certification (Henan) Co., Ltd.'),
            }),
            gridCell({
              align: 'bottom',
              side: 'right',
              blocks: [
                line('certificate-number-label', 'certificate-english', '证书编号', 'Certificate No.'),
                p('certificate-number', [en('WD-BC-26-0417-R0')], 'main', 'en'),
              ],
            }),
          ],
        },
      ],
    });
  const row = (z: string, e: string, blocks: readonly Block[]) => ({
    cells: [cell({ header: 'row' as const, blocks: pair('certificate-label', z, e) }), cell({ blocks })],
  });
  const seal = (): Block =>
    sealPlace({ diameter: 40, caption: pair('certificate-seal-caption', '认证机构盖章处', 'Seal of the certification body') });
  const signatory = (): Block[] => [
    rule('signature'),
    line('certificate-signatory', 'certificate-english', '授权签字人', 'Authorised signatory'),
  ];
  const page: Block[] = [
    head(),
    space(2.6, 1.8),
    heading({ level: 1, style: 'certificate-title', rank: 'main', lang: 'zh', content: [zh('业务连续性管理体系认证证书')] }),
    p('certificate-title', [en('Business Continuity Management System Certificate')], 'second'),
    space(2.6, 1.7),
    line('certificate-ceremony', 'certificate-english', '兹证明', 'This is to certify that'),
    ...pair('certificate-client', '澄川云枢数据服务有限公司', 'Chengchuan Yunshu Data Services Co., Ltd.'),
    p('certificate-conformity', [zh('建立并运行的业务连续性管理体系符合 '), en('ISO 22301:2019', 'standard-number'), zh(' 标准')]),
    p('certificate-standard', [zh('《安全与恢复力 业务连续性管理体系 要求》')]),
    p(
      'certificate-conformity',
      [
        en('operates a business continuity management system that conforms to ISO 22301:2019,'),
        lineBreak(),
        en('Security and resilience', 'emphasis'),
      ],
      'second',
    ),
    p('certificate-standard', [en('Security and resilience — Business continuity management systems — Requirements')], 'second'),
    space(2.6, 1),
    table({
      style: 'certificate-rows',
      indent: 0,
      widths: [40, 110],
      headerRows: 0,
      keep: 'rows',
      rows: [
        row('统一社会信用代码', 'Unified social credit code', [p('certificate-code', [en('91419900MA4K7Q2T1A')], 'main', 'en')]),
        row(
          '注册地址',
          'Registered address',
          pair('certificate-value', '河南省澄川市云台新区望河大道118号', 'No. 118 Wanghe Avenue, Yuntai New District, Chengchuan, Henan'),
        ),
        row(
          '认证范围',
          'Scope of certification',
          pair(
            'certificate-value',
            '面向金融机构与公共服务机构的数据中心托管、云计算基础设施运行维护及灾难恢复服务所涉及的业务连续性管理',
            'Business continuity management for data centre hosting, cloud infrastructure operation and maintenance, and disaster recovery services provided to financial institutions and public service organisations',
          ),
        ),
      ],
    }),
    table({
      style: 'certificate-dates',
      indent: 0,
      widths: [40, 36, 37, 37],
      headerRows: 0,
      keep: 'whole',
      rows: [
        {
          cells: (
            [
              ['首次颁发日期', 'First issued'],
              ['颁发日期', 'Issued'],
              ['有效期自', 'Valid from'],
              ['有效期至', 'Valid until'],
            ] as const
          ).map(([z, e]) =>
            cell({ blocks: [...pair('certificate-label', z, e), ...pair('certificate-date', '2026年3月20日', '20 March 2026')] }),
          ),
        },
      ],
    }),
    table({
      style: 'certificate-rows',
      indent: 0,
      widths: [40, 110],
      headerRows: 0,
      keep: 'rows',
      rows: [
        row(
          '有效条件',
          'Condition of validity',
          pair(
            'certificate-value',
            '获证组织必须定期接受监督审核并经审核合格此证书方继续有效。',
            'The certified organisation must undergo surveillance audits regularly; this certificate remains valid only if it passes them.',
          ),
        ),
      ],
    }),
    space(2.6, 0.9),
    grid({
      indent: 0,
      widths: [40, 65, 40],
      gutter: 2.5,
      rows: [
        {
          cells: [
            gridCell({ blocks: [qr()] }),
            gridCell({
              align: 'bottom',
              blocks: [
                line('certificate-enquiry-label', 'certificate-english', '证书查询', 'Certificate enquiry'),
                ...pair(
                  'certificate-enquiry',
                  '扫描二维码，或登录 example.com/cert 输入证书编号，可查询证书信息及证书状态。',
                  'Scan the code, or visit example.com/cert and enter the certificate number, for the certificate’s information and status.',
                ),
                space(11),
                ...signatory(),
              ],
            }),
            gridCell({ align: 'bottom', side: 'right', blocks: [seal()] }),
          ],
        },
      ],
    }),
  ];
  const annex: PageMaster = {
    ...master,
    margins: { top: 50.5, right: 30, bottom: 85, left: 30 },
    header: [head()],
    fill: false,
    footer: [
      grid({
        indent: 0,
        widths: [40, 65, 40],
        gutter: 2.5,
        rows: [
          {
            cells: [
              gridCell({ blocks: [] }),
              gridCell({ align: 'bottom', blocks: signatory() }),
              gridCell({ align: 'bottom', side: 'right', blocks: [seal()] }),
            ],
          },
        ],
      }),
      space(5),
      ...master.footer,
    ],
  };
  const sites: Block[] = [
    heading({ level: 1, style: 'annex-title', rank: 'main', lang: 'zh', content: [zh('证书附件')] }),
    p('annex-title', [en('Annex to the Certificate')], 'second'),
    ...pair(
      'annex-text',
      '本附件是证书 WD-BC-26-0417-R0 不可分割的组成部分。',
      'This annex is an integral part of certificate WD-BC-26-0417-R0.',
    ),
    space(6),
    table({
      style: 'annex',
      indent: 0,
      widths: [10, 67, 73],
      headerRows: 1,
      keep: 'rows',
      rows: [
        {
          cells: (
            [
              ['序号', 'No.'],
              ['场所名称与地址', 'Site and address'],
              ['该场所的认证范围', 'Scope at the site'],
            ] as const
          ).map(([z, e]) => cell({ header: 'column', blocks: pair('annex-head', z, e) })),
        },
        ...Array.from({ length: 9 }, (_, i) => ({
          cells: [
            cell({ blocks: [p('annex-name', [en(String(i + 1))], 'main', 'en')] }),
            cell({
              blocks: [
                ...pair('annex-name', '铁路货场应急转运点', 'Railway yard emergency transfer point'),
                ...(i === 2 ? [p('annex-value', [zh('临时场所', 'temporary'), gap(0.5), en('Temporary site', 'temporary')])] : []),
                ...pair(
                  'annex-value',
                  '河南省澄川市北渡区铁路货场东侧3号堆场',
                  'Yard 3, east side of the railway freight yard, Beidu District, Chengchuan, Henan',
                ),
              ],
            }),
            cell({
              blocks: pair(
                'annex-value',
                '主干线路中断期间货物临时转运所涉及的业务连续性管理',
                'Business continuity management for the temporary transfer of goods while a trunk line is interrupted',
              ),
            }),
          ],
        })),
      ],
    }),
  ];
  return {
    type: 'document',
    lang: 'zh-en',
    meta: { ...meta, kind: 'certificate', title: '业务连续性管理体系认证证书' },
    theme: look,
    variant: 'regular',
    sections: [
      { master, blocks: page },
      { master: annex, blocks: sites },
    ],
  };
}
