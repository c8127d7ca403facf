/**
 * What verification finds out.
 *
 * In:  nothing. Out: types. A verdict is plain data: it is printed, given as JSON, kept in a checkpoint and put into a report.
 */
import type { Diagnostic, Prose } from '../diagnostics/index.js';
import type { SealLevel, Trust } from '../seal/types.js';

/** `sound`: everything is as it should be, and trusted. `untrusted`: everything is intact, and nobody vouches for it. */
export type State = 'sound' | 'untrusted' | 'faulty';

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
export type Comparison = 'bytes' | 'words' | 'left-out' | 'not-done';
export interface BagVerdict {
  /** `<scheme>/<case>/<subject>/<revision>`. */
  readonly bag: string;
  readonly state: State;
  readonly seal?: Seal;
  readonly tagManifest?: string;
  readonly documents: readonly DocumentVerdict[];
  readonly comparison: Comparison;
  readonly notes: readonly Prose[];
  readonly findings: readonly Diagnostic[];
  /** Of an earlier run that was interrupted. */
  readonly resumed?: boolean;
}
export interface ArchiveVerdict {
  readonly state: State;
  readonly lines: number;
  readonly head: string;
  /** Who signed the head. */
  readonly seal?: Seal;
  /** What a head kept elsewhere says: nothing was taken back; it was; or none was given. */
  readonly rollback: 'excluded' | 'found' | 'not-excluded';
  /** Lines that came after the head that was given. */
  readonly since?: number;
  readonly bags: number;
  readonly disposed: number;
  readonly resumed: number;
  readonly interrupted: boolean;
  /** Of the archive itself; those of bags are in the bags' verdicts. */
  readonly findings: readonly Diagnostic[];
}

export interface VerifyOptions {
  readonly trust: Trust;
  /** Make documents again from the record, and compare. */
  readonly render: boolean;
}

/** The state that findings come to. */
export function stateOf(findings: readonly Diagnostic[]): State {
  const said = findings.filter((d) => d.severity !== 'info');
  return said.length === 0 ? 'sound' : said.every((d) => d.code === 'verify-untrusted') ? 'untrusted' : 'faulty';
}
