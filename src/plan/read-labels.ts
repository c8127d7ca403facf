/**
 * The labels of a house, for what a case depends on there (`labels-asked.ts`).
 *
 * In:  the house's folder and its label files. Out: what each label says; nothing where anything is wrong with a file, or one has changed
 * since its hash was taken.
 */
import { join } from 'node:path';
import { labelsIn } from '../compose/layout-set.js';
import { localeFile, type LabelFiles, type LabelsOfHouse } from './labels-asked.js';

export function readLabelsOf(house: string, files: LabelFiles): LabelsOfHouse | undefined {
  const all = new Map<string, Map<string, string>>();
  for (const [file, sha256] of files) {
    const [, scheme = '', lang = ''] = localeFile.exec(file) ?? [];
    const read = labelsIn(join(house, file), house);
    if (read?.sha256 !== sha256) return undefined;
    const labels = all.get(scheme) ?? new Map<string, string>();
    // By language and key.
    for (const [key, said] of read.labels) labels.set(`${lang} ${key}`, said);
    all.set(scheme, labels);
  }
  return all;
}
