/**
 * A build whose inputs all stand as they did: nothing is loaded, judged or rendered again.
 *
 * In:  the hashes of every file of project, packs and layouts, and what was asked for. Out: the earlier result, if the
 * outputs stand too. It is kept beside the outputs as `.standing.json`, without any path of the machine, and may be deleted
 * at any time.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/index.js';
import { hashOf, writeWhole } from './files.js';
import { manifestName, parseManifest, type Output } from './manifest.js';

export interface Standing {
  readonly key: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Names of the outputs; what they are is in the manifest. */
  readonly files: readonly string[];
  readonly cases: number;
  readonly documents: number;
  /**
   * The days on which it stands: the one that it was judged on, and the first on which a rule may say something else.
   * Missing where the day was given or is pinned by the project, so that today does not matter.
   */
  readonly days?: { readonly from: string; readonly until?: string };
}
const fileName = '.standing.json';
const maxFiles = 50_000;
/** What happened to a file in one run is no news in the next. */
const passing = new Set<string>(['output-removed', 'output-edited', 'output-failed']);

/** A folder whose files a result depends on: all of them, or those with these endings. */
export interface InputFolder {
  readonly path: string;
  readonly endings?: RegExp;
}

/** One hash over everything that a result can depend on; undefined when there are too many files to tell cheaply. */
export async function standingKey(folders: readonly InputFolder[], asked: unknown): Promise<string | undefined> {
  const hash = createHash('sha256').update(JSON.stringify(asked));
  let files = 0;
  for (const { path: folder, endings } of folders) {
    const visit = async (relative: string): Promise<void> => {
      const entries = await readdir(join(folder, relative), { withFileTypes: true });
      for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const name = relative === '' ? entry.name : `${relative}/${entry.name}`;
        if (entry.name.startsWith('.') || entry.name === 'node_modules' || ++files > maxFiles) continue;
        if (entry.isDirectory()) await visit(name);
        else if (endings && !endings.test(name)) continue;
        else if (entry.isFile()) hash.update(`${name}\0`).update(await readFile(join(folder, name)));
        else hash.update(`${name}\0${entry.isSymbolicLink() ? 'link' : 'other'}`);
      }
    };
    try {
      await visit('');
    } catch {
      return undefined;
    }
  }
  return files > maxFiles ? undefined : hash.digest('hex');
}

/** `today`: the day on which it is asked for. */
export async function readStanding(out: string, key: string, today: string): Promise<(Standing & { readonly outputs: readonly Output[] }) | undefined> {
  try {
    const standing = JSON.parse(await readFile(join(out, fileName), 'utf8')) as Standing;
    if (standing.key !== key) return undefined;
    const { days } = standing;
    if (days && (today < days.from || (days.until !== undefined && today >= days.until))) return undefined;
    const known = new Map(parseManifest(await readFile(join(out, manifestName), 'utf8'))?.outputs.map((o) => [o.file, o]));
    const outputs = standing.files.map((f) => known.get(f)).filter((o) => o !== undefined);
    const hashes = await Promise.all(outputs.map((o) => hashOf(join(out, o.file))));
    return outputs.length === standing.files.length && outputs.every((o, i) => o.sha256 === hashes[i]) ? { ...standing, outputs } : undefined;
  } catch {
    return undefined;
  }
}

export async function writeStanding(out: string, standing: Standing): Promise<void> {
  if (standing.diagnostics.some((d) => passing.has(d.code))) return;
  const text = `${JSON.stringify(standing)}\n`;
  if ((await readFile(join(out, fileName), 'utf8').catch(() => '')) !== text) await writeWhole(join(out, fileName), text);
}
