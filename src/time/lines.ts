/**
 * The lines of a working while it is made.
 *
 * In:  lines and gaps, one at a time. Out: both lists, in the order in which they came.
 */
import type { Prose } from '../diagnostics/index.js';
import type { Line, Missing, Unit } from './types.js';

export class Lines {
  readonly lines: Line[] = [];
  readonly missing: Missing[] = [];

  add(line: Line): void {
    this.lines.push(line);
  }
  lacks(zh: string, en: string, where: string): void {
    if (!this.missing.some((one) => one.where === where)) this.missing.push({ what: { zh, en }, where });
  }
}

export const unitWords: Readonly<Record<Unit, Prose>> = {
  persons: { zh: '人', en: 'persons' },
  'person-days': { zh: '人日', en: 'person-days' },
  sites: { zh: '个场所', en: 'sites' },
};
/** A figure as people write it: thirds end somewhere. */
export const shownFigure = (figure: number): string => String(Number(figure.toFixed(3)));
export const both = (text: { readonly zh: string; readonly en?: string | undefined } | undefined): Prose | undefined =>
  text && { zh: text.zh, en: text.en ?? text.zh };
