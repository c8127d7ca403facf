/** The middle of the program: see `types.ts`. */
export * from './types.js';
export * from './theme.js';
export * as build from './build.js';
export { ModelError } from './build.js';
export { measureOf, sheetOf, wavesAlong, type Size } from './sheet.js';
export {
  canon,
  canonPartText,
  canonText,
  pageSign,
  bullet,
  eachEntry,
  partText,
  saysSame,
  type CanonEntry,
  type CanonPart,
  type CanonParts,
} from './canon.js';
export {
  beginsPair,
  belowTable,
  betweenPairs,
  hangsBehindBox,
  itemEndsPair,
  keptWhereLow,
  rowStaysWithNext,
  standsBelowTable,
  staysWithNext,
} from './keeping.js';
export { setCloser } from './closer.js';
export { forReview } from './for-review.js';
export { bringRows, headingOfSigning } from './signing.js';
export { runningText, runningWords, type RunningWords } from './running.js';
export { headingsOf, listedWords, lists, settleToc, tocLines, tocsOf, tocStyle } from './toc.js';
export { columnsOf, widthOf } from './columns.js';
export { heightOf } from './height.js';
export { identityOf } from './identity.js';
export { languageOfWords, placeOfPicture, placeOfWords, type PlaceOfWords } from './places-of-words.js';
export { anchorsOf, blocksIn, eachBlock, eachSpan, inlinesOf, walk, type Around } from './walk.js';
export { printModel, type PrintOptions } from './print.js';
