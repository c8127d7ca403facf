/**
 * XML of a foreign Word file as a tree.
 *
 * In:  bytes of a part, in UTF-8 or UTF-16. Out: its root element, names with the usual prefix of their namespace (`w:p`), whatever prefix
 * the file has for it and whether it is transitional or strict (ISO/IEC 29500-1, -4): the rest of the room sees one spelling. Of
 * alternatives (`mc:AlternateContent`, ISO/IEC 29500-3, 9.3) the first that asks for nothing unknown stands in their place. A document
 * type, and so any entity, is refused; depth and number of elements are bounded.
 */
import { SaxesParser } from 'saxes';
import { damaged } from './limits.js';
import { NameRefused } from './namespaces.js';
import { readPlainXml } from './plain-xml.js';
import { malformed, WordTree, type ElementCount, type WordElement } from './xml-tree.js';

export type { ElementCount, WordElement } from './xml-tree.js';

export function parseWordXml(bytes: Uint8Array, part: string, count: ElementCount): WordElement {
  try {
    return parsed(bytes, part, count);
  } catch (error) {
    throw error instanceof NameRefused ? malformed(part, error.message) : error;
  }
}
function parsed(bytes: Uint8Array, part: string, count: ElementCount): WordElement {
  const source = decoded(bytes, part);
  const before = count.left;
  const plain = new WordTree(part, count);
  const isRead = readPlainXml(source, plain);
  if (!isRead) count.left = before;
  const root = isRead ? plain.root() : readWhole(source, part, new WordTree(part, count));
  if (!root) throw damaged(`部件 ${part} 是空的`, `${part} is empty`);
  return root;
}

/** Whatever XML may be. */
function readWhole(source: string, part: string, tree: WordTree): WordElement | undefined {
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('error', (error) => {
    throw malformed(part, error.message);
  });
  parser.on('doctype', () => {
    throw damaged(`部件 ${part} 带有文档类型声明，不读取`, `${part} has a document type, which no Word file needs and which is not read`);
  });
  parser.on('opentag', ({ name, attributes }) => tree.element(name, attributes));
  parser.on('closetag', () => tree.close());
  parser.on('text', (words) => tree.text(words));
  parser.on('cdata', (words) => tree.text(words));
  parser.write(source).close();
  return tree.root();
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
