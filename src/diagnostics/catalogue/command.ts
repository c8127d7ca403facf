/** Codes of this stage; see `index.ts`. */
export const commandCodes = {
} as const;
