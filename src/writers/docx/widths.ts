/**
 * How long a line of text is, about.
 *
 * In:  inlines and the style they stand in. Out: points. Only Word itself knows better, and it has no way to say "at the
 * right of this line, or of the next where this one is full": so what stands at the right is given a line of its own here,
 * as soon as the two may not fit side by side.
 */
import type { Inline, StyleForm, Theme } from '../../model/index.js';
import type { ParagraphLook } from './looks.js';

const points = 72 / 25.4;
const chinese = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/;
/** Of the size, on average, in the Latin faces of the theme; and what two texts on one line keep between them. */
const latin = { serif: 0.48, sans: 0.45 } as const;
const apart = 0.5;

/** On one line, pt. */
export function widthOf(inlines: readonly Inline[], form: StyleForm, theme: Theme): number {
  const { size } = form;
  return inlines.reduce((sum, inline) => {
    switch (inline.type) {
      case 'text': {
        const style = theme.characters[inline.style ?? ''];
        const own = style?.size ?? size * (style?.scale ?? 1);
        const letter = own * latin[style?.face ?? form.face];
        return sum + [...inline.value].reduce((n, c) => n + (chinese.test(c) ? own : letter), 0);
      }
      case 'gap':
        return sum + inline.em * size;
      case 'blank':
        return sum + inline.width * points;
      case 'line-break':
      case 'fill':
        return sum;
      default:
        return sum + size;
    }
  }, 0);
}

/** Whether text, and what stands at its right, fit on the last line of the text; `room` in mm. */
export function fitBeside(left: readonly Inline[], right: readonly Inline[], look: ParagraphLook, theme: Theme, room: number): boolean {
  const line = room * points;
  const length = widthOf(left, look.form, theme);
  const last = length > line ? length % line : length;
  return last === 0 || last + apart * look.form.size + widthOf(right, look.form, theme) <= line;
}
