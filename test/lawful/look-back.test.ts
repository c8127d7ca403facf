/**
 * Looking back at a grown record: on no day of a lawful life is anything said against it, and what is there is what
 * the record had then, as the taking-out of these tests (`take-out.ts`, written apart from the program) leaves it.
 */
import { describe, expect, it } from 'vitest';
import { asItStood } from '../../src/judge/as-it-stood.js';
import { sweep, swept } from '../setup/long.js';
import { complaintsOf, told } from './judged.js';
import { lawfulCase } from './generate.js';
import { projectOf } from './project.js';
import { Random } from './random.js';
import { doneDates, lawfulOn } from './take-out.js';
import { addDays } from './windows.js';

const all = swept(
  Array.from({ length: 60 }, (_, i) => i + 1),
  8,
);

/** What must be the same both ways: which audits, which files of each, which entries. */
const outline = (project: ReturnType<typeof projectOf>): unknown =>
  project.cases.map((folder) => ({
    audits: folder.audits.map(({ name, audit, plan, notice, report, review, decision, nonconformities }) => [
      name,
      audit.value.start,
      plan?.value.number,
      notice?.value.number,
      report?.value.number,
      review?.value.date,
      decision?.value.date,
      nonconformities.map((nc) => [nc.name, nc.value.review?.on, nc.value.verification?.on]),
    ]),
    certificates: (folder.certificates?.value ?? []).map((one) => one.number),
    events: (folder.events?.value ?? []).map((one) => [one.kind, one.date]),
    client: folder.case.value.client?.map((state) => state.from),
  }));

describe('a lawful case, looked back at', () => {
  for (let at = 0; at < all.length; at += 20) {
    const seeds = all.slice(at, at + 20);
    it(`seeds ${seeds[0] ?? ''} to ${seeds.at(-1) ?? ''}`, sweep, () => {
      const complaints: string[] = [];
      for (const seed of seeds) {
        const made = lawfulCase(seed);
        const whole = projectOf([made.draft], made.people);
        const random = new Random(seed);
        const days = doneDates(made.draft);
        for (let n = 0; n < 5; n++) {
          const day = addDays(random.pick(days), -random.int(0, 1));
          const then = asItStood(whole, day);
          const said = complaintsOf(then, day);
          if (said.length > 0) complaints.push(`${told(made)}\n  as of ${day}: ${said.join('\n    ')}`);
          if (then.cases.length > 0)
            expect(outline(then), `seed ${seed} on ${day}`).toEqual(outline(projectOf([lawfulOn(made, day)], made.people)));
        }
      }
      expect(complaints.join('\n')).toBe('');
    });
  }
});
