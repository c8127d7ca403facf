/**
 * The shape of a field, shown: the lines that somebody would write, with a value of each kind and its meaning behind it.
 *
 * In:  a key, its shape, how deep it stands. Out: lines of YAML that have their shape as they stand; the skeleton prints them as
 * comments. Where nothing or “not applicable” is an answer, that is shown, and behind it what an item would hold.
 */
import { z } from 'zod';
import { fieldsOf, formsOf, itemOf, metaOf, type Shape } from '../../schemas/record/index.js';

/** Whether the scheme asks for what stands at the keys: it is marked. */
export type IsAsked = (way: readonly string[]) => boolean;

/** `dash`: the first field of a list's item. */
export function shapeLines(key: string, shape: Shape, indent: number, way: readonly string[], isAsked: IsAsked, dash = false): string[] {
  const pad = dash ? `${' '.repeat(indent - 2)}- ` : ' '.repeat(indent);
  const meta = metaOf(shape);
  const here = [...way, key];
  const about = (more = ''): string => `  # ${meta ? `${meta.zh} / ${meta.en}` : ''}${more}${isAsked(here) ? ' *' : ''}`;
  const item = itemOf(shape);
  const names = (of: Shape | undefined): string =>
    [...((of && fieldsOf(of)) ?? new Map<string, Shape>()).keys()].filter((name) => name !== 'notApplicable' && name !== 'none').join('、');
  if (meta?.kind === 'statement') return [`${pad}${key}: {none: true}${about(`（有则逐项列出 / or a list, each with: ${names(item)}）`)}`];
  if (meta?.kind === 'applicable') {
    return [
      `${pad}${key}: {notApplicable: ${text}}${about(item ? `（适用则逐项列出 / or a list, each with: ${names(item)}）` : `（适用则填写 / or: ${names(shape)}）`)}`,
    ];
  }
  if (item) {
    const of = fieldsOf(item);
    if (!of || metaOf(item)?.kind !== undefined) return [`${pad}${key}: [${sample(item)}]${about()}`];
    return [`${pad}${key}:${about()}`, ...entryLines(item, indent + 2, here, isAsked)];
  }
  const fields = meta?.kind === undefined ? fieldsOf(shape) : undefined;
  if (fields)
    return [`${pad}${key}:${about()}`, ...[...fields].flatMap(([name, child]) => shapeLines(name, child, indent + 2, here, isAsked))];
  const [form] = formsOf(shape);
  return [`${pad}${key}: ${sample(shape)}${about(form instanceof z.ZodEnum ? `（${form.options.join('、')}）` : '')}`];
}

/** The fields of one item of a list. */
export function entryLines(item: Shape, indent: number, way: readonly string[], isAsked: IsAsked): string[] {
  return [...(fieldsOf(item) ?? [])].flatMap(([key, child], i) => shapeLines(key, child, indent + 2, way, isAsked, i === 0));
}

/** A text in both languages; of a scheme whose text is English, English alone is enough (`files.ts`). */
export const text = '{zh: …, en: …}';
/** Of each form, what its check takes. */
const codes = {
  code: '…',
  reference: '…',
  phone: '0371-00000000',
  postCode: '450000',
  email: '…@…',
  time: '09:00',
  hours: '09:00–17:00',
} as const;

function sample(shape: Shape): string {
  switch (metaOf(shape)?.kind) {
    case 'text':
    case 'name':
    case 'long':
      return text;
    case 'code':
      return `"${codes[metaOf(shape)?.form ?? 'code']}"`;
    case 'done':
    case 'planned':
    case 'limit':
      return '2025-09-10';
    case 'person':
      return 'lin-wan';
    case 'audit':
      return 'stage-1';
    case 'site':
      return 'S1';
    case 'file':
    case 'picture':
      return 'evidence/….png';
  }
  const [form] = formsOf(shape);
  if (form instanceof z.ZodBoolean) return 'true';
  if (form instanceof z.ZodEnum) return String(form.options[0]);
  return form instanceof z.ZodNumber ? '0' : '"…"';
}
