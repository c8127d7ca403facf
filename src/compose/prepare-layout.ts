/**
 * Works out of a layout of ours what every run needs of it (`layout/prepared-layout.ts`), when the program is compiled.
 *
 * In:  a layout file. Out: noted, where nothing is wrong with it; what has a fault is parsed each time, as a house's layout is.
 */
import { prepared } from '../program/prepared.js';
import { layoutCode } from './compiled.js';
import { hashOfLayout, preparedKind, type PreparedLayout } from './layout/prepared-layout.js';
import { parsedLayout } from './layout/parsed.js';
import { picturesNamedIn } from './layout/pictures-named.js';
import { rewrite } from './layout/rewrite.js';
import type { LayoutFile } from './layout-set.js';
import { callsIn } from './reachable.js';
import { variantsIn } from './variants.js';

/** `first`: the numbers of its first start tag and its first expression. */
export function layoutWorkedOut(source: LayoutFile, first: { readonly stamp: number; readonly print: number }): PreparedLayout | undefined {
  const { program, markup, diagnostics } = parsedLayout(source);
  if (!program || !markup || diagnostics.length > 0) return undefined;
  const rewritten = rewrite({ source, program, markup }, first.stamp, first.print);
  return {
    calls: callsIn(program),
    variants: variantsIn(markup),
    pictures: picturesNamedIn(markup.elements),
    firstStamp: first.stamp,
    firstPrint: first.print,
    tags: markup.elements.map(({ name, at, parent }) => [name, at.line, at.column, parent] as const),
    prints: rewritten.prints.map(({ at, inAttribute }) => [at.line, at.column, inAttribute] as const),
    code: layoutCode(rewritten.program),
  };
}

const next = { stamp: 0, print: 0 };

export function prepareLayout(source: LayoutFile): void {
  prepared(preparedKind, hashOfLayout(source), () => {
    const made = layoutWorkedOut(source, next);
    next.stamp += made?.tags.length ?? 0;
    next.print += made?.prints.length ?? 0;
    return made;
  });
}
