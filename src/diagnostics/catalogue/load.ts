/** Codes of this stage; see `index.ts`. */
export const loadCodes = {
} as const;
