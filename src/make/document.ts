/**
 * One document in one language: composed in the variants of its layout, and inspected.
 *
 * In:  its scope, the tools of its scheme, what the contents check found. Out: its models with their hash; finished files are made of
 * them by `files.ts`.
 */
import type { Content, Wording } from '../../schemas/pack/index.js';
import { compose, renderHtml, variantsOf, type Asset, type ComposeInput } from '../compose/index.js';
import { contextOf } from '../compose/context.js';
import { readableHtml } from '../compose/readable-html.js';
import { hasErrors, ok, type Diagnostic, type Outcome, type Prose } from '../diagnostics/index.js';
import { inspect } from '../inspect/index.js';
import { canon, identityOf, type DocLang, type Document, type Meta, type TemplatePlace } from '../model/index.js';
import { sha256 } from '../files/write-file.js';
import { templatePlaces } from '../output/trace.js';
import { stalePrinted } from '../translation/stale-printed.js';
import { placeOfAsking, type DocumentScope } from '../validate/scope.js';
import type { PdfWriter } from '../writers/pdf/index.js';
import { contentsOfOthers } from './contents-of.js';
import type { SchemeTools } from './scheme-tools.js';

/** A document in one variant of its layout. */
export interface Variant {
  readonly name: string;
  readonly document: Document;
  /** Hash of what the document says and looks like: the models, without origins, of this variant and of those tried before it. */
  readonly model: string;
  readonly diagnostics: readonly Diagnostic[];
}
/** The variants of a document, in the order in which they are tried; each is composed when it is asked for, and once. */
export interface Composition {
  readonly names: readonly string[];
  /** Nothing where layout or record have errors in it, or in one before it. */
  at(n: number): Outcome<Variant>;
}
export interface Composed {
  readonly document: Document;
  readonly variant: string;
  /** See `Variant`. */
  readonly model: string;
  /** Hash of its words. */
  readonly words: string;
  readonly templates: ReadonlyMap<string, TemplatePlace>;
  /** Found while it was composed, and by the look at what it leaves out. */
  readonly diagnostics: readonly Diagnostic[];
}
/** All that a document is made with, decided before it is composed. */
export interface Materials {
  /** In a form: people and sites are chosen where their ids stand. */
  readonly namesAreChosen?: true;
  readonly scope: DocumentScope;
  readonly lang: DocLang;
  readonly tools: SchemeTools;
  readonly version: Prose;
  readonly contents: readonly Content[];
  readonly wording: readonly Wording[];
  readonly assets: ReadonlyMap<string, Asset>;
  /** Keys of labels that it asked for, once it is composed. */
  readonly labelsAsked?: Set<string>;
}

/** The name by which diagnostics call the layout of a document. */
const layoutOf = ({ document }: DocumentScope): string => document.layout ?? document.id;
export const layoutName = (materials: Materials): string =>
  materials.tools.layouts.layouts.get(layoutOf(materials.scope))?.file ?? `templates/${layoutOf(materials.scope)}.hbs`;

export function compositionOf(materials: Materials): Composition {
  const { scope, tools } = materials;
  const names = variantsOf(tools.layouts, layoutOf(scope));
  const known: Outcome<Variant>[] = [];
  const composed = (n: number): Outcome<Variant> => {
    const name = names[n] ?? 'only';
    const before = n > 0 ? at(n - 1) : undefined;
    if (before && !before.value) return before;
    const { value: document, diagnostics } = compose(tools.layouts, layoutOf(scope), composeInput(materials, name));
    if (!document || hasErrors(diagnostics)) return { diagnostics };
    const own = sha256(identityOf(document));
    return ok({ name, document, model: before?.value ? sha256(`${before.value.model}\n${own}`) : own, diagnostics });
  };
  const at = (n: number): Outcome<Variant> => (known[n] ??= composed(n));
  return { names, at };
}

/** A variant as the manifest and the trace need it, and whether it leaves anything out. */
export function issued(materials: Materials, variant: Variant): Composed {
  const known = issuedSoFar.get(variant);
  if (known) return known;
  const { name, document, model, diagnostics } = variant;
  const composed: Composed = {
    document,
    variant: name,
    model,
    words: sha256(JSON.stringify(canon(document))),
    templates: templatePlaces(document),
    diagnostics: [
      ...diagnostics,
      ...inspect(document, materials.contents, layoutName(materials)),
      ...stalePrinted(document, materials.scope.case),
    ],
  };
  issuedSoFar.set(variant, composed);
  return composed;
}
/** Asked for when it is seen whether a variant stands already, and when it is made: a variant has one document's materials. */
const issuedSoFar = new WeakMap<Variant, Composed>();

/** The first variant that fits its pages; `composed` is absent where none does, or where the layout or record has errors. */
export async function composeFitting(
  materials: Materials,
  pdf: PdfWriter,
): Promise<{ readonly composed?: Composed; readonly diagnostics: readonly Diagnostic[] }> {
  const { names, at } = compositionOf(materials);
  for (const n of names.keys()) {
    const { value: variant, diagnostics } = at(n);
    if (!variant) return { diagnostics };
    const fit = names.length > 1 ? await pdf.fits(variant.document) : undefined;
    if (fit && !fit.value) return { diagnostics: [...diagnostics, ...fit.diagnostics] };
    if (fit?.value && !fit.value.fits) continue;
    const composed = issued(materials, variant);
    return { composed, diagnostics: composed.diagnostics };
  }
  return { diagnostics: nothingFits(materials) };
}

/** All variants were tried. */
export const nothingFits = ({ scope }: Materials): readonly Diagnostic[] => [
  {
    code: 'page-too-full',
    severity: 'error',
    document: scope.kind,
    place: placeOfAsking(scope),
    message: {
      zh: `“${scope.number}”的文字放不进一页，即使最紧的版式也放不下`,
      en: `The texts of ${scope.number} do not fit on the page, even in the tightest variant of the layout`,
    },
    help: { zh: '缩短名称、范围或地址的文字。', en: 'Shorten the name, the scope or the addresses.' },
  },
];

/** All that the composition of a document asks for. */
export const composeInput = (materials: Materials, variant: string): ComposeInput => ({
  context: contextOf(materials.scope, {
    version: materials.version,
    contents: materials.contents,
    variant,
    labels: materials.tools.theme.stationery?.labels,
    namesAreChosen: materials.namesAreChosen,
  }),
  lang: materials.lang,
  original: materials.tools.scheme.scheme.original,
  variant,
  theme: materials.tools.theme,
  meta: metaOf(materials),
  assets: new Map([...materials.tools.pictures, ...materials.assets]),
  labels: materials.tools.scheme.scheme.labels,
  ...(materials.labelsAsked ? { labelsAsked: materials.labelsAsked } : {}),
  contents: knownContents(materials),
  wording: materials.wording,
});

/** Titles and clauses that a layout may ask for: of this document those that apply, of the others all that have another name. */
const knownContents = ({ scope, contents }: Materials): Content[] => [...contents, ...contentsOfOthers(scope.scheme, scope.kind)];

/** The step before the model, for `--to html`: the layout's HTML in the first variant, with the words where they stand. */
export function htmlOf(materials: Materials): string {
  const variant = variantsOf(materials.tools.layouts, layoutOf(materials.scope))[0] ?? 'only';
  const rendered = renderHtml(materials.tools.layouts, layoutOf(materials.scope), composeInput(materials, variant)).value;
  return rendered ? readableHtml(rendered.html, rendered.session.prints, materials.lang) : '';
}

function metaOf({ scope, tools, version, lang }: Materials): Meta {
  const title = tools.scheme.scheme.documents[scope.kind]?.title ?? { zh: scope.kind, en: scope.kind };
  const { body, standard } = scope.scheme;
  const lead = lang === 'zh-en' ? tools.scheme.scheme.original : lang;
  const of = (prose: Prose): string => (lang === 'zh-en' ? `${prose[lead]} ${prose[lead === 'zh' ? 'en' : 'zh']}` : prose[lang]);
  return {
    kind: scope.kind,
    title: `${of(title)} ${scope.number}`.trim(),
    number: scope.number,
    version: version[lead],
    // A form that nobody has filled in yet has no day of its own; a file must name one.
    date: scope.date === '' ? scope.scheme.scheme.from : scope.date,
    author: body.name[lead],
    subject: of(tools.scheme.scheme.document.title),
    scheme: { id: scope.scheme.id, version: scope.scheme.version },
    keywords: [standard.number, scope.kind],
  };
}
