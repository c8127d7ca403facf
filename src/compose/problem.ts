/**
 * Diagnostics of this stage.
 *
 * In:  a code, a place and what is wrong, in both interface languages. Out: a `Diagnostic`; where no help is given, that
 * of the catalogue. Separate, so that a message costs one line where it arises.
 */
import leven from 'leven';
import { catalogue, type Code, type Diagnostic, type Place, type Prose, type Severity } from '../diagnostics/index.js';
import type { RecordPlace } from '../model/index.js';

export interface ProblemOptions {
  readonly help?: Prose | undefined;
  readonly severity?: Severity;
  readonly related?: readonly Place[] | undefined;
}

export function problem(code: Code, place: Place | undefined, zh: string, en: string, options: ProblemOptions = {}): Diagnostic {
  const entry = catalogue[code];
  return {
    code,
    severity: options.severity ?? 'error',
    message: { zh, en },
    help: options.help ?? { zh: entry.helpZh, en: entry.helpEn },
    ...(place ? { place } : {}),
    ...(options.related && options.related.length > 0 ? { related: options.related } : {}),
  };
}

/** A diagnostic about a value: it stands at the record's line if there is one, else at the layout's. */
export function valueProblem(
  code: Code,
  record: readonly RecordPlace[],
  template: Place | undefined,
  zh: string,
  en: string,
  options: ProblemOptions = {},
): Diagnostic {
  const at = record[0];
  if (!at) return problem(code, template, zh, en, options);
  return problem(code, at, zh, en, { ...options, related: [...(template ? [template] : []), ...record.slice(1)] });
}

/** The name that was probably meant, or undefined. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  // Two letters changed places count as two changes: that much is allowed from four letters on.
  let distance = name.length < 4 ? 2 : Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= distance) continue;
    const d = leven(name, candidate);
    if (d < distance) {
      best = candidate;
      distance = d;
    }
  }
  return best;
}

/** “Did you mean …?”, or what may stand there where the list is short; undefined leaves the catalogue's help. */
export function didYouMean(name: string, known: Iterable<string>): Prose | undefined {
  const names = [...known];
  const near = nearest(name, names);
  if (near !== undefined) return { zh: `是否应为“${near}”？`, en: `Did you mean “${near}”?` };
  if (names.length === 0 || names.length > 14) return undefined;
  return { zh: `可用：${names.join('、')}。`, en: `Known here: ${names.join(', ')}.` };
}
