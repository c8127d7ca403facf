/**
 * What the loader asks of the schemes: which papers there are, and which shapes the records have. `packs/records-of-schemes.ts` answers.
 *
 * In:  nothing. Out: types, and the answer of one who knows no schemes.
 */
import type { RecordShapes } from '../../schemas/record/added-fields.js';
import { recordSchemas, type Shape } from '../../schemas/record/index.js';

export interface KindOfPaper {
  readonly shape: Shape;
  readonly lies: 'case' | 'audit';
}
/** By the id of the document. */
export type KindsOfPaper = ReadonlyMap<string, KindOfPaper>;

export interface RecordsOf {
  /** Of a scheme in a version, in the newest where none is named; undefined where it cannot be read, which is said elsewhere. */
  readonly papers: (scheme: string, version: string | undefined) => KindsOfPaper | undefined;
  /** With all that these versions add; of one name, as the latest has it. In the newest version where none is named. */
  readonly shapes: (scheme: string, versions: readonly string[]) => RecordShapes;
}
/** Where nothing is known of schemes: papers are read, and not looked into. */
export const unknownSchemes: RecordsOf = { papers: () => undefined, shapes: () => recordSchemas };
