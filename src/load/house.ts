/**
 * A house's own layouts and documents: the folder that a project, or `lint`, names.
 *
 * In:  the project's folder and what its `certpress.yaml` says. Out: where the folder lies, and the name by which traces and
 * diagnostics call it. It may lie outside of the project: a house keeps one set of layouts for all of them.
 */
import { join } from 'node:path';
import type { Place } from '../diagnostics/index.js';
import { shownName } from '../files/places.js';
import { loadRecord, placeIn } from './record-file.js';
import type { Project } from './types.js';

export interface House {
  readonly path: string;
  readonly shown: string;
  /** Where it is named, if in a file. */
  readonly named?: Place;
}

export function houseOf(root: string, config: Project['config']): House | undefined {
  const written = config?.value.layouts;
  if (written === undefined || !config) return undefined;
  const shown = shownName(written);
  return { path: join(root, shown), shown, named: placeIn(root, config, ['layouts']) };
}

/** The same before a project is loaded; what is wrong with its file is said when it is. */
export const houseNamedIn = (root: string): House | undefined => houseOf(root, loadRecord('project', root, 'certpress.yaml').value);
