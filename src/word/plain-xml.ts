/**
 * XML as word processors write it, read in one go.
 *
 * In:  the text of a part, decoded strictly, and who wants to hear of its elements. Out: whether all of it was read. A text with anything
 * else than elements, attributes between `"`, words and the usual references, or in which anything is wrong, is left to a whole parser:
 * what this one reads, that one reads the same.
 */
export interface Hearer {
  /** `raw` is the whole of the tag, which stands many times in a file: `tagOf` reads it. Nothing where it cannot be read. */
  open(raw: string): Pick<Tag, 'name' | 'isEmpty'> | undefined;
  close(): void;
  text(words: string): void;
}
export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly isEmpty: boolean;
}

/** What XML 1.0 (2.2) has no place for, and carriage returns, which are line ends. What was decoded strictly has no half characters. */
const strange = /[\0-\x08\v\f\r\x0e-\x1f\ufffe\uffff]/;
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
    if (source.charCodeAt(from + 1) === 47) {
      const name = names.pop();
      if (name === undefined || !source.startsWith(name, from + 2)) return false;
      at = from + name.length + 3;
      if (source.charCodeAt(at - 1) !== 62) return false;
      hearer.close();
    } else {
      // Most tags end with the first `>`. One that is cut off within an attribute cannot be read.
      const near = source.indexOf('>', from);
      let tag = near < 0 ? undefined : hearer.open(source.slice(from, near + 1));
      at = near + 1;
      if (!tag) {
        const end = near < 0 ? -1 : endOfTag(source, from);
        if (end <= near) return false;
        tag = hearer.open(source.slice(from, end + 1));
        at = end + 1;
      }
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

/** Line ends are read as spaces in an attribute, and so left to the whole parser there. */
const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 9;

export function tagOf(raw: string): Tag | undefined {
  const isEmpty = raw.endsWith('/>');
  const end = raw.length - (isEmpty ? 2 : 1);
  let at = 1;
  while (at < end && !isSpace(raw.charCodeAt(at))) at += 1;
  const name = raw.slice(1, at);
  if (!nameOnly.test(name)) return undefined;
  const attributes: Record<string, string> = {};
  while (at < end) {
    const start = at;
    while (at < end && isSpace(raw.charCodeAt(at))) at += 1;
    if (at === end) break;
    const sign = raw.indexOf('="', at);
    const close = sign < 0 ? -1 : raw.indexOf('"', sign + 2);
    const key = raw.slice(at, sign);
    if (at === start || close < 0 || !nameOnly.test(key) || Object.hasOwn(attributes, key)) return undefined;
    const value = raw.slice(sign + 2, close);
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
