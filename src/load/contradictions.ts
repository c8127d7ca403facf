/**
 * Where two records of a case contradict each other although each of them may stand alone.
 *
 * In:  a case, the people of the project. Out: diagnostics, each at the record that is likelier wrong, with the other as related
 *      place: a registration that is not the person's, a replaced member who still acts, a certificate number that no other
 *      record knows.
 */
import { recordSubjects } from '../../schemas/record/kinds.js';
import type { Diagnostic, Place, Prose } from '../diagnostics/index.js';
import { placeIn } from './record-file.js';
import { didYouMean } from '../files/shape-issues.js';
import type { AuditFolder, CaseFolder, RecordFile } from './types.js';

type People = RecordFile<'people'>;

export function checkContradictions(root: string, folder: CaseFolder, people: People | undefined): Diagnostic[] {
  return folder.audits.flatMap((audit) => [
    ...(people ? registrations(root, folder, audit, people) : []),
    ...replaced(root, folder, audit, people),
  ]);
}

/** Of a plan, once there is a report: the report's numbers are judged as a rule, the plan's go to the client all the same. */
function registrations(root: string, folder: CaseFolder, { name, plan, report }: AuditFolder, people: People): Diagnostic[] {
  if (!plan || !report?.value.team) return [];
  return (plan.value.team ?? []).flatMap(({ person = '', registration }, i) => {
    const known = (people.value[person]?.registrations ?? []).flatMap((one) => one.number ?? []);
    if (registration === undefined || known.length === 0 || known.includes(registration)) return [];
    const near = didYouMean(registration, known) ?? known.at(-1) ?? '';
    return [
      {
        code: 'registration-differs',
        severity: 'warning',
        case: folder.name,
        audit: name,
        message: {
          zh: `注册号 ${registration} 不是 ${nameOf(people, person).zh} 在 people.yaml 中的注册号`,
          en: `${registration} is no registration number that people.yaml has of ${nameOf(people, person).en}`,
        },
        help: {
          zh: `是否应为 ${near}？核对注册证书，改正计划或 people.yaml。`,
          en: `Did you mean ${near}? Check the registration, and correct the plan or people.yaml.`,
        },
        place: placeIn(root, plan, ['team', i, 'registration']),
        related: [placeIn(root, people, [person, 'registrations'])],
      } satisfies Diagnostic,
    ];
  });
}

/** Whoever was replaced is not in the report's team; what bears that name then says who really acted. */
function replaced(root: string, folder: CaseFolder, audit: AuditFolder, people: People | undefined): Diagnostic[] {
  const { report } = audit;
  if (!report) return [];
  return (report.value.replacements ?? []).flatMap(({ out, in: instead }, i) => {
    if (out === undefined || (report.value.team ?? []).some((member) => member.person === out)) return [];
    const acts = actsOf(root, audit, out);
    const [first] = acts;
    if (!first) return [];
    const [gone, came] = [nameOf(people, out), nameOf(people, instead ?? '')];
    return [
      {
        code: 'replaced-still-acts',
        severity: 'warning',
        case: folder.name,
        audit: audit.name,
        message: {
          zh: `报告写明 ${gone.zh} 由 ${came.zh} 替换，但这些记录仍出自 ${gone.zh}：${acts.map((act) => act.what.zh).join('、')}`,
          en: `The report says that ${came.en} replaced ${gone.en}, yet these are by ${gone.en}: ${acts.map((act) => act.what.en).join(', ')}`,
        },
        help: {
          zh: '改正这些记录的人员；若此人做了一部分之后才被替换，把其列入 report.team。',
          en: 'Correct the person in these records; whoever did a part of the audit before being replaced belongs in report.team.',
        },
        place: first.place,
        related: [placeIn(root, report, ['replacements', i]), ...acts.slice(1).map((act) => act.place)],
      } satisfies Diagnostic,
    ];
  });
}

function actsOf(
  root: string,
  { audit, findings, nonconformities }: AuditFolder,
  person: string,
): { readonly what: Prose; readonly place: Place }[] {
  const meetings = audit.value.meetings;
  return [
    ...findings
      .filter((file) => file.value.author === person)
      .map((file) => ({ what: { zh: `审核发现 ${file.name}`, en: `findings ${file.name}` }, place: placeIn(root, file, ['author']) })),
    ...nonconformities
      .filter((file) => file.value.by === person)
      .map((file) => ({ what: { zh: `不符合 ${file.name}`, en: `nonconformity ${file.name}` }, place: placeIn(root, file, ['by']) })),
    ...(['opening', 'closing'] as const).flatMap((which) =>
      (meetings?.[which]?.attendees ?? []).flatMap((one, i) =>
        one.person === person
          ? [
              {
                what:
                  which === 'opening'
                    ? { zh: '首次会议签到', en: 'the opening meeting' }
                    : { zh: '末次会议签到', en: 'the closing meeting' },
                place: placeIn(root, audit, ['meetings', which, 'attendees', i]),
              },
            ]
          : [],
      ),
    ),
  ];
}

const nameOf = (people: People | undefined, id: string): Prose => {
  const name = people?.value[id]?.name;
  return { zh: name?.zh ?? id, en: name?.en ?? name?.zh ?? id };
};

/**
 * A number that several events and documents share, and one certificate that none of them names: the certificate's own number
 * is the odd one. Gives the complaint and the number that is then said.
 */
export function oddCertificate(
  root: string,
  { name, certificates, events, documents }: CaseFolder,
): { readonly number: string; readonly diagnostic: Diagnostic } | undefined {
  if (!certificates) return undefined;
  const mentions = [
    ...(events?.value ?? []).map((event) => event.certificate),
    ...(documents?.value ?? []).map((entry) => (recordSubjects[entry.kind ?? ''] === 'certificate' ? entry.subject : undefined)),
  ];
  const own = new Set(certificates.value.flatMap((one) => [one.number ?? [], one.replaces?.number ?? []].flat()));
  for (const [i, { number }] of certificates.value.entries()) {
    if (number === undefined || mentions.includes(number)) continue;
    const others = mentions.filter((one): one is string => one !== undefined && !own.has(one));
    const near = didYouMean(number, others);
    const count = others.filter((one) => one === near).length;
    if (near === undefined || count < 2) continue;
    const first = (events?.value ?? []).findIndex((event) => event.certificate === near);
    return {
      number: near,
      diagnostic: {
        code: 'certificate-unknown',
        severity: 'error',
        case: name,
        subject: number,
        message: {
          zh: `这里的编号是 ${number}，而 events.yaml 和 documents.yaml 有 ${count} 处写作 ${near}`,
          en: `The number here is ${number}; events.yaml and documents.yaml say ${near}, ${count} times`,
        },
        help: {
          zh: `核对证书：应为 ${near} 的，改正这里；否则改正其他各处。`,
          en: `Check the certificate: if it is ${near}, correct it here; else correct the other places.`,
        },
        place: placeIn(root, certificates, [i, 'number']),
        ...(events && first >= 0 ? { related: [placeIn(root, events, [first, 'certificate'])] } : {}),
      },
    };
  }
  return undefined;
}
