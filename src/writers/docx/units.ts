/**
 * Units of WordprocessingML.
 *
 * In:  millimetres and points, as the model has them. Out: whole twips (1/20 pt), half-points, eighths and EMU.
 */
export const twipsOfMm = (mm: number): number => Math.round((mm * 1440) / 25.4);
export const twipsOfPt = (pt: number): number => Math.round(pt * 20);
export const halfPoints = (pt: number): number => Math.round(pt * 2);
/** Widths of borders; Word draws nothing below a quarter of a point. */
export const eighths = (pt: number): number => Math.max(2, Math.round(pt * 8));
export const emuOfMm = (mm: number): number => Math.round(mm * 36000);

/** Widths in mm as twips that add up: rounding is done on the edges, not on the widths. */
export function columnTwips(widths: readonly number[]): number[] {
  let edge = 0;
  return widths.map((w) => {
    const from = twipsOfMm(edge);
    edge += w;
    return twipsOfMm(edge) - from;
  });
}
