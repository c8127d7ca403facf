/**
 * The blocks of a state: the paragraphs of a document, each cut into fixed words and values.
 *
 * In:  a value out of JSON, of anyone. Out: whether it is a list of blocks, within its bounds and with nothing else in it. By hand and not
 * as a shape, since a report has two thousand segments: this is most of what reading a state back takes. A test holds it against the shape.
 */
import type { Lang } from '../model/index.js';
import { bounds } from './bounds.js';

export interface PlacedSegment {
  /** Which of `files`. */
  file: number;
  /** A JSON Pointer (RFC 6901) that names nothing that every object has. */
  pointer: string;
  /** As they were written; nothing for a place that was left empty. */
  words: string;
  /** The language of the words: of a text in two languages, which of them it is. */
  lang: Lang;
  /**
   * What is done there, where it is not typing: a `box` is ticked or not (its words are ☑ or ☐), a `choice` is one of a list, a `date` a
   * day, a `picture` is put in.
   */
  as?: 'box' | 'choice' | 'date' | 'picture' | undefined;
  /** Of a picture: the SHA-256 of what is shown there; `asks`: that is no picture of the record, but what asks for one. */
  picture?: string | undefined;
  asks?: true | undefined;
  /** Of a box: the value that its tick gives to the place, where that is not yes or no. */
  ticked?: string | undefined;
  /** Not this reader's to fill in. */
  locked?: true | undefined;
}
export type Segment = string | PlacedSegment;
export interface CarriedBlock {
  /**
   * The name of its bookmark; of a paragraph of fixed words alone none. Those are told too: whoever reads it back can see what was typed
   * outside of every place.
   */
  name?: string | undefined;
  segments: Segment[];
}

export const hashPattern = /^[0-9a-f]{64}$/;
const pointerPattern = /^\/(?:[^~\0]|~[01])*$/;
const ofEveryObject = /\/(?:__proto__|constructor|prototype)(?:\/|$)/;
export const isPointer = (value: unknown): boolean =>
  isText(value, bounds.pointer) && pointerPattern.test(value) && !ofEveryObject.test(value);

const isText = (value: unknown, most: number): value is string => typeof value === 'string' && value.length <= most;
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const areBlocks = (value: unknown): value is CarriedBlock[] =>
  Array.isArray(value) && value.length <= bounds.blocks && value.every(isBlock);

function isBlock(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { name, segments } = value;
  for (const key in value) if (key !== 'name' && key !== 'segments') return false;
  return (
    (name === undefined || (typeof name === 'string' && /^_cp[0-9a-z]{1,8}$/.test(name))) &&
    Array.isArray(segments) &&
    segments.length <= bounds.segments &&
    segments.every((one) => (typeof one === 'string' ? one.length <= bounds.words : isPlacedSegment(one)))
  );
}

function isPlacedSegment(value: unknown): boolean {
  if (!isObject(value)) return false;
  let needed = 4;
  for (const key in value) {
    const one = value[key];
    switch (key) {
      case 'file':
        if (!(Number.isInteger(one) && (one as number) >= 0 && (one as number) <= bounds.files)) return false;
        needed -= 1;
        break;
      case 'pointer':
        if (!isPointer(one)) return false;
        needed -= 1;
        break;
      case 'words':
        if (!isText(one, bounds.words)) return false;
        needed -= 1;
        break;
      case 'lang':
        if (one !== 'zh' && one !== 'en') return false;
        needed -= 1;
        break;
      case 'as':
        if (one !== 'box' && one !== 'choice' && one !== 'date' && one !== 'picture') return false;
        break;
      case 'picture':
        if (typeof one !== 'string' || !hashPattern.test(one)) return false;
        break;
      case 'ticked':
        if (!isText(one, bounds.path)) return false;
        break;
      case 'asks':
      case 'locked':
        if (one !== true) return false;
        break;
      default:
        return false;
    }
  }
  return needed === 0;
}
