/**
 * Whether what was archived is still what it was. `docs/archive-format.md` says what is verified; nothing here needs a network.
 *
 * In:  a sealed PDF, a bag, or an archive; whom to trust. Out: verdicts. Bytes that are garbage are findings.
 */
export type { ArchiveRun } from './archive.js';
export { verifyBag, type Expected } from './bag.js';
export { openCheckpoint, type Checkpoint, type CheckpointInput } from './checkpoint.js';
export { targetOf, type Target, type TargetKind } from './target.js';
export type { ArchiveVerdict, BagVerdict, Comparison, DocumentVerdict, Seal, State, VerifyOptions } from './types.js';
export { verify, type Verification as Verdict } from './verify.js';
export { rowOf, type BagRow } from './report/report.js';
export { writeReport } from './report/write.js';
