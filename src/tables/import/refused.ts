/**
 * The exception by which a table is refused; it never leaves this folder: `readTable` makes a diagnostic of it.
 *
 * In:  why, in both languages. Out: the exception.
 */
import type { Prose } from '../../diagnostics/index.js';

export class TableRefused extends Error {
  constructor(
    readonly code: 'table-unreadable' | 'table-too-large',
    readonly prose: Prose,
    readonly line?: number,
  ) {
    super(prose.en);
  }
}
export const damaged = (zh: string, en: string, line?: number): TableRefused => new TableRefused('table-unreadable', { zh, en }, line);
export const tooLarge = (zh: string, en: string): TableRefused => new TableRefused('table-too-large', { zh, en });
