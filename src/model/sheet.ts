/**
 * The sheet that a page is printed on.
 *
 * In:  a page master. Out: width and height of its sheet as it is read, mm; the width between its margins; how frames divide its sides.
 */
import { papers } from '../../schemas/stationery.js';
import type { PageMaster } from './types.js';

export interface Size {
  readonly width: number;
  readonly height: number;
}
export function sheetOf({ paper, orientation }: Pick<PageMaster, 'paper' | 'orientation'>): Size {
  const { width, height } = papers[paper];
  return orientation === 'landscape' ? { width: height, height: width } : { width, height };
}

/** A wave of a guilloche is about so long, mm. */
const wave = 10.78;
/** How many of them go along `room` mm: a whole number. */
export const wavesAlong = (room: number): number => Math.round(room / wave);

/** The width between the margins of a section, mm. */
export function measureOf({ master }: { readonly master: Pick<PageMaster, 'paper' | 'orientation' | 'margins'> }): number {
  // To a hundredth: sums of margins must not say that a table is too wide.
  return Math.round((sheetOf(master).width - master.margins.left - master.margins.right) * 100) / 100;
}
