/** Codes of translations; see `index.ts`. */
export const translationCodes = {
  'translation-stale': {
    zh: '英文译自以前的中文',
    en: 'English was written for Chinese that has changed since',
    helpZh: '改正英文后，用 certpress translate --settle 确认；或用 --export 交给译者。',
    helpEn: 'Correct the English and confirm it with certpress translate --settle, or send it to a translator with --export.',
  },
  'translation-unreadable': {
    zh: '无法读取译文文件',
    en: 'A file of translations cannot be read',
    helpZh: '须为 XLIFF 1.2：由 certpress translate --export 写出、在翻译软件中保存的文件。',
    helpEn: 'It is XLIFF 1.2, as certpress translate --export writes it and a translation tool saves it.',
  },
  'translation-refused': {
    zh: '一条译文不能写入记录',
    en: 'A translation cannot go into the records',
    helpZh: '重新导出后再译这一条。',
    helpEn: 'Export again, and translate it anew.',
  },
  'translation-left': {
    zh: '一条译文没有译出或没有完成',
    en: 'A text was not translated, or not finished',
    helpZh: '译完后再次导入。',
    helpEn: 'Import again once it is done.',
  },
  'translation-term': {
    zh: '译文没有使用术语表中的译法',
    en: 'A translation does not use the term of the glossary',
    helpZh: '核对译文；术语表有误时改正术语表。',
    helpEn: 'Check the translation; where the glossary is wrong, correct it.',
  },
} as const;
