/** From layouts and records to the document model; see `compose.ts` and `check-layout.ts`. */
export { loadLayouts, type Label, type LayoutFile, type LayoutFolder, type LayoutSet } from './layout-set.js';
export { compose, renderHtml, type ComposeInput } from './compose.js';
export { densityOf, variantsOf } from './variants.js';
export { checkLayout, type CheckOptions } from './check-layout.js';
export type { SchemeLabels } from './labels.js';
export type { SchemeContent, SchemeWording } from './layout-run.js';
export type { Asset } from './build/setting.js';
export { dateInWords, datesInWords, dayInWords } from './dates.js';
