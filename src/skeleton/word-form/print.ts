/**
 * A draft as a layout.
 *
 * In:  blocks, labels for their words, the measure. Out: lines of the layout; what a person should look at stands in it as comments that
 * begin with TODO, and is told with its line. All words are labels: only signs stand literally.
 */
import type { Prose } from '../../diagnostics/index.js';
import type { DraftBlock, DraftCell, DraftHeading, DraftList, DraftRow, DraftTable } from './draft-blocks.js';
import type { FormLabels } from './labels.js';
import { isEmpty, type Piece } from './pieces.js';

/** Millimetres of a page that stand between the margins. */
export interface Room {
  readonly measure: number;
}
export interface PrintedTodo {
  readonly line: number;
  readonly text: Prose;
}
/** Room for a hand to write, mm: of a row, of a line of body text. */
const rowHeight = 8;
const lineHeight = 4;
/** White at both sides of a cell of a form, mm. */
const padding = 4.4;
const leastColumn = 5;

const tenth = (mm: number): number => Math.round(mm * 10) / 10;
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('{', '&#123;').replaceAll('}', '&#125;');
const commented = (text: string): string => text.replace(/[{}]/g, '').replace(/-{2,}/g, '-').replace(/\s+/g, ' ').trim();

export class LayoutPrinter {
  readonly lines: string[] = [];
  readonly todos: PrintedTodo[] = [];
  private titled = false;
  /** Whether anything stands in the middle, in a style of `theme.ts`. */
  centres = false;

  constructor(
    private readonly labels: FormLabels,
    private readonly pictureOf: (key: string) => string | undefined,
    /** Whether the house has, or may get, the styles of `theme.ts`. */
    private readonly mayCentre: boolean,
  ) {}

  put(depth: number, text: string): void {
    this.lines.push(`${'  '.repeat(depth)}${text}`);
  }
  todo(depth: number, texts: readonly Prose[]): void {
    for (const text of texts) {
      this.put(depth, `{{!-- TODO ${commented(text.zh)} / ${commented(text.en)} --}}`);
      this.todos.push({ line: this.lines.length, text });
    }
  }

  private middle(align: DraftHeading['align'], style: string, otherwise: string): string {
    if (align !== 'centre' || !this.mayCentre) return otherwise;
    this.centres = true;
    return style;
  }

  /** In one line. `isRunning`: nothing of the record stands there but what is always known. */
  inline(pieces: readonly Piece[]): string {
    const right = pieces.findIndex(({ is }) => is === 'right');
    if (right >= 0) {
      const last = pieces.findLastIndex(({ is }) => is === 'right');
      // Of three parts of a running line the middle one stands with the first.
      const left = pieces.slice(0, last).map((piece): Piece => (piece.is === 'right' ? { is: 'gap', em: 3 } : piece));
      return `${this.inline(left)}<at-right>${this.inline(pieces.slice(last + 1))}</at-right>`;
    }
    const isBehind = pieces.at(-1)?.is === 'box' && pieces[0]?.is !== 'box';
    return pieces.map((piece, i) => `${apart(pieces[i - 1], piece, isBehind)}${this.piece(piece)}`).join('');
  }
  private piece(piece: Piece): string {
    switch (piece.is) {
      case 'words':
        return `{{t "${this.labels.keyOf(piece.said)}"}}`;
      case 'signs':
        return escaped(piece.text);
      case 'blank':
        return `<blank width="${piece.mm}"></blank>`;
      case 'value':
        return piece.mm > 0 ? `{{#if ${piece.test}}}${piece.print}{{else}}<blank width="${piece.mm}"></blank>{{/if}}` : piece.print;
      case 'box':
        return `<check-box${piece.checked ? ' checked="true"' : ''}></check-box>`;
      case 'gap':
        return `<gap em="${tenth(piece.em)}"></gap>`;
      case 'break':
        return '<br>';
      case 'right':
      case 'tag':
        return '';
      case 'page-of':
        return '{{t "page.of"}}';
      default:
        return `<${piece.is}></${piece.is}>`;
    }
  }

  /** Of the body of a page. */
  blocks(blocks: readonly DraftBlock[], room: Room, depth: number, titleNotes: readonly Prose[] = []): void {
    for (const block of blocks) {
      if ('todo' in block) this.todo(depth, block.todo);
      switch (block.is) {
        case 'heading': {
          if (block.level === 1 && !this.titled) this.todo(depth, titleNotes);
          const only = block.pieces.length === 1 && block.pieces[0]?.is === 'words';
          const title = this.middle(block.align, 'form-title', 'title-long');
          if (block.level === 1 && only && !this.titled) this.put(depth, `<h1 class="${title}">{{text doc.title}}</h1>`);
          else
            this.put(
              depth,
              `<h${block.level}${block.level === 1 ? ` class="${title}"` : ''}>${this.inline(block.pieces)}</h${block.level}>`,
            );
          this.titled ||= block.level === 1;
          break;
        }
        case 'paragraph': {
          const pieces: readonly Piece[] =
            block.align === 'right' && !block.pieces.some(({ is }) => is === 'right') ? [{ is: 'right' }, ...block.pieces] : block.pieces;
          this.put(depth, `<p class="${this.middle(block.align, 'form-centre', 'form-prose')}">${this.inline(pieces)}</p>`);
          break;
        }
        case 'list':
          this.list(block, depth, ' class="form-prose"');
          break;
        case 'table':
          this.table(block, room, depth);
          break;
        case 'picture':
          this.picture(block, room.measure, depth);
          break;
        case 'options':
          this.put(depth, `<option-set of="${block.group}" values="${block.values.join(' ')}" value="{{${block.path}}}"></option-set>`);
          break;
        case 'long':
          this.put(depth, `<div>${block.print}</div>`);
          break;
        case 'page-break':
          this.put(depth, '<page-break></page-break>');
          break;
        case 'toc':
          this.put(depth, '<toc over="0"></toc>');
          break;
        default:
          this.put(depth, `<space height="${Math.min(20, block.lines * lineHeight)}"></space>`);
      }
    }
  }

  /** Of a header or footer: lines and pictures; `style` has a rule, and stands once. */
  running(blocks: readonly DraftBlock[], style: 'header' | 'footer', measure: number, depth: number): void {
    const lines = blocks.filter((block) => block.is === 'paragraph');
    for (const block of blocks) {
      if ('todo' in block) this.todo(depth, block.todo);
      if (block.is === 'picture') this.picture(block, measure, depth);
      else if (block.is === 'paragraph') {
        const isEdge = style === 'header' ? block === lines.at(-1) : block === lines[0];
        this.put(depth, `<p class="${isEdge ? style : 'note'}">${this.inline(pagesOf(block.pieces))}</p>`);
      } else if (block.is === 'list') this.list(block, depth, ' class="note"');
    }
  }

  private picture({ key, width, alt }: DraftBlock & { readonly is: 'picture' }, room: number, depth: number): void {
    const src = this.pictureOf(key);
    if (src === undefined) return;
    const words = /\p{L}/u.test(alt) ? { zh: alt, en: alt } : { zh: '图片', en: 'Picture' };
    this.put(depth, `<img src="${src}" alt="{{t "${this.labels.keyOf(words)}"}}" width="${Math.max(2, tenth(Math.min(width, room)))}">`);
  }

  private list({ isOrdered, items }: DraftList, depth: number, style = ''): void {
    const name = isOrdered ? 'ol' : 'ul';
    this.put(depth, `<${name}${style}>`);
    for (const { pieces, below } of items) {
      if (below.length === 0) {
        this.put(depth + 1, `<li>${this.inline(pieces)}</li>`);
        continue;
      }
      this.put(depth + 1, `<li>${this.inline(pieces)}`);
      for (const list of below) this.list(list, depth + 2);
      this.put(depth + 1, '</li>');
    }
    this.put(depth, `</${name}>`);
  }

  private table(table: DraftTable, { measure }: Room, depth: number): void {
    const { widths, written } = widthsIn(table.widths, measure);
    this.put(depth, `<table class="form" widths="${written}">`);
    const head = table.rows.slice(0, table.headerRows);
    const body = table.rows.slice(table.headerRows);
    if (head.length > 0) {
      this.put(depth + 1, '<thead>');
      this.rows(head, widths, depth + 2, true);
      this.put(depth + 1, '</thead>');
    }
    this.put(depth + 1, '<tbody>');
    this.rows(body, widths, depth + 2, false, spansFrom(head, widths.length));
    this.put(depth + 1, '</tbody>');
    this.put(depth, '</table>');
  }

  private rows(rows: readonly DraftRow[], widths: readonly number[], depth: number, isHead: boolean, above: readonly number[] = []): void {
    const open = widths.map((_, i) => above[i] ?? 0);
    const repeated = rows.findIndex(({ each }) => each !== undefined);
    for (const [y, row] of rows.entries()) {
      this.todo(depth, row.todo);
      if (row.each) this.put(depth, `{{#each ${row.each.list} as |${row.each.as}|}}`);
      const isWrittenIn = row.cells.some(
        ({ blocks, kind }) =>
          kind !== 'head' &&
          blocks.every(
            (b) => b.is === 'space' || (b.is === 'paragraph' && (isEmpty(b.pieces) || b.pieces.some(({ is }) => is === 'value'))),
          ),
      );
      const height = isHead
        ? undefined
        : isWrittenIn
          ? Math.max(row.height ?? 0, rowHeight)
          : (row.height ?? 0) > rowHeight * 1.5
            ? row.height
            : undefined;
      this.put(depth, `<tr${height === undefined ? '' : ` height="${tenth(height)}"`}>`);
      let at = 0;
      for (const cell of row.cells) {
        while ((open[at] ?? 0) > 0) at += 1;
        const width = widths.slice(at, at + cell.columns).reduce((a, b) => a + b, 0);
        open.fill(cell.rows, at, at + cell.columns);
        at += cell.columns;
        this.cell(cell, width, depth + 1);
      }
      this.put(depth, '</tr>');
      // The empty rows of the form stand where the record has no entry yet.
      if (row.each) this.put(depth, '{{else}}');
      if (repeated >= 0 && y === rows.length - 1) this.put(depth, '{{/each}}');
      for (let i = 0; i < open.length; i++) open[i] = Math.max(0, (open[i] ?? 0) - 1);
    }
  }

  private cell(cell: DraftCell, width: number, depth: number): void {
    const spans = `${cell.columns > 1 ? ` colspan="${cell.columns}"` : ''}${cell.rows > 1 ? ` rowspan="${cell.rows}"` : ''}`;
    const [name, rest] =
      cell.kind === 'head'
        ? ['th', '']
        : cell.kind === 'label'
          ? ['th', ' scope="row" class="label"']
          : cell.kind === 'band'
            ? ['td', ' class="band" text="band"']
            : ['td', ''];
    const blocks = cell.blocks.filter(({ is }) => is !== 'space');
    const [only] = blocks;
    if (blocks.length === 0) return this.put(depth, `<${name}${rest}${spans}></${name}>`);
    if (blocks.length === 1 && only?.is === 'paragraph')
      return this.put(depth, `<${name}${rest}${spans}>${this.inline(only.pieces)}</${name}>`);
    this.put(depth, `<${name}${rest}${spans}>`);
    for (const block of blocks) {
      if (block.is === 'paragraph') this.put(depth + 1, `<p>${this.inline(block.pieces)}</p>`);
      else if (block.is === 'list') this.list(block, depth + 1);
      else if (block.is === 'picture') this.picture(block, width - padding - 0.1, depth + 1);
      else this.blocks([block], { measure: width }, depth + 1);
    }
    this.put(depth, `</${name}>`);
  }
}

/** `第1页 共2页`, `Page 1 of 2`: a label that certpress has. */
function pagesOf(pieces: readonly Piece[]): readonly Piece[] {
  const text = pieces
    .map((p) =>
      p.is === 'page-number'
        ? '\u0001'
        : p.is === 'page-count'
          ? '\u0002'
          : p.is === 'words'
            ? (p.said.zh ?? p.said.en ?? '')
            : p.is === 'signs'
              ? p.text
              : '',
    )
    .join('')
    .replace(/\s/g, '');
  const at = pieces.findIndex(({ is }) => is === 'page-number');
  const to = pieces.findIndex(({ is }) => is === 'page-count');
  const isWhole = /^.*第\u0001页[,，/／]?共\u0002页$|^.*page\u0001of\u0002$/i.test(text);
  if (!isWhole || at < 1 || to < at) return pieces;
  return [...pieces.slice(0, at - 1), { is: 'page-of' }];
}

/** White that a form has between a box and its words, and between two options, whatever it was typed with; `isBehind`: words come first. */
function apart(before: Piece | undefined, piece: Piece, isBehind: boolean): string {
  const [near, far] = ['<gap em="0.3"></gap>', '<gap em="1"></gap>'];
  if (before?.is === 'box' && piece.is === 'words') return isBehind ? far : near;
  if (piece.is !== 'box' || !before) return '';
  if (before.is === 'words' && isBehind) return near;
  return before.is === 'words' || before.is === 'signs' || before.is === 'blank' ? far : '';
}

/** Rows that reach out of the head, by column. */
function spansFrom(head: readonly DraftRow[], columns: number): number[] {
  const open = new Array<number>(columns).fill(0);
  for (const row of head) {
    let at = 0;
    for (const cell of row.cells) {
      while ((open[at] ?? 0) > 0) at += 1;
      open.fill(cell.rows, at, at + cell.columns);
      at += cell.columns;
    }
    for (let i = 0; i < open.length; i++) open[i] = Math.max(0, (open[i] ?? 0) - 1);
  }
  return open;
}

/** The widths of the form where they fit; else, and where the table fills the page, in the same proportions over the whole measure. */
export function widthsIn(form: readonly number[], measure: number): { readonly widths: readonly number[]; readonly written: string } {
  const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
  const wide = form.map((mm) => Math.max(mm, leastColumn));
  const total = sum(wide);
  const isFull = total > measure * 0.95;
  const scaled = isFull ? wide.map((mm) => tenth((mm * measure) / total)) : wide.map(tenth);
  if (!isFull) return { widths: scaled, written: scaled.join(' ') };
  const last = scaled.indexOf(Math.max(...scaled));
  return { widths: scaled, written: scaled.map((mm, i) => (i === last ? '*' : String(mm))).join(' ') };
}
