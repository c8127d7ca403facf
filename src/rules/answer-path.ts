/**
 * Answer paths: where in the record a content is answered.
 *
 * In:  the text of a path (`report.team[role=leader]+.person`; the grammar is in `schemas/pack/index.ts`), a value.
 * Out: its steps, checked against the shape of the records; or, in a value, what answers it and what is missing.
 */
import { childOf, fieldsOf, itemOf, type Shape } from '../../schemas/record/index.js';
import { rootShapes, type RootShapes } from './root-shapes.js';

export type Key = string | number;
export type Step =
  /** One of these keys; several only at the end. */
  | { readonly type: 'keys'; readonly keys: readonly string[] }
  /** Each element, or each for which `key` is one of `values`. */
  | { readonly type: 'each'; readonly filter?: { readonly key: string; readonly values: readonly string[] }; readonly some: boolean };
export interface AnswerPath {
  readonly text: string;
  readonly root: string;
  readonly steps: readonly Step[];
}
/** Why a path is not one, and the word nearest to the one that is wrong. */
export interface PathFault {
  readonly zh: string;
  readonly en: string;
  readonly word?: string;
  readonly known?: readonly string[];
}

const word = '[A-Za-z][A-Za-z0-9]*';
const stepPattern = new RegExp(`^(?:\\.(${word}(?:\\|${word})*)|\\[(?:(${word})=([^\\]]+))?\\](\\+)?)`);

const parsed = new WeakMap<RootShapes, Map<string, AnswerPath | PathFault>>();

/** Reads a path and follows it through the shape of the records; `roots`: those of its document (`rootShapesOf`). */
export function parseAnswerPath(text: string, roots: RootShapes = rootShapes): AnswerPath | PathFault {
  let paths = parsed.get(roots);
  if (!paths) parsed.set(roots, (paths = new Map()));
  let path = paths.get(text);
  if (!path) paths.set(text, (path = parse(text, roots)));
  return path;
}
export const isPath = (path: AnswerPath | PathFault): path is AnswerPath => 'steps' in path;

function parse(text: string, roots: RootShapes): AnswerPath | PathFault {
  const root = new RegExp(`^${word}`).exec(text)?.[0] ?? '';
  const first = roots.get(root);
  if (!first) return { zh: `没有 ${root || text} 这个根`, en: `There is no root ${root || text}`, word: root, known: [...roots.keys()] };
  const steps: Step[] = [];
  let shape: Shape = first;
  let rest = text.slice(root.length);
  while (rest !== '') {
    const found = stepPattern.exec(rest);
    if (!found) return { zh: `“${rest}”不是路径的写法`, en: `“${rest}” is not how a path goes on` };
    rest = rest.slice(found[0].length);
    const [, names, filterKey, filterValues, plus] = found;
    if (names !== undefined) {
      const keys = names.split('|');
      if (keys.length > 1 && rest !== '')
        return { zh: '几个可选的键（|）只能在路径末尾', en: 'Alternatives (|) stand at the end of a path only' };
      const fields = fieldsOf(shape);
      for (const key of keys) {
        if (!fields?.has(key)) {
          return itemOf(shape) && !fields
            ? { zh: `${key} 之前是列表，应写 []`, en: `Before ${key} is a list: write []` }
            : { zh: `记录中没有 ${key} 这个键`, en: `The records have no key ${key} here`, word: key, known: [...(fields?.keys() ?? [])] };
        }
      }
      steps.push({ type: 'keys', keys });
      shape = childOf(shape, keys[0] ?? '') ?? shape;
    } else {
      const item = itemOf(shape);
      if (!item) return { zh: `${found[0]} 之前不是列表`, en: `Before ${found[0]} is no list` };
      if (filterKey !== undefined && !fieldsOf(item)?.has(filterKey)) {
        return {
          zh: `列表的各项没有 ${filterKey} 这个键`,
          en: `Items of the list have no key ${filterKey}`,
          word: filterKey,
          known: [...(fieldsOf(item)?.keys() ?? [])],
        };
      }
      steps.push({
        type: 'each',
        some: filterKey === undefined || plus !== undefined,
        ...(filterKey === undefined ? {} : { filter: { key: filterKey, values: (filterValues ?? '').split('|') } }),
      });
      shape = item;
    }
  }
  return { text, root, steps };
}

/** What a path finds in a value: places that answer it, or places at which an answer is missing. */
export interface Found {
  readonly answered: readonly (readonly Key[])[];
  readonly missing: readonly (readonly Key[])[];
}

/** `original`: the language of the scheme's text, in which an answer must be there. */
export function follow(path: AnswerPath, value: unknown, original: Original = 'zh'): Found {
  return step(path.steps, value, [], false, original);
}
type Original = 'zh' | 'en';

/** `inEach`: the place is a field that every element must have, so it is a smaller place than the list. */
function step(steps: readonly Step[], value: unknown, at: readonly Key[], inEach: boolean, original: Original): Found {
  if (isDeclined(value, original)) return { answered: [at], missing: [] };
  const [next, ...rest] = steps;
  if (next === undefined) return isAnswered(value, original) ? { answered: [at], missing: [] } : { answered: [], missing: [at] };
  if (next.type === 'keys') {
    const map = isMap(value) ? value : {};
    const ways = next.keys.map((key) => step(rest, map[key], [...at, key], inEach, original));
    const good = ways.filter((way) => way.missing.length === 0);
    // Alternatives: where several answer it, none of them is needed; what holds them is.
    if (good.length > 1) return { answered: [holder(at)], missing: [] };
    return good[0] ?? ways[0] ?? { answered: [], missing: [at] };
  }
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  if (list.length === 0) return { answered: [], missing: [at] };
  const { filter } = next;
  const chosen = list.flatMap((item, i) =>
    !filter || (isMap(item) && filter.values.includes(String(item[filter.key]))) ? [{ item, i }] : [],
  );
  if (chosen.length === 0) return next.some ? { answered: [], missing: [at] } : { answered: [], missing: [] };
  const found = chosen.map(({ item, i }) => step(rest, item, [...at, i], true, original));
  const missing = found.flatMap((one) => one.missing);
  if (missing.length > 0) return { answered: [], missing };
  // Nothing is asked of the elements but to be there: the list is what answers.
  if (rest.length === 0) return { answered: filter && chosen.length === 1 ? found.flatMap((one) => one.answered) : [at], missing: [] };
  return { answered: found.flatMap((one) => one.answered), missing: [] };
}

/** The place itself; of something in a list's element, the list: a list with one element less may still answer. */
function holder(at: readonly Key[]): readonly Key[] {
  const first = at.findIndex((key) => typeof key === 'number');
  return first === -1 ? at : at.slice(0, first);
}

type Map_ = Readonly<Record<string, unknown>>;
const isMap = (value: unknown): value is Map_ => typeof value === 'object' && value !== null && !Array.isArray(value);

/** `none: true`, or `notApplicable` with its reason. */
export const isDeclined = (value: unknown, original: Original = 'zh'): boolean =>
  isMap(value) && (value['none'] === true || isAnswered(value['notApplicable'], original));

/** Whether anything is said: blanks, empty lists and maps of nothing say nothing; `false` and 0 do. */
export function isAnswered(value: unknown, original: Original = 'zh'): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  if (Array.isArray(value)) return value.some((item) => isAnswered(item, original));
  if (isMap(value))
    return 'zh' in value || 'en' in value
      ? isSaid(value, original)
      : isDeclined(value, original) || Object.entries(value).some(([key, item]) => key !== 'none' && isAnswered(item, original));
  return value !== undefined && value !== null;
}
/** A text answers in the scheme's language: the other alone is no answer. A plain text without Chinese characters is English. */
const isSaid = ({ zh, en }: Map_, original: Original): boolean =>
  original === 'zh' ? isAnswered(zh) : isAnswered(en) || (isAnswered(zh) && !/\p{Script=Han}/u.test(String(zh)));
