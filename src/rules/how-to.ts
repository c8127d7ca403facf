/**
 * How to answer: what to write, and in which file, for the field that an answer belongs in.
 *
 * In:  files, paths and shapes of fields. Out: prose for someone who keeps records.
 */
import { z } from 'zod';
import { formsOf, metaOf, type Shape } from '../../schemas/record/index.js';
import type { Prose } from '../diagnostics/index.js';
import type { Key } from './answer-path.js';

export interface Field {
  /** Relative to the project folder. */
  readonly file: string;
  readonly path: readonly Key[];
  readonly shape: Shape | undefined;
}

export function howToAnswer(fields: readonly Field[]): Prose {
  const files = [...new Set(fields.map((field) => field.file))];
  const parts = files.map((file) => {
    // Two paths through one missing list (its text, its reason) are one thing to write.
    const paths = [...new Map(fields.filter((field) => field.file === file).map((field) => [dotted(field.path), field])).values()];
    const list = paths.slice(0, 4).map((field) => dotted(field.path));
    const more = paths.length > 4 ? ` …（${paths.length}）` : '';
    // Fields of several kinds are told by their names alone.
    const forms = new Map(paths.map((field) => form(field.shape)).map((one) => [one.en, one]));
    const how = (forms.size === 1 ? [...forms.values()][0] : undefined) ?? { zh: '', en: '' };
    return {
      zh: `在 ${file} 中填写 ${list.join('、')}${more}${how.zh === '' ? '' : `：${how.zh}`}。`,
      en: `Write ${list.join(', ')}${more === '' ? '' : ` … (${paths.length})`} in ${file}${how.en === '' ? '' : `: ${how.en}`}.`,
    };
  });
  return { zh: parts.map((part) => part.zh).join(''), en: parts.map((part) => part.en).join(' ') };
}

/** For an entry of a list that is told from others by a word of it; `field`: what it holds besides. */
export function howToAdd(
  { file, path }: { readonly file: { readonly file: string }; readonly path: readonly Key[] },
  { key, values }: { readonly key: string; readonly values: readonly string[] },
  field: string,
): Prose {
  const list = dotted(path);
  return {
    zh: `在 ${file.file} 的 ${list} 中加一项：${key}: ${values.join('（或 ')}${values.length > 1 ? '）' : ''}${field === '' ? '' : `，并填写 ${field}`}。`,
    en: `Add an entry to ${list} in ${file.file}: ${key}: ${values.join(' or ')}${field === '' ? '' : `, with ${field}`}.`,
  };
}

/** For a content that findings answer, and that none names. */
export function howToFind(content: string, audit: string): Prose {
  return {
    zh: `在 audits/${audit}/findings/ 的文件中写一条发现：answers 中写 ${content}，并填写 evidence（证据）、finding（发现）、conclusion（结论）。`,
    en: `Write a finding in a file under audits/${audit}/findings/: name ${content} in its answers, and give evidence, finding and conclusion.`,
  };
}

/** `team[0].registration`; a whole file is named by its file. */
function dotted(path: readonly Key[]): string {
  return path.map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i === 0 ? '' : '.'}${key}`)).join('');
}

/** What a field holds, in a few words. */
export function form(shape: Shape | undefined): Prose {
  if (!shape) return { zh: '', en: '' };
  switch (metaOf(shape)?.kind) {
    case 'statement':
      return { zh: '逐项列出（每项以“- ”开头），没有则写 none: true', en: 'list the items (each with “- ”), or none: true' };
    case 'applicable':
      return { zh: '填写内容，不适用则写 notApplicable: 理由', en: 'its content, or notApplicable: with the reason' };
    case 'text':
    case 'long':
      return { zh: '写文字，或分写 zh: 和 en:', en: 'text, or its languages as zh: and en:' };
    case 'name':
      return { zh: '写名称', en: 'a name' };
    case 'code':
      if (metaOf(shape)?.form === 'time') return { zh: '写时刻，如 "09:00"', en: 'a time, such as "09:00"' };
      else return { zh: '写编号或代码，加引号', en: 'a number or code, quoted' };
    case 'done':
    case 'planned':
    case 'limit':
      return { zh: '写日期，如 2025-09-10', en: 'a date, such as 2025-09-10' };
    case 'person':
      return { zh: '写 people.yaml 中的人员代号', en: 'the id of a person in people.yaml' };
    case 'audit':
      return { zh: '写 audits/ 下的文件夹名', en: 'the name of a folder under audits/' };
    case 'site':
      return { zh: '写 case.yaml 中的场所代号', en: 'the id of a site in case.yaml' };
    case 'file':
    case 'picture':
      return { zh: '写文件的路径，如 evidence/plan.png', en: 'the path of a file, such as evidence/plan.png' };
  }
  const [bare] = formsOf(shape);
  if (bare instanceof z.ZodBoolean) return { zh: 'true（是）或 false（否）', en: 'true or false' };
  if (bare instanceof z.ZodNumber) return { zh: '写数字', en: 'a number' };
  if (bare instanceof z.ZodEnum) return { zh: `选用 ${bare.options.join('、')}`, en: `one of ${bare.options.join(', ')}` };
  if (bare instanceof z.ZodArray) return { zh: '逐项列出（每项以“- ”开头）', en: 'a list (items with “- ”)' };
  return { zh: '', en: '' };
}
