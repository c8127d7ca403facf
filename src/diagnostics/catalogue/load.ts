/** Codes of this stage; see `index.ts`. */
export const loadCodes = {
  'project-missing': {
    zh: '这里没有项目：找不到 certpress.yaml', en: 'No project here: there is no certpress.yaml',
    helpZh: '用 certpress new project <文件夹> 建立一个项目，或进入已有的项目文件夹。',
    helpEn: 'Make one with certpress new project <folder>, or go to the folder of an existing project.',
  },
  'file-unreadable': {
    zh: '文件或文件夹无法读取', en: 'A file or folder cannot be read',
    helpZh: '检查路径和读取权限。',
    helpEn: 'Check its path and the permission to read it.',
  },
  'file-too-large': {
    zh: '文件过大', en: 'A file is too large',
    helpZh: '一份记录应不超过2 MB；较大的材料放入 evidence/，在记录中引用。',
    helpEn: 'A record has 2 MB at most; put larger material under evidence/ and refer to it.',
  },
  'file-not-utf8': {
    zh: '文件不是UTF-8编码', en: 'A file is not UTF-8',
    helpZh: '在编辑器中另存为UTF-8编码。',
    helpEn: 'Save it as UTF-8 in the editor.',
  },
  'file-empty': {
    zh: '文件是空的', en: 'A file is empty',
    helpZh: '填写内容，或删除该文件（文件存在即表示需要相应的文件）。',
    helpEn: 'Fill it in, or delete it: a document is asked for once its file exists.',
  },
  'file-missing': {
    zh: '缺少文件', en: 'A file is missing',
    helpZh: '按提示建立该文件。',
    helpEn: 'Make the file that is named.',
  },
  'file-unknown': {
    zh: '这里不认识这个文件', en: 'A file is not known here',
    helpZh: '改成认识的文件名（扩展名为 .yaml），或移到别处。',
    helpEn: 'Give it a known name (ending in .yaml), or move it elsewhere.',
  },
  'file-name-refused': {
    zh: '文件或文件夹的名称不能使用', en: 'A name of a file or folder cannot be used',
    helpZh: '用字母、数字、汉字和“-”“_”“.”命名。',
    helpEn: 'Use letters, digits, Chinese characters, “-”, “_” and “.”.',
  },
  'link-outside': {
    zh: '链接指向项目文件夹以外', en: 'A link leads out of the project folder',
    helpZh: '把文件本身放进项目文件夹：记录不引用项目以外的内容。',
    helpEn: 'Put the file itself into the project folder: records refer to nothing outside.',
  },
  'path-outside': {
    zh: '路径指向案卷文件夹以外', en: 'A path leads out of the case folder',
    helpZh: '写相对于案卷文件夹的路径，例如 evidence/plan.png。',
    helpEn: 'Write a path from the case folder, such as evidence/plan.png.',
  },
  'yaml-malformed': {
    zh: '不是正确的YAML', en: 'Not correct YAML',
    helpZh: '按提示的行和列改正。',
    helpEn: 'Correct it at the line and column named.',
  },
  'yaml-directive': {
    zh: 'YAML指令不用于记录', en: 'YAML directives are not used in records',
    helpZh: '删去以 % 开头的行。',
    helpEn: 'Delete the line that begins with %.',
  },
  'yaml-documents': {
    zh: '一个文件中有几份YAML文档', en: 'Several YAML documents in one file',
    helpZh: '分成几个文件，删去 --- 。',
    helpEn: 'Make a file of each, without ---.',
  },
  'yaml-tag': {
    zh: 'YAML标签不用于记录', en: 'YAML tags are not used in records',
    helpZh: '删去以 ! 开头的记号；要表示文字就加引号。',
    helpEn: 'Delete the mark that begins with !; quote what should be text.',
  },
  'yaml-alias': {
    zh: 'YAML引用（*）不正确或过多', en: 'A YAML alias (*) is wrong, or there are too many',
    helpZh: '直接写出内容。',
    helpEn: 'Write out the content.',
  },
  'yaml-too-deep': {
    zh: 'YAML嵌套太深', en: 'YAML is nested too deep',
    helpZh: '记录用不到这么多层，检查括号和缩进。',
    helpEn: 'No record needs as many levels: check brackets and indentation.',
  },
  'yaml-too-large': {
    zh: 'YAML内容过多', en: 'YAML holds too much',
    helpZh: '分成几个文件。',
    helpEn: 'Split it into several files.',
  },
  'character-refused': {
    zh: '文字中有不可打印的字符', en: 'Text holds a character that cannot be printed',
    helpZh: '删去该字符（常由复制粘贴带入），重新输入。',
    helpEn: 'Delete the character (often brought in by copy and paste), and type the text again.',
  },
  'key-duplicate': {
    zh: '同一个键出现了两次', en: 'A key stands twice',
    helpZh: '只保留一处。',
    helpEn: 'Keep one of them.',
  },
  'key-refused': {
    zh: '这个键不能使用', en: 'A key cannot be used',
    helpZh: '换成记录中规定的键。',
    helpEn: 'Use a key that the record has.',
  },
  'key-unknown': {
    zh: '不认识的键', en: 'An unknown key',
    helpZh: '检查拼写；docs/contents.md 和编辑器的提示列有可用的键。',
    helpEn: 'Check its spelling; the completion of your editor lists the keys.',
  },
  'code-unquoted': {
    zh: '编号、代码等会被读作数字', en: 'A number, code or the like would be read as a number',
    helpZh: '加引号，例如 "5.10"。',
    helpEn: 'Quote it, such as "5.10".',
  },
  'date-wrong': {
    zh: '日期不正确', en: 'A date is wrong',
    helpZh: '写作 年-月-日，例如 2025-09-10。',
    helpEn: 'Write year-month-day, such as 2025-09-10.',
  },
  'text-wrong': {
    zh: '文字的写法不正确', en: 'Text is not written as text',
    helpZh: '写一段文字，或分别写 zh: 和 en:。',
    helpEn: 'Write text, or its two languages as zh: and en:.',
  },
  'statement-wrong': {
    zh: '应为列表或 none: true', en: 'A list or none: true is due',
    helpZh: '有则列出，没有则写 none: true。',
    helpEn: 'List what there is, or write none: true.',
  },
  'applicable-wrong': {
    zh: '应为内容或 notApplicable: 理由', en: 'Content or notApplicable: reason is due',
    helpZh: '适用则填写内容，不适用则写 notApplicable: 及理由。',
    helpEn: 'Give the content, or write notApplicable: and why.',
  },
  'word-unknown': {
    zh: '不在可用的词之内', en: 'Not one of the words that may stand here',
    helpZh: '从提示的词中选用。',
    helpEn: 'Use one of the words named.',
  },
  'value-type': {
    zh: '值的类型不对', en: 'A value is of the wrong type',
    helpZh: '按提示改写。',
    helpEn: 'Write it as the message says.',
  },
  'value-range': {
    zh: '值超出范围', en: 'A value is out of range',
    helpZh: '检查这个值。',
    helpEn: 'Check the value.',
  },
  'value-missing': {
    zh: '缺少必需的值', en: 'A value is missing',
    helpZh: '补上；它是引用和辨认所必需的。',
    helpEn: 'Give it: records are told apart and referred to by it.',
  },
  'state-order': {
    zh: '各时期没有按日期先后排列', en: 'States do not stand in the order of their dates',
    helpZh: '按 from 由早到晚排列，同一天只有一个。',
    helpEn: 'Order them by from, earliest first, one for each day.',
  },
  'name-twice': {
    zh: '名称在项目中重复', en: 'A name is used twice',
    helpZh: '改名：大小写不同也算重复，因为输出文件会互相覆盖。',
    helpEn: 'Rename one: names that differ only in case count as the same, as their outputs would overwrite each other.',
  },
  'certificate-number-twice': {
    zh: '证书编号重复', en: 'Two certificates have one number',
    helpZh: '核对证书编号。',
    helpEn: 'Check the numbers.',
  },
  'id-twice': {
    zh: '代号重复', en: 'An id is used twice',
    helpZh: '每个代号只用一次。',
    helpEn: 'Use each id once.',
  },
  'person-unknown': {
    zh: 'people.yaml 中没有这个人员', en: 'people.yaml has no such person',
    helpZh: '检查代号，或在 people.yaml 中添加该人员。',
    helpEn: 'Check the id, or add the person to people.yaml.',
  },
  'audit-unknown': {
    zh: '本案卷没有这个审核', en: 'The case has no such audit',
    helpZh: '写 audits/ 下的文件夹名。',
    helpEn: 'Write the name of a folder under audits/.',
  },
  'site-unknown': {
    zh: '本案卷没有这个场所', en: 'The case has no such site',
    helpZh: '写 case.yaml 中 sites 的 id。',
    helpEn: 'Write an id of sites in case.yaml.',
  },
  'nonconformity-unknown': {
    zh: '没有这个不符合', en: 'There is no such nonconformity',
    helpZh: '写 nonconformities/ 下的文件名（不含扩展名）。',
    helpEn: 'Write the name of a file under nonconformities/, without its extension.',
  },
  'certificate-unknown': {
    zh: '没有这张证书', en: 'There is no such certificate',
    helpZh: '写 certificates.yaml 中的证书编号。',
    helpEn: 'Write a number that certificates.yaml has.',
  },
  'member-unknown': {
    zh: '审核组中没有这个代号', en: 'The team has no member with this letter',
    helpZh: '写 team 中的 id。',
    helpEn: 'Write an id of team.',
  },
  'evidence-wrong': {
    zh: '引用的文件不能使用', en: 'A file that a record refers to cannot be used',
    helpZh: '图应为PNG或JPEG格式；重新导出。',
    helpEn: 'Pictures are PNG or JPEG: export it again.',
  },
} as const;
