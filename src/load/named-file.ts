/**
 * A file of the project's folder that `certpress.yaml` names.
 *
 * In:  the project's folder, its settings, where they name the file, what is wrong with such a file. Out: its bytes; where it cannot be
 * used, or leads out of the project, an error at its line.
 */
import { createHash } from 'node:crypto';
import { join, posix } from 'node:path';
import { failed, ok, type Outcome, type Prose } from '../diagnostics/index.js';
import { readInside } from '../files/read-file.js';
import { placeIn } from './record-file.js';
import type { EvidenceFile, RecordFile } from './types.js';

export function namedFile(
  root: string,
  config: RecordFile<'project'>,
  at: readonly (string | number)[],
  value: string,
  { bytes: most, wrong }: { readonly bytes: number; readonly wrong: (file: EvidenceFile) => Prose | undefined },
): Outcome<EvidenceFile> {
  const place = placeIn(root, config, at);
  const file = posix.normalize(value);
  if (/^[/\\]|^[A-Za-z]:|\\|\0/.test(value) || file === '..' || file.startsWith('../')) {
    return failed({
      code: 'path-outside',
      severity: 'error',
      place,
      message: { zh: `“${value}”不在项目文件夹内`, en: `“${value}” is not inside the folder of the project` },
    });
  }
  const read = readInside(join(root, file), root, most);
  const one = read.value && { file, bytes: read.value, sha256: createHash('sha256').update(read.value).digest('hex') };
  const why = one ? wrong(one) : read.diagnostics[0]?.message;
  if (one && !why) return ok(one);
  return failed({
    code: 'evidence-wrong',
    severity: 'error',
    place,
    message: { zh: `${value}：${why?.zh ?? ''}`, en: `${value}: ${why?.en ?? ''}` },
    ...(one
      ? {}
      : {
          help: {
            zh: '路径从项目文件夹（certpress.yaml 所在处）写起。',
            en: 'The path begins at the folder of the project, where certpress.yaml lies.',
          },
        }),
  });
}
