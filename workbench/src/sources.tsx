/**
 * The panes of where words come from, and of what the scheme requires.
 *
 * In:  what was clicked, the origins of the document. Out: lines of layout and record that open in the editor; pages to go to.
 */
import { useMemo, useState } from 'preact/hooks';
import type { ContentLine } from '../../src/preview/protocol.js';
import { PlaceLink } from './place-link.js';
import type { FieldLine, Found, Tracing } from './tracing.js';
import { useSaying } from './words.js';

/** What is marked on the pages. */
export type Marked = { readonly sources: readonly number[] } | { readonly content: string };

interface SourcesProps {
  readonly tracing: Tracing | undefined;
  readonly clicked: (Found & { readonly text: string }) | undefined;
  readonly contents: readonly ContentLine[];
  readonly goTo: (page: number, marked: Marked) => void;
}

export function Sources({ tracing, clicked, contents, goTo }: SourcesProps) {
  const { w } = useSaying();
  return (
    <>
      {clicked && tracing ? <Clicked tracing={tracing} clicked={clicked} contents={contents} /> : <p class="quiet">{w('click')}</p>}
      {tracing && <Fields tracing={tracing} goTo={goTo} />}
    </>
  );
}

function Clicked({
  tracing,
  clicked,
  contents,
}: Pick<SourcesProps, 'contents'> & Required<Pick<SourcesProps, 'clicked'>> & { readonly tracing: Tracing }) {
  const { w, say } = useSaying();
  if (!clicked) return null;
  const source = tracing.source(clicked.source);
  const asked = clicked.entry.contents.flatMap((id) => contents.find((one) => one.id === id) ?? []);
  return (
    <section class="group clicked" aria-live="polite">
      <h2>{w('clicked')}</h2>
      <blockquote>{clicked.text}</blockquote>
      <dl>
        {source?.record.map((at, i) => (
          <div key={i}>
            <dt>{w('recordLine')}</dt>
            <dd>
              <PlaceLink spot={tracing.spot([at[0], at[1], at[2]])} /> <code class="pointer">{at[3]}</code>
            </dd>
          </div>
        ))}
        {source?.template && (
          <div>
            <dt>{w('layoutLine')}</dt>
            <dd>
              <PlaceLink spot={tracing.spot(source.template)} />
            </dd>
          </div>
        )}
        {asked.map((one) => (
          <div key={one.id}>
            <dt>{w('requiredBy')}</dt>
            <dd>
              <strong>{one.clause}</strong> {say(one.title)}
              <blockquote>{say(one.text)}</blockquote>
            </dd>
          </div>
        ))}
      </dl>
      {!source && <p class="quiet">{w('noSource')}</p>}
    </section>
  );
}

const mostFields = 60;
function Fields({ tracing, goTo }: { readonly tracing: Tracing; readonly goTo: SourcesProps['goTo'] }) {
  const { w } = useSaying();
  const [typed, setTyped] = useState('');
  const fields = useMemo(() => tracing.fields(), [tracing]);
  const asked = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found = fields.filter(({ name }) => asked.every((word) => name.toLowerCase().includes(word)));
  return (
    <section class="group">
      <h2>{w('field')}</h2>
      <input
        type="search"
        class="filter"
        aria-label={w('field')}
        placeholder="client/name"
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <ul class="fields">
        {found.slice(0, mostFields).map((field: FieldLine) => (
          <li key={field.name}>
            <span class="pointer">{field.name.slice(field.name.indexOf('#') + 2)}</span>
            <PlaceLink spot={field.spot} />
            <Pages pages={field.pages} go={(page) => goTo(page, { sources: field.sources })} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface RequiredProps {
  readonly contents: readonly ContentLine[];
  readonly tracing: Tracing | undefined;
  readonly goTo: (page: number, marked: Marked) => void;
}
export function Required({ contents, tracing, goTo }: RequiredProps) {
  const { w, say } = useSaying();
  const blanks = contents.filter(({ required, isAnswered }) => required === 'later' && !isAnswered);
  const line = (one: ContentLine) => {
    const pages = tracing?.pagesOfContent(one.id) ?? [];
    return (
      <li key={one.id} class="content">
        <p>
          <strong>{one.clause}</strong> {say(one.title)}{' '}
          {!one.isAnswered && <span class="state">{w(one.required === 'later' ? 'later' : 'missing')}</span>}
        </p>
        <details>
          <summary>{w('why')}</summary>
          <blockquote>{say(one.text)}</blockquote>
        </details>
        {pages.length > 0 ? (
          <Pages pages={pages} go={(page) => goTo(page, { content: one.id })} />
        ) : (
          tracing && <span class="quiet">{w('notPrinted')}</span>
        )}
      </li>
    );
  };
  return (
    <>
      {blanks.length > 0 && (
        <section class="group">
          <h2>
            {w('blanks')} <span class="number">{blanks.length}</span>
          </h2>
          <p class="quiet">{w('blankWhy')}</p>
          <ul class="contents">{blanks.map(line)}</ul>
        </section>
      )}
      <section class="group">
        <h2>
          {w('contentsOf')} <span class="number">{contents.length - blanks.length}</span>
        </h2>
        <ul class="contents">{contents.filter((one) => !blanks.includes(one)).map(line)}</ul>
      </section>
    </>
  );
}

const mostPages = 12;
function Pages({ pages, go }: { readonly pages: readonly number[]; readonly go: (page: number) => void }) {
  const { w } = useSaying();
  return (
    <span class="page-buttons">
      {w('onPages')}{' '}
      {pages.slice(0, mostPages).map((page) => (
        <button key={page} type="button" class="small" onClick={() => go(page)}>
          {page}
        </button>
      ))}
      {pages.length > mostPages && ' …'}
    </span>
  );
}
