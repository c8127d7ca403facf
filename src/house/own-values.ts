/**
 * Labels and values of a theme, put into a file that somebody keeps by hand.
 *
 * In:  the text of a YAML file and values by key (`client.name`). Out: the text with these values; comments and all else stay. A file that
 * is no map is a complaint.
 */
import { isMap, isScalar, parseDocument, type Document, type YAMLMap } from 'yaml';
import { problem } from '../compose/problem.js';
import { failed, ok, type Outcome } from '../diagnostics/index.js';

export function withValues(text: string, values: ReadonlyMap<string, unknown>, file: string): Outcome<string> {
  const document = parseDocument(text);
  if (document.errors.length > 0 || (document.contents !== null && !isMap(document.contents)))
    return failed(problem('locale-malformed', { file }, '这个文件不能读作键和值', 'this file cannot be read as keys and values'));
  for (const [key, value] of values) put(document, key.split('.'), value);
  return ok(document.toString({ lineWidth: 0 }));
}

/** Under the key that is there, else in the group that is there; where a part of the way is a text, under the whole key. */
function put(document: Document, keys: readonly string[], value: unknown): void {
  const there = isMap(document.contents) ? wayTo(document.contents, keys) : undefined;
  const isBlocked = keys.some((_, i) => i > 0 && document.contents !== null && isScalar(document.getIn(keys.slice(0, i), true)));
  document.setIn(there ?? (isBlocked ? [keys.join('.')] : keys), value);
}

/** Labels may be written `client: { name: … }` and `client.name: …`: the keys as they stand in the file. */
function wayTo(map: YAMLMap, keys: readonly string[]): string[] | undefined {
  for (const { key, value } of map.items) {
    const name = String(key);
    const parts = name.split('.');
    if (!parts.every((part, i) => part === keys[i])) continue;
    const rest = keys.slice(parts.length);
    if (rest.length === 0) return [name];
    const below = isMap(value) ? wayTo(value as YAMLMap, rest) : undefined;
    if (below) return [name, ...below];
  }
  return undefined;
}
