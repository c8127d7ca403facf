/**
 * Quotations without a Chinese rendering: `''` where a pack has none (`schemas/pack/quoted.ts`).
 *
 * In:  what a file of a pack says. Out: of a scheme whose text is English, the same with the source's own words in that place, so that
 * whoever prints a quotation has one; of any other, an error at each row that does not quote its text.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import { complainOf, type PackPath } from './complain.js';
import type { PackFile } from './types.js';

/** `zh` of a quotation that has no rendering is its `en`: so the two are the same there and nowhere else. */
export const isRendered = ({ zh, en }: { readonly zh: string; readonly en: string }): boolean => zh !== en;

export function withOwnWords<T>(value: T): T {
  if (Array.isArray(value)) return value.map((one: unknown) => withOwnWords(one)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, one]: [string, unknown]) => [key, withOwnWords(one)]));
  return (lacksRendering(value) ? { ...copy, zh: copy['en'] } : copy) as T;
}

export function unquoted(scheme: string, files: Iterable<PackFile<unknown>>): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const complain = complainOf(scheme, diagnostics);
  const visit = (file: PackFile<unknown>, value: unknown, path: PackPath): void => {
    if (typeof value !== 'object' || value === null) return;
    if (lacksRendering(value))
      complain(
        file,
        [...path, 'zh'],
        'value-missing',
        { zh: '缺少原文（zh）', en: 'The words of the text (zh) are missing' },
        {
          zh: '逐字写出条款的原文；规则原文是英文的，在 scheme.yaml 中写 original: en。',
          en: 'Quote the clause word for word; where the text of the rules is English, say original: en in scheme.yaml.',
        },
      );
    for (const [key, one] of Object.entries(value)) visit(file, one, [...path, Array.isArray(value) ? Number(key) : key]);
  };
  for (const file of new Set(files)) visit(file, file.value, []);
  return diagnostics;
}

const lacksRendering = (value: object): boolean => 'zh' in value && value.zh === '';
