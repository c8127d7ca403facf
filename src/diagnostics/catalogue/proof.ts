/** Codes of this stage; see `index.ts`. */
export const proofCodes = {
} as const;
