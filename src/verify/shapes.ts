/**
 * Shapes of the files that describe a bag: `build.json`, `trace.json`, `retention.json`.
 *
 * In:  bytes. Out: their values, or undefined where the file is not exactly of its shape. What writes them is
 * `src/archive/bag-contents.ts`.
 */
import { z } from 'zod';
import { manifestSchema } from '../output/manifest.js';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const day = z.iso.date();
const text = z.string().max(4000);
const prose = z.strictObject({ zh: text, en: text });
const quoted = z.strictObject({ rule: text.nullable(), clause: text, zh: text, en: text });

const buildSchema = z.strictObject({
  certpress: text,
  engine: text.nullable(),
  fonts: z.array(z.strictObject({ file: text, sha256: hash })).max(1000),
  asOf: day,
  case: text.min(1),
  certificate: text.optional(),
  audit: text.optional(),
  documents: z.array(manifestSchema.shape.outputs.element.omit({ seals: true })).max(10_000),
});
export type BuildFile = z.output<typeof buildSchema>;

const traceSchema = z
  .array(
    z.strictObject({
      scheme: text,
      audit: text.nullable(),
      document: text,
      subject: text.nullable(),
      lang: text,
      content: text,
      clause: text,
      rule: text.nullable(),
      required: z.enum(['print', 'later']),
      record: z.array(z.strictObject({ file: text, pointer: text, line: z.int() })).max(100_000),
      template: z.strictObject({ file: text, line: z.int() }).nullable(),
      page: z.int().nullable(),
    }),
  )
  .max(1_000_000);
export type TraceFile = z.output<typeof traceSchema>;

const signature = z
  .strictObject({ party: text.optional(), by: z.unknown(), on: day.optional(), file: text.optional(), sha256: text.optional() })
  .partial();
const retentionSchema = z.strictObject({
  scheme: text,
  version: text,
  document: z.unknown(),
  subject: text,
  since: day.nullable(),
  until: day.nullable(),
  countedFrom: z.strictObject({ day, what: prose }).nullable(),
  clause: text,
  rule: text.nullable(),
  why: prose,
  kept: z
    .array(
      z.union([
        z.strictObject({ kind: text, subject: text.nullable(), file: text }),
        z.strictObject({
          kind: text.nullable(),
          subject: text.nullable(),
          title: z.unknown(),
          file: text.nullable(),
          signed: z.array(signature).max(1000),
        }),
      ]),
    )
    .max(100_000),
  paper: z.strictObject({
    required: quoted.nullable(),
    originals: z
      .array(z.strictObject({ kind: text.nullable(), subject: text.nullable(), at: z.unknown(), since: day.nullable() }))
      .max(100_000),
  }),
  form: quoted.nullable(),
});
export type RetentionFile = z.output<typeof retentionSchema>;

const strict = new TextDecoder('utf-8', { fatal: true });
function read<T>(shape: z.ZodType<T>, bytes: Uint8Array | undefined): T | undefined {
  if (!bytes) return undefined;
  try {
    const text = strict.decode(bytes);
    const value: unknown = JSON.parse(text);
    // One way to write it: of a key that stands twice, other readers might take the other one.
    if (`${JSON.stringify(value, null, 1)}\n` !== text) return undefined;
    const parsed = shape.safeParse(value);
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
export const readBuild = (bytes: Uint8Array | undefined): BuildFile | undefined => {
  const build = read(buildSchema, bytes);
  // A bag is that of an audit or of a certificate.
  return build && (build.audit === undefined) !== (build.certificate === undefined) ? build : undefined;
};
export const readTrace = (bytes: Uint8Array | undefined): TraceFile | undefined => read(traceSchema, bytes);
export const readRetention = (bytes: Uint8Array | undefined): RetentionFile | undefined => read(retentionSchema, bytes);
