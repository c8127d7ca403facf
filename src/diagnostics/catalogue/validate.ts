/** Codes of this stage; see `index.ts`. */
export const validateCodes = {
  'scheme-unknown': {
    zh: '没有这个认证方案或版本', en: 'There is no such scheme or version',
    helpZh: '检查 case.yaml 的 scheme 和 audit.yaml 的 version。',
    helpEn: 'Check scheme in case.yaml, and version in audit.yaml.',
  },
  'pack-wrong': {
    zh: '认证方案文件有错误', en: 'A file of a scheme is wrong',
    helpZh: '按提示改正 schemas/ 下的文件。',
    helpEn: 'Correct the file under schemas/ as the message says.',
  },
  'condition-wrong': {
    zh: '条件表达式（CEL）有错误', en: 'A condition (CEL) is wrong',
    helpZh: '改正 when 中的表达式：路径须为记录中存在的字段，结果须为真假值。',
    helpEn: 'Correct the expression: its paths are fields of the records, and its result is true or false.',
  },
  'answer-unknown': {
    zh: '内容的回答路径在记录中不存在', en: 'The path of an answer does not exist in the records',
    helpZh: '改正 answer 中的路径。',
    helpEn: 'Correct the path in answer.',
  },
  'finding-content-unknown': {
    zh: '没有这个内容代号', en: 'There is no content of this id',
    helpZh: '写认证方案 contents.yaml 中的代号。',
    helpEn: 'Write an id of the contents.yaml of the scheme.',
  },
  'clause-unknown': {
    zh: '标准中没有这个条款', en: 'The standard has no such clause',
    helpZh: '检查条款号。',
    helpEn: 'Check the number of the clause.',
  },
  'content-missing': {
    zh: '缺少认证规则要求的内容', en: 'A content that the scheme requires is missing',
    helpZh: '在提示的文件中按提示补写。',
    helpEn: 'Write it in the file named, as the help says.',
  },
  'file-exists': {
    zh: '文件已经存在', en: 'A file is already there',
    helpZh: '换一个文件夹，或先把原有文件移走：新建不会覆盖任何文件。',
    helpEn: 'Take another folder, or move the file away: nothing is ever overwritten.',
  },
  'languages-disagree': {
    zh: '中文中的日期、数字或代号没有出现在英文中', en: 'A date, number or code of the Chinese does not recur in the English',
    helpZh: '核对两种语言；确属不同写法时可改写其中一种。', helpEn: 'Compare the two languages; where both are right, word one of them so that the figure recurs.',
  },
} as const;
