/** The words of a violation: two texts that differ in one language alone are shown in that one. */
import { expect, it } from 'vitest';
import { fill } from '../../src/rules/message.js';

const template = {
  zh: '证书“{cert.scope}”，决定“{decision.scope}”',
  en: 'The certificate says “{cert.scope}”, the decision “{decision.scope}”',
};
const filled = (cert: object, decision: object) => fill(template, (name) => (name === 'cert.scope' ? cert : decision));

it('shows each language its own', () => {
  expect(filled({ zh: '甲', en: 'A' }, { zh: '乙', en: 'B' })).toEqual({
    zh: '证书“甲”，决定“乙”',
    en: 'The certificate says “A”, the decision “B”',
  });
});
it('shows the language that differs', () => {
  expect(filled({ zh: '甲 乙', en: 'A' }, { zh: '甲乙', en: 'A' })).toEqual({
    zh: '证书“甲 乙”，决定“甲乙”',
    en: 'The certificate says “甲 乙”, the decision “甲乙”',
  });
  expect(filled({ zh: '甲', en: 'A' }, { zh: '甲', en: 'B' }).zh).toBe('证书“A”，决定“B”');
});
it('shows what is alike in both as it is', () => {
  expect(filled({ zh: '甲', en: 'A' }, { zh: '甲', en: 'A' }).en).toBe('The certificate says “A”, the decision “A”');
});
