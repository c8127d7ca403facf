/**
 * A time stamp over an archive.
 *
 * In:  the token, what it should be over, whom to trust. Out: when it was stamped, or why it is not believed. Garbage is a finding.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import { Malformed } from '../files/malformed.js';
import { judgeTrust } from '../seal/x509/judge-trust.js';
import { noEvidence } from '../seal/x509/revocation.js';
import { isOver, readToken } from '../seal/cms/token.js';
import type { Trust } from '../seal/index.js';
import { found, joined } from './finding.js';

export interface StampVerdict {
  /** When an authority saw it; only where the stamp is believed. */
  readonly at?: string;
  readonly findings: readonly Diagnostic[];
}

export function checkStamp(token: Uint8Array, stamped: Uint8Array, file: string, { roots, at }: Trust): StampVerdict {
  const broken = (zh: string, en: string): StampVerdict => ({
    findings: [found('verify-signature', file, `档案库的时间戳不成立：${zh}`, `the time stamp over the archive does not hold: ${en}`)],
  });
  try {
    const read = readToken(token);
    const why = joined(read.checked.problems);
    if (why.zh !== '' || !read.checked.certificate) return broken(why.zh || '没有证书', why.en || 'it carries no certificate');
    if (!isOver(read, stamped)) return broken('不是加在这个索引上的', 'it is not over this index');
    const judged = judgeTrust(
      read.checked.certificate,
      'time-stamp',
      { time: at ?? read.at, proven: false },
      { ...noEvidence, certificates: read.data.certificates },
      roots,
    );
    if (judged.problems.length === 0) return { at: read.at.toISOString().replace(/\.\d+Z$/, 'Z'), findings: [] };
    const { zh, en } = joined(judged.problems);
    return {
      findings: [
        found(
          'verify-untrusted',
          file,
          `档案库的时间戳完好，但时间戳服务不受信任：${zh}`,
          `the time stamp over the archive is intact, but the authority that made it is not trusted: ${en}`,
        ),
      ],
    };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return broken(`无法读取（${error.message}）`, `it cannot be read (${error.message})`);
  }
}
