/**
 * No false alarm: lawful cases, generated from windows that were written from the rule catalogue, get no error; neither at the
 * end nor on any of several days in between, with what came later taken out.
 *
 * CERTPRESS_LAWFUL=<n> judges so many cases instead, CERTPRESS_LAWFUL_FROM=<seed> from that seed on.
 */
import { describe, expect, it } from 'vitest';
import { checkNames } from '../../src/load/names.js';
import { checkReferences } from '../../src/load/references.js';
import { sweep, swept } from '../setup/long.js';
import { dateOf, windowOf, addDays, type SchemeId } from './windows.js';
import { complaintsOf, told } from './judged.js';
import { lawfulCase } from './generate.js';
import { misfits, projectOf } from './project.js';
import { Random } from './random.js';
import { doneDates, lawfulOn, peopleOn } from './take-out.js';

/** Seeds on which the windows were written, and others. */
const seedsFrom = (first: number, count: number): number[] => Array.from({ length: count }, (_, i) => first + i);
const asked = process.env['CERTPRESS_LAWFUL'];
const all =
  asked === undefined
    ? swept([...seedsFrom(1, 500), ...seedsFrom(100_000, 750)], 200)
    : seedsFrom(Number(process.env['CERTPRESS_LAWFUL_FROM'] ?? 1), Number(asked));
const perTest = 50;

describe('windows', () => {
  it('computes with months, working days and the 10th of the month after', () => {
    const dates = { 'stage1.end': '2025-08-31', issued: '2025-12-31', decision: '2025-09-15' };
    expect(dateOf('stage1.end + 6M', dates)).toBe('2026-02-28');
    expect(dateOf('tenth of issued', dates)).toBe('2026-01-10');
    expect(dateOf('decision + 30WD', dates)).toBe('2025-10-31');
    expect(dateOf('last of decision + 1Y', dates)).toBe('2026-12-31');
    expect(dateOf('nothing', dates)).toBeUndefined();
    expect(windowOf('cusc', 'S.report')).toBeDefined();
  });
});

/** A seed alone says which of the two older schemes; cqm and zoho have cases of their own. */
const groups: readonly (readonly [SchemeId | undefined, readonly number[]])[] = [
  [undefined, all],
  ['cqm', asked === undefined ? swept(seedsFrom(1, 500), 200) : all],
  ['zoho', asked === undefined ? swept(seedsFrom(1, 500), 200) : all],
];

describe.each(groups)('lawful cases (%s)', (scheme, list) => {
  for (let at = 0; at < list.length; at += perTest) {
    const seeds = list.slice(at, at + perTest);
    it(`seeds ${seeds[0] ?? ''} to ${seeds.at(-1) ?? ''}`, sweep, () => {
      const complaints = seeds.flatMap((seed) => {
        const made = lawfulCase(seed, scheme === undefined ? {} : { scheme });
        const project = projectOf([made.draft], made.people);
        const [folder] = project.cases;
        const found = [
          ...misfits(project),
          ...(folder
            ? [...checkNames('/lawful', folder), ...checkReferences('/lawful', folder, new Set(Object.keys(made.people)))].map(
                (d) => d.message.en,
              )
            : []),
          ...complaintsOf(project, addDays(made.last, 1)),
        ];
        const random = new Random(seed);
        const days = doneDates(made.draft);
        // The day of a fact, and the day before it.
        for (let n = 0; n < 4; n++) {
          const day = addDays(random.pick(days), -random.int(0, 1));
          found.push(
            ...complaintsOf(projectOf([lawfulOn(made, day)], peopleOn(made.people, day)), day).map((one) => `as of ${day}: ${one}`),
          );
        }
        return found.length === 0 ? [] : [`${told(made)}\n${[...new Set(found)].map((one) => `    ${one}`).join('\n')}`];
      });
      expect(complaints.join('\n')).toBe('');
    });
  }
});
