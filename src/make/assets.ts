/**
 * The pictures that a document's records refer to, and those of the body.
 *
 * In:  its scope. Out: their bytes, kinds and sizes by the path that the record gives; of the body's, by that path
 * behind a slash, which no record of a case can write. Only PNG and JPEG; the file's own
 * head says which, not its name.
 */
import type { Asset } from '../compose/index.js';
import { pictureKind, readPicture } from '../files/picture.js';
import type { DocumentScope } from '../validate/scope.js';

export function assetsOf(scope: DocumentScope): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>();
  const ofBody = [...(scope.project.bodyPictures ?? [])].map(([path, file]) => [`/${path}`, file] as const);
  for (const [path, file] of [...scope.case.evidence, ...ofBody]) {
    const mime = pictureKind(file.bytes);
    // Those to be printed were looked over whole when they were read (`src/load/evidence.ts`).
    const picture = mime && readPicture(file.bytes, mime, false);
    if (!picture || 'zh' in picture) continue;
    const { width, height } = picture;
    assets.set(path, { mime: picture.mime, pixels: { width, height }, bytes: file.bytes });
  }
  return assets;
}
