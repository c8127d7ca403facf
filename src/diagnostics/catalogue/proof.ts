/** Codes of the inspection and of the proof on finished files; see `index.ts`. */
export const proofCodes = {
  'content-left-out': {
    zh: '版式漏掉了认证方案要求的内容',
    en: 'The layout leaves out a content that the scheme requires',
    helpZh: '在版式中为它留一处，并注明 data-content。',
    helpEn: 'Give it a place in the layout, marked with data-content.',
  },
  'content-empty': {
    zh: '要求的内容在文件中是空的',
    en: 'A required content has a place in the document, but nothing stands there',
    helpZh: '检查版式中的条件和路径。',
    helpEn: "Check the layout's conditions and paths.",
  },
  'row-empty': {
    zh: '文件中有一行只有名称，没有内容',
    en: 'A row of the document has a label and nothing beside it',
    helpZh: '在记录中填写这一项；方案不要求的，在版式中略去这一行。',
    helpEn: 'Record it; where the scheme does not ask for it, leave the row out of the layout.',
  },
  'wording-missing': {
    zh: '缺少规定的文字',
    en: 'Mandatory wording is missing from a finished file, or from its place there',
    helpZh: '逐字印出认证方案规定的文字。',
    helpEn: "Print the scheme's words character for character.",
  },
  'wording-forbidden': {
    zh: '出现了不得出现的文字',
    en: 'A finished file holds words that it never may',
    helpZh: '在记录、标签或版式中找到并改正。',
    helpEn: 'Find them in the record, the labels or the layout, and mend them.',
  },
  'format-differs': {
    zh: '成品文件与文档模型不一致',
    en: 'A finished file, read back, does not say what the document says',
    helpZh: '这是 certpress 的缺陷，请报告。',
    helpEn: 'This is a defect of certpress; please report it.',
  },
  'page-too-full': {
    zh: '文字放不进一页',
    en: 'The texts do not fit on the page, even in the tightest variant of the layout',
    helpZh: '缩短名称、范围或地址的文字。',
    helpEn: 'Shorten the name, the scope or the addresses.',
  },
} as const;
