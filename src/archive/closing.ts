/**
 * Which audits of a case are closed, and what their files must hold.
 *
 * In:  a judged case, its scheme's `archive.yaml`, the PDFs that a build made. Out: a `Closing` for each audit and each
 * certificate: what it still waits for (then it is not archived), or what its bag is made of; and what a closed one lacks,
 * which is an error: the scheme demands it.
 *
 * An audit is closed when its report was delivered, its decision exists, and no rule holds back `archive`. A stage 1 is closed
 * with the stage 2 that it belongs to; one that was terminated, when the report on that was delivered. Of an audit that lies
 * elsewhere only the documents made here are bagged, and its certificates with their notices.
 */
import { isAccepted, isRefused } from '../../schemas/record/words.js';
import { roleOfEvent } from '../../schemas/record/events.js';
import type { ArchiveRules } from '../../schemas/pack/archive.js';
import { openingKinds, recordSubjects } from '../../schemas/record/kinds.js';
import type { Diagnostic, Prose } from '../diagnostics/index.js';
import { KnownOn } from '../judge/known.js';
import { isMaintained } from '../judge/maintained.js';
import type { Judgement } from '../judge/types.js';
import { severityOf } from '../judge/violation.js';
import { replacedByEditionOn } from '../load/editions.js';
import type { AuditFolder, CaseFolder, Project, RecordFile } from '../load/types.js';
import { schemeKey, type Scheme, type SchemeTable } from '../packs/types.js';
import type { Output } from '../output/manifest.js';
import { documentOfRole } from '../packs/of-role.js';
import { documentsOf } from '../validate/documents-of-case.js';
import type { DocumentScope } from '../validate/scope.js';
import { bagOfDocument, isOutputOf, type BagOfDocument } from './bag-of-document.js';
import { checkEvidence } from './evidence-checks.js';
import { keptOfCertificate, keptRecords, type EvidenceEntry } from './kept-records.js';
import { retentionOf, type Retention } from './retention.js';
import type { BagPlace } from './types.js';

type Certificate = NonNullable<CaseFolder['certificates']>['value'][number];
export type { EvidenceEntry } from './kept-records.js';

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
  /** Whether signed paper originals must be there: while a certificate is valid. */
  readonly paperDue: boolean;
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

/** A document that the case asks for, the file that was made of it, and the bag that it goes into. */
interface Bagged {
  readonly scope: DocumentScope;
  readonly outputs: readonly Output[];
  readonly bag: BagOfDocument;
}

/** One for each audit of the body's own archive, in their order, then one for each certificate. */
export function closingsOf(input: ClosingInput): Closing[] {
  const { project, folder, schemes } = input;
  const id = folder.case.value.scheme ?? '';
  const numbers = new Set((folder.certificates?.value ?? []).flatMap(({ number }) => number ?? []));
  const made = [...new Set(input.outputs.map(({ document }) => document))];
  const bagged = documentsOf(project, folder, schemes, made).map((scope): Bagged => ({
    scope,
    outputs: input.outputs.filter((output) => isOutputOf(output, scope)),
    bag: bagOfDocument(scope, numbers),
  }));
  const audits = folder.audits.flatMap((audit): Closing[] => {
    const scheme = schemes.get(schemeKey(id, audit.audit.value.version ?? ''));
    if (!scheme?.archive) return [];
    return [(isElsewhere(audit) ? closingOfElsewhere : closingOfAudit)(input, audit, scheme, scheme.archive, bagged)];
  });
  const certificates = (folder.certificates?.value ?? []).flatMap((certificate, i, list): Closing[] => {
    // Of several editions the newest is kept under the number, as a new revision of its bag.
    if (replacedByEditionOn(list, i) !== undefined) return [];
    const of = audits.find((one) => one.audit.name === certificate.audit);
    if (!of || certificate.number === undefined) return [];
    const closing = closingOfCertificate(input, certificate, certificate.number, of, bagged);
    return isElsewhere(of.audit) && closing.outputs.length === 0 ? [] : [closing];
  });
  // The file of an audit elsewhere lies in another archive; what was made of it here has a bag here.
  return [...audits.filter(({ audit, outputs }) => !isElsewhere(audit) || outputs.length > 0), ...certificates];
}
const isElsewhere = (audit: AuditFolder): boolean => audit.audit.value.elsewhere !== undefined;

/** Of an audit of which this project holds a summary: the documents made here, and nothing that its own file is asked for. */
function closingOfElsewhere(
  input: ClosingInput,
  audit: AuditFolder,
  scheme: Scheme,
  rules: ArchiveRules,
  bagged: readonly Bagged[],
): Closing {
  const { folder } = input;
  const ended = audit.decision?.value.date ?? audit.review?.value.date ?? audit.audit.value.end;
  const mine = bagged.filter(({ scope, bag }) => bag.audit === audit.name || (isOfCase(bag) && liesWith(scope, audit, rules, ended)));
  const outputs = keptOutputs(folder, mine, input.outputs);
  const open = [
    ...(ended === undefined ? [{ zh: '审核尚未结束', en: 'the audit has not ended' }] : []),
    ...drafts(folder, outputs),
    ...heldBack(input.judgement, folder, audit),
    ...(input.hasErrors ? [withErrors] : []),
  ];
  const days = mine.filter((one) => one.outputs.some((output) => outputs.includes(output))).map(({ scope }) => scope.date);
  const retention = retentionOf(folder, audit, rules);
  const entries = (folder.register?.value ?? []).filter((entry) => entry.audit === audit.name && !isOfCertificate(entry));
  return {
    place: { scheme: scheme.id, case: folder.name, subject: audit.name },
    scheme,
    audit,
    open,
    outputs,
    entries,
    ...(open.length === 0 && ended !== undefined ? { closedOn: [ended, ...days].reduce(later) } : {}),
    retention,
    paperDue: retention.validTo !== undefined && input.judgement.asOf <= retention.validTo,
    diagnostics: open.length > 0 ? [] : checkEvidence(input.project, folder, entries, audit, rules),
  };
}

function closingOfAudit(input: ClosingInput, audit: AuditFolder, scheme: Scheme, rules: ArchiveRules, bagged: readonly Bagged[]): Closing {
  const { project, folder, judgement } = input;
  const { open, closedOn } = stateOf(input, audit, scheme);
  const mine = bagged.filter(({ scope, bag }) => bag.audit === audit.name || (isOfCase(bag) && liesWith(scope, audit, rules, closedOn)));
  const documents = mine.map(({ scope }) => scope);
  const outputs = keptOutputs(folder, mine, input.outputs);
  const waits = [...open, ...drafts(folder, outputs), ...heldBack(judgement, folder, audit), ...(input.hasErrors ? [withErrors] : [])];
  const retention = retentionOf(folder, audit, rules);
  // Before its certificate exists, what was granted counts as valid.
  const paperDue =
    retention.validTo === undefined
      ? audit.decision !== undefined && !isRefused(audit.decision.value.outcome)
      : judgement.asOf <= retention.validTo;
  // Nobody decides where certification is maintained without a decision.
  const isSpared = isMaintained(folder, audit, scheme, new KnownOn(judgement.asOf));
  const asked = isSpared ? { ...rules, records: rules.records.filter(({ kind }) => kind !== 'decision') } : rules;
  const kept = keptRecords({ project, folder, audit, rules: asked, documents, outputs, closedOn, paperDue });
  // An audit that was cut short has no report, no decision and maybe no closing meeting; what there is must be in order all the same.
  const lacking = terminationOf(folder, audit, scheme) ? kept.diagnostics.filter(({ code }) => code !== 'archive-lacks') : kept.diagnostics;
  const entries = [...new Set([...kept.entries, ...ofWholeCase(folder, audit, rules, closedOn)])];
  return {
    place: { scheme: scheme.id, case: folder.name, subject: audit.name },
    scheme,
    audit,
    open: waits,
    outputs,
    entries,
    ...(waits.length === 0 && closedOn !== undefined ? { closedOn } : {}),
    retention,
    paperDue,
    diagnostics: waits.length > 0 ? [] : [...lacking, ...checkEvidence(project, folder, entries, audit, rules)],
  };
}

const isOfCase = (bag: BagOfDocument): boolean => bag.audit === undefined && bag.certificate === undefined;
/** It lies with the audits that a row names, else with those that begin a cycle; with none that was closed before. */
function liesWith({ kind, date }: DocumentScope, audit: AuditFolder, rules: ArchiveRules, closedOn: string | undefined): boolean {
  const row = rules.records.find((record) => record.document === kind && record.clause !== undefined);
  const of = audit.audit.value.kind;
  return of !== undefined && (row?.for ?? openingKinds).includes(of) && (closedOn === undefined || date <= closedOn);
}

/** What was entered for the whole case and no row asks for (licences, notes) lies with the audits that begin a cycle. */
function ofWholeCase(folder: CaseFolder, audit: AuditFolder, rules: ArchiveRules, closedOn: string | undefined): EvidenceEntry[] {
  const kind = audit.audit.value.kind;
  if (kind === undefined || !openingKinds.includes(kind)) return [];
  return (folder.register?.value ?? []).filter(
    (entry) =>
      entry.audit === undefined &&
      !isOfCertificate(entry) &&
      !rules.records.some((record) => record.kind === entry.kind) &&
      (closedOn === undefined || entry.date === undefined || entry.date <= closedOn),
  );
}

function closingOfCertificate(
  input: ClosingInput,
  certificate: Certificate,
  number: string,
  of: Closing,
  bagged: readonly Bagged[],
): Closing {
  const { project, folder } = input;
  const rules = of.scheme.archive;
  const mine = bagged.filter(({ bag }) => bag.certificate === number);
  const documents = mine.map(({ scope }) => scope);
  const outputs = keptOutputs(folder, mine, input.outputs);
  const days = mine.filter((one) => one.outputs.some((output) => outputs.includes(output))).map(({ scope }) => scope.date);
  const closedOn = of.closedOn === undefined ? undefined : [of.closedOn, certificate.issued ?? '', ...days].reduce(later);
  const kept = rules && keptOfCertificate({ project, folder, audit: of.audit, rules, documents, outputs, closedOn, paperDue: of.paperDue });
  const entries = [
    ...new Set([
      ...(folder.register?.value ?? []).filter((entry) => entry.subject === number && isOfCertificate(entry)),
      ...(kept?.entries ?? []),
    ]),
  ];
  const isPrinted = documents.some((scope) => scope.document.role === 'certificate' && outputs.some((output) => isOutputOf(output, scope)));
  const open = [
    ...of.open,
    // Of an audit elsewhere the certificate may have been printed there too.
    ...(!isPrinted && !isElsewhere(of.audit)
      ? [{ zh: `证书 ${number} 尚不能出具`, en: `the certificate ${number} cannot be printed yet` }]
      : []),
    ...drafts(folder, outputs),
  ];
  return {
    place: { ...of.place, subject: number },
    scheme: of.scheme,
    audit: of.audit,
    certificate,
    open,
    outputs,
    entries,
    ...(open.length === 0 && closedOn !== undefined ? { closedOn } : {}),
    retention: of.retention,
    paperDue: of.paperDue,
    diagnostics:
      open.length > 0 || !rules ? [] : [...(kept?.diagnostics ?? []), ...checkEvidence(project, folder, entries, undefined, rules)],
  };
}

const later = (a: string, b: string): string => (a > b ? a : b);
const withErrors: Prose = { zh: '案卷中有错误（见上）', en: 'the case has errors (see above)' };

/** What has to have happened before an audit is closed, and on which day the last of it did. */
function stateOf(input: ClosingInput, audit: AuditFolder, scheme: Scheme): { open: Prose[]; closedOn?: string } {
  const { folder } = input;
  const delivered = (document: string | undefined, own: string | undefined): string | undefined =>
    own ??
    folder.events?.value.find(
      (event) =>
        roleOfEvent(event.kind) === 'delivers' &&
        event.audit === audit.name &&
        (event.document === undefined || event.document === document),
    )?.date;
  if (audit.audit.value.kind === 'I1') {
    const stage2 = folder.audits.find((one) => one.audit.value.stage1 === audit.name);
    const notice = delivered(audit.notice?.value.number, audit.notice?.value.delivery?.on);
    const after = stage2 && stateOf(input, stage2, scheme);
    return withDay(
      [
        ...(notice === undefined ? [{ zh: '第一阶段审核结论尚未送达', en: 'the stage 1 notice has not been delivered' }] : []),
        ...(after === undefined || after.open.length > 0
          ? [{ zh: '所属的第二阶段审核尚未了结', en: 'the stage 2 audit that it belongs to is not closed' }]
          : []),
      ],
      [notice, after?.closedOn],
    );
  }
  const termination = terminationOf(folder, audit, scheme);
  if (termination) {
    const on = delivered(termination.value.number, dayOf(termination.value['deliveredOn']));
    return withDay(on === undefined ? [{ zh: '终止审核报告尚未提交', en: 'the report on its termination has not been delivered' }] : [], [
      on,
      termination.value.date,
    ]);
  }
  const report = delivered(audit.report?.value.number, audit.report?.value.delivery?.on);
  // Where no decision is needed, the review of the file is the last act.
  const isSpared = isMaintained(folder, audit, scheme, new KnownOn(input.judgement.asOf));
  const decided = audit.decision?.value.date ?? (isSpared && isAccepted(audit.review?.value.result) ? audit.review?.value.date : undefined);
  return withDay(
    [
      ...(report === undefined ? [{ zh: '审核报告尚未提交', en: 'the audit report has not been delivered' }] : []),
      ...(decided !== undefined
        ? []
        : [
            isSpared
              ? { zh: '案卷尚未评定', en: 'the file of the audit has not been reviewed' }
              : { zh: '尚无认证决定', en: 'there is no certification decision' },
          ]),
    ],
    [report, decided],
  );
}
const dayOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
/** The paper by which an audit was terminated. */
function terminationOf(folder: CaseFolder, audit: AuditFolder, scheme: Scheme): RecordFile<'paper'> | undefined {
  const id = documentOfRole(scheme, 'termination')?.id;
  return [...audit.papers, ...folder.papers.filter(({ value }) => value.audit === audit.name)].find(({ value }) => value.paper === id);
}
const withDay = (open: Prose[], days: readonly (string | undefined)[]): { open: Prose[]; closedOn?: string } => {
  const last = days
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
  return open.length === 0 && last !== undefined ? { open, closedOn: last } : { open };
};

/** What a certificate's own bag holds of the evidence: the certificate itself, and that it was delivered. */
const isOfCertificate = ({ kind }: EvidenceEntry): boolean => kind === 'delivery' || recordSubjects[kind ?? ''] === 'certificate';

/** Whether documents.yaml names a document as issued. */
const isIssued = (folder: CaseFolder, output: Output): boolean =>
  folder.documents?.value.some(
    (entry) =>
      entry.kind === output.document &&
      (entry.audit === undefined || entry.audit === output.audit || output.audit === null) &&
      (entry.subject ?? output.subject) === output.subject,
  ) ?? false;
/** In their order. A working paper that was not issued is not waited for, and not archived. */
function keptOutputs(folder: CaseFolder, mine: readonly Bagged[], all: readonly Output[]): Output[] {
  const kept = new Set(mine.flatMap(({ scope, outputs }) => outputs.filter((output) => scope.document.kept || isIssued(folder, output))));
  return all.filter((output) => kept.has(output));
}

/** A document that the register does not name as issued is a draft, and drafts are not archived. */
function drafts(folder: CaseFolder, outputs: readonly Output[]): Prose[] {
  return outputs
    .filter((output) => !isIssued(folder, output))
    .map((output) => ({
      zh: `${output.file} 仍是草稿：documents.yaml 中没有登记`,
      en: `${output.file} is still a draft: documents.yaml does not name it`,
    }));
}

/** Rules that say in `holdsBack` that no file is archived while they are broken. */
function heldBack(judgement: Judgement, folder: CaseFolder, audit: AuditFolder): Prose[] {
  return judgement.verdicts
    .filter((verdict) => verdict.state === 'violated' && severityOf(verdict) === 'error' && verdict.row.holdsBack.includes('archive'))
    .filter(({ subject }) => subject.case?.folder === folder.folder && (subject.audit === undefined || subject.audit === audit.name))
    .map(({ row }) => ({ zh: `${row.rule} ${row.clause} 未满足`, en: `${row.rule} ${row.clause} is not met` }));
}
