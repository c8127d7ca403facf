/**
 * The words of a violation, from the template of its row.
 *
 * In:  a template with placeholders, the values that they stand for. Out: both languages, with dates, numbers and texts of the record.
 *
 * `{event}`, `{notBefore}`, `{notAfter}`, `{limit}` (the one that is not kept; of an assert, what the part that does not hold
 * compares with), `{asOf}`, `{path.in.the.scope}`, and any other expression of what the row sees (`{addMonths(audit.end, 6)}`). What is
 * not recorded is said so, so that a message is never the place where something else goes wrong.
 */
import type { Prose } from '../diagnostics/index.js';

/** Placeholders that every message may use. */
export const ownPlaceholders: ReadonlySet<string> = new Set(['asOf', 'subject']);

export function placeholdersOf(template: string): { readonly name: string; readonly start: number }[] {
  return [...template.matchAll(/\{([^{}]+)\}/g)].map((found) => ({ name: found[1] ?? '', start: (found.index ?? 0) + 1 }));
}

const nothing: Prose = { zh: '（没有记录）', en: '(not recorded)' };

export function fill(template: Prose, valueOf: (name: string) => unknown): Prose {
  const texts = [...new Set(placeholdersOf(template.en).map(({ name }) => name))].map(valueOf).filter(isText);
  const one = (lang: 'zh' | 'en'): string =>
    template[lang].replace(/\{([^{}]+)\}/g, (_, name: string) => {
      const value = valueOf(name);
      return isText(value) && differElsewhere(texts, lang) ? shown(value, lang === 'zh' ? 'en' : 'zh') : shown(value, lang);
    });
  return { zh: one('zh'), en: one('en') };
}

interface Text {
  readonly zh: string;
  readonly en?: string | undefined;
}
const isText = (value: unknown): value is Text =>
  typeof value === 'object' && value !== null && typeof (value as Partial<Text>).zh === 'string';
/** Texts that are alike in this language and not in the other: whoever reads “A differs from A” must see the one that differs. */
function differElsewhere(texts: readonly Text[], lang: 'zh' | 'en'): boolean {
  const spellings = (of: 'zh' | 'en'): number => new Set(texts.map((text) => shown(text, of))).size;
  return texts.length > 1 && spellings(lang) === 1 && spellings(lang === 'zh' ? 'en' : 'zh') > 1;
}

function shown(value: unknown, lang: 'zh' | 'en'): string {
  if (value === undefined || value === null || value === '') return nothing[lang];
  if (typeof value === 'string' || typeof value === 'bigint') return String(value);
  // A limit may be computed, with a margin for what computers make of fractions.
  if (typeof value === 'number') return String(Number(value.toFixed(4)));
  if (typeof value === 'boolean') return lang === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no';
  if (Array.isArray(value))
    return value.length === 0 ? nothing[lang] : value.map((item) => shown(item, lang)).join(lang === 'zh' ? '、' : ', ');
  const { zh, en, name, id, number } = value as Partial<Record<'zh' | 'en' | 'id' | 'number', string>> & { readonly name?: unknown };
  if (zh !== undefined) return lang === 'zh' ? zh : (en ?? zh);
  if (name !== undefined) return shown(name, lang);
  return id ?? number ?? nothing[lang];
}
