/**
 * What a check of a bag or of the index finds.
 *
 * In:  the kind, the path, a sentence in both languages. Out: `Finding`.
 */
import type { Prose } from '../../diagnostics/index.js';

/**
 * - missing, added, altered, shortened, lengthened: a file is not as the manifests (or the index) say;
 * - refused: a path or file that has no place in a bag (links, fetch.txt, unsafe or clashing paths, too many, too large);
 * - malformed: a file of the archive that cannot be read as what it is; - disagree: two files of it contradict each other;
 * - signature: missing, broken, or nobody trusted made it; - chain: the index was not written line after line;
 * - unfinished: a run was stopped here, and the next one finishes it; - unreadable: the disk or the rights.
 */
export type FindingKind =
  | 'missing'
  | 'added'
  | 'altered'
  | 'shortened'
  | 'lengthened'
  | 'refused'
  | 'malformed'
  | 'disagree'
  | 'signature'
  | 'chain'
  | 'unfinished'
  | 'unreadable';

export interface Finding {
  readonly kind: FindingKind;
  /** From the folder that was checked, forward slashes; with control characters shown as escapes. */
  readonly path: string;
  readonly message: Prose;
}

/** A name from outside, so that a terminal shows it and does nothing else. */
export const shown = (text: string): string =>
  text.slice(0, 300).replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (c) => `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);

export const finding = (kind: FindingKind, path: string, zh: string, en: string): Finding => ({
  kind,
  path: shown(path),
  message: { zh: `${shown(path)}：${zh}`, en: `${shown(path)}: ${en}` },
});

/** Why a file could not be read, in both languages. */
export function whyNot(error: unknown): { readonly zh: string; readonly en: string } {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  return { zh: `无法读取（${code}）`, en: `cannot be read (${code})` };
}
