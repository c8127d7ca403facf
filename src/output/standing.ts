/**
 * A build whose inputs all stand as they did: nothing is loaded, judged or rendered again.
 *
 * In:  the key of all inputs (`input-key.ts`). Out: the earlier result, if the outputs stand too. It is kept beside the
 * outputs as `.standing.json`, without any path of the machine, and may be deleted at any time.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/index.js';
import { hashOf, writeWhole } from '../files/write-file.js';
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
/** What happened to a file in one run is no news in the next. */
const passing = new Set<string>(['output-removed', 'output-edited', 'output-failed', 'output-kept']);

/** `today`: the day on which it is asked for. */
export async function readStanding(
  out: string,
  key: string,
  today: string,
): Promise<(Standing & { readonly outputs: readonly Output[] }) | undefined> {
  try {
    const standing = JSON.parse(await readFile(join(out, fileName), 'utf8')) as Standing;
    if (standing.key !== key) return undefined;
    const { days } = standing;
    if (days && (today < days.from || (days.until !== undefined && today >= days.until))) return undefined;
    const known = new Map(parseManifest(await readFile(join(out, manifestName), 'utf8'))?.outputs.map((o) => [o.file, o]));
    const outputs = standing.files.map((f) => known.get(f)).filter((o) => o !== undefined);
    const hashes = await Promise.all(outputs.map((o) => hashOf(join(out, o.file))));
    return outputs.length === standing.files.length && outputs.every((o, i) => o.sha256 === hashes[i])
      ? { ...standing, outputs }
      : undefined;
  } catch {
    return undefined;
  }
}

export async function writeStanding(out: string, standing: Standing): Promise<void> {
  if (standing.diagnostics.some((d) => passing.has(d.code))) return;
  const text = `${JSON.stringify(standing)}\n`;
  if ((await readFile(join(out, fileName), 'utf8').catch(() => '')) !== text) await writeWhole(join(out, fileName), text);
}
