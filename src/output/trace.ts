/**
 * `out/<case>/trace.json`: for each required content of each produced document, where the record answers it, where the
 * layout prints it, and on which page it stands.
 *
 * In:  the answers of the contents check, the model, and the pages that the PDF writer reports. Out: rows in a fixed order.
 */
import type { Block, Document, Row, Cell, TemplatePlace } from '../model/index.js';
import { eachBlock } from '../model/index.js';
import type { Answer } from '../validate/contents.js';

export interface TraceRow {
  readonly scheme: string;
  readonly audit: string | null;
  readonly document: string;
  readonly subject: string | null;
  readonly lang: string;
  readonly content: string;
  readonly clause: string;
  readonly rule: string | null;
  readonly required: 'print' | 'later';
  readonly record: readonly { readonly file: string; readonly pointer: string; readonly line: number }[];
  readonly template: { readonly file: string; readonly line: number } | null;
  readonly page: number | null;
}

/** The first place of the layout at which each content is printed. */
export function templatePlaces(document: Document): ReadonlyMap<string, TemplatePlace> {
  const places = new Map<string, TemplatePlace>();
  const note = (node: Block | Row | Cell): void => {
    for (const id of node.contents ?? []) if (!places.has(id) && node.origin?.template) places.set(id, node.origin.template);
  };
  eachBlock(document, (block) => {
    note(block);
    if (block.type === 'table')
      for (const row of block.rows) {
        note(row);
        row.cells.forEach(note);
      }
  });
  return places;
}

export function traceRows(
  of: {
    readonly scheme: string;
    readonly audit: string | null;
    readonly document: string;
    readonly subject: string | null;
    readonly lang: string;
  },
  answers: readonly Answer[],
  templates: ReadonlyMap<string, TemplatePlace>,
  pages: Readonly<Record<string, number>>,
): TraceRow[] {
  return answers.map((a) => {
    // What is answered within another content is printed in its place.
    const at = <T>(found: (content: string) => T | undefined): T | undefined =>
      found(a.content) ?? (a.place === undefined ? undefined : found(a.place));
    const template = at((content) => templates.get(content));
    const { scheme, audit, document, subject, lang } = of;
    return {
      scheme,
      audit,
      document,
      subject,
      lang,
      content: a.content,
      clause: a.clause,
      rule: a.rule ?? null,
      required: a.required,
      record: a.record,
      template: template ? { file: template.file, line: template.line } : null,
      page: at((content) => pages[content]) ?? null,
    };
  });
}
