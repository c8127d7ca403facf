/**
 * The Word file of a document as the page draws it beside the PDF.
 *
 * In:  the bytes of the Word file, the hash of the pages that it was made with. Out: `WordView`: what `src/word`, which reads files that
 * anybody made, finds in it; so what is seen is the file and not the model. Nothing where it cannot be read, which its proof says.
 */
import { pictureKind } from '../files/picture.js';
import { readWord } from '../word/read.js';
import { leftoverSaid } from '../word/said.js';
import type { WordSection } from '../word/types.js';
import type { WordRunning, WordView } from './protocol.js';

/** Bytes of pictures that go along; a letterhead comes to a tenth. */
const mostPictures = 8_000_000;
const mostLeftovers = 100;

export function wordViewOf(bytes: Uint8Array, hash: string): WordView | undefined {
  const { value } = readWord(bytes, 'docx');
  if (!value) return undefined;
  const pictures: Record<string, string> = {};
  let left = mostPictures;
  for (const [key, picture] of value.pictures) {
    const kind = pictureKind(picture);
    left -= picture.byteLength;
    if (kind && left >= 0) pictures[key] = `data:${kind};base64,${Buffer.from(picture).toString('base64')}`;
  }
  return {
    hash,
    sections: value.sections.map((section, i) => ({
      page: section.page,
      running: runningOf(section, value.sections[i - 1]),
      blocks: section.blocks,
    })),
    pictures,
    leftovers: value.leftovers.slice(0, mostLeftovers).map(({ kind, place, words }) => leftoverSaid(kind, place, words)),
  };
}

/** A section without a header of its own was read with that of the one before: the very same blocks. */
function runningOf(section: WordSection, before: WordSection | undefined): WordRunning[] {
  return (['header', 'footer'] as const).flatMap((at) =>
    (['first', 'usual', 'even'] as const).flatMap((on) => {
      const blocks = section[at][on];
      return blocks === undefined || blocks === before?.[at][on] ? [] : [{ at, on, blocks }];
    }),
  );
}
