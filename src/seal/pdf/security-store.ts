/**
 * Validation data in a PDF: the document security store (ISO 32000-2, 12.8.4.3; ETSI EN 319 142-1, 5.4).
 *
 * In:  a file or update, certificates, responses and lists. Out: the update with the store, or what a store holds. It is part of the
 * update that seals (B-LT-INSIDE), or an update of its own after it (B-LT, B-LTA).
 *
 * No VRI dictionary: it would say over again, under a SHA-1 name, which of the data belongs to which signature; whoever
 * validates finds that out anyway.
 */
import { Malformed } from '../../files/malformed.js';
import type { Evidence } from '../x509/revocation.js';
import type { PdfFile } from '../../pdf/file.js';
import { Dictionary, Reference, dictionary, name, sameValue, type Value } from '../../pdf/syntax.js';
import type { Update } from '../../pdf/update.js';

/** In the order in which the store names them. */
const lists = [
  ['Certs', 'certificates'],
  ['OCSPs', 'ocsps'],
  ['CRLs', 'crls'],
] as const;
/** Renewals add some each time. */
const mostEntries = 500;

export interface Store {
  readonly evidence: Evidence;
  readonly entries: Readonly<Record<'Certs' | 'OCSPs' | 'CRLs', readonly Reference[]>>;
  readonly number: number | undefined;
}

/** Adds what is not in the store yet. Nothing is taken out: older signatures may need it. */
export function addStore(update: Update, evidence: Evidence): void {
  const catalog = new Dictionary(update.file.catalog());
  catalog.set('DSS', storeOf(update, evidence));
  update.put(update.file.root().number, catalog);
}
/** The store alone; whoever writes the catalog names it there. */
export function storeOf(update: Update, evidence: Evidence): Reference {
  const { file } = update;
  const before = readStore(file, file.last);
  const store = dictionary({ Type: name('DSS') });
  for (const [key, kind] of lists) {
    const held = new Set(before.evidence[kind].map(fingerprint));
    const added = evidence[kind].filter((one) => !held.has(fingerprint(one))).map((one) => update.addStream(new Dictionary(), one));
    const all = [...before.entries[key], ...added];
    if (all.length > 0) store.set(key, all);
  }
  return update.add(store);
}
const fingerprint = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** What the store holds as of a revision; an empty one where there is none. @throws Malformed */
export function readStore(file: PdfFile, revision: number): Store {
  const reference = file.catalog(revision).get('DSS');
  const entries: Record<'Certs' | 'OCSPs' | 'CRLs', readonly Reference[]> = { Certs: [], OCSPs: [], CRLs: [] };
  const evidence: Record<keyof Evidence, Uint8Array[]> = { certificates: [], ocsps: [], crls: [] };
  if (reference === undefined) return { evidence, entries, number: undefined };
  if (!(reference instanceof Reference)) throw new Malformed('validation data of another shape');
  const store = file.dictionary(reference, revision);
  for (const [key, kind] of lists) {
    const list = store.get(key) ?? [];
    if (!Array.isArray(list) || list.length > mostEntries) throw new Malformed('validation data of another shape');
    entries[key] = (list as readonly Value[]).map((one) => {
      const object = one instanceof Reference ? file.object(one.number, revision) : undefined;
      if (!(one instanceof Reference) || !object?.stream || !(object.value instanceof Dictionary) || object.value.size !== 1)
        throw new Malformed('validation data of another shape');
      evidence[kind].push(object.stream);
      return one;
    });
  }
  const expected = dictionary({
    Type: name('DSS'),
    ...Object.fromEntries(lists.filter(([key]) => entries[key].length > 0).map(([key]) => [key, entries[key]])),
  });
  if (!sameValue(store, expected)) throw new Malformed('validation data of another shape');
  return { evidence, entries, number: reference.number };
}
