/**
 * The parts of a DOCX, unpacked.
 *
 * In:  bytes, of anyone. Out: the main document and the parts that it refers to by type, as text. Sizes are bounded before
 * anything is inflated, so that a small file cannot become a huge one.
 */
import { posix } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { parseXml, XmlError, type XmlElement } from './docx-xml.js';

export class DocxTooLarge extends Error {}
export class DocxDamaged extends Error {}

const mostParts = 5000;
const mostBytes = 64 * 1024 * 1024;

export class DocxParts {
  private readonly roots = new Map<string, XmlElement>();
  private constructor(
    private readonly files: Readonly<Record<string, Uint8Array>>,
    readonly mainPath: string,
  ) {}

  static open(bytes: Uint8Array): DocxParts {
    let parts = 0;
    let size = 0;
    let files: Record<string, Uint8Array>;
    try {
      files = unzipSync(bytes, {
        filter: ({ name, originalSize }) => {
          if (!/\.(?:xml|rels)$/i.test(name)) return false;
          parts += 1;
          size += originalSize;
          if (parts > mostParts || size > mostBytes) throw new DocxTooLarge(`${parts} parts, ${size} bytes`);
          return true;
        },
      });
    } catch (error) {
      if (error instanceof DocxTooLarge) throw error;
      throw new DocxDamaged(error instanceof Error ? error.message : 'not a zip file');
    }
    const main = targets(files, '').find((t) => t.type === 'officeDocument')?.target;
    if (main === undefined || !files[main]) throw new DocxDamaged('no main document');
    return new DocxParts(files, main);
  }

  has(path: string): boolean {
    return this.files[path] !== undefined;
  }
  /** The root element of a part, read once. */
  root(path: string): XmlElement {
    let known = this.roots.get(path);
    if (!known) this.roots.set(path, (known = this.read(path)));
    return known;
  }
  private read(path: string): XmlElement {
    const bytes = this.files[path];
    if (!bytes) throw new DocxDamaged(`${path} is missing`);
    try {
      return parseXml(strFromU8(bytes));
    } catch (error) {
      if (error instanceof XmlError) throw new DocxDamaged(`${path}: ${error.message}`);
      throw error;
    }
  }

  /** Paths of the parts of these types that the main document refers to, by relationship id. */
  related(...types: readonly string[]): Map<string, string> {
    const found = targets(this.files, this.mainPath).filter((t) => types.includes(t.type) && this.files[t.target]);
    return new Map(found.map((t) => [t.id, t.target]));
  }
}

interface Target {
  readonly id: string;
  /** The last word of the relationship's type: `styles`. */
  readonly type: string;
  readonly target: string;
}

function targets(files: Readonly<Record<string, Uint8Array>>, part: string): Target[] {
  const cut = part.lastIndexOf('/') + 1;
  const bytes = files[`${part.slice(0, cut)}_rels/${part.slice(cut)}.rels`];
  if (!bytes) return [];
  let root: XmlElement;
  try {
    root = parseXml(strFromU8(bytes));
  } catch (error) {
    if (error instanceof XmlError) throw new DocxDamaged(`relationships: ${error.message}`);
    throw error;
  }
  return root.children.map(({ attributes: a }) => {
    const target = a.Target ?? '';
    return {
      id: a.Id ?? '',
      type: (a.Type ?? '').split('/').pop() ?? '',
      target: target.startsWith('/') ? target.slice(1) : posix.normalize(part.slice(0, cut) + target),
    };
  });
}
