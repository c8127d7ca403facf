/**
 * People who are in two places on one day.
 *
 * In:  who was where in each case, one case after the other, those asked for first; what the check is called and how severe it is.
 * Out: a diagnostic for each person and each two audits of different clients on one day, at the second, with the first as related place.
 * What is kept of a case is who was where on which day.
 */
import type { Diagnostic, Place } from '../diagnostics/index.js';
import { spanOf, type Bystander } from '../load/bystanders.js';
import { placeIn } from '../load/record-file.js';
import type { AuditFolder, CaseFolder, Project } from '../load/types.js';
import { addDays } from '../rules/dates.js';

/** What a check is called, and how severe it is. */
export type Base = Pick<Diagnostic, 'code' | 'severity' | 'verdict' | 'rule' | 'clause' | 'help' | 'why'>;
/** Who of a case was where on which days: plain values, which are kept from one build to the next. */
export interface StaysOfCase {
  readonly folder: string;
  readonly name: string;
  readonly scheme?: string;
  readonly stays: readonly { readonly person: string; readonly audit: string; readonly place: Place; readonly days: readonly string[] }[];
}
interface Stay {
  readonly folder: string;
  readonly name: string;
  readonly audit: string;
  readonly isAsked: boolean;
  readonly place: Place;
}

export function staysOf(root: string, folder: Bystander & Partial<Pick<CaseFolder, 'case'>>): StaysOfCase {
  const scheme = folder.case?.value.scheme;
  const stays = folder.audits.flatMap((audit) => {
    const file = audit.report?.value.team ? audit.report : audit.plan;
    if (!file || audit.audit.value.elsewhere !== undefined) return [];
    return (file.value.team ?? []).flatMap(({ person, id }, member) =>
      person === undefined ? [] : [{ person, audit: audit.name, place: placeIn(root, file, ['team', member]), days: daysOf(audit, id) }],
    );
  });
  return { folder: folder.folder, name: folder.name, stays, ...(scheme === undefined ? {} : { scheme }) };
}

export class Stays {
  readonly diagnostics: Diagnostic[] = [];
  /** By person, then by day as a number: there are as many as days were worked. */
  private readonly stays = new Map<string, Map<number, Stay>>();
  private readonly said = new Set<string>();
  constructor(
    private readonly people: Project['people'],
    private readonly base: Base,
  ) {}

  add({ folder, name, scheme, stays }: StaysOfCase, isAsked: boolean): void {
    for (const { person, audit, place, days } of stays) {
      const stay: Stay = { folder, name, audit, isAsked, place };
      for (const day of days) this.stay(person, day, stay, scheme);
    }
  }

  private stay(person: string, day: string, stay: Stay, scheme: string | undefined): void {
    const days = this.stays.get(person) ?? new Map<number, Stay>();
    this.stays.set(person, days);
    const at = Number(day.replaceAll('-', ''));
    const other = days.get(at);
    if (!other) days.set(at, stay);
    // Two audits of one client on one day are one journey.
    if (!other || other.folder === stay.folder) return;
    const key = [person, other.folder, other.audit, stay.folder, stay.audit].join('\0');
    if (this.said.has(key) || !(stay.isAsked || other.isAsked)) return;
    this.said.add(key);
    const name = this.people?.value[person]?.name;
    this.diagnostics.push({
      ...this.base,
      case: stay.name,
      ...(scheme === undefined ? {} : { scheme }),
      audit: stay.audit,
      message: {
        zh: `${name?.zh ?? person} 在 ${day} 既参加 ${stay.name} 的审核 ${stay.audit}，又参加 ${other.name} 的审核 ${other.audit}`,
        en: `On ${day}, ${name?.en ?? name?.zh ?? person} is in ${stay.audit} of ${stay.name} and in ${other.audit} of ${other.name}`,
      },
      place: stay.place,
      related: [other.place],
    });
  }
}

/** Days of a member: those on which the plan gives something to do, else every day of the audit. */
function daysOf({ audit, plan, report }: AuditFolder, letter: string | undefined): string[] {
  const span = spanOf({ audit, ...(plan ? { plan } : {}) });
  const days: string[] = [];
  for (let day = span?.start ?? '1'; day <= (span?.end ?? '') && days.length < 400; day = addDays(day, 1)) days.push(day);
  // Letters of the plan are its own: a replacement in the report need not have the same.
  const planned = plan?.value.schedule
    ?.filter((day) => day.slots?.some((slot) => letter !== undefined && slot.members?.includes(letter)))
    .map((day) => day.date);
  const isSameTeam =
    plan?.value.team?.find((member) => member.id === letter)?.person ===
    (report ?? plan)?.value.team?.find((member) => member.id === letter)?.person;
  return planned && planned.length > 0 && isSameTeam ? days.filter((day) => planned.includes(day)) : days;
}
