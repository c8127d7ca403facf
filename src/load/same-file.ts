/**
 * Names that a file system may take for one.
 *
 * In:  a name. Out: what it has in common with all that are taken for the same: those that differ in case only, or in how accents are
 * composed.
 */
export const sameFile = (name: string): string => name.normalize('NFC').toLowerCase();
