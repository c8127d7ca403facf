/**
 * Who makes files: this process, or others (`workers/pool.ts`; on other machines, `src/queue`).
 *
 * In:  orders for files; a shared cache, where there is one. Out: what came of each; the same bytes and words, whoever made them.
 */
import type { Trouble } from '../cache/shared-cache.js';
import type { PdfWriter } from '../writers/pdf/index.js';
import type { CacheUse, Offered } from './cached-files.js';
import { makeFiles, type FilesMade, type FilesOrder } from './files.js';

export interface FilesMaker {
  /** How many orders it works on at once. */
  readonly hands: number;
  /** `name`: what a person calls the document, for what goes wrong with it. */
  make(order: FilesOrder, name: string): Promise<FilesMade>;
  close(): Promise<void>;
}
/** A shared cache, and who is told what goes wrong with it. */
export interface WithCache {
  readonly use: CacheUse;
  readonly trouble: (troubles: readonly Trouble[]) => void;
}
/** One on this machine, which can also have an order carried out by somebody else. */
export interface NearMaker extends FilesMaker {
  /** See `takeOrOffer`; undefined where whoever did it was lost. */
  offer(order: FilesOrder, shared: WithCache, offer: boolean): Promise<Offered | undefined>;
}

export function inThisProcess(pdf: PdfWriter, shared?: WithCache): NearMaker {
  return {
    hands: pdf.engine.atOnce,
    async make(order) {
      if (!shared) return makeFiles(pdf, order);
      const { makeOrTake } = await import('./cached-files.js');
      const { troubles = [], ...made } = await makeOrTake(pdf, order, shared.use);
      shared.trouble(troubles);
      return made;
    },
    async offer(order, { use, trouble }, offer) {
      const offered = await (await import('./cached-files.js')).takeOrOffer(order, use, offer);
      trouble(offered.troubles);
      return offered;
    },
    close: () => Promise.resolve(),
  };
}
