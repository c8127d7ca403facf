/**
 * Which audits of a case are closed, and what their files must hold.
 *
 * In:  a judged case, its scheme's `archive.yaml`, the PDFs that a build made. Out: a `Closing` for each audit and each
 * certificate: what it still waits for (then it is not archived), or what its bag is made of; and what a closed one lacks,
 * which is an error: the scheme demands it.
 *
 * An audit is closed when its report was delivered, its decision exists, and no rule holds back `archive`. A stage 1 is closed
 * with the stage 2 that it belongs to.
 */
import type { ArchiveRules, RecordAsked } from '../../schemas/pack/archive.js';
import type { Diagnostic, Prose } from '../diagnostics/index.js';
import type { Judgement } from '../judge/judge.js';
import { severityOf } from '../judge/violation.js';
import { placeIn } from '../load/record-file.js';
import { schemeKey, type AuditFolder, type CaseFolder, type EvidenceFile, type Project, type RecordFile, type Scheme, type SchemeTable } from '../load/types.js';
import type { Output } from '../output/manifest.js';
import { retentionOf, type Retention } from './retention.js';
import type { BagPlace } from './types.js';

type Certificate = NonNullable<CaseFolder['certificates']>['value'][number];
export type EvidenceEntry = RecordFile<'evidence'>['value'][number];

export interface Closing {
  readonly place: BagPlace;
  readonly scheme: Scheme;
  readonly audit: AuditFolder;
  /** Of a certificate's own bag. */
  readonly certificate?: Certificate;
  /** What it waits for; empty when it is closed. */
  readonly open: readonly Prose[];
  /** The PDFs that belong into the bag. */
  readonly outputs: readonly Output[];
  /** Entries of `evidence.yaml` that belong into it. */
  readonly entries: readonly EvidenceEntry[];
  /** The day on which it was closed; absent while it is open. */
  readonly closedOn?: string;
  readonly retention: Retention;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ClosingInput {
  readonly project: Project;
  readonly folder: CaseFolder;
  readonly schemes: SchemeTable;
  readonly judgement: Judgement;
  /** PDFs of this case. */
  readonly outputs: readonly Output[];
  /** Documents of this case that have errors: nothing of the case is archived then. */
  readonly hasErrors: boolean;
}

/** One for each audit of the body's own archive, in their order, then one for each certificate. */
export function closingsOf(input: ClosingInput): Closing[] {
  const { folder, schemes } = input;
  const id = folder.case.value.scheme ?? '';
  const audits = folder.audits.flatMap((audit): Closing[] => {
    const scheme = schemes.get(schemeKey(id, audit.audit.value.version ?? ''));
    // An audit of which this project holds a summary only lies in another archive, as `elsewhere` says.
    if (!scheme?.archive || audit.audit.value.elsewhere !== undefined) return [];
    return [closingOfAudit(input, audit, scheme, scheme.archive)];
  });
  const certificates = (folder.certificates?.value ?? []).flatMap((certificate): Closing[] => {
    const of = audits.find((one) => one.audit.name === certificate.audit);
    return of && certificate.number !== undefined ? [closingOfCertificate(input, certificate, certificate.number, of)] : [];
  });
  return [...audits, ...certificates];
}

function closingOfAudit(input: ClosingInput, audit: AuditFolder, scheme: Scheme, rules: ArchiveRules): Closing {
  const { folder } = input;
  const outputs = input.outputs.filter((output) => output.audit === audit.name && output.document !== 'certificate');
  const { open, closedOn } = stateOf(input, audit);
  const waits = [...open, ...drafts(folder, outputs), ...heldBack(input.judgement, folder, audit), ...(input.hasErrors ? [withErrors] : [])];
  const asked = rules.records.filter((record) => record.for.includes(audit.audit.value.kind ?? 'I1'));
  const found = asked.map((record) => answered(input, audit, rules, record, outputs));
  const entries = [...new Set([
    ...found.flatMap((one) => one.entries),
    ...(folder.register?.value ?? []).filter((entry) => entry.audit === audit.name && entry.kind !== 'certificate'),
  ])];
  return {
    place: { scheme: scheme.id, case: folder.name, subject: audit.name }, scheme, audit, open: waits, outputs, entries,
    ...(waits.length === 0 && closedOn !== undefined ? { closedOn } : {}),
    retention: retentionOf(folder, audit, rules),
    diagnostics: waits.length > 0 ? [] : [...found.flatMap((one) => one.diagnostics), ...altered(input, entries)],
  };
}

function closingOfCertificate(input: ClosingInput, certificate: Certificate, number: string, of: Closing): Closing {
  const { folder } = input;
  const outputs = input.outputs.filter((output) => output.document === 'certificate' && output.subject === number);
  const entries = (folder.register?.value ?? []).filter((entry) => entry.subject === number && (entry.kind === 'certificate' || entry.kind === 'delivery'));
  const open = [
    ...of.open,
    ...(outputs.length === 0 ? [{ zh: `证书 ${number} 尚不能出具`, en: `the certificate ${number} cannot be printed yet` }] : []),
    ...drafts(folder, outputs),
  ];
  return {
    place: { ...of.place, subject: number }, scheme: of.scheme, audit: of.audit, certificate, open, outputs, entries,
    ...(open.length === 0 && of.closedOn !== undefined ? { closedOn: later(of.closedOn, certificate.issued ?? of.closedOn) } : {}),
    retention: of.retention, diagnostics: open.length > 0 ? [] : altered(input, entries),
  };
}

const later = (a: string, b: string): string => (a > b ? a : b);
const withErrors: Prose = { zh: '案卷中有错误（见上）', en: 'the case has errors (see above)' };

/** What has to have happened before an audit is closed, and on which day the last of it did. */
function stateOf(input: ClosingInput, audit: AuditFolder): { open: Prose[]; closedOn?: string } {
  const { folder } = input;
  const delivered = (document: string | undefined, own: string | undefined): string | undefined =>
    own ?? folder.events?.value.find((event) => event.kind === 'delivered' && event.audit === audit.name && (event.document === undefined || event.document === document))?.date;
  if (audit.audit.value.kind === 'I1') {
    const stage2 = folder.audits.find((one) => one.audit.value.stage1 === audit.name);
    const notice = delivered(audit.notice?.value.number, audit.notice?.value.delivery?.on);
    const after = stage2 && stateOf(input, stage2);
    return withDay([
      ...(notice === undefined ? [{ zh: '第一阶段审核结论尚未送达', en: 'the stage 1 notice has not been delivered' }] : []),
      ...(after === undefined || after.open.length > 0 ? [{ zh: '所属的第二阶段审核尚未了结', en: 'the stage 2 audit that it belongs to is not closed' }] : []),
    ], [notice, after?.closedOn]);
  }
  const report = delivered(audit.report?.value.number, audit.report?.value.delivery?.on);
  // Certification is maintained lawfully on a reviewed surveillance audit without a decision of its own.
  const decided = audit.decision?.value.date ?? (audit.audit.value.kind === 'S' && audit.review?.value.result === 'accepted' ? audit.review.value.date : undefined);
  return withDay([
    ...(report === undefined ? [{ zh: '审核报告尚未提交', en: 'the audit report has not been delivered' }] : []),
    ...(decided === undefined ? [{ zh: '尚无认证决定', en: 'there is no certification decision' }] : []),
  ], [report, decided]);
}
const withDay = (open: Prose[], days: readonly (string | undefined)[]): { open: Prose[]; closedOn?: string } => {
  const last = days.filter((day) => day !== undefined).sort().at(-1);
  return open.length === 0 && last !== undefined ? { open, closedOn: last } : { open };
};

/** A document that the register does not name as issued is a draft, and drafts are not archived. */
function drafts(folder: CaseFolder, outputs: readonly Output[]): Prose[] {
  return outputs.filter((output) => !folder.documents?.value.some((entry) =>
    entry.kind === output.document && (entry.audit === undefined || entry.audit === output.audit || output.audit === null) && (entry.subject ?? output.subject) === output.subject))
    .map((output) => ({ zh: `${output.file} 仍是草稿：documents.yaml 中没有登记`, en: `${output.file} is still a draft: documents.yaml does not name it` }));
}

/** Rules that say in `holdsBack` that no file is archived while they are broken. */
function heldBack(judgement: Judgement, folder: CaseFolder, audit: AuditFolder): Prose[] {
  return judgement.verdicts
    .filter((verdict) => verdict.state === 'violated' && severityOf(verdict) === 'error' && verdict.row.holdsBack.includes('archive'))
    .filter(({ subject }) => subject.case?.folder === folder.folder && (subject.audit === undefined || subject.audit === audit.name))
    .map(({ row }) => ({ zh: `${row.rule} ${row.clause} 未满足`, en: `${row.rule} ${row.clause} is not met` }));
}

interface Answered {
  readonly entries: readonly EvidenceEntry[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Whether a record that the scheme wants kept is there, signed by whom it must be, its paper original in its place. */
function answered(input: ClosingInput, audit: AuditFolder, rules: ArchiveRules, record: RecordAsked, outputs: readonly Output[]): Answered {
  const { folder, project } = input;
  const about = { case: folder.name, audit: audit.name, scheme: folder.case.value.scheme ?? '' };
  const home = folder.register ? placeIn(project.root, folder.register, []) : placeIn(project.root, audit.audit, []);
  const entries: EvidenceEntry[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const subject of subjectsOf(record, audit)) {
    const mine = (folder.register?.value ?? []).filter((entry) => entry.kind === record.kind && (entry.subject ?? undefined) === subject && belongs(entry, record, audit));
    entries.push(...mine);
    const named = nameOf(record, subject);
    const isThere = record.document ? outputs.some((output) => output.document === record.document && (output.subject ?? undefined) === subject) : mine.length > 0;
    const { rule, clause } = record;
    if (!isThere) {
      diagnostics.push({
        code: 'archive-lacks', severity: record.severity, ...(rule === undefined ? {} : { rule }), clause, ...about, ...(subject === undefined ? {} : { subject }), place: home, why: { zh: record.zh, en: record.en },
        message: { zh: `审核 ${audit.name} 已了结，但没有${named.zh}`, en: `The audit ${audit.name} is closed, but there is no ${named.en.toLowerCase()}` },
        help: record.document
          ? { zh: `补齐生成该文件的记录，重新运行 certpress build。`, en: 'Complete the records that it is made from and run certpress build.' }
          : { zh: `把它放入 evidence/，并在 evidence.yaml 中登记 kind: ${record.kind}${subject === undefined ? '' : `、subject: ${subject}`}。`, en: `Put it into evidence/ and enter it in evidence.yaml with kind: ${record.kind}${subject === undefined ? '' : ` and subject: ${subject}`}.` },
      });
    }
    const { signed } = record;
    if (signed && isThere) {
      const missing = signed.by.filter((party) => !mine.some((entry) => entry.signed?.some((one) => one.party === party && one.by !== undefined && one.on !== undefined)));
      if (missing.length > 0) {
        diagnostics.push({
          code: 'archive-unsigned', severity: signed.severity, ...(rule === undefined ? {} : { rule }), clause: signed.clause, ...about, ...(subject === undefined ? {} : { subject }), place: home, why: { zh: signed.zh, en: signed.en },
          message: { zh: `${named.zh}没有登记${missing.map((party) => parties[party].zh).join('、')}的签字或盖章`, en: `${named.en}: no signature or seal of ${missing.map((party) => parties[party].en).join(' and ')} is on record` },
          help: { zh: `把签字的扫描件放入 evidence/，在 evidence.yaml 的该项 signed 中写明 party、by、on。`, en: 'Put the signed scan into evidence/ and say party, by and on under signed of its entry in evidence.yaml.' },
        });
      }
    }
    if (record.paper && rules.paper && mine.length > 0 && !mine.some((entry) => entry.paper?.at !== undefined)) {
      const { paper } = rules;
      diagnostics.push({
        code: 'archive-paper', severity: paper.severity, ...(paper.rule === undefined ? {} : { rule: paper.rule }), clause: paper.clause, ...about, ...(subject === undefined ? {} : { subject }), place: home, why: { zh: paper.zh, en: paper.en },
        message: { zh: `${named.zh}没有登记纸质原件的存放处`, en: `${named.en}: nothing says where the signed paper original lies` },
        help: { zh: '在 evidence.yaml 的该项写明 paper.at 和 paper.since。', en: 'Say paper.at and paper.since in its entry of evidence.yaml.' },
      });
    }
  }
  return { entries, diagnostics };
}

const parties: Readonly<Record<NonNullable<RecordAsked['signed']>['by'][number], Prose>> = {
  client: { zh: '客户', en: 'the client' }, body: { zh: '本机构', en: 'the body' }, leader: { zh: '审核组长', en: 'the team leader' },
  participants: { zh: '参会人员', en: 'those present' }, auditor: { zh: '审核员', en: 'the auditor' },
};
const subjectsOf = (record: RecordAsked, audit: AuditFolder): readonly (string | undefined)[] =>
  record.each === 'meetings' ? ['opening', 'closing'] : record.each === 'nonconformity' ? audit.nonconformities.map((nc) => nc.name) : [undefined];
const meetings: Readonly<Record<string, Prose>> = { opening: { zh: '首次', en: 'opening ' }, closing: { zh: '末次', en: 'closing ' } };
const nameOf = ({ title }: RecordAsked, subject: string | undefined): Prose => {
  if (subject === undefined) return title;
  const meeting = meetings[subject];
  return meeting ? { zh: `${meeting.zh}${title.zh}`, en: `${title.en} of the ${meeting.en}meeting` } : { zh: `${title.zh}（${subject}）`, en: `${title.en} ${subject}` };
};
const belongs = (entry: EvidenceEntry, record: RecordAsked, audit: AuditFolder): boolean =>
  entry.audit === audit.name || (record.ofCase && (entry.audit === undefined || entry.audit === audit.audit.value.stage1));

/** Files that are not those whose hash was entered. */
function altered({ folder, project }: ClosingInput, entries: readonly EvidenceEntry[]): Diagnostic[] {
  const { register } = folder;
  if (!register) return [];
  const check = (file: string | undefined, sha256: string | undefined, path: readonly PropertyKey[]): Diagnostic[] => {
    const found: EvidenceFile | undefined = file === undefined ? undefined : folder.evidence.get(file);
    if (!found || sha256 === undefined || found.sha256 === sha256.toLowerCase()) return [];
    return [{
      code: 'evidence-altered', severity: 'error', case: folder.name, place: placeIn(project.root, register, path),
      message: { zh: `${file ?? ''} 不是登记的文件：SHA-256 为 ${found.sha256}`, en: `${file ?? ''} is not the file that was entered: its SHA-256 is ${found.sha256}` },
      help: { zh: '恢复原来的文件；确需更换的，追加一项新的登记并说明。', en: 'Restore the file; if it was replaced on purpose, append a new entry that says so.' },
    }];
  };
  return entries.flatMap((entry) => {
    const i = register.value.indexOf(entry);
    return [
      ...check(entry.file, entry.sha256, [i, 'sha256']),
      ...(entry.signed ?? []).flatMap((one, n) => check(one.file, one.sha256, [i, 'signed', n, 'sha256'])),
    ];
  });
}
