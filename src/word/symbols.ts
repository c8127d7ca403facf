/**
 * Characters of symbol fonts, which have no meaning but in their font.
 *
 * In:  a font, a code of it (with or without Word's 0xF000). Out: the Unicode character that looks so, for those that forms have: boxes,
 * ticks, bullets; undefined for any other font.
 */
const wingdings: Readonly<Record<number, string>> = {
  0x6c: '●',
  0x6e: '■',
  0x6f: '□',
  0x70: '□',
  0x71: '□',
  0x72: '□',
  0x75: '◆',
  0x76: '❖',
  0x78: '☒',
  0x9f: '•',
  0xa1: '○',
  0xa7: '▪',
  0xa8: '□',
  0xd8: '➢',
  0xfb: '✗',
  0xfc: '✓',
  0xfd: '☒',
  0xfe: '☑',
};
const wingdings2: Readonly<Record<number, string>> = { 0x4f: '✗', 0x50: '✓', 0x51: '☒', 0x52: '☑', 0x53: '☒', 0x54: '☒', 0xa3: '□' };
const symbol: Readonly<Record<number, string>> = { 0xb7: '•', 0xa8: '♦', 0xb0: '°', 0xb1: '±', 0xb4: '×' };
const fonts: Readonly<Record<string, Readonly<Record<number, string>>>> = { wingdings, 'wingdings 2': wingdings2, symbol };

export const isSymbolFont = (font: string): boolean => Object.hasOwn(fonts, font.toLowerCase());
export function symbolOf(font: string, code: number): string | undefined {
  const name = font.toLowerCase();
  const table = Object.hasOwn(fonts, name) ? fonts[name] : undefined;
  const at = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code;
  return table && Object.hasOwn(table, at) ? table[at] : undefined;
}

/** Whether a character is a box to tick, and ticked. */
export function boxOf(character: string): 'open' | 'ticked' | undefined {
  if ('□☐▢◻❏❑❐❒'.includes(character)) return 'open';
  return '☑☒■✅🗹🗷'.includes(character) ? 'ticked' : undefined;
}
