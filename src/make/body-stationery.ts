/**
 * What is wrong with the stationery and the pictures that `certpress.yaml` gives a body, besides their files.
 *
 * In:  a project, the tools of its schemes. Out: the tools without those whose pages would not be as the project says; diagnostics, each
 * at its line.
 */
import { bodyPictures } from '../../schemas/record/project.js';
import { widthInRoom } from '../compose/body-pictures.js';
import { hasErrors, type Diagnostic, type Place } from '../diagnostics/index.js';
import { pictureKind, readPicture, type Picture } from '../files/picture.js';
import { placeIn } from '../load/record-file.js';
import type { Project } from '../load/types.js';
import type { SchemeTools } from './scheme-tools.js';
import { coarseness, stationeryFaults } from './stationery.js';

type ToolsOf = ReadonlyMap<string, SchemeTools | undefined>;

/** `toolsOf`: by `schemeKey`. */
export function withBodyStationery(project: Project, toolsOf: ToolsOf): { readonly toolsOf: ToolsOf; readonly diagnostics: Diagnostic[] } {
  const found = [...toolsOf].map(([key, tools]) => ({ key, tools, faults: tools ? faultsOf(project, tools) : [] }));
  return {
    toolsOf: new Map(found.map(({ key, tools, faults }) => [key, hasErrors(faults) ? undefined : tools])),
    diagnostics: found.flatMap(({ faults }) => faults),
  };
}

function faultsOf(project: Project, { scheme, layouts }: SchemeTools): Diagnostic[] {
  const { config } = project;
  const facts = config?.value.body?.[scheme.id];
  if (!config || !facts) return [];
  const pictureOf = (path: string): { readonly pixels: Pick<Picture, 'width' | 'height'> } | undefined => {
    const file = project.bodyPictures?.get(path);
    const mime = file && pictureKind(file.bytes);
    const pixels = file && mime && readPicture(file.bytes, mime, false);
    return pixels && !('zh' in pixels) ? { pixels } : undefined;
  };
  const place = (path: readonly string[]): Place => placeIn(project.root, config, ['body', scheme.id, ...path]);
  return [
    ...stationeryFaults({
      stationery: facts.stationery,
      layouts,
      documents: scheme.documents.keys(),
      pictures: { get: pictureOf },
      isComplained: true,
      place: (path) => place(['stationery', ...path]),
    }),
    ...bodyPictures.flatMap((key) => {
      const path = facts[key];
      const found = path === undefined ? undefined : pictureOf(path);
      return path !== undefined && found ? coarseness(path, found.pixels, widthInRoom(key, found.pixels), place([key])) : [];
    }),
  ];
}
