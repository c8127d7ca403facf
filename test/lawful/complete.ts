/**
 * A lawful case to one whose documents can be made: the rules look at dates, numbers and people, documents want every answer too.
 *
 * In:  a case as the generator draws it, the label that its numbers begin with, how long its texts are to be. Out: the same case, with
 * the client and the numbers of its own, the answers that the scheme's contents ask for, and texts of that length.
 */
import { childOf, itemOf, metaOf, recordSchemas, type RecordKind, type RecordOf, type Shape } from '../../schemas/record/index.js';
import type { AuditDraft, CaseDraft } from './drafts.js';
import { text } from './drafts.js';
import type { Random } from './random.js';
import { schemes, standards } from './vocabulary.js';
import type { SchemeId } from './windows.js';

type Prose = { zh: string; en: string };

/** `paragraphs`: how many each long text has more than it had; `client`: its name. */
export interface Look {
  readonly label: string;
  readonly client: Prose;
  readonly paragraphs: number;
}

export function complete(draft: CaseDraft, scheme: SchemeId, { label, client, paragraphs }: Look, random: Random): void {
  if (schemes[scheme].standards.length > 1) draft.case.standard = standards[scheme];
  const first = draft.case.client?.[0]?.name;
  for (const state of draft.case.client ?? []) {
    for (const entity of state.entities ?? []) if (entity.name?.zh === first?.zh) entity.name = client;
    state.name = client;
  }
  for (const audit of draft.audits) {
    for (const record of [audit.plan, audit.notice, audit.report, audit.review, audit.decision])
      if (record?.number !== undefined) record.number = `${label}-${record.number}`;
    if (audit.notice) audit.notice.results = stage1Results(scheme);
    // C-T09: the words that the risk of an audit is told in.
    if (audit.report)
      audit.report.risk = text(
        '审核基于抽样，存在审核风险：所得结论带有不确定性。',
        'The audit rests on samples; there is a risk to it, and its conclusion is uncertain to that degree.',
      );
    if (paragraphs > 0) lengthen(audit, paragraphs, random);
  }
}

/** One result of stage 1 for each content that the scheme's notice asks for. */
const stage1Results = (scheme: SchemeId): NonNullable<RecordOf<'notice'>['results']> =>
  (schemes[scheme].contents['stage-1-notice'] ?? [])
    .flatMap((group) => group.contents)
    .filter(({ id, answer }) => (answer ?? []).some((path) => path.startsWith(`notice.results[content=${id}]`)))
    .map(({ id }) => ({
      content: id,
      text: text('查阅了文件，察看了现场，符合要求。', 'Documents were read and the place was seen: as required.'),
    }));

/** Of no audit that ever was. */
const sentences: readonly Prose[] = [
  text(
    '审核组查阅了程序文件和运行记录，并与值班人员核对。',
    'The team read procedures and records of operation, and compared them with the staff on duty.',
  ),
  text('负责人说明了优先活动及其恢复次序。', 'The manager explained the prioritized activities and the order of their recovery.'),
  text(
    '抽取的演练记录写明了目标、参加人和结果。',
    'The records of exercises that were sampled state objectives, those who took part, and results.',
  ),
  text(
    '备用场所的设备已通电试运行，记录齐全。',
    'The equipment of the standby site had been switched on and tried; the records are complete.',
  ),
  text('供方的承诺书保存在采购部门，内容与计划一致。', 'The undertakings of suppliers are kept by purchasing, and agree with the plans.'),
  text(
    '业务影响分析已按计划更新，并经管理层批准。',
    'The business impact analysis was brought up to date as planned, and approved by management.',
  ),
  text('与三位员工面谈，各人都能说出自己在预案中的职责。', 'In interviews with staff each could name their own part in the plans.'),
  text('警报的传递途径经过测试，通讯录是最新的。', 'The ways of raising the alarm had been tested, and the list of contacts was current.'),
];
const paragraph = (random: Random): Prose => {
  const said = random.shuffle(sentences).slice(0, random.int(3, 6));
  return { zh: said.map((one) => one.zh).join(''), en: said.map((one) => one.en).join(' ') };
};

function lengthen(audit: AuditDraft, paragraphs: number, random: Random): void {
  const more = (kind: RecordKind, value: unknown): void => {
    walk(recordSchemas[kind], value, (prose) => {
      for (let n = 0; n < paragraphs; n++) {
        const { zh, en } = paragraph(random);
        prose.zh += `\n\n${zh}`;
        prose.en += `\n\n${en}`;
      }
    });
  };
  more('notice', audit.notice);
  more('report', audit.report);
  for (const file of Object.values(audit.findings)) more('findings', file);
  for (const file of Object.values(audit.nonconformities)) more('nonconformity', file);
}

/** Visits the texts that may have paragraphs. The drafts share some of their texts: each field gets one of its own. */
function walk(shape: Shape, value: unknown, visit: (prose: Prose) => void): void {
  if (typeof value !== 'object' || value === null) return;
  const holder = value as Record<string | number, unknown>;
  for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
    const child = Array.isArray(value) ? itemOf(shape) : childOf(shape, key);
    const one = holder[key];
    if (!child || typeof one !== 'object' || one === null) continue;
    if (metaOf(child)?.kind === 'long' && 'zh' in one && 'en' in one) visit((holder[key] = { ...one } as Prose));
    else walk(child, one, visit);
  }
}
