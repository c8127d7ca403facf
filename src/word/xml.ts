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

export interface WordElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: WordElement[];
  /** Characters directly inside. */
  text: string;
}

const schemas = 'http://schemas.openxmlformats.org';
const strict = 'http://purl.oclc.org/ooxml';
const microsoft = 'http://schemas.microsoft.com/office';
const prefixes: ReadonlyMap<string, string> = new Map([
  [`${schemas}/wordprocessingml/2006/main`, 'w'],
  [`${strict}/wordprocessingml/main`, 'w'],
  [`${schemas}/officeDocument/2006/relationships`, 'r'],
  [`${strict}/officeDocument/relationships`, 'r'],
  [`${schemas}/drawingml/2006/wordprocessingDrawing`, 'wp'],
  [`${strict}/drawingml/wordprocessingDrawing`, 'wp'],
  [`${schemas}/drawingml/2006/main`, 'a'],
  [`${strict}/drawingml/main`, 'a'],
  [`${schemas}/drawingml/2006/picture`, 'pic'],
  [`${strict}/drawingml/picture`, 'pic'],
  [`${schemas}/drawingml/2006/chart`, 'c'],
  [`${strict}/drawingml/chart`, 'c'],
  [`${schemas}/drawingml/2006/diagram`, 'dgm'],
  [`${strict}/drawingml/diagram`, 'dgm'],
  [`${schemas}/officeDocument/2006/math`, 'm'],
  [`${strict}/officeDocument/math`, 'm'],
  [`${schemas}/markup-compatibility/2006`, 'mc'],
  [`${schemas}/package/2006/relationships`, 'rel'],
  [`${microsoft}/word/2010/wordml`, 'w14'],
  [`${microsoft}/word/2012/wordml`, 'w15'],
  [`${microsoft}/word/2010/wordprocessingShape`, 'wps'],
  [`${microsoft}/word/2010/wordprocessingGroup`, 'wpg'],
  [`${microsoft}/word/2010/wordprocessingCanvas`, 'wpc'],
  [`${microsoft}/word/2010/wordprocessingDrawing`, 'wp14'],
  [`${microsoft}/drawing/2010/main`, 'a14'],
  ['urn:schemas-microsoft-com:vml', 'v'],
  ['urn:schemas-microsoft-com:office:office', 'o'],
  ['http://www.w3.org/XML/1998/namespace', 'xml'],
]);
/** Names that were made, by namespace: a file has few, and each of them ten thousand times. Those of namespaces of anyone are not kept. */
const made = new Map<string, Map<string, string>>([...prefixes.keys()].map((uri) => [uri, new Map<string, string>()]));
const mostMade = 2_000;
const nameOf = (uri: string, local: string): string => {
  if (uri === '') return local;
  const own = made.get(uri);
  if (!own) return `?:${local}`;
  const known = own.get(local);
  if (known !== undefined) return known;
  const name = `${prefixes.get(uri) ?? '?'}:${local}`;
  if (own.size < mostMade) own.set(local, name);
  return name;
};
const none: Record<string, string> = Object.freeze({});

/** How many elements a document may still have; shared by its parts. */
export interface ElementCount {
  left: number;
}

export function parseWordXml(bytes: Uint8Array, part: string, count: ElementCount): WordElement {
  const root: WordElement = { name: '', attributes: {}, children: [], text: '' };
  const open: WordElement[] = [root];
  let top = root;
  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on('error', (error) => {
    throw damaged(`部件 ${part} 的 XML 有误：${error.message}`, `the XML of ${part} is malformed: ${error.message}`);
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
    const name = nameOf(tag.uri, tag.local);
    let attributes = name === 'mc:Choice' ? {} : none;
    for (const key in tag.attributes) {
      const { uri, local, value } = tag.attributes[key] as (typeof tag.attributes)[string];
      if (uri === 'http://www.w3.org/2000/xmlns/') continue;
      if (attributes === none) attributes = {};
      attributes[nameOf(uri, local)] = value;
    }
    if (name === 'mc:Choice')
      attributes['Requires'] = (attributes['Requires'] ?? '')
        .split(/\s+/)
        .filter((prefix) => prefix !== '' && !prefixes.has(parser.resolve(prefix) ?? ''))
        .join(' ');
    const element: WordElement = { name, attributes, children: [], text: '' };
    top.children.push(element);
    open.push(element);
    top = element;
  });
  parser.on('closetag', () => {
    const element = open.pop();
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
