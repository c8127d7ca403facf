/**
 * Diagnostics of sealing, and how failures inside this folder become them.
 *
 * In:  a code and what happened. Out: a diagnostic or a failed outcome.
 */
import { Malformed } from '../files/malformed.js';
import { catalogue, failed, type Code, type Diagnostic, type Outcome, type Prose } from '../diagnostics/index.js';

/** Thrown inside this folder where a function cannot go on; `asOutcome` turns it into a diagnostic at the border. */
export class Refusal extends Error {
  constructor(
    readonly code: Code,
    readonly zh: string,
    readonly en: string,
    readonly help?: Prose,
  ) {
    super(en);
  }
}
/** `help` where something better can be said than the catalogue does. */
export function diagnostic(code: Code, message: Prose, help?: Prose): Diagnostic {
  const entry = catalogue[code];
  return { code, severity: 'error', message, help: help ?? { zh: entry.helpZh, en: entry.helpEn } };
}
export const refuse = <T>(code: Code, zh: string, en: string, help?: Prose): Outcome<T> => failed(diagnostic(code, { zh, en }, help));

export async function asOutcome<T>(run: () => Promise<Outcome<T>> | Outcome<T>): Promise<Outcome<T>> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Refusal) return refuse(error.code, error.zh, error.en, error.help);
    throw error;
  }
}
/** The same where a PDF is worked on: what cannot be read then is that file. */
export const asOutcomeOfPdf = <T>(run: () => Promise<Outcome<T>>): Promise<Outcome<T>> =>
  asOutcome(async () => {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      return refuse(
        'seal-pdf-shape',
        `这个 PDF 的结构不能盖章：${error.message}`,
        `the structure of this PDF cannot be sealed: ${error.message}`,
      );
    }
  });
