/**
 * A bag that another version of the program made: what today's code thinks of its record is no fault of the bag.
 *
 * In:  what judging the record and making its documents again found, and the version that `build.json` names. Out: the same findings
 * where that version is this one, or where nothing is wrong; else one warning, which gives the bag a state of its own, and what was
 * found as notes below it. Manifests, signatures, seals and hashes do not come here: no version of the program changes them.
 *
 * Whoever holds the key may name another version, and by that comes to this state and never to `sound`; a document that lacks a word
 * of its record (`record-words.ts`) is faulty all the same.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import { programId } from '../program/program-id.js';
import { found } from './finding.js';

const spelled = /^(\d+\.\d+\.\d+)\+[0-9a-f]{12}$/;
/** `agent`: what `bag-info.txt` names. A name that no certpress has, or that the bag does not say twice, lets nothing pass. */
function isOther(madeBy: string, agent: string | undefined): boolean {
  const version = spelled.exec(madeBy)?.[1];
  return version !== undefined && agent === `certpress ${version}` && madeBy !== programId();
}

export function asOfProgram(
  madeBy: string,
  agent: string | undefined,
  file: string,
  findings: readonly Diagnostic[],
): readonly Diagnostic[] {
  const differing = findings.filter((d) => d.severity === 'error').length;
  if (differing === 0 || !isOther(madeBy, agent)) return findings;
  const [name, count] = [[...madeBy].slice(0, 60).join(''), String(differing)];
  return [
    found(
      'verify-otherwise',
      file,
      `由 certpress ${name} 制作，本版本（${programId()}）由记录得出的结果有 ${count} 处不同`,
      `made by certpress ${name}; this one (${programId()}) judges or makes it otherwise in ${count} place(s)`,
      'warning',
    ),
    ...findings.map((d): Diagnostic => (d.severity === 'error' ? { ...d, severity: 'info' } : d)),
  ];
}
