/**
 * A case at a glance: what `status` and `due` say of it.
 *
 * In:  a case, its schemes. Out: `CaseGlance`.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import type { Roots } from '../files/places.js';
import { judge } from '../judge/judge.js';
import { stateNames } from '../judge/refusals.js';
import type { CaseFolder } from '../load/types.js';
import type { PlannedProject } from '../plan/planned-project.js';
import { dueLines } from '../telling/due.js';
import { statusOf } from '../telling/status.js';
import type { Step as ToldStep } from '../telling/story.js';
import { problemOf, sorted, spotOf } from './problems.js';
import type { CaseGlance, Step } from './protocol.js';

export function glanceOf(
  id: string,
  { folder, planned: { project: all, schemes, day } }: { readonly folder: CaseFolder; readonly planned: PlannedProject },
  roots: Roots,
): CaseGlance {
  const project = { ...all, cases: [folder] };
  const judgement = judge(project, schemes, { asOf: day.asOf });
  const status = statusOf(project, schemes, judgement, folder);
  const step = ({ date, to, audit, subject, what, place }: ToldStep): Step => ({
    date,
    ...(to === undefined ? {} : { to }),
    what,
    where: [audit, subject].filter(Boolean).join(' '),
    place: spotOf(place, roots),
  });
  const problem = (d: Diagnostic): CaseGlance['waiting'][number] => problemOf(d, roots);
  return {
    id,
    name: folder.name,
    client: status.client ?? { zh: folder.name, en: folder.name },
    asOf: status.asOf,
    certificates: status.certificates.map(({ number, state, validFrom, validTo, steps }) => ({
      number,
      state,
      stateName: stateNames[state],
      ...(validFrom === undefined ? {} : { validFrom }),
      ...(validTo === undefined ? {} : { validTo }),
      steps: steps.map(({ date, state: entered, event }) => ({ date, stateName: stateNames[entered], ...(event ? { what: event } : {}) })),
    })),
    story: status.story.map(step),
    planned: status.planned.map(step),
    due: dueLines(judgement, project, { schemes })
      .filter((line) => line.case === folder.name)
      .map(({ due, daysLeft, isOverdue, what, thing, rule, clause, place }) => ({
        due,
        daysLeft,
        isOverdue,
        what,
        thing,
        tag: [rule, clause].filter(Boolean).join(' '),
        ...(place ? { place: spotOf(place, roots) } : {}),
      })),
    waiting: sorted(status.waiting.map(problem)),
  };
}
