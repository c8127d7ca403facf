/**
 * Characters that only look like a Chinese character: radicals and compatibility forms, as text copied from PDF or OCR has them.
 *
 * In:  a character. Out: the character to write for it, `''` where none is known, or undefined where it is a character of its own.
 * They print alike and are found by nobody: a search for 用 does not find ⽤ (U+2F64), and one face cannot tell both apart in a PDF.
 *
 * Kangxi radicals and compatibility ideographs have their character in Unicode itself (NFKC). Of the radicals supplement only two
 * have; the others are listed as the standard's EquivalentUnifiedIdeograph gives them, where it gives one in daily use.
 */
import type { Prose } from '../diagnostics/index.js';

const radical = /[\u2E80-\u2FDF\uF900-\uFAFF\u{2F800}-\u{2FA1F}]/u;

const supplement = new Map(
  Object.entries({
    '⺁': '厂',
    '⺄': '乙',
    '⺅': '亻',
    '⺆': '冂',
    '⺈': '刀',
    '⺉': '刂',
    '⺊': '卜',
    '⺌': '小',
    '⺍': '小',
    '⺎': '兀',
    '⺏': '尣',
    '⺐': '尢',
    '⺒': '巳',
    '⺓': '幺',
    '⺔': '彑',
    '⺖': '忄',
    '⺘': '扌',
    '⺙': '攵',
    '⺛': '旡',
    '⺜': '日',
    '⺝': '月',
    '⺞': '歺',
    '⺠': '民',
    '⺡': '氵',
    '⺢': '氺',
    '⺣': '灬',
    '⺤': '爫',
    '⺥': '爫',
    '⺦': '丬',
    '⺧': '牛',
    '⺨': '犭',
    '⺩': '王',
    '⺫': '目',
    '⺬': '示',
    '⺭': '礻',
    '⺮': '竹',
    '⺯': '糹',
    '⺰': '纟',
    '⺱': '罓',
    '⺲': '罒',
    '⺶': '羊',
    '⺹': '耂',
    '⺺': '肀',
    '⺾': '艹',
    '⺿': '艹',
    '⻀': '艹',
    '⻁': '虎',
    '⻂': '衤',
    '⻃': '覀',
    '⻄': '西',
    '⻅': '见',
    '⻆': '角',
    '⻈': '讠',
    '⻉': '贝',
    '⻋': '车',
    '⻌': '辶',
    '⻍': '辶',
    '⻎': '辶',
    '⻐': '钅',
    '⻑': '長',
    '⻒': '镸',
    '⻓': '长',
    '⻔': '门',
    '⻖': '阝',
    '⻘': '青',
    '⻙': '韦',
    '⻚': '页',
    '⻛': '风',
    '⻜': '飞',
    '⻝': '食',
    '⻟': '飠',
    '⻠': '饣',
    '⻢': '马',
    '⻣': '骨',
    '⻤': '鬼',
    '⻥': '鱼',
    '⻦': '鸟',
    '⻧': '卤',
    '⻨': '麦',
    '⻩': '黄',
    '⻪': '黾',
    '⻫': '斉',
    '⻬': '齐',
    '⻭': '歯',
    '⻮': '齿',
    '⻯': '竜',
    '⻰': '龙',
    '⻱': '龜',
    '⻲': '亀',
  }),
);

/** The first of them in a text, and where. */
export function radicalIn(text: string): { readonly char: string; readonly write: string } | undefined {
  if (!radical.test(text)) return undefined;
  for (const char of text) {
    const write = characterFor(char);
    if (write !== undefined) return { char, write };
  }
  return undefined;
}

/** What is wrong with it, and what to write. */
export function saidOfRadical(
  { char, write }: { readonly char: string; readonly write: string },
  hex: (char: string) => string,
): { readonly message: Prose; readonly help: Prose } {
  return {
    message: {
      zh: `${char}（${hex(char)}）只是样子像汉字的部首或兼容字符`,
      en: `${char} (${hex(char)}) is a radical or compatibility form that only looks like a character`,
    },
    help:
      write === ''
        ? {
            zh: '请输入汉字本身；从PDF复制或识别的文字要逐字核对。',
            en: 'Type the character itself; look over text copied from PDF or OCR.',
          }
        : {
            zh: `写成“${write}”（${hex(write)}）；从PDF复制或识别的文字要逐字核对。`,
            en: `Write “${write}” (${hex(write)}); look over text copied from PDF or OCR.`,
          },
  };
}

function characterFor(char: string): string | undefined {
  if (!radical.test(char)) return undefined;
  const written = char.normalize('NFKC');
  if (written !== char) return written;
  // A dozen characters stand among the compatibility forms and are none.
  return char >= '\uF900' ? undefined : (supplement.get(char) ?? '');
}
