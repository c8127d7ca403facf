/** `calendars/cn-2027.yaml`, of a project or a pack: the State Council's notice of the holidays of a year (国务院办公厅关于…年部分节假日安排的通知). */
import { fields, listOf, name, planned, text } from './fields.js';

export const calendarSchema = fields('某一年的放假安排', 'The holidays of a year, by the notice', {
  source: text('通知的名称和文号', 'Title and number of the notice'),
  off: listOf(
    fields('放假', 'Days off', {
      name: name('节日', 'Which holiday'),
      from: planned('第一天', 'First day'),
      to: planned('最后一天（只有一天的不写）', 'Last day, where there is more than one'),
    }),
    '放假的日子，连同其中的周末',
    'Days off, with the weekends among them',
  ),
  worked: listOf(planned('调休上班的周末', 'A weekend day that is worked'), '调休上班的日子', 'Make-up working days'),
});
