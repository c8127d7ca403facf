/**
 * Evidence: the files that records refer to.
 *
 * In:  a case and its records. Out: the files by their path in the case folder; what is wrong with a reference.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { recordSchemas, visitKinds } from '../../schemas/record/index.js';
import { ok, type Diagnostic, type Outcome, type Prose } from '../diagnostics/index.js';
import { limits } from './limits.js';
import { readInside } from './read-file.js';
import { placeIn } from './record-file.js';
import type { CaseFolder, EvidenceFile } from './types.js';
import { filesOf } from './walk.js';

export function loadEvidence(root: string, folder: CaseFolder): Outcome<ReadonlyMap<string, EvidenceFile>> {
  const evidence = new Map<string, EvidenceFile>();
  const diagnostics: Diagnostic[] = [];
  for (const file of filesOf(folder)) {
    visitKinds(recordSchemas[file.kind], file.value, (meta, value, path) => {
      if ((meta.kind !== 'file' && meta.kind !== 'picture') || typeof value !== 'string') return;
      const refuse = (code: 'path-outside' | 'evidence-wrong', message: Prose, help?: Prose): void => {
        diagnostics.push({ code, severity: 'error', message, ...(help ? { help } : {}), place: placeIn(root, file, path) });
      };
      const way = posix.normalize(value);
      if (/^[/\\]|^[A-Za-z]:|\\|\0/.test(value) || way === '..' || way.startsWith('../')) {
        refuse('path-outside', { zh: `“${value}”不在案卷文件夹内`, en: `“${value}” is not inside the case folder` });
        return;
      }
      // The folder's name may be left out: `chart.png` is `evidence/chart.png`.
      const short = `evidence/${way}`;
      const inCase = !way.startsWith('evidence/') && existsSync(join(root, folder.folder, short)) ? short : way;
      const known = evidence.get(value);
      const isPicture = meta.kind === 'picture';
      const read = known ? ok(known.bytes) : readInside(join(root, folder.folder, inCase), root, limits.evidenceBytes);
      if (!read.value) {
        const why = read.diagnostics[0];
        refuse(why?.code === 'link-outside' ? 'path-outside' : 'evidence-wrong',
          { zh: `${value}：${why?.message.zh ?? ''}`, en: `${value}: ${why?.message.en ?? ''}` },
          { zh: `把文件放到 ${folder.folder}/evidence/，写作 evidence/${posix.basename(way)}；或改正路径。`, en: `Put the file into ${folder.folder}/evidence/ and write evidence/${posix.basename(way)}, or correct the path.` });
        return;
      }
      if (isPicture && !isPngOrJpeg(read.value)) {
        refuse('evidence-wrong', { zh: `${value} 不是PNG或JPEG图片`, en: `${value} is neither a PNG nor a JPEG picture` });
        return;
      }
      evidence.set(value, known ?? { file: inCase, bytes: read.value, sha256: createHash('sha256').update(read.value).digest('hex') });
    });
  }
  return ok(evidence, diagnostics);
}

const isPngOrJpeg = (bytes: Uint8Array): boolean =>
  [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], [0xff, 0xd8, 0xff]].some((magic) => magic.every((byte, i) => bytes[i] === byte));
