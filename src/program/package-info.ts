/**
 * Where certpress itself lies: its version and its data (packs, layouts), from source and compiled code alike.
 *
 * In:  the place of this module. Out: the package's root folder and version.
 */
import { existsSync, readFileSync } from 'node:fs';
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
