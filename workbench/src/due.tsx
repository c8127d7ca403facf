/**
 * What is to be done over all cases, and by when: a table to filter and to sort, or a month.
 *
 * In:  the project; it is asked for again whenever that was read. Out: the view; a line leads to its case, and to its document.
 */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { DueItem, ProjectState, Prose, Spot } from '../../src/preview/protocol.js';
import { dueFrom } from './connection.js';
import { Month } from './month.js';
import { PlaceLink } from './place-link.js';
import { useSaying, type Saying, type Word } from './words.js';

interface Props {
  readonly project: ProjectState;
  readonly glance: (id: string) => void;
  /** Shows a document, at the words that come from a place. */
  readonly follow: (document: string, place: Spot | undefined) => void;
}
interface Gathered {
  readonly items: readonly DueItem[];
  readonly done: number;
  readonly steps: number;
}
const whens = ['all', 'overdue', 'days30', 'days90', 'days365'] as const;
type When = (typeof whens)[number];
const daysOf: Readonly<Record<When, number>> = { all: Infinity, overdue: -1, days30: 30, days90: 90, days365: 365 };
const whenWords: Readonly<Record<When, Word>> = {
  all: 'whenAll',
  overdue: 'whenOverdue',
  days30: 'when30',
  days90: 'when90',
  days365: 'when365',
};
const columns = ['due', 'client', 'what', 'leader', 'state', 'scheme'] as const;
type Column = (typeof columns)[number];
const columnWords: Readonly<Record<Column, Word>> = {
  due: 'byWhen',
  client: 'client',
  what: 'toDo',
  leader: 'leader',
  state: 'state',
  scheme: 'scheme',
};
interface Filter {
  readonly typed: string;
  readonly scheme: string;
  readonly leader: string;
  readonly state: string;
  readonly when: When;
}
const everything: Filter = { typed: '', scheme: '', leader: '', state: '', when: 'all' };
const atFirst = 100;

export function Due({ project, glance, follow }: Props) {
  const saying = useSaying();
  const { w, say } = saying;
  const { items, done, steps } = useDue(project);
  const [filter, setFilter] = useState<Filter>(everything);
  const [sort, setSort] = useState<{ readonly column: Column; readonly isDown: boolean }>({ column: 'due', isDown: false });
  const [isMonth, setMonth] = useState(false);
  const [most, setMost] = useState(atFirst);
  const put = (part: Partial<Filter>): void => {
    setFilter({ ...filter, ...part });
    setMost(atFirst);
  };
  const textOf = (item: DueItem, column: Column): string => cellOf(item, column, saying);
  const found = useMemo(() => items.filter(matching(filter)), [items, filter]);
  const listed = useMemo(() => {
    const collator = new Intl.Collator(saying.lang === 'zh' ? 'zh-CN' : 'en');
    const sign = sort.isDown ? -1 : 1;
    return [...found].sort(
      (a, b) => sign * collator.compare(textOf(a, sort.column), textOf(b, sort.column)) || collator.compare(a.due, b.due),
    );
  }, [found, sort, saying]);
  const choices = useMemo(() => choicesOf(items, saying), [items, saying]);
  const overdue = found.filter(({ isOverdue }) => isOverdue).length;
  const isWhole = done >= steps && steps > 0;

  const row = (item: DueItem) => (
    <tr key={`${item.case} ${item.id}`} class={item.isOverdue ? 'overdue' : ''}>
      <td class="when">
        <time dateTime={item.due}>{item.due}</time>
        <span class="left">{leftOf(item, saying)}</span>
      </td>
      <th scope="row">
        {item.case === '' ? (
          w('noCase')
        ) : (
          <button type="button" class="link" onClick={() => glance(item.case)}>
            {say(clientOf(item))}
          </button>
        )}
        <span class="under">{item.name}</span>
      </th>
      <td>
        <p>
          {say(item.thing)}: {say(item.what)}
        </p>
        <p class="under">
          {item.tag} {item.isIndicative && <span>{w('indicative')}</span>}
        </p>
        <p class="ways">
          {item.document !== undefined && (
            <button type="button" class="link" onClick={() => follow(item.document ?? '', item.place)}>
              {w('toDocument')}
            </button>
          )}
          {item.place && <PlaceLink spot={item.place} isShort />}
        </p>
      </td>
      <td data-name={w('leader')}>{textOf(item, 'leader')}</td>
      <td data-name={w('state')}>{textOf(item, 'state')}</td>
      <td data-name={w('scheme')}>{item.scheme}</td>
    </tr>
  );
  const select = (name: 'scheme' | 'leader' | 'state', label: Word) => (
    <label>
      <span>{w(label)}</span>
      <select value={filter[name]} onChange={(event) => put({ [name]: event.currentTarget.value })}>
        <option value="">{w('any')}</option>
        {choices[name].map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <article class="due-view">
      <header>
        <h2>{w('dueAll')}</h2>
        <p class="under" role="status">
          {isWhole ? w('dueCount', { n: found.length, all: items.length, overdue }) : w('gathering', { n: done, all: steps })}
        </p>
        <div class="toggle" role="group" aria-label={w('shownAs')}>
          {([false, true] as const).map((one) => (
            <button key={String(one)} type="button" aria-pressed={isMonth === one} onClick={() => setMonth(one)}>
              {w(one ? 'asMonth' : 'asTable')}
            </button>
          ))}
        </div>
      </header>
      <form class="filters" onSubmit={(event) => event.preventDefault()}>
        <label class="wide">
          <span>{w('words')}</span>
          <input type="search" value={filter.typed} onInput={(event) => put({ typed: event.currentTarget.value })} />
        </label>
        <label>
          <span>{w('byWhen')}</span>
          <select value={filter.when} onChange={(event) => put({ when: event.currentTarget.value as When })}>
            {whens.map((one) => (
              <option key={one} value={one}>
                {w(whenWords[one])}
              </option>
            ))}
          </select>
        </label>
        {select('state', 'state')}
        {select('leader', 'leader')}
        {select('scheme', 'scheme')}
      </form>
      {isWhole && items.length === 0 && <p class="quiet">{w('noDue')}</p>}
      {items.length > 0 && found.length === 0 && (
        <p class="quiet">
          {w('noneMatch')}{' '}
          <button type="button" onClick={() => put(everything)}>
            {w('allAgain')}
          </button>
        </p>
      )}
      {isMonth && items.length > 0 && (
        <Month items={found} asOf={project.asOf} titleOf={(item) => [item.case === '' ? w('noCase') : say(clientOf(item)), say(item.what)]}>
          {(ofDay) => <Table head={null}>{ofDay.map(row)}</Table>}
        </Month>
      )}
      {!isMonth && found.length > 0 && (
        <Table
          head={
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col" aria-sort={sort.column === column ? (sort.isDown ? 'descending' : 'ascending') : 'none'}>
                  <button type="button" onClick={() => setSort({ column, isDown: sort.column === column ? !sort.isDown : false })}>
                    {w(columnWords[column])}
                    <span aria-hidden="true">{sort.column === column ? (sort.isDown ? ' ↓' : ' ↑') : ''}</span>
                  </button>
                </th>
              ))}
            </tr>
          }
        >
          {listed.slice(0, most).map(row)}
        </Table>
      )}
      {!isMonth && listed.length > most && (
        <p class="more">
          <button type="button" onClick={() => setMost(most * 3)}>
            {w('more', { n: listed.length - most })}
          </button>
        </p>
      )}
    </article>
  );
}

function Table({ head, children }: { readonly head: preact.ComponentChildren; readonly children: preact.ComponentChildren }) {
  return (
    <table class="due-table">
      {head && <thead>{head}</thead>}
      <tbody>{children}</tbody>
    </table>
  );
}

/** Part after part, anew when the project was read anew; what was known stays until all is known again. */
function useDue(project: ProjectState): Gathered {
  const [gathered, setGathered] = useState<Gathered>({ items: [], done: 0, steps: 0 });
  useEffect(() => {
    let isWanted = true;
    const gather = async (): Promise<void> => {
      let items: DueItem[] = [];
      let version: number | undefined;
      for (let from = 0; isWanted;) {
        const part = await dueFrom(from);
        if (!part) return;
        // Read again meanwhile: from the beginning.
        if (version !== undefined && part.version !== version) {
          version = undefined;
          items = [];
          from = 0;
          continue;
        }
        version = part.version;
        items = [...items, ...part.items];
        from = part.done;
        const isWhole = part.done >= part.steps;
        const { done, steps } = part;
        if (isWanted)
          setGathered((before) => (isWhole || before.done < before.steps || before.steps === 0 ? { items, done, steps } : before));
        if (isWhole) return;
      }
    };
    if (project.isRead) void gather();
    return () => {
      isWanted = false;
    };
  }, [project]);
  return gathered;
}

const clientOf = ({ client, name }: DueItem): Prose => client ?? { zh: name, en: name };
export function leftOf({ daysLeft }: DueItem, { w }: Saying): string {
  return daysLeft < 0 ? w('overdue', { n: -daysLeft }) : daysLeft === 0 ? w('dueToday') : w('daysLeft', { n: daysLeft });
}
function cellOf(item: DueItem, column: Column, { say }: Saying): string {
  switch (column) {
    case 'due':
      return item.due;
    case 'client':
      return `${say(clientOf(item))} ${item.name}`;
    case 'what':
      return `${say(item.what)} ${say(item.thing)}`;
    case 'leader':
      return item.leader ? say(item.leader) : '–';
    case 'state':
      return item.states.map(({ name }) => say(name)).join(' · ') || '–';
    case 'scheme':
      return item.scheme;
  }
}

/** Whether a line has all that is asked for. */
function matching({ typed, scheme, leader, state, when }: Filter): (item: DueItem) => boolean {
  const asked = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return (item) => {
    if (scheme !== '' && item.scheme !== scheme) return false;
    if (leader !== '' && item.leader?.zh !== leader) return false;
    if (state !== '' && !item.states.some(({ id }) => id === state)) return false;
    if (item.daysLeft > daysOf[when]) return false;
    if (asked.length === 0) return true;
    const both = [item.client, item.leader, item.thing, item.what].flatMap((one) => (one ? [one.zh, one.en] : []));
    const text = [item.due, item.name, item.scheme, item.tag, ...both].join(' ').toLowerCase();
    return asked.every((word) => text.includes(word));
  };
}

type Choice = readonly [value: string, text: string];
function choicesOf(items: readonly DueItem[], { say, lang }: Saying): Readonly<Record<'scheme' | 'leader' | 'state', readonly Choice[]>> {
  const sorted = (all: ReadonlyMap<string, string>): Choice[] => [...all].sort((a, b) => a[1].localeCompare(b[1], lang));
  return {
    scheme: sorted(new Map(items.map(({ scheme }) => [scheme, scheme]))),
    leader: sorted(new Map(items.flatMap(({ leader }) => (leader ? [[leader.zh, say(leader)] as const] : [])))),
    state: sorted(new Map(items.flatMap(({ states }) => states.map(({ id, name }) => [id, say(name)] as const)))),
  };
}
