/**
 * All revisions of one bag, without the archive that they lie in.
 *
 * In:  the folder whose subfolders are revisions. Out: a verdict for each, and findings on the chain: each names the one before.
 * Whether the newest is there, only the index of the archive can tell.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/index.js';
import { verifyBag } from './bag.js';
import { found } from './finding.js';
import { revisionsAmong } from './target.js';
import type { BagVerdict, VerifyOptions } from './types.js';

export async function verifyRevisions(
  folder: string,
  options: VerifyOptions,
  signal: AbortSignal,
  each: (verdict: BagVerdict) => void,
): Promise<readonly Diagnostic[]> {
  const names = (await readdir(folder)).sort();
  const revisions = revisionsAmong(names);
  const findings: Diagnostic[] = names
    .filter((name) => !revisions.includes(name))
    .map((name) => found('verify-unlisted', join(folder, name), `${name} 不是版次`, `${name} is no revision`));
  let before: BagVerdict | undefined;
  for (const [i, name] of revisions.entries()) {
    if (signal.aborted) break;
    if (name !== String(i + 1)) {
      findings.push(found('verify-gone', join(folder, String(i + 1)), `缺少版次 ${i + 1}`, `revision ${i + 1} is missing`));
      break;
    }
    const verdict = await verifyBag(join(folder, name), options);
    const place = verdict.bag.split('/');
    if (place.at(-1) !== name || (before && place.slice(0, -1).join('/') !== before.bag.split('/').slice(0, -1).join('/'))) {
      findings.push(
        found(
          'verify-replaced',
          join(folder, name),
          `自称为 ${verdict.bag}，与所在的位置不符`,
          `it calls itself ${verdict.bag}, which is not where it lies`,
        ),
      );
    }
    if (verdict.replaces !== before?.tagManifest)
      findings.push(found('verify-replaced', join(folder, name), '所替代的不是上一版次', 'it does not replace the revision before it'));
    before = verdict;
    each(verdict);
  }
  return findings;
}
