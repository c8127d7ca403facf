/**
 * Runs the compiled command line as a process.
 *
 * In:  arguments, folder, environment. Out: exit status and both streams.
 */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { packageInfo } from '../../src/package-info.js';

export interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}
/** Compiles what the command line's tests run: what a user runs. */
export function compile(): void {
  spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { cwd: packageInfo().root, stdio: 'inherit' });
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
