/**
 * The fields of papers: what a definition says of the records that it is made from, in the words of `schemas/record/fields.ts`.
 *
 * In:  parsed YAML of `fields:` in a definition. Out: zod schema and types. `schemas/record/paper.ts` makes the shape of the record of it.
 * Anybody's definition is read: how many fields there are, how deep they stand and what they are called is bounded here.
 */
import { z } from 'zod';

/** Kinds that say all by themselves. */
export const plainKinds = [
  'text',
  'name',
  'long',
  'code',
  'reference',
  'phone',
  'postCode',
  'email',
  'done',
  'planned',
  'limit',
  'time',
  'hours',
  'person',
  'site',
  'audit',
  'file',
  'picture',
  'yes-no',
  'number',
] as const;
/** Kinds that hold others: `of` says which. */
export const holdingKinds = ['list', 'map', 'statement', 'applicable', 'applicable-list'] as const;

/** What every paper has; a definition cannot give it another meaning. */
export const paperHeads = ['paper', 'date', 'number', 'certificate', 'audit'] as const;

/** A list of maps with a list of words in them is as deep as a form goes. */
const deepest = 3;
const mostFields = 80;
const mostWords = 60;

const prose = z.strictObject({
  zh: z.string().min(1).max(400).describe('中文 / Chinese'),
  en: z.string().min(1).max(400).describe('英文 / English'),
});
const meaning = {
  zh: z.string().min(1).max(400).describe('中文含义，也是标签 / What it means in Chinese; also its label'),
  en: z.string().min(1).max(400).describe('英文含义，也是标签 / What it means in English; also its label'),
};
export type PlainKind = (typeof plainKinds)[number];
export type PaperField =
  | { readonly is: PlainKind; readonly zh: string; readonly en: string }
  | {
      readonly is: 'word';
      readonly zh: string;
      readonly en: string;
      readonly words: Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
    }
  | {
      readonly is: 'list' | 'statement' | 'applicable-list';
      readonly zh: string;
      readonly en: string;
      readonly of: PaperField | PaperFields;
    }
  | { readonly is: 'map' | 'applicable'; readonly zh: string; readonly en: string; readonly of: PaperFields };
export interface PaperFields {
  readonly [name: string]: PaperField;
}

/** Names as records have them; none that every map has from the language (`constructor`). */
const fieldName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,59}$/)
  .refine((name) => !(name in Object.prototype) && !['is', 'none', 'notApplicable', 'zh', 'en'].includes(name));

const words = z
  .record(z.string().regex(/^[a-z][a-z0-9-]{0,59}$/), prose)
  .refine((map) => Object.keys(map).length > 0 && Object.keys(map).length <= mostWords);

/** One shape for all kinds, so that a slip in `is` is told as that; which kind has `of` and which `words`, `fieldFaults` says. */
const fieldWith = (below: z.ZodType | undefined): z.ZodType =>
  z.strictObject({
    is: z.enum([...plainKinds, 'word', ...holdingKinds]).describe('种类 / What it is'),
    ...meaning,
    words: words.optional().describe('可用的词及其名称（is: word）/ The words, and what each is called, with is: word'),
    ...(below
      ? {
          of: z
            .union([below, mapOf(below)])
            .optional()
            .describe('每项是什么，或有哪些字段 / What an item is, or its fields'),
        }
      : {}),
  });
const mapOf = (field: z.ZodType): z.ZodType =>
  z.record(fieldName, field).refine((map) => Object.keys(map).length > 0 && Object.keys(map).length <= mostFields);
const levels = (left: number): z.ZodType => fieldWith(left === 0 ? undefined : levels(left - 1));

export const paperFieldsSchema = mapOf(levels(deepest - 1)) as z.ZodType<PaperFields>;

/** One field, or a map of them: `is` tells them apart, and is the name of none. */
export const isField = (of: PaperField | PaperFields): of is PaperField => typeof of['is'] === 'string';

export interface FieldFault {
  readonly path: readonly string[];
  readonly zh: string;
  readonly en: string;
}
/** What a field has too much or too little for its kind. */
export function fieldFaults(map: PaperFields, path: readonly string[] = []): FieldFault[] {
  return Object.entries(map).flatMap(([name, field]) => faultsOf(field, [...path, name]));
}
function faultsOf(field: PaperField, path: readonly string[]): FieldFault[] {
  const loose = field as { readonly is: string; readonly of?: PaperField | PaperFields; readonly words?: unknown };
  const holds = (holdingKinds as readonly string[]).includes(loose.is);
  if (holds && loose.of === undefined)
    return [{ path, zh: `${loose.is} 要写明 of：其中是什么`, en: `A ${loose.is} says with of what it holds` }];
  if (!holds && loose.of !== undefined) return [{ path: [...path, 'of'], zh: `${loose.is} 没有 of`, en: `A ${loose.is} has no of` }];
  if ((loose.is === 'word') !== (loose.words !== undefined))
    return [
      loose.words === undefined
        ? { path, zh: 'word 要列出 words', en: 'A word lists its words' }
        : { path: [...path, 'words'], zh: `${loose.is} 没有 words`, en: `A ${loose.is} has no words` },
    ];
  if (loose.of === undefined) return [];
  if (isField(loose.of))
    return loose.is === 'map' || loose.is === 'applicable'
      ? [{ path: [...path, 'of'], zh: `${loose.is} 的 of 是一组字段`, en: `of of a ${loose.is} is a map of fields` }]
      : faultsOf(loose.of, [...path, 'of']);
  return fieldFaults(loose.of, [...path, 'of']);
}
