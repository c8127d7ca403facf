/**
 * The pane of what is wrong: of the document first, then of its case, then of the project.
 *
 * In:  problems. Out: each with its place, what it rests on, and what to do.
 */
import type { Problem } from '../../src/preview/protocol.js';
import { PlaceLink } from './place-link.js';
import { useSaying, type Word } from './words.js';

interface Props {
  readonly groups: readonly { readonly name: Word; readonly problems: readonly Problem[] }[];
}

export function Problems({ groups }: Props) {
  const { w } = useSaying();
  const shown = groups.filter(({ problems }) => problems.length > 0);
  if (shown.length === 0) return <p class="quiet good">{w('noProblem')}</p>;
  return (
    <>
      {shown.map(({ name, problems }) => (
        <section key={name} class="group">
          <h2>
            {w(name)} <span class="number">{problems.length}</span>
          </h2>
          <ol class="problems">
            {problems.map((one) => (
              <ProblemItem key={`${one.code} ${one.place?.path} ${one.place?.line} ${one.message.en}`} problem={one} />
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

export function ProblemItem({ problem: { severity, message, why, help, place, related, tag, code } }: { readonly problem: Problem }) {
  const { w, say } = useSaying();
  return (
    <li class={`problem ${severity}`} tabIndex={-1}>
      <p class="message">
        <span class="severity">{w(severity)}</span> {say(message)}
      </p>
      {place && <PlaceLink spot={place} />}
      {help && <p class="help">{say(help)}</p>}
      {why && (
        <details>
          <summary>
            {w('why')}
            {tag === undefined ? '' : `: ${tag}`}
          </summary>
          <blockquote>{say(why)}</blockquote>
        </details>
      )}
      {related.length > 0 && (
        <p class="related">
          {w('see')}{' '}
          {related.map((spot, i) => (
            <PlaceLink key={i} spot={spot} />
          ))}
        </p>
      )}
      <p class="code">
        {code}
        {!why && tag !== undefined ? ` · ${tag}` : ''}
      </p>
    </li>
  );
}
