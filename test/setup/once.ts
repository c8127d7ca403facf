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

/** Taken away when the run ends. Modules are loaded once a process, not once a file, so a hook of a shared one is one file's alone. */
export function runFolder(): string {
  const folder = process.env['CERTPRESS_RUN_FOLDER'];
  if (folder === undefined) throw new Error('no folder for this run');
  return folder;
}

export async function once<T>(name: string, make: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = join(runFolder(), name);
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

/**
 * Vitest's global setup, for each of its projects; the first makes the folder of the run, and takes it away at the end.
 *
 * Folders for temporary files lie in it too, of the tests and of every process that they start: a run that leaves one behind fails.
 */
export default function setup(): (() => void) | undefined {
  if (process.env['CERTPRESS_RUN_FOLDER'] !== undefined) return undefined;
  takeAwayStopped();
  const root = mkdtempSync(join(tmpdir(), runPrefix));
  writeFileSync(join(root, 'run'), String(process.pid));
  const temporary = join(root, 'tmp');
  mkdirSync(temporary);
  const set: Readonly<Record<string, string>> = {
    CERTPRESS_RUN_FOLDER: root,
    // What was proven on this machine before is proven again, once a run.
    CERTPRESS_CACHE: join(root, 'proven'),
    TMPDIR: temporary,
    TMP: temporary,
    TEMP: temporary,
  };
  const before = Object.keys(set).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, set);
  return () => {
    const left = readdirSync(temporary);
    takeAway(root);
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    if (left.length === 0) return;
    process.stderr.write(`The tests left behind, in the folder for temporary files: ${left.join(', ')}\n`);
    process.exitCode = 1;
  };
}
const runPrefix = 'certpress-run-';

/** Folders of runs that were stopped before they could end. */
function takeAwayStopped(): void {
  for (const name of readdirSync(tmpdir())) {
    const run = join(tmpdir(), name, 'run');
    if (name.startsWith(runPrefix) && existsSync(run) && !isAlive(Number(readFileSync(run, 'utf8')))) takeAway(join(tmpdir(), name));
  }
}
function takeAway(folder: string): void {
  // Bags are read-only.
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o755);
  rmSync(folder, { recursive: true, force: true });
}
