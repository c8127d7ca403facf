/**
 * Bounds on what is read, so that no file can exhaust memory or time. Far above what any real record needs: the deepest
 * report of the samples is 100 KB.
 */
export const limits = {
  /** Bytes of a YAML file; looked at before its content is read. */
  yamlBytes: 2 * 1024 * 1024,
  /** Bytes of a file under `evidence/`. */
  evidenceBytes: 30 * 1024 * 1024,
  /** Maps and lists inside each other. */
  depth: 64,
  /** Tokens of a YAML file, white space and punctuation included. */
  tokens: 400_000,
  /** Values that aliases (`*name`) may add to a file. */
  aliasedValues: 10_000,
  aliases: 100,
  /** Folders inside each other, and folders in all, that are searched for cases. */
  folderDepth: 12,
  folders: 20_000,
  /** Complaints about the YAML of one file: after these it is not worth reading on. */
  yamlErrors: 20,
} as const;
