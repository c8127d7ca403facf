/**
 * The parts of a foreign Word file (OPC, ISO/IEC 29500-2).
 *
 * In:  bytes, of anyone. Out: the main part, parts as trees, pictures as bytes, what a part refers to. What the zip says of sizes is
 * bounded before anything is unpacked, and no more than that is unpacked. References stay inside the package: what is outside of it is
 * told, never fetched. Throws `WordRefused`.
 */
import { crc32 } from 'node:zlib';
import { unzipSync } from 'fflate';
import { directoryOf, inflated } from './directory.js';
import { damaged, tooLarge, wordLimits, WordRefused } from './limits.js';
import { parseWordXml, type ElementCount, type WordElement } from './xml.js';

export interface Relationship {
  /** The last word of its type: `image`, `header`. */
  readonly type: string;
  /** A part of the package; of what lies outside the address. */
  readonly target: string;
  readonly isExternal: boolean;
}

export class WordPackage {
  private readonly roots = new Map<string, WordElement>();
  private readonly count: ElementCount = { left: wordLimits.elements };
  private constructor(
    /** By lower-case name: names of parts are the same whatever their case (ISO/IEC 29500-2, 6.3.5). */
    private readonly parts: ReadonlyMap<string, Uint8Array>,
    /** Names of all parts, of those too that were left packed. */
    readonly names: readonly string[],
    readonly main: string,
  ) {}

  static open(bytes: Uint8Array): WordPackage {
    refuseOthers(bytes);
    const names = new Set<string>();
    const directory = directoryOf(bytes);
    const parts = new Map<string, Uint8Array>();
    const wanted = new Map<string, number | undefined>();
    let unpacked = 0;
    let files: Record<string, Uint8Array>;
    try {
      files = unzipSync(bytes, {
        filter: ({ name, size, originalSize }) => {
          if (names.size >= wordLimits.parts)
            throw tooLarge(`压缩包里的文件超过 ${wordLimits.parts} 个`, `the zip has more than ${wordLimits.parts} entries`);
          const key = name.toLowerCase();
          if (names.has(key)) throw damaged(`压缩包里有两个 ${shown(name)}`, `the zip has two entries ${shown(name)}`);
          if (key.split(/[\\/]/).includes('..'))
            throw damaged(`压缩包里的 ${shown(name)} 指到了包外`, `the zip’s entry ${shown(name)} leads out of it`);
          const entry = directory?.[names.size];
          wanted.set(key, entry?.crc);
          names.add(key);
          if (!/\.(?:xml|rels|png|jpe?g|jfif)$/.test(key)) return false;
          unpacked += originalSize;
          if (unpacked > wordLimits.unpackedBytes)
            throw tooLarge(
              `解压后超过 ${wordLimits.unpackedBytes / 2 ** 20} MB`,
              `it unpacks to more than ${wordLimits.unpackedBytes / 2 ** 20} MB`,
            );
          if (originalSize > wordLimits.ratioFrom && originalSize > size * wordLimits.ratio)
            throw tooLarge(
              `${shown(name)} 的压缩比超过 ${wordLimits.ratio}，不像是文档`,
              `${shown(name)} is packed to less than 1/${wordLimits.ratio}, as no document is`,
            );
          const part = entry?.deflated && inflated(entry.deflated, originalSize);
          if (part) parts.set(key, part);
          return !part;
        },
      });
    } catch (error) {
      if (error instanceof WordRefused) throw error;
      throw damaged('压缩包已损坏或不完整', `the zip is damaged or cut off (${error instanceof Error ? error.message : 'unknown'})`);
    }
    for (const [name, part] of Object.entries(files)) parts.set(name.toLowerCase(), part);
    for (const [name, part] of parts) {
      const told = wanted.get(name);
      if (told !== undefined && crc32(part) !== told)
        throw damaged(
          `${shown(name)} 与压缩包里的校验值不符，文件已损坏`,
          `${shown(name)} is not what the zip’s checksum says: the file is damaged`,
        );
    }
    const opened = new WordPackage(parts, [...names], '');
    const main = [...opened.related('').values()].find(({ type, isExternal }) => type === 'officeDocument' && !isExternal)?.target;
    if (main === undefined) throw damaged('压缩包里没有 Word 文档的正文', 'it is a zip, but no Word file: it names no main document');
    if (!parts.has(main.toLowerCase())) throw damaged(`缺少正文部件 ${shown(main)}`, `the main document ${shown(main)} is missing`);
    return new WordPackage(parts, [...names], main);
  }

  bytes = (path: string): Uint8Array | undefined => this.parts.get(path.toLowerCase());

  /** The root element of a part, read once; undefined where there is no such part. */
  root(path: string): WordElement | undefined {
    const known = this.roots.get(path);
    if (known) return known;
    const bytes = this.bytes(path);
    if (!bytes) return undefined;
    const root = parseWordXml(bytes, shown(path), this.count);
    this.roots.set(path, root);
    return root;
  }

  /** What a part refers to, by id; `''` is the package itself. */
  related(part: string): ReadonlyMap<string, Relationship> {
    const cut = part.lastIndexOf('/') + 1;
    const root = this.root(`${part.slice(0, cut)}_rels/${part.slice(cut)}.rels`);
    const found = new Map<string, Relationship>();
    for (const { attributes: a } of root?.children ?? []) {
      const isExternal = a['TargetMode'] === 'External';
      const target = isExternal ? (a['Target'] ?? '') : within(part.slice(0, cut), a['Target'] ?? '');
      if (target !== undefined && a['Id'] !== undefined)
        found.set(a['Id'], { type: (a['Type'] ?? '').split('/').at(-1) ?? '', target, isExternal });
    }
    return found;
  }
}

/** A name as a message shows it. */
const shown = (name: string): string => {
  const plain = name.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '?');
  return plain.length > 80 ? `${plain.slice(0, 80)}…` : plain;
};

/** A part's name from that of the folder it is named in; undefined where it leads out of the package. */
function within(folder: string, target: string): string | undefined {
  const way: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..' && way.pop() === undefined) return undefined;
    if (step !== '' && step !== '.' && step !== '..') way.push(step);
  }
  return way.join('/');
}

/** Other kinds of file, by their first bytes: what to do differs. */
function refuseOthers(bytes: Uint8Array): void {
  const begins = (...magic: readonly number[]): boolean => magic.every((byte, i) => bytes[i] === byte);
  if (begins(0xd0, 0xcf, 0x11, 0xe0))
    throw damaged(
      '这是旧的 .doc 文件，或带密码的文件：在 Word 或 WPS 中去掉密码，另存为 .docx',
      'it is an old .doc, or has a password: take the password away and save it as .docx in Word or WPS',
    );
  if (begins(0x25, 0x50, 0x44, 0x46)) throw damaged('这是 PDF，不是 Word 文件', 'it is a PDF, not a Word file');
  if (!begins(0x50, 0x4b))
    throw damaged('这不是 .docx 文件：在 Word 或 WPS 中另存为 .docx', 'it is no .docx file: save it as .docx in Word or WPS');
}
