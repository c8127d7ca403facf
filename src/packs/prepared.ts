/**
 * What this program read of its own packs when it was compiled (`prepare.ts` wrote it), so that no run has to do it again.
 *
 * In:  shapes, hashes of bytes. Out: the value of a file with that hash in that shape; undefined where it was not read then.
 */
import type { z } from 'zod';
import { archiveSchema } from '../../schemas/pack/archive.js';
import { auditTimeSchema } from '../../schemas/pack/audit-time.js';
import { documentSchema } from '../../schemas/pack/documents.js';
import { bodySchema, contentsFileSchema, schemeSchema, standardSchema, wordingFileSchema } from '../../schemas/pack/index.js';
import { genericFileSchema, rulesFileSchema, rulesOfSchemeSchema } from '../../schemas/pack/rules.js';
import { tablesOfSchemeSchema, tablesSchema } from '../../schemas/pack/tables.js';
import { preparedValue } from '../program/prepared.js';

/** Names of shapes, as what is prepared has them. */
export const shapesByName: Readonly<Record<string, z.ZodType>> = {
  archive: archiveSchema,
  'audit-time': auditTimeSchema,
  body: bodySchema,
  contents: contentsFileSchema,
  document: documentSchema,
  generic: genericFileSchema,
  rules: rulesOfSchemeSchema,
  'shared-rules': rulesFileSchema,
  scheme: schemeSchema,
  standard: standardSchema,
  'stock-tables': tablesSchema,
  tables: tablesOfSchemeSchema,
  wording: wordingFileSchema,
};
const names = new Map(Object.entries(shapesByName).map(([name, shape]) => [shape, name]));

/** For `loadYaml`. */
export const preparedIn =
  (shape: z.ZodType) =>
  (sha256: string): unknown => {
    const name = names.get(shape);
    return name === undefined ? undefined : preparedValue(name, sha256);
  };
