/**
 * Many cases cost as much as that many times one: what looks across cases takes one after the other and keeps little of each.
 *
 * The cases are small, so that it is what lies between them that is measured.
 */
import { describe, expect, it } from 'vitest';
import { inOrder, Judging, judge } from '../../src/judge/judge.js';
import { Stays, staysOf } from '../../src/judge/stays.js';
import { askedFolders } from '../../src/load/asked-folders.js';
import { Collisions, namesOf } from '../../src/load/collisions.js';
import { CopiedNumbers, numbersOf } from '../../src/load/copied-numbers.js';
import type { CaseFolder, Project } from '../../src/load/types.js';
import { caseFolder, recordFile } from '../lawful/project.js';
import { growth, linear } from '../setup/growth.js';
import { schemeTable } from '../setup/schemes.js';

const asOf = '2026-11-27';
const audit = { kind: 'I1', version: 'B-1', start: '2026-05-04', end: '2026-05-05', onSite: true } as const;
const small = (n: number, team: string): CaseFolder =>
  caseFolder({
    name: `case-${n}`,
    folder: `all/case-${n}`,
    case: { scheme: 'wanding', number: `L-${n}`, application: { date: '2026-03-02' } },
    audits: [
      {
        name: 'stage-1',
        audit: { ...audit },
        plan: { number: `P-${n}`, date: '2026-04-01', team: [{ id: 'A', person: team, role: 'leader' }] },
        findings: {},
        nonconformities: {},
      },
    ],
    certificates: [{ number: `C-${n}` }],
  });
const many = (count: number, who: (n: number) => string = (n) => `p-${n}`): CaseFolder[] =>
  Array.from({ length: count }, (_, n) => small(n, who(n)));
const projectWith = (cases: readonly CaseFolder[]): Project => ({
  root: '/many',
  people: recordFile('people', 'people.yaml', {}),
  cases,
  broken: [],
});
const base = { code: 'person-in-two-places', severity: 'error' } as const;

describe('many cases', () => {
  it.each<[string, () => { add: (folder: CaseFolder) => void }]>([
    [
      'numbers',
      () => {
        const numbers = new CopiedNumbers();
        return {
          add: (folder) => {
            numbers.add(numbersOf('/many', folder));
          },
        };
      },
    ],
    [
      'names',
      () => {
        const collisions = new Collisions('/many');
        return {
          add: (folder) => {
            collisions.add(namesOf('/many', folder), true);
          },
        };
      },
    ],
    [
      'stays',
      () => {
        const stays = new Stays(undefined, base);
        return {
          add: (folder) => {
            stays.add(staysOf('/many', folder), true);
          },
        };
      },
    ],
  ])('are compared in linear time: %s', (_, make) => {
    const work = (length: number) => {
      const cases = many(length);
      return () => {
        const kept = make();
        for (const one of cases) kept.add(one);
      };
    };
    expect(growth(work, [400, 4_000])).toBeLessThan(linear);
  });

  it('are asked for by name in linear time', () => {
    const work = (length: number) => {
      const paths = Array.from({ length }, (_, n) => `/many/all/case-${n}`);
      return () => {
        const isAsked = askedFolders('/many', paths);
        for (let n = 0; n < length; n++) isAsked(`all/case-${n}`);
      };
    };
    expect(growth(work)).toBeLessThan(linear);
  });

  it('are judged in linear time', () => {
    const work = (length: number) => {
      const project = projectWith(many(length));
      return () => {
        judge(project, schemeTable, { asOf });
      };
    };
    expect(growth(work, [10, 100])).toBeLessThan(linear);
  });

  it('are judged one by one as they are together', () => {
    // Two of them have one auditor on the same days.
    const cases = many(4, (n) => (n < 2 ? 'both' : `p-${n}`));
    const together = judge(projectWith(cases), schemeTable, { asOf });
    const judging = new Judging(projectWith([]), schemeTable, { asOf });
    const each = cases.map((folder) => judging.of(folder));
    expect(
      inOrder(
        judging.close(),
        each.map(({ said }) => said),
      ),
    ).toEqual(together.diagnostics);
    expect(each.flatMap(({ verdicts }) => verdicts.map(({ row, state, subject }) => [subject.case?.name, row.id, state]))).toEqual(
      together.verdicts.map(({ row, state, subject }) => [subject.case?.name, row.id, state]),
    );
    expect(judging.changesOn).toBe(together.changesOn);
    expect(together.diagnostics.filter(({ code }) => code === 'person-in-two-places').map((d) => d.case)).toEqual(['case-1']);
  });
});

describe('cases that were asked for', () => {
  it.each([
    [['/p/a/b'], 'a/b', true],
    [['/p/a'], 'a/b', true],
    [['/p/a/b/audits/x'], 'a/b', true],
    [['/p'], 'a/b', true],
    [['/'], 'a/b', true],
    [['/p/a/bb'], 'a/b', false],
    [['/q/a/b'], 'a/b', false],
    [['/p/..b'], '..b', true],
    [['/q', '/p/a'], 'a/b', true],
  ])('%j: %s', (only, folder, isAsked) => {
    expect(askedFolders('/p', only)(folder)).toBe(isAsked);
  });
});
