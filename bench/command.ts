/**
 * The compiled command line, from outside.
 *
 * In:  its main module and a case folder. Out: `coldStart`: ms from the start of the process to the first finished document in
 * an empty output folder (the process is then ended); `unchanged`: ms that a second build of the same inputs says it took.
 */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const longest = 120_000;

const hasDocument = (folder: string): boolean => {
  try {
    // Unfinished files have another ending: a document is there once it is renamed.
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((name) => /\.(?:pdf|docx)$/.test(name));
  } catch {
    return false; // The folder changed while it was read.
  }
};

export async function coldStart(main: string, caseFolder: string): Promise<number> {
  const out = mkdtempSync(join(tmpdir(), 'certpress-bench-out-'));
  const started = performance.now();
  const child = spawn(process.execPath, [main, 'build', caseFolder, '--out', out], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  try {
    while (!hasDocument(out)) {
      const over = child.exitCode !== null || child.signalCode !== null;
      if ((over && !hasDocument(out)) || performance.now() - started > longest) throw new Error('the build wrote no document');
      await pause(2);
    }
    return performance.now() - started;
  } finally {
    child.kill('SIGKILL');
    await ended;
    rmSync(out, { recursive: true, force: true, maxRetries: 3 });
  }
}

interface Result {
  readonly outputs: readonly { readonly reused: boolean }[];
  readonly summary: { readonly ms: number };
}
export async function unchanged(main: string, caseFolder: string): Promise<number> {
  const out = mkdtempSync(join(tmpdir(), 'certpress-bench-out-'));
  const build = async (): Promise<Result> => {
    const { stdout } = await run(process.execPath, [main, 'build', caseFolder, '--out', out, '--json'], { maxBuffer: 64 * 1024 * 1024 });
    return JSON.parse(stdout) as Result;
  };
  try {
    await build();
    const second = await build();
    if (second.outputs.length === 0 || !second.outputs.every((o) => o.reused)) throw new Error('an unchanged build made documents again');
    return second.summary.ms;
  } finally {
    rmSync(out, { recursive: true, force: true, maxRetries: 3 });
  }
}
