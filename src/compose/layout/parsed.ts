/**
 * A layout file, parsed and scanned once.
 *
 * In:  its text. Out: syntax tree, markup, and what is wrong with either. Kept by content for the life of the process (a
 * build reads the same layouts for every document), so that the static check and the rendering share one pass.
 */
import type { Diagnostic, Place } from '../../diagnostics/index.js';
import { problem } from '../problem.js';
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
/** Asked for with every document: the key would be as long as the layout each time. */
const keptByFile = new WeakMap<LayoutFile, ParsedLayout>();

export function parsedLayout(source: LayoutFile): ParsedLayout {
  let known = keptByFile.get(source);
  if (!known) keptByFile.set(source, (known = parsedText(source)));
  return known;
}

function parsedText(source: LayoutFile): ParsedLayout {
  const key = `${source.kind}\0${source.name}\0${source.file}\0${source.text}`;
  const known = kept.get(key);
  if (known) return known;
  if (kept.size >= most) kept.clear();
  const parsed = parse(source);
  kept.set(key, parsed);
  return parsed;
}

/** Blocks, elements or expressions inside each other; deeper ones would exhaust the stack of whoever walks them. */
const mostDeep = 64;

function parse(source: LayoutFile): ParsedLayout {
  const nested = deepExpression(source);
  if (nested) return { source, diagnostics: [nested] };
  const tree = parseLayout(source.text, source.file);
  if (!tree.value) return { source, diagnostics: tree.diagnostics };
  if (blocksDeeper(tree.value, mostDeep)) return { source, diagnostics: [tooDeep({ file: source.file })] };
  const { markup, diagnostics } = scanMarkup(tree.value, source.file);
  const depths = new Map<number, number>();
  for (const { stamp, parent } of markup.elements) depths.set(stamp, (depths.get(parent) ?? 0) + 1);
  const deep = markup.elements.find(({ stamp }) => (depths.get(stamp) ?? 0) > mostDeep);
  if (deep) return { source, diagnostics: [tooDeep(deep.at)] };
  return { source, program: tree.value, markup, diagnostics };
}

const tooDeep = (at: Place): Diagnostic =>
  problem('layout-too-large', at, `嵌套超过 ${mostDeep} 层`, `nested more than ${mostDeep} levels deep`);

const blocksDeeper = (program: Program, left: number): boolean =>
  left < 0 ||
  program.body.some(
    (statement) =>
      statement.type === 'BlockStatement' &&
      [statement.program, statement.inverse].some((inner) => inner !== undefined && blocksDeeper(inner, left - 1)),
  );

/** Told from the text: the parser itself may not come back from it. */
function deepExpression({ text, file }: LayoutFile): Diagnostic | undefined {
  let [depth, line] = [0, 1];
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '\n') line += 1;
    else if (c === '(') depth += 1;
    else if (c === ')') depth = Math.max(0, depth - 1);
    else if (c === '}') depth = 0;
    if (depth > mostDeep) return tooDeep({ file, line, column: 1 });
  }
  return undefined;
}
