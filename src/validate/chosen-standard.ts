/**
 * The standard that the parties agreed on, where a scheme leaves the choice.
 *
 * In:  a document. Out: an error where the records name no standard, or one that the scheme does not have: nothing that names the
 * standard could then be printed rightly. A form for a client of which nothing is known yet offers the choice itself.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import { placeIn } from '../load/record-file.js';
import { didYouMean } from '../files/shape-issues.js';
import type { DocumentScope } from './scope.js';

/** Whether the parties have still to choose: the document belongs to no audit and to a case that knows no client. */
export function isOpen({ scheme, audit, case: folder }: Pick<DocumentScope, 'scheme' | 'audit' | 'case'>): boolean {
  const { standard, client } = folder.case.value;
  return scheme.standards.length > 1 && standard === undefined && client === undefined && audit === undefined;
}

export function checkStandard(scope: DocumentScope): Diagnostic[] {
  const { scheme, audit, asks, project, kind } = scope;
  const known = scheme.standards.map((standard) => standard.number);
  if (known.length < 2) return [];
  const caseFile = scope.case.case;
  const [file, path, named] =
    asks.file.kind === 'certificates' && (asks.value as { standard?: string }).standard !== undefined
      ? ([asks.file, [...asks.pointer.split('/').slice(1), 'standard'], (asks.value as { standard?: string }).standard] as const)
      : audit?.audit.value.standard !== undefined
        ? ([audit.audit, ['standard'], audit.audit.value.standard] as const)
        : ([caseFile, ['standard'], caseFile.value.standard] as const);
  if (named === undefined ? isOpen(scope) : known.includes(named)) return [];
  const near = named === undefined ? undefined : didYouMean(named, known);
  return [
    {
      code: 'standard-unknown',
      severity: 'error',
      scheme: scheme.id,
      case: scope.case.name,
      document: kind,
      ...(audit ? { audit: audit.name } : {}),
      ...(scope.subject === undefined ? {} : { subject: scope.subject }),
      message:
        named === undefined
          ? { zh: '没有写明双方商定的认证标准', en: 'The records do not say which standard was agreed on' }
          : { zh: `认证方案没有标准 ${named}`, en: `The scheme has no standard ${named}` },
      help:
        near === undefined
          ? {
              zh: `在 case.yaml 的 standard 写明其一：${known.join('、')}。`,
              en: `Write one of them as standard in case.yaml: ${known.join(', ')}.`,
            }
          : { zh: `是否应为 ${near}？`, en: `Did you mean ${near}?` },
      place: placeIn(project.root, file, path),
    },
  ];
}
