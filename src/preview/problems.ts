/**
 * Diagnostics as the page shows them.
 *
 * In:  a diagnostic whose place is named from the project or from certpress, and both folders. Out: a `Problem`, whose places an editor can
 * open.
 */
import { relative } from 'node:path';
import type { Diagnostic, Place } from '../diagnostics/index.js';
import { absolute, slashes, type Roots } from '../files/places.js';
import { isInside } from '../files/read-file.js';
import type { Problem, Spot } from './protocol.js';

export function problemOf(diagnostic: Diagnostic, roots: Roots): Problem {
  const d = absolute(diagnostic, roots);
  const tag = [...new Set([d.rule, d.clause])].filter((one) => one !== undefined && one !== '').join(' ');
  return {
    severity: d.severity,
    code: d.code,
    message: d.message,
    ...(d.why ? { why: d.why } : {}),
    ...(d.help ? { help: d.help } : {}),
    ...(tag === '' ? {} : { tag }),
    ...(d.place ? { place: shown(d.place, roots) } : {}),
    related: (d.related ?? []).map((place) => shown(place, roots)),
  };
}

export function spotOf(place: Place, roots: Roots): Spot {
  const { place: found = place } = absolute({ code: 'waiting', severity: 'info', message: { zh: '', en: '' }, place }, roots);
  return shown(found, roots);
}

function shown({ file, line, column }: Place, roots: Roots): Spot {
  const root = isInside(file, roots.project) || !isInside(file, roots.package) ? roots.project : roots.package;
  return {
    file: slashes(relative(root, file)) || '.',
    path: slashes(file),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
}

/** Errors first, then warnings; within each as they were found. Each once. */
export function sorted(problems: readonly Problem[]): readonly Problem[] {
  const rank = { error: 0, warning: 1, info: 2 } as const;
  const seen = new Set<string>();
  return problems
    .filter((one) => {
      const key = JSON.stringify(one);
      return !seen.has(key) && seen.add(key);
    })
    .sort((a, b) => rank[a.severity] - rank[b.severity]);
}
