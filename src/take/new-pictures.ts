/**
 * Pictures on their way into `evidence/` of their cases.
 *
 * In:  a picture as it stood in a Word file, the record that is to name it. Out: the path that the record gives it, under a name made of
 * its hash, so that the same picture has the same name and none of the file's words goes into it; what is wrong with it; the files that
 * are not there yet. Nothing is written here (`write.ts`).
 */
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Prose } from '../diagnostics/index.js';
import { limits } from '../files/limits.js';
import { pictureKind, readPicture, turned, type Picture } from '../files/picture.js';
import { isInside, readInside } from '../files/read-file.js';
import type { RecordFile } from '../load/types.js';
import type { Edit } from '../record-edit/types.js';
import type { Ledger } from './ledger.js';
import type { PictureIn } from './in-line.js';
import type { Records } from './records.js';
import type { NewPicture, Said } from './types.js';
import type { WordPlace } from '../word/types.js';

/** More than this in one file were put in by no person; A4 at 600 dots an inch has 35 million pixels. */
const [mostOfFile, mostPixels] = [100, 40_000_000];

export class NewPictures {
  private readonly made = new Map<string, NewPicture & { readonly path: string; readonly folder: string }>();
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly records: Records,
    private readonly ledger: Ledger,
  ) {}

  /** What the record is to say; nothing where the picture is told as one that cannot be taken. */
  take(
    said: Said,
    about: { readonly at: WordPlace; readonly file: string; readonly pointer: string },
    record: RecordFile,
    { bytes, sha256, isCropped }: PictureIn,
  ): string | undefined {
    const count = (this.counts.get(said.form) ?? 0) + 1;
    this.counts.set(said.form, count);
    const read = count > mostOfFile ? tooMany : usable(bytes);
    const folder = this.folderOf(record);
    if ('zh' in read || folder === undefined) {
      if ('zh' in read && count <= mostOfFile + 1) this.refuse(said, about, read);
      return undefined;
    }
    const path = `evidence/picture-${sha256.slice(0, 16)}.${read.mime === 'image/png' ? 'png' : 'jpg'}`;
    const there = this.there(folder, path, bytes);
    if (typeof there === 'object') {
      this.refuse(said, about, there);
      return undefined;
    }
    if (isCropped)
      this.ledger.tell(
        'take-left-out',
        said,
        about,
        {
          zh: '图片在文件里裁剪过；采用的是裁剪前的整张。要裁掉的部分，请在图片里裁好再放入',
          en: 'the picture was cropped in the file; all of it is taken. What is to be cut off must be cut off the picture before it is put in',
        },
        'warning',
      );
    const file = `${folder}/${path}`;
    if (there === 'new' && !this.made.has(file)) {
      const { mime, width, height } = read;
      this.made.set(file, { file, path, folder, bytes, sha256, mime, width, height });
    }
    return path;
  }

  /** Those that edited records name. */
  namedBy(files: readonly { readonly file: string; readonly edits: readonly Edit[] }[]): readonly NewPicture[] {
    return [...this.made.values()]
      .filter(({ path, folder }) => files.some(({ file, edits }) => file.startsWith(`${folder}/`) && edits.some((one) => names(one, path))))
      .map(({ path: _, folder: __, ...one }) => one)
      .sort((a, b) => (a.file < b.file ? -1 : 1));
  }

  hashOf(record: RecordFile, path: unknown): string | undefined {
    const folder = this.records.cases.find((one) => record.file.startsWith(`${one.folder}/`));
    return typeof path === 'string' ? folder?.evidence.get(path)?.sha256 : undefined;
  }
  private folderOf({ file }: RecordFile): string | undefined {
    return this.records.cases.find(({ folder }) => file.startsWith(`${folder}/`))?.folder;
  }
  private refuse(said: Said, about: { readonly at: WordPlace; readonly file: string; readonly pointer: string }, why: Prose): void {
    this.ledger.tell('take-picture-refused', said, about, { zh: `图片没有采用：${why.zh}`, en: `the picture is not taken: ${why.en}` });
  }
  /** What stands under its name already. */
  private there(folder: string, path: string, bytes: Uint8Array): 'new' | 'same' | Prose {
    const { root } = this.records;
    const evidence = join(root, folder, 'evidence');
    if (existsSync(evidence) && !isInside(realpathSync(evidence), realpathSync(root)))
      return { zh: `${folder}/evidence 是指向项目之外的链接`, en: `${folder}/evidence is a link that leads out of the project` };
    const file = join(root, folder, path);
    if (!existsSync(file)) return 'new';
    const { value } = readInside(file, root, limits.evidenceBytes);
    return value && Buffer.from(value).equals(bytes)
      ? 'same'
      : { zh: `${folder}/${path} 已是另一个文件`, en: `${folder}/${path} is another file already` };
  }
}

const names = (edit: Edit, path: string): boolean => edit.kind !== 'remove' && JSON.stringify(edit.value).includes(`"${path}"`);
const tooMany: Prose = { zh: `一份文件里的图片多于 ${mostOfFile} 张`, en: `one file has more than ${mostOfFile} pictures` };

export const isUsable = (bytes: Uint8Array): boolean => !('zh' in usable(bytes));
/** By its head first: what is too large is not unpacked. */
function usable(bytes: Uint8Array): Picture | Prose {
  const mime = pictureKind(bytes);
  if (!mime) return { zh: '不是 PNG 或 JPEG', en: 'it is neither PNG nor JPEG' };
  if (bytes.length > limits.evidenceBytes) {
    const most = limits.evidenceBytes / 2 ** 20;
    return { zh: `大于 ${most} MB`, en: `it is larger than ${most} MB` };
  }
  const head = readPicture(bytes, mime, false);
  if ('zh' in head) return head;
  if (head.width * head.height > mostPixels)
    return {
      zh: `有 ${head.width}×${head.height} 像素，上限为 ${mostPixels / 1e6} 百万像素；请缩小后再放入`,
      en: `it has ${head.width} × ${head.height} pixels, and the most are ${mostPixels / 1e6} million; make it smaller and put it in again`,
    };
  const whole = readPicture(bytes, mime);
  return 'zh' in whole || whole.turn === undefined ? whole : turned;
}
