/**
 * One writer at a time.
 *
 * In:  the archive's folder. Out: a lock, or whose it is.
 *
 * Each process makes a lock file of its own name and then looks for others: two that come at once both see the other and
 * step back. A dead process's file is removed; since no name comes twice, nobody's live lock can be removed by mistake.
 * Dead means: on this machine the process is gone, or another has its number now. Linux tells when a process began, which settles
 * that; elsewhere (macOS, Windows), and of another machine, a file that was not touched for minutes by the clock of the disk
 * itself is a dead one's: who lives touches it every ten seconds.
 */
import { randomUUID } from 'node:crypto';
import { open, readFile, readdir, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { kill, pid } from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { whileBusy } from '../../files/while-busy.js';
import { lockPrefix, unfinishedPrefix } from './folders.js';

export interface Lock {
  release(): Promise<void>;
}
/** Whose lock it is, or what the disk said. */
export type LockOutcome =
  { readonly lock: Lock } | { readonly heldBy: { readonly file: string; readonly pid: number; readonly host: string } };

const owner = z.object({ pid: z.int().positive(), host: z.string(), started: z.string().optional() });
const beat = 10_000;
const deadAfter = 5 * 60_000;
const tries = 5;

/** Throws what node:fs throws. */
export async function takeLock(dir: string): Promise<LockOutcome> {
  for (let n = 1; ; n++) {
    const name = `${lockPrefix}${pid}-${randomUUID().slice(0, 8)}`;
    const file = join(dir, name);
    const beside = join(dir, `${unfinishedPrefix}${randomUUID()}`);
    const started = await startOf(pid);
    try {
      await writeFile(beside, JSON.stringify({ pid, host: hostname(), ...(started === undefined ? {} : { started }) }), { flag: 'wx' });
      await whileBusy(() => rename(beside, file));
    } catch (error) {
      await unlink(beside).catch(() => undefined);
      // Another run may have tidied it away: that is what the name invites to.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT' && n < tries) continue;
      throw error;
    }
    const other = await liveLock(dir, name);
    if (!other) {
      const timer = setInterval(() => void touch(file), beat);
      timer.unref();
      return {
        lock: {
          async release() {
            clearInterval(timer);
            await unlink(file).catch(() => undefined);
          },
        },
      };
    }
    await unlink(file).catch(() => undefined);
    if (n === tries) return { heldBy: other };
    // Two that came at once must not step back in step.
    await wait(20 + Math.random() * 200);
  }
}

/** Writes the byte that stands there, so that the disk dates the file by its own clock, which all machines that share it see. */
async function touch(file: string): Promise<void> {
  const opened = await open(file, 'r+').catch(() => undefined);
  await opened?.write('{', 0).catch(() => undefined);
  await opened?.close().catch(() => undefined);
}

async function liveLock(dir: string, own: string): Promise<{ file: string; pid: number; host: string } | undefined> {
  for (const name of await readdir(dir)) {
    if (!name.startsWith(lockPrefix) || name === own) continue;
    const file = join(dir, name);
    try {
      // One that is being released cannot be opened on Windows until it is gone.
      const text = await whileBusy(() => readFile(file, 'utf8'));
      const parsed = owner.safeParse(json(text));
      // Locks are renamed into place whole: what cannot be read is no lock.
      const alive = parsed.success && (await isAlive(parsed.data, () => isFresh(file, join(dir, own))));
      if (alive && parsed.success) return { file: name, pid: parsed.data.pid, host: parsed.data.host };
      await unlink(file).catch(() => undefined);
    } catch (error) {
      // Released in the meantime.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return undefined;
}

const isFresh = async (file: string, own: string): Promise<boolean> => (await stat(own)).mtimeMs - (await stat(file)).mtimeMs < deadAfter;

async function isAlive({ pid: other, host, started }: z.infer<typeof owner>, isFresh: () => Promise<boolean>): Promise<boolean> {
  if (host !== hostname()) return isFresh();
  try {
    kill(other, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const now = await startOf(other);
  return started === undefined || now === undefined ? isFresh() : started === now;
}

/** When a process began, as Linux counts it: numbers of processes come again, this with the number does not. Other systems: not known. */
async function startOf(process: number): Promise<string | undefined> {
  try {
    const line = await readFile(`/proc/${process}/stat`, 'utf8');
    return line.slice(line.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
