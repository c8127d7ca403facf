/** From layouts and records to the document model; see `compose.ts` and `check-layout.ts`. */
export { loadLayouts, type LayoutFolder, type LayoutSet } from './layout-set.js';
export { compose, renderHtml, type ComposeInput } from './compose.js';
export { densityOf, variantsOf } from './variants.js';
export { checkLayout } from './check-layout.js';
export type { Asset } from './build/setting.js';
