/**
 * What was done in a case, and when: from the records themselves, in the order of days.
 *
 * In:  a case folder, what is known on the day judged on, the words of its schemes. Out: steps, each with its day and its place;
 * and what the programme plans after them. What is dated later than the day judged on has not happened.
 */
import { roleOfEvent } from '../../schemas/record/events.js';
import type { AuditKind } from '../../schemas/record/kinds.js';
import type { Place, Prose } from '../diagnostics/index.js';
import { placeIn } from '../load/record-file.js';
import type { AuditFolder, CaseFolder, Project, RecordFile } from '../load/types.js';
import type { Scheme } from '../packs/types.js';
import type { KnownOn } from '../judge/known.js';
import { eventSteps } from './story-events.js';

export interface Step {
  readonly date: string;
  /** Last day, where it took several. */
  readonly to?: string;
  readonly audit?: string;
  /** Nonconformity or certificate. */
  readonly subject?: string;
  readonly what: Prose;
  readonly place: Place;
}
/** The scheme that judges an audit; of what belongs to the case alone, one that has the words. */
export type SchemeOf = (audit: AuditFolder | undefined) => Scheme | undefined;

export function storyOf(project: Project, folder: CaseFolder, known: KnownOn, schemeOf: SchemeOf): Step[] {
  const steps: Step[] = [];
  const add = (
    file: RecordFile,
    path: readonly (string | number)[],
    date: string | undefined,
    what: Prose,
    more: Partial<Pick<Step, 'to' | 'audit' | 'subject'>> = {},
  ): void => {
    if (date !== undefined) steps.push({ date, what, place: placeIn(project.root, file, path), ...more });
  };
  const label = (audit: AuditFolder | undefined, group: string, key: string | boolean | undefined): Prose | undefined => {
    if (key === undefined) return undefined;
    return schemeOf(audit)?.scheme.labels[group]?.[String(key)] ?? { zh: String(key), en: String(key) };
  };
  const with_ = (what: Prose, result: Prose | undefined): Prose =>
    result ? { zh: `${what.zh}：${result.zh}`, en: `${what.en}: ${result.en}` } : what;

  const file = folder.case;
  const record = known.of(file) ?? {};
  add(file, ['application', 'date'], record.application?.date, { zh: '认证申请', en: 'Application' });
  add(
    file,
    ['applicationReview', 'date'],
    record.applicationReview?.date,
    with_({ zh: '申请评审', en: 'Application review' }, results[record.applicationReview?.result ?? '']),
  );
  add(file, ['contract', 'signedOn'], record.contract?.signedOn, { zh: '签订认证合同', en: 'Contract signed' });

  for (const audit of folder.audits) {
    const about = { audit: audit.name };
    const { kind, start, end, elsewhere, application } = known.of(audit.audit) ?? {};
    const name = label(audit, 'audit-kind', kind) ?? { zh: '审核', en: 'Audit' };
    add(audit.audit, ['application', 'date'], application?.date, { zh: '提出申请', en: 'Application for this audit' }, about);
    const plan = audit.plan && known.of(audit.plan);
    if (audit.plan && plan) {
      add(audit.plan, ['date'], plan.date, { zh: '审核计划', en: 'Audit plan' }, about);
      add(audit.plan, ['confirmation', 'on'], plan.confirmation?.on, { zh: '客户确认审核计划', en: 'Plan confirmed by the client' }, about);
    }
    const went: Prose = end === undefined && elsewhere === undefined ? { zh: `${name.zh}开始`, en: `${name.en}, begun` } : name;
    add(
      audit.audit,
      ['start'],
      start,
      elsewhere === undefined ? went : { zh: `${went.zh}（${elsewhere.zh}）`, en: `${went.en} (${elsewhere.en ?? elsewhere.zh})` },
      { ...about, ...(end === undefined || end === start ? {} : { to: end }) },
    );
    for (const nc of audit.nonconformities)
      ncSteps(
        nc,
        known.of(nc),
        (path, date, what) => {
          add(nc, path, date, what, { ...about, subject: nc.name });
        },
        (grade) => label(audit, 'grade', grade),
      );
    const notice = audit.notice && known.of(audit.notice);
    if (audit.notice && notice)
      add(
        audit.notice,
        ['date'],
        notice.date,
        with_({ zh: '第一阶段审核结论告知', en: 'Notice of stage 1' }, label(audit, 'readiness', notice.ready)),
        about,
      );
    const report = audit.report && known.of(audit.report);
    if (audit.report && report) {
      add(
        audit.report,
        ['date'],
        report.date,
        with_({ zh: '审核报告', en: 'Audit report' }, label(audit, 'recommendation', report.recommendation?.outcome)),
        about,
      );
      const on = report.delivery?.on;
      // An event of that day says more.
      const isEvent = (folder.events?.value ?? []).some(
        (event) => roleOfEvent(event.kind) === 'delivers' && event.audit === audit.name && event.date === on,
      );
      if (!isEvent) add(audit.report, ['delivery', 'on'], on, { zh: '审核报告提交客户', en: 'Report delivered to the client' }, about);
    }
    const review = audit.review && known.of(audit.review);
    if (audit.review && review)
      add(audit.review, ['date'], review.date, with_({ zh: '认证评定', en: 'Certification review' }, results[review.result ?? '']), about);
    const decision = audit.decision && known.of(audit.decision);
    if (audit.decision && decision)
      add(
        audit.decision,
        ['date'],
        decision.date,
        with_({ zh: '认证决定', en: 'Certification decision' }, label(audit, 'decision', decision.outcome)),
        about,
      );
  }
  const paper = (file: RecordFile<'paper'>, audit: AuditFolder | undefined): void => {
    const { paper: id = '', date, certificate } = known.of(file) ?? {};
    add(file, ['date'], date, schemeOf(audit)?.scheme.documents[id]?.title ?? { zh: id, en: id }, {
      ...(audit ? { audit: audit.name } : {}),
      ...(certificate === undefined ? {} : { subject: certificate }),
    });
  };
  for (const audit of folder.audits) for (const file of audit.papers) paper(file, audit);
  for (const file of folder.papers)
    paper(
      file,
      folder.audits.find((audit) => audit.name === file.value.audit),
    );
  eventSteps(folder, known, schemeOf(undefined), add);
  // Sorted by day only: on one day the order above is that of the procedure.
  return steps.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

function ncSteps(
  file: RecordFile<'nonconformity'>,
  value: RecordFile<'nonconformity'>['value'] | undefined,
  add: (path: readonly string[], date: string | undefined, what: Prose) => void,
  grade: (grade: string | undefined) => Prose | undefined,
): void {
  if (!value) return;
  const named = grade(value.grade);
  add(['date'], value.date, { zh: `开具不符合${named ? `：${named.zh}` : ''}`, en: `Nonconformity raised${named ? `: ${named.en}` : ''}` });
  add(['completedOn'], value.completedOn, { zh: '措施完成', en: 'Action completed' });
  if (value.review?.accepted === true) add(['review', 'on'], value.review.on, { zh: '措施接受', en: 'Action accepted' });
  const { on, effective } = value.verification ?? {};
  add(
    ['verification', 'on'],
    on,
    effective === false ? { zh: '验证：无效', en: 'Verified: not effective' } : { zh: '验证：有效', en: 'Verified: effective' },
  );
}

const results: Readonly<Record<string, Prose>> = {
  accepted: { zh: '通过', en: 'accepted' },
  'to-complete': { zh: '须补充', en: 'to be completed' },
  rejected: { zh: '不受理', en: 'not accepted' },
  returned: { zh: '退回', en: 'returned' },
};

/** What the programme plans from the day judged on, as far as no audit has come of it and the certification is not over for its kind. */
export function plannedSteps(
  project: Project,
  folder: CaseFolder,
  known: KnownOn,
  schemeOf: SchemeOf,
  isOver: (kind: AuditKind | undefined) => boolean,
): Step[] {
  return (folder.case.value.programme?.audits ?? [])
    .flatMap(({ kind, planned, audit }, i): Step[] => {
      const done = folder.audits.find((one) => one.name === audit);
      const begun = done && known.of(done.audit)?.start !== undefined;
      if (planned === undefined || begun || isOver(kind)) return [];
      const what = (kind && schemeOf(done)?.scheme.labels['audit-kind']?.[kind]) ?? { zh: kind ?? '审核', en: kind ?? 'Audit' };
      return [
        {
          date: planned,
          what,
          place: placeIn(project.root, folder.case, ['programme', 'audits', i]),
          ...(audit === undefined ? {} : { audit }),
        },
      ];
    })
    .sort((a, b) => (a.date < b.date ? -1 : 1));
}
