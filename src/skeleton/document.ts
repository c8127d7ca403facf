/**
 * `certpress new document`: a document of the house's own, with comments, that can be printed as it stands.
 *
 * In:  its id, of what there is one, a folder in the project. Out: the files written: definition, layout, labels; the house's folder, named
 * in certpress.yaml where there was none yet.
 */
import type { DocumentSubject } from '../../schemas/pack/kinds.js';
import type { Outcome, Prose } from '../diagnostics/index.js';
import { housePlace, writeIntoHouse } from './into-house.js';

export interface NewDocument {
  readonly id: string;
  readonly of: DocumentSubject;
  /** A folder in the project. */
  readonly folder: string;
}

/** What a document of each is dated by, where it lies, and the rows of its table. */
const about: Readonly<
  Record<DocumentSubject, { readonly date: string; readonly lies: 'case' | 'audit'; readonly rows: readonly (readonly [string, string])[] }>
> = {
  case: { date: 'case.application.date', lies: 'case', rows: [['application.date', '{{date case.application.date}}']] },
  licence: { date: 'case.application.date', lies: 'case', rows: [['application.date', '{{date case.application.date}}']] },
  audit: { date: 'audit.start', lies: 'audit', rows: [['plan.dates', '{{dates audit.start audit.end}}']] },
  meeting: { date: 'meeting.date', lies: 'audit', rows: [['plan.dates', '{{dates audit.start audit.end}}']] },
  author: { date: 'audit.end', lies: 'audit', rows: [['plan.dates', '{{dates audit.start audit.end}}']] },
  member: { date: 'plan.date', lies: 'audit', rows: [['plan.dates', '{{dates audit.start audit.end}}']] },
  site: { date: 'plan.date', lies: 'audit', rows: [['plan.dates', '{{dates audit.start audit.end}}']] },
  nonconformity: { date: 'nc.date', lies: 'audit', rows: [['plan.dates', '{{dates audit.start audit.end}}']] },
  certificate: { date: 'cert.issued', lies: 'case', rows: [['disposal.validity', '{{dates cert.validFrom cert.validTo}}']] },
  event: { date: 'event.date', lies: 'case', rows: [['disposal.validity', '{{dates cert.validFrom cert.validTo}}']] },
  paper: { date: 'paper.date', lies: 'case', rows: [] },
};

export function newDocument({ id, of, folder }: NewDocument): Outcome<readonly string[]> {
  const house = housePlace(folder, id);
  if (!house.value) return { diagnostics: house.diagnostics };
  const labels = { zh: `这是${id}的第一句话，请改为正文。`, en: `The first sentence of ${id}: put your own text here.` };
  return writeIntoHouse(house.value, {
    id,
    definition: definitionText(id, of),
    layout: layoutText(id, of),
    labels: { zh: `${id}:\n  intro: ${JSON.stringify(labels.zh)}\n`, en: `${id}:\n  intro: ${JSON.stringify(labels.en)}\n` },
  });
}

/** What is known of a document besides its id and what it is of. */
export interface Titled {
  readonly title?: Prose;
  /** The one scheme that has it. */
  readonly scheme?: string | undefined;
}
export function definitionText(id: string, of: DocumentSubject, { title, scheme }: Titled = {}): string {
  const { date, lies } = about[of];
  return [
    `# 本机构自己的文件；说明见 docs/documents.md / A document of our own, explained in docs/documents.md.`,
    `# 打印：certpress build <案卷> --doc ${id} / To print it: certpress build <case> --doc ${id}`,
    `id: ${id}`,
    title
      ? `title: { zh: ${JSON.stringify(title.zh)}, en: ${JSON.stringify(title.en)} }`
      : `title: { zh: ${id}, en: ${id} }   # 名称 / what it is called`,
    `of: ${of}   # 对每个什么各有一份 / one for each ${of === 'paper' ? `paper (certpress new paper <case> --document ${id})` : of}`,
    `lies: ${lies}   # 放在案卷或审核的文件夹 / the folder that the file goes into: case or audit`,
    `date: ${date}   # 其日期：客户、场所和人数以该日为准 / its day: client, sites and headcount are those of that day`,
    ...(of === 'paper' ? ['number: paper.number'] : []),
    `# when: …   成立时才要求（CEL）/ CEL: asked for where it holds`,
    `# for: [I2, R]   审核类型，缺省为全部 / kinds of audit, all unless given`,
    scheme === undefined
      ? `# schemes: [wanding]   认证方案，缺省为全部 / schemes, all unless given`
      : `schemes: [${scheme}]   # 认证方案 / schemes`,
    `# needs: [${date}]   缺了就须等待的事实 / facts without which it waits`,
    ...(of === 'paper'
      ? [
          'fields:   # 文书的字段，既是检查也是标签 / fields of its papers: checks, and labels',
          '  subject: { is: text, zh: 事项, en: Subject }',
          '  requested: { is: done, zh: 提出日期, en: Requested on }',
          '  result: { is: word, zh: 结果, en: Result, words: { accepted: { zh: 同意, en: Accepted }, refused: { zh: 不同意, en: Refused } } }',
          '  reasons: { is: long, zh: 理由, en: Reasons }',
          '  by: { is: person, zh: 经办人, en: Handled by }',
        ]
      : ['made: asked   # 被要求时才生成；去掉这一行则总是生成 / made where somebody asks for it; always without this line']),
    'kept: false   # 归档不等它登记 / a closed audit does not wait until it is registered',
    '',
  ].join('\n');
}

function layoutText(id: string, of: DocumentSubject): string {
  const { lies, rows } = about[of];
  const ofPaper = [
    [`${id}.subject`, '{{text paper.subject}}'],
    [`${id}.requested`, '{{date paper.requested}}'],
    [`${id}.result`, `<option-set stack="true" of="${id}-result" values="accepted refused" value="{{paper.result}}"></option-set>`],
    [`${id}.by`, '{{name paper.by.name}}'],
  ] as const;
  const table = [['disposal.client', '{{> client-named}}'] as const, ...rows, ...(of === 'paper' ? ofPaper : [])];
  return [
    `{{!-- ${id}: docs/layouts.md says what may stand here. --}}`,
    '{{> page}}',
    '<section master="page">',
    '  {{> masthead}}',
    '  <h1 class="title-long">{{text doc.title}}</h1>',
    `  {{> ${lies === 'audit' ? 'subtitle' : 'subtitle-of-case'}}}`,
    '  <space height="5"></space>',
    `  <p>{{t "${id}.intro"}}</p>`,
    '  <space height="4"></space>',
    '  <field-list class="prose" widths="42 *">',
    ...table.map(([label, value]) => `    <field label="${label}">${value}</field>`),
    '  </field-list>',
    ...(of === 'paper' ? [`  <h2 class="item">{{t "${id}.reasons"}}</h2>`, '  <div>{{rich paper.reasons}}</div>'] : []),
    '  <keep>',
    '    <space height="8"></space>',
    '    <sign-block indent="18">',
    '      <sign label="sign.issued" date="{{doc.date}}"></sign>',
    '      <sign label="sign.body-seal" seal="true"></sign>',
    '    </sign-block>',
    '  </keep>',
    '</section>',
    '',
  ].join('\n');
}
