/**
 * The inspection: the composed document leaves out nothing that its scheme requires.
 *
 * In:  the model and the contents that apply to it. Out: a diagnostic for each content that has no place in the document,
 * or whose place is empty though the record answers it; and for each row whose label has nothing beside it. It looks at the model alone,
 * so it also finds what a condition in a layout dropped.
 */
import type { Content } from '../../schemas/pack/index.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { type Block, canonText, type Cell, type Document, eachBlock, inlinesOf, type Row, walk } from '../model/index.js';

/** All nodes that say they answer a content, by its id. */
export function placesOf(document: Document): ReadonlyMap<string, readonly Block[][]> {
  const places = new Map<string, Block[][]>();
  const note = (ids: readonly string[] | undefined, blocks: readonly Block[]): void => {
    for (const id of ids ?? []) places.set(id, [...(places.get(id) ?? []), [...blocks]]);
  };
  eachBlock(document, (block) => {
    note(block.contents, [block]);
    if (block.type !== 'table') return;
    for (const row of block.rows) {
      note(
        (row as Row).contents,
        row.cells.flatMap((c) => c.blocks),
      );
      for (const cell of row.cells) note((cell as Cell).contents, cell.blocks);
    }
  });
  return places;
}

/** The text of some blocks as `canon` has it, without white space. */
export function textOf(blocks: readonly Block[]): string {
  let text = '';
  walk(blocks, { cells: [], rows: [] }, (block) => {
    for (const i of inlinesOf(block)) text += i.type === 'text' ? i.value : i.type === 'check-box' ? (i.checked ? '☑' : '☐') : '';
  });
  return canonText(text);
}

const hasPicture = (blocks: readonly Block[]): boolean => {
  let found = false;
  walk(blocks, { cells: [], rows: [] }, (b) => {
    found ||= b.type === 'image' || b.type === 'qr-code' || b.type === 'seal-place';
  });
  return found;
};

export function inspect(document: Document, contents: readonly Content[], layout: string): Diagnostic[] {
  const places = placesOf(document);
  const out: Diagnostic[] = [];
  for (const content of contents) {
    const found = places.get(content.id) ?? (content.place ? places.get(content.place) : undefined);
    const about = { clause: content.clause, ...(content.rule ? { rule: content.rule } : {}), document: document.meta.kind };
    const why = { zh: content.zh, en: content.en };
    if (!found) {
      out.push({
        code: 'content-left-out',
        severity: 'error',
        ...about,
        why,
        place: { file: layout },
        message: {
          zh: `版式没有印出“${content.title.zh}”（${content.clause}，${content.id}）`,
          en: `The layout leaves out “${content.title.en}” (${content.clause}, ${content.id})`,
        },
        help: {
          zh: `在版式中为它留一处，并注明 data-content="${content.id}"。`,
          en: `Give it a place in the layout and mark it data-content="${content.id}".`,
        },
      });
    } else if (content.required === 'print' && found.every((blocks) => textOf(blocks) === '' && !hasPicture(blocks))) {
      out.push({
        code: 'content-empty',
        severity: 'error',
        ...about,
        why,
        place: { file: layout },
        message: {
          zh: `“${content.title.zh}”（${content.clause}，${content.id}）的位置是空的`,
          en: `The place of “${content.title.en}” (${content.clause}, ${content.id}) is empty`,
        },
        help: {
          zh: '记录已回答此项，但版式没有印出：检查版式中的条件和路径。',
          en: 'The record answers it, but the layout prints nothing there: check its conditions and paths.',
        },
      });
    }
  }
  return [...out, ...emptyRows(document)];
}

/** Rows of a label with nothing beside it: what no scheme asks for, and a layout prints all the same. A blank to write on is something. */
function emptyRows(document: Document): Diagnostic[] {
  const out: Diagnostic[] = [];
  eachBlock(document, (block) => {
    if (block.type !== 'table') return;
    for (const row of block.rows) {
      const labels = row.cells.filter(({ header }) => header === 'row');
      const values = row.cells.filter(({ header }) => header === undefined);
      const label = textOf(labels.flatMap(({ blocks }) => blocks));
      if (label === '' || values.length === 0 || row.height !== undefined || values.some(({ blocks }) => isSomething(blocks))) continue;
      out.push({
        code: 'row-empty',
        severity: 'warning',
        document: document.meta.kind,
        ...(row.origin?.template ? { place: row.origin.template } : {}),
        message: { zh: `“${label}”一行是空的`, en: `The row “${label}” is empty` },
        help: {
          zh: '记录中填写这一项；方案不要求的，在方案或本机构的版式中以 {{#if …}} 略去这一行。',
          en: 'Record it; where the scheme does not ask for it, leave the row out by {{#if …}} in a layout of the scheme or the house.',
        },
      });
    }
  });
  return out;
}
function isSomething(blocks: readonly Block[]): boolean {
  let found = false;
  walk(blocks, { cells: [], rows: [] }, (block) => {
    found ||=
      ['image', 'qr-code', 'seal-place', 'rule'].includes(block.type) ||
      inlinesOf(block).some((inline) => inline.type !== 'text' || inline.value.trim() !== '');
  });
  return found;
}
