/**
 * Evidence: the files that records refer to.
 *
 * In:  a case and its records. Out: the files by their path in the case folder; what is wrong with a reference.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { KindsOfFields, visitKinds } from '../../schemas/record/index.js';
import { ok, type Diagnostic, type Outcome, type Prose } from '../diagnostics/index.js';
import { limits } from '../files/limits.js';
import { readInside } from '../files/read-file.js';
import { wrongWithPicture } from './printable.js';
import { placeIn } from './record-file.js';
import type { CaseFolder, EvidenceFile } from './types.js';
import { filesOf } from './walk.js';

/** Fields that name a file of the case. */
export const filesOfEvidence = new KindsOfFields('file', 'picture');

export function loadEvidence(root: string, folder: CaseFolder): Outcome<ReadonlyMap<string, EvidenceFile>> {
  const evidence = new Map<string, EvidenceFile>();
  const diagnostics: Diagnostic[] = [];
  for (const file of filesOf(folder)) {
    visitKinds(file.shape, file.value, filesOfEvidence, (meta, value, path) => {
      if (typeof value !== 'string') return;
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
        const other = sameToTheEye(join(root, folder.folder, short)) ?? sameToTheEye(join(root, folder.folder, inCase));
        if (other !== undefined) {
          const unicode = other.toLowerCase() !== posix.basename(way).toLowerCase();
          refuse(
            'evidence-wrong',
            unicode
              ? {
                  zh: `${value}：文件夹里有一个看上去同名的文件，只是字符的Unicode形式不同`,
                  en: `${value}: a file in the folder has the same name to the eye, in another Unicode form`,
                }
              : { zh: `${value}：文件夹里有 ${other}，大小写不同`, en: `${value}: the folder has ${other}; capitals differ` },
            unicode
              ? {
                  zh: '在文件夹里把该文件重新命名：照记录中的名称输入一遍（macOS和压缩包常改变这种形式）。',
                  en: 'Rename the file in the folder: type the name as the record has it (macOS and zip files often change the form).',
                }
              : { zh: `写作 ${other}。`, en: `Write ${other}.` },
          );
          return;
        }
        refuse(
          why?.code === 'link-outside' ? 'path-outside' : 'evidence-wrong',
          { zh: `${value}：${why?.message.zh ?? ''}`, en: `${value}: ${why?.message.en ?? ''}` },
          {
            zh: `把文件放到 ${folder.folder}/evidence/，写作 evidence/${posix.basename(way)}；或改正路径。`,
            en: `Put the file into ${folder.folder}/evidence/ and write evidence/${posix.basename(way)}, or correct the path.`,
          },
        );
        return;
      }
      const sign = signOfBags.exec(basename(inCase))?.[0];
      if (sign !== undefined && !known) {
        diagnostics.push({
          code: 'evidence-name',
          severity: 'warning',
          place: placeIn(root, file, path),
          message: {
            zh: `文件名 ${basename(inCase)} 含有 ${shownSign(sign)}，归档时不能接受`,
            en: `The name ${basename(inCase)} holds ${shownSign(sign)}; the archive will not take it`,
          },
        });
      }
      const one = known ?? { file: inCase, bytes: read.value, sha256: createHash('sha256').update(read.value).digest('hex') };
      const wrong = isPicture ? wrongWithPicture(one) : undefined;
      if (wrong) refuse('evidence-wrong', { zh: `${value}：${wrong.zh}`, en: `${value}: ${wrong.en}` });
      else evidence.set(value, one);
    });
  }
  return ok(evidence, diagnostics);
}

/** Signs that manifests of bags write in another way (RFC 8493, 2.1.3), which programs in use do not all read. */
export const signOfBags = /[%\r\n]/;
export const shownSign = (sign: string): string => (sign === '%' ? '%' : sign === '\r' ? 'CR' : 'LF');

/** What stands in the folder under a name that differs only in Unicode form or in capitals: to the eye it is the same. */
function sameToTheEye(path: string): string | undefined {
  const seen = (name: string): string => name.normalize('NFC').toLowerCase();
  try {
    return readdirSync(dirname(path)).find((name) => name !== basename(path) && seen(name) === seen(basename(path)));
  } catch {
    return undefined;
  }
}
