/**
 * Theme files: the house's theme with a scheme's or a customer's theme over it.
 *
 * In:  the paths of YAML files, the general one first. Out: one checked `Theme`, or what is wrong and where.
 *
 * A later file says only what differs: maps are merged key by key, everything else replaces what was there.
 */
import { readFileSync } from 'node:fs';
import { isMap, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { failed, ok, type Diagnostic, type Outcome, type Place } from '../diagnostics/index.js';
import { themeSchema, type Theme } from '../model/index.js';

interface ThemeFile {
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
  readonly value: Json;
}
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export function loadTheme(files: readonly string[]): Outcome<Theme> {
  const diagnostics: Diagnostic[] = [];
  const read: ThemeFile[] = [];
  for (const file of files) {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      diagnostics.push(wrong({ file }, '无法读取主题文件', `the theme file cannot be read: ${(error as Error).message}`));
      continue;
    }
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines });
    for (const error of document.errors) {
      const { line, col } = lines.linePos(error.pos[0]);
      diagnostics.push(wrong({ file, line, column: col }, '主题文件不是正确的YAML', `not correct YAML: ${error.message.split('\n')[0]}`));
    }
    if (document.errors.length > 0) continue;
    try {
      read.push({ file, document, lines, value: document.toJS() as Json });
    } catch (error) {
      // An alias that names nothing, or aliases of aliases without end.
      if (!(error instanceof ReferenceError)) throw error;
      diagnostics.push(wrong({ file }, '主题文件中的别名不能解开', `its aliases cannot be resolved: ${error.message}`));
    }
  }
  if (diagnostics.length > 0) return failed(...diagnostics);

  const merged = read.reduce<Json>((under, { value }) => over(under, value), {});
  const parsed = themeSchema.safeParse(merged);
  if (!parsed.success) {
    return failed(...parsed.error.issues.map((issue) => {
      const path = issue.path.map(String);
      return wrong(placeOf(read, path), `主题的 ${path.join('.')} 不正确`, `${path.join('.') || 'theme'}: ${issue.message}`);
    }));
  }
  return ok(parsed.data, namesOf(parsed.data).filter(({ known }) => !known).map(({ path, name }) =>
    wrong(placeOf(read, path), `主题中没有名为“${name}”的${path.at(-1) ?? ''}`, `${path.join('.')} names “${name}”, which the theme does not have`)));
}

function over(under: Json, upper: Json): Json {
  if (!isRecord(under) || !isRecord(upper)) return upper;
  const out: Record<string, Json> = { ...under };
  for (const [key, value] of Object.entries(upper)) out[key] = key in under ? over(under[key] ?? null, value) : value;
  return out;
}
const isRecord = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every name inside the theme that points to another part of it. */
function namesOf(theme: Theme): { path: string[]; name: string; known: boolean }[] {
  const found: { path: string[]; name: string; known: boolean }[] = [];
  const colour = (path: string[], name: string | undefined): void => {
    if (name !== undefined) found.push({ path, name, known: name in theme.colours });
  };
  for (const [key, style] of Object.entries(theme.styles)) {
    for (const rank of ['main', 'second'] as const) {
      const form = style[rank];
      if (!form) continue;
      colour(['styles', key, rank, 'colour'], form.colour);
      colour(['styles', key, rank, 'ruleAbove', 'colour'], form.ruleAbove?.colour);
      colour(['styles', key, rank, 'ruleBelow', 'colour'], form.ruleBelow?.colour);
    }
    const second = style.secondCharacter;
    if (second !== undefined) found.push({ path: ['styles', key, 'secondCharacter'], name: second, known: second in theme.characters });
  }
  for (const [key, character] of Object.entries(theme.characters)) colour(['characters', key, 'colour'], character.colour);
  for (const [key, table] of Object.entries(theme.tables)) {
    for (const part of ['text', 'head', 'label'] as const) {
      found.push({ path: ['tables', key, part], name: table[part], known: table[part] in theme.styles });
    }
    for (const part of ['top', 'bottom', 'header', 'rows', 'columns', 'sides'] as const) colour(['tables', key, part, 'colour'], table[part]?.colour);
  }
  for (const [key, cell] of Object.entries(theme.cells)) colour(['cells', key, 'fill'], cell.fill);
  for (const [key, rule] of Object.entries(theme.rules)) colour(['rules', key, 'colour'], rule.colour);
  return found;
}

/** Where a path stands: in the last file that has it, or has most of it. */
function placeOf(files: readonly ThemeFile[], path: readonly string[]): Place {
  for (let length = path.length; length >= 0; length--) {
    for (const { file, document, lines } of [...files].reverse()) {
      const at = path.slice(0, length);
      const node = (length === 0 ? document.contents : document.getIn(at, true)) as Node | undefined | null;
      if (!node?.range) continue;
      const parent = length > 1 ? document.getIn(at.slice(0, -1), true) : document.contents;
      const key = isMap(parent) ? parent.items.find((pair) => String(pair.key) === at.at(-1))?.key : undefined;
      const { line, col } = lines.linePos((key as Node | undefined)?.range?.[0] ?? node.range[0]);
      return { file, line, column: col, pointer: at.map((k) => `/${k}`).join('') };
    }
  }
  return { file: files.at(-1)?.file ?? 'theme.yaml' };
}

const wrong = (place: Place, zh: string, en: string): Diagnostic =>
  ({ code: 'theme-wrong', severity: 'error', message: { zh, en }, place });
