/**
 * Whether a document can be made, and what keeps it waiting.
 *
 * In:  its scope, the judgement, the tools of its scheme. Out: what the scheme asks of it and where the record answers; its pictures;
 * whether it is held; and all that is to be said about it before it is composed.
 */
import type { Content } from '../../schemas/pack/index.js';
import type { Asset } from '../compose/index.js';
import { hasErrors, type Diagnostic } from '../diagnostics/index.js';
import { holdOn } from '../judge/holds.js';
import type { Judgement } from '../judge/types.js';
import { assetsOf } from '../make/assets.js';
import { placed } from '../make/deliver.js';
import type { SchemeTools } from '../make/scheme-tools.js';
import { waitingFor } from '../validate/waiting.js';
import { checkContents, type Answer } from '../validate/contents.js';
import type { DocumentScope } from '../validate/scope.js';
import { asLater, isDue } from '../validate/when-due.js';
import type { BuildOptions } from './options.js';

export interface Readiness {
  /** Nothing is composed while it is held. */
  readonly isHeld: boolean;
  readonly contents: readonly Content[];
  readonly answers: readonly Answer[];
  readonly assets: ReadonlyMap<string, Asset>;
  readonly diagnostics: readonly Diagnostic[];
}

/** `once` leaves out what was said before: a layout serves several documents. */
export function readinessOf(
  scope: DocumentScope,
  judgement: Judgement,
  tools: SchemeTools | undefined,
  asked: BuildOptions['documents'],
  once: (found: readonly Diagnostic[]) => readonly Diagnostic[],
): Readiness {
  const waits = waitingFor(scope);
  const { applying, answers, diagnostics: found } = checkContents(scope);
  const hold = holdOn(scope, judgement);
  const layoutFaults = tools?.checked(scope.kind) ?? [];
  const assets = assetsOf(scope);
  return {
    isHeld: waits !== undefined || scope.broken.length > 0 || hasErrors(found) || hold.held || hasErrors(layoutFaults) || !tools,
    contents: applying,
    answers,
    assets,
    diagnostics: [
      // What it waits for is told alone; whether that should be there is a rule's business.
      ...(waits ? [waits] : isDue(scope, { asOf: judgement.asOf, asked }) ? placed(scope, found) : found.map(asLater)),
      ...hold.diagnostics,
      ...once(layoutFaults),
    ],
  };
}
