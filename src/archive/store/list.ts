/**
 * What an archive holds, and what is due.
 *
 * In:  its folder, today. Out: a row for each bag. Takes no lock: a row may be one line behind a run that is writing.
 */
import { join } from 'node:path';
import { failed, ok, type Outcome } from '../../diagnostics/index.js';
import { readIndex } from './index-file.js';
import { readManifest } from './manifest.js';
import { damaged, problem } from './problems.js';
import { standingOf, type PlaceState } from './standing.js';

/**
 * - kept: its term is not over; - due: it is, and it may be destroyed; - held: it is over, but a hold keeps it;
 * - unknown: its term is not known yet, so it may not be destroyed; - disposed: it was destroyed.
 */
export type BagState = 'kept' | 'due' | 'held' | 'unknown' | 'disposed';
export interface BagRow extends PlaceState {
  /** The last one. */
  readonly revision: number;
  /** When the last revision was entered. */
  readonly at: string;
  /** Files below `data/documents/` of the last revision; 0 where it was destroyed. */
  readonly documents: number;
  readonly state: BagState;
}

/** `today` is `YYYY-MM-DD`. Rows are in the order of their paths. A broken index gives rows and errors. */
export async function list(dir: string, today: string): Promise<Outcome<readonly BagRow[]>> {
  const reading = await readIndex(dir);
  if (!reading.exists) return failed(problem('archive-bag-unknown', dir, '这里没有档案库', 'There is no archive here'));
  const { places, findings } = standingOf(reading.entries);
  const rows: BagRow[] = [];
  for (const place of [...places.values()].sort((a, b) => (a.place < b.place ? -1 : 1))) {
    const last = place.revisions.at(-1);
    if (!last) continue;
    rows.push({
      ...place,
      revision: last.revision,
      at: last.at,
      documents: place.disposed ? 0 : await documentsIn(join(dir, last.bag)),
      state: stateOf(place, today),
    });
  }
  return ok(rows, damaged(dir, [...reading.findings, ...findings]));
}

export function stateOf(place: PlaceState, today: string): BagState {
  if (place.disposed) return 'disposed';
  if (place.retainUntil === undefined) return 'unknown';
  if (today <= place.retainUntil) return 'kept';
  return place.held ? 'held' : 'due';
}

async function documentsIn(bag: string): Promise<number> {
  const { hashes } = await readManifest(bag, 'manifest-sha256.txt', 'sha256', true);
  return [...hashes.keys()].filter((path) => path.startsWith('data/documents/')).length;
}
