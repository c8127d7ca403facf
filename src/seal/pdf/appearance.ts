/**
 * What a visible seal looks like.
 *
 * In:  its diameter, and a picture if there is one. Out: a form of the update.
 *
 * Without a picture: the round red mark of a body, two rings and a star. Drawn as vectors, for letters would ask for a font.
 */
import { deflateSync } from 'node:zlib';
import { addPicture } from './picture.js';
import { dictionary, name, number, type Reference } from './syntax.js';
import type { Update } from './update.js';

/** `side` in points. */
export function addAppearance(update: Update, side: number, picture: Uint8Array | undefined): Reference {
  const image = picture && addPicture(update, picture);
  const drawing = image ? `q ${side} 0 0 ${side} 0 0 cm /Seal Do Q\n` : mark(side);
  return update.addStream(dictionary({
    Type: name('XObject'), Subtype: name('Form'), BBox: [number(0), number(0), number(side), number(side)],
    Resources: dictionary(image ? { XObject: dictionary({ Seal: image }) } : {}), Filter: name('FlateDecode'),
  }), deflateSync(drawing, { level: 9 }));
}
/** Proportions of the seals of companies: a ring of a fortieth, a star of a third of the width. */
function mark(side: number): string {
  const centre = side / 2;
  const ring = side / 40;
  const points = Array.from({ length: 10 }, (_, i) => {
    const radius = (i % 2 === 0 ? 1 : 0.381966) * side * 0.17;
    const angle = Math.PI / 2 + (i * Math.PI) / 5;
    return `${f(centre + radius * Math.cos(angle))} ${f(centre + radius * Math.sin(angle))}`;
  });
  return [
    'q 0.784 0.086 0.114 RG 0.784 0.086 0.114 rg',
    `${f(ring)} w ${circle(centre, centre - ring / 2)} S`,
    `${f(ring / 4)} w ${circle(centre, centre - ring * 1.75)} S`,
    `${points[0] ?? ''} m ${points.slice(1).map((point) => `${point} l`).join(' ')} h f`,
    'Q\n',
  ].join('\n');
}
function circle(centre: number, radius: number): string {
  // How far the handles of a quarter lie for a Bézier curve to be round.
  const k = radius * 0.552285;
  const at = (x: number, y: number): string => `${f(centre + x)} ${f(centre + y)}`;
  const curve = (...pairs: readonly string[]): string => `${pairs.join(' ')} c`;
  return [
    `${at(radius, 0)} m`, curve(at(radius, k), at(k, radius), at(0, radius)), curve(at(-k, radius), at(-radius, k), at(-radius, 0)),
    curve(at(-radius, -k), at(-k, -radius), at(0, -radius)), curve(at(k, -radius), at(radius, -k), at(radius, 0)), 'h',
  ].join(' ');
}
const f = (value: number): string => String(Math.round(value * 1000) / 1000);
