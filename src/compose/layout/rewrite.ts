/**
 * Rewrites a layout so that everything it prints says where it came from.
 *
 * In:  a parsed layout and the number of its first start tag and first expression in the whole set. Out: the tree that
 * Handlebars compiles: `{{x}}` becomes a call of the printing helper with the number of its place, every start tag carries a
 * stamp, the elements at the top of a loop also the item. The original tree stays as it was, for the static check.
 */
import { isHelper } from '../helpers/signatures.js';
import {
  layoutPlaceOf,
  type ContentStatement,
  type Expression,
  type Loc,
  type MustacheStatement,
  type NumberLiteral,
  type PartialStatement,
  type PathExpression,
  type Program,
  type LayoutPlace,
  type Statement,
  type SubExpression,
} from './ast.js';
import type { ScannedMarkup } from './markup.js';
import type { LayoutFile } from '../layout-set.js';

/** A layout that could be parsed. */
export interface ReadyLayout {
  readonly source: LayoutFile;
  readonly program: Program;
  readonly markup: ScannedMarkup;
}

export interface Rewritten {
  readonly program: Program;
  /** Places of the expressions, numbered from `firstPrint`. */
  readonly prints: readonly { readonly at: LayoutPlace; readonly inAttribute: boolean }[];
}

const strip = { open: false, close: false };

export function rewrite(layout: ReadyLayout, firstStamp: number, firstPrint: number): Rewritten {
  const { file } = layout.source;
  const prints: { at: LayoutPlace; inAttribute: boolean }[] = [];
  const { markup } = layout;

  const program = (node: Program): Program => ({ ...node, body: node.body.flatMap((s) => statement(s, markup)) });
  const statement = (node: Statement, scanned: ScannedMarkup): Statement[] => {
    if (scanned.dropped.has(node)) return [];
    switch (node.type) {
      case 'ContentStatement':
        return content(node, scanned);
      case 'MustacheStatement':
        return [print(node, scanned.inAttribute.has(node))];
      case 'BlockStatement':
        return [
          {
            ...node,
            ...(node.program ? { program: program(node.program) } : {}),
            ...(node.inverse ? { inverse: program(node.inverse) } : {}),
          },
        ];
      case 'PartialStatement':
        return [partial(node)];
      default:
        return [];
    }
  };
  const content = (node: ContentStatement, scanned: ScannedMarkup): Statement[] => {
    const out: Statement[] = [];
    let text = '';
    const flush = (): void => {
      if (text !== '') out.push({ ...node, value: text });
      text = '';
    };
    for (const piece of scanned.pieces.get(node) ?? [{ text: node.value }]) {
      if ('text' in piece) text += piece.text;
      else {
        text += ` data-t="${firstStamp + piece.stamp}"`;
        if (piece.item) {
          text += ' data-r="';
          flush();
          out.push(call('__item', [], node.loc));
          text = '"';
        }
      }
    }
    flush();
    return out;
  };
  const print = (node: MustacheStatement, inAttribute: boolean): Statement => {
    const number: NumberLiteral = {
      type: 'NumberLiteral',
      value: firstPrint + prints.length,
      original: firstPrint + prints.length,
      loc: node.loc,
    };
    prints.push({ at: layoutPlaceOf(file, node), inAttribute });
    return call('__print', [number, valueOf(node)], node.loc);
  };
  const partial = (node: PartialStatement): Statement => {
    const { params, name } = node;
    // A context is always an object: Handlebars compares contexts with `!=`, which would print a tracked value.
    const context = params.map((p) => sub('__context', [p], p.loc));
    if (name.type !== 'SubExpression') return { ...node, params: context, indent: '' };
    return { ...node, name: sub('__content-part', name.params, name.loc), params: context, indent: '' };
  };
  return { program: program(layout.program), prints };
}

/** `{{x}}` as an expression: a call of the helper `x` where there is one, else the path. */
function valueOf(node: MustacheStatement): Expression {
  const { path, params, hash, loc } = node;
  const calls = params.length > 0 || (hash !== undefined && hash.pairs.length > 0);
  const helper = path.type === 'PathExpression' && isSimple(path) && isHelper(path.original);
  return calls || helper ? { type: 'SubExpression', path, params, hash, loc } : path;
}
/** A bare name: `x`, not `this.x`, `../x`, `@x` or `x.y`. */
export const isSimple = (path: PathExpression): boolean =>
  path.parts.length === 1 && path.depth === 0 && !path.data && !/^\.|^this\b/.test(path.original);

const nameOf = (name: string, loc: Loc): PathExpression => ({
  type: 'PathExpression',
  data: false,
  depth: 0,
  parts: [name],
  original: name,
  loc,
});
const sub = (name: string, params: readonly Expression[], loc: Loc): SubExpression => ({
  type: 'SubExpression',
  path: nameOf(name, loc),
  params,
  hash: undefined,
  loc,
});
const call = (name: string, params: readonly Expression[], loc: Loc): MustacheStatement => ({
  type: 'MustacheStatement',
  path: nameOf(name, loc),
  params,
  hash: undefined,
  escaped: false,
  strip,
  loc,
});
