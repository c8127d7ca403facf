/**
 * What Windows refuses for a moment: to take the place of a file, or to remove one, while another program looks at it.
 *
 * In:  an act on the disk. Out: what it gives. There scanners and indexers open each new file for some milliseconds, and what they
 * hold answers EPERM, EACCES or EBUSY; so the act is tried again for two seconds, and then fails as it failed. Elsewhere these
 * answers are final, and nothing is tried twice.
 */
import { platform } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';

const passing = new Set(['EPERM', 'EACCES', 'EBUSY']);
/** Milliseconds before each further attempt: two seconds in all. */
const pauses = [10, 30, 60, 100, 200, 400, 500, 700];

export async function whileBusy<T>(act: () => Promise<T>, system: NodeJS.Platform = platform()): Promise<T> {
  for (const pause of system === 'win32' ? pauses : []) {
    try {
      return await act();
    } catch (error) {
      if (!passing.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      await wait(pause);
    }
  }
  return act();
}
