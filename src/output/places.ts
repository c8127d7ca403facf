/**
 * Places of diagnostics: stages name files relative to the project or to certpress itself; a reader needs them relative to
 * the folder in which the command ran; what is kept for the next run must name no folder of this machine.
 *
 * In:  diagnostics and folders. Out: the same diagnostics with other names of the same files.
 */
import { existsSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import type { Diagnostic, Place } from '../diagnostics/index.js';

export interface Roots {
  readonly project: string;
  readonly package: string;
}

function renamed(d: Diagnostic, name: (file: string) => string): Diagnostic {
  const place = (p: Place): Place => ({ ...p, file: name(p.file) });
  return { ...d, ...(d.place ? { place: place(d.place) } : {}), ...(d.related ? { related: d.related.map(place) } : {}) };
}
const slashes = (file: string): string => file.split('\\').join('/');
const inside = (root: string, file: string): boolean => file === root || file.startsWith(`${root}/`) || file.startsWith(`${root}\\`);

/** Absolute: a file of the project, else one of certpress. */
export const absolute = (d: Diagnostic, roots: Roots): Diagnostic =>
  renamed(d, (file) => {
    if (isAbsolute(file)) return file;
    const ours = join(roots.package, file);
    return existsSync(join(roots.project, file)) || !existsSync(ours) ? join(roots.project, file) : ours;
  });

/** Relative to the folder in which the command ran. */
export const placedFrom = (d: Diagnostic, cwd: string): Diagnostic => renamed(d, (file) => (isAbsolute(file) ? slashes(relative(cwd, file)) || '.' : file));

/** For keeping: `project:case.yaml`, `package:templates/…`. */
export const portable = (d: Diagnostic, roots: Roots): Diagnostic =>
  renamed(d, (file) => {
    for (const kind of ['project', 'package'] as const) if (inside(roots[kind], file)) return `${kind}:${slashes(relative(roots[kind], file))}`;
    return file;
  });
export const restored = (d: Diagnostic, roots: Roots): Diagnostic =>
  renamed(d, (file) => {
    const kind = (['project', 'package'] as const).find((k) => file.startsWith(`${k}:`));
    return kind ? join(roots[kind], file.slice(kind.length + 1)) : file;
  });
