/**
 * XML of a foreign Word file as a tree.
 *
 * In:  bytes of a part, in UTF-8 or UTF-16. Out: its root element, names with the usual prefix of their namespace (`w:p`), whatever prefix
 * the file has for it and whether it is transitional or strict (ISO/IEC 29500-1, -4): the rest of the room sees one spelling. Of
 * alternatives (`mc:AlternateContent`, ISO/IEC 29500-3, 9.3) the first that asks for nothing unknown stands in their place. A document
 * type, and so any entity, is refused; depth and number of elements are bounded.
 */
import { SaxesParser } from 'saxes';
import { damaged, tooLarge, wordLimits } from './limits.js';
import { isDeclaration, NameRefused, prefixes, Scope } from './namespaces.js';

export interface WordElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: WordElement[];
  /** Characters directly inside. */
  text: string;
}

const none: Record<string, string> = Object.freeze({});

/** How many elements a document may still have; shared by its parts. */
export interface ElementCount {
  left: number;
}

export function parseWordXml(bytes: Uint8Array, part: string, count: ElementCount): WordElement {
  try {
    return parsed(bytes, part, count);
  } catch (error) {
    throw error instanceof NameRefused ? malformed(part, error.message) : error;
  }
}
const malformed = (part: string, why: string): Error =>
  damaged(`部件 ${part} 的 XML 有误：${why}`, `the XML of ${part} is malformed: ${why}`);

function parsed(bytes: Uint8Array, part: string, count: ElementCount): WordElement {
  const root: WordElement = { name: '', attributes: {}, children: [], text: '' };
  const open: WordElement[] = [root];
  const scopes: Scope[] = [Scope.outermost()];
  let top = root;
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('error', (error) => {
    throw malformed(part, error.message);
  });
  parser.on('doctype', () => {
    throw damaged(`部件 ${part} 带有文档类型声明，不读取`, `${part} has a document type, which no Word file needs and which is not read`);
  });
  parser.on('opentag', (tag) => {
    if (open.length > wordLimits.depth)
      throw tooLarge(
        `部件 ${part} 的元素嵌套超过 ${wordLimits.depth} 层`,
        `elements of ${part} are nested more than ${wordLimits.depth} deep`,
      );
    if (--count.left < 0)
      throw tooLarge(`文件的元素超过 ${wordLimits.elements} 个`, `the file has more than ${wordLimits.elements} elements`);
    const scope = (scopes[scopes.length - 1] as Scope).within(tag.attributes);
    const name = scope.element(tag.name);
    let attributes = name === 'mc:Choice' ? {} : none;
    for (const key in tag.attributes) {
      if (isDeclaration(key)) continue;
      if (attributes === none) attributes = {};
      const own = scope.attribute(key);
      // Those of namespaces that are not known here are all called `?`.
      if (Object.hasOwn(attributes, own) && !own.startsWith('?')) throw malformed(part, `duplicate attribute: ${key}.`);
      attributes[own] = tag.attributes[key] as string;
    }
    if (name === 'mc:Choice')
      attributes['Requires'] = (attributes['Requires'] ?? '')
        .split(/\s+/)
        .filter((prefix) => prefix !== '' && !prefixes.has(scope.uriOf(prefix) ?? ''))
        .join(' ');
    const element: WordElement = { name, attributes, children: [], text: '' };
    top.children.push(element);
    open.push(element);
    scopes.push(scope);
    top = element;
  });
  parser.on('closetag', () => {
    const element = open.pop();
    scopes.pop();
    top = open[open.length - 1] ?? root;
    if (element?.name !== 'mc:AlternateContent') return;
    top.children.pop();
    top.children.push(...chosen(element));
  });
  const take = (text: string): void => {
    top.text += text;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.write(decoded(bytes, part)).close();
  const [first] = root.children;
  if (!first) throw damaged(`部件 ${part} 是空的`, `${part} is empty`);
  return first;
}

/** `Requires` holds what is unknown here. */
function chosen(alternatives: WordElement): readonly WordElement[] {
  const choice = alternatives.children.find(({ name, attributes }) => name === 'mc:Choice' && attributes['Requires'] === '');
  return (choice ?? alternatives.children.find(({ name }) => name === 'mc:Fallback'))?.children ?? [];
}

function decoded(bytes: Uint8Array, part: string): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
  try {
    return new TextDecoder(utf16 ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw damaged(`部件 ${part} 不是 UTF-8 或 UTF-16 文本`, `${part} is neither UTF-8 nor UTF-16 text`);
  }
}

export const childOf = (element: WordElement | undefined, name: string): WordElement | undefined =>
  element?.children.find((child) => child.name === name);
/** `w:val` of a child. */
export const valueOf = (element: WordElement | undefined, name: string): string | undefined => childOf(element, name)?.attributes['w:val'];
/** Whether a switch is there and on: `<w:b/>`, `<w:b w:val="1"/>`; undefined where nothing is said. */
export function switchOf(element: WordElement | undefined, name: string): boolean | undefined {
  const child = childOf(element, name);
  if (!child) return undefined;
  return !/^(?:0|false|off|none)$/i.test(child.attributes['w:val'] ?? 'true');
}
/** All elements of a name below one, outermost first, without those inside each other. */
export function below(element: WordElement, ...names: readonly string[]): WordElement[] {
  return element.children.flatMap((child) => (names.includes(child.name) ? [child] : below(child, ...names)));
}

/** Millimetres of a length: twentieths of a point, or a number with its unit (ISO/IEC 29500-1, 22.9.2.15). */
export function mmOf(length: string | undefined): number | undefined {
  const match = /^(-?\d+(?:\.\d+)?)(mm|cm|in|pt|pc|pi)?$/.exec(length?.trim() ?? '');
  if (!match) return undefined;
  const unit = { mm: 1, cm: 10, in: 25.4, pt: 25.4 / 72, pc: 25.4 / 6, pi: 25.4 / 6 }[match[2] ?? ''] ?? 25.4 / 1440;
  const mm = Number(match[1]) * unit;
  return Math.abs(mm) < 10_000 ? mm : undefined;
}
