/**
 * Packs and layouts against each other, the records' shape and the schemes' texts, without data: all that a build would refuse of them.
 *
 * In:  certpress's folder, the folders of packs, a house, one scheme or all of them, what was proven before. Out: diagnostics, each fault
 * once, however many documents and schemes reach the file that it stands in.
 */
import { hasErrors, type Diagnostic } from '../diagnostics/index.js';
import { placesOf, type Packs } from '../load/pack-places.js';
import { listSchemes, loadScheme, packFolder, unknownScheme } from '../packs/load-scheme.js';
import { ownPackFaults } from '../packs/own-pack-faults.js';
import { checkQuotations } from '../packs/quotations.js';
import type { Proven } from '../program/proven.js';
import { checkHouse } from './check-house.js';
import type { House } from '../load/house.js';
import { lintPack } from './lint-pack.js';
import { loadSchemeTools, type SchemeTools } from './scheme-tools.js';

export interface LintOptions {
  /** certpress's own where none are given. */
  readonly packs?: Packs;
  /** One scheme, in all its versions; all where missing. */
  readonly scheme?: string | undefined;
  /** Layouts are also tried with the longest texts (`longest-trial.ts`), which takes some seconds a scheme. */
  readonly longest?: boolean | undefined;
}

/** The engine is loaded where it is asked for. */
async function triedLong(tools: SchemeTools): Promise<Diagnostic[]> {
  const [{ longestTrial }, { createPdfWriter }] = await Promise.all([import('./longest-trial.js'), import('../writers/pdf/index.js')]);
  return longestTrial(tools, createPdfWriter());
}

export async function lint(
  packageRoot: string,
  house: House | undefined,
  proven: Proven,
  { packs = packageRoot, scheme: only, longest = false }: LintOptions = {},
): Promise<Diagnostic[]> {
  const found: Diagnostic[] = house ? checkHouse(house, packageRoot, packs, proven) : [];
  for (const place of placesOf(packs).slice(1)) found.push(...ownPackFaults(place, placesOf(packs)));
  const names = listSchemes(packs).filter(({ id }) => only === undefined || id === only);
  if (only !== undefined && names.length === 0) return [unknownScheme(only, 'latest', packs)];
  for (const name of names) {
    const scheme = loadScheme(name.id, name.version, packs, proven, house);
    found.push(...scheme.diagnostics);
    found.push(...checkQuotations(name.id, packFolder(name), name.place.root));
    if (!scheme.value) continue;
    const tools = await loadSchemeTools(scheme.value, packageRoot, house);
    found.push(...tools.diagnostics);
    if (tools.value) found.push(...lintPack(scheme.value, tools.value.layouts, packageRoot));
    if (tools.value) for (const kind of scheme.value.documents.keys()) found.push(...tools.value.checked(kind));
    if (tools.value && longest && !hasErrors(found)) found.push(...(await triedLong(tools.value)));
  }
  await proven.save();
  const said = new Set<string>();
  return found.filter((d) => {
    const key = JSON.stringify([d.code, d.place, d.message]);
    return !said.has(key) && said.add(key);
  });
}
