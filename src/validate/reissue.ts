/**
 * When a certificate was last printed under its number: on its day of issue, or on that of a reissue (another name, another address).
 *
 * In:  number and day of issue of the certificate, the register of documents, the events. Out: the last reissue, and which entry says so;
 * undefined where there is none. Number and validity stay, so that this day tells the document from those before (ISO/IEC 17021-1, 8.2.2
 * i).
 */
import { roleOfEvent } from '../../schemas/record/events.js';
import type { RecordOf } from '../../schemas/record/index.js';
import { recordSubjects } from '../../schemas/record/kinds.js';

export interface Reissue {
  readonly date: string;
  readonly file: 'documents' | 'events';
  readonly index: number;
}

export function reissueOf(
  number: string | undefined,
  issued: string | undefined,
  documents: RecordOf<'documents'> | undefined,
  events: RecordOf<'events'> | undefined,
): Reissue | undefined {
  if (number === undefined || number === '' || issued === undefined || issued === '') return undefined;
  const found: Reissue[] = [];
  documents?.forEach(({ kind, subject, date }, index) => {
    if (recordSubjects[kind ?? ''] === 'certificate' && subject === number && date !== undefined && date > issued)
      found.push({ date, file: 'documents', index });
  });
  events?.forEach(({ kind, certificate, date }, index) => {
    if (roleOfEvent(kind) === 'issues' && certificate === number && date !== undefined && date > issued)
      found.push({ date, file: 'events', index });
  });
  return found.reduce<Reissue | undefined>((last, one) => (last === undefined || one.date > last.date ? one : last), undefined);
}
