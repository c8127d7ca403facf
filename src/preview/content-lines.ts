/**
 * What a scheme requires of a document, line by line.
 *
 * In:  the contents that apply, and where the record answers them or will; what is due in the case. Out: `ContentLine[]`, in the scheme's
 * order.
 */
import type { Content } from '../../schemas/pack/index.js';
import type { Answer } from '../validate/contents.js';
import type { Roots } from '../files/places.js';
import { spotOf } from './problems.js';
import type { ContentLine, DueItem } from './protocol.js';

export function contentLines(
  contents: readonly Content[],
  answers: readonly Answer[],
  { roots, due }: { readonly roots: Roots; readonly due: readonly DueItem[] },
): ContentLine[] {
  const awaitedOf = (id: string): ContentLine['awaited'] =>
    (answers.find(({ content }) => content === id)?.awaited ?? []).map(({ file, line, pointer }) => ({
      ...spotOf({ file, line }, roots),
      pointer,
    }));
  const answered = new Set(
    answers.filter(({ required, record }) => required === 'print' || record.length > 0).map(({ content }) => content),
  );
  return contents.map(({ id, clause, title, zh, en, required }) => {
    const awaited = awaitedOf(id);
    return {
      id,
      clause,
      title,
      text: { zh, en },
      required,
      isAnswered: answered.has(id),
      awaited,
      due: due
        .filter(({ place }) => place && awaited.some(({ path }) => path === place.path))
        .map(({ due: day, daysLeft, what, tag }) => ({ due: day, daysLeft, what, tag })),
    };
  });
}
