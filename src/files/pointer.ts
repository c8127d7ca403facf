/** JSON Pointers (RFC 6901) and the nodes of a YAML document that they name. */
import { isAlias, isMap, isNode, isScalar, isSeq, type Document, type Node } from 'yaml';
import type { Place } from '../diagnostics/index.js';
import { isThere, keyStart, lineAt, spotAt, startOf, takesNoRoom } from './spots.js';
import { pointerToken, type Source } from './tracked.js';

export const pointerOf = (path: readonly PropertyKey[]): string => path.map((key) => `/${pointerToken(String(key))}`).join('');
export function pathOf(pointer: string): string[] {
  const tokens = pointer.split('/').slice(1);
  return pointer.includes('~') ? tokens.map((token) => token.replace(/~1/g, '/').replace(/~0/g, '~')) : tokens;
}

/** What stands at a path: the value's node, and the node of its key where it has one. */
export interface NodeAt {
  readonly value: Node | undefined;
  readonly key: Node | undefined;
}

/** The nodes at a path, or undefined where the document has none. */
export function nodeAt(document: Document, path: readonly PropertyKey[]): NodeAt | undefined {
  let value: unknown = document.contents;
  let key: unknown;
  for (const step of path) {
    if (isAlias(value)) value = value.resolve(document);
    if (isMap(value)) {
      const pair = value.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (!pair) return undefined;
      ({ key, value } = pair);
    } else if (isSeq(value)) {
      key = undefined;
      if (!(Number(step) < value.items.length)) return undefined;
      value = value.items[Number(step)];
    } else return undefined;
  }
  return { value: isNode(value) ? value : undefined, key: isNode(key) ? key : undefined };
}

/**
 * The place of a path in a file, absolute or as given: its key or its value, or those of the nearest ancestor that the
 * file has. `pointer` is that of the path asked for.
 */
export function placeAt(source: Source, path: readonly PropertyKey[], file: string, which: 'key' | 'value' = 'value'): Place {
  const { spots } = source;
  for (let length = path.length; length >= 0; length--) {
    const spot = spotAt(spots, path.slice(0, length));
    if (spot === undefined) continue;
    const key = keyStart(spots, spot);
    const value = isThere(spots, spot) ? startOf(spots, spot) : undefined;
    // An ancestor is named by its key: "it belongs under `report:`". A value that is not there (`title:` with nothing after it)
    // takes no room, somewhere behind its key.
    const byKey = which === 'key' || length < path.length || takesNoRoom(spots, spot);
    const offset = byKey ? (key ?? value) : (value ?? key);
    if (offset === undefined && length > 0) continue;
    return { file, ...lineAt(spots, offset ?? 0), pointer: pointerOf(path) };
  }
  return { file, line: 1, column: 1, pointer: pointerOf(path) };
}
