/**
 * Columns of text for a terminal.
 *
 * In:  rows of cells. Out: lines whose columns begin one under the other, though a Chinese character takes two places.
 */

/** Blocks whose characters take two places (Unicode East Asian Width W and F), as far as records hold them. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const combining = /\p{Mn}|\p{Cf}/u;

export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += combining.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return width;
}

/** `right`: columns of figures. The last column is not filled up. */
export function textTable(rows: readonly (readonly string[])[], right: readonly number[] = []): string[] {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, widthOf(cell));
    });
  return rows.map((row) =>
    row
      .map((cell, i) => {
        const fill = ' '.repeat((widths[i] ?? 0) - widthOf(cell));
        return right.includes(i) ? `${fill}${cell}` : i === row.length - 1 ? cell : `${cell}${fill}`;
      })
      .join('  ')
      .trimEnd(),
  );
}

/** Words on lines of at most so many places, those after the first indented. Chinese breaks between any two characters. */
export function wrapped(text: string, width: number, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(/[^\s\u2e80-\u9fff\uff00-\uff60]+\s*|[\u2e80-\u9fff\uff00-\uff60]\s*|\s+/gu) ?? []) {
    const start = lines.length === 0 ? '' : indent;
    // A mark that ends a clause stays with what it ends.
    const closes = /^[，。；：、）》」』】？！]/.test(piece);
    if (line !== '' && !closes && widthOf(start + line + piece.trimEnd()) > width) {
      lines.push((start + line).trimEnd());
      line = '';
    }
    line += piece;
  }
  if (line.trim() !== '' || lines.length === 0) lines.push(((lines.length === 0 ? '' : indent) + line).trimEnd());
  return lines;
}
