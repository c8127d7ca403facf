/**
 * Whether a picture that a record names can be printed.
 *
 * In:  its bytes. Out: what is wrong with it, in words that follow the file's name.
 */
import type { Prose } from '../diagnostics/index.js';
import { pictureKind, readPicture, turned } from '../files/picture.js';
import type { EvidenceFile } from './types.js';

/** Pictures that were looked over before, by their hash: a figure does not change from one build to the next. */
const lookedOver = new Map<string, Prose | undefined>();
export function wrongWithPicture({ bytes, sha256 }: EvidenceFile): Prose | undefined {
  if (lookedOver.has(sha256)) return lookedOver.get(sha256);
  const mime = pictureKind(bytes);
  const read = mime ? readPicture(bytes, mime) : { zh: '不是PNG或JPEG图片', en: 'it is neither a PNG nor a JPEG picture' };
  // One program turns it and another does not: it would lie on its side in one of the two formats.
  const wrong = 'zh' in read ? read : read.turn === undefined ? undefined : turned;
  if (lookedOver.size >= 5_000) lookedOver.clear();
  lookedOver.set(sha256, wrong);
  return wrong;
}
