/**
 * The closed vocabulary of layouts, as data: which elements there are, where each may stand and what it may say.
 *
 * In:  nothing. Out: the table that the static check and the builders share, so that they cannot disagree; in prose it is
 * `docs/layouts.md`.
 */

/** What an attribute's value is. `label` is a key of the locales, `labels` a group of keys. */
export type ValueKind =
  | 'text'
  | 'id'
  | 'contents'
  | 'paragraph'
  | 'table'
  | 'cell'
  | 'character'
  | 'rule'
  | 'number'
  | 'positive'
  | 'integer'
  | 'boolean'
  | 'widths'
  | 'margins'
  | 'label'
  | 'labels'
  | 'words'
  | 'picture'
  | readonly string[];
export interface AttributeRule {
  readonly kind: ValueKind;
  readonly required?: true;
  /** No expression may stand in it: it is needed before anything is rendered. */
  readonly literal?: true;
}
/** `flow`: blocks, text and inline elements; `inline`: text and inline elements; `parts`: only the elements named. */
export interface ElementRule {
  readonly is: 'top' | 'block' | 'inline' | 'part';
  readonly attributes: Readonly<Record<string, AttributeRule>>;
  readonly content: 'flow' | 'inline' | 'parts' | 'none';
  readonly parts?: readonly string[];
  /** May not stand anywhere inside these. */
  readonly notInside?: readonly string[];
  /** May stand only somewhere inside one of these. */
  readonly onlyInside?: readonly string[];
}

export const voidElements: ReadonlySet<string> = new Set(['br', 'img']);

const a = (kind: ValueKind): AttributeRule => ({ kind });
const must = (kind: ValueKind): AttributeRule => ({ kind, required: true });
const fixed = (kind: ValueKind, required?: true): AttributeRule => (required ? { kind, literal: true, required } : { kind, literal: true });
const contents = { 'data-content': a('contents') };
const cells = ['td', 'th', 'field'] as const;
const running = ['running-header', 'first-header', 'running-footer'] as const;

const headingRule: ElementRule = {
  is: 'block',
  attributes: { class: a('paragraph'), ...contents },
  content: 'inline',
  parts: ['at-right'],
  notInside: ['td', 'th', 'field', 'li', ...running],
};
const listRule: ElementRule = { is: 'block', attributes: { class: a('paragraph'), ...contents }, content: 'parts', parts: ['li'] };
const cellRule: ElementRule = {
  is: 'part',
  attributes: {
    colspan: a('integer'),
    rowspan: a('integer'),
    scope: a(['row', 'col']),
    class: a('cell'),
    text: a('paragraph'),
    valign: a(['top', 'middle', 'bottom']),
    ...contents,
  },
  content: 'flow',
};
const rowsRule: ElementRule = { is: 'part', attributes: {}, content: 'parts', parts: ['tr'] };
const runningRule: ElementRule = { is: 'part', attributes: {}, content: 'flow' };
const inlineRule: ElementRule = { is: 'inline', attributes: {}, content: 'inline' };
const emptyInline = (attributes: ElementRule['attributes'], rest: Partial<ElementRule> = {}): ElementRule => ({
  is: 'inline',
  attributes,
  content: 'none',
  ...rest,
});
const emptyBlock = (attributes: ElementRule['attributes'], rest: Partial<ElementRule> = {}): ElementRule => ({
  is: 'block',
  attributes: { ...attributes, ...contents },
  content: 'none',
  ...rest,
});

export const vocabulary: Readonly<Record<string, ElementRule>> = {
  variant: { is: 'top', attributes: { id: fixed('id', true), density: fixed('id') }, content: 'none' },
  'page-master': {
    is: 'top',
    attributes: {
      id: fixed('id', true),
      margins: fixed('margins', true),
      'header-from': fixed('number'),
      'footer-from': fixed('number'),
      frame: a('boolean'),
      fill: a('boolean'),
      orientation: fixed(['portrait', 'landscape']),
    },
    content: 'parts',
    parts: running,
  },
  section: { is: 'top', attributes: { master: must('id') }, content: 'flow' },
  'running-header': runningRule,
  'first-header': runningRule,
  'running-footer': runningRule,

  h1: headingRule,
  h2: headingRule,
  h3: headingRule,
  h4: headingRule,
  p: { is: 'block', attributes: { class: a('paragraph'), ...contents }, content: 'inline', parts: ['at-right'] },
  div: { is: 'block', attributes: { class: a('paragraph'), ...contents }, content: 'flow' },
  ul: listRule,
  ol: listRule,
  li: { is: 'part', attributes: {}, content: 'inline', parts: ['ul', 'ol', 'p'] },
  table: {
    is: 'block',
    attributes: {
      class: a('table'),
      widths: a('widths'),
      indent: a('number'),
      keep: a(['whole', 'rows']),
      continued: a('label'),
      ...contents,
    },
    content: 'parts',
    parts: ['caption', 'thead', 'tbody', 'tr'],
    notInside: cells,
  },
  caption: { is: 'part', attributes: { class: a('paragraph'), numbered: a('boolean') }, content: 'inline' },
  thead: rowsRule,
  tbody: rowsRule,
  tr: {
    is: 'part',
    attributes: { height: a('positive'), class: a(['day', 'with-next']), ...contents },
    content: 'parts',
    parts: ['th', 'td'],
  },
  th: cellRule,
  td: cellRule,
  'field-list': {
    is: 'block',
    attributes: {
      class: a('table'),
      widths: a('widths'),
      indent: a('number'),
      marks: a('boolean'),
      form: a('boolean'),
      keep: a(['whole', 'rows']),
      ...contents,
    },
    content: 'parts',
    parts: ['field'],
    notInside: cells,
  },
  field: {
    is: 'part',
    attributes: { label: a('label'), mark: a('text'), text: a('paragraph'), ...contents },
    content: 'flow',
    parts: ['field-label'],
  },
  'field-label': { is: 'part', attributes: {}, content: 'inline' },
  grid: {
    is: 'block',
    attributes: { widths: must('widths'), gutter: a('number'), indent: a('number'), ...contents },
    content: 'parts',
    parts: ['grid-row'],
  },
  'grid-row': { is: 'part', attributes: {}, content: 'parts', parts: ['grid-cell'] },
  'grid-cell': {
    is: 'part',
    attributes: { align: a(['top', 'middle', 'bottom']), side: a(['left', 'right']), ...contents },
    content: 'flow',
  },
  'by-language': { is: 'block', attributes: { ...contents }, content: 'flow' },
  keep: { is: 'block', attributes: { ...contents }, content: 'flow' },
  'page-break': emptyBlock({}, { notInside: [...cells, 'grid-cell', 'keep', ...running] }),
  toc: {
    is: 'block',
    attributes: { over: a('number'), depth: a(['2', '3', '4']) },
    content: 'none',
    notInside: [...cells, 'grid-cell', 'keep', ...running],
  },
  space: emptyBlock({ height: must('number'), share: a('positive') }),
  rule: emptyBlock({ class: a('rule') }),
  img: emptyBlock({ src: must('picture'), alt: must('text'), width: must('positive'), height: a('positive'), indent: a('number') }),
  'qr-code': emptyBlock({ value: must('text'), size: a('positive'), label: must('label') }),
  'seal-place': emptyBlock({ diameter: a('positive'), label: a('label'), class: a('paragraph') }),
  'sign-block': { is: 'block', attributes: { indent: a('number'), ...contents }, content: 'parts', parts: ['sign'] },
  sign: {
    is: 'part',
    attributes: { label: must('label'), name: a('text'), date: a('text'), seal: a('boolean'), ...contents },
    content: 'parts',
    parts: ['sign-name'],
  },
  'sign-name': { is: 'part', attributes: {}, content: 'inline' },
  'option-set': emptyBlock({ of: must('labels'), values: a('words'), value: a('text'), class: a('paragraph'), stack: a('boolean') }),
  'none-statement': emptyBlock({ class: a('paragraph') }),
  'not-applicable': { is: 'block', attributes: { class: a('paragraph'), ...contents }, content: 'inline' },

  strong: inlineRule,
  em: inlineRule,
  span: { is: 'inline', attributes: { class: { kind: 'character', required: true } }, content: 'inline' },
  mark: inlineRule,
  a: { is: 'inline', attributes: { id: a('text'), to: a('text') }, content: 'inline' },
  br: emptyInline({}),
  'check-box': emptyInline({ checked: a('boolean') }),
  blank: emptyInline({ width: must('positive') }),
  gap: emptyInline({ em: must('positive') }),
  'page-number': emptyInline({}),
  'page-count': emptyInline({}),
  'running-heading': emptyInline(
    { level: a(['2', '3', '4']), to: a(['2', '3', '4']), part: a(['title', 'mark']) },
    { onlyInside: running },
  ),
  'at-right': { is: 'part', attributes: {}, content: 'inline' },
};

export const elementNames: readonly string[] = Object.keys(vocabulary);
export const ruleOf = (name: string): ElementRule | undefined => (Object.hasOwn(vocabulary, name) ? vocabulary[name] : undefined);

/** Whether `child` may stand directly in `parent` (undefined: the top of a layout). */
export function mayContain(parent: string | undefined, child: string): boolean {
  const rule = ruleOf(child);
  if (!rule) return false;
  if (parent === undefined) return rule.is === 'top';
  const around = ruleOf(parent);
  if (!around) return false;
  if (around.parts?.includes(child)) return true;
  if (around.content === 'flow') return rule.is === 'block' || rule.is === 'inline';
  return around.content === 'inline' && rule.is === 'inline';
}
export const takesText = (parent: string | undefined): boolean => {
  const content = parent === undefined ? undefined : ruleOf(parent)?.content;
  return content === 'flow' || content === 'inline';
};
export const takesBlocks = (parent: string | undefined): boolean => (parent === undefined ? false : ruleOf(parent)?.content === 'flow');

/** What authors write who come from HTML, and what it is called here. */
export const otherNames: Readonly<Record<string, string>> = {
  b: 'strong',
  i: 'em',
  hr: 'rule',
  image: 'img',
  dl: 'field-list',
  dt: 'field-label',
  dd: 'field',
  header: 'running-header',
  footer: 'running-footer',
  pagebreak: 'page-break',
  page: 'page-master',
  tablehead: 'thead',
  signature: 'sign',
  checkbox: 'check-box',
  qrcode: 'qr-code',
  figure: 'img',
};

/** Labels that elements print by themselves; they stand in the locales like all others. */
export const elementLabels: Readonly<Record<string, readonly string[]>> = {
  'none-statement': ['elements.none'],
  'not-applicable': ['elements.not-applicable'],
  'sign-block': ['elements.date'],
  toc: ['elements.toc'],
};
