/**
 * The body's logo and marks as layouts see them.
 *
 * In:  a document's scope. Out: for each that the project names, `src` and `width` of an `<img>`.
 */
import { z } from 'zod';
import { bodyPictures } from '../../schemas/record/project.js';
import { pictureKind, readPicture } from '../files/picture.js';
import type { DocumentScope } from '../validate/scope.js';

/** A picture of the body: what an `<img>` takes as `src`, and a width, mm, at which it is no wider and no higher than its room. */
export const pictureShape = z.object({ src: z.string(), width: z.number() });
const roomOf: Readonly<Record<(typeof bodyPictures)[number], { readonly width: number; readonly height: number }>> = {
  logo: { width: 40, height: 12 },
  certificationMark: { width: 25, height: 25 },
  accreditationMark: { width: 25, height: 25 },
};

/** How wide it is printed, mm: no wider and no higher than its room. */
export function widthInRoom(
  key: (typeof bodyPictures)[number],
  { width, height }: { readonly width: number; readonly height: number },
): number {
  const room = roomOf[key];
  return Math.round(Math.min(room.width, (room.height * width) / height) * 10) / 10;
}

/** Pictures that could not be read are complained of where they are named. */
export function picturesOf({
  project,
  scheme,
}: DocumentScope): Partial<Record<(typeof bodyPictures)[number], z.output<typeof pictureShape>>> {
  const facts = project.config?.value.body?.[scheme.id];
  return Object.fromEntries(
    bodyPictures.flatMap((key) => {
      const path = facts?.[key];
      const file = path === undefined ? undefined : project.bodyPictures?.get(path);
      const mime = file && pictureKind(file.bytes);
      const size = file && mime && readPicture(file.bytes, mime, false);
      if (!size || 'zh' in size) return [];
      return [[key, { src: `/${path ?? ''}`, width: widthInRoom(key, size) }]];
    }),
  );
}
