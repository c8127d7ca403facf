/**
 * What zod complains about, in terms of the field.
 *
 * In:  the shape, the value, zod's issues. Out: `Misfit`s: one for each wrong value, with its path and what to do.
 *
 * A union (text, statement, applicable) gives one complaint: about the form that the value comes nearest to, or about
 * what the field may hold.
 */
import { z } from 'zod';
import leven from 'leven';
import type { Code, Prose } from '../diagnostics/index.js';
import { codeFault, roundedNumber } from '../../schemas/record/codes.js';
import { bare, entryOf, keysOf, formsOf, metaOf, shapeAt, type Shape } from '../../schemas/record/shape.js';
import { codeComplaint, dateComplaint, lookUp } from './code-prose.js';
import type { Path } from './yaml-values.js';

export interface Misfit {
  readonly code: Code;
  readonly path: Path;
  /** Whether the complaint is about the key or about its value. */
  readonly at: 'key' | 'value';
  readonly message: Prose;
  readonly help?: Prose;
  /** The character of the value that is complained of. */
  readonly character?: string;
  /** Of an unknown key: those that may stand there. */
  readonly known?: readonly string[];
  /** Of an unknown key: the one that is meant, as far as one is near. */
  readonly near?: string;
}
type Issue = z.core.$ZodIssue;

/** `sourceOf` gives a value as the file spells it: `5.10` where the value is 5.1. */
export function misfits(shape: Shape, value: unknown, issues: readonly Issue[], sourceOf: (path: Path) => string | undefined): Misfit[] {
  return issues.flatMap((issue) => explain(shape, value, issue, [], sourceOf));
}

function explain(shape: Shape, value: unknown, issue: Issue, under: Path, sourceOf: (path: Path) => string | undefined): Misfit[] {
  const path: Path = [...under, ...issue.path.map((key) => (typeof key === 'number' ? key : String(key)))];
  const at = shapeAt(shape, path);
  const here = valueAt(value, path);
  if (issue.code === 'unrecognized_keys') {
    const known = at ? keysOf(at) : [];
    return issue.keys.map((key) => unknownKey([...path, key], key, known, here));
  }
  if (issue.code === 'invalid_union' && at) {
    const form = nearest(at, here);
    const nested = form === undefined ? undefined : issue.errors[form];
    if (nested && nested.length > 0) return nested.flatMap((inner) => explain(shape, value, inner, path, sourceOf));
  }
  if (issue.code === 'invalid_key')
    return [{ code: 'key-refused', path, at: 'key', message: { zh: '这个键不符合要求', en: 'This key is not of the form asked for' } }];
  return [wrongValue(at, here, issue, path, sourceOf(path))];
}

/** Which form of a union a value is meant to be: the one of its type; among maps, one that has a key of it. */
function nearest(shape: Shape, value: unknown): number | undefined {
  const bareShape = bare(shape);
  if (!(bareShape instanceof z.ZodUnion)) return undefined;
  const forms = bareShape.options.map((option) => bare(option as Shape));
  if (Array.isArray(value)) return at(forms.findIndex((form) => form instanceof z.ZodArray));
  if (typeof value === 'string') return at(forms.findIndex((form) => form instanceof z.ZodString));
  if (typeof value !== 'object' || value === null) return undefined;
  const keys = Object.keys(value);
  const shared = forms.map((form) => (form instanceof z.ZodObject ? keys.filter((key) => key in form.shape).length : -1));
  const best = Math.max(...shared);
  return best > 0 || (shared.filter((n) => n >= 0).length === 1 && best === 0 && forms.every((form) => !(form instanceof z.ZodArray)))
    ? shared.indexOf(best)
    : undefined;
}
const at = (index: number): number | undefined => (index < 0 ? undefined : index);

function unknownKey(path: Path, key: string, known: readonly string[], map: unknown): Misfit {
  if (typeof map === 'object' && map !== null && 'notApplicable' in map) {
    return {
      code: 'applicable-wrong',
      path,
      at: 'key',
      message: { zh: '既写了不适用（notApplicable），又写了内容', en: 'Both “not applicable” (notApplicable) and content stand here' },
      help: { zh: '二者只保留其一。', en: 'Keep one of the two.' },
    };
  }
  if (known.length === 1 && known[0] === 'none') {
    return {
      code: 'statement-wrong',
      path,
      at: 'key',
      message: { zh: '写了 none: true，就不能再有别的内容', en: 'With none: true, nothing else can stand here' },
      help: {
        zh: '没有则只写 none: true；有则去掉 none，逐项列出。',
        en: 'Write none: true alone where there are none; else list them instead.',
      },
    };
  }
  const near = didYouMean(key, known);
  const list = { zh: `可用的键：${known.join('、')}。`, en: `Keys that may stand here: ${known.join(', ')}.` };
  // A guess may be a bad one, so the list stands behind it, unless it is longer than anybody reads.
  const rest = known.length <= 16 ? list : { zh: '', en: '' };
  return {
    code: 'key-unknown',
    path,
    at: 'key',
    known,
    ...(near === undefined ? {} : { near }),
    message: { zh: `这里没有 ${key} 这个键`, en: `There is no key ${key} here` },
    help: near === undefined ? list : { zh: `是否应为 ${near}？${rest.zh}`, en: `Did you mean ${near}? ${rest.en}`.trim() },
  };
}

/** The word nearest to one that is not known, if one is near. */
export function didYouMean(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let distance = (word.length < 4 ? 1 : Math.max(2, Math.ceil(word.length / 3))) + 1;
  for (const one of known) {
    if (Math.abs(one.length - word.length) >= distance) continue;
    const d = one.toLowerCase() === word.toLowerCase() ? 0 : leven(word, one);
    if (d < distance) [best, distance] = [one, d];
  }
  return best;
}

export function valueAt(value: unknown, path: Path): unknown {
  let here = value;
  for (const key of path)
    here = typeof here === 'object' && here !== null ? (here as Readonly<Record<string | number, unknown>>)[key] : undefined;
  return here;
}

function wrongValue(shape: Shape | undefined, value: unknown, issue: Issue, path: Path, source: string | undefined): Misfit {
  const meta = shape && metaOf(shape);
  const key = path.at(-1);
  const nameZh = meta ? `“${meta.zh}”` : typeof key === 'string' ? ` ${key} ` : '此处';
  const nameEn = meta ? `“${meta.en}”` : typeof key === 'string' ? key : 'This';
  const misfit = (code: Code, zh: string, en: string, help?: Prose): Misfit => ({
    code,
    path,
    at: 'value',
    message: { zh, en },
    ...(help ? { help } : {}),
  });
  const forms = shape ? formsOf(shape) : [];
  const takesText = forms.some((form) => form instanceof z.ZodString);

  if (value === undefined) {
    if (key === 'zh')
      return misfit('value-missing', '缺少中文（zh）：中文总是必需的', 'The Chinese (zh) is missing: it is always required');
    return typeof key === 'number'
      ? misfit('value-missing', '列表中有一个空项', 'An item of the list is empty', {
          zh: '写上内容，或删去这个“-”。',
          en: 'Write it, or delete its “-”.',
        })
      : misfit('value-missing', `${nameZh}没有填写`, `${nameEn} is missing`);
  }
  if ((typeof value === 'number' || typeof value === 'boolean') && takesText) {
    const spelled = source ?? String(value);
    if (roundedNumber.test(spelled)) {
      return misfit(
        'number-lost',
        `${nameZh}写作 ${spelled}，这是电子表格舍入过的数：后面的数字已经丢失`,
        `${nameEn} is ${spelled}, a number that a spreadsheet has rounded: its last digits are lost`,
        lookUp,
      );
    }
    const read = typeof value === 'boolean' ? { zh: '真假值', en: 'truth value' } : { zh: '数字', en: 'number' };
    const same = spelled === String(value);
    return misfit(
      'code-unquoted',
      `${nameZh}应为文字，而 ${spelled} 会被读作${read.zh}${same ? '' : ` ${value}`}`,
      `${nameEn} should be text, but ${spelled} is read as ${same ? `a ${read.en}` : `the ${read.en} ${value}`}`,
      { zh: `加引号："${spelled}"`, en: `Quote it: "${spelled}"` },
    );
  }
  if (key === 'none' && typeof value === 'boolean') {
    return misfit('statement-wrong', 'none 只能是 true', 'none can be true only', {
      zh: '没有则写 none: true；有则去掉 none，逐项列出。',
      en: 'Write none: true where there are none; else list them instead.',
    });
  }
  switch (meta?.kind) {
    case 'done':
    case 'planned':
    case 'limit': {
      const { message, help } = dateComplaint({ zh: nameZh, en: nameEn }, value);
      return misfit('date-wrong', message.zh, message.en, help);
    }
    case 'code': {
      const fault = typeof value === 'string' && meta.form ? codeFault(value, meta.form) : undefined;
      if (fault && meta.form) return { path, at: 'value', ...codeComplaint({ zh: nameZh, en: nameEn }, String(value), fault, meta.form) };
      break;
    }
    case 'statement':
      return misfit('statement-wrong', `${nameZh}应为一个列表，或 none: true（无）`, `${nameEn} should be a list, or none: true`, {
        zh: '有则逐项列出（每项以“- ”开头）；没有则写 none: true。',
        en: 'List the items, each with “- ”, or write none: true.',
      });
    case 'applicable':
      return misfit(
        'applicable-wrong',
        `${nameZh}应为其内容，或 notApplicable: 理由`,
        `${nameEn} should be its content, or notApplicable: the reason`,
        { zh: '适用则填写内容；不适用则写 notApplicable: 并说明理由。', en: 'Give the content, or write notApplicable: and say why.' },
      );
    case 'text':
    case 'name':
    case 'long':
      if (issue.code !== 'too_big') {
        return misfit(
          'text-wrong',
          `${nameZh}应为文字，或分中英文写作 zh: 和 en:`,
          `${nameEn} should be text, or its two languages as zh: and en:`,
        );
      }
      break;
  }
  if (issue.code === 'invalid_value') {
    const words = issue.values.map(String);
    const near = typeof value === 'string' ? didYouMean(value, words) : undefined;
    return misfit(
      'word-unknown',
      `${nameZh}不能是 ${show(value)}`,
      `${nameEn} cannot be ${show(value)}`,
      near === undefined
        ? { zh: `可用：${words.join('、')}。`, en: `One of: ${words.join(', ')}.` }
        : { zh: `是否应为 ${near}？可用：${words.join('、')}。`, en: `Did you mean ${near}? One of: ${words.join(', ')}.` },
    );
  }
  if (issue.code === 'too_big') {
    return issue.origin === 'number'
      ? misfit('value-range', `${nameZh}不能大于 ${issue.maximum}`, `${nameEn} cannot be more than ${issue.maximum}`)
      : misfit('value-range', `${nameZh}太长（上限 ${issue.maximum}）`, `${nameEn} is too long (at most ${issue.maximum})`);
  }
  if (issue.code === 'too_small') {
    return issue.origin === 'number'
      ? misfit('value-range', `${nameZh}不能小于 ${issue.minimum}`, `${nameEn} cannot be less than ${issue.minimum}`)
      : misfit('value-missing', `${nameZh}是空的`, `${nameEn} is empty`);
  }
  if (issue.code === 'invalid_format')
    return misfit('value-type', `${nameZh}的写法不对：${show(value)}`, `${nameEn} is not of the form asked for: ${show(value)}`);
  const expected = expectedOf(shape);
  return misfit(
    'value-type',
    `${nameZh}应为${expected.zh}，这里是${typeName(value).zh}`,
    `${nameEn} should be ${expected.en}; here is ${typeName(value).en}`,
    typeof value === 'string' && forms.some((form) => form instanceof z.ZodNumber)
      ? { zh: '写作数字，不加引号和单位。', en: 'Write a number, without quotes or unit.' }
      : typeof value === 'string' && forms.some((form) => form instanceof z.ZodBoolean)
        ? { zh: '写 true（是）或 false（否）。', en: 'Write true or false.' }
        : undefined,
  );
}

const show = (value: unknown): string =>
  typeof value === 'string'
    ? `“${value.length > 40 ? `${value.slice(0, 40)}…` : value}”`
    : typeName(value).zh === '数字'
      ? String(value)
      : typeof value === 'boolean'
        ? String(value)
        : typeName(value).en;

function typeName(value: unknown): Prose {
  if (Array.isArray(value)) return { zh: '列表', en: 'a list' };
  if (typeof value === 'object') return { zh: '一组键值', en: 'a map of keys' };
  if (typeof value === 'number') return { zh: '数字', en: 'a number' };
  if (typeof value === 'boolean') return { zh: '真假值', en: 'true or false' };
  return { zh: '文字', en: 'text' };
}

function expectedOf(shape: Shape | undefined): Prose {
  if (!shape) return { zh: '别的内容', en: 'something else' };
  const [form] = formsOf(shape);
  if (form instanceof z.ZodArray) return { zh: '列表（每项以“- ”开头）', en: 'a list (items with “- ”)' };
  if (form instanceof z.ZodObject || entryOf(shape)) return { zh: '一组键值（键: 值）', en: 'a map (key: value)' };
  if (form instanceof z.ZodNumber) return { zh: '数字', en: 'a number' };
  if (form instanceof z.ZodBoolean) return { zh: ' true 或 false', en: 'true or false' };
  return { zh: '文字', en: 'text' };
}
