/**
 * Signatures of people in files of their own, and what the register says of evidence.
 *
 * In:  the case's record, the files of the bag. Out: findings where a signature is not that of the file it signs, or a file is not
 * the one whose hash was entered; a note for each signature of people who are not vouched for: they have roots of their own.
 */
import { posix } from 'node:path';
import type { Diagnostic, Prose } from '../diagnostics/index.js';
import type { CaseFolder } from '../load/types.js';
import { verifyDetached } from '../seal/index.js';
import { fileLimits, type BagFiles } from './bag-files.js';
import { found, joined } from './finding.js';
import type { VerifyOptions } from './types.js';

export async function checkPeople(folder: CaseFolder, files: BagFiles, { trust }: VerifyOptions): Promise<{ readonly findings: readonly Diagnostic[]; readonly notes: readonly Prose[] }> {
  const findings: Diagnostic[] = [];
  const notes: Prose[] = [];
  const there = (name: string): string | undefined => [name, `evidence/${name}`].map((one) => `evidence/${posix.normalize(one)}`).find((path) => files.sha256(path) !== undefined);
  const hashed = (name: string | undefined, sha256: string | undefined): void => {
    const path = name === undefined ? undefined : there(name);
    if (path === undefined || sha256 === undefined || files.sha256(path) === sha256.toLowerCase()) return;
    findings.push(found('verify-evidence', files.place(path), `${name} 不是登记的文件：SHA-256 不符`, `${name} is not the file that was entered: its SHA-256 is another`));
  };
  for (const entry of folder.register?.value ?? []) {
    hashed(entry.file, entry.sha256);
    for (const signed of entry.signed ?? []) {
      hashed(signed.file, signed.sha256);
      const path = signed.file === undefined ? undefined : there(signed.file);
      if (path === undefined || !/\.p7[sm]$/i.test(path)) continue;
      const content = entry.file === undefined ? undefined : there(entry.file);
      const [bytes, cms] = [content && (await files.read(content, fileLimits.other)), await files.read(path, fileLimits.other)];
      if (!bytes || !cms) {
        findings.push(found('verify-signature', files.place(path), `${signed.file}：所签的文件不在档案包中`, `${signed.file}: the file that it signs is not in the bag`));
        continue;
      }
      const verdict = verifyDetached(bytes, cms, trust);
      const why = joined(verdict.problems);
      if (!verdict.intact) {
        findings.push(found('verify-signature', files.place(path), `${signed.file} 不是对 ${entry.file} 的签名：${why.zh}`, `${signed.file} is no signature over ${entry.file}: ${why.en}`));
      } else {
        notes.push(verdict.trusted
          ? { zh: `${entry.file}：${verdict.signedBy} 的签名完好、可信`, en: `${entry.file}: the signature of ${verdict.signedBy} is intact and trusted` }
          : { zh: `${entry.file}：${verdict.signedBy} 的签名完好，签名者未经核实`, en: `${entry.file}: the signature of ${verdict.signedBy} is intact; nobody vouches for the signer here` });
      }
    }
  }
  return { findings, notes };
}
