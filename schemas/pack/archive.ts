/**
 * What a scheme wants kept: `archive.yaml`.
 *
 * In:  parsed YAML. Out: zod schemas and types. Which records a file of an audit must hold, who has to have signed them, of
 * which a paper original is kept, and for how long: each with its clause. A scheme without the file asks for nothing.
 */
import { z } from 'zod';
import { auditKinds, recordKinds, type AuditKind } from '../record/kinds.js';
import { signingParties } from '../record/evidence.js';
import { quoted } from './quoted.js';

const prose = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
/** What a rule asks, with its clause as the source prints it. */
const asked = {
  /** Id of rules.md, where there is one. */
  rule: z.string().optional(),
  clause: z.string(),
  severity: z.enum(['error', 'warning']).default('error'),
  ...quoted,
};

export const archiveSchema = z.strictObject({
  retention: z.strictObject({
    ...asked,
    /** `end`: the certificate's last day, or the day it was withdrawn or cancelled; `validity`: its last day, whatever happens. */
    after: z.enum(['end', 'validity']),
    /** Whole months after that day. */
    months: z.number().int().min(0).max(1200),
    /** Where no certificate came of it, the months that are kept from the end of the audit: no scheme says how long. */
    without: z.strictObject({ months: z.number().int().min(0).max(1200), zh: z.string(), en: z.string() }),
  }),
  /**
   * Signed paper originals, kept while the certificate is valid: of the records below that say so (`marked`), or of whatever
   * people signed on paper (`signed`).
   */
  paper: z.strictObject({ ...asked, covers: z.enum(['marked', 'signed']) }).optional(),
  /** In which form an electronic record is kept. */
  electronic: z.strictObject(asked),
  records: z.array(
    z.strictObject({
      ...asked,
      /** Which entries of `evidence.yaml` answer it; of a document, where they are not called after it. */
      kind: z.enum(recordKinds).optional(),
      /** Kinds of audit whose file must hold it; of what is there for each document, all where missing. */
      for: z.array(z.enum(auditKinds)).optional(),
      /**
       * `audit`: once; `meetings`: for the opening and the closing meeting; `nonconformity`: for each; `entry`: none need be
       * there, but each that is must be signed; `document`: for each that the case asks for. Where a document is named, what it is of
       * says this.
       */
      each: z.enum(['audit', 'meetings', 'nonconformity', 'entry', 'document']).optional(),
      /**
       * Made by certpress under this name; else it is a file of `evidence.yaml`. A working paper (`made: asked`) may have been written
       * elsewhere: either answers then.
       */
      document: z.string().optional(),
      /** Belongs to the whole case: an entry without an audit, or that of the audit named, answers it. */
      ofCase: z.boolean().default(false),
      /** Who has to have signed or sealed it; of a document, as its definition says where this does not. */
      signed: z.strictObject({ ...asked, by: z.array(z.enum(signingParties)).min(1) }).optional(),
      /** A signed paper original must be kept. */
      paper: z.boolean().default(false),
      /** Of a document, as the scheme calls it where this does not say. */
      title: prose.optional(),
    }),
  ),
});
export type ArchiveFile = z.output<typeof archiveSchema>;
type RecordRow = ArchiveFile['records'][number];

/** A row with all that documents and their definitions say besides; without a clause where none but a definition asks. */
export interface RecordAsked extends Omit<RecordRow, 'kind' | 'for' | 'each' | 'title' | 'clause' | 'signed'> {
  readonly kind: string;
  readonly for: readonly AuditKind[];
  readonly each: NonNullable<RecordRow['each']>;
  readonly title: z.output<typeof prose>;
  readonly clause?: string | undefined;
  readonly signed?: (Omit<NonNullable<RecordRow['signed']>, 'clause'> & { readonly clause?: string | undefined }) | undefined;
  /** A working paper: an entry of `evidence.yaml` answers as well as the document. */
  readonly eitherWay: boolean;
}
/** What a scheme wants kept (`src/packs/archive-rows.ts`). */
export interface ArchiveRules extends Omit<ArchiveFile, 'records'> {
  readonly records: readonly RecordAsked[];
}
