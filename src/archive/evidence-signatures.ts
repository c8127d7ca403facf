/**
 * Signatures of people in files of their own: whether each is over the file that it is entered with, and what it is.
 *
 * In:  a case and those of its entries that go into a bag, the roots for people's signatures that the project names. Out: an error
 * where a signature does not hold; a note where it is not CAdES; a warning where it holds but its algorithm counts for little by now,
 * or no root that is named vouches for the signer. Where none is named nobody is believed here, and a note says who tells more.
 */
import type { Diagnostic, Prose } from '../diagnostics/index.js';
import { placeIn } from '../load/record-file.js';
import type { CaseFolder, Project } from '../load/types.js';
import { readTrust, tellOthers, verifyOthers, type SignatureOfOthers, type Trust } from '../seal/index.js';
import type { EvidenceEntry } from './kept-records.js';

export async function checkSignatures(project: Project, folder: CaseFolder, entries: readonly EvidenceEntry[]): Promise<Diagnostic[]> {
  const { register } = folder;
  const diagnostics: Diagnostic[] = [];
  if (!register) return diagnostics;
  const trust = peopleTrust(project);
  const fileOf = (name: string | undefined) => (name === undefined ? undefined : folder.evidence.get(name));
  for (const entry of entries) {
    for (const [n, one] of (entry.signed ?? []).entries()) {
      const signature = fileOf(one.file);
      if (!signature) continue;
      const at = {
        case: folder.name,
        place: placeIn(project.root, register, [register.value.indexOf(entry), 'signed', n, one.sha256 === undefined ? 'file' : 'sha256']),
      };
      const content = fileOf(entry.file);
      const verdict = content && (await verifyOthers(content.bytes, signature.bytes, trust ?? { roots: [] }));
      // A CAdES signature with nothing to be said of it is what is expected.
      if (verdict?.intact)
        diagnostics.push(
          ...verdict.signatures
            .filter(({ form, weak, trusted }) => form !== 'CAdES' || weak.length > 0 || (trust && !trusted))
            .map((signed) => ({ ...at, ...noted(one.file ?? '', signed, trust !== undefined) })),
        );
      else
        diagnostics.push({
          ...at,
          code: 'evidence-signature',
          severity: 'error',
          message: notOver(one.file ?? '', entry.file ?? '—', verdict?.problems[0]),
        });
    }
  }
  return diagnostics;
}
const notOver = (signature: string, file: string, why: Prose | undefined): Prose => ({
  zh: `${signature} 不是对 ${file} 的签名${why ? `：${why.zh}` : ''}`,
  en: `${signature} is no signature over ${file}${why ? `: ${why.en}` : ''}`,
});

/** The roots that the project names for people; undefined where it names none. */
export function peopleTrust({ peopleRoots }: Pick<Project, 'peopleRoots'>): Trust | undefined {
  if (!peopleRoots || peopleRoots.length === 0) return undefined;
  return { roots: peopleRoots.flatMap(({ bytes }) => readTrust(Buffer.from(bytes).toString('latin1')).roots) };
}

/** What is told of a signature that holds. `asked`: the project names roots for people. */
export function noted(file: string, signed: SignatureOfOthers, asked: boolean): Pick<Diagnostic, 'code' | 'severity' | 'message' | 'help'> {
  const told = tellOthers(signed);
  const why = signed.problems[0];
  // Where no root is given for people nothing may sound as if somebody had vouched for the signer.
  const vouched: Prose = !asked
    ? { zh: '签名者是否可信，由 verify --trust 核实', en: 'whether the signer is trusted, verify --trust tells' }
    : signed.trusted
      ? { zh: 'peopleRoots 所列的根证书证明签名者', en: 'a root of peopleRoots vouches for the signer' }
      : {
          zh: `peopleRoots 所列的根证书不能证明签名者：${why?.zh ?? ''}`,
          en: `no root of peopleRoots vouches for the signer: ${why?.en ?? ''}`,
        };
  const message = { zh: `${file}：${told.zh}；${vouched.zh}`, en: `${file}: ${told.en}; ${vouched.en}` };
  const note = { code: 'evidence-signature-note' as const, message };
  if (signed.weak.length > 0) {
    return {
      ...note,
      severity: 'warning',
      help: {
        zh: '尽早归档：此后由档案库的时间戳（archive renew）证明它早已存在；可能时请签名人以 SHA-256 重新签名。',
        en: 'Archive it soon: from then on the time stamps of the archive (archive renew) prove how old it is; where that is possible, have it signed again with SHA-256.',
      },
    };
  }
  if (!asked || signed.trusted) return { ...note, severity: 'info' };
  return {
    ...note,
    severity: 'warning',
    help: {
      zh: '核对是谁签的名；认可其发证机构的，把其根证书加入 certpress.yaml 的 peopleRoots。',
      en: 'Find out who signed; if you take the authority that issued the certificate at its word, add its root to peopleRoots in certpress.yaml.',
    },
  };
}
