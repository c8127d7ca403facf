/**
 * Fields in running headers of a DOCX that say the text of a style (STYLEREF).
 *
 * In:  the body, the headers, the styles. Out: for each field the name of its style, and all that the body says in it: what Word may print
 * there. A style of no such name has no texts; Word would print an error.
 */
import { canonText } from '../model/index.js';
import { valueOf, type XmlElement } from './docx-xml.js';

export interface StyleReference {
  readonly style: string;
  readonly texts: readonly string[];
}

export function styleReferences(body: XmlElement, running: readonly XmlElement[], styles: XmlElement | undefined): StyleReference[] {
  const names = [...new Set(running.flatMap((root) => descendants(root, 'w:fldSimple').flatMap(styleNamed)))];
  return names.map((style) => {
    const id = styles?.children.find((s) => s.name === 'w:style' && valueOf(s, 'w:name') === style)?.attributes['w:styleId'];
    return { style, texts: id === undefined ? [] : textsIn(body, id) };
  });
}

const styleNamed = (field: XmlElement): string[] => {
  const name = /^\s*STYLEREF\s+"([^"]+)"\s*$/.exec(field.attributes['w:instr'] ?? '')?.[1];
  return name === undefined ? [] : [name];
};

/** Runs of one character style that stand together are one text. */
function textsIn(body: XmlElement, id: string): string[] {
  return descendants(body, 'w:p').flatMap((paragraph) => {
    const texts: string[] = [];
    let open = false;
    for (const run of descendants(paragraph, 'w:r')) {
      const properties = run.children.find((c) => c.name === 'w:rPr');
      const own = valueOf(properties, 'w:rStyle') === id;
      if (own) {
        const text = canonText(run.children.map((c) => (c.name === 'w:t' ? c.text : '')).join(''));
        texts.push(open ? (texts.pop() ?? '') + text : text);
      }
      open = own;
    }
    return texts.filter((text) => text !== '');
  });
}

function descendants(element: XmlElement, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  const visit = ({ children }: XmlElement): void => {
    for (const child of children) {
      if (child.name === name) found.push(child);
      else visit(child);
    }
  };
  visit(element);
  return found;
}
