/**
 * What a build is asked for, and what comes of it.
 *
 * In:  nothing. Out: types.
 */
import type { DocumentKind } from '../../schemas/pack/index.js';
import type { CacheNotes } from '../cache/notes.js';
import type { CachePlace } from '../cache/store.js';
import type { Diagnostic, Progress } from '../diagnostics/index.js';
import type { Format } from '../make/files.js';
import type { Order } from './orders.js';
import type { DocLang } from '../model/index.js';
import type { FinishedOutput } from '../output/output-folder.js';
import type { QueueUse } from '../queue/in-queue.js';

export interface BuildOptions {
  /** Absolute. */
  readonly paths: readonly string[];
  readonly cwd: string;
  /** Output folder; `null` writes nothing. */
  readonly out: string | null;
  /** The folder whose manifests say what need not be made again. */
  readonly knownOut: string | null;
  readonly formats: readonly Format[];
  readonly langs?: readonly DocLang[];
  readonly documents?: readonly DocumentKind[];
  readonly asOf?: string;
  readonly today: string;
  /** Take the records as they are filed, also where `asOf` lies in the past. */
  readonly asFiled?: boolean;
  readonly force: boolean;
  /** Errors leave what was made before them where it is: somebody has it open while they type. */
  readonly keepOnError?: boolean;
  /** A folder that remembers what was proven before (`proven.ts`); without it everything is proven again. */
  readonly provenIn?: string;
  readonly signal: AbortSignal;
  /** Called before the first document is made: what comes before, of ten thousand cases some minutes, hears nothing and writes nothing. */
  readonly begins?: () => void;
  /** How many documents are made at once, by other processes where there are more than a few; one alone here, unless they are very many. */
  readonly jobs: number;
  /** A cache that several machines share. */
  readonly shared?: { readonly place: CachePlace; readonly notes: CacheNotes };
  /** Workers elsewhere make the documents; they and this run share the cache. */
  readonly queue?: QueueUse;
  readonly progress: (progress: Progress) => void;
  /** Each document as soon as those before it are told. */
  readonly told?: (document: ToldDocument) => void;
  /** Print a stage instead of writing files. */
  readonly print?: 'model' | 'html';
}
/** A document, and what was found of it. */
export interface ToldDocument {
  readonly order: Order;
  readonly diagnostics: readonly Diagnostic[];
  readonly outputs: readonly FinishedOutput[];
}
export interface BuildResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly outputs: readonly FinishedOutput[];
  readonly cases: number;
  readonly documents: number;
  readonly printed: readonly string[];
}
