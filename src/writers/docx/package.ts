/**
 * The package: parts, their relationships and content types, zipped.
 *
 * In:  parts by name. Out: the bytes of the DOCX; the same parts always give the same bytes, so entries stand in the order
 * in which they were added, and carry no time of their own.
 */
import { strToU8, zipSync, type Zippable } from 'fflate';
import { escape, xmlHead } from './xml.js';

const officeTypes = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relationshipTypes = {
  document: `${officeTypes}/officeDocument`,
  core: 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties',
  app: `${officeTypes}/extended-properties`,
  custom: `${officeTypes}/custom-properties`,
  styles: `${officeTypes}/styles`,
  numbering: `${officeTypes}/numbering`,
  settings: `${officeTypes}/settings`,
  fonts: `${officeTypes}/fontTable`,
  theme: `${officeTypes}/theme`,
  header: `${officeTypes}/header`,
  footer: `${officeTypes}/footer`,
  data: `${officeTypes}/customXml`,
  dataProperties: `${officeTypes}/customXmlProps`,
  image: `${officeTypes}/image`,
  comments: `${officeTypes}/comments`,
  commentsExtended: 'http://schemas.microsoft.com/office/2011/relationships/commentsExtended',
} as const;
export type RelationshipType = keyof typeof relationshipTypes;

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const contentTypes: Record<Exclude<RelationshipType, 'image' | 'data'>, string> = {
  document: `${word}.document.main+xml`,
  core: 'application/vnd.openxmlformats-package.core-properties+xml',
  app: 'application/vnd.openxmlformats-officedocument.extended-properties+xml',
  custom: 'application/vnd.openxmlformats-officedocument.custom-properties+xml',
  styles: `${word}.styles+xml`,
  numbering: `${word}.numbering+xml`,
  settings: `${word}.settings+xml`,
  fonts: `${word}.fontTable+xml`,
  theme: 'application/vnd.openxmlformats-officedocument.theme+xml',
  header: `${word}.header+xml`,
  footer: `${word}.footer+xml`,
  dataProperties: 'application/vnd.openxmlformats-officedocument.customXmlProperties+xml',
  comments: `${word}.comments+xml`,
  commentsExtended: `${word}.commentsExtended+xml`,
};

/** Relationships of one part; a target that is asked for again keeps its id. */
export class Relationships {
  private readonly ids = new Map<string, { readonly id: string; readonly type: RelationshipType }>();

  to(type: RelationshipType, target: string): string {
    const known = this.ids.get(target);
    if (known) return known.id;
    const id = `rId${this.ids.size + 1}`;
    this.ids.set(target, { id, type });
    return id;
  }
  get empty(): boolean {
    return this.ids.size === 0;
  }
  xml(): string {
    const one = ([target, { id, type }]: [string, { readonly id: string; readonly type: RelationshipType }]): string =>
      `<Relationship Id="${id}" Type="${relationshipTypes[type]}" Target="${escape(target)}"/>`;
    return `${xmlHead}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${[...this.ids].map(one).join('')}</Relationships>`;
  }
}

/** Level of deflation: above it a document gets a few per cent smaller and takes twice as long. */
const level = 4;

export class Package {
  private readonly parts: { readonly name: string; readonly bytes: Uint8Array; readonly packed: boolean }[] = [];
  private readonly overrides: string[] = [];
  private readonly extensions = new Map<string, string>([
    ['rels', 'application/vnd.openxmlformats-package.relationships+xml'],
    ['xml', 'application/xml'],
  ]);

  /** Adds a part of markup, with its relationships. `name` is its path in the package. */
  add(type: Exclude<RelationshipType, 'image' | 'data'>, name: string, xml: string, relationships?: Relationships): void {
    this.overrides.push(`<Override PartName="/${name}" ContentType="${contentTypes[type]}"/>`);
    this.addData(name, xml, relationships);
  }
  /** Adds a part of XML that is of no kind that Word knows. */
  addData(name: string, xml: string, relationships?: Relationships): void {
    this.parts.push({ name, bytes: strToU8(xml), packed: false });
    if (relationships && !relationships.empty) {
      const cut = name.lastIndexOf('/') + 1;
      this.parts.push({ name: `${name.slice(0, cut)}_rels/${name.slice(cut)}.rels`, bytes: strToU8(relationships.xml()), packed: false });
    }
  }
  /** Adds a picture. */
  addMedia(name: string, mime: string, bytes: Uint8Array): void {
    this.extensions.set(name.slice(name.lastIndexOf('.') + 1), mime);
    this.parts.push({ name, bytes, packed: mime !== 'image/x-emf' });
  }

  zip(root: Relationships): Uint8Array {
    const defaults = [...this.extensions].map(([ext, mime]) => `<Default Extension="${ext}" ContentType="${mime}"/>`).join('');
    const types = `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${defaults}${this.overrides.join('')}</Types>`;
    const files: Zippable = { '[Content_Types].xml': strToU8(types), '_rels/.rels': strToU8(root.xml()) };
    for (const { name, bytes, packed } of this.parts) files[name] = packed ? [bytes, { level: 0 }] : bytes;
    // The time of entries is local time in a zip: this is the same in every time zone.
    return zipSync(files, { level, mtime: new Date(1980, 0, 1) });
  }
}
