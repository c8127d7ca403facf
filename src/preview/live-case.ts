/**
 * A case of a project that is held live: what was read of it last.
 *
 * In:  what planning made of a case. Out: types, and what its documents are composed with.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import type { CaseFolder } from '../load/types.js';
import { schemeKey } from '../packs/types.js';
import type { Order } from '../plan/orders.js';
import type { PlannedProject } from '../plan/planned-project.js';
import type { Work } from '../plan/to-do.js';
import type { Asked } from './pages.js';
import type { DocumentLine } from './protocol.js';

export interface LiveDocument {
  readonly work: Work;
  readonly order: Order;
  readonly line: DocumentLine;
}
export interface LiveCase {
  readonly folder: CaseFolder;
  readonly items: readonly LiveDocument[];
  readonly problems: readonly Diagnostic[];
  /** What it was read with: other cases may have been read since. */
  readonly planned: PlannedProject;
}

export function askedOf({ work, order }: LiveDocument, { toolsOf, houseFaults }: PlannedProject): Asked {
  const tools = toolsOf.get(schemeKey(work.scope.scheme.id, work.scope.scheme.version));
  return { work, order, tools, houseFaults };
}
