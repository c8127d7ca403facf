/**
 * The files of a skeleton: which of them a case, or an audit of a kind, begins with, and what each asks.
 *
 * In:  a scheme, the case's folder, the audits. Out: text by path. What the scheme asks of another kind of audit, and fields that
 * say nothing about this kind, are left out.
 */
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { AuditKind, RecordKind } from '../../schemas/record/index.js';
import { auditKinds, recordFiles } from '../../schemas/record/index.js';
import type { DocumentDefinition, DocumentRole } from '../../schemas/pack/documents.js';
import type { Content, DocumentKind } from '../../schemas/pack/index.js';
import { recordsWith } from '../../schemas/record/added-fields.js';
import { paperShape } from '../../schemas/record/paper.js';
import { documentOfRole } from '../packs/of-role.js';
import { isRendered } from '../packs/renderings.js';
import type { Scheme } from '../packs/types.js';
import { rootShapesOf } from '../rules/root-shapes.js';
import { text as bothLanguages } from './shape.js';
import { skeletonText } from './text.js';

export type CaseType = 'initial' | 'surveillance' | 'recertification';
export interface SkeletonAudit {
  readonly name: string;
  readonly kind: AuditKind;
  readonly stage1?: string;
  readonly previous?: string;
}

/** The audits that a case of a type begins with. */
const auditsOf: Readonly<Record<CaseType, readonly SkeletonAudit[]>> = {
  initial: [
    { name: 'stage-1', kind: 'I1' },
    { name: 'stage-2', kind: 'I2', stage1: 'stage-1' },
  ],
  surveillance: [{ name: 'surveillance-1', kind: 'S' }],
  recertification: [{ name: 'recertification', kind: 'R' }],
};
/** Fields of audit.yaml that only some kinds have. */
const fieldsOfKinds: Readonly<Record<string, readonly AuditKind[]>> = {
  offSiteReason: ['I1'],
  stage1: ['I2', 'R'],
  application: ['R', 'XE'],
  spotCheckOn: ['S', 'XS'],
  previous: auditKinds.filter((kind) => kind !== 'I1' && kind !== 'I2'),
};

/** Stage 1 ends with a notice, all others with a report. */
const isBegunWith = (role: DocumentRole, kind: AuditKind): boolean =>
  role === 'notice' ? kind === 'I1' : role === 'report' ? kind !== 'I1' : true;

/** Writes skeletons of one scheme into a map. */
class Files {
  readonly texts = new Map<string, string>();
  constructor(
    private readonly scheme: Scheme,
    private readonly folder: string,
  ) {}

  /** Its id in a list; none where the scheme has no such document. */
  ofRole(role: DocumentRole): DocumentKind[] {
    const document = documentOfRole(this.scheme, role);
    return document ? [document.id] : [];
  }

  /** `kinds`: the audits that ask; `documents`: those whose contents are asked for here. */
  add(
    kind: RecordKind,
    way: readonly string[],
    ask: { readonly kinds: readonly AuditKind[]; readonly documents: readonly DocumentKind[] },
    about: readonly string[],
    preset: Readonly<Record<string, string>> = {},
    omit: readonly string[] = [],
  ): void {
    const { scheme } = this;
    const { document, documents } = scheme.scheme;
    const rows: Content[] = ask.documents.flatMap((name) => {
      const has = documents[name];
      const kinds = ask.kinds.filter((one) => has?.for?.includes(one) ?? has !== undefined);
      return (scheme.contents[name] ?? [])
        .flatMap((group) => group.contents)
        .filter((content) => kinds.some((one) => content.for?.includes(one) ?? true));
    });
    const path = join(this.folder, ...way);
    const schema = schemaLine(kind, scheme.id, path);
    const text = skeletonText({
      kind,
      shape: recordsWith(scheme.adds)[kind],
      roots: rootShapesOf(scheme),
      // What the source says stands first, the rendering below it.
      rows: scheme.scheme.original === 'en' ? rows.map((row) => ({ ...row, zh: row.en, en: row.zh })) : rows,
      preset,
      omit,
      opening: [`${scheme.id} ${scheme.version} ${document.title.zh} / ${document.title.en}`, ...about],
    });
    // English alone is what such a scheme asks for; `lang: en` of the case goes with it.
    const written = scheme.scheme.original === 'en' ? text.replaceAll(bothLanguages, '{en: …}') : text;
    this.texts.set(path, schema === undefined ? written : `${schema}\n${written}`);
  }

  audit({ name, kind, stage1, previous }: SkeletonAudit): void {
    const at = ['audits', name];
    const { documents, labels, maintained } = this.scheme.scheme;
    const asks = [...this.scheme.documents.values()].filter(
      ({ id, record, role }) =>
        role !== undefined && record !== undefined && (documents[id]?.for?.includes(kind) ?? true) && isBegunWith(role, kind),
    );
    const forms = this.ofRole('nonconformity');
    const certificate = this.ofRole('certificate');
    const own = [...asks.map((one) => one.id), ...forms, ...(kind === 'I1' ? [] : certificate)];
    const label = labels['audit-kind']?.[kind] ?? { zh: '审核', en: 'The audit' };
    this.add(
      'audit',
      [...at, 'audit.yaml'],
      { kinds: [kind], documents: own },
      [
        `${label.zh} / ${label.en}`,
        `在 case.yaml 的 programme.audits 中，为它所实施的策划写上 audit: ${name} / In programme.audits of case.yaml, write audit: ${name} at the one planned`,
      ],
      { kind, version: this.scheme.version, ...(stage1 === undefined ? {} : { stage1 }), ...(previous === undefined ? {} : { previous }) },
      ['elsewhere', ...Object.keys(fieldsOfKinds).filter((field) => !fieldsOfKinds[field]?.includes(kind))],
    );
    for (const { id, record } of asks) {
      const title = documents[id]?.title;
      const file = record as RecordKind;
      this.add(file, [...at, recordFiles[file].file ?? ''], { kinds: [kind], documents: [id] }, [
        `${title?.zh ?? ''} / ${title?.en ?? ''}`,
      ]);
    }
    const report = asks.find(({ role }) => role === 'report');
    // Of a scheme whose report asks for no findings the file would say nothing.
    if (report && this.scheme.contents[report.id]?.some((group) => group.contents.some(({ finding }) => finding))) {
      this.add('findings', [...at, 'findings', 'findings.yaml'], { kinds: [kind], documents: [report.id] }, [
        '审核发现（每位审核员一个文件）/ Findings, one file for each auditor',
      ]);
    }
    // Files that say something only once they exist: to be renamed when they do.
    this.add('nonconformity', [...at, 'nonconformities', 'NC-01.yaml.sample'], { kinds: [kind], documents: forms }, [
      '有不符合时改名为 NC-01.yaml / Rename to NC-01.yaml once there is a nonconformity',
    ]);
    if (kind === 'I1') return;
    this.add('review', [...at, 'review.yaml.sample'], { kinds: [kind], documents: certificate }, [
      '评定时改名为 review.yaml / Rename to review.yaml at the review',
    ]);
    this.add('decision', [...at, 'decision.yaml.sample'], { kinds: [kind], documents: certificate }, [
      '决定时改名为 decision.yaml / Rename to decision.yaml at the decision',
      ...(kind === 'S' && maintained
        ? [`${maintained.clause} 「${maintained.zh}」`, ...(isRendered(maintained) ? [`  ${maintained.en}`] : [])]
        : []),
    ]);
  }
}

export function caseFiles(scheme: Scheme, folder: string, type: CaseType): ReadonlyMap<string, string> {
  const files = new Files(scheme, folder);
  const audits = auditsOf[type];
  const kinds = audits.map((audit) => audit.kind);
  const none = { kinds, documents: [] };
  // What is made on request asks for nothing by itself.
  const asked = [...scheme.documents.values()].filter(({ made }) => made === 'always').map(({ id }) => id);
  const isEnglish = scheme.scheme.original === 'en';
  const about = ['认证项目 / The case', '* 认证规则要求 / asked for by the scheme'];
  const languages =
    '本方案的文本为英文：文字写英文即可；要印中文时加 zh: …，并改 lang / The scheme’s text is English, and English is enough; add zh: … and change lang for documents with Chinese';
  files.add(
    'case',
    ['case.yaml'],
    { kinds, documents: asked },
    isEnglish ? [...about, languages] : about,
    isEnglish ? { scheme: scheme.id, lang: scheme.scheme.original } : { scheme: scheme.id },
  );
  files.add('certificates', ['certificates.yaml'], { kinds, documents: files.ofRole('certificate') }, [
    '证书（决定之后填写）/ Certificates, once decided',
  ]);
  files.add('events', ['events.yaml'], none, ['事件，只追加 / Events, append-only']);
  files.add('documents', ['documents.yaml'], none, ['文件登记，只追加 / Register of issued documents, append-only']);
  for (const audit of audits) files.audit(audit);
  return files.texts;
}

export function auditFiles(scheme: Scheme, folder: string, audit: SkeletonAudit): ReadonlyMap<string, string> {
  const files = new Files(scheme, folder);
  files.audit(audit);
  return files.texts;
}

/** A paper, at the path where it is to lie. */
export function paperFile(scheme: Scheme, document: DocumentDefinition, path: string): ReadonlyMap<string, string> {
  const schema = schemaLine('paper', scheme.id, path);
  const title = scheme.scheme.documents[document.id]?.title ?? document.title;
  const text = skeletonText({
    kind: 'paper',
    shape: paperShape(document.fields ?? {}),
    roots: rootShapesOf(document),
    rows: (scheme.contents[document.id] ?? []).flatMap((group) => group.contents),
    preset: { paper: document.id },
    opening: [`${scheme.id} ${scheme.version} ${title.zh} / ${title.en}`],
  });
  return new Map([[path, schema === undefined ? text : `${schema}\n${text}`]]);
}

/** Tells an editor the JSON Schema, where a folder above holds those that `certpress schema` writes. */
function schemaLine(kind: RecordKind, scheme: string, file: string): string | undefined {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const schema = join(folder, 'schemas', 'json', scheme, `${kind}.json`);
    if (existsSync(schema)) return `# yaml-language-server: $schema=${relative(dirname(file), schema).split('\\').join('/')}`;
  }
  return undefined;
}
