/** Where a comment stands once the record has moved on: with the value that it was about, wherever that stands among its like. */
import { describe, expect, it } from 'vitest';
import { build, type Inline, type Text } from '../../src/model/index.js';
import type { Thread } from '../../src/review/remarks.js';
import { PrintedTexts } from '../../src/review/standing.js';
import { form, p, reportMaster } from '../writers/docx-samples.js';

const file = 'a/report.yaml';
const value = (pointer: string, words: string, lang: 'zh' | 'en' = 'zh'): Text =>
  build.text(words, lang, { origin: { record: [{ file, pointer, line: 1, column: 1 }] } });
const printed = (...lines: readonly (readonly Inline[])[]): PrintedTexts =>
  new PrintedTexts({ ...form(), sections: [{ master: reportMaster, blocks: lines.map((line) => p('prose', line)) }] });
const on = (pointer: string, written: readonly string[], about: string = written[0] ?? ''): Thread => ({
  from: 'x.docx',
  entries: [],
  places: [{ file, pointer, written }],
  about,
});

describe('a comment stands', () => {
  it('at the value, and at the words of it that it names', () => {
    const standing = printed([build.text('结论：', 'zh'), value('/conclusion/zh', '符合要求，推荐注册。')]).of(
      on('/conclusion/zh', ['符合要求，推荐注册。'], '推荐注册'),
    );
    expect(standing).toMatchObject({ text: { value: '符合要求，推荐注册。' }, from: 5, to: 9, isChanged: false });
  });
  it('at the value in its new place, where an entry was put before it', () => {
    const list = printed([value('/findings/0/text', '新增')], [value('/findings/1/text', '原有的')]);
    expect(list.of(on('/findings/0/text', ['原有的']))).toMatchObject({ text: { value: '原有的' }, isChanged: false });
  });
  it('at its own place, changed, where two others say the same', () => {
    const list = printed([value('/findings/0/text', '新增')], [value('/findings/1/text', '同')], [value('/findings/2/text', '同')]);
    expect(list.of(on('/findings/0/text', ['同']))).toMatchObject({ text: { value: '新增' }, isChanged: true });
  });
  it('at the second paragraph of a long text, whose first has changed since', () => {
    const text = printed([value('/cause/zh', '改写的第一段')], [value('/cause/zh', '第二'), value('/cause/zh', '段')]);
    expect(text.of(on('/cause/zh', ['第二段'], '第二'))).toMatchObject({ text: { value: '第二' }, isChanged: false });
  });
  it('at the words beside a box', () => {
    const box = build.checkBox(true, { ticked: 'minor', origin: { record: [{ file, pointer: '/grade', line: 1, column: 1 }] } });
    expect(printed([box, build.gap(1), build.text('轻微不符合', 'zh')]).of(on('/grade', ['☑']))).toMatchObject({
      text: { value: '轻微不符合' },
      isChanged: false,
    });
  });
  it('in the other language without being told as changed', () => {
    expect(printed([value('/title/en', 'Manager', 'en')]).of(on('/title', ['经理']))).toBeUndefined();
    expect(printed([value('/title', '经理')]).of(on('/title/zh', ['主任']))).toMatchObject({ isChanged: false });
  });
  it('at fixed words that are there once, and nowhere where they are there twice, or the value is gone', () => {
    const fixed = (...lines: string[]): PrintedTexts => printed(...lines.map((line) => [build.text(line, 'zh')]));
    const thread: Thread = { from: 'x.docx', entries: [], places: [], about: '免责声明' };
    expect(fixed('前言', '免责声明').of(thread)).toMatchObject({ text: { value: '免责声明' } });
    expect(fixed('免责声明', '免责声明').of(thread)).toBeUndefined();
    expect(fixed('前言').of({ ...thread, about: '' })).toBeUndefined();
    expect(printed([value('/b', '别的')]).of(on('/a', ['没有了']))).toBeUndefined();
  });
});
