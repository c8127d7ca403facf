/**
 * From HTML to a tree whose nodes know where they came from.
 *
 * In:  HTML with stamps and sentinels, and the tables that say what they mean. Out: elements with their places, literal text,
 * and prints. Stamps are counted, and each must still stand in the element it was written in: that finds what the HTML
 * parser moved or lost, which would otherwise be lost without a word.
 */
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import type { Diagnostic } from '../../diagnostics/index.js';
import type { RecordPlace } from '../../model/index.js';
import type { StampedTag } from '../compiled.js';
import type { LayoutPlace } from '../layout/ast.js';
import { problem } from '../problem.js';
import { close, open, type Print, type LayoutRun } from '../layout-run.js';
import { placesOf } from '../values.js';

export interface TreeText {
  readonly kind: 'text';
  readonly value: string;
}
export interface TreePrint {
  readonly kind: 'print';
  readonly print: Print;
}
export interface TreeElement {
  readonly kind: 'element';
  readonly name: string;
  readonly at: LayoutPlace;
  /** Place of the item, for an element at the top of a loop. */
  readonly item: readonly RecordPlace[];
  readonly attributes: ReadonlyMap<string, readonly (string | Print)[]>;
  readonly children: readonly TreeNode[];
}
export type TreeNode = TreeText | TreePrint | TreeElement;

const sentinel = new RegExp(`${open}(\\d+)${close}`);

export function readTree(
  html: string,
  tags: readonly StampedTag[],
  session: LayoutRun,
): { nodes: readonly TreeNode[]; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const written = new Map<number, number>();
  for (const [, stamp] of html.matchAll(/ data-t="(\d+)"/g)) written.set(Number(stamp), (written.get(Number(stamp)) ?? 0) + 1);
  let prints = 0;

  const split = (text: string): (string | Print)[] => {
    if (!text.includes(open)) return text === '' ? [] : [text];
    return text.split(sentinel).flatMap((piece, i): (string | Print)[] => {
      if (i % 2 === 0) return piece === '' ? [] : [piece];
      const print = session.prints[Number(piece)];
      if (!print) throw new Error(`print ${piece} is unknown`);
      prints += 1;
      return [print];
    });
  };
  const moved = (at: LayoutPlace, name: string): void => {
    diagnostics.push(
      problem('markup-moved', at, `<${name}> 在解析 HTML 时被移动或丢失`, `<${name}> was moved or lost when the HTML was parsed`),
    );
  };
  const read = (node: DefaultTreeAdapterTypes.ChildNode, around: number): readonly TreeNode[] => {
    if (node.nodeName === '#text') {
      return split((node as DefaultTreeAdapterTypes.TextNode).value).map((p) =>
        typeof p === 'string' ? { kind: 'text', value: p } : { kind: 'print', print: p },
      );
    }
    if (!('tagName' in node)) return [];
    let stamp = -1;
    let item: readonly RecordPlace[] = [];
    const attributes = new Map<string, readonly (string | Print)[]>();
    for (const { name, value } of node.attrs) {
      if (name === 'data-t') stamp = Number(value);
      else if (name === 'data-r') item = value === '' ? [] : placesOf(session.items[Number(value)]);
      else attributes.set(name, split(value));
    }
    const tag = tags[stamp];
    // An element that the parser supplied (`tbody`) has no stamp; it is passed through.
    if (!tag) return node.childNodes.flatMap((child) => read(child, around));
    written.set(stamp, (written.get(stamp) ?? 0) - 1);
    if (tag.parent >= 0 && tag.parent !== around) moved(tag.at, tag.name);
    const children = node.childNodes.flatMap((child) => read(child, stamp));
    return [{ kind: 'element', name: tag.name, at: tag.at, item, attributes, children }];
  };

  const nodes = parseFragment(html).childNodes.flatMap((node) => read(node, -1));
  for (const [stamp, missing] of written) {
    const tag = tags[stamp];
    if (missing !== 0 && tag) moved(tag.at, tag.name);
  }
  if (prints !== session.prints.length && diagnostics.length === 0) {
    const seen = new Set<Print>();
    const mark = (list: readonly TreeNode[]): void => {
      for (const n of list) {
        if (n.kind === 'print') seen.add(n.print);
        else if (n.kind === 'element') {
          for (const parts of n.attributes.values()) for (const p of parts) if (typeof p !== 'string') seen.add(p);
          mark(n.children);
        }
      }
    };
    mark(nodes);
    const lost = session.prints.find((p) => !seen.has(p));
    diagnostics.push(
      problem('markup-moved', lost?.at, '这里印出的内容在解析 HTML 时丢失', 'what is printed here was lost when the HTML was parsed'),
    );
  }
  return { nodes, diagnostics };
}
