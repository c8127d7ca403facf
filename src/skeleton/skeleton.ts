/**
 * Skeletons of projects, cases and audits.
 *
 * In:  a folder; for a case, the scheme and what the case begins with; for an audit, the case and the kind. Out: the files written.
 *      What is there already is never written over: where any file exists, nothing is written at all.
 */
import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { auditTypes, type AuditKind, type AuditType } from '../../schemas/record/kinds.js';
import { failed, ok, type Diagnostic, type Outcome, type Prose } from '../diagnostics/index.js';
import { slashes } from '../files/places.js';
import { loadCase } from '../load/case-folder.js';
import { houseNamedIn } from '../load/house.js';
import { paperFolder } from '../load/papers.js';
import { loadRecord } from '../load/record-file.js';
import type { DefinitionFolder } from '../packs/definitions.js';
import { nothingProven } from '../program/proven.js';
import { findCases } from '../load/find-cases.js';
import { projectAbove } from '../load/project-paths.js';
import { listSchemes, loadScheme } from '../packs/load-scheme.js';
import { ownPacksNamedIn, packsOf, type Packs } from '../load/pack-places.js';
import type { AuditFolder } from '../load/types.js';
import type { Scheme } from '../packs/types.js';
import { packageInfo } from '../program/package-info.js';
import { writeNew } from './write-new.js';
import { auditFiles, caseFiles, paperFile, type CaseType, type SkeletonAudit } from './files.js';

export type { CaseType } from './files.js';
export interface NewCase {
  /** The case's folder. */
  readonly folder: string;
  readonly scheme: string;
  readonly type: CaseType;
  /** The project; the nearest folder above with a certpress.yaml, unless given. */
  readonly project?: string;
}

export function newProject(folder: string): Outcome<readonly string[]> {
  const root = resolve(folder);
  return writeNew(
    new Map([
      [
        join(root, 'certpress.yaml'),
        [
          '# certpress 项目：认证机构的设置 / A certpress project: settings of the certification body',
          '',
          'lang: zh-en  # 文件的语言：zh、en 或 zh-en / Languages of the documents: zh, en or zh-en',
          '# asOf: 2025-12-31  判定日，缺省为今天 / The day to judge on; today, unless given',
          '# body:  认证机构自身的信息，按认证方案；证书要印 / The body itself, for each scheme; certificates print it',
          '#   wanding:',
          '#     address: { zh: …, en: … }',
          '#     phone: "…"',
          '#     approval: "…"',
          '#     enquiry: { zh: …, en: … }',
          '#     enquiryUrl: "https://…/{number}"',
          '# peopleRoots: [trust/ca.pem]  认可其签发的签名人证书的根证书 / Roots whose certificates of signers are taken for theirs',
          '# calendars/cn-2027.yaml：国务院办公厅的放假通知，新的一年公布后录入 / The notice of holidays of a year, once it is published',
          "# layouts: layouts  本机构自己的版式、标签和主题 / The house's own layouts, labels and theme",
          '',
        ].join('\n'),
      ],
      [
        join(root, 'people.yaml'),
        [
          '# 人员：审核员、技术专家、评定和决定人员，以代号列出 / People, each under an id that other records refer to',
          '#',
          '# lin-wan:',
          '#   name: { zh: 林晚, en: Lin Wan }',
          '#   registrations:',
          '#     - { from: 2024-01-01, scheme: QMS, number: "2024-N1QMS-1234567", grade: auditor, validTo: 2027-01-01 }',
          '#   bcmsTraining: { on: 2023-05-10, passed: true, standard: "ISO 22301:2019" }',
          '#   employment: { fullTime: true, underControl: true, inMainlandChina: true, from: 2022-01-01 }',
          '',
        ].join('\n'),
      ],
    ]),
  );
}

export interface NewAudit {
  /** The case's folder. */
  readonly folder: string;
  readonly type: AuditType;
  /** Name of the audit's folder; the kind's own, with the next free number, unless given. */
  readonly id?: string;
}
const noProject = (folder: string): Diagnostic => ({
  code: 'project-missing',
  severity: 'error',
  place: { file: folder },
  message: {
    zh: '案卷要放在项目里：上级文件夹中没有 certpress.yaml',
    en: 'A case lies in a project: no folder above has a certpress.yaml',
  },
});

/** The scheme in its newest version. */
export function newest(id: string, packs: Packs, house?: DefinitionFolder): Outcome<Scheme> {
  const versions = listSchemes(packs)
    .filter((scheme) => scheme.id === id)
    .map((scheme) => loadScheme(scheme.id, scheme.version, packs, nothingProven, house));
  const scheme = versions.flatMap((one) => one.value ?? []).sort((a, b) => (a.scheme.from < b.scheme.from ? 1 : -1))[0];
  return scheme
    ? ok(scheme)
    : { diagnostics: versions.length > 0 ? versions.flatMap((one) => one.diagnostics) : loadScheme(id, 'latest', packs).diagnostics };
}
const packsOfProject = (project: string): Packs => packsOf(packageInfo().root, ownPacksNamedIn(project));

export function newAudit({ folder: path, type, id }: NewAudit): Outcome<readonly string[]> {
  const folder = resolve(path);
  const project = projectAbove(dirname(folder));
  if (project === undefined) return { diagnostics: [noProject(folder)] };
  if (!existsSync(join(folder, 'case.yaml'))) {
    return {
      diagnostics: [
        {
          code: 'case-missing',
          severity: 'error',
          place: { file: folder },
          message: { zh: `${basename(folder)} 不是案卷：没有 case.yaml`, en: `${basename(folder)} is no case: it has no case.yaml` },
        },
      ],
    };
  }
  const loaded = loadCase(project, relative(project, folder).split('\\').join('/'));
  const one = loaded.value;
  const scheme = one?.case.value.scheme;
  // What is wrong elsewhere in the case does not matter here; without its scheme nothing can be said.
  if (!one || scheme === undefined)
    return {
      diagnostics: loaded.diagnostics.length > 0 ? loaded.diagnostics : loadScheme('', 'latest', packsOfProject(project)).diagnostics,
    };
  const found = newest(scheme, packsOfProject(project));
  if (!found.value) return { diagnostics: found.diagnostics };
  const kind = auditTypes[type];
  const kinds = found.value.scheme.labels['audit-kind'];
  if (kinds && !(kind in kinds)) {
    const there = Object.keys(auditTypes)
      .filter((name) => auditTypes[name as AuditType] in kinds)
      .join(', ');
    return {
      diagnostics: [
        {
          code: 'audit-kind-unknown',
          severity: 'error',
          place: { file: folder },
          message: { zh: `认证方案 ${scheme} 没有这类审核：${type}`, en: `The scheme ${scheme} has no such audit: ${type}` },
          help: { zh: `可以选用：${there}。`, en: `There are: ${there}.` },
        },
      ],
    };
  }
  const name = id ?? freeName(type, one.audits);
  return writeNew(auditFiles(found.value, folder, { name, kind, ...hangsOn(kind, one.audits) }));
}

export interface NewPaper {
  /** The case's folder; of a paper of an audit, the audit's. */
  readonly folder: string;
  /** The id of its document. */
  readonly document: string;
  /** Name of the file; the document's own unless given. */
  readonly id?: string;
}

export function newPaper({ folder: path, document: id, id: name = id }: NewPaper): Outcome<readonly string[]> {
  const folder = resolve(path);
  const project = projectAbove(dirname(folder));
  if (project === undefined) return { diagnostics: [noProject(folder)] };
  const at = existsSync(join(folder, 'case.yaml')) ? 'case' : 'audit';
  const ofCase = at === 'case' ? folder : dirname(dirname(folder));
  const scheme = loadRecord('case', project, slashes(join(relative(project, ofCase), 'case.yaml'))).value?.value.scheme;
  const wrong = (message: Prose, help?: Prose): Outcome<readonly string[]> =>
    failed({ code: 'document-unknown', severity: 'error', place: { file: folder }, message, ...(help ? { help } : {}) });
  if (scheme === undefined)
    return failed({
      code: 'case-missing',
      severity: 'error',
      place: { file: folder },
      message: {
        zh: `${basename(folder)} 不是案卷或审核，或案卷没有写明方案`,
        en: `${basename(folder)} is no case and no audit, or its case names no scheme`,
      },
    });
  const found = newest(scheme, packsOfProject(project), houseNamedIn(project));
  if (!found.value) return { diagnostics: found.diagnostics };
  const papers = [...found.value.documents.values()].filter(({ of }) => of === 'paper');
  const document = papers.find((one) => one.id === id);
  if (!document)
    return wrong(
      { zh: `方案 ${scheme} 没有文书 ${id}`, en: `The scheme ${scheme} has no papers ${id}` },
      papers.length === 0
        ? undefined
        : { zh: `可写：${papers.map((one) => one.id).join('、')}。`, en: `There are: ${papers.map((one) => one.id).join(', ')}.` },
    );
  if (document.lies !== at)
    return wrong(
      at === 'case'
        ? { zh: `${id} 属于一次审核`, en: `${id} belongs to an audit` }
        : { zh: `${id} 属于整个案卷`, en: `${id} belongs to the whole case` },
      at === 'case'
        ? { zh: '写出审核的文件夹：<案卷>/audits/<审核>。', en: 'Give the folder of the audit: <case>/audits/<audit>.' }
        : { zh: '写出案卷的文件夹。', en: 'Give the folder of the case.' },
    );
  return writeNew(paperFile(found.value, document, join(folder, paperFolder, `${name}.yaml`)));
}

/** What a new audit refers to: a stage 2, the last stage 1 that has none; any later one, the audit before. */
function hangsOn(kind: AuditKind, audits: readonly AuditFolder[]): Pick<SkeletonAudit, 'stage1' | 'previous'> {
  const byDay = [...audits].sort((a, b) => ((a.audit.value.start ?? '9999') < (b.audit.value.start ?? '9999') ? -1 : 1));
  const taken = new Set(audits.map((audit) => audit.audit.value.stage1));
  const stage1 = kind === 'I2' ? byDay.findLast((audit) => audit.audit.value.kind === 'I1' && !taken.has(audit.name)) : undefined;
  const previous = kind === 'I1' || kind === 'I2' ? undefined : byDay.findLast((audit) => audit.audit.value.kind !== 'I1');
  return { ...(stage1 ? { stage1: stage1.name } : {}), ...(previous ? { previous: previous.name } : {}) };
}

/** Surveillances are counted from the first; of other kinds the first has no number. */
function freeName(type: AuditType, audits: readonly AuditFolder[]): string {
  const taken = new Set(audits.map((audit) => audit.name.toLowerCase()));
  const nameOf = (n: number): string =>
    n === 1 && type !== 'surveillance' ? type : `${type}-${type.startsWith('stage') ? `again-${n - 1}` : n}`;
  for (let n = 1; ; n++) if (!taken.has(nameOf(n))) return nameOf(n);
}

export function newCase(request: NewCase): Outcome<readonly string[]> {
  const { value, diagnostics } = draftOfCase(request);
  return value ? writeNew(value) : { diagnostics };
}

/** What `newCase` writes, by absolute path. */
export function draftOfCase(request: NewCase): Outcome<ReadonlyMap<string, string>> {
  const folder = resolve(request.folder);
  const project = request.project === undefined ? projectAbove(dirname(folder)) : resolve(request.project);
  if (project === undefined || !existsSync(join(project, 'certpress.yaml'))) return { diagnostics: [noProject(folder)] };
  if (existsSync(join(folder, 'case.yaml'))) {
    return {
      diagnostics: [
        {
          code: 'file-exists',
          severity: 'error',
          place: { file: join(folder, 'case.yaml') },
          message: { zh: `${basename(folder)} 已是案卷，没有写任何文件`, en: `${basename(folder)} is a case already; nothing was written` },
          help: {
            zh: `要为它增加一次审核，用 certpress new audit ${basename(folder)} --type surveillance（或其他类型）。`,
            en: `To add an audit to it, use certpress new audit ${basename(folder)} --type surveillance (or another kind).`,
          },
        },
      ],
    };
  }
  const found = newest(request.scheme, packsOfProject(project));
  const scheme = found.value;
  if (!scheme) return { diagnostics: found.diagnostics };
  const same = (findCases(project).value ?? []).find(
    (one) => basename(one).toLowerCase() === basename(folder).toLowerCase() && join(project, one) !== folder,
  );
  if (same !== undefined) {
    return {
      diagnostics: [
        {
          code: 'name-twice',
          severity: 'error',
          place: { file: folder },
          related: [{ file: join(project, same) }],
          message: { zh: `项目中已有案卷 ${same}`, en: `The project has a case ${same} already` },
        },
      ],
    };
  }
  return ok(caseFiles(scheme, folder, request.type));
}
