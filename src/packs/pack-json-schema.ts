/**
 * JSON Schemas of the files of a pack, for editors: completion and checks while a pack is written, and on hover what a key means.
 *
 * In:  the shapes of packs. Out: by name of the file, its schema.
 */
import { z } from 'zod';
import { addedFieldsSchema } from '../../schemas/pack/added-fields.js';
import { archiveSchema } from '../../schemas/pack/archive.js';
import { auditTimeSchema } from '../../schemas/pack/audit-time.js';
import { bodySchema, contentsFileSchema, schemeSchema, standardSchema, wordingFileSchema } from '../../schemas/pack/index.js';
import { rulesOfSchemeSchema } from '../../schemas/pack/rules.js';
import { tablesOfSchemeSchema } from '../../schemas/pack/tables.js';

/** The part of a JSON Schema that is written here. */
export interface JsonSchema {
  $schema?: string;
  title?: string;
  description?: string;
  markdownDescription?: string;
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  allOf?: { if: object; then: JsonSchema }[];
  type?: string;
  enum?: unknown[];
  markdownEnumDescriptions?: string[];
}

const files = {
  scheme: schemeSchema,
  contents: contentsFileSchema,
  wording: wordingFileSchema,
  rules: rulesOfSchemeSchema,
  archive: archiveSchema,
  'audit-time': auditTimeSchema,
  fields: addedFieldsSchema,
  tables: tablesOfSchemeSchema,
  body: bodySchema,
  standard: standardSchema,
} as const;

type Meaning = readonly [zh: string, en: string];
/** What a key means wherever it stands; `file.key` where it means something else in that file. */
const meanings: Readonly<Record<string, Meaning>> = {
  id: ['代号', 'Its id'],
  zh: [
    '原文，逐字照录；名称和提示的中文。原文为英文的方案，条款的中译可以不写',
    'The source, word for word; of names and messages the Chinese. Where the text is English, a rendering of a clause may be left out',
  ],
  en: ['英文；原文为英文的方案，条款的原文，逐字照录', 'English; where the text is English, the words of a clause, word for word'],
  clause: ['原文的条款号，照原文的括号书写', 'The clause, in the brackets of the source'],
  title: ['名称', 'What it is called'],
  for: ['适用的审核类型，缺省为全部', 'Kinds of audit that it is for; all where missing'],
  rule: ['规则目录中的编号', 'Its id in the list of rules'],
  when: ['成立时才适用（CEL）', 'CEL: applies where it holds'],
  severity: ['严重程度', 'How severe it is'],
  kind: ['种类', 'Its kind'],
  number: ['编号', 'The number, as printed'],
  from: ['自此日起施行', 'In force from this day'],
  to: ['至此日止', 'Until this day'],
  documents: ['有哪些文件', 'The documents'],
  place: ['印在哪项内容之处', 'The content at whose place it stands'],
  months: ['月数', 'Months'],
  each: ['各一份', 'One for each'],
  by: ['由谁', 'By whom, or in which way'],
  kinds: ['审核类型', 'Kinds of audit'],
  // Bodies.
  'body.name': ['认证机构名称', 'Name of the body'],
  short: ['简称', 'Short name'],
  address: ['地址', 'Address'],
  enquiry: ['证书查询方式，{number} 为证书编号', 'How to enquire about a certificate; {number} is its number'],
  enquiryUrl: ['二维码中的网址', 'Address in the QR code'],
  phone: ['电话', 'Telephone'],
  approval: ['批准号', 'Number of its approval'],
  accreditation: ['认可注册号', 'Registration number of its accreditation'],
  sample: ['样例：虚构', 'Invented, and says so'],
  mark: ['有无认证标志', 'Whether it has a certification mark'],
  noMark: ['没有标志的条款', 'The clause that says that it has no mark'],
  accredited: ['是否获得认可', 'Whether it is accredited'],
  // Standards.
  clauses: ['条款，按次序', 'Its clauses, in order'],
  auditable: ['可审核的条款', 'Whether audits cover the clause itself'],
  // Schemes.
  version: ['版本；文件夹与之同名', 'The version; the folder is called after it'],
  body: ['认证机构：bodies/ 中的文件', 'The body: a file in bodies/'],
  standard: ['认证标准：standards/ 中的文件，可列多个', 'The standard: a file in standards/, or several'],
  document: ['由 certpress 生成的文件', 'The document that certpress makes'],
  'scheme.document': ['规则文件', 'The rule document'],
  life: ['证书在何种状态下允许何种事件', 'Which events a certificate allows in which state'],
  'scheme.to': ['至此日止；事件之后的状态', 'Until this day; the state after the event'],
  'scheme.from': ['自此日起施行；事件之前的状态', 'In force from this day; the states before the event'],
  event: ['事件；规则中为其日期（CEL）', 'The event; in a rule CEL giving its day'],
  part: ['是否允许只涉及部分范围', 'Whether it may concern a part of the scope'],
  reasons: ['事件的原因代号，及其条款', 'Codes of the reason of an event, and the clause of each'],
  numberStays: ['编号和有效期不变的情形', 'Where number and validity stay'],
  maintained: ['监督后无需认证决定的条款', 'The clause by which a surveillance needs no decision'],
  conditions: ['认证决定所确认的条件', 'What a decision confirms'],
  coming: ['由记录得出的期限，及其条款', 'Days that come by the records, and the clause of each'],
  labels: ['方案的用语', 'Words of the scheme'],
  // Contents and wording.
  form: ['表格各行、各项，或审核发现', 'Rows of a table, items, or findings'],
  contents: ['内容', 'Contents'],
  required: ['打印时，或其后', 'When printed, or later'],
  answer: ['记录中回答它的路径', 'Where the records answer it'],
  finding: ['由审核发现回答', 'Answered by findings'],
  pack: ['由方案自身回答', 'Answered by the pack itself'],
  with: ['与此内容印在一处', 'Printed by the part of this content'],
  string: ['逐字的词句', 'The string, character for character'],
  must: ['最少须有的词句', 'The least that must stand there'],
  text: ['所印的文字', 'What is printed'],
  // Rules.
  uses: ['取用共有的规则', 'Shared rules that it uses'],
  except: ['其中不用的规则', 'Shared rows that it leaves out'],
  rows: ['本方案的规则', 'Its own rules'],
  holdsBack: ['违反时扣下的文件或行为', 'What a violation holds back'],
  message: ['违反时的提示', 'What a violation says'],
  help: ['如何处理', 'What to do'],
  implies: ['可能同时违反的规则', 'Rows that a violation may violate too'],
  what: ['到期事项的名称', 'What must happen, as due names it'],
  overdue: ['逾期时的提示', 'What is said when it is overdue'],
  notBefore: ['最早之日（CEL）', 'CEL giving the first day'],
  notAfter: ['最晚之日（CEL）', 'CEL giving the last day'],
  that: ['须成立的条件（CEL）', 'CEL that must hold'],
  at: ['自此日起须成立（CEL）', 'CEL giving the day from which it must hold'],
  // Archive.
  retention: ['保存期限', 'How long records are kept'],
  paper: ['纸质原件', 'Paper originals'],
  'rules.paper': ['哪一种文书（for: paper）', 'The document of which the papers are, with for: paper'],
  electronic: ['电子记录的形式', 'The form of electronic records'],
  records: ['须保存的记录', 'Records that are kept'],
  after: ['期限自何日起算', 'The day that the term begins with'],
  without: ['未颁发证书时的期限', 'The term where no certificate was issued'],
  covers: ['涉及哪些记录', 'Which records it covers'],
  ofCase: ['属于整个案卷', 'Belongs to the whole case'],
  signed: ['由谁签字', 'Who signs it'],
  // Fields.
  is: ['种类', 'What it is'],
  words: ['可用的词及其名称（is: word）', 'The words, and what each is called, with is: word'],
  of: ['每项是什么，或有哪些字段', 'What an item is, or its fields'],
  'body.zh': ['中文', 'Chinese'],
  'body.en': ['英文', 'English'],
  'standard.zh': ['中文', 'Chinese'],
  'standard.en': ['英文', 'English'],
  'fields.zh': ['中文含义，也是标签', 'What it means in Chinese; also its label'],
  'fields.en': ['英文含义，也是标签', 'What it means in English; also its label'],
  // Tables.
  'tables.table': ['在哪个工作簿中', 'The workbook that it stands in'],
  'tables.for': ['每行是什么', 'What a row is about'],
  'tables.title': ['工作表的名称', 'The name on the tab'],
  'tables.words': ['代码含义所在的标签组', 'The group of labels that says what a code means'],
  'tables.paper': ['哪一种文书（for: paper）', 'The document of which the papers are, with for: paper'],
  columns: ['各列', 'The columns'],
  value: ['此列的内容（CEL）', 'CEL giving what the column says'],
  as: ['日期写成表格的日期', 'A day is written as a day of the spreadsheet'],
  width: ['列宽（字符）', 'Width, in characters'],
  // Audit time.
  hours: ['一个人日的小时数', 'Hours of a person-day'],
  table: ['审核时间表', 'The table'],
  stage1: ['第一阶段', 'Stage 1'],
  stage2: ['第二阶段', 'Stage 2'],
  sites: ['多场所的增加', 'What further sites add'],
  sampling: ['场所抽样', 'How sites are sampled'],
  combination: ['结合审核', 'Combined audits'],
  onSite: ['现场的最少比例', 'The least share on site'],
  remote: ['远程的最多比例', 'The largest share of remote time'],
  adjustment: ['调整的因素和界限', 'Factors of adjustment, and their bounds'],
  special: ['特殊情况', 'Special circumstances'],
  propose: ['建议值取整', 'What a proposal is rounded up to'],
  notes: ['附录的其他说明', 'The other notes of the appendix'],
  gives: ['表中数值的含义', 'What the table gives'],
  bands: ['人数的各档', 'Bands of headcount'],
  beyond: ['最高一档以上', 'Above the last band'],
  upTo: ['至此人数', 'Up to this headcount'],
  days: ['人日', 'Person-days'],
  persons: ['人数', 'Persons'],
  ratio: ['比例', 'Ratio'],
  multiple: ['取整的倍数', 'Rounded up to a multiple of this'],
  confirm: ['须由人确认', 'To be confirmed by a person'],
  share: ['占表中时间的比例', 'Share of the time of the table'],
  note: ['说明', 'A note'],
  within: ['是否包含在表中时间内', 'Whether it is part of the time of the table'],
  least: ['最少', 'At least'],
  most: ['最多', 'At most'],
  mostOfOnSite: ['占现场时间的最大比例', 'The largest share of the time on site'],
  nearKm: ['此公里数以内为近', 'Up to this distance in kilometres a site is near'],
  far: ['远场所各加', 'Added for each far site'],
  near: ['近场所各加', 'Added for each near site'],
  nearFree: ['不加人日的近场所数', 'Near sites that add nothing'],
  power: ['场所数的幂', 'Power of the number of sites'],
  leastOfSum: ['占各体系时间之和的最少比例', 'The least share of the sum of all systems'],
  systems: ['体系数', 'Systems'],
  mostReduction: ['减少的最大比例', 'The largest reduction'],
  increase: ['增加的因素', 'Factors that add time'],
  decrease: ['减少的因素', 'Factors that take time away'],
  code: ['代码', 'Code'],
};

export function packSchemas(): Map<string, JsonSchema> {
  return new Map(
    Object.entries(files).map(([name, shape]) => {
      const schema = z.toJSONSchema(shape as z.ZodType, {
        io: 'input',
        target: 'draft-7',
        unrepresentable: 'any',
        // A rendering that may be missing (`quoted.ts`) is not written as an empty one.
        override: ({ jsonSchema }) => {
          if (jsonSchema.default === '') delete jsonSchema.default;
        },
      }) as JsonSchema;
      explain(schema, name);
      return [name, { ...schema, title: `certpress ${name}.yaml` }];
    }),
  );
}

function explain(schema: JsonSchema, file: string): void {
  for (const [key, child] of Object.entries(schema.properties ?? {})) {
    const [zh, en] = meanings[`${file}.${key}`] ?? meanings[key] ?? ['', ''];
    Object.assign(child, { description: `${zh} / ${en}`, markdownDescription: `**${zh}**  \n${en}` });
  }
  for (const child of Object.values(schema)) {
    const list: readonly unknown[] = Array.isArray(child) ? child : [child];
    for (const one of [...list, ...(isObject(child) ? Object.values(child) : [])]) if (isObject(one)) explain(one, file);
  }
}
const isObject = (value: unknown): value is Record<string, unknown> & JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
