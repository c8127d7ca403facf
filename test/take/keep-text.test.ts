/**
 * Long texts of which a Word file changes a part: the rest stands as the record has it.
 *
 * What must come is Markdown as docs/text.md has it: items of a list go up by one, whatever an editor made of their numbers.
 */
import { describe, expect, test } from 'vitest';
import { keptText } from '../../src/take/keep-text.js';

describe('numbers of a list', () => {
  const record = '1. 修订规程。\n2. 安排演练。\n3. 专项检查。\n';
  const printed = ['修订规程。', '安排演练。', '专项检查。'];
  test('are those of the record, where LibreOffice begins the list anew at an item of another style', () => {
    expect(keptText(record, '1. 修订规程。\n\n1. 安排演练。\n2. 专项检查，另见附件。', printed)).toBe(
      '1. 修订规程。\n2. 安排演练。\n3. 专项检查，另见附件。',
    );
  });
  test('go on below a new item, and close up above one that is gone', () => {
    expect(keptText(record, '1. 修订规程。\n2. 培训。\n3. 安排演练。\n4. 专项检查。', printed)).toBe(
      '1. 修订规程。\n2. 培训。\n3. 安排演练。\n4. 专项检查。',
    );
    expect(keptText(record, '1. 修订规程。\n2. 专项检查。', printed)).toBe('1. 修订规程。\n2. 专项检查。');
  });
  test('begin where the record begins them, and are none of the paragraph below', () => {
    expect(keptText('3. 甲。\n4. 乙。\n\n说明。\n', '3. 甲。\n4. 乙改。\n\n说明。', ['甲。', '乙。', '说明。'])).toBe(
      '3. 甲。\n4. 乙改。\n\n说明。',
    );
    expect(keptText('1. 甲。\n\n2026年的计划。\n', '1. 甲改。\n\n2026年的计划。', ['甲。', '2026年的计划。'])).toBe(
      '1. 甲改。\n\n2026年的计划。',
    );
  });
});
