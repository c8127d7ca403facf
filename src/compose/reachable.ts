/**
 * What a layout is made of: itself and every partial it can reach.
 *
 * In:  a set and the name of a layout. Out: the files in the order they are met, and the prefixes of dynamic partials. A
 * dynamic partial reaches every partial of its folder.
 */
import type { Expression, Program, Statement } from './layout/ast.js';
import { parsedLayout } from './layout/parsed.js';
import type { LayoutFile, LayoutSet } from './layout-set.js';

export interface Reach {
  readonly files: readonly LayoutFile[];
  /** `report` of `{{> (content-part "report")}}`. */
  readonly contentParts: ReadonlySet<string>;
}

/** The name of a partial that is written out, else undefined. */
export const partialName = (name: Expression): string | undefined =>
  name.type === 'PathExpression' ? name.original : name.type === 'StringLiteral' ? name.value : name.type === 'NumberLiteral' ? String(name.value) : undefined;
/** The folder of `(content-part "report")`, else undefined. */
export function contentPartKind(name: Expression): string | undefined {
  if (name.type !== 'SubExpression' || name.path.type !== 'PathExpression' || name.path.original !== 'content-part') return undefined;
  const [kind] = name.params;
  return kind?.type === 'StringLiteral' ? kind.value : undefined;
}

const kept = new WeakMap<LayoutSet, Map<string, Reach>>();

export function reachable(set: LayoutSet, documentName: string): Reach {
  let bySet = kept.get(set);
  if (!bySet) kept.set(set, (bySet = new Map()));
  const known = bySet.get(documentName);
  if (known) return known;
  const files = new Set<LayoutFile>();
  const contentParts = new Set<string>();
  const visit = (file: LayoutFile | undefined): void => {
    if (!file || files.has(file)) return;
    files.add(file);
    const { program } = parsedLayout(file);
    if (program) eachStatement(program, (statement) => {
      if (statement.type !== 'PartialStatement') return;
      const name = partialName(statement.name);
      if (name !== undefined) visit(set.partials.get(name));
      const kind = contentPartKind(statement.name);
      if (kind !== undefined) {
        contentParts.add(kind);
        for (const [id, partial] of set.partials) if (id.startsWith(`${kind}/`)) visit(partial);
      }
    });
  };
  visit(set.layouts.get(documentName));
  const reach: Reach = { files: [...files], contentParts };
  bySet.set(documentName, reach);
  return reach;
}

export function eachStatement(program: Program, visit: (statement: Statement) => void): void {
  for (const statement of program.body) {
    visit(statement);
    if (statement.type === 'BlockStatement') {
      if (statement.program) eachStatement(statement.program, visit);
      if (statement.inverse) eachStatement(statement.inverse, visit);
    }
  }
}
