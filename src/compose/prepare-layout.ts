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

/** The next number of a start tag and of an expression. */
const next = { stamp: 0, print: 0 };

export function prepareLayout(source: LayoutFile): void {
  const { program, markup, diagnostics } = parsedLayout(source);
  if (!program || !markup || diagnostics.length > 0) return;
  prepared(preparedKind, hashOfLayout(source), (): PreparedLayout => {
    const [firstStamp, firstPrint] = [next.stamp, next.print];
    const rewritten = rewrite({ source, program, markup }, firstStamp, firstPrint);
    next.stamp += markup.elements.length;
    next.print += rewritten.prints.length;
    return {
      calls: callsIn(program),
      variants: variantsIn(markup),
      pictures: picturesNamedIn(markup.elements),
      firstStamp,
      firstPrint,
      tags: markup.elements.map(({ name, at, parent }) => [name, at.line, at.column, parent] as const),
      prints: rewritten.prints.map(({ at, inAttribute }) => [at.line, at.column, inAttribute] as const),
      code: layoutCode(rewritten.program),
    };
  });
}
