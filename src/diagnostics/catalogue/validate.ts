/** Codes of this stage; see `index.ts`. */
export const validateCodes = {
} as const;
