/**
 * The pane of pages.
 *
 * In:  the document as the server told it. Out: its pages, drawn; what is clicked on them; what is marked on them.
 */
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Ref } from 'preact';
import type { DocumentState, ProjectState } from '../../src/preview/protocol.js';
import { pagesOf, wordAddress } from './connection.js';
import { bare, PageView, type Piece } from './page-view.js';
import type { Clicked, Marked } from './sources.js';
import type { Tracing } from './tracing.js';
import { WordPages } from './word-view.js';
import { useSaying } from './words.js';

export interface PagesHandle {
  goTo(page: number): void;
  zoom(step: 1 | -1 | 0): void;
}
interface Props {
  readonly project: ProjectState | undefined;
  readonly document: DocumentState | undefined;
  readonly name: string;
  readonly tracing: Tracing | undefined;
  readonly marked: Marked | undefined;
  readonly clicked: (found: Clicked) => void;
  /** Something was clicked, and what it is will be told by `clicked` once that is known. */
  readonly awaited: () => void;
  /** Pages with this name are in sight. */
  readonly drawn: (hash: string) => void;
  readonly isWordBeside: boolean;
  readonly toggleWord: () => void;
  readonly handle: Ref<PagesHandle>;
}

/** What stands after a blank says less of it than what stands before, and another line less than the same; px. */
const farAfter = 400;
const lineWeight = 12;

export function Pages(props: Props) {
  const { project, document: shown, name, tracing, marked, clicked, awaited, drawn, isWordBeside, toggleWord, handle } = props;
  const saying = useSaying();
  const { w } = saying;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<PageView | undefined>(undefined);
  const pieces = useRef(new Map<number, readonly Piece[]>());
  const naming = useRef(saying);
  const tracer = useRef(tracing);
  const marking = useRef(marked);
  const [place, setPlace] = useState({ page: 1, count: 0 });
  const [took, setTook] = useState<string>();
  naming.current = saying;
  tracer.current = tracing;
  marking.current = marked;

  useLayoutEffect(() => {
    if (!host.current) return;
    const made = new PageView(host.current, {
      nameOf: (page, count) => naming.current.w('page', { n: page, count }),
      moved: (page, count) => setPlace((before) => (before.page === page && before.count === count ? before : { page, count })),
      text: (page, found) => {
        pieces.current.set(page, found);
        mark(found, tracer.current, marking.current, 'marked');
      },
    });
    view.current = made;
    return () => made.close();
  }, []);
  useEffect(() => view.current?.renamed(), [saying]);
  useEffect(() => {
    for (const found of pieces.current.values()) mark(found, tracing, marked, 'marked');
  }, [tracing, marked]);

  const hash = shown?.pages?.hash;
  const id = shown?.id;
  const last = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    if (last.current === id) return;
    last.current = id;
    view.current?.clear();
    pieces.current.clear();
    waiting.current = undefined;
    setTook(undefined);
    if (host.current) host.current.scrollTop = 0;
  }, [id]);
  // At once: an effect after the next frame would come late by that frame.
  useLayoutEffect(() => {
    if (hash === undefined || shown === undefined) return;
    const { savedAt, isProved } = shown;
    void pagesOf(hash).then(async (bytes) => {
      if (!bytes || !(await view.current?.show(bytes, hash))) return;
      drawn(hash);
      if (savedAt === undefined || isProved) return;
      const ms = Math.round(Date.now() - savedAt);
      setTook((ms / 1000).toFixed(2));
      // For whoever measures: from the save of the file to the pages that show it.
      // eslint-disable-next-line no-console -- its only line
      console.info(`certpress drawn ${ms} ms after the save, ${hash}`);
    });
  }, [hash]);

  useImperativeHandle(
    handle,
    () => ({
      goTo: (page) => view.current?.goTo(page),
      zoom(step) {
        const { current } = view;
        if (current) current.scale = step === 0 ? undefined : current.scale * 1.2 ** step;
      },
    }),
    [],
  );

  const pieceAt = (target: EventTarget | null): Piece | undefined => {
    for (const found of pieces.current.values()) for (const one of found) if (one.element === target) return one;
    return undefined;
  };
  /** Clicked before it was known where the words come from, and answered once it is. */
  const waiting = useRef<((known: Tracing) => void) | undefined>(undefined);
  const onClick = (event: MouseEvent): void => {
    const piece = pieceAt(event.target);
    const { n, x, y } = placeOf(event);
    const offset = piece ? offsetIn(piece.element, event) : 0;
    const near = nearTo(event);
    const answer = (known: Tracing): void => {
      if (piece) {
        const found = piece.mcid >= 0 ? known.at(piece, offset) : known.running(piece.element.textContent, y);
        if (found) return clicked({ ...found, text: piece.element.textContent, isNear: false });
      }
      // No words, or a table's head that comes again: a picture, room to write, or what stands before.
      void view.current?.pictureAt(n, x, y).then((box) => {
        const picture = box && known.picture(box);
        if (picture) return clicked({ ...picture, text: picture.alt, isNear: false });
        const found = near && known.at(near, 0);
        if (near && found) clicked({ ...found, text: near.element.textContent, isNear: true });
      });
    };
    if (tracing) answer(tracing);
    else {
      waiting.current = answer;
      awaited();
    }
  };
  useEffect(() => {
    if (tracing) waiting.current?.(tracing);
    if (tracing) waiting.current = undefined;
  }, [tracing]);
  /** The page, and the place on it as shares of its size. */
  const placeOf = ({ target, clientX, clientY }: MouseEvent): { readonly n: number; readonly x: number; readonly y: number } => {
    const sheet = (target as Element).closest('.sheet');
    if (!sheet) return { n: 0, x: 0, y: 0 };
    const { left, top, width, height } = sheet.getBoundingClientRect();
    const n = [...(sheet.parentElement?.querySelectorAll('.sheet') ?? [])].indexOf(sheet) + 1;
    return { n, x: (clientX - left) / width, y: (clientY - top) / height };
  };
  /** Where there are no words: those before, in the same line sooner than above. */
  const nearTo = (event: MouseEvent): Piece | undefined => {
    const { clientX, clientY } = event;
    const { n } = placeOf(event);
    let best: { readonly piece: Piece; readonly far: number } | undefined;
    for (const piece of (pieces.current.get(n) ?? []).filter(({ mcid }) => mcid >= 0)) {
      const { left, right, top, bottom } = piece.element.getBoundingClientRect();
      const across = Math.max(left - clientX, 0, clientX - right);
      const isAfter = left > clientX || top > clientY;
      const far = across + lineWeight * Math.max(top - clientY, 0, clientY - bottom) + (isAfter ? farAfter : 0);
      if (!best || far < best.far) best = { piece, far };
    }
    return best?.piece;
  };
  const hovered = useRef<Piece | undefined>(undefined);
  const onMove = (event: MouseEvent): void => {
    const piece = pieceAt(event.target);
    if (piece === hovered.current) return;
    hovered.current = piece;
    const found = piece && tracing?.at(piece, offsetIn(piece.element, event));
    const same = found && found.source >= 0 ? { sources: [found.source] } : undefined;
    for (const list of pieces.current.values()) mark(list, tracing, same, 'same');
  };

  const zoom = (step: 1 | -1 | 0): void => {
    const { current } = view;
    if (current) current.scale = step === 0 ? undefined : current.scale * 1.2 ** step;
  };
  return (
    <>
      <div class="bar">
        <span class="name">{name}</span>
        <span class="tools">
          {place.count > 0 && <span class="where-page">{w('page', { n: place.page, count: place.count })}</span>}
          <button type="button" class="small" aria-label={w('smaller')} title={w('smaller')} onClick={() => zoom(-1)}>
            −
          </button>
          <button type="button" class="small" aria-label={w('fit')} title={w('fit')} onClick={() => zoom(0)}>
            ↔
          </button>
          <button type="button" class="small" aria-label={w('larger')} title={w('larger')} onClick={() => zoom(1)}>
            +
          </button>
          <button type="button" class="small" aria-pressed={isWordBeside} onClick={toggleWord}>
            {w('wordBeside')}
          </button>
          {shown?.isCurrent && (
            <a class="button" href={wordAddress(shown.id)} download>
              {w('word')}
            </a>
          )}
          <span class="proof" title={shown?.isProved ? w('provedHow') : undefined}>
            {shown?.isCurrent ? w(shown.isProved ? 'proved' : 'proving') : ''}
          </span>
        </span>
      </div>
      {shown?.pages && !shown.isCurrent && (
        <p class="stale" role="status">
          {w('stale')}
        </p>
      )}
      <div class={`desks ${isWordBeside ? 'with-word' : ''}`}>
        <div
          ref={host}
          class="desk"
          tabIndex={0}
          role="region"
          aria-label={name === '' ? w('pages') : name}
          onClick={onClick}
          onMouseMove={onMove}
        />
        {isWordBeside && <WordPages document={shown} />}
      </div>
      {!shown && <p class="quiet middle">{project?.isRead ? w(name === '' ? 'choose' : 'making') : w('reading')}</p>}
      {shown && !shown.pages && <p class="quiet middle">{w('cannot')}</p>}
      <p class="took" role="status">
        {took === undefined ? '' : w('updated', { s: took })}
      </p>
    </>
  );
}

function mark(pieces: readonly Piece[], tracing: Tracing | undefined, marked: Marked | undefined, name: 'marked' | 'same'): void {
  for (const piece of pieces) {
    piece.element.classList.toggle(name, marked !== undefined && isOf(piece, tracing, marked));
  }
}

function isOf(piece: Piece, tracing: Tracing | undefined, marked: Marked): boolean {
  const of = tracing?.of(piece);
  if (!of) return false;
  return 'content' in marked ? of.contents.includes(marked.content) : marked.sources.some((one) => of.sources.has(one));
}

/** How many characters of an element stand before the pointer, white space not counted. */
function offsetIn(element: HTMLElement, { clientX, clientY }: MouseEvent): number {
  const found = document.caretPositionFromPoint?.(clientX, clientY);
  const inside = found && element.contains(found.offsetNode) ? found.offset : 0;
  return Math.max(0, bare(element.textContent.slice(0, inside)).length);
}
