/** Codes of this stage; see `index.ts`. */
export const composeCodes = {
} as const;
