/**
 * Runs the compiled command line as a process.
 *
 * In:  arguments, folder, environment. Out: exit status and both streams.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { packageInfo } from '../../src/package-info.js';

export interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}
export const main = join(packageInfo().root, 'dist/src/cli/main.js');

export function certpress(args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...args], { cwd: options.cwd ?? packageInfo().root, env: { ...process.env, LC_ALL: 'C', ...options.env } });
    let out = '';
    let err = '';
    child.stdout.on('data', (d: Buffer) => { out += d.toString(); });
    child.stderr.on('data', (d: Buffer) => { err += d.toString(); });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, out, err }));
  });
}
