/**
 * The people of a generated case: registered on every day they audit (some from the first such day, some until the last).
 *
 * In:  the scheme; after the story, the days on which each audited. Out: entries of people.yaml.
 */
import { text, type Person } from './drafts.js';
import type { Random } from './random.js';
import { standards } from './vocabulary.js';
import { addDays, addMonths, type SchemeId } from './windows.js';

export const auditors = ['a-lin', 'a-shi', 'a-wen', 'a-xu', 'a-yan'] as const;
export const trainee = 't-he';
export const expert = 'e-qiu';
export const reviewer = 'r-bao';
export const decider = 'd-fu';
export const officer = 'o-kang';
export const restorer = 'g-mo';

const field = (scheme: SchemeId, id: string): 'QMS' | 'EMS' | 'OHSMS' =>
  scheme === 'cusc' ? 'QMS' : ((['QMS', 'EMS', 'OHSMS'] as const)[auditors.indexOf(id as (typeof auditors)[number]) % 3] ?? 'QMS');
export const fieldOf = field;
export const numberOf = (scheme: SchemeId, id: string): string =>
  `2021-N1${field(scheme, id)}-90${String(auditors.indexOf(id as (typeof auditors)[number])).padStart(5, '1')}`;

const employment = { fullTime: true, underControl: true, inMainlandChina: true, from: '2015-03-02' };

/** `days`: first and last day on which an auditor audits; `trained`: on or before the first. */
export function peopleOf(
  scheme: SchemeId,
  random: Random,
  days: ReadonlyMap<string, { readonly first: string; readonly last: string }>,
  trained: (first: string) => string,
): Record<string, Person> {
  const people: Record<string, Person> = {};
  for (const id of auditors) {
    const { first, last } = days.get(id) ?? { first: '2021-03-02', last: '2021-03-03' };
    const from = random.chance(1 / 3) ? first : addDays(first, -random.int(1, 300));
    const to = random.chance(1 / 3) ? last : addDays(last, random.int(1, 300));
    const one = { scheme: field(scheme, id), number: numberOf(scheme, id), grade: 'auditor' as const };
    // One registration may follow another without a day between.
    const middle = addDays(first, random.int(0, 200));
    people[id] = {
      name: text('林砚', 'Lin Yan'),
      registrations:
        random.chance(1 / 3) && middle < last
          ? [
              { ...one, from, validTo: middle },
              { ...one, from: addDays(middle, 1), validTo: to },
            ]
          : [{ ...one, from, validTo: to }],
      bcmsTraining: { on: trained(first), passed: true, standard: standards[scheme] },
      employment,
      conflicts: [],
      yearsOfExperience: 9,
    };
  }
  const { first } = days.get(trainee) ?? { first: '2021-03-02' };
  people[trainee] = {
    name: text('何一', 'He Yi'),
    registrations: [
      { from: addMonths(first, -3), scheme: 'QMS', number: '2025-N0QMS-9021190', grade: 'trainee', validTo: addMonths(first, 60) },
    ],
    bcmsTraining: { on: addMonths(first, -2), passed: true, standard: standards[scheme] },
    employment,
    conflicts: [],
  };
  people[expert] = {
    name: text('邱原', 'Qiu Yuan'),
    expert: { professionalCode: 'I6591', employer: text('某研究院', 'A research institute'), title: text('高级工程师', 'Senior engineer') },
    employment: { ...employment, fullTime: false },
    conflicts: [],
  };
  for (const [id, zh, en] of [
    [reviewer, '鲍评', 'Bao Ping'],
    [decider, '傅定', 'Fu Ding'],
    [officer, '康经', 'Kang Jing'],
    [restorer, '莫总', 'Mo Zong'],
  ] as const) {
    people[id] = { name: text(zh, en), employment, conflicts: [] };
  }
  return people;
}
