/**
 * The files of evidence that go into a bag: which they are, and whether each is what was entered.
 *
 * In:  entries of `evidence.yaml`, the audit whose records name files. Out: the files; and what is wrong: another file than was
 * entered, no hash, a format that can be edited. Of signatures in files of their own `evidence-signatures.ts` speaks.
 */
import type { ArchiveRules } from '../../schemas/pack/archive.js';
import { visitKinds } from '../../schemas/record/index.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { filesOfEvidence, shownSign, signOfBags } from '../load/evidence.js';
import { placeIn } from '../load/record-file.js';
import type { AuditFolder, CaseFolder, EvidenceFile, Project, RecordFile } from '../load/types.js';
import { filesOfAudit } from '../load/walk.js';
import { formatOf } from './file-format.js';
import type { EvidenceEntry } from './kept-records.js';

/** Files that the entries name, and those that the records of the audit refer to (figures, receipts). */
export function evidenceOf(
  folder: CaseFolder,
  entries: readonly EvidenceEntry[],
  audit: AuditFolder | undefined,
): ReadonlyMap<string, EvidenceFile> {
  const names = new Set(
    entries.flatMap((entry) => [entry.file, ...(entry.signed ?? []).map((one) => one.file)]).filter((file) => file !== undefined),
  );
  if (audit) for (const record of filesOfAudit(audit)) for (const file of filesNamed(record)) names.add(file);
  return new Map([...folder.evidence].filter(([name]) => names.has(name)));
}
function filesNamed(record: RecordFile): string[] {
  const found: string[] = [];
  visitKinds(record.shape, record.value, filesOfEvidence, (_, value) => {
    if (typeof value === 'string') found.push(value);
  });
  return found;
}

export function checkEvidence(
  project: Project,
  folder: CaseFolder,
  entries: readonly EvidenceEntry[],
  audit: AuditFolder | undefined,
  { electronic }: ArchiveRules,
): Diagnostic[] {
  const { register } = folder;
  const diagnostics: Diagnostic[] = [];
  const signatures = new Set<string>();
  const check = (file: string | undefined, sha256: string | undefined, path: readonly PropertyKey[]): EvidenceFile | undefined => {
    const found = file === undefined ? undefined : folder.evidence.get(file);
    if (!found || !register || file === undefined) return undefined;
    const at = { severity: 'error', case: folder.name, place: placeIn(project.root, register, path) } as const;
    if (sha256 === undefined) {
      diagnostics.push({
        ...at,
        code: 'evidence-unhashed',
        message: { zh: `${file} 没有登记SHA-256`, en: `${file} was entered without its SHA-256` },
        help: { zh: `核对文件无误后写明 sha256: "${found.sha256}"。`, en: `If the file is the right one, say sha256: "${found.sha256}".` },
      });
    } else if (found.sha256 !== sha256.toLowerCase()) {
      diagnostics.push({
        ...at,
        code: 'evidence-altered',
        message: {
          zh: `${file} 不是登记的文件：SHA-256 为 ${found.sha256}`,
          en: `${file} is not the file that was entered: its SHA-256 is ${found.sha256}`,
        },
        help: {
          zh: '恢复原来的文件；确需更换的，追加一项新的登记并说明。',
          en: 'Restore the file; if it was replaced on purpose, append a new entry that says so.',
        },
      });
    }
    return found;
  };
  for (const entry of entries) {
    const i = register?.value.indexOf(entry) ?? -1;
    check(entry.file, entry.sha256, [i, entry.sha256 === undefined ? 'file' : 'sha256']);
    for (const [n, one] of (entry.signed ?? []).entries()) {
      const signature = check(one.file, one.sha256, [i, 'signed', n, one.sha256 === undefined ? 'file' : 'sha256']);
      if (signature) signatures.add(signature.file);
    }
  }
  for (const { file, bytes } of evidenceOf(folder, entries, audit).values()) {
    const sign = signOfBags.exec(file)?.[0];
    if (sign !== undefined) {
      diagnostics.push({
        code: 'evidence-name',
        severity: 'error',
        case: folder.name,
        place: { file: `${project.root}/${folder.folder}/${file}` },
        message: { zh: `文件名 ${file} 含有 ${shownSign(sign)}`, en: `The name ${file} holds ${shownSign(sign)}` },
      });
    }
    const format = formatOf(bytes);
    if (format.isKept || signatures.has(file)) continue;
    const entry = register?.value.findIndex((one) => one.file === file) ?? -1;
    diagnostics.push({
      code: 'evidence-format',
      severity: electronic.severity,
      ...(electronic.rule === undefined ? {} : { rule: electronic.rule }),
      clause: electronic.clause,
      case: folder.name,
      place:
        entry >= 0 && register ? placeIn(project.root, register, [entry, 'file']) : { file: `${project.root}/${folder.folder}/${file}` },
      message: { zh: `${file} 是${format.name.zh}，不是PDF、PNG或JPEG`, en: `${file} is ${format.name.en}, not PDF, PNG or JPEG` },
      why: { zh: electronic.zh, en: electronic.en },
    });
  }
  return diagnostics;
}
