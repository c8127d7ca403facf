/**
 * The people of a project with many cases: nobody is in two places on one day.
 *
 * In:  case after case, with the people that the generator made for it alone. Out: the case with people of the project in their stead,
 * as few as will do; in the end `people.yaml`.
 */
import type { RecordOf } from '../../schemas/record/index.js';
import { text, type CaseDraft, type Person } from './drafts.js';
import { auditors, expert, fieldOf, numberOf, trainee } from './people.js';
import { addDays, type SchemeId } from './windows.js';

const surnames = [
  ['沈', 'Shen'],
  ['陆', 'Lu'],
  ['顾', 'Gu'],
  ['韩', 'Han'],
  ['苏', 'Su'],
  ['罗', 'Luo'],
  ['叶', 'Ye'],
  ['程', 'Cheng'],
  ['崔', 'Cui'],
  ['潘', 'Pan'],
] as const;
const given = [
  ['知远', 'Zhiyuan'],
  ['若溪', 'Ruoxi'],
  ['安澜', 'Anlan'],
  ['思齐', 'Siqi'],
  ['景行', 'Jingxing'],
  ['怀瑾', 'Huaijin'],
  ['望舒', 'Wangshu'],
  ['清和', 'Qinghe'],
  ['明远', 'Mingyuan'],
  ['云起', 'Yunqi'],
  ['子衿', 'Zijin'],
] as const;

interface Employed {
  readonly id: string;
  readonly number?: string;
  readonly busy: Set<string>;
}
/** How many share the work of those who audit nobody. */
const deskmates = 8;

export class Staff {
  private readonly people: Record<string, Person> = {};
  /** By scheme and part: those of one part may take each other's place. */
  private readonly parts = new Map<string, { readonly list: Employed[]; next: number }>();

  /** The draft as it is written, with people of the project; those it was made with are `its`. */
  assign(draft: CaseDraft, scheme: SchemeId, its: RecordOf<'people'>): CaseDraft {
    const days = daysOf(draft);
    const names = new Map<string, string>();
    const taken = new Set<string>();
    for (const [id, person] of Object.entries(its)) {
      const isAuditor = (auditors as readonly string[]).includes(id);
      const part = isAuditor ? fieldOf(scheme, id) : id;
      const one = this.find(scheme, part, person, days.get(id) ?? new Set(), taken);
      taken.add(one.id);
      names.set(id, one.id);
      if (isAuditor && one.number !== undefined) names.set(numberOf(scheme, id), one.number);
    }
    return renamed(draft, names) as CaseDraft;
  }

  /** All of them, by id. */
  get record(): RecordOf<'people'> {
    return this.people;
  }

  private find(scheme: SchemeId, part: string, like: Person, days: ReadonlySet<string>, taken: ReadonlySet<string>): Employed {
    const key = `${scheme} ${part}`;
    const known = this.parts.get(key) ?? { list: [], next: 0 };
    this.parts.set(key, known);
    const travels = (auditors as readonly string[]).some((id) => fieldOf(scheme, id) === part) || part === expert || part === trainee;
    const { list } = known;
    // From where the last search ended: work is shared out evenly.
    for (let n = 0; n < list.length && (travels || list.length >= deskmates); n++) {
      const one = list[(known.next + n) % list.length];
      if (!one || taken.has(one.id) || [...days].some((day) => one.busy.has(day))) continue;
      known.next = (known.next + n + 1) % list.length;
      if (travels) for (const day of days) one.busy.add(day);
      return one;
    }
    const made = this.employ(scheme, part, list.length, like);
    for (const day of days) made.busy.add(day);
    list.push(made);
    return made;
  }

  private employ(scheme: SchemeId, part: string, n: number, like: Person): Employed {
    const id = `${scheme}-${part.toLowerCase()}-${String(n + 1).padStart(3, '0')}`;
    const count = Object.keys(this.people).length;
    const [surname, family] = surnames[count % surnames.length] ?? surnames[0];
    const [name, first] = given[Math.floor(count / surnames.length) % given.length] ?? given[0];
    const round = Math.floor(count / (surnames.length * given.length));
    const registration = like.registrations?.[0];
    const isTrainee = part === trainee;
    const number = registration && !isTrainee ? `2021-N1${registration.scheme ?? ''}-9${String(count).padStart(6, '0')}` : undefined;
    const { registrations: _, ...rest } = like;
    this.people[id] = {
      ...rest,
      name: text(
        `${surname}${name}${round > 0 ? ('甲乙丙丁戊己庚辛壬癸'[round - 1] ?? round) : ''}`,
        `${family} ${first}${round > 0 ? ` ${round + 1}` : ''}`,
      ),
      ...(number !== undefined
        ? { registrations: terms({ ...registration, number }) }
        : like.registrations
          ? { registrations: like.registrations }
          : {}),
      ...(isTrainee && registration ? { registrations: [{ ...registration, from: '2023-02-01', validTo: '2029-12-31' }] } : {}),
      ...(like.bcmsTraining ? { bcmsTraining: { ...like.bcmsTraining, on: isTrainee ? '2023-01-16' : '2022-03-14' } } : {}),
    };
    return { id, ...(number === undefined ? {} : { number }), busy: new Set() };
  }
}

/** One term of a registration after the other, without a day between. */
const terms = (one: NonNullable<Person['registrations']>[number]): NonNullable<Person['registrations']> => [
  { ...one, from: '2021-06-01', validTo: '2025-05-31' },
  { ...one, from: '2025-06-01', validTo: '2029-05-31' },
];

/** On which days each of a case's people is with the client. */
function daysOf(draft: CaseDraft): Map<string, Set<string>> {
  const days = new Map<string, Set<string>>();
  for (const { audit, plan, report } of draft.audits) {
    const start = audit.start ?? plan?.start;
    const end = audit.end ?? plan?.end ?? start;
    if (start === undefined || end === undefined) continue;
    for (const { person } of [...(plan?.team ?? []), ...(report?.team ?? []), ...(audit.meetings?.opening?.attendees ?? [])]) {
      if (person === undefined) continue;
      const his = days.get(person) ?? new Set();
      days.set(person, his);
      for (let day = start; day <= end; day = addDays(day, 1)) his.add(day);
    }
  }
  return days;
}

/** The value with other words for whole strings. */
function renamed(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return names.get(value) ?? value;
  if (Array.isArray(value)) return value.map((one) => renamed(one, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, renamed(one, names)]));
}
