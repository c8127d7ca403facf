/**
 * Checking tables, besides their shape.
 *
 * In:  a file of sheets, what its scheme adds to the records and which papers it has. Out: diagnostics at line and column: an expression
 *      that sees nothing of the kind, a sheet that stands twice, labels that nobody has.
 */
import type { AddedFields } from '../../schemas/pack/added-fields.js';
import type { DocumentDefinition } from '../../schemas/pack/documents.js';
import type { TableSheet } from '../../schemas/pack/tables.js';
import type { Diagnostic, Prose } from '../diagnostics/index.js';
import { didYouMean } from '../files/shape-issues.js';
import { tableSight } from '../rules/table-sights.js';
import { complainOf, type PackPath } from './complain.js';
import type { PackFile } from './types.js';

/** Groups of words that certpress has itself: every table may use them. */
export const ownTableWords = ['certificate-state', 'event', 'registration-grade'] as const;

interface Around {
  readonly scheme: string;
  readonly adds?: AddedFields | undefined;
  readonly documents?: ReadonlyMap<string, DocumentDefinition> | undefined;
  /** Groups of the scheme's labels; where missing, any group is taken. */
  readonly labels?: readonly string[] | undefined;
}

export function checkTables(file: PackFile<readonly TableSheet[]>, { scheme, adds, documents, labels }: Around): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const complain = complainOf(scheme, diagnostics);
  const near = (word: string, words: readonly string[]): Prose | undefined => {
    const found = didYouMean(word, words);
    return found === undefined ? undefined : { zh: `是否应为 ${found}？`, en: `Did you mean ${found}?` };
  };
  const seen = new Set<string>();
  file.value.forEach((sheet, i) => {
    if (seen.has(sheet.id))
      complain(file, [i, 'id'], 'pack-wrong', { zh: `表 ${sheet.id} 写了两次`, en: `The table ${sheet.id} stands twice` });
    seen.add(sheet.id);
    const papers = [...(documents?.values() ?? [])].flatMap(({ id, of }) => (of === 'paper' ? [id] : []));
    const isPaper = sheet.for === 'paper';
    if (isPaper !== (sheet.paper !== undefined))
      complain(file, [i, 'for'], 'pack-wrong', {
        zh: 'paper 与 for: paper 连用',
        en: 'paper goes with for: paper, and for: paper with it',
      });
    else if (sheet.paper !== undefined && documents && !papers.includes(sheet.paper))
      complain(
        file,
        [i, 'paper'],
        'pack-wrong',
        { zh: `方案没有文书 ${sheet.paper}`, en: `The scheme has no document ${sheet.paper} of papers` },
        near(sheet.paper, papers),
      );
    const fields = sheet.paper === undefined ? undefined : documents?.get(sheet.paper)?.fields;
    const { expressions, variables } = tableSight({ for: sheet.for, adds, fields });
    const check = (path: PackPath, expression: string, type: 'bool' | 'any'): void => {
      const fault = expressions.faultOf(expression, type);
      if (!fault) return;
      const word = /^\W*([A-Za-z_]\w*)/.exec(expression.slice(fault.start))?.[1];
      complain(
        file,
        path,
        'rule-wrong',
        { zh: `表 ${sheet.id} 的表达式有错误：${fault.message}`, en: `An expression of the table ${sheet.id} is wrong: ${fault.message}` },
        word !== undefined && !(word in variables) ? near(word, Object.keys(variables)) : undefined,
      );
    };
    if (sheet.when !== undefined) check([i, 'when'], sheet.when, 'bool');
    sheet.columns.forEach((column, n) => {
      check([i, 'columns', n, 'value'], column.value, 'any');
      const groups = labels && [...labels, ...ownTableWords];
      if (column.words !== undefined && groups && !groups.includes(column.words))
        complain(
          file,
          [i, 'columns', n, 'words'],
          'pack-wrong',
          { zh: `方案没有一组标签 ${column.words}`, en: `The scheme has no group of labels ${column.words}` },
          near(column.words, groups),
        );
    });
  });
  return diagnostics;
}
