/**
 * Page masters and sections.
 *
 * In:  the top of the tree. Out: the sections of the document, each with its master.
 */
import { measureOf, type Block, type Heading, type PageMaster, type Section } from '../../model/index.js';
import { footerFrom, headerFrom, parseMargins } from '../widths.js';
import { flow } from './flow.js';
import { attribute, flag, numberOf, originOf, report, type Building } from './setting.js';
import { onStationery, sheetWith, withFirstPage } from './stationery.js';
import { elementsOf } from './tables.js';
import type { TreeElement, TreeNode } from './tree.js';
import { walk } from '../../model/index.js';

export function sectionsOf(nodes: readonly TreeNode[], building: Building): Section[] {
  const tops = nodes.filter((n): n is TreeElement => n.kind === 'element');
  for (const element of tops) if (element.name === 'page-master') readMaster(element, building);
  const out: Section[] = [];
  for (const element of tops) {
    if (element.name !== 'section') continue;
    const name = attribute(element, 'master') ?? '';
    const master = building.masters.get(name);
    if (!master) {
      report(building, 'master-unknown', element.at, `没有页面母版 ${name}`, `there is no page master ${name}`);
      continue;
    }
    const blocks = flow(element.children, element, building, { style: 'prose', measure: measureOf({ master }), inCell: false });
    out.push({ master, blocks, origin: originOf(element) });
  }
  checkHeadings(out, building);
  return withFirstPage(out, building.framed, building);
}

function readMaster(element: TreeElement, building: Building): void {
  const margins = parseMargins(attribute(element, 'margins') ?? '');
  if (!margins) {
    report(
      building,
      'attribute-value',
      element.at,
      '页边距要写四个毫米数：上 右 下 左',
      'margins are four numbers in mm: top right bottom left',
    );
    return;
  }
  const id = attribute(element, 'id') ?? '';
  const orientation = attribute(element, 'orientation') === 'landscape' ? ({ orientation: 'landscape' } as const) : {};
  const sheet = { ...sheetWith(building, id, margins), ...orientation };
  const measure = measureOf({ master: sheet });
  const running = (name: string, style: string): Block[] | undefined => {
    const found = elementsOf(element, name)[0];
    return found && flow(found.children, found, building, { style, measure, inCell: false });
  };
  const first = running('first-header', 'header');
  const isFramed = flag(element, 'frame');
  const master: PageMaster = {
    ...sheet,
    headerFrom: numberOf(building, element, 'header-from', headerFrom),
    footerFrom: numberOf(building, element, 'footer-from', footerFrom),
    header: running('running-header', 'header') ?? [],
    ...(first ? { firstHeader: first } : {}),
    footer: running('running-footer', 'footer') ?? [],
    frame: isFramed ? building.theme.frame : 'none',
    fill: flag(element, 'fill'),
    origin: originOf(element),
  };
  const whole = onStationery(master, isFramed, building, element.at);
  building.masters.set(id, whole);
  if (isFramed) building.framed.add(whole);
}

/** Level 1 first, and one level down at a time: screen readers and PDF/UA go by it. */
function checkHeadings(sections: readonly Section[], building: Building): void {
  let level = 0;
  const visit = (block: Block): void => {
    if (block.type !== 'heading') return;
    if (block.level > level + 1) {
      report(
        building,
        'heading-level',
        block.origin?.template,
        `<h${block.level}> 前面没有 <h${block.level - 1}>`,
        `<h${block.level}> follows no <h${block.level - 1}>`,
      );
    }
    level = (block satisfies Heading).level;
  };
  for (const section of sections) walk(section.blocks, { cells: [], rows: [] }, visit);
}
