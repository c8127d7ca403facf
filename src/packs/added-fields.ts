/**
 * What a scheme and a house add to the records: their `fields.yaml`.
 *
 * In:  the scheme's own folder and a house's. Out: fields by place, a house's below `x`; complaints at line and column: a place that no
 * record has, a name that is taken.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { addedFieldsSchema, houseField, type AddedFields } from '../../schemas/pack/added-fields.js';
import { fieldFaults } from '../../schemas/pack/papers.js';
import { belowHouse, joined, keysAt, openWords } from '../../schemas/record/added-fields.js';
import { hasErrors, type Diagnostic } from '../diagnostics/index.js';
import { didYouMean } from '../files/shape-issues.js';
import { loadYaml } from '../files/yaml-file.js';
import { complainOf } from './complain.js';
import type { DefinitionFolder } from './definitions.js';
import type { PackFile } from './types.js';

export const addedFieldsFile = 'fields.yaml';

export interface Added {
  /** None where nothing is added, or where what is added cannot be read. */
  readonly adds?: AddedFields;
  readonly files: readonly { readonly file: string; readonly sha256: string }[];
  readonly diagnostics: readonly Diagnostic[];
}

export function loadAdded(scheme: string, own: DefinitionFolder, house: DefinitionFolder | undefined): Added {
  const diagnostics: Diagnostic[] = [];
  const files: { file: string; sha256: string }[] = [];
  const read = (folder: DefinitionFolder | undefined, isHouse: boolean): AddedFields => {
    const path = folder && join(folder.path, addedFieldsFile);
    if (!folder || path === undefined || !existsSync(path)) return {};
    const file = `${folder.shown}/${addedFieldsFile}`;
    const loaded = loadYaml({ path, file, root: folder.path, shape: addedFieldsSchema });
    diagnostics.push(...loaded.diagnostics);
    if (!loaded.value) return {};
    files.push({ file, sha256: loaded.value.sha256 });
    const value = loaded.value.value as AddedFields;
    // A slip in the form of a field is told already, and nothing can be made of it.
    if (loaded.value.misshapen.length === 0) diagnostics.push(...faultsOf({ ...loaded.value, value, path }, scheme, isHouse));
    return isHouse ? belowHouse(value) : value;
  };
  const adds = joined(read(own, false), read(house, true));
  return { files, diagnostics, ...(hasErrors(diagnostics) || Object.keys(adds).length === 0 ? {} : { adds }) };
}

function faultsOf(file: PackFile<AddedFields>, scheme: string, isHouse: boolean): Diagnostic[] {
  const found: Diagnostic[] = [];
  const complain = complainOf(scheme, found);
  for (const [place, fields] of Object.entries(file.value)) {
    const keys = keysAt(place);
    if (!(keys instanceof Set)) {
      const { zh, en, word, known = [] } = keys as Exclude<typeof keys, ReadonlySet<string>>;
      const near = word === undefined ? undefined : didYouMean(word, known);
      complain(
        file,
        [place],
        'pack-wrong',
        { zh, en },
        near === undefined ? undefined : { zh: `是否应为 ${near}？`, en: `Did you mean ${near}?` },
      );
      continue;
    }
    for (const { path, zh, en } of fieldFaults(fields)) complain(file, [place, ...path], 'pack-wrong', { zh, en });
    if (isHouse) continue;
    for (const [name, field] of Object.entries(fields)) {
      const words = openWords(place, name);
      if (words && field.is === 'word') {
        const taken = Object.keys(field.words).filter((word) => words.includes(word));
        for (const word of taken)
          complain(file, [place, name, 'words', word], 'pack-wrong', {
            zh: `${place} 的 ${name} 已有 ${word}`,
            en: `${name} of ${place} can be ${word} already`,
          });
      } else if (keys.has(name))
        complain(file, [place, name], 'pack-wrong', { zh: `${place} 已有字段 ${name}`, en: `${place} has a field ${name} already` });
      if (name === houseField)
        complain(file, [place, name], 'pack-wrong', {
          zh: `${houseField} 留给使用单位自己的字段`,
          en: `${houseField} is kept for the fields of a house`,
        });
    }
  }
  return found;
}
