/**
 * The Word file beside the pages.
 *
 * In:  the document that is shown. Out: what its Word file holds, drawn as HTML: headings, paragraphs, lists, tables, pictures, headers and
 * footers. Each word is that of the file; looks are about those; what the reading does not know is listed.
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type {
  DocumentState,
  WordBlock,
  WordInline,
  WordParagraph,
  WordTable,
  WordView,
  WordViewSection,
} from '../../src/preview/protocol.js';
import { wordViewOf } from './connection.js';
import { useSaying, type Word } from './words.js';

/** Pixels of a millimetre; of both edges beside a sheet. */
const pixels = 96 / 25.4;
const margins = 32;
const mostScale = 1.5;
const leastScale = 0.3;
/** Wider margins of the paper are nothing to read, mm. */
const mostMargin = 20;

export function WordPages({ document: shown }: { readonly document: DocumentState | undefined }) {
  const { w, say } = useSaying();
  const [found, setFound] = useState<{ readonly id: string; readonly view: WordView | undefined }>();
  const { id, isProved = false, isCurrent = false, pages } = shown ?? {};
  const hash = pages?.hash;
  useEffect(() => {
    if (id === undefined || !isProved || !isCurrent) return;
    let isMine = true;
    void wordViewOf(id).then((view) => isMine && setFound({ id, view }));
    return () => {
      isMine = false;
    };
  }, [id, hash, isProved, isCurrent]);

  const host = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(0);
  useLayoutEffect(() => {
    const { current } = host;
    if (!current) return;
    const resized = new ResizeObserver(() => setRoom(current.clientWidth));
    resized.observe(current);
    return () => resized.disconnect();
  }, []);

  const view = found && found.id === id ? found.view : undefined;
  const widest = Math.max(...(view?.sections.map(({ page }) => page.width) ?? [210]));
  const scale = Math.min(mostScale, Math.max(leastScale, (room - margins) / (widest * pixels)));
  const isAwaited = shown?.isCurrent === true && !isProved;
  return (
    <div ref={host} class="desk word" tabIndex={0} role="region" aria-label={w('word')}>
      <p class="word-note" role="status">
        {view
          ? w(view.hash === hash && isProved ? 'wordRead' : 'wordOld')
          : w(shown && !isAwaited && found?.id === id ? 'wordNone' : 'wordAwaited')}
      </p>
      {view && view.leftovers.length > 0 && (
        <details class="word-note">
          <summary>{w('wordLeft', { n: view.leftovers.length })}</summary>
          <ul>
            {view.leftovers.map((one, i) => (
              <li key={i}>{say(one)}</li>
            ))}
          </ul>
        </details>
      )}
      {view && <Sheets view={view} scale={scale} />}
    </div>
  );
}

interface Drawing {
  readonly pictures: WordView['pictures'];
  /** A level of headings is never left out on the way down, whatever the file says. */
  readonly levels: ReadonlyMap<WordParagraph, number>;
}

function Sheets({ view, scale }: { readonly view: WordView; readonly scale: number }) {
  const drawing = useMemo((): Drawing => ({ pictures: view.pictures, levels: levelsOf(view) }), [view]);
  const sheets = useMemo(() => view.sections.map((section, i) => <Sheet key={i} section={section} drawing={drawing} />), [view, drawing]);
  return <div style={{ zoom: scale }}>{sheets}</div>;
}

function Sheet({ section: { page, running, blocks }, drawing }: { readonly section: WordViewSection; readonly drawing: Drawing }) {
  const { w } = useSaying();
  const within = (mm: number): string => `${Math.min(mm, mostMargin)}mm`;
  const part = (at: 'header' | 'footer') => {
    const own = running.filter((one) => one.at === at);
    const names: Readonly<Record<(typeof own)[number]['on'], Word>> = {
      first: 'onFirst',
      even: 'onEven',
      usual: own.length > 1 ? 'onOthers' : 'onUsual',
    };
    return own.map(({ on, blocks: its }) => (
      <div key={on} class="word-running">
        <p class="word-where">
          {w(at)} ({w(names[on])})
        </p>
        <div class="word-text">{blocksOf(its, drawing)}</div>
      </div>
    ));
  };
  return (
    <div
      class="word-sheet"
      style={{
        width: `${page.width}mm`,
        minHeight: `${page.height}mm`,
        padding: `${within(page.top)} ${within(page.right)} ${within(page.bottom)} ${within(page.left)}`,
      }}
    >
      {part('header')}
      <div class="word-text word-body">{blocksOf(blocks, drawing)}</div>
      {part('footer')}
    </div>
  );
}

/** Numbered paragraphs that follow each other are a list. */
function blocksOf(blocks: readonly WordBlock[], drawing: Drawing): ComponentChildren[] {
  const out: ComponentChildren[] = [];
  let items: ComponentChildren[] = [];
  const endList = (): void => {
    if (items.length > 0) out.push(<ul key={out.length}>{items}</ul>);
    items = [];
  };
  for (const block of blocks) {
    if (block.type === 'paragraph' && block.numbering && block.outline === undefined) {
      const { level, mark } = block.numbering;
      items.push(
        <li key={items.length} style={{ marginLeft: `${level * 6}mm`, textAlign: alignOf(block) }}>
          {mark !== '' && <span class="word-mark">{mark} </span>}
          {inlinesOf(block.content, drawing)}
        </li>,
      );
      continue;
    }
    endList();
    out.push(
      block.type === 'table' ? (
        <Table key={out.length} table={block} drawing={drawing} />
      ) : (
        <Paragraph key={out.length} paragraph={block} drawing={drawing} />
      ),
    );
  }
  endList();
  return out;
}

const alignOf = ({ align }: WordParagraph): 'left' | 'center' | 'right' | 'justify' => (align === 'centre' ? 'center' : align);

function Paragraph({ paragraph, drawing }: { readonly paragraph: WordParagraph; readonly drawing: Drawing }) {
  const level = drawing.levels.get(paragraph);
  const Name = level === undefined ? 'p' : (`h${level}` as 'h2');
  const mark = paragraph.numbering?.mark ?? '';
  return (
    <Name style={{ textAlign: alignOf(paragraph) }}>
      {mark !== '' && <span class="word-mark">{mark} </span>}
      {inlinesOf(paragraph.content, drawing)}
    </Name>
  );
}

function Table({ table: { widths, headerRows, rows }, drawing }: { readonly table: WordTable; readonly drawing: Drawing }) {
  return (
    <table style={{ width: `${widths.reduce((sum, mm) => sum + mm, 0)}mm` }}>
      <colgroup>
        {widths.map((mm, i) => (
          <col key={i} style={{ width: `${mm}mm` }} />
        ))}
      </colgroup>
      <tbody>
        {rows.map(({ cells, height }, y) => (
          <tr key={y} style={height === undefined ? {} : { height: `${height}mm` }}>
            {cells.map(({ columns, rows: down, blocks, isShaded }, x) => {
              const Name = y < headerRows && rows.length > headerRows && hasWords(blocks) ? 'th' : 'td';
              return (
                <Name key={x} colSpan={columns} rowSpan={down} class={isShaded ? 'shaded' : undefined}>
                  {blocksOf(blocks, drawing)}
                </Name>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function inlinesOf(content: readonly WordInline[], drawing: Drawing): ComponentChildren[] {
  return content.map((one, i) => {
    switch (one.type) {
      case 'text': {
        const { bold, underline, size } = one.look;
        return (
          <span
            key={i}
            style={{ fontSize: `${size}pt`, ...(bold ? { fontWeight: 600 } : {}), ...(underline ? { textDecoration: 'underline' } : {}) }}
          >
            {one.value}
          </span>
        );
      }
      case 'tab':
        return (
          <span key={i} class={`word-tab ${one.leader ? 'leader' : ''}`}>
            {'\t'}
          </span>
        );
      case 'break':
        return one.of === 'line' ? <br key={i} /> : <span key={i} class="word-break" />;
      case 'box':
        return <span key={i}>{one.checked ? '☑' : '☐'}</span>;
      case 'picture': {
        const address = drawing.pictures[one.key];
        const size = { width: `${one.width}mm`, height: `${one.height}mm` };
        return address === undefined ? null : <img key={i} src={address} alt={one.alt} style={size} />;
      }
      case 'control':
        return (
          <span key={i} class="word-control" title={one.alias ?? one.tag}>
            {inlinesOf(one.content, drawing)}
          </span>
        );
      case 'field':
        return <span key={i}>{inlinesOf(one.content, drawing)}</span>;
      case 'bookmark':
        return null;
    }
  });
}

const hasWords = (blocks: readonly WordBlock[]): boolean =>
  blocks.some((block) =>
    block.type === 'table'
      ? block.rows.some(({ cells }) => cells.some((cell) => hasWords(cell.blocks)))
      : block.content.some(saysSomething) || (block.numbering?.mark ?? '') !== '',
  );
const saysSomething = (one: WordInline): boolean =>
  one.type === 'text'
    ? one.value.trim() !== ''
    : one.type === 'control' || one.type === 'field'
      ? one.content.some(saysSomething)
      : one.type === 'box';

/** The page itself has the first level; HTML has six. */
function levelsOf(view: WordView): ReadonlyMap<WordParagraph, number> {
  const levels = new Map<WordParagraph, number>();
  let last = 1;
  const visit = (blocks: readonly WordBlock[]): void => {
    for (const block of blocks) {
      if (block.type === 'table') for (const { cells } of block.rows) for (const cell of cells) visit(cell.blocks);
      else if (block.outline !== undefined && block.content.some(saysSomething)) {
        last = Math.min(block.outline + 2, last + 1, 6);
        levels.set(block, last);
      }
    }
  };
  for (const { running, blocks } of view.sections) {
    for (const one of running.filter(({ at }) => at === 'header')) visit(one.blocks);
    visit(blocks);
  }
  return levels;
}
