/**
 * Checking a pack against itself and against the shape of the records.
 *
 * In:  the files of a scheme, each of the right shape. Out: diagnostics at line and column: ids that do not exist, paths
 *      that lead nowhere, conditions that do not fit the types, wording without its strings.
 */
import { isScalar } from 'yaml';
import type { Body, Content, ContentsFile, DocumentKind, SchemeFile, Standard, Wording } from '../../schemas/pack/index.js';
import type { Rule } from '../../schemas/pack/rules.js';
import type { Code, Diagnostic, Prose } from '../diagnostics/index.js';
import { checkRules } from '../judge/check-rules.js';
import { nodeAt, placeAt } from '../load/pointer.js';
import type { PackFile } from '../load/scheme.js';
import { didYouMean } from '../load/shape-issues.js';
import { isPath, parseAnswerPath } from './answer-path.js';
import { conditionFault } from './conditions.js';

export interface Pack {
  readonly id: string;
  readonly version: string;
  readonly scheme: PackFile<SchemeFile>;
  readonly contents: PackFile<ContentsFile>;
  readonly wording: PackFile<readonly Wording[]>;
  readonly body: PackFile<Body>;
  readonly standard: PackFile<Standard>;
  readonly rules?: PackFile<readonly Rule[]>;
}
type Path = readonly (string | number)[];
/** `offset`: the very place in the file, where it is nearer than that of the path. */
type Complain = (file: PackFile<unknown>, path: Path, code: Code, message: Prose, help?: Prose, offset?: number) => void;

export function checkPack(pack: Pack): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const complain: Complain = (file, path, code, message, help, offset) => {
    const place = placeAt(file.source, path, file.path);
    const at = offset === undefined ? undefined : file.source.lines.linePos(offset);
    diagnostics.push({
      code, severity: 'error', message, ...(help ? { help } : {}), scheme: pack.id,
      place: at ? { ...place, line: at.line, column: at.col } : place,
    });
  };
  const { scheme, contents, wording } = pack;
  if (scheme.value.id !== pack.id) complain(scheme, ['id'], 'pack-wrong', { zh: `id 应与文件夹一致：${pack.id}`, en: `id should be that of the folder: ${pack.id}` });
  if (scheme.value.version !== pack.version) complain(scheme, ['version'], 'pack-wrong', { zh: `version 应与文件夹一致：${pack.version}`, en: `version should be that of the folder: ${pack.version}` });

  const wordingIds = new Set(wording.value.map((row) => row.id));
  const idsOf = new Map<DocumentKind, Set<string>>();
  for (const [kind, groups] of documentsIn(contents.value)) idsOf.set(kind, new Set(groups.flatMap((group) => group.contents.map((content) => content.id))));
  for (const [kind, groups] of documentsIn(contents.value)) {
    if (!scheme.value.documents[kind]) complain(contents, [kind], 'pack-wrong', { zh: `scheme.yaml 的 documents 中没有 ${kind}`, en: `documents in scheme.yaml has no ${kind}` });
    const seen = new Set<string>();
    groups.forEach((group, g) => group.contents.forEach((content, c) => {
      const path = [kind, g, 'contents', c];
      // One id may have rows for different kinds of audit or conditions: schemes ask for one thing in several clauses.
      const once = JSON.stringify([content.id, content.for ?? [], content.when ?? '']);
      if (seen.has(once)) complain(contents, [...path, 'id'], 'pack-wrong', { zh: `内容代号 ${content.id} 用了两次`, en: `The content id ${content.id} is used twice` });
      seen.add(once);
      checkContent(content, path, idsOf.get(kind) ?? new Set(), wordingIds, contents, complain);
    }));
  }
  wording.value.forEach((row, i) => {
    if (row.kind === 'content' ? (row.must ?? []).length === 0 : row.string === undefined) {
      complain(wording, [i], 'pack-wrong', row.kind === 'content'
        ? { zh: `${row.id} 缺少 must`, en: `${row.id} has no must` } : { zh: `${row.id} 缺少 string`, en: `${row.id} has no string` });
    }
    const { place } = row;
    if (place !== undefined) {
      const known = new Set(row.documents.flatMap((kind) => [...(idsOf.get(kind) ?? [])]));
      if (!known.has(place)) unknownId(wording, [i, 'place'], place, known, complain);
    }
    checkCondition(row.when, wording, [i, 'when'], complain);
  });
  if (pack.rules) diagnostics.push(...checkRules(pack.rules, scheme));
  return diagnostics;
}

const documentsIn = (contents: ContentsFile): [DocumentKind, NonNullable<ContentsFile[DocumentKind]>][] =>
  Object.entries(contents) as [DocumentKind, NonNullable<ContentsFile[DocumentKind]>][];

function unknownId(file: PackFile<unknown>, path: Path, id: string, known: ReadonlySet<string>, complain: Complain): void {
  const near = didYouMean(id, known);
  complain(file, path, 'pack-wrong', { zh: `这个文件没有内容 ${id}`, en: `The document has no content ${id}` },
    near === undefined ? undefined : { zh: `是否应为 ${near}？`, en: `Did you mean ${near}?` });
}

function checkContent(content: Content, path: Path, ids: ReadonlySet<string>, wordingIds: ReadonlySet<string>, file: PackFile<ContentsFile>, complain: Complain): void {
  // `place` may name a place that a layout has apart from any content of the scheme; `with` is always a content.
  if (content.with !== undefined && !ids.has(content.with)) unknownId(file, [...path, 'with'], content.with, ids, complain);
  if (content.place !== undefined && !ids.has(content.place)) unknownId(file, [...path, 'place'], content.place, ids, complain);
  content.answer.forEach((text, i) => {
    const answer = parseAnswerPath(text);
    if (isPath(answer)) return;
    const near = answer.word === undefined ? undefined : didYouMean(answer.word, answer.known ?? []);
    complain(file, [...path, 'answer', i], 'answer-unknown', { zh: `${text}：${answer.zh}`, en: `${text}: ${answer.en}` },
      near === undefined ? undefined : { zh: `是否应为 ${near}？`, en: `Did you mean ${near}?` });
  });
  const wordingId = /^wording\.(.+)$/.exec(content.pack ?? '')?.[1];
  if (wordingId !== undefined && !wordingIds.has(wordingId)) {
    complain(file, [...path, 'pack'], 'pack-wrong', { zh: `wording.yaml 中没有 ${wordingId}`, en: `wording.yaml has no ${wordingId}` });
  }
  checkCondition(content.when, file, [...path, 'when'], complain);
}

function checkCondition(expression: string | undefined, file: PackFile<unknown>, path: Path, complain: Complain): void {
  const fault = expression === undefined ? undefined : conditionFault(expression);
  if (!fault) return;
  const node = nodeAt(file.source.document, path)?.value;
  const spelled = isScalar(node) ? node.source : undefined;
  const near = (expression ?? '').slice(fault.start, fault.start + 40).split('\n')[0] ?? '';
  const message = { zh: `条件有错误：${fault.message}${near === '' ? '' : `（在 ${near} 处）`}`, en: `The condition is wrong: ${fault.message}${near === '' ? '' : ` (at ${near})`}` };
  // Where the expression stands as it is, the place inside it is known too.
  const quote = isScalar(node) && node.type !== 'PLAIN' ? 1 : 0;
  const length = node?.range ? node.range[1] - node.range[0] : 0;
  const asWritten = spelled === expression && length === (expression ?? '').length + 2 * quote;
  complain(file, path, 'condition-wrong', message, undefined, asWritten && node?.range ? node.range[0] + quote + fault.start : undefined);
}
