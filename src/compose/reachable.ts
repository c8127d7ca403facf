/**
 * What a layout is made of: itself and every partial it can reach.
 *
 * In:  a set and the name of a layout. Out: the files in the order they are met, and the prefixes of dynamic partials. A
 * dynamic partial reaches every partial of its folder.
 */
import { layoutPlaceOf, type BlockStatement, type Expression, type Program, type LayoutPlace, type Statement } from './layout/ast.js';
import { parsedLayout } from './layout/parsed.js';
import { preparedLayout, type Call } from './layout/prepared-layout.js';
import type { LayoutFile, LayoutSet } from './layout-set.js';

export interface Reach {
  readonly files: readonly LayoutFile[];
  /** `report` of `{{> (content-part "report")}}`. */
  readonly contentParts: ReadonlySet<string>;
  /** Partials that are called by a name that is written out. */
  readonly named: ReadonlySet<string>;
}

/** The name of a partial that is written out, else undefined. */
export const partialName = (name: Expression): string | undefined =>
  name.type === 'PathExpression'
    ? name.original
    : name.type === 'StringLiteral'
      ? name.value
      : name.type === 'NumberLiteral'
        ? String(name.value)
        : undefined;
/** The folder of `(content-part "report")`, else undefined. */
export function contentPartKind(name: Expression): string | undefined {
  if (name.type !== 'SubExpression' || name.path.type !== 'PathExpression' || name.path.original !== 'content-part') return undefined;
  const [kind] = name.params;
  return kind?.type === 'StringLiteral' ? kind.value : undefined;
}

function callsOf(file: LayoutFile): readonly Call[] {
  const known = preparedLayout(file);
  if (known) return known.calls;
  const { program } = parsedLayout(file);
  return program ? callsIn(program) : [];
}
export function callsIn(program: Program): Call[] {
  const calls: Call[] = [];
  eachStatement(program, (statement) => {
    if (statement.type !== 'PartialStatement') return;
    const name = partialName(statement.name);
    if (name !== undefined) calls.push({ by: 'name', of: name });
    const kind = contentPartKind(statement.name);
    if (kind !== undefined) calls.push({ by: 'folder', of: kind });
  });
  return calls;
}

const kept = new WeakMap<LayoutSet, Map<string, Reach>>();

export function reachable(set: LayoutSet, documentName: string): Reach {
  let bySet = kept.get(set);
  if (!bySet) kept.set(set, (bySet = new Map()));
  const known = bySet.get(documentName);
  if (known) return known;
  const files = new Set<LayoutFile>();
  const contentParts = new Set<string>();
  const named = new Set<string>();
  const visit = (file: LayoutFile | undefined): void => {
    if (!file || files.has(file)) return;
    files.add(file);
    for (const { by, of } of callsOf(file)) {
      if (by === 'name') {
        named.add(of);
        visit(set.partials.get(of));
      } else {
        contentParts.add(of);
        for (const [id, partial] of set.partials) if (id.startsWith(`${of}/`)) visit(partial);
      }
    }
  };
  visit(set.layouts.get(documentName));
  const reach: Reach = { files: [...files], contentParts, named };
  bySet.set(documentName, reach);
  return reach;
}

/** A call that leads back to the partial it stands in: rendered, it would have no end. */
export interface Loop {
  readonly at: LayoutPlace;
  /** The partials in turn, the first again at the end. */
  readonly way: readonly string[];
}

/**
 * Each circle of partials that call each other by name once, at the call that closes it. A call inside {{#each}} or {{#with}}
 * goes down in the record, which has an end.
 */
export function loopsOf(set: LayoutSet, documentName: string): Loop[] {
  const loops: Loop[] = [];
  const done = new Set<string>();
  const visit = (file: LayoutFile, way: readonly string[]): void => {
    const { program } = parsedLayout(file);
    if (program)
      eachStatement(
        program,
        (statement) => {
          const name = statement.type === 'PartialStatement' && statement.params.length === 0 ? partialName(statement.name) : undefined;
          const partial = name === undefined ? undefined : set.partials.get(name);
          if (name === undefined || !partial) return;
          if (way.includes(name)) loops.push({ at: layoutPlaceOf(file.file, statement), way: [...way.slice(way.indexOf(name)), name] });
          else if (!done.has(name)) visit(partial, [...way, name]);
        },
        (block) => !goesDown(block),
      );
    const own = way.at(-1);
    if (own !== undefined) done.add(own);
  };
  const { files } = reachable(set, documentName);
  for (const file of files) if (file.kind === 'layout' || !done.has(file.name)) visit(file, file.kind === 'layout' ? [] : [file.name]);
  return loops;
}

const goesDown = ({ path }: BlockStatement): boolean =>
  path.type === 'PathExpression' && (path.original === 'each' || path.original === 'with');

/** `into`: whether to go into a block. */
export function eachStatement(
  program: Program,
  visit: (statement: Statement) => void,
  into: (block: BlockStatement) => boolean = () => true,
): void {
  for (const statement of program.body) {
    visit(statement);
    if (statement.type !== 'BlockStatement' || !into(statement)) continue;
    if (statement.program) eachStatement(statement.program, visit, into);
    if (statement.inverse) eachStatement(statement.inverse, visit, into);
  }
}
