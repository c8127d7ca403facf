/**
 * A build whose inputs all stand as they did: nothing is loaded, judged or rendered again.
 *
 * In:  the key of all inputs (`input-key.ts`). Out: the earlier result, if the outputs stand too. It is kept beside the
 * outputs as `.standing.json`, without any path of the machine, and may be deleted at any time.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/index.js';
import { hashOf, writeWhole } from '../files/write-file.js';
import { manifestName } from './manifest-name.js';
import type { Manifest, Output } from './manifest.js';

export interface Standing {
  readonly key: string;
  /** Folders outside of certpress that count besides the project's, as the project names them. */
  readonly named: readonly string[];
  /** `id` of the engine; '' of the one that comes with certpress. */
  readonly engine: string;
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
/** As it lies there: with the hash of the manifest, which need not be checked for its shape where it stands. */
interface Kept extends Standing {
  readonly manifest: string;
}
const fileName = '.standing.json';
/** What happened to a file in one run is no news in the next. */
const passing = new Set<string>(['output-removed', 'output-edited', 'output-failed', 'output-kept']);

/** What an earlier build left, whatever has become of its inputs and outputs; undefined where that cannot be read. */
export async function readStanding(out: string): Promise<Standing | undefined> {
  try {
    const { named, ...kept } = JSON.parse(await readFile(join(out, fileName), 'utf8')) as Partial<Standing>;
    if (!Array.isArray(named) || named.length > 2 || !named.every((one) => typeof one === 'string')) return undefined;
    return { ...(kept as Standing), named };
  } catch {
    return undefined;
  }
}

/** Its outputs, where it has this key, counts on this day, and all of them are what they were. */
export async function standsOn(out: string, standing: Standing, key: string, today: string): Promise<readonly Output[] | undefined> {
  const { days, files, manifest } = standing as Kept;
  if (standing.key !== key) return undefined;
  if (days && (today < days.from || (days.until !== undefined && today >= days.until))) return undefined;
  try {
    const text = await readFile(join(out, manifestName));
    if (sha256(text) !== manifest) return undefined;
    const known = new Map((JSON.parse(text.toString()) as Manifest).outputs.map((o) => [o.file, o]));
    const outputs = files.map((f) => known.get(f)).filter((o) => o !== undefined);
    const hashes = await Promise.all(outputs.map((o) => hashOf(join(out, o.file))));
    return outputs.length === files.length && outputs.every((o, i) => o.sha256 === hashes[i]) ? outputs : undefined;
  } catch {
    return undefined;
  }
}
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export async function writeStanding(out: string, standing: Standing): Promise<void> {
  if (standing.diagnostics.some((d) => passing.has(d.code))) return;
  const manifest = await readFile(join(out, manifestName)).catch(() => undefined);
  if (!manifest) return;
  const text = `${JSON.stringify({ ...standing, manifest: sha256(manifest) } satisfies Kept)}\n`;
  if ((await readFile(join(out, fileName), 'utf8').catch(() => '')) !== text) await writeWhole(join(out, fileName), text);
}
