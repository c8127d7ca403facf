/**
 * Whether a bag's record holds by itself: under the scheme in the bag, on the day it was archived.
 *
 * In:  a bagProject, the bag's files and what they say of themselves. Out: the loaded and judged record for those who make documents
 * from it, and findings: errors of records and rules, what the scheme wants kept, and where the bag holds other files, or says
 * another term, than the record gives; apart from them, what any version of the program would find.
 */
import { isDeepStrictEqual } from 'node:util';
import { join, posix } from 'node:path';
import { visitKinds } from '../../schemas/record/index.js';
import { bagContents } from '../archive/bag-contents.js';
import { closingsOf, type Closing } from '../archive/closing.js';
import { placePath } from '../archive/store/index.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { judge } from '../judge/judge.js';
import type { Judgement } from '../judge/types.js';
import { filesOfEvidence } from '../load/evidence.js';
import { loadProject } from '../load/project.js';
import { recordsIn } from '../packs/records-of-schemes.js';
import { loadSchemes } from '../packs/schemes-of-project.js';
import { placeIn } from '../load/record-file.js';
import type { CaseFolder, Project } from '../load/types.js';
import type { SchemeTable } from '../packs/types.js';
import { filesOf } from '../load/walk.js';
import type { Output } from '../output/manifest.js';
import type { TraceRow } from '../output/trace.js';
import { programId } from '../program/program-id.js';
import type { BagFiles } from './bag-files.js';
import { found, joined } from './finding.js';
import { readRetention, type BuildFile, type RetentionFile, type TraceFile } from './shapes.js';
import type { BagProject } from './bag-project.js';

export interface Loaded {
  readonly project: Project;
  readonly folder: CaseFolder;
  readonly schemes: SchemeTable;
  readonly judgement: Judgement;
}
export interface Described {
  readonly build: BuildFile;
  readonly trace: TraceFile;
  readonly retention: RetentionFile;
  /** Of bag-info.txt. */
  readonly identity: string | undefined;
  readonly identifier: string | undefined;
  readonly retainUntil: string | undefined;
}
export interface RecordVerdict {
  readonly loaded?: Loaded;
  /** What this program thinks of the record. */
  readonly findings: readonly Diagnostic[];
  /** What holds by hashes and names alone, whichever program looks. */
  readonly firm: readonly Diagnostic[];
}

export function checkRecord(bagProject: BagProject, files: BagFiles, said: Described): RecordVerdict {
  const { build } = said;
  const findings: Diagnostic[] = [];
  const firm = [...lostInputs(bagProject, files, build), ...keptElsewhere(files, said.retention)];
  const keep = (list: readonly Diagnostic[]): void => {
    findings.push(...list.filter((d) => d.severity === 'error').map((d) => bagProject.inBag(d)));
  };
  const project = loadProject(bagProject.project, undefined, recordsIn(bagProject.package));
  const folder = project.value?.cases.find((one) => one.folder === build.case);
  const elsewhere = project.value ? evidenceElsewhere(project.value) : new Set();
  keep(project.diagnostics.filter((d) => !(d.code === 'evidence-wrong' && elsewhere.has(keyOf(d.place?.file, d.place?.pointer)))));
  if (!project.value || !folder || project.value.cases.length !== 1) {
    findings.push(
      found(
        'verify-record',
        files.place('record'),
        `记录中没有案卷 ${build.case}，或不止这一个案卷`,
        `the record does not hold the case ${build.case}, or holds others`,
      ),
    );
    return { findings, firm };
  }
  const schemes = loadSchemes(project.value, bagProject.package);
  // A project says the facts of every body it works for; a bag holds the packs of its own scheme only.
  keep(schemes.diagnostics.filter((d) => !(d.code === 'scheme-unknown' && d.place?.pointer?.startsWith('/body/'))));
  if (!schemes.value) return { findings, firm };
  const judgement = judge(project.value, schemes.value, { asOf: build.asOf });
  keep(judgement.diagnostics);
  const loaded = { project: project.value, folder, schemes: schemes.value, judgement };
  const closing = closingOf(loaded, build);
  if (!closing) {
    findings.push(
      found(
        'verify-record',
        files.place('build.json'),
        '按记录没有这项审核或证书，或它不在此归档',
        'by the record there is no such audit or certificate, or it is not archived here',
      ),
    );
    return { loaded, findings, firm };
  }
  if (closing.open.length > 0) {
    const open = joined(closing.open);
    findings.push(
      found(
        'verify-record',
        files.place('record'),
        `按记录该项尚未了结，不应归档：${open.zh}`,
        `by the record this is not closed and should not have been archived: ${open.en}`,
      ),
    );
  }
  keep(closing.diagnostics);
  if (firm.length === 0) {
    const same = sameContents(bagProject, files, said, loaded, closing);
    findings.push(...same.findings);
    firm.push(...same.firm);
  }
  return { loaded, findings, firm };
}

function closingOf({ project, folder, schemes, judgement }: Loaded, build: BuildFile): Closing | undefined {
  const outputs: Output[] = build.documents;
  return closingsOf({ project, folder, schemes, judgement, outputs, hasErrors: false }).find((one) =>
    build.certificate === undefined ? !one.certificate && one.audit.name === build.audit : one.certificate?.number === build.certificate,
  );
}

const keyOf = (file: string | undefined, pointer: string | undefined): string => `${file ?? ''}#${pointer ?? ''}`;

/** Places that name a file which is not in this bag: which files must be in it, `sameContents` finds out. */
function evidenceElsewhere(project: Project): Set<string> {
  const places = new Set<string>();
  for (const folder of project.cases) {
    for (const file of filesOf(folder)) {
      visitKinds(file.shape, file.value, filesOfEvidence, (_, value, path) => {
        if (typeof value !== 'string' || folder.evidence.has(value)) return;
        const { file: name, pointer } = placeIn(project.root, file, path);
        places.add(keyOf(name, pointer));
      });
    }
  }
  return places;
}

/** What the writer of bags makes of this record is what the bag holds. */
function sameContents(
  bagProject: BagProject,
  files: BagFiles,
  said: Described,
  { project, folder, schemes }: Loaded,
  closing: Closing,
): Pick<RecordVerdict, 'findings' | 'firm'> {
  const { build } = said;
  const findings: Diagnostic[] = [];
  const firm: Diagnostic[] = [];
  const again = bagContents({
    closing,
    project,
    folder,
    schemes,
    packageRoot: bagProject.package,
    asOf: build.asOf,
    sealed: new Map(closing.outputs.map((output) => [output.file, new Uint8Array()])),
    trace: said.trace as readonly TraceRow[],
    engine: { certpress: build.certpress, layout: build.engine, fonts: build.fonts },
  });
  if (!again.value)
    return {
      firm,
      findings: [
        found(
          'verify-record',
          files.place('record'),
          '无法由记录得出应有的内容',
          'what the bag should hold cannot be told from the record',
        ),
      ],
    };
  const { value } = again;
  const due = new Set(value.files.keys());
  const there = new Set(files.paths());
  for (const path of due)
    if (!there.has(path))
      findings.push(
        found('verify-evidence', files.place(path), `${path}：按记录应在档案包中`, `${path}: by the record it belongs into the bag`),
      );
  for (const path of there)
    if (!due.has(path))
      findings.push(
        found(
          'verify-stray',
          files.place(path),
          `${path}：按记录不属于这个档案包`,
          `${path}: by the record it does not belong into this bag`,
        ),
      );
  // What makes another revision is for the program to say that wrote this one; the signature covers what it said.
  if (build.certpress === programId() && value.identity !== said.identity) {
    findings.push(
      found(
        'verify-shape',
        join(files.folder, 'bag-info.txt'),
        'Certpress-Identity 与内容不符',
        'Certpress-Identity is not that of the contents',
      ),
    );
  }
  const place = placePath(value.place);
  if (place === undefined || said.identifier?.replace(/\/[1-9][0-9]*$/, '') !== place) {
    firm.push(
      found(
        'verify-shape',
        join(files.folder, 'bag-info.txt'),
        `自称为 ${said.identifier ?? '—'}，按记录应为 ${place ?? '—'}`,
        `calls itself ${said.identifier ?? '—'}; by the record it is ${place ?? '—'}`,
      ),
    );
  }
  const retention = readRetention(value.files.get('retention.json'));
  if (!isDeepStrictEqual(retention, said.retention)) {
    const differs = Object.keys(said.retention).filter(
      (key) => !isDeepStrictEqual(retention?.[key as keyof RetentionFile], said.retention[key as keyof RetentionFile]),
    );
    (isShorter(said.retention.until, retention?.until) ? firm : findings).push(
      found(
        'verify-shape',
        files.place('retention.json'),
        `与记录和认证方案不符：${differs.join('、')}`,
        `is not what the record and the scheme come to: ${differs.join(', ')}`,
      ),
    );
  }
  if (value.retainUntil !== said.retainUntil) {
    (isShorter(said.retainUntil, value.retainUntil) ? firm : findings).push(
      found(
        'verify-shape',
        join(files.folder, 'bag-info.txt'),
        `保存期限应为 ${value.retainUntil ?? '—'}，所写为 ${said.retainUntil ?? '—'}`,
        `the term should be ${value.retainUntil ?? '—'}, it says ${said.retainUntil ?? '—'}`,
      ),
    );
  }
  if (
    said.trace.some(
      (row) =>
        !build.documents.some(
          (one) => row.document === one.document && row.audit === one.audit && row.subject === one.subject && row.lang === one.lang,
        ),
    )
  ) {
    firm.push(found('verify-shape', files.place('trace.json'), '含有其他文件的行', 'holds rows of other documents'));
  }
  return { findings, firm };
}

/** Whatever made a bag, a term that ends too early would have it destroyed too early. */
const isShorter = (said: string | null | undefined, due: string | null | undefined): boolean => said != null && due != null && said < due;

/** Files that `retention.json` says are kept in this bag and that are not. */
function keptElsewhere(files: BagFiles, { kept }: RetentionFile): Diagnostic[] {
  const names = kept
    .flatMap((one) => [one.file, ...('signed' in one ? one.signed.map((signed) => signed.file) : [])])
    .filter((name) => name != null);
  const isThere = (name: string): boolean =>
    [name, `evidence/${name}`, `evidence/evidence/${name}`].some((path) => files.sha256(posix.normalize(path)) !== undefined);
  return names
    .filter((name) => !isThere(name))
    .slice(0, 20)
    .map((name) =>
      found(
        'verify-evidence',
        files.place('retention.json'),
        `${name} 列为已归档，但不在档案包中`,
        `${name} is listed as kept, but is not in the bag`,
      ),
    );
}

/** Files that a document was made from and that the bag does not have just so. */
function lostInputs(bagProject: BagProject, files: BagFiles, build: BuildFile): Diagnostic[] {
  const lost = new Set<string>();
  for (const { madeFrom } of build.documents) {
    for (const { file, sha256 } of madeFrom) {
      const path = bagProject.payloadOf(file);
      if (path === undefined || files.sha256(path) !== sha256) lost.add(file.slice(0, 300));
    }
  }
  return [...lost]
    .slice(0, 20)
    .map((file) =>
      found(
        'verify-shape',
        files.place('build.json'),
        `文件由 ${file} 生成，但档案包中没有它，或不是同一个文件`,
        `the documents were made from ${file}, which is not in the bag, or is another file there`,
      ),
    );
}
