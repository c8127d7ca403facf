/**
 * Runs the compiled command line as a process.
 *
 * In:  arguments, folder, environment. Out: exit status and both streams.
 */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { packageInfo } from '../../src/program/package-info.js';
import { once } from './once.js';

export interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}
/** Compiles what the command line's tests run, what a user runs, unless that stands already. */
export const compile = (): Promise<boolean> =>
  once('compiled', () => {
    const { status } = spawnSync(process.execPath, ['tools/compile.mjs', '--where-changed'], { cwd: packageInfo().root, stdio: 'inherit' });
    if (status !== 0) throw new Error('the program does not compile');
    return true;
  });
export const main = join(packageInfo().root, 'dist/src/cli/main.js');
/** Most runs end before optimized code and small young generations pay: a fifth of their time. What they do is the same. */
export const briefly = ['--no-opt', '--max-semi-space-size=64'];

export function certpress(args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...briefly, main, ...args], {
      cwd: options.cwd ?? packageInfo().root,
      env: { ...process.env, LC_ALL: 'C', ...options.env },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (d: Buffer) => {
      out += d.toString();
    });
    child.stderr.on('data', (d: Buffer) => {
      err += d.toString();
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, out, err }));
  });
}
