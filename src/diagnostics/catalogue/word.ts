/** Codes of Word files that somebody else made; see `index.ts`. */
export const wordCodes = {
  'word-unreadable': {
    zh: '无法读取 Word 文件',
    en: 'A Word file cannot be read',
    helpZh: '在 Word、WPS 或 LibreOffice 中打开，另存为 .docx，再试。',
    helpEn: 'Open it in Word, WPS or LibreOffice, save it as .docx, and try again.',
  },
  'word-too-large': {
    zh: 'Word 文件过大，或是为了撑破读它的程序而做的',
    en: 'A Word file is too large, or was made to burst what reads it',
    helpZh: '删去图片和不属于这份表格的内容；只读取大小合理的文件。',
    helpEn: 'Take out pictures and what does not belong to the form; only files of a fair size are read.',
  },
  'word-left-out': {
    zh: 'Word 文件里有版式不能照搬的内容',
    en: 'A Word file has something that the layout has not, or has otherwise',
    helpZh: '对照原表，需要时用手工补上。',
    helpEn: 'Compare with the form, and add it by hand where it is needed.',
  },
  'word-blank-open': {
    zh: '表格中的空白没有对应到记录的字段',
    en: 'A blank of the form is not filled from the record',
    helpZh: '在版式的这一行写上字段，或删去 TODO，留作手填。',
    helpEn: 'Name the field at this line of the layout, or delete the TODO and leave it to be filled in by hand.',
  },
} as const;
