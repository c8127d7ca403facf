/**
 * The closed catalogue of codes: what each means and what to do, in both languages. Codes are an interface; prose is not.
 * One file a stage. `certpress explain CODE` prints an entry.
 */
import { archiveCodes } from './archive.js';
import { closingCodes } from './closing.js';
import { composeCodes } from './compose.js';
import { editCodes } from './edit.js';
import { judgeCodes } from './judge.js';
import { loadCodes } from './load.js';
import { proofCodes } from './proof.js';
import { reviewCodes } from './review.js';
import { sealCodes } from './seal.js';
import { tableCodes } from './tables.js';
import { takeCodes } from './take.js';
import { translationCodes } from './translation.js';
import { validateCodes } from './validate.js';
import { verifyCodes } from './verify.js';
import { formCodes } from './form.js';
import { wordCodes } from './word.js';
import { writeCodes } from './write.js';
import { commandCodes } from './command.js';

export interface CodeEntry {
  /** What is wrong, in general. */
  readonly zh: string;
  readonly en: string;
  /** What to do. */
  readonly helpZh: string;
  readonly helpEn: string;
}

export const catalogue = {
  ...loadCodes,
  ...validateCodes,
  ...judgeCodes,
  ...composeCodes,
  ...writeCodes,
  ...proofCodes,
  ...commandCodes,
  ...formCodes,
  ...reviewCodes,
  ...wordCodes,
  ...takeCodes,
  ...tableCodes,
  ...translationCodes,
  ...editCodes,
  ...sealCodes,
  ...archiveCodes,
  ...closingCodes,
  ...verifyCodes,
} as const satisfies Record<string, CodeEntry>;
export type Code = keyof typeof catalogue;
