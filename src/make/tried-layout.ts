/**
 * A layout that stands in no file: a piece of one, or a whole, tried in the place of a document's own.
 *
 * In:  the tools of a scheme, the document, the text. Out: tools with which that document is checked and composed like all others, and what
 * the check found; lines and columns are those of the text.
 */
import type { DocumentKind } from '../../schemas/pack/index.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { layoutFaults, type SchemeTools } from './scheme-tools.js';

/** By which diagnostics call it; a house's own file of the name is not seen while a layout is tried. */
export const triedFile = 'tried.hbs';
const partial = 'tried';
/** Around a piece: as a partial it keeps its lines. A title stands before it, since other headings must follow one. */
const frame = `<page-master id="tried" margins="15 15 15 15" frame="false"></page-master><section master="tried"><h1>{{text doc.title}}</h1>{{> ${partial}}}</section>`;
const isWhole = (text: string): boolean => /<(?:section|page-master|variant)[\s>]/.test(text);

export function withTried(tools: SchemeTools, kind: DocumentKind, text: string): SchemeTools {
  const name = tools.scheme.documents.get(kind)?.layout ?? kind;
  const { layouts: set } = tools;
  const layouts = new Map(set.layouts);
  const partials = new Map(set.partials);
  layouts.set(name, { name, kind: 'layout', file: triedFile, text: isWhole(text) ? text : frame });
  if (!isWhole(text)) partials.set(partial, { name: partial, kind: 'partial', file: triedFile, text });
  const tried = { ...tools, layouts: { ...set, layouts, partials } };
  // It is no document: what the scheme asks of one has no place in it.
  const faults: readonly Diagnostic[] = layoutFaults(tried, kind).filter(({ code }) => code !== 'content-place-missing');
  return { ...tried, checked: () => faults };
}
