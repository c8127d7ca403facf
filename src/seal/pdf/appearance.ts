/**
 * What a visible seal looks like.
 *
 * In:  its diameter, and a picture if there is one. Out: a form of the update.
 *
 * Without a picture: a round red mark, rings and stars. Drawn as vectors, for letters would ask for a font.
 */
import { deflateSync } from 'node:zlib';
import { addPicture, type Picture } from './picture.js';
import { dictionary, name, number, type Reference } from '../../pdf/syntax.js';
import type { Update } from '../../pdf/update.js';

/** `side` in points. */
export function addAppearance(update: Update, side: number, picture: Uint8Array | undefined): Reference {
  const added = picture && addPicture(update, picture);
  const drawing = added ? fitted(side, added) : mark(side);
  return update.addStream(
    dictionary({
      Type: name('XObject'),
      Subtype: name('Form'),
      BBox: [number(0), number(0), number(side), number(side)],
      Resources: dictionary(added ? { XObject: dictionary({ Seal: added.image }) } : {}),
      Filter: name('FlateDecode'),
    }),
    deflateSync(drawing, { level: 9 }),
  );
}
/** As large as the square allows, in its middle. */
function fitted(side: number, { width, height }: Picture): string {
  const scale = side / Math.max(width, height);
  const [across, up] = [width * scale, height * scale];
  return `q ${f(across)} 0 0 ${f(up)} ${f((side - across) / 2)} ${f((side - up) / 2)} cm /Seal Do Q\n`;
}
/**
 * Rings as coins and official seals have them: an edge, a circle of fine ticks, a line. The middle stays open, for layouts print
 * there whose seal it is; so the star stands above it.
 */
function mark(side: number): string {
  const centre = side / 2;
  const edge = side / 40;
  return [
    'q 0.784 0.086 0.114 RG 0.784 0.086 0.114 rg',
    `${f(edge)} w ${circle(centre, centre - edge / 2)} S`,
    `${f(edge / 5)} w ${circle(centre, centre - edge * 1.7)} S`,
    ticks(centre, centre - edge * 2.1, edge * 1.4),
    `${circle(centre, centre - edge * 3.9)} S`,
    star(centre, side * 0.72, side * 0.095),
    ...[-1, 0, 1].map((i) => star(centre + i * side * 0.1, side * (0.255 + 0.018 * Math.abs(i)), side * 0.03)),
    'Q\n',
  ].join('\n');
}
function star(x: number, y: number, size: number): string {
  const points = Array.from({ length: 10 }, (_, i) => {
    const radius = (i % 2 === 0 ? 1 : 0.381966) * size;
    const angle = Math.PI / 2 + (i * Math.PI) / 5;
    return `${f(x + radius * Math.cos(angle))} ${f(y + radius * Math.sin(angle))}`;
  });
  return `${points[0] ?? ''} m ${points
    .slice(1)
    .map((point) => `${point} l`)
    .join(' ')} h f`;
}
/** Inwards from a circle. */
function ticks(centre: number, radius: number, length: number): string {
  const count = 120;
  const lines = Array.from({ length: count }, (_, i) => {
    const angle = (i * 2 * Math.PI) / count;
    const at = (r: number): string => `${f(centre + r * Math.cos(angle))} ${f(centre + r * Math.sin(angle))}`;
    return `${at(radius)} m ${at(radius - length)} l`;
  });
  return `${lines.join(' ')} S`;
}
function circle(centre: number, radius: number): string {
  // How far the handles of a quarter lie for a Bézier curve to be round.
  const k = radius * 0.552285;
  const at = (x: number, y: number): string => `${f(centre + x)} ${f(centre + y)}`;
  const curve = (...pairs: readonly string[]): string => `${pairs.join(' ')} c`;
  return [
    `${at(radius, 0)} m`,
    curve(at(radius, k), at(k, radius), at(0, radius)),
    curve(at(-k, radius), at(-radius, k), at(-radius, 0)),
    curve(at(-radius, -k), at(-k, -radius), at(0, -radius)),
    curve(at(k, -radius), at(radius, -k), at(radius, 0)),
    'h',
  ].join(' ');
}
const f = (value: number): string => String(Math.round(value * 1000) / 1000);
