/**
 * Layouts tried: the reference at the left, a text that can be changed, and the pages that it makes of a document's records.
 *
 * In:  the project. Out: the text goes to the server as it is typed, the newest alone counts, and nothing is written.
 */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { CaseLine, LayoutTried, ProjectState, ReferenceLine } from '../../src/preview/protocol.js';
import { nameIn } from './cases.js';
import { referenceOf, tryLayout } from './connection.js';
import { PageView } from './page-view.js';
import { ProblemItem } from './problems.js';
import { useSaying, type Word } from './words.js';

/** Of the document that the examples are made for. */
const firstRole = 'report';
/** ms without a key, after which the text is tried. */
const quiet = 300;
const mostCases = 500;
const groups: Readonly<Record<ReferenceLine['group'], Word>> = {
  layout: 'wholeLayout',
  element: 'elements',
  helper: 'helpers',
  context: 'contextRoots',
  style: 'styles',
};

/** Of a case one of the kind asked for, else its last report, which has most of what layouts print, else its first. */
const documentIn = ({ documents }: CaseLine, asked?: string): string | undefined =>
  (documents.find(({ kind }) => kind === asked) ?? documents.findLast(({ role }) => role === firstRole) ?? documents[0])?.id;

export function Try({ project }: { readonly project: ProjectState }) {
  const saying = useSaying();
  const { w, say } = saying;
  const cases = useMemo(() => project.cases.filter(({ documents }) => documents.length > 0).slice(0, mostCases), [project.cases]);
  const [chosen, setChosen] = useState<string>();
  const fallback = cases.find(({ documents }) => documents.some(({ role }) => role === firstRole)) ?? cases[0];
  const inCase = cases.find(({ documents }) => documents.some(({ id }) => id === chosen)) ?? fallback;
  const id = inCase?.documents.find((one) => one.id === chosen)?.id ?? (inCase && documentIn(inCase));
  const line = inCase?.documents.find((one) => one.id === id);

  const [entries, setEntries] = useState<readonly ReferenceLine[]>([]);
  const [text, setText] = useState<string>();
  const [filter, setFilter] = useState('');
  const [tried, setTried] = useState<LayoutTried | 'lost'>();
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (id === undefined) return;
    let isMine = true;
    void referenceOf(id).then((found) => {
      if (!isMine || !found) return;
      setEntries(found.entries);
      setText((before) => before ?? found.entries.find(({ name }) => name === 'field-list')?.example ?? '');
    });
    return () => {
      isMine = false;
    };
  }, [id, project]);

  useEffect(() => {
    if (id === undefined || text === undefined) return;
    const leaving = new AbortController();
    const waiting = setTimeout(() => {
      void tryLayout(id, text, leaving.signal).then((found) => {
        if (!leaving.signal.aborted) setTried(found ?? 'lost');
      });
    }, quiet);
    return () => {
      clearTimeout(waiting);
      leaving.abort();
    };
  }, [id, text, project]);

  const asked = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const found = entries.filter((one) => {
    const all = `${one.group} ${one.name} ${one.usage} ${one.example} ${w(groups[one.group])}`.toLowerCase();
    return asked.every((word) => all.includes(word));
  });
  const toPlace = ({ line: row, column }: { readonly line: number; readonly column: number }): void => {
    const { current } = area;
    if (!current) return;
    const before =
      current.value
        .split('\n')
        .slice(0, row - 1)
        .join('\n').length + (row > 1 ? 1 : 0);
    current.focus();
    current.setSelectionRange(before + column - 1, before + column);
  };
  const problems = tried === undefined || tried === 'lost' ? [] : tried.problems;
  return (
    <article class="try-view">
      <header>
        <h2>{w('tryLayouts')}</h2>
        <p class="under">{w('tryHow')}</p>
      </header>
      <div class="filters">
        <label class="wide">
          <span>{w('case')}</span>
          <select
            value={inCase?.id}
            onChange={({ currentTarget: { value } }) => {
              const next = cases.find((one) => one.id === value);
              setChosen(next && documentIn(next, line?.kind));
            }}
          >
            {cases.map((one) => (
              <option key={one.id} value={one.id}>
                {say(one.client)} ({one.folder})
              </option>
            ))}
          </select>
        </label>
        <label class="wide">
          <span>{w('document')}</span>
          <select value={id} onChange={({ currentTarget: { value } }) => setChosen(value)}>
            {inCase?.documents.map((one) => (
              <option key={one.id} value={one.id}>
                {nameIn(inCase.documents, one.id, saying)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div class="try-parts">
        <div class="reference">
          <input
            type="search"
            class="filter"
            placeholder={w('filterReference')}
            aria-label={w('filterReference')}
            value={filter}
            onInput={({ currentTarget: { value } }) => setFilter(value)}
          />
          <div class="scrolls" tabIndex={0} role="region" aria-label={w('reference')}>
            {entries.length > 0 && found.length === 0 && <p class="quiet">{w('noneMatch')}</p>}
            {Object.entries(groups).map(([group, word]) => {
              const own = found.filter((one) => one.group === group);
              if (own.length === 0) return null;
              return (
                <section key={group}>
                  <h3>{w(word)}</h3>
                  <ul>
                    {own.map((one) => (
                      <li key={`${one.name} ${one.usage}`}>
                        <button type="button" aria-pressed={text === one.example} onClick={() => setText(one.example)}>
                          <code>{one.name}</code>
                          {one.usage !== '' && <span class="under">{one.usage}</span>}
                        </button>
                      </li>
                    ))}
                  </ul>
                </section>
              );
            })}
          </div>
        </div>
        <div class="try-text">
          <label for="try-text">{w('layoutText')}</label>
          <textarea
            id="try-text"
            ref={area}
            value={text ?? ''}
            rows={12}
            spellcheck={false}
            autocapitalize="off"
            autocomplete="off"
            onInput={({ currentTarget: { value } }) => setText(value)}
          />
          <div class="found" role="status">
            {tried === 'lost' && <p class="quiet">{w('tryRefused')}</p>}
            {tried !== undefined && tried !== 'lost' && problems.length === 0 && <p class="quiet good">{w('noProblem')}</p>}
            {problems.length > 0 && (
              <ol class="problems">
                {problems.map(({ at, ...problem }, i) => (
                  <li key={i}>
                    {at && (
                      <button type="button" class="small" onClick={() => toPlace(at)}>
                        {w('lineColumn', at)}
                      </button>
                    )}
                    <ol>
                      <ProblemItem problem={problem} />
                    </ol>
                  </li>
                ))}
              </ol>
            )}
          </div>
        </div>
        <TriedPages pdf={tried === undefined || tried === 'lost' ? undefined : tried.pdf} isStale={problems.length > 0} />
      </div>
    </article>
  );
}

/** The pages of the last text that made some. */
function TriedPages({ pdf, isStale }: { readonly pdf: string | undefined; readonly isStale: boolean }) {
  const saying = useSaying();
  const { w } = saying;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<PageView | undefined>(undefined);
  const naming = useRef(saying);
  naming.current = saying;
  useLayoutEffect(() => {
    if (!host.current) return;
    const made = new PageView(host.current, {
      nameOf: (page, count) => naming.current.w('page', { n: page, count }),
      moved: () => undefined,
      text: () => undefined,
    });
    view.current = made;
    return () => made.close();
  }, []);
  useEffect(() => view.current?.renamed(), [saying]);
  const made = useRef(0);
  useEffect(() => {
    if (pdf === undefined) return;
    made.current += 1;
    void view.current?.show(Uint8Array.from(atob(pdf), (one) => one.charCodeAt(0)).buffer, `tried ${made.current}`);
  }, [pdf]);
  return (
    <div class="try-pages">
      {pdf === undefined && isStale && (
        <p class="stale" role="status">
          {w('stale')}
        </p>
      )}
      <div ref={host} class="desk" tabIndex={0} role="region" aria-label={w('triedPages')} />
    </div>
  );
}
