/**
 * What other programs read of the output.
 *
 * In:  names that anyone may have given. Out: cells of a CSV that no spreadsheet takes for a formula; SARIF whose addresses are the paths.
 */
import { expect, it } from 'vitest';
import { csv } from '../../src/cli/due/csv.js';
import { sarifResult } from '../../src/cli/result-json.js';

it('a cell is never a formula', () => {
  expect(csv([['=1+1', '+cmd', '-A1', '@SUM(A1)', '\tx', 'a=b', '-5', '+3.5', '2026-01-01', '=a,b']])).toBe(
    "'=1+1,'+cmd,'-A1,'@SUM(A1),'\tx,a=b,-5,+3.5,2026-01-01,\"'=a,b\"\r\n",
  );
});

it.each(['q #1/100% 记录/x.yaml', 'a:b/x.yaml', 'what?/x.yaml', '/srv/one [2]/x.yaml'])('an address of SARIF is the path: %s', (file) => {
  const result = sarifResult(
    [{ code: 'file-empty', severity: 'error', message: { zh: '空', en: 'empty' }, place: { file, line: 1, column: 1 } }],
    '1',
  ) as { runs: { results: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] }[] };
  const uri = result.runs[0]?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri ?? '';
  const url = new URL(uri, 'file:///project/');
  expect([url.protocol, url.hash, url.search, decodeURIComponent(url.pathname)]).toEqual([
    'file:',
    '',
    '',
    file.startsWith('/') ? file : `/project/${file}`,
  ]);
});
