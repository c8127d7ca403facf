/**
 * From HTML to a tree whose nodes know where they came from.
 *
 * In:  HTML with stamps and sentinels, and the tables that say what they mean. Out: elements with their places, literal text,
 * and prints. Stamps are counted, and each must still stand in the element it was written in: that finds what the HTML
 * parser moved or lost, which would otherwise be lost without a word. Nearly all HTML is well nested, and is read without that parser.
 */
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import type { Diagnostic } from '../../diagnostics/index.js';
import type { RecordPlace } from '../../model/index.js';
import type { StampedTag } from '../compiled.js';
import type { LayoutPlace } from '../layout/ast.js';
import { problem } from '../problem.js';
import { close, open, type Print, type LayoutRun } from '../layout-run.js';
import { placesOf } from '../values.js';
import { readWellNested } from './well-nested.js';

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

/** Texts parted at what is printed in them; counts that. */
class Prints {
  count = 0;
  constructor(private readonly session: LayoutRun) {}

  in(text: string): (string | Print)[] {
    if (!text.includes(open)) return text === '' ? [] : [text];
    return text.split(sentinel).flatMap((piece, i): (string | Print)[] => {
      if (i % 2 === 0) return piece === '' ? [] : [piece];
      const print = this.session.prints[Number(piece)];
      if (!print) throw new Error(`print ${piece} is unknown`);
      this.count += 1;
      return [print];
    });
  }
  nodesIn(text: string): (TreeText | TreePrint)[] {
    return this.in(text).map((p) => (typeof p === 'string' ? { kind: 'text', value: p } : { kind: 'print', print: p }));
  }
}
const itemOf = (session: LayoutRun, value: string): readonly RecordPlace[] => (value === '' ? [] : placesOf(session.items[Number(value)]));

interface Read {
  readonly nodes: readonly TreeNode[];
  readonly diagnostics: readonly Diagnostic[];
}
export function readTree(html: string, tags: ReadonlyMap<number, StampedTag>, session: LayoutRun): Read {
  const nodes = wellNestedTree(html, tags, session);
  return nodes ? { nodes, diagnostics: [] } : readByParser(html, tags, session);
}

/** Undefined where anything is not as it should be: then the parser sees what. */
export function wellNestedTree(html: string, tags: ReadonlyMap<number, StampedTag>, session: LayoutRun): readonly TreeNode[] | undefined {
  const prints = new Prints(session);
  const top: TreeNode[] = [];
  const around: { readonly stamp: number; readonly children: TreeNode[] }[] = [{ stamp: -1, children: top }];
  let elements = 0;
  let isSound = true;
  const isRead = readWellNested(html, {
    open(written) {
      let stamp = -1;
      let item: readonly RecordPlace[] | undefined;
      const attributes = new Map<string, readonly (string | Print)[]>();
      for (const [name, value] of written) {
        if (name === 'data-t') stamp = Number(value);
        else if (attributes.has(name) || (name === 'data-r' && item)) isSound = false;
        else if (name === 'data-r') item = itemOf(session, value);
        else attributes.set(name, prints.in(value));
      }
      const tag = tags.get(stamp);
      const parent = around.at(-1);
      if (!tag || !parent || (tag.parent >= 0 && tag.parent !== parent.stamp)) isSound = false;
      const children: TreeNode[] = [];
      if (tag) parent?.children.push({ kind: 'element', name: tag.name, at: tag.at, item: item ?? [], attributes, children });
      around.push({ stamp, children });
      elements += 1;
    },
    close() {
      around.pop();
    },
    text(value) {
      around.at(-1)?.children.push(...prints.nodesIn(value));
    },
  });
  // Each stamp stands in a start tag, and each start tag has one.
  return isRead && isSound && html.split(' data-t="').length - 1 === elements && prints.count === session.prints.length ? top : undefined;
}

export function readByParser(html: string, tags: ReadonlyMap<number, StampedTag>, session: LayoutRun): Read {
  const diagnostics: Diagnostic[] = [];
  const written = new Map<number, number>();
  for (const [, stamp] of html.matchAll(/ data-t="(\d+)"/g)) written.set(Number(stamp), (written.get(Number(stamp)) ?? 0) + 1);
  const prints = new Prints(session);
  const moved = (at: LayoutPlace, name: string): void => {
    diagnostics.push(
      problem('markup-moved', at, `<${name}> 在解析 HTML 时被移动或丢失`, `<${name}> was moved or lost when the HTML was parsed`),
    );
  };
  const read = (node: DefaultTreeAdapterTypes.ChildNode, around: number): readonly TreeNode[] => {
    if (node.nodeName === '#text') {
      return prints.nodesIn((node as DefaultTreeAdapterTypes.TextNode).value);
    }
    if (!('tagName' in node)) return [];
    let stamp = -1;
    let item: readonly RecordPlace[] = [];
    const attributes = new Map<string, readonly (string | Print)[]>();
    for (const { name, value } of node.attrs) {
      if (name === 'data-t') stamp = Number(value);
      else if (name === 'data-r') item = itemOf(session, value);
      else attributes.set(name, prints.in(value));
    }
    const tag = tags.get(stamp);
    // An element that the parser supplied (`tbody`) has no stamp; it is passed through.
    if (!tag) return node.childNodes.flatMap((child) => read(child, around));
    written.set(stamp, (written.get(stamp) ?? 0) - 1);
    if (tag.parent >= 0 && tag.parent !== around) moved(tag.at, tag.name);
    const children = node.childNodes.flatMap((child) => read(child, stamp));
    return [{ kind: 'element', name: tag.name, at: tag.at, item, attributes, children }];
  };

  const nodes = parseFragment(html).childNodes.flatMap((node) => read(node, -1));
  for (const [stamp, missing] of written) {
    const tag = tags.get(stamp);
    if (missing !== 0 && tag) moved(tag.at, tag.name);
  }
  if (prints.count !== session.prints.length && diagnostics.length === 0) {
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
