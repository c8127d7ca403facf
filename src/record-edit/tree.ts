/**
 * Where things stand in the text of a file: what its syntax tree says, in lines and columns.
 *
 * In:  a parsed file. Out: the entry at a path with what holds it, the reach of an entry's lines, the file's own hand.
 */
import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  visit,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { FlowStyle } from './scalar-text.js';
import { listIndex } from './expected.js';
import type { Hand } from './lay-out.js';

export interface Tree {
  readonly text: string;
  readonly document: Document;
  readonly hand: Hand;
  /** Names that are referred to by `*`. */
  readonly referredTo: ReadonlySet<string>;
}
export type Holder =
  | { readonly type: 'map'; readonly map: YAMLMap; readonly pair: Pair; readonly key: Node }
  | { readonly type: 'list'; readonly list: YAMLSeq; readonly index: number }
  | { readonly type: 'root' };
/** What stands at a path: `rest` is what of the path is not there; `isFlow`: it stands in brackets of something around it. */
export interface Found {
  readonly node: Node | undefined;
  readonly holder: Holder;
  readonly isFlow: boolean;
  readonly rest: readonly string[];
}
/** Something on the way stands once and is meant in several places. */
export const shared = Symbol('shared');

/** `wholly`: what is there is to go, and all in it. */
export function find({ document, referredTo }: Tree, path: readonly string[], wholly: boolean): Found | typeof shared {
  let node: Node | undefined = document.contents ?? undefined;
  let holder: Holder = { type: 'root' };
  let isFlow = false;
  for (let n = 0; ; n++) {
    if (isAlias(node) || ((isScalar(node) || isCollection(node)) && node.anchor !== undefined && referredTo.has(node.anchor)))
      return shared;
    const step = path[n];
    const missing: Found = { node, holder, isFlow, rest: path.slice(n) };
    // What is in it would be gone from the other places too.
    if (step === undefined) return wholly && node && anchorsIn(node).some((anchor) => referredTo.has(anchor)) ? shared : missing;
    if (isMap(node)) {
      const pair: Pair | undefined = node.items.find(({ key }) => isScalar(key) && key.value === step);
      if (!pair || !isNode(pair.key)) return missing;
      isFlow ||= node.flow === true;
      holder = { type: 'map', map: node, pair, key: pair.key };
      node = isNode(pair.value) ? pair.value : undefined;
    } else if (isSeq(node)) {
      const index = listIndex(step);
      if (index === undefined || index >= node.items.length) return missing;
      isFlow ||= node.flow === true;
      holder = { type: 'list', list: node, index };
      const item: unknown = node.items[index];
      node = isNode(item) ? item : undefined;
    } else return missing;
  }
}

export function referencesIn(document: Document): ReadonlySet<string> {
  const found = new Set<string>();
  visit(document, {
    Alias: (_key, node) => {
      found.add(node.source);
    },
  });
  return found;
}
function anchorsIn(node: Node): string[] {
  const found: string[] = [];
  visit(node, {
    Node: (_key, one) => {
      if (!isAlias(one) && one.anchor !== undefined) found.push(one.anchor);
    },
  });
  return found;
}

/** Whether nothing was written there: a key alone, a dash alone. */
export const isNothing = (node: Node | undefined): boolean => node === undefined || (isScalar(node) && startOf(node) === endOf(node));
export const startOf = (node: Node): number => node.range?.[0] ?? 0;
export const endOf = (node: Node): number => node.range?.[1] ?? 0;
export const columnOf = (text: string, offset: number): number => offset - (text.lastIndexOf('\n', offset - 1) + 1);
export const isBlock = (node: Node | undefined): node is YAMLMap | YAMLSeq => isCollection(node) && node.flow !== true;
const flowStyles: Readonly<Record<string, FlowStyle>> = { PLAIN: 'plain', QUOTE_SINGLE: 'single', QUOTE_DOUBLE: 'double' };
/** How a scalar of a file is written. */
export const styleOf = (node: unknown): FlowStyle | undefined => (isScalar(node) ? flowStyles[node.type ?? ''] : undefined);

/** Behind the colon of a key, or behind the dash of an entry. */
export function behind(text: string, holder: Holder): number {
  if (holder.type === 'root') return 0;
  if (holder.type === 'map') return text.indexOf(':', endOf(holder.key)) + 1;
  return dashOf(text, holder.list, holder.index) + 1;
}
/** Where the dash of an entry stands: the last one before it; of an entry with nothing in it, its own place is behind the dash. */
export function dashOf(text: string, list: YAMLSeq, index: number): number {
  if (index === 0) return startOf(list);
  const item: unknown = list.items[index];
  const before = isNode(item) ? startOf(item) : endOf(list);
  // Props of the entry (an anchor) and comments may stand between.
  const column = columnOf(text, startOf(list));
  for (let at = text.lastIndexOf('-', before); at > 0; at = text.lastIndexOf('-', at - 1)) {
    if (columnOf(text, at) === column && text.slice(at - column, at).trim() === '') return at;
  }
  return before;
}

/** The beginning of the line after the one on which an offset stands; at the beginning of a line, that one. */
export function lineEndFrom(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === '\n') return offset;
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline + 1;
}
/** Behind the last line of a value: of one that is not there, behind the line of its key or dash. */
export const linesEnd = (text: string, holder: Holder, node: Node | undefined): number =>
  lineEndFrom(text, node === undefined || isNothing(node) ? behind(text, holder) : endOf(node));

/** How the file is written, as its first map in a map and its first list in a map show it; certpress's way where it has none. */
export function handOf(text: string, document: Document): Hand {
  let step: number | undefined;
  let listStep: number | undefined;
  visit(document, {
    Pair: (_key, { key, value }) => {
      if (step !== undefined && listStep !== undefined) return visit.BREAK;
      if (!isNode(key) || !isNode(value)) return undefined;
      const column = columnOf(text, startOf(key));
      if (isSeq(value) && !value.flow) listStep ??= columnOf(text, startOf(value)) - column;
      else if (isMap(value) && !value.flow) step ??= columnOf(text, startOf(value)) - column;
      else if (isScalar(value) && value.type === 'BLOCK_LITERAL' && step === undefined) {
        const line = text
          .slice(startOf(value), endOf(value))
          .split('\n')
          .slice(1)
          .find((one) => one.trim() !== '');
        const indent = line?.search(/[^ ]/) ?? 0;
        if (indent > column) step = indent - column;
      }
      return undefined;
    },
  });
  return { eol: text.includes('\r\n') ? '\r\n' : '\n', step: Math.max(step ?? 2, 1), listStep: Math.max(listStep ?? 2, 0) };
}
