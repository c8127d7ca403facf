/**
 * The archive on disk: bags, their index, and what keeps both whole. `docs/archive-format.md` says what lies where.
 *
 * In:  contents of bags, what signs and judges signatures, the moment. Out: files; findings. No cryptography but hashes is
 * known here, and no clock.
 */
export type { Added } from './add.js';
export { algorithms, bagFiles, type Algorithm, type BagMaking, type Sign } from './bag.js';
export { checkIndex, type IndexCheck } from './check-index.js';
export { nodeDisk, type Disk } from './disk.js';
export { parseDisposal, type Disposed, type DisposalRecord } from './dispose.js';
export { headBytes, headName, headSignatureName, indexName, parseEntry, parseHead, stampName, type IndexHead } from './entry.js';
export type { Finding, FindingKind } from './finding.js';
export { archiveFolders, disposedFolder, renewedFolder, unfinishedPrefix } from './folders.js';
export { headOf, headState, readIndex, type IndexReading } from './index-file.js';
export { list, stateOf, type BagRow, type BagState } from './list.js';
export { bagPath, folderName, isPortablePath, isSafePath, placePath } from './names.js';
export { checkBag, type BagCheck, type BagInfo, type CheckSignature } from './read-bag.js';
export type { Renewed, TimeStamp } from './renew.js';
export type { StoreOptions } from './session.js';
export { lastDayAt, standingOf, type PlaceState, type Revision, type Standing } from './standing.js';
export { openStore, type Store } from './store.js';
export { hashFile, type HashedFile } from './walk.js';
