/**
 * What makes a seal last: validation data and document time stamps.
 *
 * In:  a sealed file, services. Out: the file with an update appended.
 */
import { Refusal } from './diagnose.js';
import type { Services } from './types.js';

const notYet = (): never => {
  throw new Refusal('seal-service-missing', '尚不支持 B-LT 与 B-LTA', 'B-LT and B-LTA are not supported yet');
};
export const addValidationData = (_sealed: Uint8Array, _services: Services | undefined, _chain: readonly Uint8Array[]): Promise<Uint8Array> => Promise.resolve().then(notYet);
export const addDocumentTimeStamp = (_sealed: Uint8Array, _services: Services | undefined): Promise<Uint8Array> => Promise.resolve().then(notYet);
