/**
 * Blocks in their order: one element, one builder, in a table.
 *
 * In:  the children of a section, cell or keep. Out: blocks. Text and inline elements that stand between blocks become
 * paragraphs of the style at hand.
 */
import { build, ModelError, type Block } from '../../model/index.js';
import { LongText } from '../values.js';
import { ruleOf } from '../vocabulary.js';
import {
  imageElement,
  noneStatementElement,
  notApplicableElement,
  optionSetElement,
  qrCodeElement,
  sealPlaceElement,
  signBlockElement,
} from './forms.js';
import { isBlank, readRuns } from './inline.js';
import { labelRuns } from './labels.js';
import { longTextBlocks } from './long.js';
import { answering, headingElement, listElement, paragraphElement, paragraphsOf } from './paragraphs.js';
import { attribute, attributeContents, numberOf, originOf, report, styleOf, type Building, type Setting } from './setting.js';
import { columnWidths, elementsOf, fieldListElement, tableElement } from './tables.js';
import type { TreeElement, TreeNode } from './tree.js';

/** A document of more pages than this has a table of contents, where its layout does not say otherwise. */
const usualOver = 8;

type Builder = (element: TreeElement, building: Building, setting: Setting) => Block[];

const builders: Readonly<Record<string, Builder>> = {
  h1: headingElement,
  h2: headingElement,
  h3: headingElement,
  h4: headingElement,
  p: paragraphElement,
  ul: listElement,
  ol: listElement,
  div: (element, building, setting) =>
    flow(element.children, element, building, {
      ...setting,
      style: styleOf(building, element, 'class', building.theme.styles, setting.style),
    }),
  // All in the leading language, then all in the other.
  'by-language': (element, building, setting) => {
    const blocks = flow(element.children, element, { ...building, stacked: true }, setting);
    const second = (b: Block): boolean => (b.type === 'paragraph' || b.type === 'list') && b.rank === 'second';
    return [...blocks.filter((b) => !second(b)), ...blocks.filter(second)];
  },
  table: (element, building, setting) => tableElement(element, building, setting, flow),
  'field-list': (element, building, setting) => fieldListElement(element, building, setting, flow),
  grid: gridElement,
  keep: (element, building, setting) => {
    const blocks = flow(element.children, element, building, setting);
    return blocks.length === 0 ? [] : [build.keep(blocks, { origin: originOf(element) })];
  },
  'page-break': (element) => [build.pageBreak({ origin: originOf(element) })],
  toc: (element, building) => [
    build.toc({
      title: paragraphsOf(labelRuns('elements.toc', element, building), 'toc-title', building, element.at),
      depth: ([2, 4] as const).find((depth) => attribute(element, 'depth') === String(depth)) ?? 3,
      over: numberOf(building, element, 'over', usualOver),
      origin: originOf(element),
    }),
  ],
  space: (element, building) => {
    const share = numberOf(building, element, 'share', 0);
    return [build.space(numberOf(building, element, 'height', 0), share > 0 ? share : undefined)];
  },
  rule: (element, building) => [
    build.rule(styleOf(building, element, 'class', building.theme.rules, 'hair'), { origin: originOf(element) }),
  ],
  img: imageElement,
  'qr-code': qrCodeElement,
  'seal-place': sealPlaceElement,
  'sign-block': signBlockElement,
  'option-set': optionSetElement,
  'none-statement': noneStatementElement,
  'not-applicable': notApplicableElement,
};

/** A part of a content may be called from a cell in one scheme and from a section in another: only the rendering can tell. */
const notInCells: ReadonlySet<string> = new Set(Object.keys(builders).filter((name) => ruleOf(name)?.notInside?.includes('td')));

export function flow(nodes: readonly TreeNode[], around: TreeElement, building: Building, setting: Setting): Block[] {
  const out: Block[] = [];
  let line: TreeNode[] = [];
  const flush = (): void => {
    if (line.length === 0) return;
    const runs = readRuns(line, { building, at: around.at });
    if (!isBlank(runs)) out.push(...paragraphsOf(runs, setting.style, building, firstAt(line) ?? around.at, around.item));
    line = [];
  };
  for (const node of nodes) {
    const builder = node.kind === 'element' ? builders[node.name] : undefined;
    if (node.kind === 'element' && setting.inCell && notInCells.has(node.name)) {
      report(building, 'element-misplaced', node.at, `<${node.name}> 不能放在单元格里`, `<${node.name}> cannot stand inside a cell`);
      continue;
    }
    if (node.kind === 'element' && builder) {
      flush();
      out.push(...answering(guarded(builder, node, building, setting), attributeContents(node)));
    } else if (node.kind === 'print' && node.print.content instanceof LongText) {
      flush();
      out.push(...longTextBlocks(node.print, node.print.content, building, setting));
    } else line.push(node);
  }
  flush();
  return out;
}
const firstAt = (nodes: readonly TreeNode[]) => {
  const first = nodes.find((n) => n.kind !== 'text');
  return first?.kind === 'print' ? first.print.at : first?.kind === 'element' ? first.at : undefined;
};

/** The model refuses what no writer could write; here that is the layout's fault, and is said at its line. */
function guarded(builder: Builder, element: TreeElement, building: Building, setting: Setting): Block[] {
  try {
    return builder(element, building, setting);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    report(
      building,
      'layout-failed',
      element.at,
      `<${element.name}> 无法排出：${error.message}`,
      `<${element.name}> cannot be set: ${error.message}`,
    );
    return [];
  }
}

function gridElement(element: TreeElement, building: Building, setting: Setting): Block[] {
  const rows = elementsOf(element, 'grid-row');
  const columns = elementsOf(rows[0] ?? element, 'grid-cell').length;
  if (rows.length === 0 || columns === 0) return [];
  const indent = numberOf(building, element, 'indent', 0);
  const gutter = numberOf(building, element, 'gutter', 0);
  const widths = columnWidths(element, building, setting, indent, gutter * (columns - 1), '*');
  if (!widths) return [];
  const wrong = rows.find((row) => elementsOf(row, 'grid-cell').length !== widths.length);
  if (wrong) {
    report(building, 'table-columns', wrong.at, `这一行要 ${widths.length} 个 <grid-cell>`, `this row needs ${widths.length} <grid-cell>`);
    return [];
  }
  return [
    build.grid({
      indent,
      widths,
      gutter,
      origin: originOf(element),
      rows: rows.map((row) =>
        build.gridRow({
          origin: originOf(row),
          cells: elementsOf(row, 'grid-cell').map((cell, i) => {
            const align = attribute(cell, 'align');
            return build.gridCell({
              align: align === 'middle' || align === 'bottom' ? align : 'top',
              side: attribute(cell, 'side') === 'right' ? 'right' : 'left',
              origin: originOf(cell),
              blocks: answering(flow(cell.children, cell, building, { ...setting, measure: widths[i] ?? 1 }), attributeContents(cell)),
            });
          }),
        }),
      ),
    }),
  ];
}
