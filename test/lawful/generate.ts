/**
 * Lawful cases by seed.
 *
 * In:  a seed (and, for a break, a bound to miss). Out: a case; the same seed gives the same case. What is drawn without a
 * lawful day for something is drawn again under another number of the same seed.
 */
import type { Size } from './audits.js';
import type { LawfulCase } from './drafts.js';
import { Life } from './life.js';
import { Random } from './random.js';
import { Infeasible, Windows, type Missed, type SchemeId } from './windows.js';

const attempts = 250;

export interface Wish {
  readonly scheme?: SchemeId;
  readonly missed?: Missed;
  /** Where it is not said, the seed says: up to five sites, up to three nonconformities. */
  readonly size?: Size;
  /** Whether the case will do: the generator draws until it does. */
  readonly fits?: (one: LawfulCase) => boolean;
}

export function lawfulCase(seed: number, { scheme, missed, size, fits }: Wish = {}): LawfulCase {
  let reason = '';
  for (let attempt = 0; attempt < attempts; attempt++) {
    const random = new Random(seed * 1_009 + attempt);
    const of = scheme ?? (seed % 2 === 0 ? 'wanding' : 'cusc');
    const windows = new Windows(of, random, missed);
    const story = random.pick(
      of === 'cusc'
        ? (['initial', 'initial', 'initial', 'recertified', 'transferred'] as const)
        : (['initial', 'initial', 'initial', 'recertified'] as const),
    );
    try {
      const made = new Life(of, windows, random, seed, size).live(story);
      if (missed && !windows.isBroken) throw new Infeasible('nothing to break');
      if (fits && !fits(made)) throw new Infeasible('not the case wanted');
      return made;
    } catch (error) {
      if (!(error instanceof Infeasible)) throw error;
      reason = error.message;
    }
  }
  throw new Infeasible(`seed ${seed}: no case in ${attempts} attempts (${reason})`);
}
