/**
 * A person who changes three texts of a form: what comes back is not what was sent.
 *
 * In:  the bytes of a form. Out: the same with other words in three of its texts, packed anew.
 */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const body = 'word/document.xml';

export function personAt(form: Uint8Array): Uint8Array {
  const parts = unzipSync(form);
  let xml = strFromU8(parts[body] ?? new Uint8Array());
  // Texts that stand alone in their control, and once in the file, far from one another.
  const texts = [
    ...xml.matchAll(/<w:sdtContent><w:r>(?:<w:rPr>(?:(?!<\/w:rPr>).)*<\/w:rPr>)?<w:t[^>]*>([^<]{30,})<\/w:t><\/w:r><\/w:sdtContent>/g),
  ].flatMap(([, words]) => (words !== undefined && /[\u4e00-\u9fff]。$/.test(words) && xml.split(words).length === 2 ? [words] : []));
  for (const n of [1, 2, 3]) {
    const words = texts[Math.floor((texts.length * n) / 4)] ?? '';
    if (words === '') throw new Error('the form has too few texts');
    xml = xml.replace(words, () => `${words.slice(0, -1)}，已核实。`);
  }
  return zipSync({ ...parts, [body]: strToU8(xml) }, { level: 6, mtime: new Date('2026-01-01T00:00:00Z') });
}
