/**
 * The frames of the theme, as one picture of the whole page.
 *
 * In:  the frame's name, the sheet and the theme's colours. Out: an EMF of the sheet. Measures are from the paper's edge, mm.
 */
import { wavesAlong, type Size, type Theme } from '../../model/index.js';
import { hashOfKey, prepared } from '../../program/prepared.js';
import { emf, type Pen, type Stroke } from './emf.js';

type Point = readonly [number, number];

/** A smooth curve through `f(u)`, u from 0 to 1, in `pieces` cubic pieces. */
function smooth(f: (u: number) => Point, pieces: number): Stroke {
  const e = 0.0005;
  const slope = (u: number): Point => {
    const [x1, y1] = f(u - e);
    const [x2, y2] = f(u + e);
    return [(x2 - x1) / (6 * e * pieces), (y2 - y1) / (6 * e * pieces)];
  };
  const points: number[] = [...f(0)];
  for (let i = 0; i < pieces; i++) {
    const [u, v] = [i / pieces, (i + 1) / pieces];
    const [a, b] = [f(u), f(v)];
    const [da, db] = [slope(u), slope(v)];
    points.push(a[0] + da[0], a[1] + da[1], b[0] - db[0], b[1] - db[1], b[0], b[1]);
  }
  return { kind: 'curves', points };
}
const rectangleOn =
  ({ width, height }: Size) =>
  (inset: number): Stroke => {
    const [r, b] = [width - inset, height - inset];
    // The first edge is drawn again, so that the last corner is mitred like the others.
    return { kind: 'lines', points: [inset, inset, r, inset, r, b, inset, b, inset, inset, r, inset] };
  };
const notched = ({ width, height }: Size, i: number, s: number): Stroke => {
  const [a, b, c, d] = [i, i + s, width - i, height - i];
  return {
    kind: 'lines',
    points: [b, a, c - s, a, c - s, b, c, b, c, d - s, c - s, d - s, c - s, d, b, d, b, d - s, a, d - s, a, b, b, b, b, a, c - s, a],
  };
};

/** A woven band between rules: two bundles of ten strands, a quarter wave apart; a rosette closes each corner. */
function guilloche(colour: (...names: readonly string[]) => string, sheet: Size): Pen[] {
  const { width, height } = sheet;
  const rectangle = rectangleOn(sheet);
  const [axis, gap, amplitude] = [13.6, 5.4, 2.5];
  const strands = [1, 0.8, 0.6, 0.4, 0.2, -0.2, -0.4, -0.6, -0.8, -1];
  const turnOf = 2 * Math.PI;
  const bundle = (turn: number, shift: number): Stroke[] => {
    const out: Stroke[] = [];
    const wavesIn = (length: number): number => wavesAlong(length - 2 * (axis + gap));
    const side = (waves: number, length: number, at: (s: number, d: number) => Point): void => {
      const from = axis + gap;
      const inner = length - 2 * from;
      for (const k of strands) {
        out.push(
          smooth(
            (u) => {
              const s = turn + (waves - 2 * turn) * u;
              return at(from + (inner * s) / waves, amplitude * k * Math.sin(turnOf * (s - turn)));
            },
            Math.round((waves - 2 * turn) * 4),
          ),
        );
      }
    };
    for (const y of [axis, height - axis]) side(wavesIn(width), width, (s, d) => [s, y + d]);
    for (const x of [axis, width - axis]) side(wavesIn(height), height, (s, d) => [x + d, s]);
    for (const x of [axis, width - axis])
      for (const y of [axis, height - axis])
        for (const k of strands) {
          out.push(
            smooth((u) => {
              const r = 2 + k * Math.cos(6 * turnOf * u + shift);
              return [x + r * Math.cos(turnOf * u), y + r * Math.sin(turnOf * u)];
            }, 48),
          );
        }
    return out;
  };
  const accent = colour('certificate-accent', 'accent');
  return [
    { width: 0.24, colour: colour('weave-second', 'line', 'seal'), strokes: bundle(0.25, Math.PI / 2) },
    { width: 0.24, colour: colour('weave', 'accent'), strokes: bundle(0, 0) },
    { width: 1.1, colour: accent, strokes: [rectangle(8.5)] },
    { width: 0.25, colour: accent, strokes: [rectangle(9.5), rectangle(17.7)] },
    { width: 0.6, colour: colour('metal', 'accent'), strokes: [rectangle(18.6)] },
  ];
}

/** Mother-and-child rules with interlaced corners. */
function ruled(colour: (...names: readonly string[]) => string, sheet: Size): Pen[] {
  const rectangle = rectangleOn(sheet);
  const accent = colour('certificate-accent', 'accent');
  const metal = colour('metal', 'accent');
  return [
    { width: 1.6, colour: accent, strokes: [rectangle(9.5)] },
    { width: 0.25, colour: accent, strokes: [rectangle(10.9), notched(sheet, 13.1, 7)] },
    { width: 0.5, colour: accent, strokes: [notched(sheet, 12.4, 7)] },
    { width: 0.5, colour: metal, strokes: [rectangle(15.6)] },
    { width: 0.25, colour: metal, strokes: [rectangle(16.3)] },
  ];
}
const drawn: Record<string, ((colour: (...names: readonly string[]) => string, sheet: Size) => Pen[]) | undefined> = { guilloche, ruled };

/** Frames that were drawn already: they depend on their name, sheet and colours only. */
const cache = new Map<string, Uint8Array>();

/** The picture, and the key that tells it from others; nothing where there is no frame. */
export function frameOf(name: string, theme: Theme, sheet: Size): { readonly key: string; readonly bytes: () => Uint8Array } | undefined {
  const draw = drawn[name];
  if (!draw) return undefined;
  const colour = (...names: readonly string[]): string => names.map((n) => theme.colours[n]).find((c) => c !== undefined) ?? '#000000';
  const key = `frame ${name} ${sheet.width}x${sheet.height} ${Object.values(theme.colours).join(' ')}`;
  return {
    key,
    bytes: () => {
      const drawing = (): string => Buffer.from(emf(sheet.width, sheet.height, draw(colour, sheet))).toString('base64');
      const bytes = cache.get(key) ?? new Uint8Array(Buffer.from(prepared('emf', hashOfKey(key), drawing) ?? drawing(), 'base64'));
      cache.set(key, bytes);
      return bytes;
    },
  };
}
