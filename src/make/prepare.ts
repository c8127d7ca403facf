/**
 * The last step of compiling (`tools/compile.mjs`): what a run would read and prove of our own packs, layouts and themes each time is read
 * and proved here, once.
 *
 * In:  nothing but them. Out: files beside the compiled code; and, for the tests of what they hold, what reads them.
 */
import { packsOf } from '../load/pack-places.js';
import { listSchemes, loadScheme } from '../packs/load-scheme.js';
import { preparePacks } from '../packs/prepare.js';
import { packageInfo } from '../program/package-info.js';
import { noteWorkedOut } from '../program/prepared.js';
import { loadSchemeTools } from './scheme-tools.js';

export { isPrepared } from '../program/prepared.js';
export { loadScheme, loadSchemeTools };

export async function prepare(): Promise<number> {
  const workedOut = noteWorkedOut();
  const { root } = packageInfo();
  const packs = packsOf(root, undefined);
  for (const { id, version } of listSchemes(packs)) {
    const { value } = loadScheme(id, version, packs);
    if (value) await loadSchemeTools(value, root, undefined);
  }
  return preparePacks(workedOut);
}
