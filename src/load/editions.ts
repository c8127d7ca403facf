/**
 * Editions of one certificate: a new scope under the number and the validity that it had, where a scheme lets both stay.
 *
 * In:  entries of certificates.yaml. Out: which entries are editions of one another. A later edition says so itself: what it replaces has
 * its own number.
 */
interface Entry {
  readonly number?: string | undefined;
  readonly issued?: string | undefined;
  readonly replaces?: { readonly number?: string | undefined } | undefined;
}

/** Whether an entry stands in the place of an earlier one of the same number. */
export const isLaterEdition = (list: readonly Entry[], index: number): boolean => {
  const entry = list[index];
  return (
    entry?.number !== undefined &&
    entry.replaces?.number === entry.number &&
    list.slice(0, index).some((earlier) => earlier.number === entry.number)
  );
};

/** The day on which the next edition took the place of this one. */
export function replacedByEditionOn(list: readonly Entry[], index: number): string | undefined {
  const number = list[index]?.number;
  const next = list.findIndex((later, i) => i > index && later.number === number && later.issued !== undefined && isLaterEdition(list, i));
  return list[next]?.issued;
}

/** The edition that was in force on a day, of those that a caller has under one number; before the first, the first. */
export const editionOn = <T extends { readonly issued?: string | undefined }>(editions: readonly T[], day: string): T | undefined =>
  editions.findLast((one, i) => i > 0 && one.issued !== undefined && one.issued <= day) ?? editions[0];
