/**
 * The page: three panes, and what they have in common.
 *
 * In:  nothing. Out: the page. What is shown stands in the address behind `#`, so that it is there again when the page is opened again.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Origins } from '../../src/preview/protocol.js';
import { Cases, nameIn, nameOf } from './cases.js';
import { originsOf, useTold } from './connection.js';
import { Due } from './due.js';
import { Glance } from './glance.js';
import { Pages, type PagesHandle } from './pages.js';
import { EditorContext } from './place-link.js';
import { Problems } from './problems.js';
import { keepSettings, readSettings, type Settings } from './settings.js';
import { KeysDialog, SettingsDialog } from './settings-dialog.js';
import { Required, Sources, type Clicked, type Marked, type Sought } from './sources.js';
import { Tracing } from './tracing.js';
import { Try } from './try.js';
import { sayingIn, SayingContext, type Word } from './words.js';

type Pane = 'documents' | 'pages' | 'side';
const panes: readonly Pane[] = ['documents', 'pages', 'side'];
type Tab = 'problems' | 'sources' | 'required';
const tabs: readonly Tab[] = ['problems', 'sources', 'required'];

/** ms after the pages are there. */
const tracingRest = 120;

type Over = { readonly case: string } | WholePane;
/** What takes the room of problems too; its name stands in the address, where the id of a document may stand. */
type WholePane = 'due' | 'try';
const wholeNames: Readonly<Record<WholePane, Word>> = { due: 'dueAll', try: 'tryLayouts' };
const wholeIn = (address: string | undefined): WholePane | undefined => (address === 'due' || address === 'try' ? address : undefined);

const inAddress = (): string | undefined => {
  const found = decodeURIComponent(location.hash.slice(1));
  return found === '' ? undefined : found;
};

export function App() {
  const [settings, setSettings] = useState<Settings>(readSettings);
  const [shown, setShown] = useState<string | undefined>(() => (wholeIn(inAddress()) ? undefined : inAddress()));
  /** What stands in the place of the pages: a case at a glance, what is due over all, or layouts to try. */
  const [over, setOver] = useState<Over | undefined>(() => wholeIn(inAddress()));
  const [pane, setPane] = useState<Pane>('pages');
  const [tab, setTab] = useState<Tab>('problems');
  const [dialog, setDialog] = useState<'settings' | 'keys'>();
  const [clicked, setClicked] = useState<Clicked>();
  const [isAwaited, setAwaited] = useState(false);
  const [marked, setMarked] = useState<Marked>();
  const [origins, setOrigins] = useState<{ readonly id: string; readonly origins: Origins }>();
  const [isWordBeside, setWordBeside] = useState(false);
  const toggleWord = useCallback(() => setWordBeside((is) => !is), []);
  const pages = useRef<PagesHandle>(null);
  const { project, document: told, isLost } = useTold(shown);
  const saying = useMemo(() => sayingIn(settings.lang), [settings.lang]);
  const { w } = saying;

  const keep = (next: Settings): void => {
    keepSettings(next);
    setSettings(next);
  };
  const show = useCallback((id: string): void => {
    setShown(id);
    setOver(undefined);
    setClicked(undefined);
    setAwaited(false);
    setMarked(undefined);
    setPane('pages');
    history.replaceState(null, '', `#${encodeURIComponent(id)}`);
  }, []);
  const glance = (id: string): void => {
    setOver({ case: id });
    setPane('pages');
  };
  const showWhole = (what: WholePane): void => {
    setOver(what);
    setPane('pages');
    history.replaceState(null, '', `#${what}`);
  };

  const lines = useMemo(() => project?.cases.flatMap(({ documents }) => documents) ?? [], [project]);
  const line = lines.find(({ id }) => id === shown);
  useEffect(() => {
    const [first] = lines;
    if (project?.isRead && !line && first && over === undefined) show(first.id);
  }, [project, line, lines, show, over]);
  const name = line ? nameOf(line, saying) : '';

  // The places of words move with each save, also where the pages stay as they are.
  const drawnHash = useRef<string | undefined>(undefined);
  const asked = useRef(0);
  const tracingSoon = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const trace = useCallback((id: string): void => {
    const mine = ++asked.current;
    clearTimeout(tracingSoon.current);
    // Who saves on sees the next pages sooner: working the places out keeps the server from them.
    tracingSoon.current = setTimeout(() => {
      void originsOf(id).then((found) => {
        if (found && mine === asked.current) setOrigins({ id, origins: found });
      });
    }, tracingRest);
  }, []);
  const drawn = useCallback(
    (hash: string): void => {
      drawnHash.current = hash;
      if (shown !== undefined) trace(shown);
    },
    [shown, trace],
  );
  useEffect(() => {
    if (told?.pages && told.isCurrent && told.pages.hash === drawnHash.current) trace(told.id);
  }, [told, trace]);
  const tracing = useMemo(() => (origins && origins.id === shown ? new Tracing(origins.origins) : undefined), [origins, shown]);

  // Led here from a day or a field: to the words that come from that line, once it is known where they are.
  const sought = useRef<(Sought & { readonly id: string }) | undefined>(undefined);
  const follow = (id: string, what: Sought | undefined): void => {
    sought.current = what && { ...what, id };
    if (id === shown && over === undefined) toSought();
    else show(id);
  };
  const toSought = (): void => {
    const { current } = sought;
    if (!current || !tracing || current.id !== shown || told?.id !== shown) return;
    sought.current = undefined;
    if ('clause' in current) {
      for (const { id: content } of told.contents.filter(({ clause }) => clause === current.clause)) {
        const [page] = tracing.pagesOfContent(content);
        if (page !== undefined) return goTo(page, { content });
      }
      return;
    }
    const field = tracing.nearest(current.spot);
    if (field?.pages[0] !== undefined) goTo(field.pages[0], { sources: field.sources });
  };
  useEffect(toSought, [tracing, told]);
  const inCase = shown === undefined ? undefined : { id: shown, nameOf: (id: string) => nameIn(lines, id, saying), follow };

  useEffect(() => {
    document.documentElement.lang = settings.lang === 'zh' ? 'zh-CN' : 'en';
    document.title = name === '' ? 'certpress' : `${name} – certpress`;
  }, [settings.lang, name]);

  const focusPane = (next: Pane): void => {
    setPane(next);
    // A pane that was not shown on a narrow screen must be, before it can have the focus.
    requestAnimationFrame(() => {
      const place = document.getElementById(`pane-${next}`);
      const first =
        next === 'pages'
          ? place?.querySelector<HTMLElement>('.desk')
          : place?.querySelector<HTMLElement>('[aria-current], [role=tab][aria-selected=true], button, input');
      (first ?? place)?.focus();
    });
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
      const { key } = event;
      if (key === 'F6') {
        // Problems belong to a document: beside what is due, and layouts to try, there are none.
        const there = document.querySelector('.over-whole') ? panes.filter((one) => one !== 'side') : panes;
        const at = there.findIndex((one) => document.getElementById(`pane-${one}`)?.contains(document.activeElement));
        focusPane(there[(at + (event.shiftKey ? there.length - 1 : 1)) % there.length] ?? 'pages');
        event.preventDefault();
        return;
      }
      if (
        event.target instanceof HTMLInputElement ||
        event.target instanceof HTMLSelectElement ||
        event.target instanceof HTMLTextAreaElement
      ) {
        if (key === 'Escape') event.target.blur();
        return;
      }
      const does: Readonly<Record<string, () => void>> = {
        '/': () => {
          setPane('documents');
          requestAnimationFrame(() => document.getElementById('filter')?.focus());
        },
        '?': () => setDialog('keys'),
        d: () => showWhole('due'),
        t: () => showWhole('try'),
        w: toggleWord,
        n: () => toProblem(1),
        p: () => toProblem(-1),
        '+': () => pages.current?.zoom(1),
        '=': () => pages.current?.zoom(1),
        '-': () => pages.current?.zoom(-1),
        '0': () => pages.current?.zoom(0),
      };
      const act = does[key];
      if (!act) return;
      act();
      event.preventDefault();
    };
    const toProblem = (step: 1 | -1): void => {
      setTab('problems');
      setPane('side');
      requestAnimationFrame(() => {
        const all = [...document.querySelectorAll<HTMLElement>('#pane-side .problem')];
        const at = all.findIndex((one) => one.contains(document.activeElement));
        all[at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length]?.focus();
      });
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  const goTo = (page: number, next: Marked): void => {
    setOver(undefined);
    setMarked(next);
    setPane('pages');
    requestAnimationFrame(() => pages.current?.goTo(page));
  };
  const problemCount = (told?.problems.length ?? 0) + (told?.caseProblems.length ?? 0) + (project?.problems.length ?? 0);
  const paneNames: Readonly<Record<Pane, Word>> = { documents: 'documents', pages: 'pages', side: 'side' };
  const moveTab = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length] ?? 'problems';
    setTab(next);
    document.getElementById(`tab-${next}`)?.focus();
  };

  return (
    <SayingContext.Provider value={saying}>
      <EditorContext.Provider value={settings.editor}>
        <a class="skip" href="#pane-pages" onClick={(event) => (event.preventDefault(), focusPane('pages'))}>
          {w('skip')}
        </a>
        <header class="top">
          <h1>certpress</h1>
          {project && (
            <span class="as-of">
              {w('today')} <time dateTime={project.asOf}>{project.asOf}</time>
            </span>
          )}
          <span class="spring" />
          <button type="button" aria-label={w('keys')} title={w('keys')} onClick={() => setDialog('keys')}>
            ?
          </button>
          <button type="button" onClick={() => setDialog('settings')}>
            {w('settings')}
          </button>
          <button
            type="button"
            aria-label={w('toLanguage')}
            lang={settings.lang === 'zh' ? 'en' : 'zh-CN'}
            onClick={() => keep({ ...settings, lang: settings.lang === 'zh' ? 'en' : 'zh' })}
          >
            {w('language')}
          </button>
        </header>
        {isLost && (
          <p class="lost" role="alert">
            {w('lost')}
          </p>
        )}
        <main class={`panes at-${pane} ${typeof over === 'string' ? 'over-whole' : ''}`}>
          <nav id="pane-documents" class="pane documents" aria-label={w('documents')} tabIndex={-1}>
            {project ? (
              <Cases
                project={project}
                shown={shown}
                over={over}
                show={show}
                glance={glance}
                showDue={() => showWhole('due')}
                showTry={() => showWhole('try')}
              />
            ) : (
              <p class="quiet">{w('reading')}</p>
            )}
          </nav>
          <section id="pane-pages" class="pane pages" aria-label={w('pages')} tabIndex={-1}>
            <div class="layer" hidden={over !== undefined}>
              {/* One file is open at a time (`page-view.ts`). */}
              {over !== 'try' && (
                <Pages
                  project={project}
                  document={told}
                  name={name}
                  tracing={tracing}
                  marked={marked}
                  clicked={(found) => {
                    setClicked(found);
                    setMarked(found.source >= 0 ? { sources: [found.source] } : undefined);
                    setAwaited(false);
                    setTab('sources');
                  }}
                  awaited={() => {
                    setClicked(undefined);
                    setAwaited(true);
                    setTab('sources');
                  }}
                  drawn={drawn}
                  isWordBeside={isWordBeside}
                  toggleWord={toggleWord}
                  handle={pages}
                />
              )}
            </div>
            {over !== undefined && project && (
              <div class="desk" tabIndex={0} role="region" aria-label={w(typeof over === 'string' ? wholeNames[over] : 'glance')}>
                {over === 'due' ? (
                  <Due project={project} glance={glance} follow={(id, spot) => follow(id, spot && { spot })} />
                ) : over === 'try' ? (
                  <Try project={project} />
                ) : (
                  <Glance id={over.case} project={project} />
                )}
              </div>
            )}
          </section>
          <aside id="pane-side" class="pane side" aria-label={w('side')} tabIndex={-1}>
            <div role="tablist" aria-label={w('side')} class="tabs" onKeyDown={moveTab}>
              {tabs.map((one) => (
                <button
                  key={one}
                  type="button"
                  role="tab"
                  id={`tab-${one}`}
                  aria-selected={tab === one}
                  aria-controls="side-panel"
                  tabIndex={tab === one ? 0 : -1}
                  onClick={() => setTab(one)}
                >
                  {w(one)}
                  {one === 'problems' && problemCount > 0 && (
                    <span class={`number ${told && told.problems.some(({ severity }) => severity === 'error') ? 'error' : ''}`}>
                      {problemCount}
                    </span>
                  )}
                </button>
              ))}
            </div>
            <div role="tabpanel" id="side-panel" class="scrolls" aria-labelledby={`tab-${tab}`} tabIndex={0}>
              {tab === 'problems' && (
                <Problems
                  groups={[
                    { name: 'ofDocument', problems: told?.problems ?? [] },
                    { name: 'ofCase', problems: told?.caseProblems ?? [] },
                    { name: 'ofProject', problems: project?.problems ?? [] },
                  ]}
                />
              )}
              {tab === 'sources' && (
                <Sources
                  tracing={tracing}
                  clicked={clicked}
                  isAwaited={isAwaited}
                  contents={told?.contents ?? []}
                  goTo={goTo}
                  inCase={inCase}
                />
              )}
              {tab === 'required' && <Required contents={told?.contents ?? []} tracing={tracing} goTo={goTo} inCase={inCase} />}
            </div>
          </aside>
        </main>
        <nav class="switch" aria-label={w('pages')}>
          {panes.map((one) => (
            <button key={one} type="button" aria-current={pane === one ? 'true' : undefined} onClick={() => focusPane(one)}>
              {w(paneNames[one])}
            </button>
          ))}
        </nav>
        {dialog === 'settings' && <SettingsDialog settings={settings} keep={keep} close={() => setDialog(undefined)} />}
        {dialog === 'keys' && <KeysDialog close={() => setDialog(undefined)} />}
      </EditorContext.Provider>
    </SayingContext.Provider>
  );
}
