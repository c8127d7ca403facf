/** What a Word file carries so that it can be read back: see `types.ts`. */
export type { CarriedBlock, PlacedSegment, Segment } from './blocks.js';
export type { Carried } from './types.js';
export { commonEntry, commonPointer, entriesAround, isWithin, type Entry } from './entries.js';
export { clientFields, formParts, isOfPart, type FormPart } from './parts.js';
export {
  blockName,
  carriedNamespace,
  carriedPartId,
  isBlockName,
  readCarriedProperties,
  readCarriedText,
  writeCarried,
  type CarriedReading,
  type NotCarried,
  type Property,
} from './state.js';
