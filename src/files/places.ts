/**
 * Places of diagnostics: stages name files relative to the project or to certpress itself; a reader needs them relative to
 * the folder in which the command ran; what is kept for the next run must name no folder of this machine.
 *
 * In:  diagnostics and folders. Out: the same diagnostics with other names of the same files.
 */
import { existsSync } from 'node:fs';
import { isAbsolute, join, posix, relative } from 'node:path';
import type { Diagnostic, Place } from '../diagnostics/index.js';
import { isInside } from './read-file.js';

export interface Roots {
  readonly project: string;
  readonly package: string;
}

function renamed(d: Diagnostic, name: (file: string) => string): Diagnostic {
  const place = (p: Place): Place => ({ ...p, file: name(p.file) });
  return { ...d, ...(d.place ? { place: place(d.place) } : {}), ...(d.related ? { related: d.related.map(place) } : {}) };
}
/** A path with forward slashes, as records, manifests and bags write them. */
export const slashes = (file: string): string => file.split('\\').join('/');

/** A folder as traces and bags name it, however it was typed: `house`, where a record or a command says `house\\`, `./house/`. */
export function shownName(written: string): string {
  const name = posix.normalize(slashes(written));
  return name.length > 1 ? name.replace(/\/$/, '') : name;
}

/** Absolute: a file of the project, else one of certpress. */
export const absolute = (d: Diagnostic, roots: Roots): Diagnostic =>
  renamed(d, (file) => {
    if (isAbsolute(file)) return file;
    const ours = join(roots.package, file);
    return existsSync(join(roots.project, file)) || !existsSync(ours) ? join(roots.project, file) : ours;
  });

/** Relative to the folder in which the command ran. */
export const placedFrom = (d: Diagnostic, cwd: string): Diagnostic =>
  renamed(d, (file) => (isAbsolute(file) ? slashes(relative(cwd, file)) || '.' : file));

/** For keeping: `project:case.yaml`, `package:templates/…`; a house outside of both by the way from the project. */
export const portableFile = (file: string, roots: Roots): string => {
  if (!isAbsolute(file)) return file;
  const kind = isInside(file, roots.package) && !isInside(file, roots.project) ? 'package' : 'project';
  return `${kind}:${slashes(relative(roots[kind], file))}`;
};
export const restoredFile = (file: string, roots: Roots): string => {
  const kind = (['project', 'package'] as const).find((k) => file.startsWith(`${k}:`));
  return kind ? join(roots[kind], file.slice(kind.length + 1)) : file;
};
export const portable = (d: Diagnostic, roots: Roots): Diagnostic => renamed(d, (file) => portableFile(file, roots));
export const restored = (d: Diagnostic, roots: Roots): Diagnostic => renamed(d, (file) => restoredFile(file, roots));

/** A plain value in which all places name their files anew, however deep they lie. */
export function withFiles<T>(value: T, name: (file: string) => string): T {
  if (Array.isArray(value)) return value.map((one: unknown) => withFiles(one, name)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]: [string, unknown]) => [
      key,
      key === 'file' && typeof one === 'string' ? name(one) : withFiles(one, name),
    ]),
  ) as T;
}
