/**
 * The word with which the program starts itself as a process that makes files for another.
 *
 * In:  nothing. Out: the first argument; no command of a user.
 */
export const workerCommand = 'make-files';
