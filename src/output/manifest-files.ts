/**
 * The manifests of an output folder: one in the folder of each case. Programs before this kept one for all beside these folders.
 *
 * In:  the output folder, names of cases. Out: what each lists, which of the folders have one, and one written. What a manifest says of
 * files outside of its own folder is no business of it, and left out: it may lead to files being taken away.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/index.js';
import { takeAway, writeWhole } from '../files/write-file.js';
import { manifestName } from './manifest-name.js';
import { parseManifest, printManifest, type Manifest, type Output } from './manifest.js';

export const manifestOf = (caseName: string): string => `${caseName}/${manifestName}`;

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};
const isIn = (caseName: string, file: string): boolean =>
  file.startsWith(`${caseName}/`) && !/\\|\0/.test(file) && !file.split('/').some((part) => part === '..' || part === '.' || part === '');

/** What the manifest of a case lists; nothing where there is none, or it is damaged. */
export const outputsIn = (folder: string, caseName: string): readonly Output[] => manifestIn(folder, caseName)?.outputs ?? [];

function manifestIn(folder: string, caseName: string): Manifest | undefined {
  const manifest = parseManifest(textOf(join(folder, manifestOf(caseName))));
  return manifest && { ...manifest, outputs: manifest.outputs.filter((one) => one.case === caseName && isIn(caseName, one.file)) };
}

export class ManifestFiles {
  /** Those of the one manifest that an earlier program left. */
  private readonly before: Manifest | undefined;
  private readonly written = new Set<string>();
  constructor(
    private readonly folder: string,
    private readonly version: string,
  ) {
    this.before = parseManifest(textOf(join(folder, manifestName)));
  }

  /**
   * What stands of a case from earlier runs. Another version of certpress may write other bytes: its outputs are still known (edits are
   * seen), but have no `model`, so that none is taken for what would be made now.
   */
  outputsOf(caseName: string): readonly Output[] {
    const own = manifestIn(this.folder, caseName);
    const { certpress, outputs } = own ?? { certpress: this.before?.certpress, outputs: this.beforeOf(caseName) };
    return outputs.map((one) => (certpress === this.version ? one : { ...one, model: '' }));
  }
  private beforeOf(caseName: string): readonly Output[] {
    return (this.before?.outputs ?? []).filter((one) => one.case === caseName && isIn(caseName, one.file));
  }

  /** Names of the cases of which something stands. */
  names(): readonly string[] {
    let folders: string[] = [];
    try {
      folders = readdirSync(this.folder, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : []));
    } catch {
      // Nothing stands in a folder that is not there.
    }
    const own = folders.filter((name) => existsSync(join(this.folder, manifestOf(name))));
    return [...new Set([...own, ...(this.before?.outputs ?? []).map((one) => one.case)])].sort();
  }

  async write(caseName: string, outputs: readonly Output[]): Promise<readonly Diagnostic[]> {
    this.written.add(caseName);
    const file = join(this.folder, manifestOf(caseName));
    const standing = textOf(file);
    if (outputs.length === 0) {
      if (standing !== '') await takeAway(this.folder, manifestOf(caseName));
      return [];
    }
    const text = printManifest({ certpress: this.version, outputs: [...outputs] });
    return text === standing ? [] : (await writeWhole(file, text)).diagnostics;
  }

  /** Gives every case its own in place of the one for all, once what was made in this run is written. */
  async divide(): Promise<readonly Diagnostic[]> {
    const diagnostics: Diagnostic[] = [];
    if (!this.before) return diagnostics;
    for (const name of new Set(this.before.outputs.map((one) => one.case)))
      if (!this.written.has(name) && !existsSync(join(this.folder, manifestOf(name))))
        diagnostics.push(...(await this.write(name, this.outputsOf(name))));
    if (diagnostics.length === 0) await rm(join(this.folder, manifestName), { force: true }).catch(() => undefined);
    return diagnostics;
  }
}
