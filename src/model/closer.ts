/**
 * A document set closer: the same words in the same looks, with less white above its blocks.
 *
 * In:  a document. Out: one that may take a page less, so that a few lines and the signatures do not begin a page of their own. White
 * that people write in (places to sign, blanks of a height) stays.
 */
import type { Block, Document } from './types.js';
import type { Theme } from './theme.js';

/** What is left of the white above paragraphs and rules, of the spaces that a layout sets, and of that within the rows of tables. */
const shareOfWhite = 0.45;
const shareInRows = 0.6;
const closer = (length: number, share = shareOfWhite): number => Math.round(length * share * 100) / 100;

export function setCloser(document: Document): Document {
  const sections = document.sections.map((section) => ({ ...section, blocks: section.blocks.map(closerBlock) }));
  return { ...document, theme: closerTheme(document.theme), sections };
}

function closerBlock(block: Block): Block {
  if (block.type === 'space') return block.fixed ? block : { ...block, height: closer(block.height) };
  return block.type === 'keep' ? { ...block, blocks: block.blocks.map(closerBlock) } : block;
}

function closerTheme(theme: Theme): Theme {
  const styles = changed(theme.styles, ({ main, second, ...style }) => ({
    ...style,
    main: { ...main, before: closer(main.before) },
    ...(second ? { second: second.before === undefined ? second : { ...second, before: closer(second.before) } } : {}),
  }));
  const tables = changed(theme.tables, (table) => {
    const { top, bottom } = table.padding;
    return { ...table, padding: { ...table.padding, top: closer(top, shareInRows), bottom: closer(bottom, shareInRows) } };
  });
  const rules = changed(theme.rules, (rule) => ({ ...rule, before: closer(rule.before), after: closer(rule.after) }));
  return { ...theme, styles, tables, rules };
}
const changed = <T>(of: Readonly<Record<string, T>>, change: (one: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(of).map(([name, one]) => [name, change(one)]));
