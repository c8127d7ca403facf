/**
 * What a row quotes of its scheme's text.
 *
 * In:  nothing. Out: the two fields of it, for every shape that has a clause. Word for word stands what is in the language of the text
 * (`original` of scheme.yaml); the other is a rendering of the pack's own. Of an English text the Chinese may be missing: `''` here, until
 * the pack is loaded and the source's own words take its place (`src/packs/renderings.ts`, which also refuses it of a Chinese text).
 */
import { z } from 'zod';

export const quoted = { zh: z.string().min(1).default(''), en: z.string().min(1) };
