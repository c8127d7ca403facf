/**
 * What verification finds out.
 *
 * In:  nothing. Out: types. A verdict is plain data: it is printed, given as JSON, kept in a checkpoint and put into a report.
 */
import type { Diagnostic, Prose } from '../diagnostics/index.js';
import type { SealLevel, Trust } from '../seal/types.js';
import type { Workshop } from './bag-project.js';

/**
 * `sound`: everything is as it should be, and trusted. `otherwise`: intact and trusted, and made by another version of the program, under
 * which alone its record can be shown to give its documents. `untrusted`: everything is intact, and nobody vouches for it.
 */
export type State = 'sound' | 'otherwise' | 'untrusted' | 'faulty';

export interface Seal {
  readonly signedBy: string;
  readonly level: SealLevel | 'none';
  readonly claimedAt?: string;
  readonly provenAt?: string;
}
export interface DocumentVerdict {
  readonly file: string;
  readonly state: State;
  readonly seal?: Seal;
  /** One sentence for each thing that was looked at. */
  readonly sentences: readonly Prose[];
  readonly findings: readonly Diagnostic[];
}
/** How the documents of a bag were compared with what its record gives. */
export type Comparison = 'bytes' | 'words' | 'differs' | 'left-out' | 'not-done';
export interface BagVerdict {
  /** `<scheme>/<case>/<subject>/<revision>`. */
  readonly bag: string;
  readonly state: State;
  readonly seal?: Seal;
  readonly tagManifest?: string;
  /** `tagManifest` of the revision that it says it replaces. */
  readonly replaces?: string;
  readonly documents: readonly DocumentVerdict[];
  readonly comparison: Comparison;
  readonly notes: readonly Prose[];
  readonly findings: readonly Diagnostic[];
  /** Of an earlier run that was interrupted. */
  readonly resumed?: boolean;
}
export interface ArchiveVerdict {
  /** `interrupted`: nothing wrong was found, but not all was verified. */
  readonly state: State | 'interrupted';
  readonly lines: number;
  /** SHA-256 of the last line. */
  readonly head: string;
  /** Who signed the head. */
  readonly seal?: Seal;
  /** The last time stamp over the archive: when, and how many lines it covers. */
  readonly stamp?: { readonly at: string; readonly lines: number };
  /** What a head kept elsewhere says: nothing was taken back; it was; or none was given. */
  readonly rollback: 'excluded' | 'found' | 'not-excluded';
  /** Lines that came after the head that was given. */
  readonly since?: number;
  /** Bags that are there, and of these: verified in the end, and found to be sound. */
  readonly bags: number;
  readonly verified: number;
  readonly sound: number;
  readonly documents: number;
  readonly disposed: number;
  /** Taken from an earlier run that was interrupted, and when that began. */
  readonly resumed: number;
  readonly resumedFrom?: string;
  readonly interrupted: boolean;
  /** Of the archive itself; those of bags are in the bags' verdicts. */
  readonly findings: readonly Diagnostic[];
}

export interface VerifyOptions {
  readonly trust: Trust;
  /** Make documents again from the record, and compare. */
  readonly render: boolean;
  /** Where many bags are verified one after the other. */
  readonly workshop?: Workshop;
}

/** The state that findings come to. */
export function stateOf(findings: readonly Diagnostic[]): State {
  const said = findings.filter((d) => d.severity !== 'info').map((d) => d.code);
  const hard = said.filter((code) => code !== 'verify-otherwise');
  if (hard.length === 0) return said.length === 0 ? 'sound' : 'otherwise';
  return hard.every((code) => code === 'verify-untrusted' || code === 'verify-not-ours') ? 'untrusted' : 'faulty';
}

const order: readonly State[] = ['sound', 'otherwise', 'untrusted', 'faulty'];
export const worse = (a: State, b: State): State => (order.indexOf(a) > order.indexOf(b) ? a : b);
