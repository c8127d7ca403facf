/**
 * A case at a glance: its certificates, and what was, is planned and is due on one line of time.
 *
 * In:  the id of the case; it is asked for again whenever the project was read. Out: the view.
 */
import { useEffect, useState } from 'preact/hooks';
import type { CaseGlance, ProjectState, Prose, Spot } from '../../src/preview/protocol.js';
import { caseOf } from './connection.js';
import { PlaceLink } from './place-link.js';
import { ProblemItem } from './problems.js';
import { useSaying } from './words.js';

interface Moment {
  readonly date: string;
  readonly to?: string;
  readonly kind: 'done' | 'today' | 'planned' | 'due' | 'overdue';
  readonly what: Prose;
  readonly where?: string;
  readonly daysLeft?: number;
  readonly place?: Spot;
}

export function Glance({ id, project }: { readonly id: string; readonly project: ProjectState }) {
  const { w, say } = useSaying();
  const [glance, setGlance] = useState<CaseGlance>();
  useEffect(() => {
    let isWanted = true;
    void caseOf(id).then((found) => {
      if (isWanted) setGlance(found);
    });
    return () => {
      isWanted = false;
    };
  }, [id, project]);
  if (!glance || glance.id !== id) return <p class="quiet middle">{w('reading')}</p>;
  return (
    <article class="glance">
      <h2>{say(glance.client)}</h2>
      <p class="under">{glance.name}</p>
      <section>
        <h3>{w('certificates')}</h3>
        {glance.certificates.length === 0 && <p class="quiet">{w('nothing')}</p>}
        <ul class="certificates">
          {glance.certificates.map((one) => (
            <li key={one.number} class={`certificate ${one.state}`}>
              <p>
                <strong>{one.number}</strong> <span class="state">{say(one.stateName)}</span>
              </p>
              {one.validFrom !== undefined && <p class="under">{w('validity', { from: one.validFrom, to: one.validTo ?? '…' })}</p>}
              <ol>
                {one.steps.map((step, i) => (
                  <li key={i}>
                    <time dateTime={step.date}>{step.date}</time> {say(step.stateName)}
                    {step.what ? ` · ${say(step.what)}` : ''}
                  </li>
                ))}
              </ol>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{w('timeline')}</h3>
        <ol class="timeline">
          {momentsOf(glance).map((one, i) => (
            <li key={i} class={one.kind}>
              <time dateTime={one.date}>{one.to === undefined ? one.date : `${one.date} – ${one.to}`}</time>
              <div>
                <p>
                  {one.kind === 'today' ? w('today') : say(one.what)}
                  {one.where !== undefined && one.where !== '' && <span class="where"> {one.where}</span>}
                </p>
                {one.daysLeft !== undefined && (
                  <p class="left">{one.daysLeft < 0 ? w('overdue', { n: -one.daysLeft }) : w('daysLeft', { n: one.daysLeft })}</p>
                )}
                {one.kind === 'planned' && <p class="left">{w('planned')}</p>}
                {one.place && <PlaceLink spot={one.place} />}
              </div>
            </li>
          ))}
        </ol>
      </section>
      {glance.waiting.length > 0 && (
        <section>
          <h3>{w('waiting')}</h3>
          <ol class="problems">
            {glance.waiting.map((one, i) => (
              <ProblemItem key={i} problem={one} />
            ))}
          </ol>
        </section>
      )}
    </article>
  );
}

/** All on one line, in the order of days; of one day, what was done first. */
function momentsOf({ asOf, story, planned, due }: CaseGlance): Moment[] {
  const order = { done: 0, today: 1, overdue: 2, planned: 3, due: 4 } as const;
  return [
    ...story.map((step): Moment => ({ ...step, kind: 'done' })),
    { date: asOf, kind: 'today', what: { zh: '', en: '' } } satisfies Moment,
    ...planned.map((step): Moment => ({ ...step, kind: 'planned' })),
    ...due.map(({ due: date, daysLeft, isOverdue, what, thing, place }): Moment => ({
      date,
      daysLeft,
      kind: isOverdue ? 'overdue' : 'due',
      what: { zh: `${thing.zh}：${what.zh}`, en: `${thing.en}: ${what.en}` },
      ...(place ? { place } : {}),
    })),
  ].sort((a, b) => (a.date === b.date ? order[a.kind] - order[b.kind] : a.date < b.date ? -1 : 1));
}
