/**
 * A YAML file to a checked value: what records and packs have in common.
 *
 * In:  a path, the folder that it must not lead out of, the shape. Out: the value as the shape gives it, its source
 *      (for places), its hash, and every complaint at once, each with line and column.
 *
 * A file that is correct YAML always gives a value: what does not fit the shape is taken out of it and named in
 * `misshapen`, so that the checks of contents still run over the rest.
 */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { isScalar, type Document } from 'yaml';
import type { z } from 'zod';
import { failed, ok, type Diagnostic, type Outcome, type Place } from '../diagnostics/index.js';
import { limits } from './limits.js';
import { parseYaml, type ParsedYaml } from './parse-yaml.js';
import { plainFile } from './plain-yaml-file.js';
import { nodeAt, placeAt, pointerOf } from './pointer.js';
import { readInside } from './read-file.js';
import { spotsOf, type Spots } from './spots.js';
import { slipOfKey, slipOfValue } from './key-slips.js';
import { misfits, valueAt, type Misfit } from './shape-issues.js';
import type { Source } from './tracked.js';
import { plainYaml, type Path } from './yaml-values.js';

export interface YamlFile<T> {
  readonly value: T;
  readonly source: Source;
  /** As read: an expression's place inside a scalar is looked for in it. */
  readonly text: string;
  readonly sha256: string;
  /** JSON Pointers of what was taken out because it does not fit. */
  readonly misshapen: readonly string[];
}
export interface YamlRequest<S extends z.ZodType> {
  /** Absolute. */
  readonly path: string;
  /** As sources and traces name it. */
  readonly file: string;
  /** Absolute; links must not lead out of it. */
  readonly root: string;
  readonly shape: S;
  /** What a file without any value means; a complaint where there is no such meaning. */
  readonly empty?: unknown;
  /** The value of a file with this hash, where somebody has read those very bytes in this shape before and found nothing wrong. */
  readonly known?: (sha256: string) => unknown;
}

/**
 * What was read before, by path and content: `--watch` saves one file and reads a project. Only a saving, never an
 * answer of its own: what a file gives depends on its path, its bytes and its shape alone.
 */
interface Remembered {
  readonly shape: z.ZodType;
  readonly outcome: Outcome<YamlFile<unknown>>;
  readonly size: number;
}
const remembered = new Map<string, Remembered>();
/** Bytes of all files that are remembered, which take six times as much room; the oldest goes first. */
let mostRemembered = 6_000_000;
let rememberedSize = 0;
const shapes = new WeakMap<z.ZodType, number>();
let shapeCount = 0;
function numberOf(shape: z.ZodType): number {
  let number = shapes.get(shape);
  if (number === undefined) shapes.set(shape, (number = ++shapeCount));
  return number;
}
function remember(key: string, one: Remembered): void {
  remembered.set(key, one);
  rememberedSize += one.size;
  for (const [oldest, { size }] of remembered) {
    if (rememberedSize <= mostRemembered) break;
    remembered.delete(oldest);
    rememberedSize -= size;
  }
}
/** Who reads the same files again and again wants more of them remembered. */
export const rememberYaml = (bytes: number): void => {
  mostRemembered = bytes;
};
/** For measuring: the next reading of a file does all its work. */
export const forgetYaml = (): void => {
  remembered.clear();
  rememberedSize = 0;
};

export function loadYaml<S extends z.ZodType>(request: YamlRequest<S>): Outcome<YamlFile<z.output<S>>> {
  const bytes = readInside(request.path, request.root, limits.yamlBytes);
  if (!bytes.value) return { diagnostics: bytes.diagnostics };
  const sha256 = hashOf(bytes.value);
  const key = `${numberOf(request.shape)}\0${request.path}\0${request.file}\0${sha256}`;
  const known = remembered.get(key);
  if (known) return known.outcome as Outcome<YamlFile<z.output<S>>>;
  const value = request.known?.(sha256);
  const outcome = value === undefined ? yamlFromBytes(request, bytes.value) : ok(knownFile<S>(request, bytes.value, sha256, value));
  remember(key, { shape: request.shape, outcome, size: bytes.value.length });
  return outcome;
}

/** What `yamlFromBytes` would give; its nodes are made when somebody asks for a place. */
function knownFile<S extends z.ZodType>(
  { path, file }: YamlRequest<S>,
  bytes: Uint8Array,
  sha256: string,
  value: unknown,
): YamlFile<z.output<S>> {
  let spots: Spots | undefined;
  const text = new TextDecoder().decode(bytes);
  const source: Source = {
    file,
    get spots() {
      spots ??= plainFile(text)?.spots;
      if (spots) return spots;
      const { document, lines } = parsedAgain(text, path);
      return (spots = spotsOf(document, lines));
    },
  };
  return { value: value as z.output<S>, source, text, sha256, misshapen: [] };
}

/** The syntax tree of a file that was read before, for who must tell how something in it is spelled. */
export function documentOf(file: { readonly text: string; readonly path: string }): Document {
  let document = trees.get(file);
  if (!document) trees.set(file, (document = parsedAgain(file.text, file.path).document));
  return document;
}
const trees = new WeakMap<object, Document>();
function parsedAgain(text: string, path: string): ParsedYaml {
  const parsed = parseYaml(new TextEncoder().encode(text), path).value;
  if (!parsed) throw new Error(`${path} was read before, and cannot be read now`);
  return parsed;
}

/** Files read so far in which nothing was wrong, with their shapes: for those who keep them. */
export const readSoFar = (): { readonly shape: z.ZodType; readonly file: YamlFile<unknown> }[] =>
  [...remembered.values()].flatMap(({ shape, outcome: { value, diagnostics } }) =>
    value && diagnostics.length === 0 && value.misshapen.length === 0 ? [{ shape, file: value }] : [],
  );
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** zod writes and compiles code for a shape that it meets, which pays in a long run and never in a short one. */
const manyParsed = 200;
let parsedSoFar = 0;
const context = (): { readonly jitless: boolean } => ({ jitless: parsedSoFar++ < manyParsed });

/** What `yamlFromBytes` gives of a file of the plain kind in which nothing is wrong, without a syntax tree. */
function rightFile<S extends z.ZodType>(file: string, shape: S, bytes: Uint8Array): YamlFile<z.output<S>> | undefined {
  const text = isUtf8(bytes) ? new TextDecoder().decode(bytes) : undefined;
  const plain = text === undefined ? undefined : plainFile(text);
  const result = plain && shape.safeParse(plain.value, context());
  if (text === undefined || !plain || !result?.success) return undefined;
  const value = plain.empties ? withoutEmpties(result.data) : result.data;
  return { value: value as z.output<S>, source: { file, spots: plain.spots }, misshapen: [], text, sha256: hashOf(bytes) };
}

/** As `loadYaml`, of bytes already read. */
export function yamlFromBytes<S extends z.ZodType>(
  { path, file, shape, empty }: YamlRequest<S>,
  bytes: Uint8Array,
): Outcome<YamlFile<z.output<S>>> {
  const right = rightFile(file, shape, bytes);
  if (right) return ok(right as YamlFile<z.output<S>>);
  const parsed = parseYaml(bytes, path);
  if (!parsed.value) return failed(...parsed.diagnostics);
  const { document, lines, text } = parsed.value;
  const source: Source = { file, spots: spotsOf(document, lines) };
  const placeOf = (offset: number, pointer: string): Place => {
    const { line, col } = lines.linePos(offset);
    return { file: path, line: Math.max(line, 1), column: Math.max(col, 1), pointer };
  };
  const read = plainYaml(document, text, placeOf);
  const diagnostics: Diagnostic[] = [...read.diagnostics];
  const misshapen: Path[] = [...read.wrong];
  let value = read.value;
  if (value === undefined && read.wrong.length === 0) {
    value = empty ?? {};
    if (empty === undefined) {
      diagnostics.push({
        code: 'file-empty',
        severity: 'error',
        place: { file: path, line: 1, column: 1 },
        message: { zh: '文件是空的', en: 'The file is empty' },
      });
      misshapen.push([]);
    }
  }

  const sourceOf = (at: Path): string | undefined => {
    const node = nodeAt(document, at)?.value;
    return isScalar(node) ? node.source : undefined;
  };
  /** Maps in which a slip was found: what they seem to lack is behind it. */
  const slipped = new Set<string>();
  /** Keys that were meant by misspelt ones: these are not missing. */
  const meant = new Set<string>();
  const complain = ({ code, path: at, at: which, message, help, character, known, near }: Misfit): void => {
    if (near !== undefined) meant.add(pointerOf([...at.slice(0, -1), near]));
    const slip =
      code === 'key-unknown'
        ? slipOfKey(document, text, at, known ?? [])
        : code === 'value-type' || code === 'text-wrong'
          ? slipOfValue(document, text, at, valueAt(value, at))
          : undefined;
    if (slip === 'said') return;
    if (code === 'value-missing' && (slipped.has(pointerOf(at.slice(0, -1))) || meant.has(pointerOf(at)))) return;
    if (slip) {
      slipped.add(pointerOf(at.slice(0, -1)));
      diagnostics.push({
        code: slip.code,
        severity: 'error',
        message: slip.message,
        help: slip.help,
        place: placeOf(slip.offset, pointerOf(at)),
      });
      return;
    }
    const place = placeAt(source, at, path, which);
    diagnostics.push({
      code,
      severity: 'error',
      message,
      ...(help ? { help } : {}),
      place: character ? (placeOfCharacter(character, at) ?? place) : place,
    });
  };
  const placeOfCharacter = (character: string, at: Path): Place | undefined => {
    const range = nodeAt(document, at)?.value?.range;
    const inside = range ? text.slice(range[0], range[1]).indexOf(character) : -1;
    return range && inside > 0 ? placeOf(range[0] + inside, pointerOf(at)) : undefined;
  };
  let result = shape.safeParse(value, context());
  // What does not fit is taken out, then what needed it, until the rest fits; each round shortens or removes a path.
  for (let round = 0; !result.success && round < limits.depth * 4; round++) {
    const found = misfits(shape, value, result.error.issues, sourceOf);
    if (round === 0) {
      for (const misfit of [...found].sort((a, b) => Number(a.code === 'value-missing') - Number(b.code === 'value-missing'))) {
        misshapen.push(misfit.path);
        if (misfit.path.length === 0 || !read.wrong.some((wrong) => pointerOf(wrong) === pointerOf(misfit.path))) complain(misfit);
      }
    }
    value = found.reduce((left, misfit) => without(left, misfit.path), value);
    if (value === undefined) value = Array.isArray(empty) ? [] : {};
    result = shape.safeParse(value, context());
  }
  diagnostics.sort((a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0));
  if (!result.success) return failed(...diagnostics);
  return ok(
    {
      value: (read.empties ? withoutEmpties(result.data) : result.data) as z.output<S>,
      source,
      misshapen: [...new Set(misshapen.map(pointerOf))],
      text,
      sha256: hashOf(bytes),
    },
    diagnostics,
  );
}

/** Keys without a value were kept until now, so that unknown ones are seen. */
function withoutEmpties(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpties);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, withoutEmpties(item)]),
  );
}

/** The value without what stands at `path`; where nothing stands there, without what should have held it. */
function without(value: unknown, path: Path): unknown {
  const [key, ...rest] = path;
  if (key === undefined || typeof value !== 'object' || value === null) return undefined;
  const old = (value as Readonly<Record<string | number, unknown>>)[key];
  if (old === undefined) return undefined;
  const item = without(old, rest);
  if (Array.isArray(value)) {
    // An item cannot go alone: those after it would get places that are not theirs.
    if (item === undefined) return undefined;
    return value.map((one: unknown, i) => (i === key ? item : one));
  }
  const copy: Record<string, unknown> = { ...(value as Readonly<Record<string, unknown>>) };
  if (item === undefined) delete copy[String(key)];
  else copy[String(key)] = item;
  return copy;
}
