/**
 * The markup of a layout as a tree: elements, text, expressions and blocks, each with its place.
 *
 * In:  nothing. Out: types. Made by `scan.ts` from the literal text between expressions; read by the static check. It can
 * be a tree because a layout must close every element in the block that opened it.
 */
import type { BlockStatement, ContentStatement, MustacheStatement, PartialStatement, LayoutPlace } from './ast.js';

export interface MarkupText {
  readonly kind: 'text';
  readonly value: string;
  readonly at: LayoutPlace;
}
export interface MarkupPrint {
  readonly kind: 'print';
  readonly statement: MustacheStatement;
  readonly at: LayoutPlace;
}
export interface MarkupPartial {
  readonly kind: 'partial';
  readonly statement: PartialStatement;
  readonly at: LayoutPlace;
}
/** A block around nodes; `T` is what stands in its branches. */
export interface Branching<T> {
  readonly kind: 'block';
  readonly statement: BlockStatement;
  readonly at: LayoutPlace;
  readonly main: T[];
  readonly inverse: T[];
}

export type ValuePart = MarkupText | MarkupPrint | Branching<ValuePart>;
export interface Attribute {
  readonly kind: 'attribute';
  readonly name: string;
  readonly at: LayoutPlace;
  readonly value: ValuePart[];
}
export type AttributeItem = Attribute | Branching<AttributeItem>;

export interface MarkupElement {
  readonly kind: 'element';
  readonly name: string;
  readonly at: LayoutPlace;
  readonly attributes: AttributeItem[];
  readonly children: MarkupNode[];
  /** Number of this start tag in its file, and that of the element around it; -1 at the top of the file. */
  readonly stamp: number;
  readonly parent: number;
}
export type MarkupNode = MarkupElement | MarkupText | MarkupPrint | MarkupPartial | Branching<MarkupNode>;

/** What becomes of a piece of literal text: itself, or the stamp of a start tag, with the place of the current item or without. */
export type Piece = { readonly text: string } | { readonly stamp: number; readonly item: boolean };

export interface ScannedMarkup {
  readonly nodes: readonly MarkupNode[];
  readonly elements: readonly MarkupElement[];
  readonly pieces: ReadonlyMap<ContentStatement, readonly Piece[]>;
  /** Expressions that stand in a quoted attribute value, and those in comments, which are dropped. */
  readonly inAttribute: ReadonlySet<object>;
  readonly dropped: ReadonlySet<object>;
}

/** All attributes of an element that may be there, with whether a block decides. */
export function attributesOf(element: MarkupElement): { attribute: Attribute; conditional: boolean }[] {
  const out: { attribute: Attribute; conditional: boolean }[] = [];
  const visit = (items: readonly AttributeItem[], conditional: boolean): void => {
    for (const item of items) {
      if (item.kind === 'attribute') out.push({ attribute: item, conditional });
      else {
        visit(item.main, true);
        visit(item.inverse, true);
      }
    }
  };
  visit(element.attributes, false);
  return out;
}

/** The literal value of an attribute, or undefined where an expression decides. */
export function literalValue(attribute: Attribute): string | undefined {
  let out = '';
  for (const part of attribute.value) {
    if (part.kind !== 'text') return undefined;
    out += part.value;
  }
  return out;
}

/** Every literal value that an attribute may have, as far as blocks choose between literals; undefined where an expression prints. */
export function possibleValues(parts: readonly ValuePart[]): readonly string[] | undefined {
  let out: string[] = [''];
  for (const part of parts) {
    let next: readonly string[] | undefined;
    if (part.kind === 'text') next = [part.value];
    else if (part.kind === 'block') {
      const main = possibleValues(part.main);
      const inverse = possibleValues(part.inverse);
      next = main && inverse ? [...main, ...inverse] : undefined;
    }
    if (!next || out.length * next.length > 64) return undefined;
    const tails = next;
    out = out.flatMap((head) => tails.map((tail) => head + tail));
  }
  return out;
}
