/**
 * What is said of a content that is not answered: its clause and words, where the answer belongs, and what to write there.
 *
 * In:  a scope, a content, the places without an answer. Out: the diagnostic `content-missing`.
 */
import type { Content } from '../../schemas/pack/index.js';
import { shapeAt } from '../../schemas/record/index.js';
import type { Diagnostic, Prose } from '../diagnostics/index.js';
import { placeIn } from '../load/record-file.js';
import type { RecordFile } from '../load/types.js';
import { isAnswered, isPath, parseAnswerPath, type AnswerPath, type Key } from '../rules/answer-path.js';
import { howToAdd, howToAnswer, howToFind } from '../rules/how-to.js';
import { rootShapesOf, rootPlaces, type RootName } from '../rules/root-shapes.js';
import type { DocumentScope } from './scope.js';

/** A place in a record: of an answer, or where one belongs. */
export interface AnswerPlace {
  readonly file: RecordFile;
  readonly path: readonly Key[];
}

export function contentMissing(scope: DocumentScope, content: Content, missing: readonly AnswerPlace[]): Diagnostic {
  const [first, ...others] = missing;
  const spot = first ?? { file: scope.asks.file, path: [] };
  const absent = content.answer
    .map((text) => parseAnswerPath(text, rootShapesOf(scope.document)))
    .find((path): path is AnswerPath => isPath(path) && path.root !== 'findings' && !scope.roots[path.root as RootName]);
  const place = placeIn(scope.project.root, spot.file, spot.path);
  return {
    code: 'content-missing',
    severity: content.severity,
    message: { zh: `缺少“${content.title.zh}”（${content.clause}）`, en: `“${content.title.en}” is missing (${content.clause})` },
    why: { zh: content.zh, en: content.en },
    help: isInOtherLanguage(scope, spot)
      ? inOriginal[scope.scheme.scheme.original]
      : absent && spot.path.length < 2
        ? helpForAbsent(scope, absent)
        : help(scope, content, missing),
    place,
    related: others
      .map((one) => placeIn(scope.project.root, one.file, one.path))
      .filter((one) => one.file !== place.file || one.line !== place.line),
    ...(content.rule === undefined ? {} : { rule: content.rule }),
    clause: content.clause,
    scheme: scope.scheme.id,
    document: scope.kind,
    case: scope.case.name,
    ...(scope.audit ? { audit: scope.audit.name } : {}),
    ...(scope.subject === undefined ? {} : { subject: scope.subject }),
  };
}

/** A text is there, in the language that the scheme's own text is not in. */
function isInOtherLanguage({ scheme }: DocumentScope, { file, path }: AnswerPlace): boolean {
  const value = path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<Key, unknown>)[key] : undefined),
    file.value,
  );
  return isAnswered(value, 'zh') && !isAnswered(value, scheme.scheme.original);
}
const inOriginal = {
  zh: { zh: '本方案的原文为中文：请写出中文（zh）。', en: 'The scheme’s text is Chinese: give the Chinese (zh).' },
  en: {
    zh: '本方案的原文为英文：请写出英文（en），或把英文写作单独一段文字。',
    en: 'The scheme’s text is English: give the English (en), or write the English as a plain text.',
  },
} as const;

function help(scope: DocumentScope, content: Content, missing: readonly AnswerPlace[]): Prose {
  if (content.finding && missing.every(({ path }) => path.length < 3)) return howToFind(content.id, scope.audit?.name ?? '');
  const entry = content.answer.map((text) => entryWanted(scope, text, missing)).find((one) => one !== undefined);
  if (entry) return entry;
  const spots = missing.map(({ file, path }) => ({ file: file.file, path, shape: shapeAt(file.shape, path) }));
  return howToAnswer(spots);
}

/** A list that is there, or may be, lacks the one entry that a path asks for (`results[content=stage1.documents]+.text`). */
function entryWanted(scope: DocumentScope, text: string, missing: readonly AnswerPlace[]): Prose | undefined {
  const path = parseAnswerPath(text, rootShapesOf(scope.document));
  if (!isPath(path)) return undefined;
  const at = path.steps.findIndex((step) => step.type === 'each' && step.some && step.filter !== undefined);
  const step = path.steps[at];
  const list = path.steps[at - 1];
  if (step?.type !== 'each' || !step.filter || list?.type !== 'keys') return undefined;
  // Of the list itself, and not of something in an entry of it.
  const spot = missing.find((one) => list.keys.includes(String(one.path.at(-1))));
  const fields = path.steps.slice(at + 1).flatMap((one) => (one.type === 'keys' ? one.keys.slice(0, 1) : []));
  return spot && howToAdd(spot, step.filter, fields.join('.'));
}

function helpForAbsent(scope: DocumentScope, path: AnswerPath): Prose {
  const { kind, path: way } = rootPlaces[path.root as RootName];
  if (kind !== 'case') return { zh: `建立 ${kind}.yaml，填写 ${path.text}。`, en: `Make ${kind}.yaml, with ${path.text}.` };
  const key = String(way[0]);
  const states = scope.case.case.value[key as 'client' | 'sites' | 'headcount'] ?? [];
  return states.length === 0
    ? {
        zh: `在 ${scope.case.case.file} 的 ${key} 中填写，注明 from（自哪一天起）。`,
        en: `Write it under ${key} in ${scope.case.case.file}, with from (the day from which it holds).`,
      }
    : {
        zh: `${key} 中没有在 ${scope.date} 有效的一项：核对 from 和文件日期。`,
        en: `No state under ${key} holds on ${scope.date}: check from, and the date of the document.`,
      };
}
