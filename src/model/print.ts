/**
 * A model as readable text: for `--to model`, for looking at what a layout became, and for the expectations of tests.
 *
 * In:  a document. Out: one line a block, indented by depth; stable, so that a change of a layout shows as a small diff.
 * `printModel(document, { origins: true })` adds where each block came from.
 */
import type { Block, Document, Inline, Origin, PageMaster } from './types.js';

export interface PrintOptions {
  readonly origins?: boolean;
}

export function printModel(document: Document, options: PrintOptions = {}): string {
  const lines: string[] = [];
  const { meta } = document;
  lines.push(`document ${meta.kind} ${document.lang} ${document.variant} theme=${document.theme.name}`);
  lines.push(`  ${meta.title} | ${meta.number} | ${meta.version} | ${meta.date} | ${meta.author}`);
  const masters: PageMaster[] = [];
  for (const section of document.sections) {
    let number = masters.indexOf(section.master);
    const isNew = number < 0;
    if (isNew) number = masters.push(section.master) - 1;
    lines.push(`section master=${number + 1}${from(section.origin, options)}`);
    if (isNew) printMaster(section.master, lines, options);
    printBlocks(section.blocks, '  ', lines, options);
  }
  return `${lines.join('\n')}\n`;
}

function printMaster(master: PageMaster, lines: string[], options: PrintOptions): void {
  const { top, right, bottom, left } = master.margins;
  lines.push(
    `  master ${master.paper}${master.orientation ? ` ${master.orientation}` : ''} margins=${top},${right},${bottom},${left} header-from=${master.headerFrom} footer-from=${master.footerFrom} frame=${master.frame}${master.fill ? ' fill' : ''}`,
  );
  const running = (name: string, blocks: readonly Block[] | undefined): void => {
    if (!blocks || (blocks.length === 0 && name !== 'first-header')) return;
    lines.push(`    ${name}`);
    printBlocks(blocks, '      ', lines, options);
  };
  running('header', master.header);
  running('first-header', master.firstHeader);
  running('footer', master.footer);
}

function printBlocks(blocks: readonly Block[], indent: string, lines: string[], options: PrintOptions): void {
  for (const block of blocks) printBlock(block, indent, lines, options);
}

function printBlock(block: Block, indent: string, lines: string[], options: PrintOptions): void {
  const tail = `${answers(block.contents)}${from(block.origin, options)}`;
  const put = (text: string, depth = ''): void => void lines.push(`${indent}${depth}${text}`);
  const inner = `${indent}  `;
  switch (block.type) {
    case 'paragraph':
      put(`p ${block.style} ${block.rank} ${block.lang}: ${printInlines(block.content)}${tail}`);
      break;
    case 'heading': {
      const mark = block.mark ? `[${printInlines(block.mark)}] ` : '';
      const aside = block.aside ? ` ⇥ ${printInlines(block.aside)}` : '';
      put(`h${block.level} ${block.style} ${block.rank} ${block.lang}: ${mark}${printInlines(block.content)}${aside}${tail}`);
      break;
    }
    case 'list':
      put(
        `list ${block.ordered ? `ordered${block.start || block.sign ? `[${block.start ?? 1}${block.sign ?? '.'}]` : ''}` : 'bullets'} ${block.style} ${block.rank} ${block.lang}${tail}`,
      );
      for (const item of block.items) {
        put(`item${from(item.origin, options)}`, '  ');
        printBlocks(item.blocks, `${inner}  `, lines, options);
      }
      break;
    case 'table':
      put(
        `table ${block.style} indent=${block.indent} widths=${block.widths.join(',')} header=${block.headerRows} keep=${block.keep}${tail}`,
      );
      if (block.caption) {
        put('caption', '  ');
        printBlocks(block.caption, `${inner}  `, lines, options);
      }
      for (const row of block.rows) {
        put(
          `row${row.height === undefined ? '' : ` height=${row.height}`}${row.keepNext ? ' keep-next' : ''}${answers(row.contents)}${from(row.origin, options)}`,
          '  ',
        );
        for (const cell of row.cells) {
          const spans = `${cell.columns > 1 ? ` columns=${cell.columns}` : ''}${cell.rows > 1 ? ` rows=${cell.rows}` : ''}`;
          const look = `${cell.header ? ` header=${cell.header}` : ''}${cell.style ? ` style=${cell.style}` : ''}${cell.align ? ` align=${cell.align}` : ''}`;
          put(`cell${spans}${look}${answers(cell.contents)}${from(cell.origin, options)}`, '    ');
          printBlocks(cell.blocks, `${inner}    `, lines, options);
        }
      }
      break;
    case 'grid':
      put(`grid indent=${block.indent} widths=${block.widths.join(',')} gutter=${block.gutter}${tail}`);
      for (const row of block.rows) {
        put(`row${from(row.origin, options)}`, '  ');
        for (const cell of row.cells) {
          put(`cell ${cell.align} ${cell.side}${from(cell.origin, options)}`, '    ');
          printBlocks(cell.blocks, `${inner}    `, lines, options);
        }
      }
      break;
    case 'image':
      put(
        `image ${block.mime} ${block.pixels.width}x${block.pixels.height} width=${block.width} indent=${block.indent} alt=${block.alt} ${block.lang}${tail}`,
      );
      break;
    case 'qr-code':
      put(
        `qr-code ${block.modules.length}x${block.modules.length} size=${block.size} text=${block.text} alt=${block.alt} ${block.lang}${tail}`,
      );
      break;
    case 'seal-place':
      put(`seal-place diameter=${block.diameter}${tail}`);
      printBlocks(block.caption, inner, lines, options);
      break;
    case 'rule':
      put(`rule ${block.style}${tail}`);
      break;
    case 'space':
      put(`space ${block.height}${block.share === undefined ? '' : ` share=${block.share}`}${tail}`);
      break;
    case 'page-break':
      put(`page-break${tail}`);
      break;
    case 'toc':
      put(`toc depth=${block.depth} over=${block.over}${tail}`);
      printBlocks(block.title, inner, lines, options);
      break;
    case 'keep':
      put(`keep${tail}`);
      printBlocks(block.blocks, inner, lines, options);
      break;
    default:
      throw new Error(`no print for ${(block satisfies never as Block).type}`);
  }
}

/** One line of text: each run with its language and character style. */
function printInlines(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      switch (inline.type) {
        case 'text':
          return `${inline.lang}${inline.style ? `.${inline.style}` : ''}“${visible(inline.value)}”${inline.anchor ? `#${inline.anchor}` : ''}${inline.to ? `→${inline.to}` : ''}`;
        case 'line-break':
          return '↵';
        case 'gap':
          return `gap(${inline.em})`;
        case 'fill':
          return '⇥';
        case 'check-box':
          return inline.checked ? '☑' : '☐';
        case 'blank':
          return `blank(${inline.width})`;
        case 'page-number':
        case 'page-count':
          return `${inline.type}(${inline.lang})`;
        case 'running-heading':
          return `running-heading(${inline.from}-${inline.to} ${inline.part})`;
        default:
          throw new Error(`no print for ${(inline satisfies never as Inline).type}`);
      }
    })
    .join(' ');
}

const visible = (s: string): string => s.replace(/\u00A0/g, '⍽').replace(/\u2011/g, '‑');
const answers = (contents: readonly string[] | undefined): string => (contents && contents.length > 0 ? `  {${contents.join(' ')}}` : '');
function from(origin: Origin | undefined, options: PrintOptions): string {
  if (!options.origins || !origin) return '';
  const at = origin.template ? `${origin.template.file}:${origin.template.line}:${origin.template.column}` : '';
  const record = (origin.record ?? []).map((r) => `${r.file}:${r.line}:${r.column}${r.pointer === '' ? '' : ` ${r.pointer}`}`).join(', ');
  return `  ⟵ ${[at, record].filter((s) => s !== '').join(' ← ')}`;
}
