/**
 * Whether the file of a closed audit, or of a certificate, holds what its scheme wants kept.
 *
 * In:  the case, the audit, the rows of `archive.yaml`, the documents that belong into the bag, the PDFs that were made. Out: the entries
 * of `evidence.yaml` that answer the rows; and what is missing, each with its clause: a record, a signature, the place of a paper original.
 */
import type { ArchiveRules, RecordAsked } from '../../schemas/pack/archive.js';
import { recordSubjects } from '../../schemas/record/kinds.js';
import type { Diagnostic, Prose } from '../diagnostics/index.js';
import { placeIn } from '../load/record-file.js';
import type { AuditFolder, CaseFolder, Project, RecordFile } from '../load/types.js';
import type { Output } from '../output/manifest.js';
import type { DocumentScope } from '../validate/scope.js';

export type EvidenceEntry = RecordFile<'evidence'>['value'][number];

export interface KeptInput {
  readonly project: Project;
  readonly folder: CaseFolder;
  readonly audit: AuditFolder;
  readonly rules: ArchiveRules;
  /** Documents that the case asks for and that belong into this bag, made or not. */
  readonly documents: readonly DocumentScope[];
  readonly outputs: readonly Output[];
  /** What concerns the whole case belongs to an audit if it was there when the audit was closed. */
  readonly closedOn: string | undefined;
  /** Whether a certificate is valid, so that paper originals must be there. */
  readonly paperDue: boolean;
}
export interface Kept {
  readonly entries: readonly EvidenceEntry[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Of a certificate's bag: its notices, and the certificate itself where a row asks something of it. */
export function keptOfCertificate(input: KeptInput): Kept {
  const found = input.rules.records.filter((record) => record.each === 'document').map((record) => answered(input, record));
  const entries = found.flatMap((one) => one.entries);
  return { entries, diagnostics: [...found.flatMap((one) => one.diagnostics), ...signedOnPaper(input, entries)] };
}

export function keptRecords(input: KeptInput): Kept {
  const { audit, folder, rules } = input;
  const kind = audit.audit.value.kind;
  const asked = rules.records.filter((record) => kind !== undefined && record.for.includes(kind));
  const found = asked.map((record) => (record.each === 'entry' ? eachSigned(input, record) : answered(input, record)));
  const entries = [
    ...new Set([
      ...found.flatMap((one) => one.entries),
      ...(folder.register?.value ?? []).filter((entry) => entry.audit === audit.name && recordSubjects[entry.kind ?? ''] !== 'certificate'),
    ]),
  ];
  return { entries, diagnostics: [...found.flatMap((one) => one.diagnostics), ...signedOnPaper(input, entries)] };
}

/** A row for which a record must be there: once, for each meeting, nonconformity or document. */
function answered(input: KeptInput, record: RecordAsked): Kept {
  const { folder, audit, rules, outputs, paperDue } = input;
  const entries: EvidenceEntry[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const subject of subjectsOf(record, input)) {
    // An entry that names no file holds nothing.
    const mine = (folder.register?.value ?? []).filter(
      (entry) => entry.kind === record.kind && entry.subject === subject && entry.file !== undefined && belongs(input, entry, record),
    );
    entries.push(...mine);
    const named = nameOf(record, subject);
    const about = aboutOf(input, subject);
    // Where one record of the audit is asked for, any of several papers is one.
    const isMade = outputs.some(
      (output) =>
        output.document === record.document && ((record.eitherWay && record.each === 'audit') || (output.subject ?? undefined) === subject),
    );
    const isThere = isMade || ((record.document === undefined || record.eitherWay) && mine.length > 0);
    if (!isThere) {
      diagnostics.push({
        code: 'archive-lacks',
        severity: record.severity,
        ...ruleOf(record),
        ...about,
        why: { zh: record.zh, en: record.en },
        message: {
          zh: `审核 ${audit.name} 已了结，但没有${named.zh}`,
          en: `The audit ${audit.name} is closed, and this record of it is not there: ${lower(named.en)}`,
        },
        help:
          record.document && !record.eitherWay
            ? {
                zh: '补齐生成该文件的记录，重新运行 certpress build。',
                en: 'Complete the records that it is made from and run certpress build.',
              }
            : {
                zh: `用 certpress archive intake 存入并登记：--kind ${record.kind}${subject === undefined ? '' : ` --subject ${subject}`}。`,
                en: `Take it in with certpress archive intake --kind ${record.kind}${subject === undefined ? '' : ` --subject ${subject}`}.`,
              },
      });
      continue;
    }
    diagnostics.push(...unsigned(input, record, mine, named, subject));
    if (
      record.paper &&
      rules.paper?.covers === 'marked' &&
      paperDue &&
      mine.length > 0 &&
      !mine.some((entry) => entry.paper?.at !== undefined)
    ) {
      diagnostics.push(noPaper(rules.paper, named, about));
    }
  }
  return { entries, diagnostics };
}

/** A row that asks for nothing but that whatever there is be signed. */
function eachSigned(input: KeptInput, record: RecordAsked): Kept {
  const entries = (input.folder.register?.value ?? []).filter((entry) => entry.kind === record.kind && belongs(input, entry, record));
  return {
    entries,
    diagnostics: entries.flatMap((entry) => unsigned(input, record, [entry], titleOf(entry, record.title), entry.subject, entry)),
  };
}

function unsigned(
  input: KeptInput,
  record: RecordAsked,
  mine: readonly EvidenceEntry[],
  named: Prose,
  subject: string | undefined,
  at?: EvidenceEntry,
): Diagnostic[] {
  const { signed } = record;
  if (!signed) return [];
  const made = mine.flatMap((entry) => entry.signed ?? []).filter((one) => one.by !== undefined && one.on !== undefined);
  const missing = signed.by.flatMap((party): Prose[] => {
    if (party !== 'participants') return made.some((one) => one.party === party) ? [] : [parties[party]];
    const absent = attendeesOf(input, subject).filter((name) => !made.some((one) => squeezed(one.by?.zh) === squeezed(name.zh)));
    return absent.length > 0 ? absent : made.some((one) => one.party === party) ? [] : [parties[party]];
  });
  if (missing.length === 0) return [];
  return [
    {
      code: 'archive-unsigned',
      severity: signed.severity,
      ...ruleOf({ rule: signed.rule ?? record.rule, clause: signed.clause }),
      ...aboutOf(input, subject, at),
      why: { zh: signed.zh, en: signed.en },
      message: {
        zh: `${named.zh}没有登记${missing.map((one) => one.zh).join('、')}的签字或盖章`,
        en: `${named.en}: no signature or seal of ${missing.map((one) => one.en).join(', ')} is on record`,
      },
      help: {
        zh: '把签字的扫描件存入 evidence/，在 evidence.yaml 的该项 signed 中写明 party、by、on。',
        en: 'Put the signed scan into evidence/ and say party, by and on under signed of its entry in evidence.yaml.',
      },
    },
  ];
}

/** Where all that people signed on paper is kept on paper. A signature in a file of its own has no paper original. */
function signedOnPaper(input: KeptInput, entries: readonly EvidenceEntry[]): Diagnostic[] {
  const { paper } = input.rules;
  if (paper?.covers !== 'signed' || !input.paperDue) return [];
  const same = (a: EvidenceEntry, b: EvidenceEntry): boolean => a.kind === b.kind && a.audit === b.audit && a.subject === b.subject;
  const lacking = entries.filter(
    (entry) =>
      entry.signed?.some((one) => one.file === undefined) && !entries.some((other) => same(entry, other) && other.paper?.at !== undefined),
  );
  return lacking.map((entry) =>
    noPaper(paper, titleOf(entry, { zh: entry.kind ?? '', en: entry.kind ?? '' }), aboutOf(input, entry.subject, entry)),
  );
}

const noPaper = (paper: NonNullable<ArchiveRules['paper']>, named: Prose, about: ReturnType<typeof aboutOf>): Diagnostic => ({
  code: 'archive-paper',
  severity: paper.severity,
  ...ruleOf(paper),
  ...about,
  why: { zh: paper.zh, en: paper.en },
  message: { zh: `${named.zh}没有登记纸质原件的存放处`, en: `${named.en}: nothing says where the signed paper original lies` },
  help: { zh: '在 evidence.yaml 的该项写明 paper.at 和 paper.since。', en: 'Say paper.at and paper.since in its entry of evidence.yaml.' },
});

const ruleOf = ({
  rule,
  clause,
}: {
  readonly rule?: string | undefined;
  readonly clause?: string | undefined;
}): Pick<Diagnostic, 'rule' | 'clause'> => ({ ...(rule === undefined ? {} : { rule }), ...(clause === undefined ? {} : { clause }) });
function aboutOf(
  { project, folder, audit }: KeptInput,
  subject: string | undefined,
  entry?: EvidenceEntry,
): Pick<Diagnostic, 'case' | 'audit' | 'scheme' | 'subject' | 'place'> {
  const { register } = folder;
  const path = register && entry ? [register.value.indexOf(entry)] : [];
  return {
    case: folder.name,
    audit: audit.name,
    scheme: folder.case.value.scheme ?? '',
    ...(subject === undefined ? {} : { subject }),
    place: placeIn(project.root, register ?? audit.audit, path),
  };
}

const parties: Readonly<Record<NonNullable<RecordAsked['signed']>['by'][number], Prose>> = {
  client: { zh: '客户', en: 'the client' },
  body: { zh: '本机构', en: 'the body' },
  leader: { zh: '审核组长', en: 'the team leader' },
  participants: { zh: '参会人员', en: 'those present' },
  auditor: { zh: '审核员', en: 'the auditor' },
};
const meetings: Readonly<Record<string, Prose>> = { opening: { zh: '首次', en: 'opening' }, closing: { zh: '末次', en: 'closing' } };
const subjectsOf = ({ each, document }: RecordAsked, { audit, documents }: KeptInput): readonly (string | undefined)[] =>
  each === 'meetings'
    ? Object.keys(meetings)
    : each === 'nonconformity'
      ? audit.nonconformities.map((nc) => nc.name)
      : each === 'document'
        ? documents.filter(({ kind }) => kind === document).map(({ subject }) => subject)
        : [undefined];

/** Who was present at a meeting, as the audit's record says. */
function attendeesOf({ audit, project }: KeptInput, subject: string | undefined): Prose[] {
  const { opening, closing } = audit.audit.value.meetings ?? {};
  const meeting = subject === 'opening' ? opening : subject === 'closing' ? closing : undefined;
  return (meeting?.attendees ?? []).flatMap(({ name, person }) => {
    const of = name ?? (person === undefined ? undefined : project.people?.value[person]?.name);
    return of ? [{ zh: of.zh, en: of.en ?? of.zh }] : [];
  });
}
const squeezed = (name: string | undefined): string => (name ?? '').replace(/\s/g, '');
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const titleOf = ({ title }: EvidenceEntry, otherwise: Prose): Prose => (title ? { zh: title.zh, en: title.en ?? title.zh } : otherwise);
function nameOf({ title }: RecordAsked, subject: string | undefined): Prose {
  if (subject === undefined) return title;
  const meeting = meetings[subject];
  return meeting
    ? { zh: `${meeting.zh}${title.zh}`, en: `${title.en} of the ${meeting.en} meeting` }
    : { zh: `${title.zh}（${subject}）`, en: `${title.en} ${subject}` };
}
function belongs({ audit, closedOn }: KeptInput, entry: EvidenceEntry, record: RecordAsked): boolean {
  if (entry.audit === audit.name) return true;
  // A notice is told by what it is of, and may name another audit, or none.
  if (record.each === 'document' && entry.subject !== undefined) return true;
  const wasThere = closedOn === undefined || entry.date === undefined || entry.date <= closedOn;
  return record.ofCase && wasThere && (entry.audit === undefined || entry.audit === audit.audit.value.stage1);
}
