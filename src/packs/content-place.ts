/**
 * Where a required content stands in its pack.
 *
 * In:  a scheme, a kind of document, the id of a content. Out: file, line and column of its row in `contents.yaml`; nothing where the file
 * cannot be read any more.
 */
import { join } from 'node:path';
import { contentsFileSchema, type DocumentKind } from '../../schemas/pack/index.js';
import type { Place } from '../diagnostics/index.js';
import { placeAt } from '../files/pointer.js';
import { loadYaml } from '../files/yaml-file.js';
import { packFolder } from './load-scheme.js';
import type { Scheme } from './types.js';

export function placeOfContent(scheme: Scheme, kind: DocumentKind, id: string): Place | undefined {
  const path = join(packFolder(scheme), 'contents.yaml');
  const file = loadYaml({ path, file: path, root: scheme.place.root, shape: contentsFileSchema }).value;
  const groups = scheme.contents[kind] ?? [];
  const group = groups.findIndex(({ contents }) => contents.some((content) => content.id === id));
  const row = groups[group]?.contents.findIndex((content) => content.id === id);
  return file && row !== undefined ? placeAt(file.source, [kind, group, 'contents', row, 'id'], path) : undefined;
}
