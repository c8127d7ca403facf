/**
 * What is drawn in a Word file: pictures, text boxes, shapes, charts, embedded objects.
 *
 * In:  `w:drawing`, `w:pict` or `w:object`; the part that it stands in. Out: pictures of a kind that can be printed, with their true size;
 * the content of text boxes; what is neither. A picture outside of the package is never fetched.
 */
import { otherPicture, pictureKind } from '../files/picture.js';
import type { Relationship, WordPackage } from './package.js';
import type { LeftoverKind, WordInline } from './types.js';
import { below, childOf, mmOf, type WordElement } from './xml.js';

export interface Drawn {
  readonly pictures: readonly (WordInline & { readonly type: 'picture' })[];
  /** Their `w:txbxContent`. */
  readonly boxes: readonly WordElement[];
  readonly others: readonly { readonly kind: LeftoverKind; readonly words: string }[];
}

const emu = 36_000;
const lengthIn = (mm: number | undefined, otherwise: number): number =>
  mm !== undefined && mm >= 1 && mm <= 400 ? Math.round(mm * 10) / 10 : otherwise;

export function drawn(
  element: WordElement,
  parts: WordPackage,
  related: ReadonlyMap<string, Relationship>,
  pictures: Map<string, Uint8Array>,
): Drawn {
  const boxes = below(element, 'w:txbxContent');
  const others: { kind: LeftoverKind; words: string }[] = [];
  const out: (WordInline & { type: 'picture' })[] = [];
  const anchor = childOf(element, 'wp:anchor');
  const frame = anchor ?? childOf(element, 'wp:inline');
  const described = childOf(frame, 'wp:docPr')?.attributes;
  const alt = described?.['descr'] ?? described?.['title'] ?? '';
  const named = below(element, 'a:blip', 'v:imagedata', 'w:txbxContent').filter(({ name }) => name !== 'w:txbxContent');
  for (const image of named) {
    const id = image.attributes['r:embed'] ?? image.attributes['r:id'];
    const link = image.attributes['r:link'];
    const target = related.get(id ?? link ?? '');
    if (!target) continue;
    if (target.isExternal) {
      others.push({ kind: 'linked-picture', words: target.target });
      continue;
    }
    const bytes = parts.bytes(target.target);
    if (!bytes || !pictureKind(bytes)) {
      others.push({ kind: 'picture', words: (bytes && otherPicture(bytes)) ?? target.target.split('.').at(-1)?.toUpperCase() ?? '' });
      continue;
    }
    const [width, height] = frame ? inDrawing(frame) : inVml(element, image);
    pictures.set(target.target, bytes);
    out.push({
      type: 'picture',
      key: target.target,
      width,
      height,
      alt: alt || (image.attributes['o:title'] ?? ''),
      floating: anchor !== undefined,
      ...(below(element, 'a:srcRect').some((one) => Object.values(one.attributes).some((side) => Number(side) > 0))
        ? { isCropped: true }
        : {}),
    });
  }
  if (below(element, 'c:chart').length > 0) others.push({ kind: 'chart', words: alt });
  if (below(element, 'dgm:relIds').length > 0) others.push({ kind: 'diagram', words: alt });
  for (const object of below(element, 'o:OLEObject')) others.push({ kind: 'embedded', words: object.attributes['ProgID'] ?? '' });
  for (const control of below(element, 'w:control')) others.push({ kind: 'active-control', words: control.attributes['w:name'] ?? '' });
  if (out.length === 0 && boxes.length === 0 && others.length === 0 && element.children.length > 0)
    others.push({ kind: 'drawing', words: alt });
  return { pictures: out, boxes, others };
}

function inDrawing(frame: WordElement): [number, number] {
  const extent = childOf(frame, 'wp:extent')?.attributes;
  return [lengthIn(Number(extent?.['cx'] ?? Number.NaN) / emu, 30), lengthIn(Number(extent?.['cy'] ?? Number.NaN) / emu, 30)];
}

/** VML has the size in the style of the shape around: `width:72pt;height:36pt`. */
function inVml(element: WordElement, image: WordElement): [number, number] {
  const shape = below(element, 'v:shape', 'v:rect').find((one) => below(one, 'v:imagedata').includes(image));
  const style = new Map<string, string>();
  for (const part of (shape?.attributes['style'] ?? '').split(';')) {
    const [name = '', value = ''] = part.split(':');
    style.set(name.trim(), value.trim());
  }
  return [lengthIn(mmOf(style.get('width')), 30), lengthIn(mmOf(style.get('height')), 30)];
}
