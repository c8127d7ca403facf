/**
 * A layout file, parsed and scanned once.
 *
 * In:  its text. Out: syntax tree, markup, and what is wrong with either. Kept by content for the life of the process (a
 * build reads the same layouts for every document), so that the static check and the rendering share one pass.
 */
import type { Diagnostic } from '../../diagnostics/index.js';
import type { LayoutFile } from '../layout-set.js';
import { parseLayout, type Program } from './ast.js';
import type { ScannedMarkup } from './markup.js';
import { scanMarkup } from './scan.js';

export interface ParsedLayout {
  readonly source: LayoutFile;
  readonly program?: Program;
  readonly markup?: ScannedMarkup;
  readonly diagnostics: readonly Diagnostic[];
}

const kept = new Map<string, ParsedLayout>();
const most = 2_000;

export function parsedLayout(source: LayoutFile): ParsedLayout {
  const key = `${source.kind}\0${source.name}\0${source.file}\0${source.text}`;
  const known = kept.get(key);
  if (known) return known;
  if (kept.size >= most) kept.clear();
  const parsed = parse(source);
  kept.set(key, parsed);
  return parsed;
}

function parse(source: LayoutFile): ParsedLayout {
  const tree = parseLayout(source.text, source.file);
  if (!tree.value) return { source, diagnostics: tree.diagnostics };
  const { markup, diagnostics } = scanMarkup(tree.value, source.file);
  return { source, program: tree.value, markup, diagnostics };
}
