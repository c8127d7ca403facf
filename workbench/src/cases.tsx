/**
 * The pane of cases and their documents.
 *
 * In:  the project, what is shown. Out: a list to filter and to move in by keys.
 */
import { useMemo, useRef, useState } from 'preact/hooks';
import type { CaseLine, DocumentLine, ProjectState } from '../../src/preview/protocol.js';
import { useSaying, type Saying } from './words.js';

interface Props {
  readonly project: ProjectState;
  readonly shown: string | undefined;
  readonly over: { readonly case: string } | 'due' | 'try' | undefined;
  readonly show: (document: string) => void;
  readonly glance: (folder: string) => void;
  readonly showDue: () => void;
  readonly showTry: () => void;
}

export function Cases({ project, shown, over, show, glance, showDue, showTry }: Props) {
  const saying = useSaying();
  const [filter, setFilter] = useState('');
  const [most, setMost] = useState(atFirst);
  const list = useRef<HTMLDivElement>(null);
  const found = useMemo(() => filtered(project.cases, filter), [project.cases, filter]);
  const move = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    if (step === undefined) return;
    const items = [...(list.current?.querySelectorAll<HTMLElement>('button') ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const next = Math.min(items.length - 1, Math.max(0, at + step));
    items[next]?.focus();
    event.preventDefault();
  };
  return (
    <div class="cases" onKeyDown={move}>
      <button type="button" class="to-due" aria-current={over === 'due' ? 'page' : undefined} onClick={showDue}>
        {saying.w('dueAll')}
      </button>
      <button type="button" class="to-due" aria-current={over === 'try' ? 'page' : undefined} onClick={showTry}>
        {saying.w('tryLayouts')}
      </button>
      <input
        type="search"
        class="filter"
        id="filter"
        placeholder={saying.w('filter')}
        aria-label={saying.w('filter')}
        value={filter}
        onInput={(event) => setFilter(event.currentTarget.value)}
      />
      <div class="scrolls" ref={list}>
        {project.isRead && found.length === 0 && <p class="quiet">{saying.w('nothingFound')}</p>}
        {!project.isRead && <p class="quiet">{saying.w('reading')}</p>}
        {found.slice(0, most).map((one) => (
          <section key={one.id} class="case">
            <h2>
              <button
                type="button"
                class="case-name"
                aria-current={typeof over === 'object' && over.case === one.id ? 'true' : undefined}
                title={saying.w('glance')}
                onClick={() => glance(one.id)}
              >
                <span class="client">{saying.say(one.client)}</span>
                <span class="under">
                  {one.folder}
                  <Counts {...one} />
                </span>
              </button>
            </h2>
            {one.documents.length === 0 && <p class="quiet">{saying.w('noDocuments')}</p>}
            {byAudit(one.documents).map(([audit, documents]) => (
              <div key={audit ?? ''} class="audit">
                {audit !== null && <h3>{audit}</h3>}
                <ul>
                  {documents.map((line) => (
                    <li key={line.id}>
                      <button
                        type="button"
                        class="document"
                        aria-current={shown === line.id && over === undefined ? 'page' : undefined}
                        onClick={() => show(line.id)}
                      >
                        <span class="title">{saying.say(line.title)}</span>
                        <span class="under">
                          <span class="number-text">{line.number}</span>
                          <span class="lang">{languages[line.lang][saying.lang]}</span>
                        </span>
                      </button>
                    </li>
                  ))}
                </ul>
              </div>
            ))}
          </section>
        ))}
        {found.length > most && (
          <p class="more">
            <button type="button" onClick={() => setMost(most * 3)}>
              {saying.w('more', { n: found.length - most })}
            </button>
          </p>
        )}
      </div>
    </div>
  );
}

/** More cases than these are listed when they are asked for. */
const atFirst = 60;
const languages = { zh: { zh: '中', en: 'zh' }, en: { zh: '英', en: 'en' }, 'zh-en': { zh: '中英', en: 'zh + en' } } as const;

function Counts({ errors, warnings }: Pick<CaseLine, 'errors' | 'warnings'>) {
  const { w } = useSaying();
  return (
    <span class="counts">
      {errors > 0 && (
        <span class="count error" title={w('errors')}>
          <span class="unseen">{w('errors')} </span>
          {errors}
        </span>
      )}
      {warnings > 0 && (
        <span class="count warning" title={w('warnings')}>
          <span class="unseen">{w('warnings')} </span>
          {warnings}
        </span>
      )}
    </span>
  );
}

function byAudit(documents: readonly DocumentLine[]): [string | null, DocumentLine[]][] {
  const groups = new Map<string | null, DocumentLine[]>();
  for (const one of documents) groups.set(one.audit, [...(groups.get(one.audit) ?? []), one]);
  return [...groups];
}

/** Cases of which something has all words that are typed, with those of their documents that have them. */
function filtered(cases: readonly CaseLine[], typed: string): readonly CaseLine[] {
  const asked = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (asked.length === 0) return cases;
  const holds = (text: string): boolean => asked.every((word) => text.includes(word));
  return cases.flatMap((one) => {
    const own = `${one.folder} ${one.client.zh} ${one.client.en} ${one.scheme}`.toLowerCase();
    if (holds(own)) return [one];
    const documents = one.documents.filter(({ title, number, audit, lang, kind }) =>
      holds(`${own} ${title.zh} ${title.en} ${number} ${audit ?? ''} ${lang} ${kind}`.toLowerCase()),
    );
    return documents.length > 0 ? [{ ...one, documents }] : [];
  });
}

/** What a document is called, in one line. */
export const nameOf = ({ title, number }: DocumentLine, { say }: Saying): string => `${say(title)} ${number}`.trim();
/** The same with its language, by its id. */
export function nameIn(lines: readonly DocumentLine[], id: string, saying: Saying): string {
  const line = lines.find((one) => one.id === id);
  return line ? `${nameOf(line, saying)} (${languages[line.lang][saying.lang]})` : id;
}
