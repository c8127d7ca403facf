/**
 * References between the records of one case: what is named exists, and what others refer to has an id.
 *
 * In:  a case, the people of the project. Out: diagnostics, each at the value that names something unknown.
 */
import { KindsOfFields, visitKinds } from '../../schemas/record/index.js';
import type { Code, Diagnostic, Prose } from '../diagnostics/index.js';
import { oddCertificate } from './contradictions.js';
import { pointerOf } from '../files/pointer.js';
import { isMisspelt } from './misspelt-key.js';
import { placeIn } from './record-file.js';
import { didYouMean } from '../files/shape-issues.js';
import type { AuditFolder, CaseFolder, RecordFile } from './types.js';
import { filesOf } from './walk.js';

type Path = readonly (string | number)[];
type Complain = (file: RecordFile, path: Path, code: Code, message: Prose, help?: Prose, at?: 'key' | 'value') => void;

/** A part of a record with errors of its own: what is missing in it may stand there, mistyped. */
const isUnread = (file: RecordFile, part: string): boolean =>
  file.misshapen.some((pointer) => pointer === '' || pointer.startsWith(`/${part}`)) || isMisspelt(file, [part]);

const references = new KindsOfFields('person', 'audit', 'site');

/** `people`: undefined where people.yaml could not be read, so that nothing can be said about persons. */
export function checkReferences(root: string, folder: CaseFolder, people: ReadonlySet<string> | undefined): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const complain: Complain = (file, path, code, message, help, at) => {
    diagnostics.push({
      code,
      severity: 'error',
      message,
      ...(help ? { help } : {}),
      place: placeIn(root, file, path, at),
      case: folder.name,
    });
  };
  const audits = new Set(folder.audits.map((audit) => audit.name));
  const brokenAudits = folder.broken.flatMap((file) => /\/audits\/([^/]+)\//.exec(file)?.[1] ?? []);
  // Ids of sites that are not in their form may be any.
  const sites = isUnread(folder.case, 'sites')
    ? undefined
    : new Set((folder.case.value.sites ?? []).flatMap((state) => (state.list ?? []).flatMap((site) => site.id ?? [])));
  const kinds: Readonly<
    Record<
      'person' | 'audit' | 'site',
      { readonly known: ReadonlySet<string>; readonly code: Code; readonly zh: string; readonly en: string } | undefined
    >
  > = {
    person: people && { known: people, code: 'person-unknown', zh: 'people.yaml 中没有人员', en: 'people.yaml has no person' },
    audit: { known: new Set([...audits, ...brokenAudits]), code: 'audit-unknown', zh: 'audits/ 下没有审核', en: 'audits/ has no audit' },
    site: sites && { known: sites, code: 'site-unknown', zh: 'case.yaml 中没有场所', en: 'case.yaml has no site' },
  };
  for (const file of filesOf(folder)) {
    visitKinds(file.shape, file.value, references, (meta, value, path) => {
      const kind = meta.kind === 'person' || meta.kind === 'audit' || meta.kind === 'site' ? kinds[meta.kind] : undefined;
      if (!kind || typeof value !== 'string' || kind.known.has(value)) return;
      complain(file, path, kind.code, { zh: `${kind.zh} ${value}`, en: `${kind.en} ${value}` }, suggestion(value, kind.known));
    });
  }
  checkCase(folder.case, complain);
  for (const audit of folder.audits) checkAudit(folder, audit, complain);
  checkCertificates(root, folder, complain, diagnostics);
  folder.certificates?.value.forEach((certificate, i) => {
    if (certificate.number === undefined && folder.certificates)
      missing(folder.certificates, [i, 'number'], complain, '证书编号', 'the number of the certificate');
  });
  return diagnostics;
}

function suggestion(value: string, known: ReadonlySet<string>): Prose | undefined {
  const near = didYouMean(value, known);
  if (near !== undefined) return { zh: `是否应为 ${near}？`, en: `Did you mean ${near}?` };
  return known.size > 0 && known.size <= 12
    ? { zh: `现有：${[...known].join('、')}。`, en: `There are: ${[...known].join(', ')}.` }
    : undefined;
}

function missing(file: RecordFile, path: Path, complain: Complain, zh: string, en: string): void {
  // One that stands there in a wrong form was complained of already.
  if (file.misshapen.includes(pointerOf(path)) || isMisspelt(file, path)) return;
  complain(file, path, 'value-missing', { zh: `缺少 ${String(path.at(-1))}（${zh}）`, en: `${String(path.at(-1))} is missing (${en})` });
}

function checkCase(file: CaseFolder['case'], complain: Complain): void {
  const { value } = file;
  if (value.scheme === undefined) missing(file, ['scheme'], complain, '认证方案，如 wanding', 'the id of the scheme, such as wanding');
  for (const key of ['client', 'sites', 'headcount'] as const) {
    let last: string | undefined;
    (value[key] ?? []).forEach((state, i) => {
      if (state.from === undefined) missing(file, [key, i, 'from'], complain, '自哪一天起', 'the day from which it holds');
      else if (last !== undefined && state.from <= last) {
        complain(file, [key, i, 'from'], 'state-order', {
          zh: `${state.from} 应晚于上一项的 ${last}`,
          en: `${state.from} should be later than ${last} of the state before`,
        });
      }
      last = state.from ?? last;
    });
  }
  (value.sites ?? []).forEach((state, i) => {
    unique(
      file,
      (state.list ?? []).map((site, n) => [site.id, ['sites', i, 'list', n, 'id']] as const),
      complain,
    );
    (state.list ?? []).forEach((site, n) => {
      if (site.id === undefined) missing(file, ['sites', i, 'list', n, 'id'], complain, '场所代号', 'the id of the site');
    });
  });
}

/** An event or a paper is about a certificate of the case, or about one that it replaced. */
function checkCertificates(root: string, folder: CaseFolder, complain: Complain, diagnostics: Diagnostic[]): void {
  const { events, certificates } = folder;
  if ((certificates?.misshapen.length ?? 0) > 0 || folder.broken.some((file) => file.endsWith('/certificates.yaml'))) return;
  const odd = oddCertificate(root, folder);
  if (odd) diagnostics.push(odd.diagnostic);
  const known = new Set((certificates?.value ?? []).flatMap((one) => [one.number ?? [], one.replaces?.number ?? []].flat()));
  const papers = [...folder.papers, ...folder.audits.flatMap((audit) => audit.papers)];
  const named: readonly { readonly file: RecordFile; readonly path: Path; readonly certificate: string | undefined }[] = [
    ...(events?.value ?? []).flatMap(({ certificate }, i) => (events ? [{ file: events, path: [i, 'certificate'], certificate }] : [])),
    ...papers.map((file) => ({ file, path: ['certificate'], certificate: file.value.certificate })),
  ];
  named.forEach(({ file, path, certificate }) => {
    if (certificate === undefined || known.has(certificate) || certificate === odd?.number) return;
    complain(
      file,
      path,
      'certificate-unknown',
      { zh: `certificates.yaml 中没有编号 ${certificate}`, en: `certificates.yaml has no number ${certificate}` },
      suggestion(certificate, known),
    );
  });
}

function unique(file: RecordFile, ids: readonly (readonly [string | undefined, Path])[], complain: Complain): void {
  const seen = new Set<string>();
  for (const [id, path] of ids) {
    if (id === undefined) continue;
    if (seen.has(id)) complain(file, path, 'id-twice', { zh: `代号 ${id} 用了两次`, en: `The id ${id} is used twice` });
    seen.add(id);
  }
}

function checkAudit(folder: CaseFolder, audit: AuditFolder, complain: Complain): void {
  const { kind, version, elsewhere, stage1, previous } = audit.audit.value;
  // An audit older than the project is known by its reference alone.
  if (elsewhere === undefined) {
    if (kind === undefined) missing(audit.audit, ['kind'], complain, '审核类型，如 I2', 'the kind of audit, such as I2');
    if (version === undefined)
      missing(audit.audit, ['version'], complain, '认证规则版本，如 B/1', 'the version of the scheme, such as B/1');
  }
  for (const [key, name] of [
    ['stage1', stage1],
    ['previous', previous],
  ] as const) {
    if (name === audit.name)
      complain(audit.audit, [key], 'audit-unknown', { zh: '审核不能指向自身', en: 'An audit cannot refer to itself' });
  }
  const own = new Set(audit.nonconformities.map((nc) => nc.name));
  // What an earlier audit raised is told by its number as well: an id may return in each audit.
  const earlier = new Set(folder.audits.flatMap((one) => one.nonconformities.flatMap((nc) => [nc.name, nc.value.number ?? nc.name])));
  // Nonconformities of an audit elsewhere are not on file.
  const someElsewhere = folder.audits.some((one) => one.audit.value.elsewhere !== undefined);
  const brokenNcs = [...folder.audits.flatMap((one) => one.broken), ...folder.broken].some((file) => file.includes('/nonconformities'));
  const nc = (file: RecordFile, path: Path, id: string | undefined, known: ReadonlySet<string>): void => {
    if (id === undefined || known.has(id) || brokenNcs) return;
    complain(
      file,
      path,
      'nonconformity-unknown',
      { zh: `nonconformities/ 下没有 ${id}.yaml`, en: `nonconformities/ has no ${id}.yaml` },
      suggestion(id, known),
    );
  };
  for (const file of audit.findings)
    file.value.findings?.forEach((finding, i) => {
      nc(file, ['findings', i, 'nc'], finding.nc, own);
    });
  const { report, plan } = audit;
  if (report) {
    const { nonconformities, previousNcs } = report.value;
    if (Array.isArray(nonconformities))
      nonconformities.forEach((one, i) => {
        nc(report, ['nonconformities', i, 'nc'], one.nc, own);
      });
    if (Array.isArray(previousNcs) && !someElsewhere)
      previousNcs.forEach((one, i) => {
        nc(report, ['previousNcs', i, 'nc'], one.nc, earlier);
      });
    unique(
      report,
      (report.value.team ?? []).map((member, i) => [member.id, ['team', i, 'id']] as const),
      complain,
    );
  }
  if (plan && !isUnread(plan, 'team')) {
    const letters = new Set((plan.value.team ?? []).flatMap((member) => member.id ?? []));
    unique(
      plan,
      (plan.value.team ?? []).map((member, i) => [member.id, ['team', i, 'id']] as const),
      complain,
    );
    plan.value.schedule?.forEach((day, d) =>
      day.slots?.forEach((slot, s) =>
        slot.members?.forEach((letter, m) => {
          if (letters.has(letter)) return;
          complain(
            plan,
            ['schedule', d, 'slots', s, 'members', m],
            'member-unknown',
            { zh: `审核组中没有代号 ${letter}`, en: `The team has no member ${letter}` },
            suggestion(letter, letters),
          );
        }),
      ),
    );
  }
}
