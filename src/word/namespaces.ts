/**
 * Names of XML with the usual prefix of their namespace, whatever prefix a file has for it (Namespaces in XML 1.0).
 *
 * In:  the names that an element and its attributes have in the file. Out: one spelling of each; what is bound to nothing is refused. A
 * file has few names, and each of them ten thousand times: of each scope they are looked up once.
 */
const xmlns = 'http://www.w3.org/2000/xmlns/';
const xml = 'http://www.w3.org/XML/1998/namespace';
const schemas = 'http://schemas.openxmlformats.org';
const strict = 'http://purl.oclc.org/ooxml';
const microsoft = 'http://schemas.microsoft.com/office';
export const prefixes: ReadonlyMap<string, string> = new Map([
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
  [xml, 'xml'],
]);

export class NameRefused extends Error {}

/** A file of anyone may have any number of names. */
const mostKept = 2_000;

export class Scope {
  private readonly elements = new Map<string, string>();
  private readonly attributes = new Map<string, string>();
  private constructor(
    private readonly declared: ReadonlyMap<string, string>,
    private readonly around?: Scope,
  ) {}

  static outermost = (): Scope => new Scope(new Map([['xml', xml]]));

  /** That of an element: its own where it declares anything, else the one around it. */
  within(attributes: Readonly<Record<string, string>>): Scope {
    let declared: Map<string, string> | undefined;
    for (const name in attributes) {
      if (!isDeclaration(name)) continue;
      const [prefix, uri] = [name.slice(6), (attributes[name] ?? '').trim()];
      if (prefix === 'xmlns' || (prefix === 'xml') !== (uri === xml) || uri === xmlns)
        throw new NameRefused(`prefix ${JSON.stringify(prefix)} may not be bound so.`);
      declared ??= new Map();
      declared.set(prefix, uri);
    }
    return declared ? new Scope(declared, this) : this;
  }

  uriOf(prefix: string): string | undefined {
    const own = this.declared.get(prefix);
    return own ?? this.around?.uriOf(prefix);
  }

  element(name: string): string {
    return this.elements.get(name) ?? this.kept(this.elements, name, name.includes(':') ? undefined : this.uriOf(''));
  }
  /** Without a prefix it is of no namespace. */
  attribute(name: string): string {
    return this.attributes.get(name) ?? this.kept(this.attributes, name, '');
  }

  /** Whether there is an attribute, and each is spelt here as it is in the file. */
  spellsAlike(attributes: Readonly<Record<string, string>>): boolean {
    let isAny = false;
    for (const name in attributes) {
      if (isDeclaration(name) || this.attribute(name) !== name) return false;
      isAny = true;
    }
    return isAny;
  }

  private kept(known: Map<string, string>, name: string, uriOfBare: string | undefined): string {
    const at = name.indexOf(':');
    const [prefix, local] = [name.slice(0, Math.max(at, 0)), name.slice(at + 1)];
    if (at === 0 || local === '' || local.includes(':')) throw new NameRefused(`malformed name: ${name}.`);
    const uri = at < 0 ? (uriOfBare ?? '') : this.uriOf(prefix);
    if (at > 0 && (uri === undefined || uri === '')) throw new NameRefused(`unbound namespace prefix: ${JSON.stringify(prefix)}.`);
    const made = uri === undefined || uri === '' ? local : `${prefixes.get(uri) ?? '?'}:${local}`;
    if (known.size < mostKept) known.set(name, made);
    return made;
  }
}

export const isDeclaration = (name: string): boolean => name === 'xmlns' || name.startsWith('xmlns:');
