/**
 * What was taken, as text for a terminal.
 *
 * In:  what was taken, which files were written. Out: who sent what; file by file each field with what it said and says. Colours where a
 * person looks on.
 */
import pc from 'picocolors';
import { inCommon } from '../../take/match.js';
import type { Difference, Producer, Taken, TakenForm } from '../../take/types.js';
import type { UiLang } from '../terminal.js';

type Colours = Pick<typeof pc, 'red' | 'green' | 'dim' | 'bold'>;

const program: Readonly<Record<Exclude<Producer['kind'], 'certpress'>, Readonly<Record<UiLang, string>>>> = {
  word: { zh: 'Microsoft Word', en: 'Microsoft Word' },
  wps: { zh: 'WPS', en: 'WPS' },
  libreoffice: { zh: 'LibreOffice', en: 'LibreOffice' },
  other: { zh: '不认识的程序', en: 'a program that is not known' },
};

function formLine({ name, producer, document }: TakenForm, lang: UiLang): string {
  const by = producer.by === undefined ? '' : lang === 'zh' ? `${producer.by} ` : ` by ${producer.by}`;
  const on = producer.on === undefined ? '' : ` ${producer.on.slice(0, 10)}`;
  const numbered = producer.application.split(' ').find((word) => /\d/.test(word));
  const version = numbered === undefined ? '' : ` (${numbered})`;
  const of = [document.part, document.for].filter((word) => word !== undefined).join(', ');
  const what = [document.kind, document.number, of === '' ? undefined : `(${of})`].filter((word) => word !== undefined).join(' ');
  if (producer.kind === 'certpress')
    return lang === 'zh'
      ? `${name}：${what}；由 certpress 写出，之后没有别的程序保存过`
      : `${name}: ${what}; as certpress wrote it, no other program has saved it`;
  return lang === 'zh'
    ? `${name}：${what}；${by}用 ${program[producer.kind].zh}${version} 保存${on}`
    : `${name}: ${what}; saved${by} with ${program[producer.kind].en}${version}${on}`;
}

const langWord = { zh: { zh: '中文', en: 'Chinese' }, en: { zh: '英文', en: 'English' } } as const;

/** Lines that changed, with those around them left out. */
function* lines(before: string, after: string, paint: Colours): Iterable<string> {
  const [a, b] = [before, after].map((text) => (text === '' ? [] : text.trimEnd().split('\n'))) as [string[], string[]];
  let [i, k] = [0, 0];
  for (const [x, y] of [...inCommon(a, b), [a.length, b.length] as const]) {
    for (; i < x; i++) yield paint.red(`    - ${a[i] ?? ''}`);
    for (; k < y; k++) yield paint.green(`    + ${b[k] ?? ''}`);
    i += 1;
    k += 1;
  }
}

function fieldText({ field, lang: of, before, after, forms }: Difference, lang: UiLang, several: boolean, paint: Colours): string[] {
  const which = of ? ` (${langWord[of][lang]})` : '';
  const from = several ? paint.dim(`  ${forms.join(', ')}`) : '';
  return [`  ${field[lang]}${which}${from}`, ...lines(before, after, paint)];
}

const several = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

/** `isAsked`: whether it was to be written. */
export function takenText(
  { forms, files, pictures, stale }: Taken,
  { isAsked, written }: { readonly isAsked: boolean; readonly written: readonly string[] },
  lang: UiLang,
  isColoured: boolean,
): string {
  const paint = pc.createColors(isColoured);
  const out = forms.map((form) => formLine(form, lang));
  for (const { file, differences } of files) {
    out.push('', paint.bold(file));
    for (const difference of differences) out.push(...fieldText(difference, lang, forms.length > 1, paint));
  }
  for (const { file, mime, width, height, bytes } of pictures) {
    const [kind, size] = [mime === 'image/png' ? 'PNG' : 'JPEG', `${Math.ceil(bytes.length / 1024)} KB`];
    out.push(
      '',
      lang === 'zh'
        ? `${paint.bold(file)}：新图片，${kind}，${width}×${height} 像素，${size}`
        : `${paint.bold(file)}: a new picture, ${kind}, ${width} × ${height} pixels, ${size}`,
    );
  }
  for (const { file, texts } of stale)
    out.push(
      '',
      lang === 'zh'
        ? `${paint.bold(file)}：${texts} 处中文改了，旁边的英文没有改，从此视为过期（certpress translate）`
        : `${paint.bold(file)}: Chinese of ${several(texts, 'text')} changed and the English beside it did not; it is stale from now on (certpress translate)`,
    );
  const count = files.reduce((n, { differences }) => n + differences.length, 0);
  out.push('');
  if (count === 0) out.push(lang === 'zh' ? '记录没有改动。' : 'Nothing changes in the records.');
  else if (written.length > 0)
    out.push(
      lang === 'zh'
        ? `已写入 ${count} 处改动，${files.length} 个文件。`
        : `Written: ${several(count, 'change')} in ${several(files.length, 'file')}.`,
    );
  else
    out.push(
      lang === 'zh'
        ? `${count} 处改动，${files.length} 个文件；${isAsked ? '一处也没有写' : '加 --write 写入'}。`
        : `${several(count, 'change')} in ${several(files.length, 'file')}; ${isAsked ? 'nothing was written' : count === 1 ? '--write writes it' : '--write writes them'}.`,
    );
  return `${out.join('\n')}\n`;
}
