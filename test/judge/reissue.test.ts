/**
 * A certificate is to be printed again when what it prints is no longer so (wanding 6.2.5, cusc 10.1), and only then: what it does not
 * print,
 * what was taken back, what was reissued and what is no longer in force says nothing.
 */
import { describe, expect, it } from 'vitest';
import { baseOf, changed, judged, violated, type Changes } from './rows/setup.js';

const rows = ['client-as-printed', 'sites-as-printed'];
const uscc = '91410100MA0ABCDE6B';
const client = (from: string, more: Changes = {}): Changes => ({ from, name: '青禾服务有限公司', uscc, orgCode: 'MA0ABCDE6', ...more });
const sites = (from: string, second: Changes | undefined): Changes => ({
  from,
  list: [{ id: 'S1', kind: 'main', address: '甲路1号', distanceKm: 0 }, ...(second ? [{ id: 'S2', kind: 'permanent', ...second }] : [])],
});
const issued = { kind: 'issued', date: '2028-08-01', certificate: 'C-2' };

describe.each(['wanding', 'cusc'])('%s', (scheme) => {
  const base = baseOf(scheme);
  const said = (changes: Changes, day = '2028-09-01'): string[] => violated(judged(changed(base, changes), day, rows));
  const at = (changes: Changes): unknown[] =>
    judged(changed(base, changes), '2028-09-01', rows).diagnostics.map((d) => [d.severity, d.clause, d.place?.file, d.place?.pointer]);

  it('is told at the fact, as a warning with the clause', () => {
    const [client1, sites1] = scheme === 'wanding' ? ['6.2.5(1)', '6.2.5(1)'] : ['10.1（1）', '10.1（2）'];
    expect(at({ 'case.client.+': client('2028-08-01', { name: '青禾集团有限公司' }) })).toEqual([
      ['warning', client1, '/rows/case/case.yaml', '/client/1/name'],
    ]);
    expect(at({ 'case.client.+': client('2028-08-01', { registeredAddress: '戊路1号' }) })).toEqual([
      ['warning', client1, '/rows/case/case.yaml', '/client/1/registeredAddress'],
    ]);
    expect(at({ 'case.sites.+': sites('2028-08-01', { address: '丁路9号' }) })).toEqual([
      ['warning', sites1, '/rows/case/case.yaml', '/sites/1/list/1/address'],
    ]);
    expect(at({ 'case.sites.+': sites('2028-08-01', undefined) })).toEqual([['warning', sites1, '/rows/case/case.yaml', '/sites/1/list']]);
  });
  it('is told of a scope that was decided to be another, until a certificate says so', () => {
    const extended = { kind: 'extended', date: '2028-08-01', certificate: 'C-2' };
    expect(said({ 'events.+': extended })).toEqual(['sites-as-printed']);
    expect(said({ 'events.+': [extended, issued] })).toEqual([]);
    expect(
      said({
        'events.+': extended,
        'certificates.+': {
          number: 'C-3',
          audit: 'recertification',
          issued: '2028-08-03',
          validFrom: '2028-08-03',
          validTo: '2031-05-25',
          scope: '呼入呼出',
          replaces: { number: 'C-2', validTo: '2031-05-25' },
        },
      }),
    ).toEqual([]);
  });
  it('says nothing of what no certificate prints', () => {
    expect(said({ 'case.client.+': client('2028-08-01', { contact: { name: '秦越' }, postCode: '450000' }) })).toEqual([]);
    expect(said({ 'case.sites.+': sites('2028-08-01', { address: '乙路2号', distanceKm: 40, activities: '呼入' }) })).toEqual([]);
    // Of several sites each address is printed; that of business is not.
    expect(said({ 'case.client.+': client('2028-08-01', { businessAddress: '己路3号' }) })).toEqual([]);
    expect(said({ 'certificates.1.sites': ['S1'], 'case.client.+': client('2028-08-01', { businessAddress: '己路3号' }) })).toHaveLength(1);
    // A translation that was added changes nothing that was printed.
    expect(said({ 'case.client.+': client('2028-08-01', { name: { zh: '青禾服务有限公司', en: 'Qinghe Services' } }) })).toEqual([]);
  });
  it('says nothing of what was taken back, reissued, changed before, or is to come', () => {
    const renamed = client('2028-08-01', { name: '青禾集团有限公司' });
    expect(said({ 'case.client.+': [renamed, client('2028-08-20')] })).toEqual([]);
    expect(said({ 'case.client.+': renamed, 'events.+': issued })).toEqual([]);
    expect(said({ 'case.client.+': renamed, 'events.+': { ...issued, certificate: 'C-1' } })).toEqual(['client-as-printed']);
    expect(said({ 'case.client.+': renamed }, '2028-07-31')).toEqual([]);
    expect(said({ 'case.client.+': renamed }, '2028-08-01')).toEqual(['client-as-printed']);
    expect(said({ 'case.client.+': client('2028-04-25', { name: '青禾集团有限公司' }) })).toEqual([]);
  });
  it('says nothing of a certificate that is not in force', () => {
    const renamed = client('2028-08-01', { name: '青禾集团有限公司' });
    for (const kind of ['suspended', 'withdrawn'])
      expect(
        said({
          'case.client.+': renamed,
          'events.+': { kind, date: '2028-08-10', certificate: 'C-2', from: '2028-08-10', to: '2029-02-01' },
        }),
      ).toEqual([]);
    expect(said({ 'case.client.+': renamed }, '2031-06-01')).toEqual([]);
  });
});
