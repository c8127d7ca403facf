/**
 * Another installation of certpress whose schemes have the rows of a test, so that a test of a command does not change with
 * the rows of a scheme.
 *
 * In:  a rules.yaml. Out: a folder with schemas, layouts and compiled code, every scheme with those rows.
 */
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageInfo } from '../../src/program/package-info.js';
import { briefly, type Ran } from './run.js';

export async function installWith(rules: string, options: { compiled: boolean }): Promise<string> {
  const { root } = packageInfo();
  const folder = await mkdtemp(join(tmpdir(), 'certpress-pack-'));
  const copy = (name: string): Promise<void> => cp(join(root, name), join(folder, name), { recursive: true });
  await copy('schemas');
  await copy('package.json');
  const schemes = join(folder, 'schemas', 'schemes');
  for (const scheme of await readdir(schemes, { withFileTypes: true })) {
    if (!scheme.isDirectory()) continue;
    for (const version of await readdir(join(schemes, scheme.name), { withFileTypes: true })) {
      if (version.isDirectory()) await cp(rules, join(schemes, scheme.name, version.name, 'rules.yaml'));
    }
  }
  if (!options.compiled) return folder;
  await copy('dist');
  await copy('templates');
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Runs the command line of such an installation. */
export function run(folder: string, args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...briefly, join(folder, 'dist/src/cli/main.js'), ...args], {
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
    child.on('close', (status) => {
      resolve({ status, out, err });
    });
  });
}
