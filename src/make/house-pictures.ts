/**
 * Pictures that layouts name themselves, such as a logo: files of the house, not of a case.
 *
 * In:  layouts, and the folders they came from. Out: the pictures by the `src` that the layouts write: `logo.png` lies in the
 * folder itself or in its `pictures/`. They are looked over as carefully as evidence: read within the folder, of bounded size
 * and pixels, whole, and upright.
 */
import { join } from 'node:path';
import type { Asset, LayoutSet } from '../compose/index.js';
import { filesOfHouse } from '../compose/layout-set.js';
import { parsedLayout } from '../compose/layout/parsed.js';
import { picturesNamedIn } from '../compose/layout/pictures-named.js';
import { preparedLayout } from '../compose/layout/prepared-layout.js';
import { problem } from '../compose/problem.js';
import { ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { limits } from '../files/limits.js';
import { pictureKind, readPicture, turned } from '../files/picture.js';
import { readInside } from '../files/read-file.js';
import { sha256 } from '../files/write-file.js';

export interface HousePictures {
  readonly assets: ReadonlyMap<string, Asset>;
  readonly files: readonly { readonly file: string; readonly sha256: string }[];
}

export const isPictureName = (name: string): boolean => /\.(png|jpe?g)$/i.test(name);
/** What a layout may write as `src` for this file of a folder of layouts. */
export const pictureWays = (name: string): string[] => [name, ...(name.startsWith('pictures/') ? [name.slice('pictures/'.length)] : [])];

/** `folders`: the house's last; its picture takes the place of one of the same name. `also`: what the theme names. */
export function housePictures(
  set: LayoutSet,
  folders: readonly { readonly path: string; readonly shown: string }[],
  also: readonly string[] = [],
): Outcome<HousePictures> {
  const wanted = new Set([
    ...also,
    ...[...set.layouts.values(), ...set.partials.values()]
      // Most have none, and need not be parsed to see that.
      .filter(({ text }) => /<img/i.test(text))
      .flatMap((file) => preparedLayout(file)?.pictures ?? picturesNamedIn(parsedLayout(file).markup?.elements ?? [])),
  ]);
  const assets = new Map<string, Asset>();
  const files = new Map<string, { file: string; sha256: string }>();
  const diagnostics: Diagnostic[] = [];
  for (const { path, shown } of wanted.size === 0 ? [] : folders) {
    for (const name of (filesOfHouse(path).value ?? []).filter(isPictureName)) {
      const ways = pictureWays(name).filter((way) => wanted.has(way));
      if (ways.length === 0) continue;
      const file = `${shown}/${name}`;
      const { value: bytes, diagnostics: found } = readInside(join(path, name), path, limits.evidenceBytes);
      const mime = bytes && pictureKind(bytes);
      const picture = !bytes
        ? found[0]?.message
        : mime
          ? readPicture(bytes, mime)
          : { zh: '不是PNG或JPEG图片', en: 'it is neither a PNG nor a JPEG picture' };
      const wrong = !picture || 'zh' in picture ? picture : picture.turn === undefined ? undefined : turned;
      if (!bytes || !picture || 'zh' in picture || wrong) {
        diagnostics.push(
          problem('asset-missing', { file }, `图片不能印出：${wrong?.zh ?? ''}`, `the picture cannot be printed: ${wrong?.en ?? ''}`),
        );
        continue;
      }
      const { width, height } = picture;
      for (const way of ways) assets.set(way, { mime: picture.mime, pixels: { width, height }, bytes });
      files.set(ways.join(), { file, sha256: sha256(bytes) });
    }
  }
  return ok({ assets, files: [...files.values()] }, diagnostics);
}
