/**
 * What a judgement is.
 *
 * In:  nothing. Out: types.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import type { RuleEnvironment } from '../rules/environment.js';
import type { CaseFacts } from './case-facts.js';
import type { Verdict } from './verdict.js';

export interface JudgeOptions {
  readonly asOf: string;
  /** Another environment, with another calendar; what project and packs carry unless a test says otherwise. */
  readonly environment?: RuleEnvironment;
}
export interface Judgement {
  readonly asOf: string;
  /** What it was judged in: who goes on to read its values needs the same. */
  readonly environment: RuleEnvironment;
  readonly verdicts: readonly Verdict[];
  readonly diagnostics: readonly Diagnostic[];
  /** Audits, certificates with their lives, and events of each case, as judged. */
  readonly cases: readonly CaseFacts[];
  /** The first day on which a verdict may be another although no record changed; none where none may. */
  readonly changesOn?: string;
}
