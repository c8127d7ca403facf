/**
 * What has changed since a certificate was last printed, of what it prints: its client's name, code and addresses, the sites that it
 * covers, its scope.
 *
 * In:  a case as known, one of its certificates, its scheme (for the titles of contents), the day looked at. Out: the day of the last
 * printing by then, and a change for each content (`cert.client-name`, `cert.sites`, …) that would be printed otherwise, with the
 * first day of the state that says so, and its place. A change that was taken back is none, nor is one that no certificate
 * prints (a contact, a distance). The body's own facts have a day of their own
 * and are told apart (`body-printed.ts`); a scope that was typed over is compared with the decision (row `certificate-scope`).
 */
import { changesScope, roleOfEvent } from '../../schemas/record/events.js';
import type { RecordOf } from '../../schemas/record/index.js';
import type { Prose } from '../diagnostics/index.js';
import type { CaseFolder, RecordFile } from '../load/types.js';
import type { Scheme } from '../packs/types.js';
import { contentsOfRole } from '../packs/of-role.js';
import { reissueOf } from '../validate/reissue.js';
import { stateOn } from '../validate/states.js';
import type { KnownOn } from './known.js';
import { at, type FactTree } from './fact-places.js';

export interface Change {
  readonly content: string;
  /** What was printed and what is so now, in words. */
  readonly what: Prose;
  readonly from: string;
  readonly tree: FactTree;
}
export interface Unprinted {
  readonly printedOn?: string;
  readonly changes: readonly Change[];
}
type CaseRecord = RecordOf<'case'>;
type Certificate = RecordOf<'certificates'>[number];
type Site = NonNullable<NonNullable<CaseRecord['sites']>[number]['list']>[number];
interface Words {
  readonly zh?: string | undefined;
  readonly en?: string | undefined;
}

interface Printed {
  readonly folder: CaseFolder;
  readonly record: CaseRecord;
  readonly certificate: Certificate;
  readonly events: RecordOf<'events'>;
  readonly printedOn: string;
  readonly day: string;
  readonly titleOf: (content: string) => Prose | undefined;
}

/** `index`: of the entry in certificates.yaml. */
export function unprintedOn(day: string, folder: CaseFolder, index: number, scheme: Scheme, known: KnownOn): Unprinted {
  const until = <T extends { readonly date?: string | undefined }>(list: readonly T[] | undefined): T[] =>
    (list ?? []).map((one) => (one.date !== undefined && one.date > day ? { ...one, date: undefined } : one));
  const of = <K extends 'case' | 'certificates' | 'documents' | 'events'>(file: RecordFile<K> | undefined): RecordOf<K> | undefined =>
    file && known.of(file);
  const [record, certificate] = [of(folder.case), of(folder.certificates)?.[index]];
  const events = until(of(folder.events));
  const printedOn =
    certificate && (reissueOf(certificate.number, certificate.issued, until(of(folder.documents)), events)?.date ?? certificate.issued);
  if (!record || !certificate || printedOn === undefined || printedOn > day) return { changes: [] };
  const contents = contentsOfRole(scheme, 'certificate');
  const printed: Printed = {
    folder,
    record,
    certificate,
    events,
    printedOn,
    day,
    titleOf: (id) => contents.find((content) => content.id === id)?.title,
  };
  return { printedOn, changes: [...clientChanges(printed), ...siteChanges(printed), ...scopeChanges(printed)] };
}

/** What a surveillance meets: changes, by its last day, of what the certificate printed that was in force. */
export function changesBy(audit: string, folder: CaseFolder, scheme: Scheme, known: KnownOn): readonly Change[] {
  const own = folder.audits.find((one) => one.name === audit);
  const { start, end = start } = (own && known.of(own.audit)) ?? {};
  const certificates = (folder.certificates && known.of(folder.certificates)) ?? [];
  if (end === undefined) return [];
  const inForce = certificates.reduce<number | undefined>(
    (last, { issued }, i) =>
      issued === undefined || issued > end || (last !== undefined && (certificates[last]?.issued ?? '') > issued) ? last : i,
    undefined,
  );
  return inForce === undefined ? [] : unprintedOn(end, folder, inForce, scheme, known).changes;
}

/** A translation that was added changes nothing that was printed before. */
const isSame = (a: Words | undefined, b: Words | undefined): boolean =>
  a?.zh === b?.zh && (a?.en === undefined || b?.en === undefined || a.en === b.en);
const plain = (text: string | undefined): Words | undefined => (text === undefined ? undefined : { zh: text, en: text });

function told(title: Prose, was: Words | undefined, is: Words | undefined, from: string): Prose {
  const inZh = (words: Words | undefined): string => (words?.zh === undefined ? '（无）' : `“${words.zh}”`);
  const inEn = (words: Words | undefined): string => (words?.zh === undefined ? '(none)' : `“${words.en ?? words.zh}”`);
  return {
    zh: `${title.zh}由${inZh(was)}变为${inZh(is)}（${from} 起）`,
    en: `${title.en.charAt(0).toLowerCase()}${title.en.slice(1)} from ${inEn(was)} to ${inEn(is)} (since ${from})`,
  };
}

/** Where one site is covered its address of business is printed; of several, each site's. */
const isOfSites = ({ certificate }: Printed): boolean => (certificate.sites?.length ?? 0) > 1;

function clientChanges(printed: Printed): Change[] {
  const { folder, record, printedOn, day, titleOf } = printed;
  const [then, now] = [stateOn(record.client, printedOn), stateOn(record.client, day)];
  if (then === undefined || now === undefined || then === now) return [];
  const [was, is] = [record.client?.[then], record.client?.[now]];
  const from = is?.from ?? '';
  const code = { was: was?.uscc ?? was?.orgCode, is: is?.uscc ?? is?.orgCode };
  const facts: readonly (readonly [string, string, Words | undefined, Words | undefined])[] = [
    ['cert.client-name', 'name', was?.name, is?.name],
    ['cert.uscc', is?.uscc === undefined ? 'orgCode' : 'uscc', plain(code.was), plain(code.is)],
    ['cert.registered-address', 'registeredAddress', was?.registeredAddress, is?.registeredAddress],
    ...(isOfSites(printed) ? [] : [['cert.business-address', 'businessAddress', was?.businessAddress, is?.businessAddress] as const]),
  ];
  return facts.flatMap(([content, key, before, after]): Change[] => {
    const title = titleOf(content);
    return title === undefined || isSame(before, after)
      ? []
      : [{ content, from, what: told(title, before, after, from), tree: at(folder.case, 'client', now, key) }];
  });
}

function siteChanges(printed: Printed): Change[] {
  const { folder, record, certificate, printedOn, day, titleOf } = printed;
  const [then, now] = [stateOn(record.sites, printedOn), stateOn(record.sites, day)];
  if (!isOfSites(printed) || then === undefined || now === undefined || then === now) return [];
  const from = record.sites?.[now]?.from ?? '';
  const siteIn = (state: number, id: string): Site | undefined => record.sites?.[state]?.list?.find((site) => site.id === id);
  return (certificate.sites ?? []).flatMap((id): Change[] => {
    const [was, is] = [siteIn(then, id), siteIn(now, id)];
    if (was === undefined) return [];
    const place = record.sites?.[now]?.list?.findIndex((site) => site.id === id) ?? -1;
    const change = (content: string, word: Prose, before: Words | undefined, after: Words | undefined, key: string): Change[] => {
      if (titleOf(content) === undefined || isSame(before, after)) return [];
      const tree = place < 0 ? at(folder.case, 'sites', now, 'list') : at(folder.case, 'sites', now, 'list', place, key);
      return [{ content, from, what: told({ zh: `场所 ${id} 的${word.zh}`, en: `${word.en} of site ${id}` }, before, after, from), tree }];
    };
    const kind = { zh: '类别', en: 'kind' };
    const [wasTemporary, isTemporary] = [was.kind, is?.kind].map((one) => one === 'temporary');
    return [
      ...change('cert.sites', { zh: '名称', en: 'name' }, was.name, is?.name, 'name'),
      ...change('cert.sites', { zh: '地址', en: 'address' }, was.address, is?.address, 'address'),
      ...(is !== undefined && wasTemporary !== isTemporary ? change('cert.sites', kind, plain(was.kind), plain(is.kind), 'kind') : []),
      ...(is === undefined ? [] : change('cert.site-scopes', { zh: '认证范围', en: 'scope' }, was.scope, is.scope, 'scope')),
    ];
  });
}

/** A scope that was decided to be larger or smaller is printed on a certificate of its own, or again under the number. */
function scopeChanges({ folder, certificate, events, printedOn, titleOf }: Printed): Change[] {
  const title = titleOf('cert.scope');
  return events.flatMap(({ kind, date, certificate: number }, i): Change[] => {
    if (
      title === undefined ||
      !folder.events ||
      number === undefined ||
      number !== certificate.number ||
      date === undefined ||
      date <= printedOn ||
      !changesScope(kind)
    )
      return [];
    const [zh, en] = roleOfEvent(kind) === 'widens' ? ['扩大', 'extended'] : ['缩小', 'reduced'];
    return [
      {
        content: 'cert.scope',
        from: date,
        tree: at(folder.events, i),
        what: {
          zh: `${title.zh}于 ${date} ${zh}，证书仍为“${certificate.scope?.zh ?? ''}”`,
          en: `scope ${en} on ${date}, while the certificate says “${certificate.scope?.en ?? certificate.scope?.zh ?? ''}”`,
        },
      },
    ];
  });
}
