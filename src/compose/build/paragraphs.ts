/**
 * Paragraphs, headings and lists.
 *
 * In:  elements with inline content. Out: blocks, one or two for each element as the style's `pair` says.
 */
import { build, type Block, type Heading, type List, type ListItem, type Paragraph, type Rank } from '../../model/index.js';
import type { LayoutPlace } from '../layout/ast.js';
import { arrange, isBlank, onOneLine, pairFormOf, readRuns, recordsIn, type PairForm, type Run } from './inline.js';
import { mainLang, originAt, originOf, otherLang, report, styleOf, type Building, type Setting } from './setting.js';
import type { TreeElement, TreeNode } from './tree.js';
import type { RecordPlace } from '../../model/index.js';

/** Paragraphs of a style from runs. */
export function paragraphsOf(
  runs: readonly Run[],
  style: string,
  building: Building,
  at: LayoutPlace,
  item: readonly RecordPlace[] = [],
  form?: PairForm,
): Paragraph[] {
  return arrange(runs, building, form ?? pairFormOf(building, style)).map(({ rank, lang, content }) =>
    build.paragraph({ style, rank, lang, content, origin: originAt(at, [...item, ...recordsIn(content)]) }),
  );
}

export function paragraphElement(element: TreeElement, building: Building, setting: Setting): Paragraph[] {
  const style = styleOf(building, element, 'class', building.theme.styles, setting.style);
  return paragraphsOf(readRuns(element.children, { building, at: element.at }), style, building, element.at, element.item);
}

const headingStyles = { h1: 'title', h2: 'group', h3: 'item', h4: 'clause' } as const;
const isMark = (node: TreeNode): node is TreeElement => node.kind === 'element' && node.name === 'mark';

export function headingElement(element: TreeElement, building: Building): (Heading | Paragraph)[] {
  const name = element.name as keyof typeof headingStyles;
  const level = Number(name.slice(1)) as Heading['level'];
  const style = styleOf(building, element, 'class', building.theme.styles, headingStyles[name]);
  const form = pairFormOf(building, style);
  const reading = { building, at: element.at };
  const mark = onOneLine(
    element.children.filter(isMark).flatMap((m) => readRuns(m.children, { ...reading, at: m.at, style: 'mark' })),
    building,
    form,
  );
  const runs = readRuns(
    element.children.filter((n) => !isMark(n)),
    reading,
  );
  const left = runs.filter((r) => r.side === 'left');
  const right = runs.filter((r) => r.side === 'right');
  const aside = onOneLine(right, building, { ...form, pair: 'line' });
  const [main, second] = arrange(left, building, form);
  if (!main) {
    report(building, 'heading-empty', element.at, '标题没有文字', 'the heading is empty');
    return [];
  }
  const heading = build.heading({
    level,
    style,
    rank: main.rank,
    lang: main.lang,
    content: main.content,
    ...(mark.length > 0 ? { mark } : {}),
    ...(aside.length > 0 ? { aside } : {}),
    origin: originOf(element, recordsIn([...mark, ...main.content, ...aside])),
  });
  // The other language below a heading is not a heading of its own: it would stand twice in every table of contents.
  return second ? [heading, build.paragraph({ style, ...second, origin: originOf(element, recordsIn(second.content)) })] : [heading];
}

// ---- lists -------------------------------------------------------------------------------------------------------------

interface ItemRuns {
  readonly element: TreeElement;
  readonly paragraphs: readonly (readonly Run[])[];
  readonly lists: readonly ListRuns[];
}
interface ListRuns {
  readonly element: TreeElement;
  readonly items: readonly ItemRuns[];
}

/** In two languages each item holds both, unless the layout wants one language after the other. */
export function listElement(element: TreeElement, building: Building, setting: Setting): List[] {
  const style = styleOf(building, element, 'class', building.theme.styles, setting.style);
  const runs = readList(element, building);
  if (runs.items.length === 0) return [];
  if (building.lang !== 'zh-en' || !building.stacked) return [listIn(runs, style, building)];
  const alike = (list: ListRuns): boolean =>
    list.items.every((i) => i.paragraphs.every((p) => arrange(p, building, { pair: 'stack', gap: 0 }).length < 2) && i.lists.every(alike));
  const main = listIn(runs, style, { ...building, lang: building.lead }, 'main');
  return alike(runs) ? [main] : [main, listIn(runs, style, { ...building, lang: otherLang(building.lead) }, 'second')];
}

function readList(element: TreeElement, building: Building): ListRuns {
  const items = element.children.flatMap((child): ItemRuns[] => {
    if (child.kind !== 'element') return [];
    const paragraphs: Run[][] = [];
    const lists: ListRuns[] = [];
    let line: TreeNode[] = [];
    const flush = (): void => {
      const runs = readRuns(line, { building, at: child.at });
      if (!isBlank(runs)) paragraphs.push(runs);
      line = [];
    };
    for (const node of child.children) {
      if (node.kind === 'element' && (node.name === 'ul' || node.name === 'ol')) {
        flush();
        lists.push(readList(node, building));
      } else if (node.kind === 'element' && node.name === 'p') {
        flush();
        paragraphs.push(readRuns(node.children, { building, at: node.at }));
      } else line.push(node);
    }
    flush();
    return [{ element: child, paragraphs, lists }];
  });
  return { element, items };
}

/** `rank`: that of all its paragraphs, where the list is one of two. */
function listIn(list: ListRuns, style: string, building: Building, rank?: Rank): List {
  const items = list.items.map(({ element, paragraphs, lists }): ListItem =>
    build.listItem(
      [
        ...paragraphs.flatMap((runs) =>
          paragraphsOf(runs, style, building, element.at, element.item).map((p) => (rank ? { ...p, rank } : p)),
        ),
        ...lists.filter((l) => l.items.length > 0).map((l) => listIn(l, style, building, rank)),
      ],
      { origin: originOf(element) },
    ),
  );
  return build.list({
    ordered: list.element.name === 'ol',
    style,
    rank: rank ?? 'main',
    lang: mainLang(building),
    items,
    origin: originOf(list.element),
  });
}

/** Adds what a block answers. */
export const answering = <T extends Block>(blocks: readonly T[], contents: readonly string[]): T[] =>
  contents.length === 0 ? [...blocks] : blocks.map((b) => ({ ...b, contents: [...new Set([...(b.contents ?? []), ...contents])] }));
