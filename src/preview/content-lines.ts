/**
 * What a scheme requires of a document, line by line.
 *
 * In:  the contents that apply, and where the record answers them. Out: `ContentLine[]`, in the scheme's order.
 */
import type { Content } from '../../schemas/pack/index.js';
import type { Answer } from '../validate/contents.js';
import type { ContentLine } from './protocol.js';

export function contentLines(contents: readonly Content[], answers: readonly Answer[]): ContentLine[] {
  const answered = new Set(
    answers.filter(({ required, record }) => required === 'print' || record.length > 0).map(({ content }) => content),
  );
  return contents.map(({ id, clause, title, zh, en, required }) => ({
    id,
    clause,
    title,
    text: { zh, en },
    required,
    isAnswered: answered.has(id),
  }));
}
