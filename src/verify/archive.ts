/**
 * A whole archive: its index, then bag after bag.
 *
 * In:  the folder, whom to trust, a head that was kept elsewhere; whoever listens to each bag's verdict, and stops the run. Out:
 * an `ArchiveVerdict`. A bag's verdict is handed over and forgotten, so memory does not grow with the number of bags; what
 * grows is the index alone, some hundred bytes a line.
 */
import { join } from 'node:path';
import { pMapIterable } from 'p-map';
import type { Diagnostic, Progress } from '../diagnostics/index.js';
import type { Expected } from './bag.js';
import { inThisProcess } from './bag-verifier.js';
import type { Checkpoint } from './checkpoint.js';
import { bounded, found } from './finding.js';
import { judgeIndex, type IndexVerdict } from './index-findings.js';
import { stateOf, worse, type ArchiveVerdict, type BagVerdict, type State, type VerifyOptions } from './types.js';

export interface ArchiveRun {
  /** SHA-256 of the last line, as it was when somebody wrote it down. */
  readonly head?: string;
  readonly signal: AbortSignal;
  /** How many bags are verified at once, each by a process of its own; 1 verifies them here. */
  readonly jobs: number;
  readonly bag: (verdict: BagVerdict) => void;
  readonly progress: (progress: Progress) => void;
  /** Once, before the first bag: what will be verified. */
  readonly begin?: (bags: readonly string[]) => void;
  /** Opened once the head is known, to which it is bound. */
  readonly checkpoint?: (head: string) => Promise<{ readonly checkpoint?: Checkpoint; readonly diagnostics: readonly Diagnostic[] }>;
}

/** Up to so many bags are verified here: other processes take longer to begin than they would spare. */
const few = 3;

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
  const left = bags.filter(({ bag, tagManifest }) => !checkpoint?.taken(bag, tagManifest)).length;
  const { jobs } = run;
  const verifier =
    jobs > 1 && left > few
      ? (await import('./workers/pool.js')).inWorkers(options, { jobs: Math.min(jobs, left), signal: run.signal })
      : await inThisProcess(options);
  const verdictOf = async (expected: Expected): Promise<BagVerdict | undefined> => {
    const earlier = checkpoint?.taken(expected.bag, expected.tagManifest);
    if (earlier) return earlier;
    if (run.signal.aborted) return undefined;
    run.progress({ done: counts.done, total: bags.length, errors: counts.done - counts.sound, what: expected.bag });
    return verifier.verify(join(dir, expected.bag), expected);
  };
  const atOnce = verifier.hands === 1 ? 1 : verifier.hands * 2;
  try {
    for await (const verdict of pMapIterable(bags, verdictOf, { concurrency: atOnce, backpressure: atOnce * 2 })) {
      if (!verdict) break;
      if (!verdict.resumed && verdict.state !== 'faulty') await checkpoint?.keep(verdict);
      state = worse(state, verdict.state);
      counts.done++;
      counts.documents += verdict.documents.length;
      if (verdict.resumed) counts.resumed++;
      if (verdict.state === 'sound') counts.sound++;
      run.bag(verdict);
    }
  } finally {
    await verifier.close();
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
