/**
 * Words that a scheme's records are written in: ids of what each kind of audit must find, clauses, standards.
 *
 * In:  the packs. Out: lists of ids. Only words: no window, no number and no rule comes from here.
 */
import type { AuditKind } from '../../schemas/record/index.js';
import type { Scheme } from '../../src/packs/types.js';
import { schemeOf } from '../setup/schemes.js';
import type { SchemeId } from './windows.js';

/** Those that lawful cases are drawn for: `windows.yaml` has their windows. */
export const schemes: Readonly<Record<SchemeId, Scheme>> = {
  wanding: schemeOf('wanding'),
  cusc: schemeOf('cusc'),
  cqm: schemeOf('cqm'),
  zoho: schemeOf('zoho'),
};
export const versions: Readonly<Record<SchemeId, string>> = {
  wanding: schemes.wanding.version,
  cusc: schemes.cusc.version,
  cqm: schemes.cqm.version,
  zoho: schemes.zoho.version,
};
export const standards: Readonly<Record<SchemeId, string>> = {
  wanding: 'ISO 22301:2019',
  cusc: 'GB/T 30146-2023',
  // Either, as agreed (5.1).
  cqm: 'GB/T 30146-2023',
  zoho: 'GB/T 30146-2023',
};
/** rules.md §2.1.5: the auditable clauses. */
export const clauses = [
  '4.1',
  '4.2',
  '4.3',
  '4.4',
  '5.1',
  '5.2',
  '5.3',
  '6.1',
  '6.2',
  '6.3',
  '7.1',
  '7.2',
  '7.3',
  '7.4',
  '7.5',
  '8.1',
  '8.2',
  '8.3',
  '8.4',
  '8.5',
  '8.6',
  '9.1',
  '9.2',
  '9.3',
  '10.1',
  '10.2',
] as const;

/** Ids of the contents that findings of such an audit answer. */
export const answersOf = (scheme: SchemeId, kind: AuditKind): string[] =>
  (schemes[scheme].contents['audit-report'] ?? [])
    .filter((group) => group.form === 'findings')
    .flatMap((group) => group.contents.filter((content) => content.for?.includes(kind) ?? false).map((content) => content.id));
