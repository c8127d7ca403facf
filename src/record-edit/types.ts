/**
 * Edits of a record file, as whoever asks for them says them.
 *
 * In:  nothing. Out: types. Pointers are JSON Pointers (RFC 6901); each edit sees what those before it have made.
 */
export type YamlValue = string | number | boolean | readonly YamlValue[] | { readonly [key: string]: YamlValue };

export type Edit =
  /**
   * A value where one stood, or none: maps on the way that are not there are made. A text that stood in one language alone
   * becomes `{ zh, en }` by a value for `/en`.
   */
  | { readonly kind: 'set'; readonly pointer: string; readonly value: YamlValue }
  /** An entry of the list at `pointer`, which is made where it is not there: at its end, or before the entry `index`. */
  | { readonly kind: 'add'; readonly pointer: string; readonly value: YamlValue; readonly index?: number }
  /** A key with its value, or an entry of a list. Comments above it stay. */
  | { readonly kind: 'remove'; readonly pointer: string; /** Where it stood before the edits. */ readonly stood?: string };

export const isList = (value: unknown): value is readonly YamlValue[] => Array.isArray(value);
export const isMapping = (value: unknown): value is { readonly [key: string]: YamlValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What to put into the text of a file in place of what stands from `start` to before `end`. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
