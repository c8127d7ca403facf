/**
 * What there can be documents of in one case, each with its root and the name that tells it from others of its kind.
 *
 * In:  a case, the schemes that it names. Out: `CaseSubject[]`, those of `subjects-of-case.ts` that a document can be made of: of a
 * certificate its newest edition, of a team its persons.
 */
import type { DocumentSubject } from '../../schemas/pack/kinds.js';
import type { TrackedValue } from '../files/tracked.js';
import { replacedByEditionOn } from '../load/editions.js';
import type { AuditFolder, CaseFolder, RecordFile } from '../load/types.js';
import type { Scheme, SchemeTable } from '../packs/types.js';
import { rootOfSubject, type RootName } from '../rules/root-shapes.js';
import { reissueOf, type Reissue } from './reissue.js';
import { subjectsOfCase, type About } from './subjects-of-case.js';

/** A named value of the records, and where it stands. */
export interface Root {
  readonly file: RecordFile;
  /** JSON Pointer of the value in `file`; '' for the whole file. */
  readonly pointer: string;
  /** Without places; `undefined` only where the file lacks it. */
  readonly value: unknown;
  /** With places. */
  readonly tracked: TrackedValue;
}
export interface CaseSubject {
  readonly of: DocumentSubject;
  readonly scheme: Scheme;
  /** The root that it is, and the record that it stands in. */
  readonly name: RootName;
  readonly asks: Root;
  readonly audit?: AuditFolder;
  /** What tells it from others: id of a nonconformity, number of a certificate, `opening`; none of a case or audit. */
  readonly subject?: string;
  /** Of a paper: the document that it is made for. */
  readonly paper?: string;
  /** The certificate that it is about, by its place in the list. */
  readonly certificate?: number;
  readonly reissue?: Reissue;
  /** Roots besides those of its audit. */
  readonly roots?: Readonly<Partial<Record<RootName, Root>>>;
}

export function documentSubjectsOf(folder: CaseFolder, schemes: SchemeTable): CaseSubject[] {
  const names = new Set<string>();
  // What has no day yet is seen as it stands last.
  return subjectsOfCase(folder, { schemes, day: '9999-12-31' }).flatMap((one): CaseSubject[] => {
    const { certificates, documents, events } = folder;
    const asks = rootOf(one.file, ...one.path);
    const made: CaseSubject = { of: one.kind, scheme: one.scheme, name: rootOfSubject[one.kind], asks, ...about(one) };
    const cert = one.certificate === undefined || !certificates ? {} : { roots: { cert: rootOf(certificates, one.certificate) } };
    switch (one.kind) {
      case 'case':
      case 'audit':
        return [made];
      case 'certificate': {
        const index = one.certificate ?? 0;
        // Only the newest edition of a certificate is made: the one before was given back.
        if (!certificates || replacedByEditionOn(certificates.value, index) !== undefined) return [];
        const { number = '', issued } = certificates.value[index] ?? {};
        const reissue = reissueOf(number, issued, documents?.value, events?.value);
        return [{ ...made, subject: number, ...(reissue ? { reissue } : {}) }];
      }
      case 'event': {
        const { certificate, audit, date, kind = '' } = asks.value as EventEntry;
        const base = [certificate ?? audit, date].filter((part) => part !== undefined).join('-');
        // Two of one day on one thing are told apart by their order, which does not change: the file is append-only.
        let subject = base;
        for (let n = 2; names.has(`${kind} ${subject}`); n++) subject = `${base}-${n}`;
        names.add(`${kind} ${subject}`);
        return [{ ...made, subject, ...cert }];
      }
      case 'paper': {
        const { paper = '' } = (one.file as RecordFile<'paper'>).value;
        // One that is called like its document needs no other name.
        return [{ ...made, paper, ...(one.file.name === paper ? {} : { subject: one.file.name }), ...cert }];
      }
      case 'member': {
        const { person } = asks.value as { readonly person?: string };
        return person === undefined ? [] : [{ ...made, subject: person }];
      }
      case 'site':
        return [{ ...made, subject: (asks.value as { readonly id?: string }).id ?? '' }];
      case 'meeting':
        return [{ ...made, subject: String(one.path.at(-1)) }];
      case 'licence': {
        const [, state = 0, , place = 0] = one.path;
        return [{ ...made, subject: (asks.value as { readonly number?: string }).number ?? `${Number(state) + 1}-${Number(place) + 1}` }];
      }
      case 'author':
      case 'nonconformity':
        return [{ ...made, subject: one.file.name }];
    }
  });
}
interface EventEntry {
  readonly kind?: string;
  readonly date?: string;
  readonly certificate?: string;
  readonly audit?: string;
}
const about = ({ audit, certificate }: About): About => ({
  ...(audit ? { audit } : {}),
  ...(certificate === undefined ? {} : { certificate }),
});

export function rootOf(file: RecordFile, ...path: readonly (string | number)[]): Root {
  let value: unknown = file.value;
  let tracked: unknown = file.tracked;
  for (const key of path) {
    value = (value as Readonly<Record<string | number, unknown>> | undefined)?.[key];
    tracked = (tracked as Readonly<Record<string | number, unknown>> | undefined)?.[key];
  }
  return { file, pointer: path.map((key) => `/${key}`).join(''), value, tracked: tracked as TrackedValue };
}
