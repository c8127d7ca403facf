/**
 * The page of a section.
 *
 * In:  `w:sectPr`. Out: paper and margins, mm; A4 with 25.4 mm around where it says nothing, or what no page has.
 */
import type { PageSetup } from './types.js';
import { childOf, mmOf, type WordElement } from './xml.js';

const tenth = (mm: number): number => Math.round(mm * 10) / 10;

export function pageOf(properties: WordElement | undefined): PageSetup {
  const size = childOf(properties, 'w:pgSz')?.attributes;
  const margins = childOf(properties, 'w:pgMar')?.attributes;
  const length = (written: string | undefined, otherwise: number, least: number, most: number): number => {
    // A negative margin is one that what stands above may not push away.
    const mm = Math.abs(mmOf(written) ?? otherwise);
    return tenth(mm >= least && mm <= most ? mm : otherwise);
  };
  const width = length(size?.['w:w'], 210, 50, 900);
  const height = length(size?.['w:h'], 297, 50, 900);
  return {
    width,
    height,
    top: length(margins?.['w:top'], 25.4, 0, height / 2),
    right: length(margins?.['w:right'], 25.4, 0, width / 2),
    bottom: length(margins?.['w:bottom'], 25.4, 0, height / 2),
    left: length(margins?.['w:left'], 25.4, 0, width / 2),
    headerFrom: length(margins?.['w:header'], 12.5, 0, height / 2),
    footerFrom: length(margins?.['w:footer'], 12.5, 0, height / 2),
    columns: Math.max(1, Math.min(20, Number(childOf(properties, 'w:cols')?.attributes['w:num'] ?? 1) || 1)),
  };
}
