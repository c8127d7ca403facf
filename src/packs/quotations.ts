/**
 * Whether a pack quotes its scheme: each row's own words of the source, against the text kept beside the pack.
 *
 * In:  the folder of a pack, with `source.txt` and its YAML files. Out: an error at each row whose clause the text does not have, or whose
 *      words do not stand at that clause or under it, white space aside.
 *
 * A row that cites another text (`ISO/IEC 17021-1 9.7`), or is a check of its own that cites its id (`G-01`, `PP-02`), quotes nothing
 * here. Whatever has a clause and words is a row, in whichever file of the pack it stands. Its words are those in the language of the
 * text (`original` of scheme.yaml).
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Diagnostic, Prose } from '../diagnostics/index.js';
import { listFolder } from '../files/folder.js';
import { limits } from '../files/limits.js';
import { readInside } from '../files/read-file.js';
import { loadYaml } from '../files/yaml-file.js';
import { complainOf, type PackPath } from './complain.js';
import { readSchemeText, squeezed, type SchemeText, type TextClause } from './scheme-text.js';
import type { PackFile } from './types.js';

export const sourceFile = 'source.txt';
/** Clauses that are no clauses of the scheme's text: of a standard, or the id of a check that no text asks for. */
export const isOfAnotherText = (clause: string): boolean => /^(?:ISO|IEC|GB\/T|IAF|CNAS|RB\/T)\b|^(?:G|PP)-\d\d$/u.test(clause);

/** A row of a pack: a clause, and what the source says there. */
export interface QuotedRow {
  readonly file: PackFile<unknown>;
  readonly path: PackPath;
  readonly clause: string;
  /** What must stand in the text, with the key that it stands under. */
  readonly quotes: readonly { readonly key: string; readonly text: string }[];
  readonly row: Readonly<Record<string, unknown>>;
}

/** One shape for all, so that a file is read once. */
const asWritten = z.unknown();

/** The text of a pack; undefined where it has none. */
export function schemeTextOf(folder: string, root: string): SchemeText | undefined {
  const path = join(folder, sourceFile);
  const bytes = existsSync(path) ? readInside(path, root, limits.yamlBytes).value : undefined;
  return bytes && readSchemeText(new TextDecoder().decode(bytes));
}

/** Every row of a pack's files that cites a clause of its scheme's text. */
export function quotedRows(folder: string, root: string): QuotedRow[] {
  const names = (listFolder(folder, root).value?.files ?? []).filter((name) => name.endsWith('.yaml'));
  const files = names.flatMap((name) => {
    const path = join(folder, name);
    const loaded = loadYaml({ path, file: path, root, shape: asWritten });
    return loaded.value ? [{ ...loaded.value, path }] : [];
  });
  const language = files.some(({ path, value }) => path === join(folder, 'scheme.yaml') && isEnglish(value)) ? 'en' : 'zh';
  return files.flatMap((file) => rowsIn(file, language));
}
const isEnglish = (scheme: unknown): boolean =>
  typeof scheme === 'object' && scheme !== null && 'original' in scheme && scheme.original === 'en';

function rowsIn(file: PackFile<unknown>, language: 'zh' | 'en'): QuotedRow[] {
  const rows: QuotedRow[] = [];
  const visit = (value: unknown, path: PackPath): void => {
    if (Array.isArray(value)) value.forEach((one, i) => visit(one, [...path, i]));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const row = value as Readonly<Record<string, unknown>>;
    const { clause, [language]: words } = row;
    if (typeof clause === 'string' && typeof words === 'string' && !isOfAnotherText(clause))
      rows.push({ file, path, clause, quotes: [{ key: language, text: words }, ...mandatory(row)], row });
    for (const [key, one] of Object.entries(row)) visit(one, [...path, key]);
  };
  visit(file.value, []);
  return rows;
}

/** A string that a document must have character for character is the source's too, but for a number that the parties choose. */
const mandatory = ({ kind, string }: Readonly<Record<string, unknown>>): { key: string; text: string }[] =>
  kind === 'exact' && typeof string === 'string' && !string.includes('{standard.number}') ? [{ key: 'string', text: string }] : [];

/** At the clause or under it; an item may be quoted with the words that its list begins with. */
const saysAt = ({ text, lead }: TextClause, words: string): boolean =>
  text.includes(words) || (lead !== '' && `${lead}${text}`.includes(words) && !lead.includes(words));

export function checkQuotations(scheme: string, folder: string, root: string): Diagnostic[] {
  const text = schemeTextOf(folder, root);
  if (!text) return [noText(scheme, folder)];
  const diagnostics: Diagnostic[] = [];
  const complain = complainOf(scheme, diagnostics);
  for (const { file, path, clause, quotes } of quotedRows(folder, root)) {
    const places = text.at(clause);
    if (places.length === 0) {
      complain(file, [...path, 'clause'], 'quotation-wrong', {
        zh: `${sourceFile} 中没有条款 ${clause}`,
        en: `${sourceFile} has no clause ${clause}`,
      });
      continue;
    }
    if (!places.some(({ label }) => squeezed(label) === squeezed(clause)))
      complain(file, [...path, 'clause'], 'quotation-wrong', {
        zh: `条款 ${clause} 在原文中写作 ${places[0]?.label ?? ''}`,
        en: `The text prints the clause ${clause} as ${places[0]?.label ?? ''}`,
      });
    for (const { key, text: quote } of quotes)
      if (!places.some((place) => saysAt(place, squeezed(quote))))
        complain(
          file,
          [...path, key],
          'quotation-wrong',
          { zh: `“${quote}”不在条款 ${clause} 的原文中`, en: `“${quote}” does not stand at clause ${clause} of the text` },
          whereElse(text, quote, places.map((place) => place.text).join('')),
        );
  }
  return diagnostics;
}

/** Where the words do stand; else how far the clause agrees with them. */
function whereElse({ clauses }: SchemeText, quote: string, at: string): Prose | undefined {
  const words = squeezed(quote);
  const found = clauses.findLast(({ text }) => text.includes(words));
  if (found) return { zh: `这句话在 ${found.label}。`, en: `These words stand at ${found.label}.` };
  let same = 0;
  while (same < words.length && at.includes(words.slice(0, same + 1))) same++;
  const agreed = words.slice(0, same);
  return same < 4
    ? undefined
    : { zh: `到“${agreed.slice(-12)}”为止与原文相同。`, en: `It agrees with the text as far as “${agreed.slice(-12)}”.` };
}

const noText = (scheme: string, folder: string): Diagnostic => ({
  code: 'quotation-wrong',
  severity: 'error',
  scheme,
  place: { file: join(folder, sourceFile) },
  message: {
    zh: `方案的原文 ${sourceFile} 不存在，引文无从核对`,
    en: `The scheme's text ${sourceFile} is missing, so that nothing quoted can be compared`,
  },
  help: {
    zh: '把规则全文存为方案文件夹中的纯文本，每个条款以其编号开始一行。',
    en: 'Keep the text of the rules in the folder of the pack, as plain text in which each clause begins a line with its number.',
  },
});
