/**
 * Before a run our own packs are read and proved once, for all of its processes.
 *
 * In:  what `vitest.config.ts` has made of the sources. Out: files beside it, which count for these bytes of code and packs alone.
 */
import { prepareJavaScript } from '../../tools/as-javascript.mjs';

export default prepareJavaScript;
