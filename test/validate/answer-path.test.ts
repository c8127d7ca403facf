/** Answer paths: what they accept, what they find. */
import { describe, expect, test } from 'vitest';
import { follow, isAnswered, isPath, parseAnswerPath } from '../../src/rules/answer-path.js';

const found = (text: string, value: unknown): string => {
  const path = parseAnswerPath(text);
  if (!isPath(path)) throw new Error(path.en);
  const { answered, missing } = follow(path, value);
  const print = (all: readonly (readonly (string | number)[])[]): string => all.map((at) => `/${at.join('/')}`).join(' ');
  return `${print(answered)}${missing.length > 0 ? ` missing ${print(missing)}` : ''}`;
};

describe('what answers', () => {
  test.each([
    ['report.scope', { scope: { zh: '支付' } }, '/scope'],
    ['report.scope', { scope: { zh: '  ' } }, ' missing /scope'],
    ['report.scope', {}, ' missing /scope'],
    ['report.scope', { scope: { en: 'only' } }, ' missing /scope'],
    ['notice.ready', { ready: false }, '/ready'],
    ['notice.headcount', { headcount: 0 }, '/headcount'],
    ['report.criteria[]', { criteria: [{ zh: '标准' }] }, '/criteria'],
    ['report.criteria[]', { criteria: [] }, ' missing /criteria'],
    ['report.criteria[]', { criteria: [{ zh: '标准' }, { zh: ' ' }] }, ' missing /criteria/1'],
    ['report.deviations[].reason', { deviations: { none: true } }, '/deviations'],
    ['report.deviations[].reason', { deviations: { none: false } }, ' missing /deviations'],
    ['report.deviations[].reason', { deviations: [] }, ' missing /deviations'],
    [
      'report.deviations[].reason',
      { deviations: [{ what: { zh: '一' }, reason: { zh: '二' } }, { what: { zh: '三' } }] },
      ' missing /deviations/1/reason',
    ],
    ['report.combination.text', { combination: { notApplicable: { zh: '单独审核' } } }, '/combination'],
    ['report.combination.text', { combination: { notApplicable: { zh: '' } } }, ' missing /combination/text'],
    [
      'report.team[role=leader]+.person',
      {
        team: [
          { role: 'auditor', person: 'a' },
          { role: 'leader', person: 'b' },
        ],
      },
      '/team/1/person',
    ],
    ['report.team[role=leader]+.person', { team: [{ role: 'auditor', person: 'a' }] }, ' missing /team'],
    ['report.team[role=expert].expert', { team: [{ role: 'auditor' }] }, ''],
    [
      'report.team[role=leader|auditor].registration',
      { team: [{ role: 'leader', registration: '1' }, { role: 'expert' }] },
      '/team/0/registration',
    ],
    [
      'report.objectives[achieved=false].reason',
      { objectives: [{ achieved: false }, { achieved: true }] },
      ' missing /objectives/0/reason',
    ],
    ['nc.unit|site', { site: 'S1' }, '/site'],
    ['nc.unit|site', {}, ' missing /unit'],
    ['nc.unit|site', { unit: { zh: '一部' }, site: 'S1' }, '/'],
    ['sites[].address', [{ address: { zh: '上海' } }], '/0/address'],
  ])('%s in %j', (path, value, expected) => {
    expect(found(path, value)).toBe(expected);
  });
});

describe('paths that lead nowhere', () => {
  test.each([
    ['reprot.scope', 'reprot'],
    ['report.socpe', 'socpe'],
    ['report.team.person', undefined],
    ['report.scope[]', undefined],
    ['report.team[rol=leader].person', 'rol'],
    ['report.a|b.c', undefined],
    ['report..scope', undefined],
    ['', ''],
  ])('%s', (path, word) => {
    const parsed = parseAnswerPath(path);
    expect(isPath(parsed)).toBe(false);
    if (!isPath(parsed) && word !== undefined) expect(parsed.word).toBe(word);
  });
});

test('blanks say nothing', () => {
  expect(['', ' \n', [], {}, [''], { a: ' ' }, undefined, null, { none: false }].map((value) => isAnswered(value))).toEqual(
    Array<boolean>(9).fill(false),
  );
  expect([false, 0, 'x', ['x'], { a: 1 }, { none: true }].map((value) => isAnswered(value))).toEqual(Array<boolean>(6).fill(true));
});

test('a text answers in the language of the scheme', () => {
  const texts = [{ zh: '范围', en: 'Scope' }, { zh: '范围' }, { en: 'Scope' }, { zh: 'Scope' }, { zh: '范围', en: ' ' }, [{ zh: '范围' }]];
  expect(texts.map((text) => isAnswered(text, 'zh'))).toEqual([true, true, false, true, true, true]);
  // A plain text is read as `{ zh }`: without Chinese characters it is English.
  expect(texts.map((text) => isAnswered(text, 'en'))).toEqual([true, false, true, true, false, false]);
  const path = parseAnswerPath('report.scope');
  if (!isPath(path)) throw new Error('no path');
  expect(follow(path, { scope: { zh: '范围' } }, 'en')).toEqual({ answered: [], missing: [['scope']] });
  expect(follow(path, { scope: { zh: '范围', en: 'Scope' } }, 'en')).toEqual({ answered: [['scope']], missing: [] });
  expect(isAnswered({ notApplicable: { zh: '不适用' } }, 'en')).toBe(false);
});
