/**
 * An edit as replacements in the text of a file.
 *
 * In:  a parsed file, and an edit whose place is known to exist or to be one that can be made (`expected.ts`). Out: what to put
 * where; or that something on the way is shared by several places. Nothing here is believed: `edit-record.ts` reads the result again.
 */
import { isMap, isNode, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { pathOf } from '../files/pointer.js';
import { withoutLastEnds } from './expected.js';
import { blockText, flowText, hasLines, keyText, type Where } from './lay-out.js';
import { canBeLiteral, indicatorFor, literalLines, scalarText } from './scalar-text.js';
import {
  behind,
  columnOf,
  dashOf,
  endOf,
  find,
  isBlock,
  isNothing,
  lineEndFrom,
  linesEnd,
  shared,
  startOf,
  styleOf,
  type Found,
  type Holder,
  type Tree,
} from './tree.js';
import { isList, isMapping, type Edit, type Splice, type YamlValue } from './types.js';
import { canUnfold, unfolded } from './unfold.js';

export interface Plan {
  readonly splices: readonly Splice[];
  /** A scalar for a scalar: where other things stand in the tree is not touched, and the next edit may go by the same tree. */
  readonly isSimple: boolean;
}
/** The keys that a map may have, in their order: a new one finds its place by them. */
export type KeyOrder = (path: readonly string[]) => readonly string[];

export function planned(tree: Tree, edit: Edit, order: KeyOrder): Plan | typeof shared {
  const path = pathOf(edit.pointer);
  const found = find(tree, path, edit.kind !== 'add');
  if (found === shared) return shared;
  if (edit.kind === 'remove') return removal(tree, path, found);
  if (edit.kind === 'add' && found.rest.length === 0 && isSeq(found.node)) return many(added(tree, found.node, found, edit));
  const value = edit.kind === 'add' ? [edit.value] : edit.value;
  const { node, rest } = found;
  if (rest.length === 0) {
    if (isScalar(node) && !isNothing(node) && typeof value !== 'object') {
      const splice = scalarInPlace(tree, node, found, value);
      if (splice) return { splices: [splice], isSimple: true };
    }
    return many(replaced(tree, found, value));
  }
  if (isMap(node)) return many(inserted(tree, node, found, value, path, order));
  // One text for both languages, or what nobody has answered.
  const isText = isScalar(node) && !isNothing(node) && typeof node.value === 'string' && node.value.trim() !== '';
  if (!isText) return many(replaced(tree, found, below(rest, value)));
  if (rest[0] === 'zh' && typeof value !== 'object') {
    const splice = scalarInPlace(tree, node, found, value);
    return many(splice ? [splice] : replaced(tree, found, value));
  }
  return many(replaced(tree, found, { zh: withoutLastEnds(String(node.value)), en: value }));
}
const many = (splices: readonly Splice[]): Plan => ({ splices, isSimple: false });

/** A value in the maps that lead to it. */
const below = (path: readonly string[], value: YamlValue): YamlValue =>
  path.reduceRight<YamlValue>((one, step) => ({ [step]: one }), value);

/** A scalar for a scalar, on its own line or in its own lines below `|`; nothing where it needs to stand otherwise. */
function scalarInPlace(
  { text, hand }: Tree,
  node: Scalar,
  { isFlow, holder }: Found,
  value: string | number | boolean,
): Splice | undefined {
  const [start, end] = [startOf(node), endOf(node)];
  const was = typeof node.value;
  const style = was === 'string' ? styleOf(node) : undefined;
  const isBlockText = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
  if (isBlockText) {
    if (typeof value !== 'string' || node.type === 'BLOCK_FOLDED' || !canBeLiteral(value)) return undefined;
    return literalInPlace(text, hand.eol, start, end, value, columnOfHolder(text, holder));
  }
  if (typeof value === 'string' && value.includes('\n') && !isFlow) return undefined;
  if (isFlow && typeof value === 'string' && value.includes('\n') && canUnfold(text, holder)) return undefined;
  const decimals = was === 'number' ? (/^-?\d+\.(\d+)$/.exec(node.source ?? '')?.[1]?.length ?? 0) : 0;
  return { start, end, text: scalarText(value, { inFlow: isFlow, decimals, ...(style ? { style } : {}) }) };
}

/** Below the same `|`, standing in as far, with the same end. */
function literalInPlace(text: string, eol: string, start: number, end: number, value: string, parent: number): Splice | undefined {
  const body = lineEndFrom(text, start);
  const header = /^\|([-+]?)([1-9]?)([-+]?)([ \t]*(?:#[^\r\n]*)?)$/.exec(text.slice(start, body).trimEnd());
  if (!header) return undefined;
  const [, first = '', digit = '', last = '', comment = ''] = header;
  const lines = text.slice(body, end).split('\n');
  const standing = lines.find((line) => line.trim() !== '');
  const indent = digit === '' ? (standing?.search(/[^ ]/) ?? 0) : Math.max(parent, 0) + Number(digit);
  if (indent === 0 || indent <= parent) return undefined;
  const sign = digit === '' ? indicatorFor(value, indent, parent) : digit;
  if (Number(sign) > 9) return undefined;
  // Blank lines at its end are not its own.
  const said = text.slice(body, end);
  const kept = said.length - said.trimEnd().length;
  const trail = kept === 0 ? '' : said.slice(said.length - kept);
  return { start, end, text: `|${first}${sign}${last}${comment}${eol}${literalLines(value, indent).join(eol)}${trail}` };
}

/** Column from which the lines of a value must stand in. */
function columnOfHolder(text: string, holder: Holder): number {
  if (holder.type === 'map') return columnOf(text, startOf(holder.key));
  if (holder.type === 'list') return columnOf(text, dashOf(text, holder.list, holder.index));
  return -1;
}

/** A value where another one stands, or nothing. */
function replaced(tree: Tree, found: Found, value: YamlValue): Splice[] {
  const { text, hand } = tree;
  const { node, holder, isFlow } = found;
  if (holder.type === 'root') return [rootText(tree, node, value)];
  const column = columnOfHolder(text, holder);
  if (isFlow && hasLines(value) && canUnfold(text, holder)) return [unfolded(tree, holder, value)];
  if (isFlow) {
    if (node === undefined || isNothing(node)) {
      const colon = holder.type === 'map' ? /^\s*:/.exec(text.slice(endOf(holder.key))) : undefined;
      if (holder.type === 'map' && !colon) return [{ start: endOf(holder.key), end: endOf(holder.key), text: `: ${flowText(value)}` }];
      const at = holder.type === 'map' ? endOf(holder.key) + (colon?.[0].length ?? 0) : node ? startOf(node) : endOf(holder.list);
      return [{ start: at, end: at, text: ` ${flowText(value)}` }];
    }
    return [{ start: startOf(node), end: endOf(node), text: flowText(value, styleOf(node)) }];
  }
  const start = behind(text, holder);
  const end = linesEnd(text, holder, node);
  const comment = commentOf(text, start, node);
  const where: Where = {
    column,
    behind: holder.type === 'map' ? 'key' : 'dash',
    comment,
    style: styleOf(node),
    brackets: formOf(node, value),
  };
  const props = node ? propsBefore(text, start, node) : '';
  const lineEnd = text[end - 1] === '\n' ? hand.eol : '';
  return [{ start, end, text: props + blockText(value, hand, where) + lineEnd }];
}

/** A map for a map and a list for a list stand as the old one stood. */
function formOf(node: Node | undefined, value: YamlValue): boolean | undefined {
  const isSame = (isMap(node) && isMapping(value)) || (isSeq(node) && isList(value));
  return isSame && (isMap(node) || isSeq(node)) && node.items.length > 0 ? node.flow === true : undefined;
}

/** An anchor that nobody refers to stays with its place. */
function propsBefore(text: string, start: number, node: Node): string {
  const between = text.slice(start, startOf(node));
  return isScalar(node) || isMap(node) || isSeq(node) ? (node.anchor !== undefined && /&/.test(between) ? ` &${node.anchor}` : '') : '';
}

/** A comment on the line of a key or dash, with the blanks before it: behind what stands there, or behind a `|`. */
function commentOf(text: string, start: number, node: Node | undefined): string {
  const line = text.slice(start, lineEndFrom(text, start)).trimEnd();
  if (node === undefined || isNothing(node)) return /^[ \t]+#.*$/.exec(line)?.[0] ?? '';
  const isBlockText = isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
  if (isBlockText) return /[|>][-+0-9]*([ \t]+#.*)$/.exec(line)?.[1] ?? '';
  if (isBlock(node) && startOf(node) > start + line.length) return /^(?:[ \t]+&\S+)?([ \t]+#.*)$/.exec(line)?.[1] ?? '';
  if (isBlock(node)) return '';
  const end = endOf(node);
  return /^[ \t]+#.*$/.exec(text.slice(end, lineEndFrom(text, end)).trimEnd())?.[0] ?? '';
}

/** The whole of a file; what stands above it stays. */
function rootText({ text, hand }: Tree, node: Node | undefined, value: YamlValue): Splice {
  const isNone = node === undefined || isNothing(node);
  const [start, end] = isNone ? [text.length, text.length] : [startOf(node), endOf(node)];
  const newline = isNone && text !== '' && !text.endsWith('\n') ? hand.eol : '';
  // Lists of a file stand at its edge, whatever those below keys do.
  const laid = blockText(value, { ...hand, listStep: 0 }, { column: isList(value) ? 0 : -hand.step, behind: 'key', brackets: false });
  const bare = isList(value) || isMapping(value) ? laid.replace(/^(?:\r?\n| )/, '') : laid.trimStart();
  return { start, end, text: newline + bare + (isNone || text[end - 1] === '\n' ? hand.eol : '') };
}

/** A new key of a map, where the order of keys puts it. */
function inserted(tree: Tree, map: YAMLMap, found: Found, value: YamlValue, path: readonly string[], order: KeyOrder): Splice[] {
  const { text, hand } = tree;
  const [key = '', ...deeper] = found.rest;
  const made = below(deeper, value);
  const inFlow = found.isFlow || map.flow === true;
  const after = predecessor(map, key, order(path.slice(0, path.length - found.rest.length)));
  if (inFlow) {
    const entry = `${keyText(key)}: ${flowText(made)}`;
    if (map.items.length === 0) return [{ start: startOf(map) + 1, end: endOf(map) - 1, text: entry }];
    if (after === undefined) {
      const at = startOf(map.items[0]?.key as Node);
      return [{ start: at, end: at, text: `${entry}, ` }];
    }
    const at = endOfPair(text, after);
    return [{ start: at, end: at, text: `, ${entry}` }];
  }
  const first = map.items[0]?.key as Node;
  const column = columnOf(text, startOf(first));
  const entry = `${keyText(key)}:${blockText(made, hand, { column, behind: 'key' })}`;
  // A comment above the first key belongs to it, or to the file.
  const isCommented = lineBefore(text, startOf(first)).trimStart().startsWith('#');
  if (after === undefined && !isCommented)
    return [{ start: startOf(first), end: startOf(first), text: entry + hand.eol + ' '.repeat(column) }];
  const pair = after ?? (map.items[0] as Pair);
  return [
    line(
      tree,
      linesEnd(text, { type: 'map', map, pair, key: pair.key as Node }, pair.value as Node | undefined),
      ' '.repeat(column) + entry,
    ),
  ];
}

/** The line before the one on which an offset stands. */
function lineBefore(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1);
  return start < 0 ? '' : text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
}

/** A line of its own, at the beginning of a line or at the end of the file. */
function line({ text, hand }: Tree, at: number, written: string): Splice {
  const open = at > 0 && text[at - 1] !== '\n';
  return { start: at, end: at, text: open ? hand.eol + written : written + hand.eol };
}

/** The entry after which a key belongs; undefined before all others. */
function predecessor(map: YAMLMap, key: string, order: readonly string[]): Pair | undefined {
  const nameOf = (pair: Pair): string => (isScalar(pair.key) ? String(pair.key.value) : '');
  const last = map.items.at(-1);
  if (key === 'zh' || key === 'en') return last;
  const place = order.indexOf(key);
  if (place < 0) return last;
  const places = map.items.map((pair) => ({ pair, at: order.indexOf(nameOf(pair)) }));
  const before = places.filter(({ at }) => at >= 0 && at < place).sort((a, b) => b.at - a.at)[0];
  if (before) return before.pair;
  return places.some(({ at }) => at > place) ? undefined : last;
}
function endOfPair(text: string, { key, value }: Pair): number {
  if (isNode(value) && !isNothing(value)) return endOf(value);
  const end = endOf(key as Node);
  return end + (/^\s*:/.exec(text.slice(end))?.[0].length ?? 0);
}

/** A new entry of a list: behind the one before it, in that one's form. */
function added(tree: Tree, list: YAMLSeq, found: Found, { value, index }: Extract<Edit, { kind: 'add' }>): Splice[] {
  const { text, hand } = tree;
  const at = index ?? list.items.length;
  if (found.isFlow || list.flow) return addedInBrackets(tree, list, found, value, at);
  const column = columnOf(text, startOf(list));
  const beside = list.items[Math.max(at - 1, 0)];
  const brackets = isMap(beside) || isSeq(beside) ? beside.flow === true : undefined;
  const entry = `-${blockText(value, hand, { column, behind: 'dash', brackets, style: styleOf(beside) })}`;
  if (at === 0) return [{ start: startOf(list), end: startOf(list), text: entry + hand.eol + ' '.repeat(column) }];
  const before = list.items[at - 1];
  const end = linesEnd(text, { type: 'list', list, index: at - 1 }, isNode(before) ? before : undefined);
  return [line(tree, end, ' '.repeat(column) + entry)];
}

function addedInBrackets(tree: Tree, list: YAMLSeq, found: Found, value: YamlValue, at: number): Splice[] {
  if (list.items.length === 0) {
    // An empty list says nothing of its form.
    if (!found.isFlow) return replaced(tree, { ...found, node: list }, [value]);
    return [{ start: startOf(list) + 1, end: endOf(list) - 1, text: flowText(value) }];
  }
  const beside = list.items[Math.max(at - 1, 0)] as Node;
  const entry = flowText(value, styleOf(beside));
  if (at === 0) return [{ start: startOf(beside), end: startOf(beside), text: `${entry}, ` }];
  return [{ start: endOf(beside), end: endOf(beside), text: `, ${entry}` }];
}

function removal(tree: Tree, path: readonly string[], found: Found): Plan | typeof shared {
  const { holder } = found;
  const left = holder.type === 'map' ? holder.map.items.length : holder.type === 'list' ? holder.list.items.length : 0;
  if (left > 1) return many(removed(tree, found));
  // Empty, and said so: a key with nothing after it would be an open question.
  const around = find(tree, path.slice(0, -1), true);
  return around === shared ? shared : many(replaced(tree, around, holder.type === 'map' ? {} : []));
}

/** A key with its value, or an entry of a list, with the lines or the comma that belong to it. */
function removed(tree: Tree, { node, holder, isFlow }: Found): Splice[] {
  const { text } = tree;
  if (holder.type === 'root') return [];
  const items: readonly unknown[] = holder.type === 'map' ? holder.map.items : holder.list.items;
  const index = holder.type === 'map' ? holder.map.items.indexOf(holder.pair) : holder.index;
  if (isFlow) return [removedInBrackets(tree, holder, items, index)];
  const end = linesEnd(text, holder, node);
  const start = holder.type === 'map' ? startOf(holder.key) : dashOf(text, holder.list, holder.index);
  const column = columnOf(text, start);
  const lineStart = start - column;
  // Behind a dash the first key of a map has its line in common with it: the next one moves up.
  if (text.slice(lineStart, start).trim() !== '') {
    const next = items[index + 1];
    const nextStart = holder.type === 'map' ? startOf((next as Pair).key as Node) : dashOf(text, holder.list, index + 1);
    return [{ start, end: nextStart, text: '' }];
  }
  // Of the blank lines before and after it one set is left.
  const blank = /^(?:[ \t]*\r?\n)+/.exec(text.slice(end))?.[0] ?? '';
  const isAfterBlank = lineStart === 0 || lineBefore(text, start).trim() === '';
  return [{ start: lineStart, end: isAfterBlank ? end + blank.length : end, text: '' }];
}

function removedInBrackets({ text }: Tree, holder: Exclude<Holder, { type: 'root' }>, items: readonly unknown[], index: number): Splice {
  const startAt = (n: number): number => {
    const item = items[n];
    return holder.type === 'map' ? startOf((item as Pair).key as Node) : startOf(item as Node);
  };
  const endAt = (n: number): number => {
    const item = items[n];
    return holder.type === 'map' ? endOfPair(text, item as Pair) : endOf(item as Node);
  };
  if (index + 1 < items.length) return { start: startAt(index), end: startAt(index + 1), text: '' };
  if (index > 0) return { start: endAt(index - 1), end: endAt(index), text: '' };
  const collection: Node = holder.type === 'map' ? holder.map : holder.list;
  return { start: startOf(collection) + 1, end: endOf(collection) - 1, text: '' };
}
