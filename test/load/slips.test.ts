/**
 * Slips of typing, as people make them: each gets its true cause, at its place, with what to write instead. One row is one
 * edit of a small correct project; adding a slip is adding a row.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/index.js';
import { loadProject } from '../../src/load/project.js';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'certpress-slips-'));
  cpSync(join(import.meta.dirname, 'base'), root, { recursive: true });
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

/** What loading says of a file with this text; `report.yaml` unless another is named. */
function found(text: string, file = 'audits/stage-2/report.yaml'): readonly Diagnostic[] {
  const path = join(root, 'one', file);
  writeFileSync(path, text);
  const { diagnostics } = loadProject(root);
  cpSync(join(import.meta.dirname, 'base'), root, { recursive: true });
  if (file !== 'case.yaml' && file !== 'audits/stage-2/report.yaml') rmSync(path);
  return diagnostics.filter((one) => one.place?.file === path);
}
/** Text; code and place; words of message and help in Chinese, then in English. */
type Row = readonly [string, string, string, readonly string[], readonly string[], string?];
const inCase = (line: string): string => `scheme: wanding\nclient:\n  - from: 2025-01-01\n${line}\n    activities: 热力供应\n`;
const plan = 'audits/stage-2/plan.yaml';
const slot = (start: string, end: string): string =>
  `schedule:\n  - date: 2025-07-15\n    slots:\n      - { start: ${start}, end: ${end} }\n`;

const rows: readonly Row[] = [
  [
    'comma in brackets',
    'scope: { zh: 运送部, en: Transport, night shift }\n',
    '1:23 quote-needed',
    ['en', '逗号', 'en: "Transport, night shift"'],
    ['ends at its comma', 'en: "Transport, night shift"'],
  ],
  [
    'two commas in brackets',
    'scope: { zh: 运送部, en: Transport, night shift, and so on }\n',
    '1:23 quote-needed',
    ['en: "Transport, night shift, and so on"'],
    ['en: "Transport, night shift, and so on"'],
  ],
  [
    'comma in curly quotes',
    'scope: { zh: 运送部, en: “Transport, night shift” }\n',
    '1:23 quote-needed',
    ['中文引号', 'en: "Transport, night shift"'],
    ['curly', 'en: "Transport, night shift"'],
  ],
  [
    'colon in brackets',
    'scope: { zh: 已换版, en: Done: replaced by A/2 }\n',
    '1:23 quote-needed',
    ['冒号', 'en: "Done: replaced by A/2"'],
    ['a colon and a space', 'en: "Done: replaced by A/2"'],
  ],
  [
    'colon on a line',
    'scope:\n  zh: 已换版\n  en: Done: replaced\n',
    '3:7 quote-needed',
    ['en: "Done: replaced"'],
    ['en: "Done: replaced"'],
  ],
  ['hash in brackets', 'scope: { en: Room #3, zh: 三号楼 }\nnumber: "R-1"\n', '1:14 quote-needed', ['注释'], ['is a comment']],
  [
    'braces in brackets',
    'scope: { zh: 编号{event.number}的单位, en: x }\n',
    '1:14 quote-needed',
    ['花括号', 'zh: "编号{event.number}的单位"'],
    ['begin a map', 'zh: "编号{event.number}的单位"'],
  ],
  ['braces at the beginning', 'number: {event.kind}-1\n', '1:9 quote-needed', ['"{event.kind}-1"'], ['"{event.kind}-1"']],
  ['nothing but braces, for a code', 'number: {event.kind}\n', '1:9 quote-needed', ['number: "{event.kind}"'], ['number: "{event.kind}"']],
  ['nothing but braces, for a text', 'scope: {event.kind}\n', '1:8 quote-needed', ['scope: "{event.kind}"'], ['scope: "{event.kind}"']],
  [
    'hash on a line',
    'scope:\n  zh: 三号楼\n  en: Room #3\n',
    '3:11 quote-needed',
    ['“#3”被当作注释', '"Room #3"'],
    ['“#3” is read as a comment', '"Room #3"'],
  ],
  [
    'full-width colon',
    inCase('    postCode： "450002"'),
    '4:13 width-wrong',
    ['postCode', '全角冒号', 'postCode: '],
    ['full-width colon', 'postCode: '],
    'case.yaml',
  ],
  [
    'full-width colon in the last line',
    'number: "R-1"\nscope： 全部\n',
    '2:6 width-wrong',
    ['scope', '全角冒号'],
    ['full-width colon “：” stands after the key scope'],
  ],
  [
    'full-width colon of a lone key',
    'delivery:\n  on： 2025-07-09\nnumber: "R-1"\n',
    '2:5 width-wrong',
    ['on', '全角冒号'],
    ['full-width colon “：” stands after the key on'],
  ],
  [
    'full-width colon in brackets',
    'scope: { zh：运送部, en: Transport }\n',
    '1:12 width-wrong',
    ['键 zh 后面是全角冒号'],
    ['after the key zh'],
  ],
  [
    'no space after a colon',
    inCase('    postCode:"450002"'),
    '4:14 yaml-malformed',
    ['冒号后面缺少空格', 'postCode: …'],
    ['A space is missing after the colon of postCode'],
    'case.yaml',
  ],
  [
    'no space after a colon in brackets',
    'scope: {zh:运送部, en: Transport}\n',
    '1:11 yaml-malformed',
    ['zh 的冒号后面缺少空格'],
    ['after the colon of zh'],
  ],
  [
    'full-width comma in brackets',
    'scope: { zh: 陈雪， en: Chen Xue }\n',
    '1:16 width-wrong',
    ['全角的“，”', '半角逗号'],
    ['full-width “，”', 'a plain comma'],
  ],
  ['full-width comma between quoted items', 'criteria: ["甲"，"乙"]\n', '1:15 width-wrong', ['全角的“，”'], ['full-width “，”']],
  [
    'full-width brackets',
    'scope: ｛ zh: 运送部, en: Transport ｝\n',
    '1:8 width-wrong',
    ['括号“｛”是全角的'],
    ['The bracket “｛” is full-width'],
  ],
  ['Chinese brackets for a list', 'sites: 【S1, S2】\n', '1:8 width-wrong', ['[ ]（列表）'], ['[ ] (a list)']],
  [
    'full-width dash of a list',
    'criteria:\n  － 合同\n  － 标准\nnumber: "R-1"\n',
    '2:3 width-wrong',
    ['半角的“-”'],
    ['not the plain “-”'],
  ],
  ['dash of a list without space', 'delivery:\n  -on: 2025-07-09\n', '2:3 yaml-malformed', ['“- ”'], ['a plain dash and a space']],
  ['full-width indentation', 'delivery:\n　　on: 2025-07-09\n', '2:1 width-wrong', ['全角空格'], ['full-width (or no-break) space']],
  [
    'full-width letters in a key',
    'ｎumber: "R-1"\n',
    '1:1 width-wrong',
    ['全角', '写作 number'],
    ['full-width or look-alike', 'Write number'],
  ],
  ['straight quote closed curly', 'number: "R-1”\nscope: 全部\n', '1:13 width-wrong', ['结尾却是中文引号'], ['closes curly']],
  ['quotes in quotes', 'scope: "他说"好"了"\n', '1:12 quote-needed', ['引号结束之后还有文字'], ['Text goes on after the closing quote']],
  [
    'unknown key near a known one',
    'delivery: { om: 2025-07-09 }\n',
    '1:13 key-unknown',
    ['是否应为 on？', '可用的键：on、to、evidence'],
    ['Did you mean on?', 'Keys that may stand here: on, to, evidence'],
  ],

  [
    'date with full-width hyphens',
    'date: 2025－07－09\n',
    '1:7 date-wrong',
    ['“－”', '写作 2025-07-09'],
    ['“－” (U+FF0D)', 'Write 2025-07-09'],
  ],
  [
    'date with full-width digits',
    'date: ２０２５-０７-０９\n',
    '1:7 date-wrong',
    ['“２”', '写作 2025-07-09'],
    ['“２”', 'Write 2025-07-09'],
  ],
  ['date with en dashes', 'date: 2025–07–09\n', '1:7 date-wrong', ['写作 2025-07-09'], ['Write 2025-07-09']],
  ['date in curly quotes', 'date: “2025-07-09”\n', '1:7 date-wrong', ['U+201C', '写作 2025-07-09'], ['Write 2025-07-09']],
  ['date as a serial number', 'date: 45847\n', '1:7 date-wrong', ['电子表格的日期序号', '2025-07-09'], ['serial number', '2025-07-09']],
  ['date without hyphens', 'date: 20250709\n', '1:7 date-wrong', ['写作 2025-07-09'], ['Write 2025-07-09']],
  ['date with a time', 'date: 2025-07-09 00:00:00\n', '1:7 date-wrong', ['写作 2025-07-09'], ['Write 2025-07-09']],
  ['date in Chinese', 'date: 2025年7月9日\n', '1:7 date-wrong', ['写作 2025-07-09'], ['Write 2025-07-09']],
  ['a day that there is not', 'date: 2025/2/30\n', '1:7 date-wrong', ['没有 2025/2/30 这一天'], ['there is no day 2025/2/30']],

  [
    'telephone rounded by a spreadsheet',
    inCase('    contact: { phone: 1.38E+10 }'),
    '4:23 number-lost',
    ['1.38E+10', '已经丢失', '查出完整的号码'],
    ['its last digits are lost', 'Look up'],
    'case.yaml',
  ],
  [
    'the same, in quotes',
    inCase('    contact: { phone: "1.38E+10" }'),
    '4:23 number-lost',
    ['已经丢失'],
    ['its last digits are lost'],
    'case.yaml',
  ],
  [
    'telephone with an invisible mark',
    inCase("    contact: { phone: '\u202d13800138000' }"),
    '4:24 character-refused',
    ['看不见的文字方向记号', '重新输入'],
    ['an invisible mark of writing direction (U+202D)', 'type it again'],
    'case.yaml',
  ],
  [
    'telephone with an em dash',
    inCase('    contact: { phone: 0371—65551234 }'),
    '4:27 code-character',
    ['“—”', '写作 "0371-65551234"'],
    ['not the hyphen', 'Write "0371-65551234"'],
    'case.yaml',
  ],
  [
    'words for a telephone',
    inCase('    contact: { phone: 见名片 }'),
    '4:23 code-character',
    ['应为电话号码'],
    ['should be a telephone number'],
    'case.yaml',
  ],
  [
    'e-mail with a full-width at',
    inCase('    contact: { email: office＠a.example }'),
    '4:29 code-character',
    ['“＠”', '"office@a.example"'],
    ['full-width character “＠”'],
    'case.yaml',
  ],
  [
    'post code in curly quotes',
    inCase('    postCode: “450002”'),
    '4:15 code-character',
    ['中文引号', '写作 "450002"'],
    ['curly quote', 'Write "450002"'],
    'case.yaml',
  ],
  [
    'full-width post code',
    inCase('    postCode: "４５０００２"'),
    '4:16 code-character',
    ['全角字符“４”', '写作 "450002"'],
    ['full-width character “４”', 'Write "450002"'],
    'case.yaml',
  ],
  [
    'full-width case number',
    'scheme: wanding\nnumber: "ＷＤ－２０２５－０６１１"\n',
    '2:10 code-character',
    ['写作 "WD-2025-0611"'],
    ['Write "WD-2025-0611"'],
    'case.yaml',
  ],
  [
    'number with a Cyrillic letter',
    'number: "WD-ВС-2025"\n',
    '1:13 code-character',
    ['“В”', '俄文字母', '写作 "WD-BC-2025"'],
    ['“В” (U+0412), a Greek or Cyrillic letter', 'Write "WD-BC-2025"'],
  ],
  [
    'number with a space at its end',
    'number: "R-1 "\n',
    '1:13 code-character',
    ['空格', '写作 "R-1"'],
    ['begins or ends with a space', 'Write "R-1"'],
  ],
  [
    'number with a no-break space',
    'number: "R\u00a01"\n',
    '1:11 code-character',
    ['U+00A0', '写作 "R 1"'],
    ['an odd space (U+00A0)', 'Write "R 1"'],
  ],
  [
    'number with a space of no width',
    'number: "R-\u200b1"\n',
    '1:12 character-refused',
    ['看不见的零宽字符'],
    ['an invisible character of no width (U+200B)'],
  ],

  [
    'an hour of the next day',
    slot('"22:00"', '"26:00"'),
    '4:32 time-wrong',
    ['没有 26:00 这个时刻', '"02:00"'],
    ['there is no time 26:00', 'write "02:00"'],
    plan,
  ],
  [
    'time with a full-width colon',
    slot('"21：00"', '"23:00"'),
    '4:21 time-wrong',
    ['全角字符“：”', '写作 "21:00"'],
    ['full-width character “：”', 'Write "21:00"'],
    plan,
  ],
  ['time without its first digit', slot('9:00', '"10:00"'), '4:18 time-wrong', ['写作 "09:00"'], ['Write "09:00"'], plan],
  ['time in words', slot('下午3点', '"17:00"'), '4:18 time-wrong', ['写作 "15:00"'], ['Write "15:00"'], plan],
  ['time as words of no clock', slot('傍晚', '"17:00"'), '4:18 time-wrong', ['例如 "09:00"'], ['such as "09:00"'], plan],
];

test.each(rows.map((row) => [row[0], row] as const))('%s', (_name, [, text, place, zh, en, file]) => {
  const all = found(text, file);
  expect(all.map((one) => `${one.place?.line ?? '?'}:${one.place?.column ?? '?'} ${one.code}`)).toEqual([place]);
  const [one] = all;
  const said = { zh: `${one?.message.zh ?? ''}\n${one?.help?.zh ?? ''}`, en: `${one?.message.en ?? ''}\n${one?.help?.en ?? ''}` };
  for (const word of zh) expect(said.zh).toContain(word);
  for (const word of en) expect(said.en).toContain(word);
});

describe('what real records hold is let be', () => {
  const numbers = [
    'WD-BC-26-0093-R0',
    '豫市监〔2026〕3号',
    '（2026）第05号',
    '冀蓟供许2023第05—06号',
    'QY-QM-01附录A',
    'ISO 22301:2019',
    'GB/T 30146-2023',
    '4.1.5（1）',
    '5.13.2 b)',
    'No.12',
    'A/1',
    '41190012024-00031',
    'CQM/S-FN-10-009',
    '锅10冀S00462',
    'C-NCX-2',
    '1.2',
    '20250709',
    'E+1',
  ];
  test.each(numbers)('number %s', (number) => {
    expect(found(`number: "${number}"\n`)).toEqual([]);
  });
  const phones = [
    '0371-65551234',
    '13800138000',
    '+86 371 6555 1234',
    '（0371）6555 1234 转 802',
    '400-810-1234、0371-65551234',
    '0371-65551234 ext. 8',
  ];
  test.each(phones)('telephone %s', (phone) => {
    expect(found(inCase(`    contact: { phone: "${phone}" }`), 'case.yaml')).toEqual([]);
  });
  test.each(['"00:00"', '"24:00"', '21:00', '"09:30"'])('time %s', (time) => {
    expect(found(slot('"08:00"', time), plan)).toEqual([]);
  });
  test('spans of the day, receipts with words, comments', () => {
    expect(
      found(
        'shifts:\n  - { hours: "20:00–08:00" } # night\n  - { hours: "20:00～次日08:00" }\nkind: I2\nversion: "B/1"\n',
        'audits/stage-2/audit.yaml',
      ),
    ).toEqual([]);
    expect(found('delivery: { evidence: "签收单 — 王五（2026）" }\n')).toEqual([]);
    expect(found('scope: “两地三中心”建设\nunits: 一号楼：东侧，西侧\n')).toEqual([]);
  });
});
