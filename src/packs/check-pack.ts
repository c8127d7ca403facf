/**
 * Checking a pack against itself and against the shape of the records.
 *
 * In:  the files of a scheme, each of the right shape. Out: diagnostics at line and column: ids that do not exist, paths
 *      that lead nowhere, conditions that do not fit the types, wording without its strings.
 */
import { isScalar } from 'yaml';
import type { Body, Content, ContentsFile, DocumentKind, SchemeFile, Wording } from '../../schemas/pack/index.js';
import type { ArchiveFile } from '../../schemas/pack/archive.js';
import type { DocumentDefinition } from '../../schemas/pack/documents.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { checkRules } from './check-rules.js';
import { nodeAt } from '../files/pointer.js';
import { documentOf } from '../files/yaml-file.js';
import { nearestOf, neverThat } from './definitions.js';
import { complainOf, type Complain, type PackPath } from './complain.js';
import type { PlacedRow } from './shared-rules.js';
import { folderOf, type PackFile } from './types.js';
import { didYouMean } from '../files/shape-issues.js';
import { isPath, parseAnswerPath } from '../rules/answer-path.js';
import { rootShapes, rootShapesOf, type RootShapes } from '../rules/root-shapes.js';
import { conditionFault } from '../rules/conditions.js';
import { misspeltInCondition } from './misspelt-words.js';

export interface Pack {
  readonly id: string;
  /** Name of the folder of this version. */
  readonly folder: string;
  readonly scheme: PackFile<SchemeFile>;
  readonly contents: PackFile<ContentsFile>;
  readonly wording: PackFile<readonly Wording[]>;
  readonly body: PackFile<Body>;
  readonly rows: readonly PlacedRow[];
  readonly archive?: PackFile<ArchiveFile>;
  readonly documents: ReadonlyMap<string, DocumentDefinition>;
}
export function checkPack(pack: Pack): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const complain = complainOf(pack.id, diagnostics);
  const { scheme, contents, wording } = pack;
  if (scheme.value.id !== pack.id)
    complain(scheme, ['id'], 'pack-wrong', { zh: `id 应与文件夹一致：${pack.id}`, en: `id should be that of the folder: ${pack.id}` });
  const folder = folderOf(scheme.value.version);
  if (folder !== pack.folder)
    complain(
      scheme,
      ['version'],
      'pack-wrong',
      {
        zh: `文件夹 ${pack.folder} 与 version ${scheme.value.version} 不一致`,
        en: `The folder ${pack.folder} is not called after the version ${scheme.value.version}`,
      },
      {
        zh: `把文件夹改名为 ${folder}，或把 version 改为 ${pack.folder}。`,
        en: `Call the folder ${folder}, or make the version ${pack.folder}.`,
      },
    );

  const checkKind = (file: PackFile<unknown>, path: PackPath, kind: string): void => {
    if (scheme.value.documents[kind]) return;
    const message = { zh: `scheme.yaml 的 documents 中没有 ${kind}`, en: `documents in scheme.yaml has no ${kind}` };
    complain(file, path, 'pack-wrong', message, nearestOf(kind, Object.keys(scheme.value.documents)));
  };
  const wordingIds = new Set(wording.value.map((row) => row.id));
  const idsOf = new Map<DocumentKind, Set<string>>();
  for (const [kind, groups] of documentsIn(contents.value))
    idsOf.set(kind, new Set(groups.flatMap((group) => group.contents.map((content) => content.id))));
  for (const [kind, groups] of documentsIn(contents.value)) {
    checkKind(contents, [kind], kind);
    const seen = new Set<string>();
    groups.forEach((group, g) =>
      group.contents.forEach((content, c) => {
        const path = [kind, g, 'contents', c];
        // One id may have rows for different kinds of audit or conditions: schemes ask for one thing in several clauses.
        const once = JSON.stringify([content.id, content.for ?? [], content.when ?? '']);
        if (seen.has(once))
          complain(contents, [...path, 'id'], 'pack-wrong', {
            zh: `内容代号 ${content.id} 用了两次`,
            en: `The content id ${content.id} is used twice`,
          });
        seen.add(once);
        checkContent(
          content,
          path,
          idsOf.get(kind) ?? new Set(),
          wordingIds,
          contents,
          scheme.value,
          rootShapesOf(pack.documents.get(kind)),
          complain,
        );
      }),
    );
  }
  wording.value.forEach((row, i) => {
    if (row.kind === 'content' ? (row.must ?? []).length === 0 : row.string === undefined) {
      complain(
        wording,
        [i],
        'pack-wrong',
        row.kind === 'content'
          ? { zh: `${row.id} 缺少 must`, en: `${row.id} has no must` }
          : { zh: `${row.id} 缺少 string`, en: `${row.id} has no string` },
      );
    }
    row.documents.forEach((kind, n) => checkKind(wording, [i, 'documents', n], kind));
    const { place } = row;
    if (place !== undefined) {
      const known = new Set(row.documents.flatMap((kind) => [...(idsOf.get(kind) ?? [])]));
      // A document that is misspelt there has lost its contents.
      if (!known.has(place) && row.documents.every((kind) => idsOf.has(kind))) unknownId(wording, [i, 'place'], place, known, complain);
    }
    // Of several documents each sees its own; the first that it does not fit is told.
    const roots = row.documents.map((kind) => rootShapesOf(pack.documents.get(kind)));
    const unfit = roots.find((one) => row.when !== undefined && conditionFault(row.when, one) !== undefined);
    checkCondition(row.when, wording, [i, 'when'], complain, scheme.value, unfit ?? roots[0]);
  });
  pack.archive?.value.records.forEach(({ kind, document, for: kinds, title }, i) => {
    if (!pack.archive) return;
    if (document !== undefined) checkKind(pack.archive, ['records', i, 'document'], document);
    else if (kind === undefined || kinds === undefined || title === undefined)
      complain(pack.archive, ['records', i], 'pack-wrong', {
        zh: '不是文件（document）的一行须有 kind、for、title',
        en: 'A row that names no document needs kind, for and title',
      });
  });
  diagnostics.push(...checkRules(pack.rows, scheme, pack.documents));
  return diagnostics;
}

const documentsIn = (contents: ContentsFile): [DocumentKind, NonNullable<ContentsFile[DocumentKind]>][] => Object.entries(contents);

function unknownId(file: PackFile<unknown>, path: PackPath, id: string, known: ReadonlySet<string>, complain: Complain): void {
  const near = didYouMean(id, known);
  complain(
    file,
    path,
    'pack-wrong',
    { zh: `这个文件没有内容 ${id}`, en: `The document has no content ${id}` },
    near === undefined ? undefined : { zh: `是否应为 ${near}？`, en: `Did you mean ${near}?` },
  );
}

function checkContent(
  content: Content,
  path: PackPath,
  ids: ReadonlySet<string>,
  wordingIds: ReadonlySet<string>,
  file: PackFile<ContentsFile>,
  scheme: SchemeFile,
  roots: RootShapes,
  complain: Complain,
): void {
  // `place` may name a place that a layout has apart from any content of the scheme; `with` is always a content.
  if (content.with !== undefined && !ids.has(content.with)) unknownId(file, [...path, 'with'], content.with, ids, complain);
  if (content.place !== undefined && !ids.has(content.place)) unknownId(file, [...path, 'place'], content.place, ids, complain);
  content.answer.forEach((text, i) => {
    const answer = parseAnswerPath(text, roots);
    if (isPath(answer)) return;
    const near = answer.word === undefined ? undefined : didYouMean(answer.word, answer.known ?? []);
    complain(
      file,
      [...path, 'answer', i],
      'answer-unknown',
      { zh: `${text}：${answer.zh}`, en: `${text}: ${answer.en}` },
      near === undefined ? undefined : { zh: `是否应为 ${near}？`, en: `Did you mean ${near}?` },
    );
  });
  const wordingId = /^wording\.(.+)$/.exec(content.pack ?? '')?.[1];
  if (wordingId !== undefined && !wordingIds.has(wordingId)) {
    complain(file, [...path, 'pack'], 'pack-wrong', { zh: `wording.yaml 中没有 ${wordingId}`, en: `wording.yaml has no ${wordingId}` });
  }
  checkCondition(content.when, file, [...path, 'when'], complain, scheme, roots);
}

function checkCondition(
  expression: string | undefined,
  file: PackFile<unknown>,
  path: PackPath,
  complain: Complain,
  scheme: SchemeFile,
  roots: RootShapes = rootShapes,
): void {
  if (expression === undefined) return;
  const fault = conditionFault(expression, roots);
  if (!fault) {
    for (const { word, path: fact, words } of misspeltInCondition(expression, roots, scheme))
      complain(file, path, 'condition-wrong', ...neverThat(fact, word, words));
    return;
  }
  const node = nodeAt(documentOf(file), path)?.value;
  const spelled = isScalar(node) ? node.source : undefined;
  const near = expression.slice(fault.start, fault.start + 40).split('\n')[0] ?? '';
  const message = {
    zh: `条件有错误：${fault.message}${near === '' ? '' : `（在 ${near} 处）`}`,
    en: `The condition is wrong: ${fault.message}${near === '' ? '' : ` (at ${near})`}`,
  };
  // Where the expression stands as it is, the place inside it is known too.
  const quote = isScalar(node) && node.type !== 'PLAIN' ? 1 : 0;
  const length = node?.range ? node.range[1] - node.range[0] : 0;
  const asWritten = spelled === expression && length === expression.length + 2 * quote;
  complain(file, path, 'condition-wrong', message, undefined, asWritten && node?.range ? node.range[0] + quote + fault.start : undefined);
}
