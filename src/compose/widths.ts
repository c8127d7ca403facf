/**
 * Widths of columns.
 *
 * In:  `"20 * 2*"`: millimetres, and shares of what is left. Out: millimetres that add up to the measure, to a hundredth.
 */
/** No length of a layout is longer, mm: that of a sheet of A4. Larger paper has wider shares, not longer lengths. */
export const longestMm = 297;

/** Distance of running header and footer from the paper's edge, mm, where the layout does not say. */
export const headerFrom = 12;
export const footerFrom = 9;

export type Width = { readonly mm: number } | { readonly share: number };

export function parseWidths(value: string): readonly Width[] | undefined {
  const out: Width[] = [];
  for (const word of value.trim().split(/\s+/)) {
    const match = /^(\d+(?:\.\d+)?)?(\*)?$/.exec(word);
    if (!match || word === '') return undefined;
    const n = match[1] === undefined ? 1 : Number(match[1]);
    if (n <= 0) return undefined;
    out.push(match[2] ? { share: n } : { mm: n });
  }
  return out.length === 0 || out.length > 63 ? undefined : out;
}

const hundredth = (n: number): number => Math.round(n * 100) / 100;

/** Undefined where the fixed columns leave nothing for the others, or exceed the room. */
export function resolveWidths(widths: readonly Width[], room: number): readonly number[] | undefined {
  const fixed = widths.reduce((sum, w) => sum + ('mm' in w ? w.mm : 0), 0);
  const shares = widths.reduce((sum, w) => sum + ('share' in w ? w.share : 0), 0);
  const left = hundredth(room - fixed);
  if (left < -0.005 || (shares > 0 && left < 1)) return undefined;
  const out = widths.map((w) => ('mm' in w ? w.mm : hundredth((left * w.share) / shares)));
  if (shares > 0) {
    // The last share takes what rounding left.
    const last = widths.findLastIndex((w) => 'share' in w);
    const sum = out.reduce((a, b) => a + b, 0);
    out[last] = hundredth((out[last] ?? 0) + room - sum);
  }
  return out;
}

/** Four margins: top right bottom left. */
export function parseMargins(value: string): { top: number; right: number; bottom: number; left: number } | undefined {
  const [top, right, bottom, left, more] = value.trim().split(/\s+/).map(Number);
  if (top === undefined || right === undefined || bottom === undefined || left === undefined || more !== undefined) return undefined;
  return [top, right, bottom, left].every((n) => Number.isFinite(n) && n >= 0) && left + right < 200 && top + bottom < 280
    ? { top, right, bottom, left }
    : undefined;
}
