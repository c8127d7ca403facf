/**
 * The panes of where words come from, and of what the scheme requires.
 *
 * In:  what was clicked, the origins of the document. Out: lines of layout and record that open in the editor; pages to go to.
 */
import { useMemo, useState } from 'preact/hooks';
import type { ContentLine, Spot } from '../../src/preview/protocol.js';
import { printedIn } from './connection.js';
import { PlaceLink } from './place-link.js';
import type { FieldLine, Found, Tracing } from './tracing.js';
import { useSaying } from './words.js';

/** What is marked on the pages. */
export type Marked = { readonly sources: readonly number[] } | { readonly content: string };

/** Words that were clicked, or those next to where nothing is written. */
export type Clicked = Found & { readonly text: string; readonly isNear: boolean };
/** Leads to a document that prints what is sought. */
export interface InCase {
  readonly id: string;
  readonly nameOf: (document: string) => string;
  readonly follow: (document: string, sought: Sought) => void;
}
/** Where words come from, or a clause that asks for them. */
export type Sought = { readonly spot: Spot } | { readonly clause: string };

interface SourcesProps {
  readonly tracing: Tracing | undefined;
  readonly clicked: Clicked | undefined;
  /** Something was clicked, and it is not known yet where the words of these pages come from. */
  readonly isAwaited: boolean;
  readonly contents: readonly ContentLine[];
  readonly goTo: (page: number, marked: Marked) => void;
  readonly inCase: InCase | undefined;
}

export function Sources({ tracing, clicked, isAwaited, contents, goTo, inCase }: SourcesProps) {
  const { w } = useSaying();
  return (
    <>
      {clicked && tracing ? (
        <ClickedWords tracing={tracing} clicked={clicked} contents={contents} />
      ) : (
        <p class="quiet">{w(isAwaited && !tracing ? 'looking' : 'click')}</p>
      )}
      {tracing && <Fields tracing={tracing} goTo={goTo} inCase={inCase} />}
    </>
  );
}

/** Why something is blank: where it belongs, and what of that file is due by when. */
function Awaited({ line: { awaited, due } }: { readonly line: ContentLine }) {
  const saying = useSaying();
  const { w, say } = saying;
  return (
    <div class="awaited">
      <p>{w('blankWhy')}</p>
      {[...new Map(awaited.map((spot) => [`${spot.path}:${spot.line}`, spot])).values()].map((spot) => (
        <p key={spot.path}>
          {w('belongs')} <PlaceLink spot={spot} isShort />{' '}
          {awaited
            .filter(({ path, line }) => path === spot.path && line === spot.line)
            .map(({ pointer }) => (
              <code key={pointer} class="pointer">
                {pointer}{' '}
              </code>
            ))}
        </p>
      ))}
      {due.map((one) => (
        <p key={`${one.due} ${one.tag}`}>
          {w('due')} <time dateTime={one.due}>{one.due}</time>: {say(one.what)} <span class="under">{one.tag}</span>
        </p>
      ))}
    </div>
  );
}

/** The other documents of the case that print the same; they are looked for when somebody asks. */
function Elsewhere({ what, sought, inCase }: { readonly what: string; readonly sought: Sought; readonly inCase: InCase }) {
  const { w } = useSaying();
  const [found, setFound] = useState<readonly string[] | 'asked'>();
  const ask = (): void => {
    setFound('asked');
    void printedIn(inCase.id, what).then((printed) => setFound(printed?.documents ?? []));
  };
  if (found === undefined)
    return (
      <button type="button" class="link" onClick={ask}>
        {w('wholeCase')}
      </button>
    );
  if (found === 'asked') return <span class="quiet">{w('looking')}</span>;
  return (
    <ul class="elsewhere">
      {found.map((id) => (
        <li key={id}>
          <button type="button" class="link" aria-current={id === inCase.id ? 'page' : undefined} onClick={() => inCase.follow(id, sought)}>
            {inCase.nameOf(id)}
          </button>
        </li>
      ))}
      {found.length === 0 && <li class="quiet">{w('nothing')}</li>}
    </ul>
  );
}

function ClickedWords({
  tracing,
  clicked,
  contents,
}: Pick<SourcesProps, 'contents'> & Required<Pick<SourcesProps, 'clicked'>> & { readonly tracing: Tracing }) {
  const { w, say } = useSaying();
  if (!clicked) return null;
  const source = tracing.source(clicked.source);
  const { entry, isNear } = clicked;
  const ids = [...new Set([...entry.contents, ...(isNear || entry.blank ? entry.emptyAfter : [])])];
  const asked = ids.flatMap((id) => contents.find((one) => one.id === id) ?? []);
  return (
    <section class="group clicked" aria-live="polite">
      <h2>{w(isNear ? 'nearWords' : 'clicked')}</h2>
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
              {one.required === 'later' && !one.isAnswered && <Awaited line={one} />}
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
function Fields({ tracing, goTo, inCase }: Pick<SourcesProps, 'goTo' | 'inCase'> & { readonly tracing: Tracing }) {
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
            {inCase && <Elsewhere key={inCase.id} what={field.name} sought={{ spot: field.spot }} inCase={inCase} />}
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
  readonly inCase: InCase | undefined;
}
export function Required({ contents, tracing, goTo, inCase }: RequiredProps) {
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
        {blanks.includes(one) && <Awaited line={one} />}
        {inCase && <Elsewhere key={inCase.id} what={`§${one.clause}`} sought={{ clause: one.clause }} inCase={inCase} />}
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
