/**
 * How a fault of a pack is told.
 *
 * In:  the scheme, the list that complaints go into; of each, its file and the path in it. Out: an error at line and column.
 */
import type { Code, Diagnostic, Prose } from '../diagnostics/index.js';
import { placeAt } from '../files/pointer.js';
import { lineAt } from '../files/spots.js';
import type { PackFile } from './types.js';

export type PackPath = readonly (string | number)[];
/** `offset`: the very place in the file, where it is nearer than that of the path. */
export type Complain = (file: PackFile<unknown>, path: PackPath, code: Code, message: Prose, help?: Prose, offset?: number) => void;

export const complainOf =
  (scheme: string, into: Diagnostic[]): Complain =>
  (file, path, code, message, help, offset) => {
    const place = placeAt(file.source, path, file.path);
    const at = offset === undefined ? undefined : lineAt(file.source.spots, offset);
    into.push({ code, severity: 'error', message, ...(help ? { help } : {}), scheme, place: at ? { ...place, ...at } : place });
  };
