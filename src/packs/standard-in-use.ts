/**
 * Which of a scheme's standards an audit or a certificate is under, where the scheme leaves the choice to the parties.
 *
 * In:  a scheme, the number that the records name. Out: the scheme under that standard: its clauses, its number in the wording. The same
 * scheme and number give the same object, so that what is kept by scheme is kept by standard too.
 */
import type { Wording } from '../../schemas/pack/index.js';
import type { RecordOf } from '../../schemas/record/index.js';
import type { AuditFolder, CaseFolder } from '../load/types.js';
import type { Scheme } from './types.js';

type Certificate = RecordOf<'certificates'>[number];
type UnfilledScheme = Omit<Scheme, 'wording'>;

/** The number that the records name: on the certificate, else for its audit, else for the whole case. */
export const standardNamed = (
  folder: Pick<CaseFolder, 'case'>,
  audit?: Pick<AuditFolder, 'audit'>,
  certificate?: Certificate,
): string | undefined => certificate?.standard ?? audit?.audit.value.standard ?? folder.case.value.standard;

const made = new WeakMap<Scheme, Map<string, Scheme>>();

/** The scheme under the standard of that number; as it is where it has no choice or no such standard. */
export function underStandard(scheme: Scheme, number: string | undefined): Scheme {
  const standard = scheme.standards.find((one) => one.number === number);
  if (!standard || standard === scheme.standard) return scheme;
  const ofScheme = made.get(scheme) ?? new Map<string, Scheme>();
  made.set(scheme, ofScheme);
  const found = ofScheme.get(standard.number) ?? filled({ ...scheme, standard });
  ofScheme.set(standard.number, found);
  return found;
}

/** `{standard.number}` in the wording of a pack is the number of the standard in use. */
export function filled(scheme: UnfilledScheme): Scheme {
  const fill = (text: string): string => text.replaceAll('{standard.number}', scheme.standard.number);
  const wording = scheme.wordingAsWritten.map((row): Wording => ({
    ...row,
    ...(row.string === undefined ? {} : { string: fill(row.string) }),
    ...(row.must === undefined ? {} : { must: row.must.map(fill) }),
    ...(row.text === undefined ? {} : { text: { zh: fill(row.text.zh), en: fill(row.text.en) } }),
  }));
  return { ...scheme, wording };
}
