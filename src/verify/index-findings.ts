/**
 * The index of an archive, judged: chain, head, who signed it, records of disposals, time stamps.
 *
 * In:  the archive's folder, whom to trust. Out: the lines, which bags are to be verified, and findings that concern no single bag.
 */
import { join } from 'node:path';
import { checkIndex, disposedFolder, headSignatureName, parseDisposal, type Finding, type IndexCheck } from '../archive/store/index.js';
import type { Code, Diagnostic } from '../diagnostics/index.js';
import { verifyDetached, type SignatureVerdict, type Trust } from '../seal/index.js';
import type { Expected } from './bag.js';
import { found, ofStore } from './finding.js';
import { sealOf, unbelieved } from './pdf.js';
import { checkStamp } from './stamp.js';
import type { Seal } from './types.js';

export interface IndexVerdict {
  readonly check: IndexCheck;
  /** What the index says of each bag that is there to be verified, in the order of its lines. */
  readonly bags: readonly Expected[];
  readonly seal?: Seal;
  /** The last time stamp over the archive: when, and over how many lines. */
  readonly stamp?: { readonly at: string; readonly lines: number };
  readonly findings: readonly Diagnostic[];
}

export async function judgeIndex(dir: string, trust: Trust): Promise<IndexVerdict> {
  /** What was found out about signatures that are intact, but by nobody trusted: those are said once, here. */
  const strangers = new Map<SignatureVerdict, { readonly real: SignatureVerdict; readonly bytes: Uint8Array }>();
  const check = await checkIndex(dir, (bytes, cms) => {
    const real = verifyDetached(bytes, cms, trust);
    if (!real.intact || real.trusted) return Promise.resolve(real);
    const quiet: SignatureVerdict = { ...real, trusted: true };
    strangers.set(quiet, { real, bytes });
    return Promise.resolve(quiet);
  });
  const head = check.headSignature && (strangers.get(check.headSignature)?.real ?? check.headSignature);
  const bags = new Set(check.bags);
  const inBag = ({ path }: Finding): boolean => {
    const parts = path.split('/');
    return parts.length > 4 && bags.has(parts.slice(0, 4).join('/'));
  };
  const findings: Diagnostic[] = check.findings
    .filter((one) => !inBag(one) && !(one.kind === 'signature' && one.path === headSignatureName))
    .map((one) => ({ ...ofStore(codeOf(one), dir, one), severity: one.kind === 'unfinished' ? 'warning' : 'error' }));
  if (head) findings.push(...unbelieved(head, join(dir, headSignatureName), headSignatureName, 'verify-signature'));
  for (const [quiet, { real, bytes }] of strangers) {
    const record = quiet === check.headSignature ? undefined : parseDisposal(bytes);
    if (!record) continue;
    const name = `${disposedFolder}/${record.n}.json.p7s`;
    findings.push(...unbelieved(real, join(dir, name), name, 'verify-signature'));
  }
  for (const name of check.locks) {
    findings.push(
      found(
        'verify-index',
        join(dir, name),
        `${name}：有运行正在写入这个档案库，或曾中断`,
        `${name}: a run is writing to this archive, or one was stopped`,
        'warning',
      ),
    );
  }
  const stamp = check.stamp && checkStamp(check.stamp.token, check.stamp.stamped, join(dir, `renewed/${check.stamp.n}.tsr`), trust);
  findings.push(...(stamp?.findings ?? []));
  return {
    check,
    findings,
    ...(head?.intact ? { seal: sealOf(head) } : {}),
    ...(stamp?.at !== undefined && check.stamp ? { stamp: { at: stamp.at, lines: check.stamp.n - 1 } } : {}),
    bags: check.entries.flatMap((entry) => (entry.kind === 'added' && bags.has(entry.bag) ? [entry] : [])),
  };
}

function codeOf({ kind, path }: Finding): Code {
  if (path.startsWith(`${disposedFolder}/`)) return kind === 'added' ? 'verify-unlisted' : 'verify-disposed';
  if (kind === 'added' || (kind === 'unfinished' && path.startsWith('.unfinished-'))) return 'verify-unlisted';
  return kind === 'missing' && path.split('/').length === 4 ? 'verify-gone' : 'verify-index';
}
