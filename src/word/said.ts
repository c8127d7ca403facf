/**
 * What the tree of a Word file does not have, in words.
 *
 * In:  the kind of it, its place, its words. Out: prose in both languages: where a person finds it in the Word file, and what became of it.
 */
import type { Prose } from '../diagnostics/index.js';
import type { LeftoverKind, WordPlace } from './types.js';

const kinds: Readonly<Record<LeftoverKind, Prose>> = {
  insertion: { zh: '修订中插入的文字，已按接受处理', en: 'text inserted while changes were tracked was taken as accepted' },
  deletion: { zh: '修订中删除的内容，没有带入', en: 'what was deleted while changes were tracked was not taken over' },
  comment: { zh: '批注没有带入', en: 'a comment was not taken over' },
  footnote: { zh: '脚注或尾注没有带入', en: 'a footnote or endnote was not taken over' },
  'text-box': { zh: '文本框的内容放到了所在段落之后', en: 'the text of a text box was set below the paragraph that holds it' },
  chart: { zh: '图表没有带入', en: 'a chart was not taken over' },
  diagram: { zh: 'SmartArt 图形没有带入', en: 'a SmartArt diagram was not taken over' },
  drawing: { zh: '绘制的图形没有带入', en: 'a drawn shape was not taken over' },
  embedded: { zh: '嵌入的对象没有带入', en: 'an embedded object was not taken over' },
  'active-control': { zh: 'ActiveX 控件没有带入', en: 'an ActiveX control was not taken over' },
  macro: { zh: '文件带有宏，没有读取', en: 'the file has macros, which were not read' },
  equation: { zh: '公式没有带入', en: 'an equation was not taken over' },
  picture: { zh: '图片不是 PNG 或 JPEG，没有带入', en: 'a picture is neither PNG nor JPEG and was not taken over' },
  'linked-picture': { zh: '链接到文件以外的图片没有带入', en: 'a picture outside of the file that is linked was not taken over' },
  external: { zh: '指向文件以外的链接没有带入', en: 'a link to something outside of the file was not taken over' },
  hidden: { zh: '隐藏文字没有带入', en: 'hidden text was not taken over' },
  'other-file': { zh: '插入的另一个文件没有读取', en: 'another file that was inserted was not read' },
  ruby: { zh: '拼音注音没有带入', en: 'a phonetic guide was not taken over' },
  symbol: { zh: '符号字体中的字符没有带入', en: 'a character of a symbol font was not taken over' },
  'merged-words': { zh: '被合并单元格遮住的文字没有带入', en: 'words under a merged cell were not taken over' },
  'too-deep': { zh: '嵌套过深的表格没有带入', en: 'a table nested too deeply was not taken over' },
};
const parts: Readonly<Record<WordPlace['part'], Prose>> = {
  body: { zh: '', en: '' },
  header: { zh: '页眉', en: 'header' },
  footer: { zh: '页脚', en: 'footer' },
  'text-box': { zh: '文本框', en: 'text box' },
};

function whereIs({ part, page, table, row, cell, paragraph }: WordPlace): Prose {
  const zh = [
    part === 'header' || part === 'footer' ? parts[part].zh : `第${page}页${parts[part].zh}`,
    ...(table === undefined ? [] : [`表${table}`]),
    ...(row === undefined ? [] : [`第${row}行`]),
    ...(cell === undefined ? [] : [`第${cell}格`]),
    ...(table !== undefined && row === undefined ? [] : [`第${paragraph}段`]),
  ];
  const en = [
    part === 'header' || part === 'footer' ? parts[part].en : `page ${page}${parts[part].en === '' ? '' : `, ${parts[part].en}`}`,
    ...(table === undefined ? [] : [`table ${table}`]),
    ...(row === undefined ? [] : [`row ${row}`]),
    ...(cell === undefined ? [] : [`cell ${cell}`]),
    ...(table !== undefined && row === undefined ? [] : [`paragraph ${paragraph}`]),
  ];
  return { zh: zh.join(''), en: en.join(', ') };
}

/** `what`, with the place before it and the words behind. */
export function saidAt(what: Prose, place: WordPlace | undefined, words: string): Prose {
  const where = place ? whereIs(place) : undefined;
  return {
    zh: `${where ? `${where.zh}：` : ''}${what.zh}${words === '' ? '' : `：“${words}”`}`,
    en: `${where ? `${where.en}: ` : ''}${what.en}${words === '' ? '' : `: “${words}”`}`,
  };
}
export const leftoverSaid = (kind: LeftoverKind, place: WordPlace | undefined, words: string): Prose => saidAt(kinds[kind], place, words);
