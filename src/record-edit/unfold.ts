/**
 * A map in brackets as lines, for a text that has several.
 *
 * In:  a parsed file, the map. Out: whether it can stand as lines; what to put in its place.
 */
import { isNode, type Node } from 'yaml';
import { blockText } from './lay-out.js';
import { endOf, lineEndFrom, startOf, styleOf, type Holder, type Tree } from './tree.js';
import type { Splice, YamlValue } from './types.js';

/** What a line says behind its indentation and the signs of list entries. Step by step: one pattern for both would take long over many. */
function behindDashes(line: string): string {
  let at = 0;
  while (line[at] === ' ' || (line[at] === '-' && line[at + 1] === ' ')) at++;
  return line.slice(at);
}

/** Whether the map in brackets in which something stands can stand as lines: alone on its line, in nothing else in brackets. */
export function canUnfold(text: string, holder: Holder): holder is Extract<Holder, { type: 'map' }> {
  if (holder.type !== 'map' || !holder.map.flow) return false;
  const { map } = holder;
  const [start, end] = [startOf(map), endOf(map)];
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(line, start);
  const after = text.slice(end, lineEndFrom(text, end)).trim();
  return (
    after === '' &&
    !text.slice(start, end).includes('\n') &&
    /^(?:[^\s"'{}[\]#,&*!|>%@`][^{}[\]#,]*: +)?$/.test(behindDashes(before)) &&
    map.items.every(({ key, value }) => isNode(key) && isNode(value))
  );
}

/** A map in brackets as lines, since one of its texts has several. */
export function unfolded({ text, hand }: Tree, holder: Extract<Holder, { type: 'map' }>, value: YamlValue): Splice {
  const { map, pair: changed } = holder;
  const line = text.lastIndexOf('\n', startOf(map) - 1) + 1;
  const before = text.slice(line, startOf(map));
  const behindKey = /: +$/.test(before);
  const outer = behindKey ? (/^[ -]*/.exec(before)?.[0].length ?? 0) : 0;
  const own = behindKey ? outer + hand.step : before.length;
  const entries = map.items.map((pair) => {
    const [key, old] = [pair.key as Node, pair.value as Node];
    const name = text.slice(startOf(key), endOf(key));
    return pair === changed
      ? `${name}:${blockText(value, hand, { column: own, behind: 'key', style: styleOf(old) })}`
      : `${name}: ${text.slice(startOf(old), endOf(old))}`;
  });
  const start = behindKey ? line + before.trimEnd().length : startOf(map);
  const indent = hand.eol + ' '.repeat(own);
  return { start, end: endOf(map), text: (behindKey ? indent : '') + entries.join(indent) };
}
