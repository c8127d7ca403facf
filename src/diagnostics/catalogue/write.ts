/** Codes of this stage; see `index.ts`. */
export const writeCodes = {
  'theme-wrong': {
    zh: '主题文件有错误',
    en: 'A theme file is wrong',
    helpZh: '按提示的位置改正；样式、颜色的名称必须在主题中有定义。',
    helpEn: 'Correct it at the place named; styles and colours that are named must be defined in the theme.',
  },
  'style-unknown': {
    zh: '主题中没有这个样式',
    en: 'The theme has no such style',
    helpZh: '使用 docs/layouts.md 列出的样式，或在主题中加以定义。',
    helpEn: 'Use a style that docs/layouts.md lists, or define it in the theme.',
  },
  'engine-missing': {
    zh: '本机没有可用的排版引擎，不能生成PDF',
    en: 'No layout engine could be loaded, so no PDF can be made',
    helpZh: '重新运行 npm ci（不加 --omit=optional），或把 typst 0.15 以上装到 PATH 中：cargo install typst-cli --locked。',
    helpEn: 'Run npm ci again without --omit=optional, or put typst 0.15 or later on the PATH: cargo install typst-cli --locked.',
  },
  'maker-ended': {
    zh: '生成一份文件的进程意外结束',
    en: 'The process that made a document ended unexpectedly',
    helpZh: '看内存是否够用（--jobs 1 用得最少），再试一次；仍然如此就是程序的缺陷，请附上这个案卷报告。',
    helpEn:
      'See that there is memory enough (--jobs 1 takes least) and try again; if it stays so, it is a defect of certpress: please report it with the case.',
  },
  'maker-late': {
    zh: '生成一份文件用的时间过长，已停止',
    en: 'A document took too long and was stopped',
    helpZh: '看正文、表格或图片是否过大，把它拆开；用 --doc 单独生成这份文件再试。',
    helpEn: 'See whether its texts, tables or pictures are too large, and split them; --doc makes this document alone.',
  },
  'font-missing': {
    zh: '主题所用的字体没有安装',
    en: 'A face that the theme names is not installed',
    helpZh: '安装 @expo-google-fonts 的相应软件包，或在主题中改用已有的字体。',
    helpEn: 'Install the package of @expo-google-fonts that holds it, or name another face in the theme.',
  },
  'font-wrong': {
    zh: '本机构的字体文件不能使用',
    en: 'A font file of the house cannot be used',
    helpZh: '放入完整的TTF或OTF文件，其许可须允许嵌入PDF，见 docs/looks.md。',
    helpEn: 'Put a whole TTF or OTF file there, whose licence allows it to be embedded in a PDF; see docs/looks.md.',
  },
  'glyph-missing': {
    zh: '没有字体能显示这个字符',
    en: 'No font has a glyph for this character',
    helpZh: '换用等同的通用字符（例如人名中的生僻字改用通行写法，并在记录中说明）。',
    helpEn: 'Use an equivalent character that the fonts have, or add a face to the theme.',
  },
  'image-undecodable': {
    zh: '图片无法读取',
    en: 'A picture cannot be decoded',
    helpZh: '重新导出为PNG或JPEG。',
    helpEn: 'Export it again as PNG or JPEG.',
  },
  'pdf-failed': {
    zh: '排版引擎未能生成PDF',
    en: 'The layout engine could not make the PDF',
    helpZh: '这通常是certpress的缺陷；请附上记录报告。',
    helpEn: 'This is usually a bug in certpress: report it with the record.',
  },
  'engine-unfit': {
    zh: '指定的排版引擎不能用',
    en: 'The layout engine that is named cannot be used',
    helpZh: '安装 typst 0.15 以上（cargo install typst-cli --locked），或在 certpress.yaml 中删去 engine，改用自带的引擎。',
    helpEn:
      'Install typst 0.15 or later (cargo install typst-cli --locked), or delete engine in certpress.yaml: the built-in one is taken then.',
  },
  'docx-unproved': {
    zh: '没有排版引擎，Word文件未与PDF核对',
    en: 'Without a layout engine, Word files are not proved against a PDF',
    helpZh: '重新运行 npm ci（不加 --omit=optional），或把 typst 0.15 以上装到 PATH 中：cargo install typst-cli --locked。',
    helpEn: 'Run npm ci again without --omit=optional, or put typst 0.15 or later on the PATH: cargo install typst-cli --locked.',
  },
  'docx-character': {
    zh: '文字含有Word文件不能保存的字符',
    en: 'A text holds a character that a Word file cannot carry',
    helpZh: '在记录中删去该控制字符。',
    helpEn: 'Delete the control character in the record.',
  },
  'docx-unreadable': {
    zh: 'Word文件已损坏，不能读回',
    en: 'A Word file is damaged and cannot be read back',
    helpZh: '重新生成该文件。',
    helpEn: 'Build the file again.',
  },
  'docx-too-large': {
    zh: 'Word文件解压后过大，不予读取',
    en: 'A Word file is too large when unpacked, and is not read',
    helpZh: '缩小图片，或检查文件来源。',
    helpEn: 'Use smaller pictures, or find out where the file comes from.',
  },
  'pdf-unreadable': {
    zh: '生成的PDF无法读回',
    en: 'A finished PDF cannot be read back',
    helpZh: '重新生成；如果仍然如此，请报告缺陷。',
    helpEn: 'Build it again; if it happens again, report it as a bug.',
  },
} as const;
