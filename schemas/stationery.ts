/**
 * What a body sets of its pages without a layout: paper, margins, letterhead, background, room for labels.
 *
 * In:  nothing. Out: the shape of `stationery` in `theme.yaml` and, for a body, in `certpress.yaml`, which wins key by key; sheets of
 * paper.
 * Every length is millimetres, and bounded so that no page is left without room for text.
 */
import { z } from 'zod';
import { documentRef, entriesOf, fieldMeta, fields, listOf, oneOf, path, text } from './record/fields.js';

/** Width and height of sheets, upright, mm: ISO 216, and what ANSI/ASME Y14.1 calls A. */
export const papers = {
  a3: { width: 297, height: 420 },
  a4: { width: 210, height: 297 },
  letter: { width: 215.9, height: 279.4 },
} as const;
export type Paper = keyof typeof papers;

/** A length of so many millimetres. */
function mm(least: number, most: number, zh: string, en: string): z.ZodNumber {
  const schema = z.number().min(least).max(most);
  fieldMeta.add(schema, { zh: `${zh}（毫米，${least}–${most}）`, en: `${en}, mm, ${least} to ${most}` });
  return schema;
}
const pages = (zh: string, en: string) => oneOf(['first', 'all'], zh, en);

export const stationerySchema = fields('用纸', 'Stationery: how pages look before a word stands on them', {
  paper: oneOf(['a4', 'a3', 'letter'], '纸张（缺省为A4）', 'Paper; A4 where nothing is said'),
  margins: entriesOf(
    fields('页边距', 'Margins', {
      top: mm(5, 110, '上', 'Top'),
      right: mm(5, 50, '右', 'Right'),
      bottom: mm(5, 110, '下', 'Bottom'),
      left: mm(5, 50, '左', 'Left'),
    }),
    '页边距，按版式中 <page-master> 的 id；未写的边不变',
    'Margins in place of those of a <page-master>, by its id; sides that are not named stay',
  ),
  letterhead: fields('信头', 'Letterhead', {
    picture: path(
      '信头图片（PNG或JPEG），印在纸的上缘，与纸同宽',
      'Picture, PNG or JPEG, at the upper edge of the paper and as wide as it',
    ),
    lines: listOf(text('一行', 'A line'), '信头文字，一行一项；第一行较大', 'Lines of text, the first of them larger').max(6),
    on: pages('首页或各页（缺省为首页）', 'On the first page or on all; the first where nothing is said'),
    documents: listOf(
      documentRef('文书', 'A document'),
      '用信头的文书（缺省为无边框的各种文书）',
      'Documents that have it; all without a frame where nothing is said',
    ),
  }),
  background: fields('底图', 'Background', {
    picture: path('底图（PNG或JPEG），印在文字之下，不变形', 'Picture, PNG or JPEG, behind the text, in its own proportions'),
    documents: listOf(
      documentRef('文书', 'A document'),
      '用底图的文书（缺省为证书）',
      'Documents that have it; certificates where nothing is said',
    ),
  }),
  labels: fields('监督标签栏', 'Room on certificates for labels of surveillance audits', {
    count: oneOfCounts('格数', 'How many'),
    height: mm(10, 40, '格高', 'Height of each'),
  }),
});
function oneOfCounts(zh: string, en: string): z.ZodNumber {
  const schema = z.number().int().min(1).max(6);
  fieldMeta.add(schema, { zh: `${zh}（1–6）`, en: `${en}, 1 to 6` });
  return schema;
}
export type Stationery = z.output<typeof stationerySchema>;
/** The pictures that it names. */
export const stationeryPictures = ['letterhead', 'background'] as const;
