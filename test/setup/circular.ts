/**
 * The first line of an expectation that the program itself wrote: it shows what a change changes, and is no evidence that either is right.
 */
export const circular = '# circular: written by the program (npm run test:update)\n';
