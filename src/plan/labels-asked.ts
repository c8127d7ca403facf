/**
 * What a case depends on in the labels of its house, so that a changed label concerns the cases whose documents print it.
 *
 * In:  the keys that its documents asked for (`compose/labels.ts`), the schemes that they are made by, the labels of the house. Out: a hash
 * of those labels of the house by these keys. Labels of certpress and of packs change with the program and with the packs, by which every
 * case is known.
 */
import { sha256 } from '../files/write-file.js';

/** Files of labels in a house's folder, by their way from there: for all schemes, or for one. */
export const localeFile = /^(?:schemes\/([^/]+)\/)?locales\/(zh|en)\.yaml$/;

/** Label files of a house, each with its hash, in order. */
export type LabelFiles = readonly (readonly [file: string, sha256: string])[];
/** A house's labels of which nothing is wrong: by scheme ('' for all of them), what each key says in each language. */
export type LabelsOfHouse = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Keys that documents of a case asked for: `group.*` is the group as a whole, which labels it has among it. */
export type LabelsAsked = readonly string[];

/** `schemes`: keys of scheme versions, as `schemeKey` gives them. */
export function hashOfAsked(asked: LabelsAsked, schemes: readonly string[], labels: LabelsOfHouse): string {
  const keys = new Set(asked);
  const isAsked = (key: string): boolean => keys.has(key) || keys.has(`${key.slice(0, key.lastIndexOf('.') + 1)}*`);
  const ids = new Set(schemes.map((key) => key.split('/')[0] ?? key));
  const said = ['', ...ids].sort().map((id) => [id, [...(labels.get(id) ?? [])].filter(([key]) => isAsked(key.slice(3))).sort()]);
  return sha256(JSON.stringify(said));
}
