/**
 * What a Word file says of itself: which of its words are values of the record, and where these stand.
 *
 * In:  nothing (shapes only). Out: the state that goes along in a DOCX, as a shape that bounds and checks all of it: a file that came back
 * from somebody may lie. Each paragraph that prints a value is a *block*, named by a bookmark within it; its words are cut into segments,
 * fixed words and values, in their order.
 */
import { z } from 'zod';
import type { DocLang, Lang } from '../model/index.js';
import { areBlocks, hashPattern, isPointer, type CarriedBlock } from './blocks.js';
import { bounds } from './bounds.js';

/** Relative to the project, with forward slashes, and not out of it. */
const path = z
  .string()
  .min(1)
  .max(bounds.path)
  .refine((p) => !/^\/|[\\:\0]/.test(p) && !p.split('/').some((step) => step === '' || step === '.' || step === '..'));
const words = z.string().max(bounds.words);
const lang: z.ZodType<Lang> = z.enum(['zh', 'en']);
const docLang: z.ZodType<DocLang> = z.enum(['zh', 'en', 'zh-en']);
const short = z.string().max(bounds.path);

const hash = z.string().regex(hashPattern);

export const carriedShape = z
  .strictObject({
    version: z.literal(1),
    document: z.strictObject({
      kind: short,
      lang: docLang,
      lead: lang,
      number: short.optional(),
      scheme: short,
      schemeVersion: short,
      as: z.enum(['document', 'form']),
      /** The person whom a form is for, and which part of the record it asks for. */
      for: short.optional(),
      part: short.optional(),
    }),
    /**
     * The record files that the values are of. A form says the hash of each as it was when the form was written; a document does not, since
     * it stays as it is where a line that it does not print has changed.
     */
    files: z.array(z.strictObject({ path, sha256: hash.optional() })).max(bounds.files),
    /** In the order of the document: its body, without tables of contents (Word makes them anew) and paragraphs that say nothing. */
    blocks: z.custom<CarriedBlock[]>(areBlocks),
    /** What goes into the record along with a new entry of a list, once something is written in it: which contents a finding answers. */
    given: z
      .array(
        z.strictObject({
          file: z.int().nonnegative().max(bounds.files),
          pointer: z.custom<string>(isPointer),
          values: z.array(short).max(100),
        }),
      )
      .max(bounds.segments)
      .optional(),
    /** What runs at head and foot of its pages, a text a paragraph, without what Word counts or looks up. */
    running: z.array(words).max(bounds.running).optional(),
    /** SHA-256 of all pictures in it: any other one was put in by somebody. */
    pictures: z.array(hash).max(bounds.pictures).optional(),
  })
  .refine(({ files, blocks }) => blocks.every((b) => b.segments.every((s) => typeof s === 'string' || s.file < files.length)))
  .refine(({ files, given = [] }) => given.every(({ file }) => file < files.length))
  .refine(({ blocks }) => {
    const names = new Set<string>();
    return blocks.every(({ name }) => name === undefined || (!names.has(name) && names.add(name)));
  });

export type Carried = z.output<typeof carriedShape>;
