/**
 * What the process that tries layouts is given to do.
 *
 * In:  nothing. Out: types, all of it plain data: a project cannot be handed over, and is read there again.
 */
import type { LayoutTried } from '../protocol.js';

/** The case of a document, as it was read last. */
export interface TryCase {
  /** Begins the ids of its documents. */
  readonly key: string;
  /** Absolute: the project, and the folder of the case. */
  readonly root: string;
  readonly folder: string;
  /** Another one whenever it was read again. */
  readonly version: number;
  readonly today: string;
  readonly asOf?: string;
}
/** Longer than a text may take: it reads the case, and begins the engine. */
export interface OpenCase {
  readonly do: 'open';
  readonly case: TryCase;
  readonly provenIn?: string;
}
export interface TryText {
  readonly do: 'try';
  readonly case: TryCase;
  readonly id: string;
  readonly text: string;
}
export type TryPiece = OpenCase | TryText;
/** `isOpen`: the case is held as it was read last; else it is to be opened first. `tried` is absent where it has no such document. */
export interface TryCame {
  readonly isOpen: boolean;
  readonly tried?: LayoutTried;
}
