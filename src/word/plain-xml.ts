/**
 * XML as word processors write it, read in one go.
 *
 * In:  the text of a part, and who wants to hear of its elements. Out: whether all of it was read. A text with anything else than elements,
 * attributes between `"`, words and the usual references, or in which anything is wrong, is left to a whole parser: what this one reads,
 * that one reads the same.
 */
export interface Hearer {
  /** `raw` is the whole of the tag, which stands many times in a file: `tagOf` reads it. Nothing where it cannot be read. */
  open(raw: string): Tag | undefined;
  close(): void;
  text(words: string): void;
}
export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly isEmpty: boolean;
}

/** What XML 1.0 (2.2) has no place for, half characters, and carriage returns, which are line ends. */
const strange = /[\0-\x08\v\f\r\x0e-\x1f\ufffe\uffff\p{Cs}]/u;
const nameOnly = /^[A-Za-z][\w.-]*(?::[A-Za-z][\w.-]*)?$/;
const declaration = /^<\?xml version="1\.0"(?: encoding="[A-Za-z0-9-]+")?(?: standalone="(?:yes|no)")?\?>\s*/;
const references: ReadonlyMap<string, string> = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
]);

export function readPlainXml(source: string, hearer: Hearer): boolean {
  if (strange.test(source)) return false;
  const names: string[] = [];
  let at = declaration.exec(source)?.[0].length ?? 0;
  if (source.charCodeAt(at) !== 60) return false;
  for (;;) {
    const from = source.indexOf('<', at);
    if (from < 0 || (names.length === 0 && from > at)) return false;
    if (from > at) {
      const words = unescaped(source.slice(at, from));
      if (words === undefined) return false;
      hearer.text(words);
    }
    const end = endOfTag(source, from);
    if (end < 0) return false;
    at = end + 1;
    if (source.charCodeAt(from + 1) === 47) {
      const name = names.pop();
      if (name === undefined || at - from !== name.length + 3 || !source.startsWith(name, from + 2)) return false;
      hearer.close();
    } else {
      const raw = source.slice(from, at);
      const tag = hearer.open(raw);
      if (!tag) return false;
      if (tag.isEmpty) hearer.close();
      else names.push(tag.name);
    }
    if (names.length === 0) return source.slice(at).trim() === '';
  }
}

/** Where a tag ends: a `>` may stand in an attribute. Nothing behind it is looked at. */
function endOfTag(source: string, from: number): number {
  let isQuoted = false;
  for (let at = from; ;) {
    const end = source.indexOf('>', at);
    if (end < 0) return -1;
    for (; at < end; at++) if (source.charCodeAt(at) === 34) isQuoted = !isQuoted;
    if (!isQuoted) return end;
    at = end + 1;
  }
}

export function tagOf(raw: string): Tag | undefined {
  const isEmpty = raw.endsWith('/>');
  const inside = raw.slice(1, isEmpty ? -2 : -1);
  const space = inside.search(/\s/);
  const name = space < 0 ? inside : inside.slice(0, space);
  if (!nameOnly.test(name)) return undefined;
  const attributes: Record<string, string> = {};
  for (let at = space < 0 ? inside.length : space; at < inside.length;) {
    const start = at;
    while (inside[at] === ' ' || inside[at] === '\n' || inside[at] === '\t') at += 1;
    if (at === inside.length) break;
    const sign = inside.indexOf('="', at);
    const close = sign < 0 ? -1 : inside.indexOf('"', sign + 2);
    const key = inside.slice(at, sign);
    if (at === start || close < 0 || !nameOnly.test(key) || Object.hasOwn(attributes, key)) return undefined;
    const value = inside.slice(sign + 2, close);
    const words = /[\n\t<]/.test(value) ? undefined : unescaped(value);
    if (words === undefined) return undefined;
    attributes[key] = words;
    at = close + 1;
  }
  return { name, attributes, isEmpty };
}

function unescaped(words: string): string | undefined {
  if (words.includes(']]>')) return undefined;
  if (!words.includes('&')) return words;
  let out = '';
  let at = 0;
  for (let sign = words.indexOf('&'); sign >= 0; sign = words.indexOf('&', at)) {
    const end = words.indexOf(';', sign);
    const meant = end < 0 ? undefined : references.get(words.slice(sign, end + 1));
    if (meant === undefined) return undefined;
    out += words.slice(at, sign) + meant;
    at = end + 1;
  }
  return out + words.slice(at);
}
