/**
 * Names of output files: what a record calls a thing, made safe for every file system.
 *
 * In:  the number of a certificate, the id of a nonconformity. Out: a part of a file name.
 */

/** File systems allow 255 bytes; language, format and the kind of document still follow. */
const maxBytes = 150;

export function fileNamePart(text: string): string {
  let name = text.normalize('NFC').replace(/[\\/:*?"<>|\s\u0000-\u001f]+/gu, '-');
  const edge = (char: string | undefined): boolean => char === '-' || char === '.';
  let [start, end] = [0, name.length];
  while (edge(name[start])) start++;
  while (end > start && edge(name[end - 1])) end--;
  name = name.slice(start, end);
  while (Buffer.byteLength(name) > maxBytes) name = [...name].slice(0, -1).join('');
  return name === '' ? '-' : name;
}
