/**
 * The pictures of the body that `certpress.yaml` names: its logo, its certification mark, the mark of its accreditation, its letterhead
 * and its background.
 *
 * In:  the project's folder and settings. Out: the files by their path as it stands there; a picture that cannot be printed is an error
 * at its line.
 */
import { bodyPictures } from '../../schemas/record/project.js';
import { stationeryPictures } from '../../schemas/stationery.js';
import { ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { limits } from '../files/limits.js';
import { namedFile } from './named-file.js';
import { wrongWithPicture } from './printable.js';
import type { EvidenceFile, RecordFile } from './types.js';

export function loadBodyPictures(root: string, config: RecordFile<'project'> | undefined): Outcome<ReadonlyMap<string, EvidenceFile>> {
  const pictures = new Map<string, EvidenceFile>();
  const diagnostics: Diagnostic[] = [];
  for (const [scheme, facts] of Object.entries(config?.value.body ?? {})) {
    const named = [
      ...bodyPictures.map((key) => ({ at: [key], value: facts[key] })),
      ...stationeryPictures.map((part) => ({ at: ['stationery', part, 'picture'], value: facts.stationery?.[part]?.picture })),
    ];
    for (const { at, value } of named) {
      if (value === undefined || !config || pictures.has(value)) continue;
      const read = namedFile(root, config, ['body', scheme, ...at], value, { bytes: limits.evidenceBytes, wrong: wrongWithPicture });
      if (read.value) pictures.set(value, read.value);
      diagnostics.push(...read.diagnostics);
    }
  }
  return ok(pictures, diagnostics);
}
