/**
 * XML as a small tree.
 *
 * In:  the text of a part. Out: its elements, with the text of those that hold only text; what is not well-formed, or is
 * nested too deeply, throws `XmlError`. Prefixes are kept as they are written: WordprocessingML is always `w:`.
 */
import { SaxesParser } from 'saxes';

export class XmlError extends Error {}

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

const mostDepth = 200;
const none: Readonly<Record<string, string>> = {};

export function parseXml(source: string): XmlElement {
  const root: XmlElement = { name: '', attributes: none, children: [], text: '' };
  const stack: XmlElement[] = [root];
  let top = root;
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('error', (error) => {
    throw new XmlError(error.message);
  });
  // A document type could define entities that grow without bounds; no part of a DOCX has one.
  parser.on('doctype', () => {
    throw new XmlError('a document type is not allowed');
  });
  parser.on('opentag', (tag) => {
    const element: XmlElement = { name: tag.name, attributes: tag.attributes, children: [], text: '' };
    top.children.push(element);
    stack.push(element);
    if (stack.length > mostDepth) throw new XmlError('nested too deeply');
    top = element;
  });
  parser.on('closetag', () => {
    stack.pop();
    top = stack[stack.length - 1] ?? root;
  });
  const take = (text: string): void => {
    top.text += text;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.write(source).close();
  const first = root.children[0];
  if (!first) throw new XmlError('no element');
  return first;
}

export const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((c) => c.name === name);
/** The `w:val` of a child. */
export const valueOf = (element: XmlElement | undefined, name: string): string | undefined => child(element, name)?.attributes['w:val'];
