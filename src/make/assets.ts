/**
 * The pictures that a document's records refer to.
 *
 * In:  its scope. Out: their bytes, kinds and sizes by the path that the record gives. Only PNG and JPEG; the file's own
 * head says which, not its name.
 */
import type { Asset } from '../compose/index.js';
import { ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import type { DocumentScope } from '../validate/scope.js';

export function assetsOf(scope: DocumentScope): Outcome<ReadonlyMap<string, Asset>> {
  const assets = new Map<string, Asset>();
  const diagnostics: Diagnostic[] = [];
  for (const [path, file] of scope.case.evidence) {
    const picture = pictureOf(file.bytes);
    if (picture) assets.set(path, { ...picture, bytes: file.bytes });
  }
  return ok(assets, diagnostics);
}

/** Kind and size in pixels, from the head of the file; undefined for anything that is not a PNG or JPEG picture. */
export function pictureOf(bytes: Uint8Array): Pick<Asset, 'mime' | 'pixels'> | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length > 24 && view.getUint32(0) === 0x89504e47) {
    return { mime: 'image/png', pixels: { width: view.getUint32(16), height: view.getUint32(20) } };
  }
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0;
    // Start-of-frame markers hold the size; 0xC4, 0xC8 and 0xCC are tables.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return { mime: 'image/jpeg', pixels: { width: view.getUint16(at + 7), height: view.getUint16(at + 5) } };
    }
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}
