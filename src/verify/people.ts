/**
 * Signatures of people in files of their own, and what the register says of evidence.
 *
 * In:  the record, the files of the bag. Out: findings where a signature is not that of the file it signs, or a file is not the one
 * whose hash was entered; a note for each signature, made with whatever tool: what it is, and who vouches for whoever signed: a root
 * that the verifier trusts; else one that the body named in its record, which is the body's word, under its seal; else nobody.
 */
import { posix } from 'node:path';
import type { Diagnostic, Prose } from '../diagnostics/index.js';
import type { CaseFolder, Project } from '../load/types.js';
import { peopleTrust } from '../archive/evidence-signatures.js';
import { tellOthers, verifyOthers, type SignatureOfOthers } from '../seal/index.js';
import { fileLimits, type BagFiles } from './bag-files.js';
import { found, joined } from './finding.js';
import type { VerifyOptions } from './types.js';

export async function checkPeople(
  { folder, project }: { readonly folder: CaseFolder; readonly project: Project },
  files: BagFiles,
  { trust }: VerifyOptions,
): Promise<{ readonly findings: readonly Diagnostic[]; readonly notes: readonly Prose[] }> {
  const findings: Diagnostic[] = [];
  const notes: Prose[] = [];
  const named = peopleTrust(project);
  const there = (name: string): string | undefined =>
    [name, `evidence/${name}`].map((one) => `evidence/${posix.normalize(one)}`).find((path) => files.sha256(path) !== undefined);
  const hashed = (name: string | undefined, sha256: string | undefined): void => {
    const path = name === undefined ? undefined : there(name);
    if (path === undefined || sha256 === undefined || files.sha256(path) === sha256.toLowerCase()) return;
    findings.push(
      found(
        'verify-evidence',
        files.place(path),
        `${name} 不是登记的文件：SHA-256 不符`,
        `${name} is not the file that was entered: its SHA-256 is another`,
      ),
    );
  };
  for (const entry of folder.register?.value ?? []) {
    hashed(entry.file, entry.sha256);
    for (const signed of entry.signed ?? []) {
      hashed(signed.file, signed.sha256);
      const path = signed.file === undefined ? undefined : there(signed.file);
      if (path === undefined) continue;
      const content = entry.file === undefined ? undefined : there(entry.file);
      const [bytes, cms] = [content && (await files.read(content, fileLimits.other)), await files.read(path, fileLimits.other)];
      if (!bytes || !cms) {
        findings.push(
          found(
            'verify-signature',
            files.place(path),
            `${signed.file}：所签的文件不在档案包中`,
            `${signed.file}: the file that it signs is not in the bag`,
          ),
        );
        continue;
      }
      const verdict = await verifyOthers(bytes, cms, trust);
      const why = joined(verdict.problems);
      if (verdict.intact) {
        const byBody = named && (await verifyOthers(bytes, cms, { ...trust, roots: named.roots }));
        notes.push(...verdict.signatures.map((one, i) => noteOf(entry.file ?? '', one, byBody?.signatures[i])));
      }
      if (!verdict.intact)
        findings.push(
          found(
            'verify-signature',
            files.place(path),
            `${signed.file} 不是对 ${entry.file} 的签名：${why.zh}`,
            `${signed.file} is no signature over ${entry.file}: ${why.en}`,
          ),
        );
    }
  }
  return { findings, notes };
}

/** `byBody`: the same signature, judged by the roots that the body named. */
function noteOf(file: string, signature: SignatureOfOthers, byBody: SignatureOfOthers | undefined): Prose {
  const told = tellOthers(signature);
  const why = joined(signature.problems);
  if (signature.trusted)
    return { zh: `${file}：签名完好、可信（${told.zh}）`, en: `${file}: the signature is intact and trusted (${told.en})` };
  if (byBody?.trusted) {
    const said = tellOthers(byBody);
    return {
      zh: `${file}：签名完好，签名者由机构在记录中认可的根证书证明，不由 --trust 证明（${said.zh}）`,
      en: `${file}: the signature is intact; a root that the body named in its record vouches for the signer, and none of --trust does (${said.en})`,
    };
  }
  return {
    zh: `${file}：签名完好，签名者未经核实（${told.zh}）：${why.zh}`,
    en: `${file}: the signature is intact; nobody vouches for the signer here (${told.en}): ${why.en}`,
  };
}
