/**
 * One document in one language: composed, fitted, inspected, written, read back and proved.
 *
 * In:  its scope, the tools of its scheme, what the contents check found. Out: the finished bytes of both formats with what
 * the manifest and the trace need; or diagnostics and nothing, since a document is whole or is not made.
 */
import type { Content, Wording } from '../../schemas/pack/index.js';
import { compose, renderHtml, variantsOf, type Asset, type ComposeInput } from '../compose/index.js';
import { contextOf } from '../compose/context.js';
import { readableHtml } from '../compose/readable-html.js';
import { hasErrors, type Diagnostic, type Prose } from '../diagnostics/index.js';
import { inspect } from '../inspect/index.js';
import { canon, canonText, type DocLang, type Document, type Meta, type TemplatePlace } from '../model/index.js';
import { sha256 } from '../files/write-file.js';
import { templatePlaces } from '../output/trace.js';
import { readDocx } from '../proof/read-docx.js';
import { proveRunningDocx, proveRunningPdf } from '../proof/running.js';
import { proveSame, proveToc } from '../proof/same.js';
import { proveWording, type ReadBack } from '../proof/wording.js';
import { placeOfAsking, type DocumentScope } from '../validate/scope.js';
import { writeDocx } from '../writers/docx/index.js';
import type { PdfWriter, SealPosition } from '../writers/pdf/index.js';
import { contentsOfDocument } from './contents-of.js';
import { layOut } from './lay-out.js';
import type { SchemeTools } from './scheme-tools.js';

export type Format = 'docx' | 'pdf';
export interface MadeFile {
  readonly format: Format;
  readonly bytes: Uint8Array;
}
export interface Composed {
  readonly document: Document;
  readonly variant: string;
  /** Hash of what it says and looks like: the model without origins. */
  readonly model: string;
  /** Hash of its words. */
  readonly words: string;
  readonly shares: readonly number[];
  readonly templates: ReadonlyMap<string, TemplatePlace>;
  readonly diagnostics: readonly Diagnostic[];
}
export interface Made {
  readonly files: readonly MadeFile[];
  readonly pages: number;
  readonly contentPages: Readonly<Record<string, number>>;
  readonly seals: readonly SealPosition[];
}
/** All that a document is made with, decided before it is composed. */
export interface Materials {
  readonly scope: DocumentScope;
  readonly lang: DocLang;
  readonly tools: SchemeTools;
  readonly version: Prose;
  readonly contents: readonly Content[];
  readonly wording: readonly Wording[];
  readonly assets: ReadonlyMap<string, Asset>;
  readonly pdf: PdfWriter;
}

/** The name by which diagnostics call the layout of a document. */
const layoutOf = ({ document }: DocumentScope): string => document.layout ?? document.id;
export const layoutName = (materials: Materials): string =>
  materials.tools.layouts.layouts.get(layoutOf(materials.scope))?.file ?? `templates/${layoutOf(materials.scope)}.hbs`;

/** Composes the first variant that fits; `document` is absent where none does, or where the layout or record has errors. */
export async function composeFitting(
  materials: Materials,
): Promise<{ readonly composed?: Composed; readonly diagnostics: readonly Diagnostic[] }> {
  const { scope, tools } = materials;
  const variants = variantsOf(tools.layouts, layoutOf(scope));
  for (const variant of variants) {
    const outcome = compose(tools.layouts, layoutOf(scope), composeInput(materials, variant));
    if (!outcome.value || hasErrors(outcome.diagnostics)) return { diagnostics: outcome.diagnostics };
    const document = outcome.value;
    const fit = variants.length > 1 ? await materials.pdf.fits(document) : undefined;
    if (fit && !fit.value) return { diagnostics: [...outcome.diagnostics, ...fit.diagnostics] };
    if (fit?.value && !fit.value.fits) continue;
    return {
      composed: {
        document,
        variant,
        model: modelHash(document),
        words: sha256(JSON.stringify(canon(document))),
        shares: fit?.value?.shares ?? [],
        templates: templatePlaces(document),
        diagnostics: outcome.diagnostics,
      },
      diagnostics: [...outcome.diagnostics, ...inspect(document, materials.contents, layoutName(materials))],
    };
  }
  return {
    diagnostics: [
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
    ],
  };
}

/** All that the composition of a document asks for. */
export const composeInput = (materials: Materials, variant: string): ComposeInput => ({
  context: contextOf(materials.scope, { version: materials.version, contents: materials.contents, variant }),
  lang: materials.lang,
  original: materials.tools.scheme.scheme.original,
  variant,
  theme: materials.tools.theme,
  meta: metaOf(materials),
  assets: new Map([...materials.tools.pictures, ...materials.assets]),
  labels: materials.tools.scheme.scheme.labels,
  contents: knownContents(materials),
  wording: materials.wording,
});

/** Titles and clauses that a layout may ask for: of this document those that apply, of the others all that have another name. */
function knownContents({ scope, contents }: Materials): Content[] {
  const own = new Set(contentsOfDocument(scope.scheme, scope.kind).map(({ id }) => id));
  return [
    ...contents,
    ...Object.keys(scope.scheme.contents)
      .filter((kind) => kind !== scope.kind)
      .flatMap((kind) => contentsOfDocument(scope.scheme, kind))
      .filter(({ id }) => !own.has(id)),
  ];
}

/** The step before the model, for `--to html`: the layout's HTML in the first variant, with the words where they stand. */
export function htmlOf(materials: Materials): string {
  const variant = variantsOf(materials.tools.layouts, layoutOf(materials.scope))[0] ?? 'only';
  const rendered = renderHtml(materials.tools.layouts, layoutOf(materials.scope), composeInput(materials, variant)).value;
  return rendered ? readableHtml(rendered.html, rendered.session.prints, materials.lang) : '';
}

/** Writes both formats, reads them back and proves them. A format not asked for is still proved: both must say the same. */
export async function makeFiles(
  materials: Materials,
  composed: Composed,
  formats: readonly Format[],
): Promise<{ readonly made?: Made; readonly diagnostics: readonly Diagnostic[] }> {
  const diagnostics: Diagnostic[] = [];
  const readings: ReadBack[] = [];

  const { document, pdf, readBack } = await layOut(materials.pdf, composed.document);
  const wanted = canon(document);
  diagnostics.push(...pdf.diagnostics, ...readBack.diagnostics);
  if (!pdf.value) return { diagnostics };
  if (readBack.value) {
    diagnostics.push(
      ...proveSame(document, wanted, readBack.value.entries, 'pdf'),
      ...proveToc(document, pdf.value.headingPages, readBack.value.toc, 'pdf'),
      ...proveRunningPdf(document, pdf.value, readBack.value.running),
    );
    // In reading order first: a sentence that a page break parts is whole there; page by page for what runs at head and foot.
    readings.push({ format: 'pdf', text: readBack.value.entries.map((e) => e.text).join('') + readBack.value.pages.join('') });
  }

  const docx = writeDocx(document, { shares: pdf.value.shares, headingPages: pdf.value.headingPages, pages: pdf.value.pages });
  diagnostics.push(...docx.diagnostics);
  if (!docx.value) return { diagnostics };
  const word = readDocx(docx.value);
  diagnostics.push(...word.diagnostics);
  if (word.value) {
    diagnostics.push(
      ...proveSame(document, wanted, word.value.entries, 'docx'),
      ...proveToc(document, pdf.value.headingPages, word.value.toc, 'docx'),
      ...proveRunningDocx(document, word.value.references),
    );
    readings.push({ format: 'docx', text: canonText(word.value.text) });
  }

  diagnostics.push(...proveWording(document, materials.wording, readings, layoutName(materials)));
  if (hasErrors(diagnostics)) return { diagnostics };
  const bytes: Record<Format, Uint8Array> = { docx: docx.value, pdf: pdf.value.bytes };
  return {
    made: {
      files: formats.map((format) => ({ format, bytes: bytes[format] })),
      pages: pdf.value.pages,
      contentPages: Object.fromEntries(pdf.value.pageOf),
      seals: pdf.value.seals,
    },
    diagnostics,
  };
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
    keywords: [standard.number, scope.kind],
  };
}

/** Origins are where things came from, not what the document is: a moved line renders nothing anew. */
function modelHash(document: Document): string {
  return sha256(JSON.stringify(document, (key, value: unknown) => (key === 'origin' ? undefined : value)));
}
