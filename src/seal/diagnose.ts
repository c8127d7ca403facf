/**
 * Diagnostics of sealing, and how failures inside this folder become them.
 *
 * In:  a code and what happened. Out: a diagnostic or a failed outcome.
 */
import { Malformed } from './der.js';
import { catalogue, failed, type Code, type Diagnostic, type Outcome, type Prose } from '../diagnostics/index.js';

/** Thrown inside this folder where a function cannot go on; `asOutcome` turns it into a diagnostic at the border. */
export class Refusal extends Error {
  constructor(readonly code: Code, readonly zh: string, readonly en: string) {
    super(en);
  }
}
export function diagnostic(code: Code, message: Prose): Diagnostic {
  const entry = catalogue[code];
  return { code, severity: 'error', message, help: { zh: entry.helpZh, en: entry.helpEn } };
}
export const refuse = <T>(code: Code, zh: string, en: string): Outcome<T> => failed(diagnostic(code, { zh, en }));

export async function asOutcome<T>(run: () => Promise<Outcome<T>> | Outcome<T>): Promise<Outcome<T>> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Refusal) return refuse(error.code, error.zh, error.en);
    throw error;
  }
}
/** The same where a PDF is worked on: what cannot be read then is that file. */
export const asOutcomeOfPdf = <T>(run: () => Promise<Outcome<T>>): Promise<Outcome<T>> => asOutcome(async () => {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return refuse('seal-pdf-shape', `这个 PDF 的结构不能盖章：${error.message}`, `the structure of this PDF cannot be sealed: ${error.message}`);
  }
});
