/**
 * Where certpress itself lies: its version and its data (packs, layouts), from source and compiled code alike.
 *
 * In:  the place of this module. Out: the package's root folder and version.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface PackageInfo {
  readonly root: string;
  readonly version: string;
}
let known: PackageInfo | undefined;

/** The nearest folder above this module whose package.json is ours. */
export function packageInfo(): PackageInfo {
  if (known) return known;
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) {
      const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as { name?: string; version?: string };
      if (name === 'certpress') return (known = { root: folder, version: version ?? '0.0.0' });
    }
    if (folder === dirname(folder)) throw new Error('the package.json of certpress was not found');
  }
}

let program: string | undefined;
/**
 * Version and a hash of the code: neither outputs nor kept results of another program are reused, even where somebody
 * changed the code and left the version as it was.
 */
export function programId(): string {
  if (program !== undefined) return program;
  const folder = dirname(fileURLToPath(import.meta.url));
  const hash = createHash('sha256');
  for (const name of (readdirSync(folder, { recursive: true }) as string[]).sort()) {
    if (/(?<!\.d)\.[jt]s$/.test(name)) hash.update(`${name}\0`).update(readFileSync(join(folder, name)));
  }
  return (program = `${packageInfo().version}+${hash.digest('hex').slice(0, 12)}`);
}
