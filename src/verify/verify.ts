/**
 * Verification: a sealed PDF, a bag, all of its revisions, or an archive.
 *
 * In:  a target, options, who listens. Out: one `Verdict`, with what was found that concerns no single bag. Nothing is fetched from
 * anywhere, and nothing is written but the checkpoint.
 */
import { readFile, stat } from 'node:fs/promises';
import { hasErrors, type Diagnostic } from '../diagnostics/index.js';
import { verifyArchive, type ArchiveRun } from './archive.js';
import { verifyBag } from './bag.js';
import { fileLimits } from './bag-files.js';
import { found } from './finding.js';
import { checkPdf } from './pdf.js';
import { verifyRevisions } from './revisions.js';
import type { Target } from './target.js';
import { stateOf, worse, type ArchiveVerdict, type BagVerdict, type DocumentVerdict, type State, type VerifyOptions } from './types.js';

export interface Verification {
  readonly kind: Target['kind'];
  readonly state: State | 'interrupted';
  /** How many were verified. */
  readonly bags: number;
  readonly documents: number;
  readonly sound: number;
  readonly archive?: ArchiveVerdict;
  /** Of a single PDF. */
  readonly document?: DocumentVerdict;
  /** Those of bags and documents are in their own verdicts. */
  readonly findings: readonly Diagnostic[];
}

export async function verify({ kind, path }: Target, options: VerifyOptions, run: ArchiveRun): Promise<Verification> {
  if (kind === 'archive') {
    const archive = await verifyArchive(path, options, run);
    const { state, verified, documents, sound, findings } = archive;
    return { kind, state, bags: verified, documents, sound, archive, findings };
  }
  if (kind === 'pdf') return verifyPdfFile(path, options);
  let state: State = 'sound';
  const counts = { bags: 0, documents: 0, sound: 0 };
  const each = (verdict: BagVerdict): void => {
    state = worse(state, verdict.state);
    counts.bags++;
    counts.documents += verdict.documents.length;
    if (verdict.state === 'sound') counts.sound++;
    run.bag(verdict);
  };
  run.begin?.([]);
  let findings: readonly Diagnostic[] = [];
  if (kind === 'bag') each(await verifyBag(path, options));
  else findings = await verifyRevisions(path, options, run.signal, each);
  const all = worse(state, stateOf(findings));
  return { kind, state: run.signal.aborted && all !== 'faulty' && kind !== 'bag' ? 'interrupted' : all, ...counts, findings };
}

async function verifyPdfFile(path: string, options: VerifyOptions): Promise<Verification> {
  const one = (document: DocumentVerdict): Verification => ({
    kind: 'pdf',
    state: document.state,
    bags: 0,
    documents: 1,
    sound: document.state === 'sound' ? 1 : 0,
    document,
    findings: [],
  });
  try {
    if ((await stat(path)).size <= fileLimits.pdf) return one((await checkPdf(await readFile(path), path, options)).verdict);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  }
  const findings = [found('verify-seal', path, '文件过大或无法读取，未予查验', 'It is too large, or cannot be read, and was not verified')];
  return one({ file: path, state: hasErrors(findings) ? 'faulty' : 'sound', sentences: [], findings });
}
