/**
 * Files of labels and values: `bagit.txt` and `bag-info.txt`, RFC 8493 sections 2.1.1 and 2.2.2.
 *
 * In:  labels with values, or text. Out: text folded at 79 characters, or labels with values.
 */
const widest = 79;

/** Folded at blanks only: what continues a line begins with a blank, and reads back as one. Values come out on one line. */
export function tagText(tags: readonly (readonly [label: string, value: string])[]): string {
  return tags
    .map(([label, value]) => {
      const words = value
        .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
        .trim()
        .split(' ');
      const lines = [`${label}: ${words.shift() ?? ''}`];
      for (const word of words) {
        const last = lines.at(-1) ?? '';
        if ([...last].length + 1 + [...word].length <= widest) lines[lines.length - 1] = `${last} ${word}`;
        else lines.push(` ${word}`);
      }
      return lines.map((line) => `${line}\n`).join('');
    })
    .join('');
}

/** Undefined where a line is neither a label with a value nor a continued one. Labels keep their letters. */
export function readTags(text: string): (readonly [label: string, value: string])[] | undefined {
  const tags: [string, string][] = [];
  for (const line of text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n')) {
    const last = tags.at(-1);
    const found = /^([^\s:][^:]*):(.*)$/u.exec(line);
    if (/^[ \t]/.test(line) && last) last[1] = `${last[1]} ${line.trim()}`.trim();
    else if (found) tags.push([found[1] ?? '', (found[2] ?? '').trim()]);
    else return undefined;
  }
  return tags;
}
