/**
 * Words of the records that the scheme does not have: a grade under a scheme without grades, a conclusion that it does not name.
 *
 * In:  a document. Out: an error at each such word of what the document prints. A group of words that the scheme leaves to the stock
 * labels allows them all.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import { placeIn } from '../load/record-file.js';
import type { RecordFile } from '../load/types.js';
import { isGraded, recommendationsOf } from '../../schemas/pack/words.js';
import type { DocumentScope } from './scope.js';

interface Word {
  readonly file: RecordFile;
  readonly path: readonly (string | number)[];
  readonly word: string | undefined;
  readonly allowed: readonly string[] | undefined;
}

export function checkWords(scope: DocumentScope): Diagnostic[] {
  const { scheme, audit, asks, project, kind, case: folder } = scope;
  return wordsOf(scope).flatMap(({ file, path, word, allowed }): Diagnostic[] => {
    if (word === undefined || allowed === undefined || allowed.includes(word)) return [];
    return [
      {
        code: 'word-not-in-scheme',
        severity: 'error',
        scheme: scheme.id,
        case: folder.name,
        document: kind,
        ...(audit ? { audit: audit.name } : {}),
        ...(asks.file.kind === 'nonconformity' ? { subject: asks.file.name } : {}),
        message: {
          zh: `这个认证方案没有 ${String(path.at(-1))}: ${word}`,
          en: `This scheme does not have ${String(path.at(-1))}: ${word}`,
        },
        help:
          allowed.length === 0
            ? { zh: '去掉这一项。', en: 'Take it out.' }
            : { zh: `可写：${allowed.join('、')}。`, en: `There are: ${allowed.join(', ')}.` },
        place: placeIn(project.root, file, path),
      },
    ];
  });
}

function wordsOf({ scheme, audit, asks, document, findings }: DocumentScope): Word[] {
  const { labels } = scheme.scheme;
  const known = (group: string): readonly string[] | undefined => labels[group] && Object.keys(labels[group]);
  if (asks.file.kind === 'nonconformity') {
    const { grade, category } = asks.file.value as { grade?: string; category?: string };
    return [
      { file: asks.file, path: ['grade'], word: grade, allowed: isGraded(labels) ? known('grade') : [] },
      { file: asks.file, path: ['category'], word: category, allowed: known('nc-category') },
    ];
  }
  const report = audit?.report;
  if (document.role !== 'report' || !report) return [];
  return [
    {
      file: report,
      path: ['recommendation', 'outcome'],
      word: report.value.recommendation?.outcome,
      allowed: audit.audit.value.kind && labels['recommendation'] && recommendationsOf(labels, audit.audit.value.kind),
    },
    ...findings.map(({ file, pointer, value }): Word => ({
      file,
      path: [
        ...pointer
          .split('/')
          .slice(1)
          .map((key) => (/^\d+$/.test(key) ? Number(key) : key)),
        'conclusion',
      ],
      word: value.conclusion,
      allowed: known('conclusion'),
    })),
  ];
}
