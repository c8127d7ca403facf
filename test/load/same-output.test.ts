/** Two documents of one case never go to one file, on a disk that takes `A` and `a` for one neither. */
import { describe, expect, it } from 'vitest';
import { OutputNames } from '../../src/validate/same-output.js';
import { placeOfAsking, type DocumentScope } from '../../src/validate/scope.js';
import { sampleScopes } from '../setup/samples.js';

const { scopes } = await sampleScopes();
const certificates = scopes.filter(({ subject, outputFolder }) => subject !== undefined && outputFolder === '');
const [one, other] = certificates.filter(({ case: folder }) => folder === certificates[0]?.case);
if (!one || !other) throw new Error('no sample has two documents of the case with names of their own');
const named = (scope: DocumentScope, outputName: string): DocumentScope => ({ ...scope, outputName });

describe('documents of one case', () => {
  it('have files of their own in every sample', () => {
    expect(new OutputNames([]).own(scopes)).toEqual({ scopes, diagnostics: [] });
  });
  it.each([
    ['case of letters', 'certificate-AB-1', 'certificate-ab-1'],
    ['composition of accents', 'paper-Ren\u00e9', 'paper-Rene\u0301'],
    ['nothing at all', 'paper-a-b', 'paper-a-b'],
  ])('that differ in %s are told, and the first alone is made', (_, first, second) => {
    const found = new OutputNames([]).own([named(one, first), named(other, second)]);
    expect(found.scopes.map(({ outputName }) => outputName)).toEqual([first]);
    expect(found.diagnostics).toMatchObject([
      { code: 'name-twice', severity: 'error', place: placeOfAsking(other), related: [placeOfAsking(one)] },
    ]);
    // Loading has said it of the name itself.
    const place = placeOfAsking(other);
    const said = { code: 'name-twice', severity: 'error', place, message: { zh: '', en: '' } } as const;
    expect(new OutputNames([said]).own([named(one, first), named(other, second)])).toMatchObject({ scopes: [{}], diagnostics: [] });
  });
  it('may have the names of another case or audit', () => {
    const elsewhere = { ...named(other, 'a'), outputFolder: 'stage-1' };
    expect(new OutputNames([]).own([named(one, 'A'), elsewhere]).diagnostics).toEqual([]);
  });
});
