/** A list that lacks the one entry a clause asks for: what is said names the entry, not the list that is there already. */
import { expect, it } from 'vitest';
import { checkContents } from '../../src/validate/contents.js';
import { loadSamples, scopeWith, without } from './samples.js';

const samples = loadSamples();

it('says which entry, with which word, and what it holds', () => {
  const scope = samples.scopes.find((one) => one.scheme.id === 'cusc' && one.document.role === 'notice');
  const results = (scope?.asks.file.value as { results?: readonly { content?: string }[] } | undefined)?.results ?? [];
  const at = results.findIndex(({ content }) => content === 'stage1.compliance');
  if (!scope || at === -1) throw new Error('no such notice');
  const helps = (pointer: string): (string | undefined)[] => {
    const changed = scopeWith(samples, scope, [without(samples.project, scope.asks.file, [pointer])]);
    return (changed ? checkContents(changed).diagnostics : []).map(({ help }) => help?.en.replace(scope.asks.file.file, 'notice.yaml'));
  };
  expect(helps(`/results/${String(at)}`)).toEqual(['Add an entry to results in notice.yaml: content: stage1.compliance, with text.']);
  // The entry is there and lacks its text: that is what is asked for.
  const text = `Write results[${String(at)}].text in notice.yaml: text, or its languages as zh: and en:.`;
  expect(new Set(helps(`/results/${String(at)}/text`))).toEqual(new Set([text]));
});
