/**
 * The schemes of the package, found by folder: a test that is about every scheme names none.
 *
 * In:  the packs. Out: each scheme in its newest version, by id; all versions as a table.
 */
import { listSchemes, loadScheme } from '../../src/packs/load-scheme.js';
import { schemeKey, type Scheme, type SchemeTable } from '../../src/packs/types.js';
import { packageInfo } from '../../src/program/package-info.js';

const { root } = packageInfo();
const all = listSchemes(root).map(({ id, version }): Scheme => {
  const { value, diagnostics } = loadScheme(id, version, root);
  if (!value) throw new Error(`${id}: ${diagnostics.map((d) => `${d.place?.line ?? ''} ${d.message.en}`).join('; ')}`);
  return value;
});
const oldestFirst = [...all].sort((a, b) => (a.scheme.from < b.scheme.from ? -1 : 1));

export const schemes: Readonly<Record<string, Scheme>> = Object.fromEntries(oldestFirst.map((scheme) => [scheme.id, scheme]));
export const schemeIds: readonly string[] = Object.keys(schemes).sort();
export const schemeTable: SchemeTable = new Map(all.map((scheme) => [schemeKey(scheme.id, scheme.version), scheme]));
export function schemeOf(id: string): Scheme {
  const scheme = schemes[id];
  if (!scheme) throw new Error(`there is no scheme ${id}`);
  return scheme;
}
