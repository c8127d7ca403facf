/**
 * A certificate that takes the place of one of the same number, under a scheme whose numbers change with the scope.
 *
 * In:  a document. Out: `certificate-number-twice` at the number, unless `numberStays` of the scheme's file says that it stays.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import { isLaterEdition } from '../load/editions.js';
import { placeIn } from '../load/record-file.js';
import type { DocumentScope } from './scope.js';

export function checkEdition({ kind, document, case: folder, project, scheme, asks, subject }: DocumentScope): Diagnostic[] {
  const { certificates } = folder;
  const index = Number(asks.pointer.split('/')[1]);
  if (document.of !== 'certificate' || !certificates || scheme.scheme.numberStays || !isLaterEdition(certificates.value, index)) return [];
  return [
    {
      code: 'certificate-number-twice',
      severity: 'error',
      scheme: scheme.id,
      case: folder.name,
      document: kind,
      ...(subject === undefined ? {} : { subject }),
      message: {
        zh: `证书编号 ${subject ?? ''} 已经用过；这个认证方案没有规定编号不变`,
        en: `The number ${subject ?? ''} is already used; this scheme does not say that a number stays`,
      },
      help: { zh: '换一个编号。', en: 'Take another number.' },
      place: placeIn(project.root, certificates, [index, 'number']),
    },
  ];
}
