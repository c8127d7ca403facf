/**
 * The frames of certificates, as PDF drawing.
 *
 * In:  the name of a frame, the sheet and the theme's colours. Out: `Frame`: what to draw on a page, in millimetres from the top left
 * corner, and the small pieces that it repeats.
 *
 * Drawn here and not in the layout program: a guilloche has ten thousand curves when it is written out on every page. As
 * a PDF form it is in the file once, and its pieces (waves, a rosette) are in the form once.
 */
import { zlibSync } from 'fflate';
import { wavesAlong, type Size, type Theme } from '../../model/index.js';
import { hashOfKey, prepared } from '../../program/prepared.js';

export interface Frame {
  readonly drawing: string;
  /** Of the sheet, pt. */
  readonly size: readonly [width: number, height: number];
  /** Pieces that the drawing uses by name: PDF drawing in millimetres, and the box around it. */
  readonly pieces: Readonly<Record<string, { readonly drawing: string; readonly box: readonly [number, number, number, number] }>>;
}

/** The frame of each page, counted from 1. */
export type FrameOfPage = (page: number) => Frame | null;
export interface Frames {
  readonly ofPage: FrameOfPage;
  /** Drawn over what the page says, since something stands behind that; under it otherwise. */
  readonly isOver: boolean;
}
/** What a page says to draw its frame: an ornament is an artifact, not content, not read aloud. */
export const frameCall = '/Artifact << /Type /Layout >> BDC q /CertpressFrame Do Q EMC\n';
/** Around what a page says, so that what is drawn after it is measured as before it. */
export const saveState = 'q\n';
export const restoreState = 'Q\n';

const pt = 72 / 25.4;
const n = (x: number): string => String(Math.round(x * 1000) / 1000);
const strands = [1, 0.8, 0.6, 0.4, 0.2, -0.2, -0.4, -0.6, -0.8, -1];

/** Halves of a wave in one piece: a viewer takes as long for a piece as for what it draws. */
const longest = 8;

type Point = readonly [number, number];
/** A smooth curve through `at(u)`, u from 0 to 1, in so many cubic pieces. */
function curve(at: (u: number) => Point, pieces: number): string {
  const e = 1e-4;
  const reach = 1 / (3 * pieces * 2 * e);
  const slope = (u: number): Point => {
    const [a, b] = [at(u - e), at(u + e)];
    return [(b[0] - a[0]) * reach, (b[1] - a[1]) * reach];
  };
  const [x0, y0] = at(0);
  const out = [`${n(x0)} ${n(y0)} m`];
  for (let i = 0; i < pieces; i++) {
    const [p, q] = [at(i / pieces), at((i + 1) / pieces)];
    const [s, t] = [slope(i / pieces), slope((i + 1) / pieces)];
    out.push([p[0] + s[0], p[1] + s[1], q[0] - t[0], q[1] - t[1], q[0], q[1]].map(n).join(' ') + ' c');
  }
  return `${out.join('\n')}\nS\n`;
}

const stroke = (colour: string, points: number): string => {
  const [r, g, b] = [1, 3, 5].map((i) => n(parseInt(colour.slice(i, i + 2), 16) / 255));
  return `${r} ${g} ${b} RG ${n(points / pt)} w\n`;
};
const rectangleOn =
  ({ width, height }: Size) =>
  (inset: number): string =>
    `${n(inset)} ${n(inset)} ${n(width - 2 * inset)} ${n(height - 2 * inset)} re S\n`;

type Drawn = Omit<Frame, 'size'>;

/** A woven band between rules: two bundles of ten strands, a quarter wave apart, and a rosette in each corner. */
function guilloche(colour: (name: string) => string, sheet: Size): Drawn {
  const { width, height } = sheet;
  const rectangle = rectangleOn(sheet);
  const [axis, corner, amplitude] = [13.6, 5.4, 2.5];
  const along = (side: number): { readonly waves: number; readonly from: number; readonly length: number } => {
    const room = side - 2 * (axis + corner);
    const waves = wavesAlong(room);
    return { waves, from: axis + corner, length: room / waves };
  };
  const [across, down] = [along(width), along(height)];
  // Strands lie in pairs of opposite sign, so half a wave repeats as it is.
  const wave = (halves: number): string =>
    strands
      .map((k) => curve((u) => [(u * halves * across.length) / 2, amplitude * k * Math.sin(Math.PI * halves * u)], 3 * halves))
      .join('');
  const rosette = strands
    .map((k) =>
      curve((u) => {
        const angle = 2 * Math.PI * u;
        const radius = 2 + k * Math.cos(6 * angle);
        return [radius * Math.cos(angle), radius * Math.sin(angle)];
      }, 36),
    )
    .join('');

  let out = '';
  const place = (matrix: readonly number[], piece: string): void => {
    out += `q ${matrix.map(n).join(' ')} cm /${piece} Do Q\n`;
  };
  const bundle = (turn: number): void => {
    for (const { waves, from, length, vertical } of [
      { ...across, vertical: false },
      { ...down, vertical: true },
    ]) {
      const scale = length / across.length;
      const halves = Math.round(2 * (waves - 2 * turn));
      for (const edge of vertical ? [axis, width - axis] : [axis, height - axis]) {
        for (let done = 0; done < halves;) {
          const isLong = halves - done >= longest;
          const at = from + (turn + done / 2) * length;
          place(vertical ? [0, scale, 1, 0, edge, at] : [scale, 0, 0, 1, at, edge], isLong ? 'W' : 'H');
          done += isLong ? longest : 1;
        }
      }
    }
  };
  const rosettes = (turn: number): void => {
    const [c, s] = [Math.cos(turn), Math.sin(-turn)];
    for (const x of [axis, width - axis]) for (const y of [axis, height - axis]) place([c, s, -s, c, x, y], 'R');
  };
  for (const [bundleTurn, rosetteTurn, name] of [
    [0.25, Math.PI / 12, 'weave-second'],
    [0, 0, 'weave'],
  ] as const) {
    out += stroke(colour(name), 0.24);
    bundle(bundleTurn);
    rosettes(rosetteTurn);
  }
  for (const [inset, points, name] of [
    [8.5, 1.1, 'certificate-accent'],
    [9.5, 0.25, 'certificate-accent'],
    [17.7, 0.25, 'certificate-accent'],
    [18.6, 0.6, 'metal'],
  ] as const) {
    out += stroke(colour(name), points) + rectangle(inset);
  }
  return {
    drawing: out,
    pieces: {
      H: { drawing: wave(1), box: [-1, -3, across.length / 2 + 1, 3] },
      W: { drawing: wave(longest), box: [-1, -3, (longest * across.length) / 2 + 1, 3] },
      R: { drawing: rosette, box: [-3.2, -3.2, 3.2, 3.2] },
    },
  };
}

/** Rules inside rules, those of metal running through the notched corners of the others. */
function ruled(colour: (name: string) => string, sheet: Size): Drawn {
  const { width, height } = sheet;
  const rectangle = rectangleOn(sheet);
  const notched = (inset: number): string => {
    const [a, b, c, d] = [inset, inset + 7, width - inset, height - inset];
    const corners = [
      [b, a],
      [c - 7, a],
      [c - 7, b],
      [c, b],
      [c, d - 7],
      [c - 7, d - 7],
      [c - 7, d],
      [b, d],
      [b, d - 7],
      [a, d - 7],
      [a, b],
      [b, b],
    ];
    return `${corners.map(([x, y], i) => `${n(x ?? 0)} ${n(y ?? 0)} ${i === 0 ? 'm' : 'l'}`).join('\n')}\nh S\n`;
  };
  const accent = (points: number): string => stroke(colour('certificate-accent'), points);
  const metal = (points: number): string => stroke(colour('metal'), points);
  const drawing =
    accent(1.6) +
    rectangle(9.5) +
    accent(0.25) +
    rectangle(10.9) +
    accent(0.5) +
    notched(12.4) +
    accent(0.25) +
    notched(13.1) +
    metal(0.5) +
    rectangle(15.6) +
    metal(0.25) +
    rectangle(16.3);
  return { drawing, pieces: {} };
}

/** Null where the page has none. Millimetres become points, and the page's origin its top left corner. */
export function frameOf(name: string, theme: Theme, sheet: Size): Frame | null {
  const colour = (key: string): string => theme.colours[key] ?? '#000000';
  const key = `${name} ${sheet.width}x${sheet.height} ${JSON.stringify(theme.colours)}`;
  const draw = name === 'guilloche' ? guilloche : name === 'ruled' ? ruled : undefined;
  if (!draw) return null;
  const drawn = (): Frame => {
    const frame = draw(colour, sheet);
    const size = [Number((sheet.width * pt).toFixed(4)), Number((sheet.height * pt).toFixed(4))] as const;
    return { ...frame, size, drawing: `${pt.toFixed(6)} 0 0 ${(-pt).toFixed(6)} 0 ${size[1]} cm\n${frame.drawing}` };
  };
  const frame = known.get(key) ?? prepared('frame', hashOfKey(key), drawn) ?? drawn();
  known.set(key, frame);
  return frame;
}
/** Those of this process: they depend on their name, the sheet and the colours alone. */
const known = new Map<string, Frame>();

/** A drawing as a stream of a file. Deflated by fflate: it is the same in every Node, where zlib differs from one to the next. */
export function packedDrawing(drawing: string): Uint8Array {
  let bytes = packed.get(drawing);
  if (!bytes) {
    const pack = (): string => Buffer.from(zlibSync(Buffer.from(drawing), { level: 9 })).toString('base64');
    bytes = Buffer.from(prepared('packed', hashOfKey(drawing), pack) ?? pack(), 'base64');
    packed.set(drawing, bytes);
  }
  return bytes;
}
const packed = new Map<string, Uint8Array>();
