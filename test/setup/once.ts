/**
 * What is dear to make and the same for every test is made once a run: the compiled program, an archive that has been in use.
 *
 * In:  a name and how to make it in a folder of its own. Out: what the first who asked got of it, as JSON; the others, of whatever
 * process, wait for that as long as its maker lives. Nobody alters what lies there: who wants to, copies it first.
 */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export async function once<T>(name: string, make: (folder: string) => T | Promise<T>): Promise<T> {
  const root = process.env['CERTPRESS_RUN_FOLDER'];
  if (root === undefined) throw new Error('no folder for this run');
  const folder = join(root, name);
  const [done, failed, maker] = [`${folder}.json`, `${folder}.failed`, `${folder}.maker`];
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    while (!existsSync(done)) {
      if (existsSync(failed)) throw new Error(readFileSync(failed, 'utf8'));
      // It may have ended between both looks.
      if (existsSync(maker) && !isAlive(Number(readFileSync(maker, 'utf8'))) && !existsSync(done)) throw new Error(`nobody makes ${name}`);
      await wait(50);
    }
    return JSON.parse(readFileSync(done, 'utf8')) as T;
  }
  writeFileSync(`${maker}.new`, String(process.pid));
  renameSync(`${maker}.new`, maker);
  try {
    const made = await make(folder);
    writeFileSync(`${done}.new`, JSON.stringify(made ?? null));
    renameSync(`${done}.new`, done);
    return made;
  } catch (error) {
    writeFileSync(failed, error instanceof Error ? error.message : String(error));
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Vitest's global setup, for each of its projects; the first makes the folder, and takes it away at the end. */
export default function setup(): (() => void) | undefined {
  if (process.env['CERTPRESS_RUN_FOLDER'] !== undefined) return undefined;
  const root = mkdtempSync(join(tmpdir(), 'certpress-run-'));
  process.env['CERTPRESS_RUN_FOLDER'] = root;
  // What was proven on this machine before is proven again, once a run.
  process.env['CERTPRESS_CACHE'] = join(root, 'proven');
  return () => {
    // Bags are read-only.
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true }))
      if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o755);
    rmSync(root, { recursive: true, force: true });
    for (const name of ['CERTPRESS_RUN_FOLDER', 'CERTPRESS_CACHE']) Reflect.deleteProperty(process.env, name);
  };
}
