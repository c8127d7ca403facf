/**
 * Theme files: the stock theme with a scheme's and a house's over it.
 *
 * In:  the paths of YAML files, the general one first. Out: one checked `Theme`, or what is wrong and where.
 *
 * A later file says only what differs: maps are merged key by key, everything else replaces what was there.
 */
import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { isMap, visit, type Document, type LineCounter, type Node } from 'yaml';
import { catalogue, failed, ok, type Diagnostic, type Outcome, type Place, type Prose } from '../diagnostics/index.js';
import { limits } from '../files/limits.js';
import { parseYaml } from '../files/parse-yaml.js';
import { readInside } from '../files/read-file.js';
import { misfits } from '../files/shape-issues.js';
import { themeSchema, type Theme } from '../model/index.js';
import { prepared } from '../program/prepared.js';
import { outside } from './layout-set.js';
import { didYouMean } from './problem.js';

interface ThemeFile {
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
  readonly value: Json;
}
const maxFile = 256 * 1024;
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export function loadTheme(files: readonly string[]): Outcome<Theme> {
  const diagnostics: Diagnostic[] = [];
  const read = files.flatMap((file) => {
    const { value, diagnostics: found } = readTheme(file);
    diagnostics.push(...found);
    return value ? [value] : [];
  });
  if (diagnostics.length > 0) return failed(...diagnostics);

  const merged = read.reduce<Json>((under, { value }) => over(under, value), {});
  let found: Outcome<Theme> | undefined;
  const value = prepared('whole-theme', createHash('sha256').update(JSON.stringify(merged)).digest('hex'), () => {
    found = themeOf(merged, read);
    return found.diagnostics.length > 0 ? undefined : found.value;
  });
  return found ?? ok(value as Theme);
}

/** `merged`: what the files say together. */
function themeOf(merged: Json, read: readonly ThemeFile[]): Outcome<Theme> {
  const parsed = themeSchema.safeParse(merged);
  if (!parsed.success) {
    return failed(
      ...misfits(themeSchema, merged, parsed.error.issues, () => undefined).map(({ path, message, help }) => {
        const names = path.map(String);
        const shown = names.join('.');
        return wrong(placeOf(read, names), `主题的 ${shown}：${message.zh}`, `${shown || 'theme'}: ${message.en}`, help ?? formOf(path));
      }),
    );
  }
  return ok(
    parsed.data,
    namesOf(parsed.data)
      .filter(({ known }) => !known)
      .map(({ path, name, among }) =>
        wrong(
          placeOf(read, path),
          `主题中没有名为“${name}”的${path.at(-1) ?? ''}`,
          `${path.join('.')} names “${name}”, which the theme does not have`,
          didYouMean(name, among),
        ),
      ),
  );
}

/** What a theme file says, value by value. */
export interface ThemeValue {
  /** `colours.accent`, as keys. */
  readonly path: readonly string[];
  readonly value: null | boolean | number | string | readonly unknown[];
  readonly at: Place;
}
export function themeValues(file: string): Outcome<readonly ThemeValue[]> {
  const read = readTheme(file);
  if (!read.value || read.diagnostics.length > 0) return failed(...read.diagnostics);
  const one = read.value;
  const out: ThemeValue[] = [];
  const gather = (value: Json, path: readonly string[]): void => {
    if (isRecord(value)) for (const [key, below] of Object.entries(value)) gather(below, [...path, key]);
    else out.push({ path, value: value as ThemeValue['value'], at: placeOf([one], path) });
  };
  gather(one.value, []);
  return ok(out);
}

/** A theme may be anybody's: it is read as records are. */
function readTheme(file: string): Outcome<ThemeFile> {
  const bytes = readInside(file, dirname(file), maxFile);
  if (!bytes.value)
    return failed(
      ...bytes.diagnostics.map(({ code, message }) => {
        const why = code === 'link-outside' ? outside : message;
        return wrong({ file }, `无法读取主题文件：${why.zh}`, `the theme file cannot be read: ${why.en}`);
      }),
    );
  const found = bytes.value;
  const sha256 = createHash('sha256').update(found).digest('hex');
  const key = `${file}\0${sha256}`;
  const known = remembered.get(key);
  if (known) return known;
  let outcome: Outcome<ThemeFile> | undefined;
  const value = prepared('theme', sha256, () => {
    outcome = themeFrom(found, file);
    return outcome.diagnostics.length > 0 ? undefined : outcome.value?.value;
  });
  outcome ??= ok(preparedFile(found, file, value ?? null));
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(key, outcome);
  return outcome;
}
/** What `themeFrom` would give; its nodes are made when somebody asks for a place. */
function preparedFile(bytes: Uint8Array, file: string, value: Json): ThemeFile {
  let made: ThemeFile | undefined;
  const read = (): ThemeFile => {
    made ??= themeFrom(bytes, file).value;
    if (!made) throw new Error(`${file} was read before, and cannot be read now`);
    return made;
  };
  return {
    file,
    value,
    get document() {
      return read().document;
    },
    get lines() {
      return read().lines;
    },
  };
}
/** By path and content: the stock theme is read for every scheme. */
const remembered = new Map<string, Outcome<ThemeFile>>();
const mostRemembered = 100;

function themeFrom(bytes: Uint8Array, file: string): Outcome<ThemeFile> {
  const { value: parsed, diagnostics } = parseYaml(bytes, file);
  if (!parsed)
    return failed(
      ...diagnostics.map((d) =>
        wrong(d.place ?? { file }, `主题文件有误：${d.message.zh}`, `the theme file is broken: ${d.message.en}`, d.help),
      ),
    );
  const { document, lines } = parsed;
  try {
    return ok(
      { file, document, lines, value: document.toJS({ maxAliasCount: limits.aliases }) as Json },
      twice(document).map(({ key, offset }) => {
        const { line, col } = lines.linePos(offset);
        return wrong({ file, line, column: col }, `${key} 写了两次`, `${key} stands twice`);
      }),
    );
  } catch (error) {
    // An alias that names nothing, or aliases of aliases without end.
    if (!(error instanceof ReferenceError)) throw error;
    return failed(wrong({ file }, '主题文件中的别名不能解开', `its aliases cannot be resolved: ${error.message}`));
  }
}

function twice(document: Document): { key: string; offset: number }[] {
  const out: { key: string; offset: number }[] = [];
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        const name = String(key);
        if (seen.has(name)) out.push({ key: name, offset: (key as Node).range?.[0] ?? 0 });
        seen.add(name);
      }
    },
  });
  return out;
}

/** What a value that does not fit a pattern should look like, where that is not plain from the message. */
const formOf = ([group, name]: readonly (string | number)[]): Prose | undefined =>
  group === 'colours' && name !== undefined
    ? { zh: "写作 '#A01818'：井号和六位十六进制数，加引号。", en: "Write it as '#A01818': a hash and six hexadecimal digits, in quotes." }
    : undefined;

function over(under: Json, upper: Json): Json {
  if (!isRecord(under) || !isRecord(upper)) return upper;
  const out: Record<string, Json> = { ...under };
  for (const [key, value] of Object.entries(upper)) {
    const merged = Object.hasOwn(under, key) ? over(under[key] ?? null, value) : value;
    // `__proto__` is a key like any other, which no theme has.
    Object.defineProperty(out, key, { value: merged, enumerable: true, configurable: true, writable: true });
  }
  return out;
}
const isRecord = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every name inside the theme that points to another part of it. */
function namesOf(theme: Theme): { path: string[]; name: string; known: boolean; among: readonly string[] }[] {
  const found: ReturnType<typeof namesOf> = [];
  const name = (path: string[], called: string, among: object): void => {
    found.push({ path, name: called, known: Object.hasOwn(among, called), among: Object.keys(among) });
  };
  const colour = (path: string[], called: string | undefined): void => {
    if (called !== undefined) name(path, called, theme.colours);
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
    if (second !== undefined) name(['styles', key, 'secondCharacter'], second, theme.characters);
  }
  for (const [key, character] of Object.entries(theme.characters)) colour(['characters', key, 'colour'], character.colour);
  for (const [key, table] of Object.entries(theme.tables)) {
    for (const part of ['text', 'head', 'label'] as const) {
      name(['tables', key, part], table[part], theme.styles);
    }
    for (const part of ['top', 'bottom', 'header', 'rows', 'columns', 'sides'] as const)
      colour(['tables', key, part, 'colour'], table[part]?.colour);
  }
  for (const [key, cell] of Object.entries(theme.cells)) colour(['cells', key, 'fill'], cell.fill);
  for (const [key, rule] of Object.entries(theme.rules)) colour(['rules', key, 'colour'], rule.colour);
  return found;
}

/** Where a part of a theme stands: in the last of these files that says it. */
export const placeInTheme = (files: readonly string[], path: readonly string[]): Place =>
  placeOf(
    files.flatMap((file) => readTheme(file).value ?? []),
    path,
  );

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

const wrong = (place: Place, zh: string, en: string, help?: Prose): Diagnostic => {
  const { helpZh, helpEn } = catalogue['theme-wrong'];
  return { code: 'theme-wrong', severity: 'error', message: { zh, en }, help: help ?? { zh: helpZh, en: helpEn }, place };
};
