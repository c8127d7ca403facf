/** Codes of tables that come in and go out; see `index.ts`. */
export const tableCodes = {
  'table-cell-cut': {
    zh: '文字超过表格单元格的容量，被截断',
    en: 'A text is longer than a cell of a spreadsheet holds, and was cut',
    helpZh: '单元格最多 32767 个字符；长文字不要列入表格。',
    helpEn: 'A cell holds 32,767 characters; leave a long text out of the table.',
  },
  'table-unreadable': {
    zh: '无法读取表格文件',
    en: 'A table cannot be read',
    helpZh: '在 Excel、WPS 或 LibreOffice 中打开，另存为 .xlsx（或 UTF-8 的 .csv），再试。',
    helpEn: 'Open it in Excel, WPS or LibreOffice, save it as .xlsx (or as .csv in UTF-8), and try again.',
  },
  'table-too-large': {
    zh: '表格文件过大，或是为了撑破读它的程序而做的',
    en: 'A table is too large, or was made to burst what reads it',
    helpZh: '分成几个文件；只读取大小合理的文件。',
    helpEn: 'Split it; only files of a fair size are read.',
  },
  'table-map-wrong': {
    zh: '对应表与表格或记录不符',
    en: 'A map does not fit the table, or the records',
    helpZh: '不带 --map 再运行一次，会按表头写出一份对应表。',
    helpEn: 'Run it once without --map: that writes a map by the headings.',
  },
  'table-map-unsure': {
    zh: '表头与字段的对应不能确定',
    en: 'It is not certain which field a heading means',
    helpZh: '核对写出的对应表中的这一列；不要的列删去。',
    helpEn: 'Check the column in the map that was written; take out those that are not wanted.',
  },
  'table-cell-refused': {
    zh: '单元格的内容不能原样写入记录',
    en: 'What a cell holds cannot go into a record as it is',
    helpZh: '改正该单元格后重新导入；这一行没有写入。',
    helpEn: 'Mend the cell and import again; its row was not written.',
  },
  'table-cell-said': {
    zh: '单元格的内容按某种方式理解',
    en: 'What a cell holds was taken in one of several ways',
    helpZh: '核对所取的值。',
    helpEn: 'Check the value that was taken.',
  },
  'table-english-left': {
    zh: '表格改了中文，旁边的英文还是按原来的中文写的',
    en: 'The table changes Chinese, and the English beside it was written for the Chinese before',
    helpZh: '在表中加一列英文，或在记录中改。',
    helpEn: 'Add a column of English to the table, or change it in the record.',
  },
  'table-row-refused': {
    zh: '表格的一行不能写入记录',
    en: 'A row of a table cannot go into the records',
    helpZh: '改正该行后重新导入。',
    helpEn: 'Mend the row and import again.',
  },
} as const;
