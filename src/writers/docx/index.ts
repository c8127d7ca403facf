/**
 * The DOCX writer.
 *
 * In:  a document of the model; for sections that fill their page, how much a share of space is worth, as
 * measured in the PDF; for a form, what it asks.
 * Out: the bytes of a DOCX, the same for the same document.
 *
 * All parts are written here, not by the `docx` library: what it would make (styles, numbering, settings, headers) is a few
 * hundred lines of markup that must say things it has no words for (a font for Chinese on every run, forms of a style for
 * two languages, a frame shared by headers, working-copy properties), and its package takes the clock and random ids.
 * `readDocx` reads every file back with other eyes.
 */
import { ok, type Outcome } from '../../diagnostics/index.js';
import { measureOf, type Document } from '../../model/index.js';
import { writeCarried } from '../../carried/index.js';
import { blocks } from './blocks.js';
import { commentedIn, commentsExtendedXml, commentsXml } from './comments.js';
import type { FormOfDocument } from './asked.js';
import { locked } from './controls.js';
import { Flow, separator } from './flow.js';
import { DocumentParts, type Part } from './document-parts.js';
import { Package, Relationships } from './package.js';
import { appXml, coreXml, customXml, dataPropertiesXml, dataXml, settingsXml } from './properties.js';
import { officeThemeXml } from './office-theme.js';
import { formAttributes, heightsIn, rootAttributes, Running } from './sections.js';
import { withListedStyles } from './toc.js';
import { xmlHead } from './xml.js';

/** What the PDF writer measured: millimetres of one share of space, section by section. */
export interface Fit {
  readonly shares: readonly number[];
  /** The page of each heading. */
  readonly headingPages?: readonly number[];
  /** How many pages there are. */
  readonly pages?: number;
}

/** `form`: as a form to fill in, with what each place asks for. */
export function writeDocx(document: Document, fit?: Fit, form?: FormOfDocument): Outcome<Uint8Array> {
  const context = new DocumentParts(document, fit?.headingPages, fit?.pages, form);
  const pack = new Package();
  const root = new Relationships();
  const relationships = new Relationships();
  for (const part of ['styles', 'numbering', 'settings'] as const) relationships.to(part, `${part}.xml`);
  relationships.to('fonts', 'fontTable.xml');
  relationships.to('theme', 'theme/theme1.xml');
  root.to('document', 'word/document.xml');

  const body = withListedStyles(
    bodyXml(document, { context, relationships, carries: 'block' }, new Running(context, relationships, pack), fit),
    context,
  );
  const state = context.carrying.state([...context.media.values()].map(({ bytes }) => bytes));
  const carried = state && writeCarried(state);
  if (carried) relationships.to('data', '../customXml/item1.xml');
  const remarked = commentedIn(document);
  if (remarked.length > 0) {
    relationships.to('comments', 'comments.xml');
    relationships.to('commentsExtended', 'commentsExtended.xml');
    pack.add('comments', 'word/comments.xml', commentsXml(remarked));
    pack.add('commentsExtended', 'word/commentsExtended.xml', commentsExtendedXml(remarked));
  }
  for (const { name, mime, bytes } of context.media.values()) pack.addMedia(`word/${name}`, mime, bytes);
  const attributes = form ? formAttributes : rootAttributes;
  pack.add('document', 'word/document.xml', `${xmlHead}<w:document${attributes}><w:body>${body}</w:body></w:document>`, relationships);
  pack.add('styles', 'word/styles.xml', context.sheet.xml());
  pack.add('numbering', 'word/numbering.xml', context.numbering.xml());
  pack.add('settings', 'word/settings.xml', settingsXml());
  pack.add('fonts', 'word/fontTable.xml', context.sheet.families.xml());
  pack.add('theme', 'word/theme/theme1.xml', officeThemeXml(document.theme));
  if (carried) {
    const ofData = new Relationships();
    ofData.to('dataProperties', 'itemProps1.xml');
    pack.addData('customXml/item1.xml', dataXml(carried.json), ofData);
    pack.add('dataProperties', 'customXml/itemProps1.xml', dataPropertiesXml());
  }
  const properties = { core: coreXml(document), app: appXml(), custom: customXml(document, carried?.properties) };
  for (const name of ['core', 'app', 'custom'] as const) {
    root.to(name, `docProps/${name}.xml`);
    pack.add(name, `docProps/${name}.xml`, properties[name]);
  }
  return ok(pack.zip(root), context.diagnostics);
}

/** Each section but the last ends in a separator that carries its properties; those of the last stand in the body. */
function bodyXml(document: Document, part: Part, running: Running, fit: Fit | undefined): string {
  const out: string[] = [];
  document.sections.forEach((section, i) => {
    const flow = new Flow();
    const height = heightsIn(section, document.lang, fit?.shares[i]);
    blocks(section.blocks, flow, { part, width: measureOf(section), place: {}, whole: false, keepNext: false, height, onPage: true });
    const properties = running.sectionXml(section.master);
    const whole = (xml: string): string => (part.context.form ? locked(xml, part.context) : xml);
    if (i < document.sections.length - 1) out.push(whole(flow.out.join('')), separator(properties));
    else out.push(whole(flow.end()), properties);
  });
  return out.join('');
}
