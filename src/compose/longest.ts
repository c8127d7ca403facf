/**
 * A context as long as a lawful record may make it, for layouts that are tried without data.
 *
 * In:  the shape of what a layout sees (`context-shape.ts`). Out: a value of that shape, each text and each list as long as is said here,
 * of each closed list its first word. Lengths are those of real papers: what a record may have at the most (a text of 4,000 characters)
 * stands on no certificate.
 */
import type { z } from 'zod';

/** Characters of Chinese and English. */
interface Length {
  readonly zh: number;
  readonly en: number;
}
/**
 * Names of companies in the register have up to about 60 characters, and twice as many letters in English. Addresses and how to enquire:
 * the longest of the samples have 45 characters and 120 letters. A scope takes three or four lines of a certificate.
 */
export const lengths: { readonly name: Length; readonly person: Length; readonly text: Length; readonly scope: Length } = {
  name: { zh: 60, en: 120 },
  person: { zh: 8, en: 30 },
  text: { zh: 45, en: 120 },
  scope: { zh: 120, en: 300 },
};
/** Sites under one certificate; items of any other list. */
export const mostSites = 40;
const items = 3;

const zhWords = '业务连续性管理体系认证服务有限责任公司数据中心运营维护与应急恢复';
const enWords = 'business continuity management of integrated data centre operation and emergency recovery services ';
const cut = (words: string, length: number): string =>
  words
    .repeat(Math.ceil(length / words.length))
    .slice(0, length)
    .trim();
const bilingual = ({ zh, en }: Length): { zh: string; en: string } => ({ zh: cut(zhWords, zh), en: cut(enWords, en) });

interface Def {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly entries?: Readonly<Record<string, string | number>>;
  readonly values?: readonly unknown[];
}
/** A picture that the trial has at hand, for `src` and wherever a record may name one. */
export const anyPicture = 'any.png';
const isDay = /^(?:date|on|from|to|start|end|reissued|planned)$|(?:On|Date|From|To|Start|End)$/;
const isPicture = /^(?:figure|file|picture|scan)$/;
/** Words of closed lists that only a scheme knows: an option that is ticked is no longer than one that is not. */
const isWord = /^(?:reason|category|code|symbol)$/;

/** A day in September is the longest in English; a number of a document has 25 characters; an address of a web page is in the code. */
function stringOf(schema: z.ZodType, key: string): string | undefined {
  const { format } = schema as unknown as { readonly format?: string | null };
  if (format === 'date' || isDay.test(key)) return '2026-09-30';
  if (isPicture.test(key)) return anyPicture;
  if (key === 'kind') return 'S';
  return isWord.test(key) ? undefined : 'WD-BC-2026-000000-R00-AP2';
}
/** Deeper than any record: a shape may hold itself. */
const deepest = 12;

export function longest(schema: z.ZodType, key = '', depth = 0): unknown {
  const def = schema.def as unknown as Def;
  if (depth > deepest) return undefined;
  const below = (part: z.ZodType | undefined, name = key): unknown => (part ? longest(part, name, depth + 1) : undefined);
  switch (def.type) {
    case 'object': {
      const shape = def.shape ?? {};
      const names = Object.keys(shape);
      if (names.length === 2 && 'zh' in shape && 'en' in shape)
        return bilingual(/scope/i.test(key) ? lengths.scope : /name|client/i.test(key) ? lengths.name : lengths.text);
      // Logo and marks are the body's, which has them or not whatever a record says.
      if ('src' in shape) return undefined;
      // A person, whose name is shorter than a company's.
      if ('registrations' in shape)
        return { ...Object.fromEntries(names.map((name) => [name, below(shape[name], name)])), name: bilingual(lengths.person) };
      return Object.fromEntries(names.map((name) => [name, below(shape[name], name)]));
    }
    case 'array':
      return Array.from({ length: /sites$/i.test(key) ? mostSites : items }, () => below(def.element));
    case 'optional':
    case 'default':
    case 'nullable':
    case 'readonly':
      return below(def.innerType);
    case 'union':
      return below(def.options?.[0]);
    case 'enum':
      return Object.values(def.entries ?? {})[0];
    case 'literal':
      return def.values?.[0];
    case 'boolean':
      return true;
    case 'number':
      return 99;
    case 'record':
      return {};
    case 'string':
      return stringOf(schema, key);
    default:
      return undefined;
  }
}
