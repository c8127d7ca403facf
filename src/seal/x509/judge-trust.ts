/**
 * Whether a signer may be believed at a time: chain, validity and revocation together.
 *
 * In:  the signer's certificate, the time, whether that time is proven, the evidence at hand, the roots.
 * Out: problems; and whether the evidence suffices to find this out again later without any service.
 */
import type { Prose } from '../../diagnostics/index.js';
import { tryCertificate, type Certificate } from './certificate.js';
import { day, findChain, type Role } from './chain.js';
import { statusesOf, type Evidence } from './revocation.js';

export interface Moment {
  readonly time: Date;
  /** By a trusted time stamp. A time that is only claimed could lie before a revocation on purpose. */
  readonly proven: boolean;
  /** What is known about revocation must reach to this time for the evidence to be complete; to `time` unless said. */
  readonly reach?: Date;
}
export interface Judged {
  readonly problems: readonly Prose[];
  /** For every certificate below the root, something fresh says that it was not revoked. */
  readonly complete: boolean;
  readonly chain: readonly Certificate[];
}

/** A source that does not say when it speaks again speaks for its moment, which services ten minutes apart call by two names. */
const clocksDiffer = 600_000;

export function judgeTrust(leaf: Certificate, role: Role, moment: Moment, evidence: Evidence, roots: readonly Uint8Array[]): Judged {
  const read = (list: readonly Uint8Array[]): Certificate[] => list.map(tryCertificate).filter((one) => one !== undefined);
  const found = findChain(leaf, read(evidence.certificates), read(roots), moment.time, role);
  if (!found.chain) return { problems: [found.problem], complete: false, chain: [] };
  const problems: Prose[] = [];
  let complete = true;
  found.chain.slice(0, -1).forEach((one, i) => {
    const issuer = found.chain[i + 1];
    if (!issuer) return;
    const statuses = statusesOf(one, issuer, evidence);
    for (const { revokedAt } of statuses) {
      if (!revokedAt || (moment.proven && revokedAt > moment.time)) continue;
      problems.push({
        zh: `证书“${one.name}”已于 ${day(revokedAt)} 被吊销`,
        en: `the certificate “${one.name}” was revoked on ${day(revokedAt)}`,
      });
      break;
    }
    const reach = (moment.reach ?? moment.time).getTime();
    complete &&= statuses.some(({ thisUpdate, nextUpdate }) => (nextUpdate?.getTime() ?? thisUpdate.getTime() + clocksDiffer) >= reach);
  });
  return { problems, complete, chain: found.chain };
}
