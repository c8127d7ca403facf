/**
 * Layouts tried with texts as long as lawful records may have them (`compose/longest.ts`), on pages of the real engine.
 *
 * In:  the tools of a scheme, the PDF writer. Out: a diagnostic where the layout has it: a page that is filled and holds the texts in none
 * of its variants, what runs at the head or foot and is higher than its margin, and whatever composing refuses. Records of a project are
 * not looked at.
 */
import { compose, variantsOf, type ComposeInput } from '../compose/index.js';
import { contextShape } from '../compose/context-shape.js';
import { anyPicture, longest } from '../compose/longest.js';
import { problem } from '../compose/problem.js';
import type { Diagnostic, Place, Prose } from '../diagnostics/index.js';
import { sheetOf, type Block, type DocLang, type Document, type PageMaster } from '../model/index.js';
import { recommendationsOf } from '../../schemas/pack/words.js';
import type { DocumentDefinition } from '../../schemas/pack/documents.js';
import type { PdfWriter } from '../writers/pdf/index.js';
import type { SchemeTools } from './scheme-tools.js';

const allLangs: readonly DocLang[] = ['zh-en', 'zh', 'en'];
const named: Readonly<Record<DocLang, Prose>> = {
  zh: { zh: '中文', en: 'in Chinese' },
  en: { zh: '英文', en: 'in English' },
  'zh-en': { zh: '中英文', en: 'in both languages' },
};
/** One pixel, which stands for pictures of any kind. */
const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==', 'base64');

/** Which documents, in which languages; all where nothing is said. */
export interface TrialOf {
  readonly documents?: readonly string[];
  readonly langs?: readonly DocLang[];
}

export async function longestTrial(
  tools: SchemeTools,
  writer: PdfWriter,
  { documents, langs = allLangs }: TrialOf = {},
): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const definition of tools.scheme.documents.values()) {
    if (documents && !documents.includes(definition.id)) continue;
    for (const lang of langs) found.push(...(await tried(tools, writer, definition, lang)));
  }
  return found;
}

/** What is refused because the trial invents what a record says: words of lists that it does not know, pictures that are not there. */
const ofInvention: ReadonlySet<string> = new Set([
  'option-unknown',
  'label-missing',
  'asset-missing',
  'partial-unknown',
  'date-malformed',
  'print-refused',
]);

async function tried(tools: SchemeTools, writer: PdfWriter, definition: DocumentDefinition, lang: DocLang): Promise<Diagnostic[]> {
  const layout = definition.layout ?? definition.id;
  let tightest: Document | undefined;
  for (const variant of variantsOf(tools.layouts, layout)) {
    const { value, diagnostics } = compose(tools.layouts, layout, inputOf(tools, definition, lang, variant));
    if (!value) return untried(diagnostics);
    tightest = value;
    const fit = await writer.fits(value);
    if (!fit.value) return [...fit.diagnostics];
    if (fit.value.fits) return runningTooHigh(value, writer, lang);
  }
  const filled = tightest?.sections.find(({ master }) => master.fill);
  if (!filled) return [];
  return [
    overflow(
      filled.origin?.template,
      `最长的文字放不进这一页，最紧的版式也放不下（${named[lang].zh}）`,
      `the longest texts do not fit on this page, in its tightest variant either (${named[lang].en})`,
    ),
  ];
}
/** Told as warnings: texts that long may never come. */
const overflow = (at: Place | undefined, zh: string, en: string): Diagnostic =>
  problem('longest-overflow', at, zh, en, { severity: 'warning' });

function untried(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const errors = diagnostics.filter((d) => d.severity === 'error');
  const real = errors.filter((d) => !ofInvention.has(d.code));
  const [first] = errors;
  if (real.length > 0 || !first) return real;
  return [
    problem(
      'longest-untried',
      first.place,
      `这里不能用虚构的文字试排：${first.message.zh}`,
      `this cannot be tried with invented texts: ${first.message.en}`,
      { severity: 'info' },
    ),
  ];
}

/** What runs at head and foot is laid out by itself, once a master. */
async function runningTooHigh(document: Document, writer: PdfWriter, lang: DocLang): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const master of new Set(document.sections.map((section) => section.master))) {
    const sheet = sheetOf(master);
    const parts: readonly (readonly [readonly Block[], number, Prose])[] = [
      [master.header, master.margins.top - master.headerFrom, { zh: '页眉', en: 'running header' }],
      [master.firstHeader ?? [], master.margins.top - master.headerFrom, { zh: '首页页眉', en: 'first header' }],
      [master.footer, master.margins.bottom - master.footerFrom, { zh: '页脚', en: 'running footer' }],
    ];
    for (const [blocks, room, name] of parts) {
      if (blocks.length === 0) continue;
      const height = await heightOn(master, sheet.height, blocks, document, writer);
      if (height <= room + 0.1) continue;
      found.push(
        overflow(
          master.origin?.template,
          `${name.zh}最高 ${height.toFixed(1)} 毫米，页边只有 ${room.toFixed(1)} 毫米（${named[lang].zh}）`,
          `the ${name.en} is ${height.toFixed(1)} mm high with the longest texts, and its margin has ${room.toFixed(1)} mm (${named[lang].en})`,
        ),
      );
    }
  }
  return found;
}

async function heightOn(
  master: PageMaster,
  sheetHeight: number,
  blocks: readonly Block[],
  document: Document,
  writer: PdfWriter,
): Promise<number> {
  const { backdrops: _, firstHeader: __, ...plain } = master;
  const alone: PageMaster = {
    ...plain,
    margins: { ...master.margins, top: 10, bottom: 10 },
    header: [],
    footer: [],
    frame: 'none',
    fill: false,
  };
  const laid = await writer.lay({ ...document, sections: [{ master: alone, blocks }] });
  // What does not fit on a sheet is higher than any margin.
  return laid.value ? (laid.value.pages - 1) * (sheetHeight - 20) + laid.value.end - 10 : 0;
}

function inputOf({ scheme, layouts: _, theme }: SchemeTools, definition: DocumentDefinition, lang: DocLang, variant: string): ComposeInput {
  const kind = definition.id;
  const groups = scheme.contents[kind] ?? [];
  const contents = groups.flatMap((group) => group.contents);
  const invented = longest(contextShape(definition)) as Readonly<Record<string, object>>;
  const { surveillanceLabels: __, ...context } = invented;
  return {
    context: {
      ...context,
      variant,
      // What the pack says is as long as it is.
      body: { ...invented['body'], ...scheme.body, enquiryUrl: 'https://example.com/cert/WD-BC-2026-0000000000-R00-0000' },
      standard: { ...invented['standard'], number: scheme.standard.number, title: scheme.standard.title, choice: [] },
      doc: {
        ...invented['doc'],
        kind,
        title: scheme.scheme.documents[kind]?.title ?? definition.title,
        version: { zh: '12', en: '12' },
        subject: definition.of === 'meeting' ? 'opening' : '1',
      },
      groups: groups.map(({ id, title, form, contents: all }) => ({
        id,
        title,
        form,
        contents: all.filter((one) => !one.finding && one.with === undefined),
      })),
      clauseOf: Object.fromEntries(contents.map((one) => [one.id, one.clause])),
      asked: Object.fromEntries(contents.map((one) => [one.id, true])),
      wording: Object.fromEntries(scheme.wording.filter((one) => one.text).map((one) => [one.id, { text: one.text, clause: one.clause }])),
      recommendations: recommendationsOf(scheme.scheme.labels, 'I2'),
    },
    lang,
    original: scheme.scheme.original,
    theme,
    variant,
    meta: { kind, title: kind, number: '1', version: '1', date: '2026-09-30', author: scheme.body.name.en, subject: kind, keywords: [] },
    labels: scheme.scheme.labels,
    contents,
    wording: scheme.wording,
    assets: new Map([[anyPicture, { mime: 'image/png', bytes: pixel, pixels: { width: 1, height: 1 } }]]),
  };
}
