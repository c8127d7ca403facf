/**
 * Clauses that records name, against the standard: `5.10` where clause 5 ends with 5.3.
 *
 * In:  a document. Out: what its own record names and the standard does not have. An item (`8.4.2 b)`) belongs to its clause, and below
 *      a clause whose parts the standard's file does not list, nothing is known.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import { placeIn } from '../load/record-file.js';
import { didYouMean } from '../files/shape-issues.js';
import type { RecordFile } from '../load/types.js';
import type { Scheme } from '../packs/types.js';
import type { DocumentScope } from './scope.js';

type Named = readonly [RecordFile, readonly (string | number)[], string | undefined];

export function checkClauses(scope: DocumentScope): Diagnostic[] {
  const { audit, kind, document, asks, scheme } = scope;
  const { combination } = audit?.audit.value ?? {};
  // A plan or form of a combined audit may speak of another standard.
  const isCombined = combination !== undefined && !('notApplicable' in combination);
  const severity = document.role === 'nonconformity' && !isCombined ? 'error' : 'warning';
  const numbers = new Set(scheme.standard.clauses.map((clause) => clause.number));
  return namedBy(scope).flatMap(([file, path, clause]): Diagnostic[] => {
    if (clause === undefined || hasClause(scheme, numbers, clause)) return [];
    const near = didYouMean(clause, numbers);
    return [
      {
        code: 'clause-unknown',
        severity,
        scheme: scheme.id,
        case: scope.case.name,
        document: kind,
        ...(audit ? { audit: audit.name } : {}),
        ...(asks.file.kind === 'nonconformity' ? { subject: asks.file.name } : {}),
        message: { zh: `${scheme.standard.number} 中没有条款 ${clause}`, en: `${scheme.standard.number} has no clause ${clause}` },
        ...(near === undefined ? {} : { help: { zh: `是否应为 ${near}？`, en: `Did you mean ${near}?` } }),
        place: placeIn(scope.project.root, file, path),
      },
    ];
  });
}

function namedBy({ document, audit, asks, findings }: DocumentScope): Named[] {
  switch (document.role) {
    case 'report':
      return findings.flatMap(({ file, pointer, value }) =>
        (value.clauses ?? []).map((clause, i): Named => [
          file,
          [
            ...pointer
              .split('/')
              .slice(1)
              .map((key) => (/^\d+$/.test(key) ? Number(key) : key)),
            'clauses',
            i,
          ],
          clause,
        ]),
      );
    case 'plan': {
      const { plan } = audit ?? {};
      return plan
        ? (plan.value.schedule ?? []).flatMap(({ slots }, d) =>
            (slots ?? []).flatMap(({ clauses }, s) =>
              (clauses ?? []).map((clause, i): Named => [plan, ['schedule', d, 'slots', s, 'clauses', i], clause]),
            ),
          )
        : [];
    }
    case 'notice': {
      const { notice } = audit ?? {};
      const concerns = notice?.value.concerns;
      return notice && Array.isArray(concerns)
        ? concerns.map((concern, i): Named => [notice, ['concerns', i, 'clause'], concern.clause])
        : [];
    }
    case 'nonconformity':
      return [[asks.file, ['clause'], (asks.value as { readonly clause?: string }).clause]];
    case 'certificate':
    case 'termination':
    case undefined:
      return [];
  }
}

function hasClause(scheme: Scheme, numbers: ReadonlySet<string>, text: string): boolean {
  const number = /^\d+(?:\.\d+)*/.exec(text.trim())?.[0];
  if (number === undefined) return false;
  for (let at = number; at !== ''; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : '') {
    if (numbers.has(at)) return at === number || !scheme.standard.clauses.some((clause) => clause.number.startsWith(`${at}.`));
  }
  return false;
}
