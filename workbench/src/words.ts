/**
 * The words of the page, in both languages.
 *
 * In:  nothing. Out: each by a name, and how they are said in the language at hand.
 */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Prose } from '../../src/preview/protocol.js';

export type Lang = 'zh' | 'en';

export const words = {
  documents: { zh: '案卷与文件', en: 'Cases and documents' },
  filter: { zh: '筛选案卷、文件、编号', en: 'Filter by any words' },
  nothingFound: { zh: '没有符合的案卷或文件', en: 'Nothing matches' },
  noDocuments: { zh: '尚无可出的文件', en: 'No document yet' },
  pages: { zh: '页面', en: 'Pages' },
  side: { zh: '问题与出处', en: 'Problems and sources' },
  problems: { zh: '问题', en: 'Problems' },
  sources: { zh: '出处', en: 'Sources' },
  required: { zh: '要求', en: 'Required' },
  glance: { zh: '案卷概览', en: 'The case at a glance' },
  reading: { zh: '正在读取案卷……', en: 'Reading the records …' },
  choose: { zh: '在左侧选择一份文件。', en: 'Choose a document.' },
  making: { zh: '正在排版……', en: 'Setting the pages …' },
  cannot: { zh: '这份文件现在不能生成，原因见“问题”。', en: 'This document cannot be made now; “Problems” says why.' },
  stale: { zh: '有错误：显示的是最近一次正确的页面', en: 'There are errors: these are the last good pages' },
  lost: { zh: '与 certpress 的连接已断开', en: 'certpress has ended, or cannot be reached' },
  ofDocument: { zh: '这份文件', en: 'This document' },
  ofCase: { zh: '本案卷', en: 'Its case' },
  ofProject: { zh: '整个项目', en: 'The project' },
  noProblem: { zh: '没有问题。', en: 'Nothing is wrong.' },
  error: { zh: '错误', en: 'error' },
  warning: { zh: '警告', en: 'warning' },
  info: { zh: '提示', en: 'note' },
  errors: { zh: '错误', en: 'errors' },
  warnings: { zh: '警告', en: 'warnings' },
  why: { zh: '依据', en: 'Why' },
  see: { zh: '另见', en: 'See also' },
  word: { zh: 'Word 文件', en: 'Word file' },
  proved: { zh: '已核对', en: 'proved' },
  provedHow: { zh: 'Word 与 PDF 均已读回，与案卷一致', en: 'Word and PDF were read back and say what the record says' },
  proving: { zh: '核对中', en: 'being proved' },
  page: { zh: '第 {n} 页，共 {count} 页', en: 'Page {n} of {count}' },
  updated: { zh: '更新用时 {s} 秒', en: 'Updated in {s} s' },
  settings: { zh: '设置', en: 'Settings' },
  editor: { zh: '用什么打开文件', en: 'Open files with' },
  otherEditor: { zh: '其他（自定地址）', en: 'Another (an address of its own)' },
  editorAddress: { zh: '地址：{path}、{line}、{column} 代表路径、行、列', en: 'Address; {path}, {line} and {column} are filled in' },
  editorWrong: { zh: '地址须以“协议://”开头，如 vscode://', en: 'An address begins with a scheme, as in vscode://' },
  close: { zh: '关闭', en: 'Close' },
  keys: { zh: '键盘', en: 'Keyboard' },
  keyFilter: { zh: '筛选', en: 'filter' },
  keyMove: { zh: '在列表中上下移动', en: 'move in a list' },
  keyOpen: { zh: '打开', en: 'open' },
  keyPanes: { zh: '下一栏、上一栏', en: 'next pane, the one before' },
  keyProblem: { zh: '下一个、上一个问题', en: 'next problem, the one before' },
  keyZoom: { zh: '放大、缩小、适合宽度', en: 'larger, smaller, as wide as the pane' },
  keyHelp: { zh: '本说明', en: 'this list' },
  larger: { zh: '放大', en: 'Larger' },
  smaller: { zh: '缩小', en: 'Smaller' },
  fit: { zh: '适合宽度', en: 'Fit width' },
  language: { zh: 'English', en: '中文' },
  toLanguage: { zh: 'Switch to English', en: '切换为中文' },
  click: { zh: '点击页面上的任何文字，这里显示它的出处。', en: 'Click any word on a page to see here where it comes from.' },
  clicked: { zh: '所点文字', en: 'These words' },
  layoutLine: { zh: '版式', en: 'Layout' },
  recordLine: { zh: '案卷', en: 'Record' },
  requiredBy: { zh: '条款要求', en: 'Required by' },
  noSource: { zh: '这段文字由程序加入，没有别的出处。', en: 'These words are added by the program and come from no file.' },
  field: { zh: '查找字段：在哪些页印出', en: 'Find a field: on which pages it is printed' },
  onPages: { zh: '页', en: 'p.' },
  blanks: { zh: '为什么这里空着', en: 'Why is this blank?' },
  blankWhy: {
    zh: '以后才有的内容：记录写明之前，文件在此留空供填写。',
    en: 'It comes later: until the record says it, the document leaves room to write it.',
  },
  notPrinted: { zh: '未印出', en: 'not printed' },
  later: { zh: '以后', en: 'later' },
  answered: { zh: '已有', en: 'answered' },
  missing: { zh: '缺少', en: 'missing' },
  contentsOf: { zh: '方案要求的内容', en: 'What the scheme requires' },
  done: { zh: '经过', en: 'What was done' },
  planned: { zh: '计划', en: 'Planned' },
  due: { zh: '须办', en: 'Due' },
  overdue: { zh: '逾期 {n} 天', en: '{n} days overdue' },
  daysLeft: { zh: '还有 {n} 天', en: 'in {n} days' },
  today: { zh: '判定日', en: 'Judged on' },
  waiting: { zh: '等待', en: 'What waits' },
  certificates: { zh: '证书', en: 'Certificates' },
  validity: { zh: '有效期 {from} 至 {to}', en: 'valid {from} to {to}' },
  nothing: { zh: '无', en: 'none' },
  timeline: { zh: '时间线', en: 'Time line' },
  dueAll: { zh: '全部期限', en: 'All dates' },
  dueCount: { zh: '{n} 项（共 {all} 项），其中逾期 {overdue} 项', en: '{n} of {all}; {overdue} overdue' },
  gathering: { zh: '正在汇总：{all} 步中的第 {n} 步……', en: 'Gathering: {n} of {all} …' },
  shownAs: { zh: '显示方式', en: 'Shown as' },
  asTable: { zh: '表格', en: 'Table' },
  asMonth: { zh: '月历', en: 'Month' },
  words: { zh: '查找', en: 'Any words' },
  any: { zh: '不限', en: 'any' },
  byWhen: { zh: '期限', en: 'By when' },
  client: { zh: '客户', en: 'Client' },
  toDo: { zh: '须办事项', en: 'What' },
  leader: { zh: '审核组长', en: 'Team leader' },
  state: { zh: '证书状态', en: 'Certificate' },
  scheme: { zh: '方案', en: 'Scheme' },
  whenAll: { zh: '不限', en: 'any day' },
  whenOverdue: { zh: '已逾期', en: 'overdue' },
  when30: { zh: '30 天内及逾期', en: 'within 30 days' },
  when90: { zh: '90 天内及逾期', en: 'within 90 days' },
  when365: { zh: '一年内及逾期', en: 'within a year' },
  dueToday: { zh: '今天', en: 'on this day' },
  indicative: { zh: '按未公布的节假日估算', en: 'holidays of that year are not known yet' },
  noCase: { zh: '人员', en: 'People' },
  toDocument: { zh: '打开文件', en: 'Open the document' },
  noDue: { zh: '没有须办的事项。', en: 'Nothing is to be done.' },
  noneMatch: { zh: '没有符合的事项。', en: 'Nothing matches.' },
  allAgain: { zh: '显示全部', en: 'Show all' },
  more: { zh: '还有 {n} 项', en: '{n} more' },
  monthBefore: { zh: '上个月', en: 'The month before' },
  monthAfter: { zh: '下个月', en: 'The month after' },
  monthCount: { zh: '{n} 项', en: '{n} due' },
  monthEmpty: { zh: '这个月没有期限。', en: 'Nothing is due in this month.' },
  dayEmpty: { zh: '这一天没有期限。', en: 'Nothing is due on this day.' },
  toToday: { zh: '回到判定日', en: 'Day judged on' },
  keyDue: { zh: '全部期限；月历中用方向键、PageUp、PageDown', en: 'all dates; in a month by arrow keys, PageUp, PageDown' },
  skip: { zh: '跳到页面', en: 'Skip to the pages' },
} as const satisfies Record<string, Prose>;

export type Word = keyof typeof words;
export interface Saying {
  readonly lang: Lang;
  /** A word of the page; `{name}` in it is filled in. */
  w(word: Word, values?: Readonly<Record<string, string | number>>): string;
  /** What the server says in two languages. */
  say(prose: Prose): string;
}

export const sayingIn = (lang: Lang): Saying => ({
  lang,
  w: (word, values = {}) => words[word][lang].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)),
  say: (prose) => prose[lang],
});

export const SayingContext = createContext<Saying>(sayingIn('en'));
export const useSaying = (): Saying => useContext(SayingContext);
