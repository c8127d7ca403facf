/**
 * Captions without their picture.
 *
 * In:  the shape of a record, its value; a case. Out: where words stand that belong to a picture, and no picture is named; an error at each
 * such place, since what is printed would say what is to be seen where nothing is.
 */
import { childOf, fieldsOf, itemOf, KindsOfFields, metaOf, type Shape } from '../../schemas/record/index.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { placeIn } from './record-file.js';
import type { CaseFolder } from './types.js';
import { filesOf } from './walk.js';

type Path = readonly (string | number)[];
const pictures = new KindsOfFields('picture');

/** The key of the picture that a caption stands beside; undefined where none does. */
export function pictureBeside(shape: Shape): string | undefined {
  const fields = fieldsOf(shape);
  if (!fields?.has('caption')) return undefined;
  return [...fields].find(([, field]) => metaOf(field)?.kind === 'picture')?.[0];
}

/** The maps in which something is said of a picture, and none is named. */
export function withoutPicture(shape: Shape, value: unknown): readonly { readonly path: Path; readonly key: string }[] {
  const out: { readonly path: Path; readonly key: string }[] = [];
  const walk = (at: Shape | undefined, here: unknown, path: Path): void => {
    if (!at || typeof here !== 'object' || here === null || !pictures.isIn(at)) return;
    if (Array.isArray(here)) {
      for (const [n, one] of here.entries()) walk(itemOf(at), one, [...path, n]);
      return;
    }
    const said = Object.entries(here).filter(([, one]) => one !== undefined && one !== null);
    const key = pictureBeside(at);
    if (key !== undefined && said.length > 0 && said.every(([other]) => other !== key)) out.push({ path, key });
    for (const [other, one] of said) walk(childOf(at, other), one, [...path, other]);
  };
  walk(shape, value, []);
  return out;
}

export const checkCaptions = (root: string, folder: CaseFolder): Diagnostic[] =>
  filesOf(folder).flatMap((file) =>
    withoutPicture(file.shape, file.value).map(({ path, key }): Diagnostic => ({
      code: 'picture-missing',
      severity: 'error',
      message: {
        zh: `这里有图的说明，却没有图片：缺少 ${key}`,
        en: `Words of a picture stand here without the picture: ${key} is missing`,
      },
      place: placeIn(root, file, path),
      case: folder.name,
    })),
  );
