/**
 * `translations.yaml`: which English was written for which Chinese, so that English whose Chinese changed since is known.
 *
 * It lies in the case's folder, with which it is moved and kept, and holds hashes, no words: by file (from the case's folder), by place
 * (a JSON Pointer, `*` for any entry of a list, so that entries may move), pairs of hashes, Chinese before English. `certpress translate`
 * writes it; a build reads it.
 */
import { z } from 'zod';
import { fieldMeta } from './fields.js';

const pairs = z.array(z.string().regex(/^[0-9a-f]{16} [0-9a-f]{16}$/)).max(4_000);
export const translationsSchema = z.record(z.string().min(1).max(300), z.record(z.string().min(1).max(300), pairs));
fieldMeta.add(translationsSchema, { zh: '译文所译的中文（由 certpress translate 写出）', en: 'Which Chinese the English was written for' });
