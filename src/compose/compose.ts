/**
 * From a layout and a record to the document model.
 *
 * In:  a set of layouts, the context (values that know their places), the language, theme and variant. Out: a `Document`, and
 * every problem met on the way. The steps: render with Handlebars, read the HTML, build the model.
 */
import { failed, hasErrors, type Diagnostic, type Outcome, type Place } from '../diagnostics/index.js';
import { withDensity, type DocLang, type Document, type Lang, type Meta, type Section, type Theme } from '../model/index.js';
import { checkPaper } from './build/bounds.js';
import { sectionsOf } from './build/pages.js';
import type { Asset, Building } from './build/setting.js';
import { readTree, type TreeNode } from './build/tree.js';
import { compiled } from './compiled.js';
import { parsedLayout } from './layout/parsed.js';
import { preparedLayout } from './layout/prepared-layout.js';
import type { LayoutSet } from './layout-set.js';
import { didYouMean, problem } from './problem.js';
import { reachable } from './reachable.js';
import { Labels, type SchemeLabels } from './labels.js';
import { LimitReached, LayoutRun, type SchemeContent, type SchemeWording } from './layout-run.js';
import { densityOf } from './variants.js';

export interface ComposeInput {
  /** Plain objects and lists of tracked values; plain ones too, where a pack or code supplied them. */
  readonly context: object;
  readonly lang: DocLang;
  /** The language of the scheme's text: it leads in documents of both, and is there in every text. */
  readonly original: Lang;
  readonly theme: Theme;
  /** One that `variantsOf` names; `only` where the layout names none. Its density is applied to the theme. */
  readonly variant: string;
  readonly meta: Meta;
  /** The scheme's own words; they come before the locales. */
  readonly labels: SchemeLabels;
  /** Every key of a label that is asked for is added, `group.*` for a whole group. */
  readonly labelsAsked?: Set<string>;
  /** The scheme's required contents, of all documents, for `clauseFor` and `titleFor`. */
  readonly contents: readonly SchemeContent[];
  /** The scheme's wordings that hold for this document, for `wordingAt`. */
  readonly wording: readonly SchemeWording[];
  /** Pictures, by the `src` that the record gives. */
  readonly assets: ReadonlyMap<string, Asset>;
}

export function compose(set: LayoutSet, documentName: string, input: ComposeInput): Outcome<Document> {
  const rendered = renderHtml(set, documentName, input);
  if (!rendered.value) return failed(...rendered.diagnostics);
  const { html, session } = rendered.value;
  const { nodes, diagnostics } = readTree(html, compiled(set).tags, session);
  const theme = withDensity(input.theme, densityOf(set, documentName, input.variant));
  const building: Building = {
    kind: input.meta.kind,
    labels: session.scheme.labels,
    lang: input.lang,
    lead: input.original,
    theme,
    assets: input.assets,
    masters: new Map(),
    framed: new Set(),
    numbered: { tables: 0 },
    spent: { codes: 0, pictureBytes: 0 },
    diagnostics: [...session.diagnostics, ...diagnostics],
  };
  const sections = sectionsWithin(nodes, building, { file: set.layouts.get(documentName)?.file ?? documentName });
  if (sections.length === 0 && !hasErrors(building.diagnostics)) {
    building.diagnostics.push(
      problem(
        'section-missing',
        { file: set.layouts.get(documentName)?.file ?? documentName },
        '版式没有排出任何一节',
        'the layout yields no section',
      ),
    );
  }
  if (hasErrors(building.diagnostics)) return failed(...building.diagnostics);
  const document: Document = {
    type: 'document',
    lang: input.lang,
    ...(input.lang === 'zh-en' && input.original === 'en' ? { lead: 'en' } : {}),
    meta: input.meta,
    theme,
    variant: input.variant,
    sections,
  };
  return { value: document, diagnostics: building.diagnostics };
}

/** A label that is filled in here may pass a bound as well as one that a helper fills in. */
function sectionsWithin(nodes: readonly TreeNode[], building: Building, layout: Place): Section[] {
  try {
    const sections = sectionsOf(nodes, building);
    checkPaper(sections, building);
    return sections;
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
    building.diagnostics.push(problem('document-too-large', layout, error.zh, error.en));
    return [];
  }
}

/** The step before: HTML with its stamps and sentinels. */
export function renderHtml(set: LayoutSet, documentName: string, input: ComposeInput): Outcome<{ html: string; session: LayoutRun }> {
  const layout = set.layouts.get(documentName);
  if (!layout) return failed(layoutMissing(set, documentName));
  const broken = reachable(set, documentName).files.flatMap((file) => (preparedLayout(file) ? [] : parsedLayout(file).diagnostics));
  if (hasErrors(broken)) return failed(...broken);
  const all = compiled(set);
  const session = new LayoutRun(set, input.lang, all.prints, {
    labels: new Labels(set, input.labels, input.labelsAsked),
    contents: new Map(input.contents.map((c) => [c.id, c])),
    wording: input.wording,
    original: input.original,
  });
  try {
    const lead = input.lang === 'zh-en' ? input.original : input.lang;
    const html = all.render(documentName, input.context, session, { variant: input.variant, lang: input.lang, lead });
    session.finish();
    return { value: { html, session }, diagnostics: [] };
  } catch (error) {
    session.finish();
    const at = { file: layout.file };
    if (error instanceof LimitReached) return failed(...session.diagnostics, problem('document-too-large', at, error.zh, error.en));
    if (error instanceof RangeError)
      return failed(...session.diagnostics, problem('document-too-large', at, '版式展开得过深', 'the layout unfolds too deep'));
    // An unknown helper or partial, in a layout that was not checked before.
    const said = error instanceof Error ? error.message : String(error);
    return failed(...session.diagnostics, problem('layout-failed', at, `版式无法排出：${said}`, `the layout cannot be rendered: ${said}`));
  }
}

export const layoutMissing = (set: LayoutSet, name: string): Diagnostic =>
  problem('layout-missing', undefined, `没有文件 ${name} 的版式`, `there is no layout for ${name}`, {
    help: didYouMean(name, set.layouts.keys()),
  });
