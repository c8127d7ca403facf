/**
 * The terms of the house: what a Chinese term is called in English.
 *
 * In:  `glossary.yaml` of the project, or a file that the command line names. Out: terms; those of a text; those that a translation lacks.
 */
import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { hasErrors, ok, type Outcome } from '../diagnostics/index.js';
import { loadYaml } from '../files/yaml-file.js';

const termSchema = z.strictObject({
  zh: z.string().min(1).max(200),
  /** Any of them will do; the first is proposed. */
  en: z.union([z.string().min(1).max(200), z.array(z.string().min(1).max(200)).min(1).max(20)]),
  note: z.string().max(1_000).optional(),
});
export const glossarySchema = z.array(termSchema).max(5_000);
export type Term = z.output<typeof termSchema>;

export function loadGlossary(path: string): Outcome<readonly Term[]> {
  const { value, diagnostics } = loadYaml({ path, file: basename(path), root: dirname(path), shape: glossarySchema, empty: [] });
  return value && !hasErrors(diagnostics) ? ok(value.value, diagnostics) : { diagnostics };
}

const english = ({ en }: Term): readonly string[] => (typeof en === 'string' ? [en] : en);
/** Of terms within each other (`不符合`, `不符合项`) the longer one. */
export function termsIn(text: string, terms: readonly Term[]): readonly Term[] {
  const sorted = [...terms].sort((a, b) => b.zh.length - a.zh.length);
  let left = text;
  return sorted.filter(({ zh }) => {
    if (!left.includes(zh)) return false;
    left = left.replaceAll(zh, '\n');
    return true;
  });
}
export const noteOf = (term: Term): string =>
  `${term.zh} = ${english(term).join(' / ')}${term.note === undefined ? '' : ` (${term.note})`}`;
/** Terms of the Chinese that the English does not use, whatever their case. */
export const notUsed = (zh: string, en: string, terms: readonly Term[]): readonly Term[] =>
  termsIn(zh, terms).filter((term) => !english(term).some((word) => en.toLowerCase().includes(word.toLowerCase())));
