/**
 * What a document is, as text to be hashed: its model without origins, which are where things came from. A moved line renders nothing anew.
 * Of words that are one value of a record its place is part of them, without the line: the Word file says it.
 *
 * In:  a document. Out: the JSON that `JSON.stringify` gives of it, but for origins; written here, since a replacer is asked for each value
 * and takes several times as long.
 */
import type { Theme } from './theme.js';
import { placeOfWords } from './places-of-words.js';
import type { Document, Inline } from './types.js';

export function identityOf(document: Document): string {
  const fields = Object.entries(document).flatMap(([key, value]): string[] => {
    const json = key === 'theme' ? themeJson(document.theme) : jsonOf(value);
    return json === undefined ? [] : [`${JSON.stringify(key)}:${json}`];
  });
  return `{${fields.join(',')}}`;
}

/** Of one theme many documents are made. */
const themes = new WeakMap<Theme, string>();
function themeJson(theme: Theme): string {
  let json = themes.get(theme);
  if (json === undefined) themes.set(theme, (json = jsonOf(theme) ?? ''));
  return json;
}

/** The names of a few fields are written again and again. */
const names = new Map<string, string>();
function nameOf(key: string): string {
  let name = names.get(key);
  if (name === undefined) {
    name = `${JSON.stringify(key)}:`;
    if (names.size < 1_000) names.set(key, name);
  }
  return name;
}

function jsonOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) as string | undefined;
  if (Array.isArray(value)) {
    let out = '';
    for (const item of value) out += `${out === '' ? '' : ','}${jsonOf(item) ?? 'null'}`;
    return `[${out}]`;
  }
  let out = '';
  for (const key of Object.keys(value)) {
    if (key === 'origin') {
      const place = placeOfWords(value as Inline);
      if (place) out += `${out === '' ? '' : ','}"place":${JSON.stringify([place.file, place.pointer])}`;
      continue;
    }
    const json = jsonOf((value as Readonly<Record<string, unknown>>)[key]);
    if (json !== undefined) out += `${out === '' ? '' : ','}${nameOf(key)}${json}`;
  }
  return `{${out}}`;
}
