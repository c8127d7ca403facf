/**
 * No false alarm: lawful cases, generated from windows that were written from the rule catalogue, get no error; neither at the
 * end nor on any of several days in between, with what came later taken out.
 *
 * CERTPRESS_LAWFUL=<n> judges n cases instead of 500 (the long sweep), CERTPRESS_LAWFUL_FROM=<seed> from another seed on.
 */
import { describe, expect, it } from 'vitest';
import { checkNames } from '../../src/load/names.js';
import { checkReferences } from '../../src/load/references.js';
import { dateOf, windowOf, addDays } from './windows.js';
import { complaintsOf, told } from './judged.js';
import { lawfulCase } from './generate.js';
import { misfits, projectOf } from './project.js';
import { Random } from './random.js';
import { doneDates, lawfulOn, peopleOn } from './take-out.js';

const count = Number(process.env['CERTPRESS_LAWFUL'] ?? 500);
const first = Number(process.env['CERTPRESS_LAWFUL_FROM'] ?? 1);
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

describe('lawful cases', () => {
  for (let from = first; from < first + count; from += perTest) {
    const seeds = Array.from({ length: Math.min(perTest, first + count - from) }, (_, i) => from + i);
    it(`seeds ${seeds[0] ?? ''} to ${seeds.at(-1) ?? ''}`, () => {
      const complaints = seeds.flatMap((seed) => {
        const made = lawfulCase(seed);
        const project = projectOf([made.draft], made.people);
        const [folder] = project.cases;
        const found = [
          ...misfits(project),
          ...(folder ? [...checkNames('/lawful', folder), ...checkReferences('/lawful', folder, new Set(Object.keys(made.people)))].map((d) => d.message.en) : []),
          ...complaintsOf(project, addDays(made.last, 1)),
        ];
        const random = new Random(seed);
        const days = doneDates(made.draft);
        // The day of a fact, and the day before it.
        for (let n = 0; n < 4; n++) {
          const day = addDays(random.pick(days), -random.int(0, 1));
          found.push(...complaintsOf(projectOf([lawfulOn(made, day)], peopleOn(made.people, day)), day).map((one) => `as of ${day}: ${one}`));
        }
        return found.length === 0 ? [] : [`${told(made)}\n${[...new Set(found)].map((one) => `    ${one}`).join('\n')}`];
      });
      expect(complaints.join('\n')).toBe('');
    });
  }
});
