/**
 * A record file: a YAML file of one of the kinds in `schemas/record`, with its values' places.
 *
 * In:  the kind, the project's folder, the path from there. Out: `RecordFile`, and what is wrong with the file.
 */
import { basename, join } from 'node:path';
import { recordSchemas, type RecordKind, type RecordOf, type Shape } from '../../schemas/record/index.js';
import { ok, type Diagnostic, type Outcome, type Place } from '../diagnostics/index.js';
import { placeAt } from '../files/pointer.js';
import { track, type TrackedValue } from '../files/tracked.js';
import type { RecordFile } from './types.js';
import { loadYaml } from '../files/yaml-file.js';

/** Kinds for which a file without entries says something: that there are none yet. */
const mayBeEmpty: Readonly<Partial<Record<RecordKind, unknown>>> = {
  project: {},
  people: {},
  events: [],
  documents: [],
  certificates: [],
  evidence: [],
};

/** `file` is relative to the project's folder `root`, with forward slashes; `shape`: where it is not that of all of its kind. */
export function loadRecord<K extends RecordKind>(
  kind: K,
  root: string,
  file: string,
  shape: Shape = recordSchemas[kind],
): Outcome<RecordFile<K>> {
  const loaded = loadYaml({ path: join(root, file), file, root, shape, empty: mayBeEmpty[kind] });
  if (!loaded.value) return { diagnostics: loaded.diagnostics };
  const { source, sha256, misshapen } = loaded.value;
  const value = loaded.value.value as RecordOf<K>;
  let tracked: TrackedValue;
  return ok(
    {
      kind,
      shape,
      file,
      name: basename(file).replace(/\.yaml$/, ''),
      value,
      source,
      sha256,
      misshapen,
      // Checks work on plain values; only a document that is rendered needs the places.
      get tracked() {
        return (tracked ??= track(value, source));
      },
    },
    loaded.diagnostics,
  );
}

/** Where each file lies: one string for all places in it, since what is told of ten thousand cases is held until the end. */
const pathOf = new WeakMap<RecordFile, string>();

/** The place of a path in a record file, for a diagnostic. */
export function placeIn(root: string, file: RecordFile, path: readonly PropertyKey[], which: 'key' | 'value' = 'value'): Place {
  const known = pathOf.get(file) ?? join(root, file.file);
  pathOf.set(file, known);
  return placeAt(file.source, path, known, which);
}

export type Report = (diagnostic: Diagnostic) => void;
