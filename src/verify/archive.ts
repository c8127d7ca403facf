/**
 * A whole archive: its index, then bag after bag.
 *
 * In:  the folder, whom to trust, a head that was kept elsewhere; whoever listens to each bag's verdict, and stops the run. Out:
 * an `ArchiveVerdict`. A bag's verdict is handed over and forgotten, so memory does not grow with the number of bags; what
 * grows is the index alone, some hundred bytes a line.
 */
import { join } from 'node:path';
import type { Diagnostic, Progress } from '../diagnostics/index.js';
import { verifyBag } from './bag.js';
import type { Checkpoint } from './checkpoint.js';
import { bounded, found } from './finding.js';
import { judgeIndex, type IndexVerdict } from './index-findings.js';
import { openWorkshop } from './bag-project.js';
import { stateOf, worse, type ArchiveVerdict, type BagVerdict, type State, type VerifyOptions } from './types.js';

export interface ArchiveRun {
  /** SHA-256 of the last line, as it was when somebody wrote it down. */
  readonly head?: string;
  readonly signal: AbortSignal;
  readonly bag: (verdict: BagVerdict) => void;
  readonly progress: (progress: Progress) => void;
  /** Once, before the first bag: what will be verified. */
  readonly begin?: (bags: readonly string[]) => void;
  /** Opened once the head is known, to which it is bound. */
  readonly checkpoint?: (head: string) => Promise<{ readonly checkpoint?: Checkpoint; readonly diagnostics: readonly Diagnostic[] }>;
}

export async function verifyArchive(dir: string, options: VerifyOptions, run: ArchiveRun): Promise<ArchiveVerdict> {
  const index = await judgeIndex(dir, options.trust);
  const { check, bags, seal, stamp } = index;
  const rollback = rollbackOf(index, run.head);
  const findings: Diagnostic[] = [...index.findings];
  if (rollback.state === 'found') {
    findings.push(
      found(
        'verify-head',
        join(dir, 'index.jsonl'),
        `索引的 ${check.head.lines} 行中没有所给的头值：档案库曾被恢复到较早的状态，或不是同一个档案库`,
        `none of the ${check.head.lines} lines of the index has the head that was given: the archive was put back to an earlier state, or is another one`,
      ),
    );
  }
  const opened = await run.checkpoint?.(check.head.head);
  findings.push(...(opened?.diagnostics ?? []));
  const checkpoint = opened?.checkpoint;
  run.begin?.(bags.map(({ bag }) => bag));
  let state: State = 'sound';
  const counts = { done: 0, documents: 0, resumed: 0, sound: 0 };
  const workshop = await openWorkshop();
  try {
    for (const expected of bags) {
      if (run.signal.aborted) break;
      run.progress({ done: counts.done, total: bags.length, errors: counts.done - counts.sound, what: expected.bag });
      const earlier = checkpoint?.taken(expected.bag, expected.tagManifest);
      const verdict = earlier ?? (await verifyBag(join(dir, expected.bag), { ...options, workshop }, expected));
      if (!earlier && verdict.state !== 'faulty') await checkpoint?.keep(verdict);
      state = worse(state, verdict.state);
      counts.done++;
      counts.documents += verdict.documents.length;
      if (earlier) counts.resumed++;
      if (verdict.state === 'sound') counts.sound++;
      run.bag(verdict);
    }
  } finally {
    await workshop.close();
  }
  const interrupted = counts.done < bags.length;
  await checkpoint?.close(!interrupted);
  const own = stateOf(findings);
  return {
    state: worse(own, state) === 'faulty' ? 'faulty' : interrupted ? 'interrupted' : worse(own, state),
    lines: check.head.lines,
    head: check.head.head,
    ...(seal ? { seal } : {}),
    ...(stamp ? { stamp } : {}),
    rollback: rollback.state,
    ...(rollback.since === undefined ? {} : { since: rollback.since }),
    bags: bags.length,
    verified: counts.done,
    sound: counts.sound,
    documents: counts.documents,
    disposed: [...check.places.values()].filter((place) => place.disposed).length,
    resumed: counts.resumed,
    ...(checkpoint && counts.resumed > 0 ? { resumedFrom: checkpoint.since } : {}),
    interrupted,
    findings: bounded(findings, dir),
  };
}

/** Where in the index the head stands that was given: each line names the hash of the one before. */
function rollbackOf(
  { check }: IndexVerdict,
  head: string | undefined,
): { readonly state: ArchiveVerdict['rollback']; readonly since?: number } {
  if (head === undefined) return { state: 'not-excluded' };
  const { lines } = check.head;
  if (lines > 0 && check.head.head === head) return { state: 'excluded', since: 0 };
  const next = check.entries.find((entry) => entry.n > 1 && entry.previous === head);
  return next ? { state: 'excluded', since: lines - next.n + 1 } : { state: 'found' };
}
