/**
 * The layout engine that a project names.
 *
 * In:  the project's folder and what its `certpress.yaml` says. Out: the word or path that stands there, with its place.
 */
import type { Place } from '../diagnostics/index.js';
import { loadRecord, placeIn } from './record-file.js';
import type { Project } from './types.js';

export interface EngineName {
  readonly name: string;
  readonly place: Place;
  readonly project: string;
}

export function engineOfProject(root: string, config: Project['config']): EngineName | undefined {
  const name = config?.value.engine;
  return name === undefined || !config ? undefined : { name, place: placeIn(root, config, ['engine']), project: root };
}
/** The same before a project is loaded; what is wrong with its file is said when it is. */
export const engineNamedIn = (root: string): EngineName | undefined =>
  engineOfProject(root, loadRecord('project', root, 'certpress.yaml').value);
