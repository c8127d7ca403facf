/**
 * What a Word file says of itself: which of its words are values of the record, and where these stand.
 *
 * In:  nothing (shapes only). Out: the state that goes along in a DOCX, as a shape that bounds and checks all of it: a file that came back
 * from somebody may lie. Each paragraph that prints a value is a *block*, named by a bookmark within it; its words are cut into segments,
 * fixed words and values, in their order.
 */
import { z } from 'zod';
import type { DocLang, Lang } from '../model/index.js';

/** Far above any document that certpress writes: the deepest report of the samples has 1,100 blocks, and 120 KB of state. */
export const bounds = {
  blocks: 50_000,
  segments: 2_000,
  words: 200_000,
  files: 5_000,
  running: 1_000,
  pictures: 5_000,
  path: 500,
  pointer: 500,
  /** Characters of the whole state as JSON. */
  json: 16 * 1024 * 1024,
} as const;

/** Relative to the project, with forward slashes, and not out of it. */
const path = z
  .string()
  .min(1)
  .max(bounds.path)
  .refine((p) => !/^\/|[\\:\0]/.test(p) && !p.split('/').some((step) => step === '' || step === '.' || step === '..'));
/** A JSON Pointer (RFC 6901) that names nothing that every object has. */
const pointer = z
  .string()
  .max(bounds.pointer)
  .regex(/^\/(?:[^~\0]|~[01])*$/)
  .refine((p) => !p.split('/').some((step) => step === '__proto__' || step === 'constructor' || step === 'prototype'));
const words = z.string().max(bounds.words);
const lang: z.ZodType<Lang> = z.enum(['zh', 'en']);
const docLang: z.ZodType<DocLang> = z.enum(['zh', 'en', 'zh-en']);
const short = z.string().max(bounds.path);

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const placed = z.strictObject({
  /** Which of `files`. */
  file: z.int().nonnegative().max(bounds.files),
  pointer,
  /** As they were written; nothing for a place that was left empty. */
  words,
  /** The language of the words: of a text in two languages, which of them it is. */
  lang,
  /**
   * What is done there, where it is not typing: a `box` is ticked or not (its words are ☑ or ☐), a `choice` is one of a list, a `date` a
   * day, a `picture` is put in.
   */
  as: z.enum(['box', 'choice', 'date', 'picture']).optional(),
  /** Of a picture: the SHA-256 of what is shown there; `asks`: that is no picture of the record, but what asks for one. */
  picture: hash.optional(),
  asks: z.literal(true).optional(),
  /** Of a box: the value that its tick gives to the place, where that is not yes or no. */
  ticked: z.string().max(bounds.path).optional(),
  /** Not this reader's to fill in. */
  locked: z.literal(true).optional(),
});
const block = z.strictObject({
  /**
   * The name of its bookmark; of a paragraph of fixed words alone none. Those are told too: whoever reads it back can see what was typed
   * outside of every place.
   */
  name: z
    .string()
    .regex(/^_cp[0-9a-z]{1,8}$/)
    .optional(),
  segments: z.array(z.union([words, placed])).max(bounds.segments),
});

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
    blocks: z.array(block).max(bounds.blocks),
    /** What goes into the record along with a new entry of a list, once something is written in it: which contents a finding answers. */
    given: z
      .array(z.strictObject({ file: z.int().nonnegative().max(bounds.files), pointer, values: z.array(short).max(100) }))
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
    const names = blocks.flatMap(({ name }) => name ?? []);
    return new Set(names).size === names.length;
  });

export type Carried = z.output<typeof carriedShape>;
export type CarriedBlock = Carried['blocks'][number];
export type Segment = CarriedBlock['segments'][number];
export type PlacedSegment = Exclude<Segment, string>;
