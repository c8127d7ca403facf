/**
 * What may happen to a certificate, and around it: the kinds of event of events.yaml.
 *
 * In:  nothing. Out: each kind with its names, and its role where certpress must know what it does; all else (when it is allowed, why, what
 * is printed of it) is the scheme's. A scheme adds kinds in its `fields.yaml` (`events`, field `kind`); they have no role.
 */
export type EventRole = 'issues' | 'delivers' | 'suspends' | 'restores' | 'narrows' | 'widens' | 'withdraws' | 'cancels' | 'misuses';
interface Name {
  readonly zh: string;
  readonly en: string;
}
interface KindOfEvent {
  /** As a step of a case's story. */
  readonly name: Name;
  readonly role?: EventRole;
  /** What a certificate is by it: 颁发, issued. */
  readonly done?: Name;
}
const kinds = {
  issued: { role: 'issues', name: { zh: '颁发证书', en: 'Certificate issued' }, done: { zh: '颁发', en: 'issued' } },
  delivered: { role: 'delivers', name: { zh: '送达', en: 'Delivered' } },
  reported: { name: { zh: '上报', en: 'Reported to the authority' } },
  published: { name: { zh: '公布', en: 'Published' } },
  suspended: { role: 'suspends', name: { zh: '暂停证书', en: 'Certificate suspended' }, done: { zh: '暂停', en: 'suspended' } },
  restored: { role: 'restores', name: { zh: '恢复证书', en: 'Certificate restored' }, done: { zh: '恢复', en: 'restored' } },
  reduced: { role: 'narrows', name: { zh: '缩小认证范围', en: 'Scope reduced' }, done: { zh: '缩小范围', en: 'reduced in scope' } },
  extended: { role: 'widens', name: { zh: '扩大认证范围', en: 'Scope extended' }, done: { zh: '扩大范围', en: 'extended in scope' } },
  withdrawn: { role: 'withdraws', name: { zh: '撤销证书', en: 'Certificate withdrawn' }, done: { zh: '撤销', en: 'withdrawn' } },
  cancelled: { role: 'cancels', name: { zh: '注销证书', en: 'Certificate cancelled' }, done: { zh: '注销', en: 'cancelled' } },
  misuse: { role: 'misuses', name: { zh: '发现误用证书', en: 'Misuse of the certificate found' } },
  accident: { name: { zh: '获证组织发生事故', en: 'Accident at the client' } },
  appeal: { name: { zh: '收到申诉或投诉', en: 'Appeal or complaint received' } },
  replied: { name: { zh: '答复申诉或投诉', en: 'Appeal or complaint answered' } },
  recovered: { name: { zh: '收回证书', en: 'Certificate recovered' } },
} as const satisfies Readonly<Record<string, KindOfEvent>>;

type Kind = keyof typeof kinds;
export const eventKinds = Object.keys(kinds) as [Kind, ...Kind[]];
const byKind: ReadonlyMap<string, KindOfEvent> = new Map(Object.entries(kinds));

export const roleOfEvent = (kind: string | undefined): EventRole | undefined => (kind === undefined ? undefined : byKind.get(kind)?.role);
/** Of a kind that a scheme added: undefined. */
export const nameOfEvent = (kind: string): Name | undefined => byKind.get(kind)?.name;
export const doneByEvent = (kind: string): Name | undefined => byKind.get(kind)?.done;

const rolesThatChange: ReadonlySet<EventRole | undefined> = new Set([
  'issues',
  'suspends',
  'restores',
  'narrows',
  'widens',
  'withdraws',
  'cancels',
]);
/** Whether it changes what a certificate is. */
export const changesCertificate = (kind: string): boolean => rolesThatChange.has(roleOfEvent(kind));
/** Whether it ends a certificate for good. */
export const endsCertificate = (kind: string | undefined): boolean => ['withdraws', 'cancels'].includes(roleOfEvent(kind) ?? '');
/** Whether it changes the scope. */
export const changesScope = (kind: string | undefined): boolean => ['widens', 'narrows'].includes(roleOfEvent(kind) ?? '');
