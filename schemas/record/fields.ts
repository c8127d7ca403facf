/**
 * The kinds of fields that records are made of.
 *
 * In:  what a field means, in Chinese and English. Out: a zod schema that carries its kind and its meaning, from which
 * come the check, the TypeScript type, the JSON Schema of the editor and the shape that layouts are checked against.
 *
 * Every field is optional here: what a scheme requires is said by its `contents.yaml`, not by the shape.
 */
import { z } from 'zod';
import { codeFault, type CodeForm } from './codes.js';

/** What a field is, besides its type. */
export type FieldKind =
  | 'text'
  | 'name'
  | 'long'
  | 'code'
  | 'done'
  | 'planned'
  | 'limit'
  | 'person'
  | 'audit'
  | 'site'
  | 'document'
  | 'record'
  | 'file'
  | 'picture'
  | 'statement'
  | 'applicable';
export interface FieldMeta {
  readonly kind?: FieldKind;
  /** Of a `done` date: the day of the whole map in which it stands; before it there was nothing of that map. */
  readonly ownDay?: true;
  /** Of a code: which kind of code, and so what it may hold. */
  readonly form?: CodeForm;
  /** Of a word: what each is called, where the field itself says it. */
  readonly words?: Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
  /** Of a word: the list is certpress's, and a scheme may add words to it (`fields.yaml`). */
  readonly open?: true;
  readonly zh: string;
  readonly en: string;
}
/** Meaning of each schema made here; the JSON Schema's hover is made from it. */
export const fieldMeta = z.registry<FieldMeta>();

function means<T extends z.ZodType>(schema: T, zh: string, en: string, kind?: FieldKind): T {
  fieldMeta.add(schema, kind ? { kind, zh, en } : { zh, en });
  return schema;
}

/**
 * A schema of its own, to be told apart by what it means, of the kind of another. Made from nothing, a text with two bounds is made three
 * times, and there are a thousand of them.
 */
const like = <T extends z.ZodType>(schema: T): T => schema.clone() as T;
function once<K, T>(make: (key: K) => T): (key: K) => T {
  const made = new Map<K, T>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}
const words = once((max: number) => z.string().min(1).max(max));

const maxText = 4_000;
const maxLong = 60_000;
const zh = (max: number) => means(like(words(max)), '中文', 'Chinese');
const en = (max: number) => means(like(words(max)), '英文', 'English');
const both = (max: number) => z.strictObject({ zh: zh(max), en: en(max).optional() });
/** Of a scheme whose text is English; of the others it is refused where the scheme is known (`src/validate/original.ts`). */
const english = (max: number) => z.strictObject({ en: en(max) });
const inOneOrBoth = once((max: number) => z.union([words(max), both(max), english(max)]));
/** A text in one language alone is what both languages have: `{ zh }`, be it English. */
const widened = (max: number) =>
  inOneOrBoth(max).transform((v): { zh: string; en?: string | undefined } =>
    typeof v === 'string' ? { zh: v } : 'zh' in v ? v : { zh: v.en },
  );

/** Printed in both languages; the second is required as soon as it is printed. Output `{ zh, en? }`. */
export const text = (zh: string, en: string) => means(widened(maxText), zh, en, 'text');
/** Name of a person or document: where the second language is missing, the first is printed. Output `{ zh, en? }`. */
export const name = (zh: string, en: string) => means(widened(400), zh, en, 'name');
/** Long text in small Markdown (docs/text.md): paragraphs, lists, bold, tables. Output `{ zh, en? }`. */
export const long = (zh: string, en: string) => means(widened(maxLong), zh, en, 'long');
/** A number or code: neutral, always a string, and of the characters that its form may hold (`codes.ts`). */
const codes = once((form: CodeForm) =>
  words(200).superRefine((value, context) => {
    if (codeFault(value, form)) context.addIssue({ code: 'custom', params: { form } });
  }),
);
const codeOf = (form: CodeForm) => (zh: string, en: string) => {
  const schema = like(codes(form));
  fieldMeta.add(schema, { kind: 'code', form, zh, en });
  return schema;
};
export const code = codeOf('code');
/** A number with words around it: a document, a receipt, several numbers. */
export const reference = codeOf('reference');
export const phone = codeOf('phone');
export const postCode = codeOf('postCode');
export const email = codeOf('email');
/** A time of the day: `21:00`. */
export const time = codeOf('time');
/** A span of the day: `20:00–08:00`. */
export const hours = codeOf('hours');
export const flag = (zh: string, en: string) => means(z.boolean(), zh, en);
/** A count or an amount; not negative. */
export const amount = (zh: string, en: string) => means(z.number().min(0).max(1_000_000), zh, en);
/** An amount that may be negative. */
export const signed = (zh: string, en: string) => means(z.number().min(-1_000_000).max(1_000_000), zh, en);
/** A closed list of words. */
export const oneOf = <const T extends readonly [string, ...string[]]>(values: T, zh: string, en: string) => means(z.enum(values), zh, en);
/** A list of words to which a scheme may add its own. */
export const openList = <const T extends readonly [string, ...string[]]>(values: T, zh: string, en: string) => {
  const schema = z.enum(values);
  fieldMeta.add(schema, { open: true, zh, en });
  return schema;
};

const anyDate = z.iso.date();
const isoDate = () => like(anyDate);
/** A date on which something happened: never after the day judged on. `YYYY-MM-DD`. */
export const done = (zh: string, en: string) => means(isoDate(), zh, en, 'done');
/** As `done`: the day of the map that it stands in, so that before that day nothing of the map existed. */
export const ownDay = (zh: string, en: string) => {
  const schema = isoDate();
  fieldMeta.add(schema, { kind: 'done', ownDay: true, zh, en });
  return schema;
};
/** A date on which something is to happen. */
export const planned = (zh: string, en: string) => means(isoDate(), zh, en, 'planned');
/** A date until which something must happen. */
export const limit = (zh: string, en: string) => means(isoDate(), zh, en, 'limit');

/** A file of the case folder: its path from there, such as `evidence/plan-signed.png`. */
export const file = (zh: string, en: string) => means(like(words(300)), zh, en, 'file');
/** A file of the project's folder: its path from there. */
export const path = (zh: string, en: string) => means(like(words(300)), zh, en);
/** A PNG or JPEG of the case folder, to be printed. */
export const picture = (zh: string, en: string) => means(like(words(300)), zh, en, 'picture');

/** The id of a person in people.yaml. */
export const person = (zh: string, en: string) => means(like(words(100)), zh, en, 'person');
/** The name of an audit folder of this case. */
export const auditRef = (zh: string, en: string) => means(like(words(100)), zh, en, 'audit');
/** The id of a site of this case. */
export const siteRef = (zh: string, en: string) => means(like(words(100)), zh, en, 'site');

/** What a file of evidence is a record of: one of `recordKinds`, or a kind of document that the scheme has. */
export const recordRef = (zh: string, en: string) => means(like(words(60)), zh, en, 'record');
/** The id of a kind of document that the scheme has. */
export const documentRef = (zh: string, en: string) => means(like(words(60)), zh, en, 'document');

/** `z.strictObject(shape).partial()`, which would make the object twice. */
function partial<T extends z.ZodRawShape>(shape: T) {
  const optional = Object.entries(shape).map(([key, field]) => [key, z.optional(field)]);
  return z.strictObject(Object.fromEntries(optional) as { [K in keyof T]: z.ZodOptional<T[K]> });
}
/** A map of fields, each optional; unknown keys are refused. */
export const fields = <T extends z.ZodRawShape>(zh: string, en: string, shape: T) => means(partial(shape), zh, en);
export const listOf = <T extends z.ZodType>(item: T, zh: string, en: string) => means(z.array(item).max(2_000), zh, en);

/** A map from ids to what each stands for. */
export const entriesOf = <T extends z.ZodType>(item: T, zh: string, en: string) =>
  means(z.record(z.string().min(1).max(100), item), zh, en);

/** An item that asks for “any …”: a list, or `{ none: true }`. */
export const statement = <T extends z.ZodType>(item: T, zh: string, en: string) =>
  means(
    z.union([z.array(item).min(1).max(500), z.strictObject({ none: means(z.literal(true), '没有', 'There are none') })]),
    zh,
    en,
    'statement',
  );
/** An item marked 适用时: its content, or `{ notApplicable: reason }`. */
export const applicable = <T extends z.ZodRawShape>(zh: string, en: string, shape: T) =>
  means(z.union([z.strictObject({ notApplicable: text('不适用的理由', 'Why it does not apply') }), partial(shape)]), zh, en, 'applicable');
/** Content of an item marked 适用时 that is a list: the list, or `{ notApplicable: reason }`. */
export const applicableList = <T extends z.ZodType>(item: T, zh: string, en: string) =>
  means(
    z.union([z.array(item).min(1).max(500), z.strictObject({ notApplicable: text('不适用的理由', 'Why it does not apply') })]),
    zh,
    en,
    'applicable',
  );
/** A state of something that changes over a case's life: holds from this day on. */
export const from = () => ownDay('自该日起', 'Holds from this day on');
