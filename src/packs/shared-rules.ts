/**
 * The rows of a scheme: its own, and those of `schemas/rules/` that its rules.yaml uses.
 *
 * In:  rules.yaml, how to read a shared file. Out: each row with the file and the path where it stands. What `except` names is left out,
 * `severity` says it of a shared row; a shared row holds back only documents that the scheme has, and implies only rows that it has.
 */
import type { SchemeFile } from '../../schemas/pack/index.js';
import { acts, type Rule, type RulesFile } from '../../schemas/pack/rules.js';
import type { Diagnostic, Prose } from '../diagnostics/index.js';
import { didYouMean } from '../files/shape-issues.js';
import { complainOf, type PackPath } from './complain.js';
import type { PackFile } from './types.js';

export interface PlacedRow {
  readonly row: Rule;
  readonly file: PackFile<unknown>;
  readonly path: PackPath;
}
export interface SharedFiles {
  readonly names: readonly string[];
  readonly read: (name: string) => PackFile<readonly Rule[]> | undefined;
}

export function rowsOf(
  rules: PackFile<RulesFile>,
  scheme: SchemeFile,
  shared: SharedFiles,
): { readonly rows: readonly PlacedRow[]; readonly diagnostics: readonly Diagnostic[] } {
  const own = rules.value;
  if (Array.isArray(own)) return { rows: own.map((row: Rule, i) => ({ row, file: rules, path: [i] })), diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const complain = complainOf(scheme.id, diagnostics);
  const unknown = (path: PackPath, message: Prose, name: string, known: readonly string[]): void => {
    const near = didYouMean(name, known);
    complain(
      rules,
      path,
      'rule-wrong',
      message,
      near === undefined ? undefined : { zh: `是否应为 ${near}？`, en: `Did you mean ${near}?` },
    );
  };
  const used = own.uses.flatMap((name, i): PlacedRow[] => {
    if (!shared.names.includes(name)) {
      unknown(['uses', i], { zh: `schemas/rules/ 中没有 ${name}.yaml`, en: `schemas/rules/ has no ${name}.yaml` }, name, shared.names);
      return [];
    }
    const file = shared.read(name);
    return (file?.value ?? []).map((row, n) => ({ row, file: file as PackFile<unknown>, path: [n] }));
  });
  const ids = used.map(({ row }) => row.id);
  const known = (path: PackPath, id: string): void => {
    if (!ids.includes(id)) unknown(path, { zh: `uses 的规则中没有 ${id}`, en: `what it uses has no rule ${id}` }, id, ids);
  };
  own.except.forEach((id, i) => {
    known(['except', i], id);
  });
  for (const id of Object.keys(own.severity)) known(['severity', id], id);
  const kept = used.filter(({ row }) => !own.except.includes(row.id));
  const rows = [...own.rows.map((row, i): PlacedRow => ({ row, file: rules, path: ['rows', i] })), ...kept];
  const here = new Set(rows.map(({ row }) => row.id));
  const has = (what: string): boolean => (acts as readonly string[]).includes(what) || what in scheme.documents;
  return {
    diagnostics,
    rows: rows.map((placed) => {
      if (placed.file === rules) return placed;
      const { row } = placed;
      const severity = own.severity[row.id] ?? row.severity;
      return {
        ...placed,
        row: {
          ...row,
          severity,
          // Only an error holds anything back.
          holdsBack: severity === 'error' ? row.holdsBack.filter(has) : [],
          implies: row.implies.filter((id) => here.has(id)),
        },
      };
    }),
  };
}
