/**
 * What a run needs of a layout of ours, worked out when the program was compiled: neither parsed nor compiled again.
 *
 * In:  a layout file. Out: the same as its syntax tree would give; undefined for every other file, and where code was not compiled.
 * `prepare-layout.ts` works it out.
 */
import { createHash } from 'node:crypto';
import { preparedValue } from '../../program/prepared.js';
import type { LayoutFile } from '../layout-set.js';

export interface PreparedLayout {
  /** Partials that it calls, in order: one by its name, or each that lies in a folder. */
  readonly calls: readonly Call[];
  readonly variants: readonly Variant[];
  /** Pictures that it names without an expression. */
  readonly pictures: readonly string[];
  /** No other of these files has these numbers: start tags and expressions are known by them in whatever set it stands. */
  readonly firstStamp: number;
  readonly firstPrint: number;
  readonly tags: readonly (readonly [name: string, line: number, column: number, parent: number])[];
  readonly prints: readonly (readonly [line: number, column: number, inAttribute: boolean])[];
  /** What Handlebars makes of it, as JavaScript. */
  readonly code: string;
}
export interface Call {
  readonly by: 'name' | 'folder';
  readonly of: string;
}
export interface Variant {
  readonly id: string;
  /** A density of the theme. */
  readonly density: string;
}

export const preparedKind = 'layout';
/** Its places name the file itself, so the same text under another name is another layout. */
export const hashOfLayout = ({ kind, name, text }: LayoutFile): string =>
  createHash('sha256').update(`${kind}\0${name}\0${text}`).digest('hex');

const known = new WeakMap<LayoutFile, PreparedLayout | 'none'>();
/** The same file is read anew for each scheme, and for each build of a process that goes on: by name, the text that was asked for last. */
const lastOf = new Map<string, { readonly text: string; readonly found: PreparedLayout }>();

export function preparedLayout(file: LayoutFile): PreparedLayout | undefined {
  let found = known.get(file);
  if (found === undefined) known.set(file, (found = foundBefore(file) ?? 'none'));
  return found === 'none' ? undefined : found;
}

/** Only of ours is anything kept, and they are not many. */
function foundBefore(file: LayoutFile): PreparedLayout | undefined {
  const name = `${file.kind}\0${file.name}`;
  const last = lastOf.get(name);
  if (last?.text === file.text) return last.found;
  const found = preparedValue(preparedKind, hashOfLayout(file)) as PreparedLayout | undefined;
  if (found) lastOf.set(name, { text: file.text, found });
  return found;
}
