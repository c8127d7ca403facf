/**
 * The places that a form asks for, block by block.
 *
 * In:  blocks. Out: the file and the pointer that all places in them have in common.
 */
import { commonPointer } from '../../carried/index.js';
import { blocksIn, inlinesOf, placeOfPicture, placeOfWords, type Block } from '../../model/index.js';
import type { FormOfDocument } from './asked.js';

/** Of all open places in some blocks: their file, and what their pointers begin with; nothing where there is none. */
type Common = { readonly file: string; readonly pointer: string } | 'several files' | undefined;
const both = (a: Common, b: Common): Common => {
  if (a === undefined || b === undefined) return a ?? b;
  if (a === 'several files' || b === 'several files' || a.file !== b.file) return 'several files';
  return { file: a.file, pointer: commonPointer(a.pointer, b.pointer) };
};

/** Of each block, found once however many tables and lists are around it. */
export class OpenPlaces {
  private readonly known = new Map<Block, Common>();
  constructor(readonly form: FormOfDocument) {}

  commonTo(blocks: readonly Block[]): Common {
    let common: Common;
    for (const block of blocks) common = both(common, this.in(block));
    return common;
  }
  private in(block: Block): Common {
    if (this.known.has(block)) return this.known.get(block);
    let common = this.commonTo(blocksIn(block));
    const places = block.type === 'image' ? [placeOfPicture(block)] : inlinesOf(block).map(placeOfWords);
    for (const place of places) if (place && this.form.of(place)?.isOpen === true) common = both(common, place);
    this.known.set(block, common);
    return common;
  }
}
