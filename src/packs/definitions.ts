/**
 * The definitions of the documents that a scheme has, read and checked.
 *
 * In:  the scheme's file, where packs lie, the scheme's own folder, a house. Out: definitions by id, in the scheme's order, a house's own
 * last; complaints at line and column: an id that nothing defines, facts that the records do not have, a condition that does not fit.
 *
 * The nearest one counts: of the scheme's own folder, else of `schemas/documents`. A house adds documents and replaces none.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AddedFields } from '../../schemas/pack/added-fields.js';
import { documentSchema, type DocumentDefinition } from '../../schemas/pack/documents.js';
import type { SchemeFile } from '../../schemas/pack/index.js';
import type { Diagnostic, Prose } from '../diagnostics/index.js';
import { listFolder } from '../files/folder.js';
import { didYouMean } from '../files/shape-issues.js';
import { loadYaml } from '../files/yaml-file.js';
import { packageInfo } from '../program/package-info.js';
import { nothingProven, type Proven } from '../program/proven.js';
import { isPath, parseAnswerPath } from '../rules/answer-path.js';
import { conditionFault } from '../rules/conditions.js';
import { misspeltInCondition } from './misspelt-words.js';
import { rootShapesOf } from '../rules/root-shapes.js';
import { fieldFaults, paperHeads } from '../../schemas/pack/papers.js';
import { complainOf, type Complain } from './complain.js';
import { isPrepared } from '../program/prepared.js';
import { preparedIn } from './prepared.js';
import type { PackFile } from './types.js';

export interface DefinitionFolder {
  /** Absolute; the definitions lie in `documents/` below it. */
  readonly path: string;
  /** As diagnostics and manifests name it. */
  readonly shown: string;
}
export interface Definitions {
  readonly byId: ReadonlyMap<string, DocumentDefinition>;
  readonly files: readonly { readonly file: string; readonly sha256: string }[];
  readonly diagnostics: readonly Diagnostic[];
}

const folderName = 'documents';
const ending = /\.yaml$/;
const idsIn = (folder: string): string[] =>
  existsSync(join(folder, folderName))
    ? (listFolder(join(folder, folderName), folder).value?.files ?? [])
        .filter((name) => ending.test(name))
        .map((name) => name.replace(ending, ''))
    : [];

/** Ids of all documents that the package defines for any scheme, in order. */
export const stockDocuments = (root: string = packageInfo().root): string[] => idsIn(join(root, 'schemas'));

/**
 * `root`: the folder that holds `schemas/`; what has no definitions there (a bag of an earlier version) takes those of the package. `adds`:
 * what the scheme and the house add to the records.
 */
export function loadDefinitions(
  scheme: PackFile<SchemeFile>,
  root: string,
  own: DefinitionFolder,
  house: DefinitionFolder | undefined,
  proven: Proven = nothingProven,
  adds?: AddedFields,
): Definitions {
  const diagnostics: Diagnostic[] = [];
  const files: { file: string; sha256: string }[] = [];
  const byId = new Map<string, DocumentDefinition>();
  const complain = complainOf(scheme.value.id, diagnostics);
  const isHere = existsSync(join(root, 'schemas', folderName));
  const stock = { path: join(isHere ? root : packageInfo().root, 'schemas'), shown: 'schemas' };
  const read = (folder: DefinitionFolder, id: string, isInUse: boolean): DocumentDefinition | undefined => {
    const path = join(folder.path, folderName, `${id}.yaml`);
    const file = `${folder.shown}/${folderName}/${id}.yaml`;
    const loaded = loadYaml({ path, file, root: folder.path, shape: documentSchema, known: preparedIn(documentSchema) });
    diagnostics.push(...loaded.diagnostics);
    if (!loaded.value) return undefined;
    if (isInUse) files.push({ file, sha256: loaded.value.sha256 });
    const key = JSON.stringify(['definition', id, loaded.value.sha256, ...(adds ? [adds] : [])]);
    const value: DocumentDefinition = adds ? { ...loaded.value.value, adds } : loaded.value.value;
    if (!isPrepared(key) && !proven.has(key)) {
      const found = diagnostics.length;
      if (!checkDefinition({ ...loaded.value, value, path }, id, complain)) return undefined;
      if (diagnostics.length === found) proven.add(key);
    }
    return value;
  };
  const inOwn = idsIn(own.path);
  const inStock = idsIn(stock.path);
  for (const id of Object.keys(scheme.value.documents)) {
    const found = inOwn.includes(id) ? read(own, id, true) : inStock.includes(id) ? read(stock, id, isHere) : undefined;
    if (found) byId.set(id, found);
    else if (!inOwn.includes(id) && !inStock.includes(id)) {
      complain(
        scheme,
        ['documents', id],
        'pack-wrong',
        { zh: `没有文件 ${id} 的定义`, en: `No document ${id} is defined` },
        nearestOf(id, [...inOwn, ...inStock]),
      );
    }
  }
  for (const id of house ? idsIn(house.path) : []) {
    const found = house && read(house, id, true);
    if (!found || (found.schemes && !found.schemes.includes(scheme.value.id))) continue;
    if (byId.has(id) || inStock.includes(id))
      diagnostics.push({
        code: 'pack-wrong',
        severity: 'error',
        place: { file: join(house.path, folderName, `${id}.yaml`), line: 1, column: 1 },
        message: { zh: `已有名为 ${id} 的文件`, en: `There is a document ${id} already` },
        help: { zh: '给自己的文件另取一个名称。', en: 'Give your own document another name.' },
      });
    else byId.set(id, found);
  }
  const roles = [...byId.values()].flatMap(({ role }) => role ?? []);
  const twice = roles.find((role, i) => roles.indexOf(role) !== i);
  if (twice !== undefined)
    complain(scheme, ['documents'], 'pack-wrong', { zh: `两份文件同为 role: ${twice}`, en: `Two documents have the role ${twice}` });
  return { byId, files, diagnostics };
}

/** Whether it can be used: of fields that are wrong nothing can be made, and nothing else said. */
function checkDefinition(file: PackFile<DocumentDefinition>, id: string, complain: Complain): boolean {
  const { value } = file;
  if (value.id !== id) complain(file, ['id'], 'pack-wrong', { zh: `id 应与文件名一致：${id}`, en: `id should be that of the file: ${id}` });
  const { fields } = value;
  if (fields && value.of !== 'paper')
    complain(file, ['fields'], 'pack-wrong', { zh: 'fields 只与 of: paper 连用', en: 'fields go with of: paper only' });
  // A slip in the form of a field is told already.
  if (file.misshapen.some((pointer) => pointer.startsWith('/fields'))) return false;
  const faults = fieldFaults(fields ?? {});
  for (const { path, zh, en } of faults) complain(file, ['fields', ...path], 'pack-wrong', { zh, en });
  if (faults.length > 0) return false;
  for (const name of Object.keys(fields ?? {}))
    if ((paperHeads as readonly string[]).includes(name))
      complain(file, ['fields', name], 'pack-wrong', { zh: `每份文书都有 ${name}，不必再写`, en: `Every paper has ${name} by itself` });
  const roots = rootShapesOf(value);
  const facts: (readonly [readonly (string | number)[], string | undefined])[] = [
    [['record'], value.record],
    [['date'], value.date],
    [['number'], value.number],
    ...(value.due?.any ?? []).map((fact, i) => [['due', 'any', i], fact] as const),
    ...value.needs.map((fact, i) => [['needs', i], fact] as const),
  ];
  for (const [path, fact] of facts) {
    const answer = fact === undefined ? undefined : parseAnswerPath(fact, roots);
    if (!answer || isPath(answer)) continue;
    complain(
      file,
      path,
      'answer-unknown',
      { zh: `${fact ?? ''}：${answer.zh}`, en: `${fact ?? ''}: ${answer.en}` },
      answer.word === undefined ? undefined : nearestOf(answer.word, answer.known ?? []),
    );
  }
  const fault = value.when === undefined ? undefined : conditionFault(value.when, roots);
  if (fault)
    complain(file, ['when'], 'condition-wrong', { zh: `条件有错误：${fault.message}`, en: `The condition is wrong: ${fault.message}` });
  else if (value.when !== undefined)
    for (const { word, path, words } of misspeltInCondition(value.when, roots))
      complain(file, ['when'], 'condition-wrong', ...neverThat(path, word, words));
  return true;
}

/** What is said of a word that a fact can never be. */
export const neverThat = (fact: string, word: string, words: readonly string[]): [Prose, Prose | undefined] => [
  { zh: `条件有错误：${fact} 不会是 ${word}`, en: `The condition is wrong: ${fact} is never ${word}` },
  nearestOf(word, words),
];

/** “Did you mean …?”, where one of the known ids is near. */
export function nearestOf(id: string, known: Iterable<string>): Prose | undefined {
  const near = didYouMean(id, known);
  return near === undefined ? undefined : { zh: `是否应为 ${near}？`, en: `Did you mean ${near}?` };
}
