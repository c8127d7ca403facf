/**
 * What an answer was read from, so that it need not be read again while nothing there has moved.
 *
 * In:  paths, as they are looked at; a file to keep the answer in. Out: the answer, where every path still is what it was: its size,
 *      its times to the nanosecond, its inode; or still nothing, where there was nothing. A folder counts by the same, so that a file that
 *      comes or goes is seen. What was written while it was read is not trusted: its time could stand still.
 */
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

interface Kept {
  readonly answer: string;
  readonly paths: Readonly<Record<string, string>>;
}
/** Nanoseconds: coarser clocks of file systems tick at least this often. */
const tick = 2_000_000_000n;

export class LookedAt {
  private readonly paths = new Map<string, string>();
  private isFresh = false;

  add(path: string): void {
    if (this.paths.has(path)) return;
    const { is, changed } = factsOf(path);
    this.paths.set(path, is);
    if (changed > BigInt(Date.now()) * 1_000_000n - tick) this.isFresh = true;
  }

  /** Keeps the answer; not being able to is no fault. */
  keep(file: string, answer: string): void {
    if (this.isFresh) return;
    try {
      mkdirSync(dirname(file), { recursive: true });
      const unfinished = `${file}.${String(Math.random()).slice(2)}`;
      writeFileSync(unfinished, JSON.stringify({ answer, paths: Object.fromEntries(this.paths) } satisfies Kept));
      renameSync(unfinished, file);
    } catch {
      // The next run looks again.
    }
  }
}

/** What was kept in a file, if all that it was read from is as it was. */
export function keptAnswer(file: string): string | undefined {
  try {
    const { answer, paths } = JSON.parse(readFileSync(file, 'utf8')) as Kept;
    return typeof answer === 'string' && Object.entries(paths).every(([path, is]) => factsOf(path).is === is) ? answer : undefined;
  } catch {
    return undefined;
  }
}

function factsOf(path: string): { readonly is: string; readonly changed: bigint } {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (!found) return { is: 'nothing', changed: 0n };
  return { is: [found.size, found.mtimeNs, found.ctimeNs, found.ino].join(' '), changed: found.ctimeNs };
}
