/**
 * What is wrong with a notice of holidays, at its line.
 *
 * In:  the notice's file as read, of a project or a pack, and where it lies. Out: diagnostics; one with any gives no days
 * (`rules/notice.ts`).
 */
import type { RecordOf } from '../../schemas/record/index.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { placeAt } from '../files/pointer.js';
import type { Source } from '../files/tracked.js';
import { noticeOf } from '../rules/notice.js';

export function noticeFaults(year: number, value: RecordOf<'calendar'>, source: Source, path: string): Diagnostic[] {
  return noticeOf(year, value).faults.map(({ path: at, zh, en }): Diagnostic => ({
    code: 'calendar-wrong',
    severity: 'error',
    place: placeAt(source, at, path),
    message: { zh, en },
  }));
}
