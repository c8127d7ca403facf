/** Whatever is done to an archive is found. Each alteration is taken back before the next one. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { long, sweep, swept } from '../setup/long.js';
import { verifyArchive } from '../../src/verify/archive.js';
import { verifyBag } from '../../src/verify/bag.js';
import { judgeIndex } from '../../src/verify/index-findings.js';
import { stateOf, type State } from '../../src/verify/types.js';
import { alterations, type Alteration } from './setup/alterations.js';
import { archiveInto, copyProject, keeperAt, livedCopy, must, signerFrom, withStore, type Lived } from './setup/lived.js';
import { insiders, forgeries } from './setup/forgeries.js';
import { Tree } from './setup/tree.js';

let folder: string;
let lived: Lived;
let tree: Tree;
vi.setConfig({ testTimeout: 900_000, hookTimeout: 600_000 });
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'certpress-tampering-'));
  lived = await livedCopy(folder);
  tree = new Tree(lived.dir);
});
afterAll(async () => {
  await lived.end();
  rmSync(folder, { recursive: true, force: true });
});

/** As `verifyArchive` judges, but of the bags only those that were touched: the others are as they were. */
async function judge(
  bags: readonly string[],
  { render, alone }: How,
): Promise<{ readonly state: State; readonly codes: readonly string[] }> {
  const options = { trust: lived.trust, render };
  const index = await judgeIndex(lived.dir, lived.trust);
  const verdicts = alone
    ? await Promise.all(bags.map((bag) => verifyBag(join(lived.dir, bag), options)))
    : await Promise.all(
        index.bags.filter(({ bag }) => bags.includes(bag)).map((expected) => verifyBag(join(lived.dir, expected.bag), options, expected)),
      );
  const findings = [
    ...(alone ? [] : index.findings),
    ...verdicts.flatMap((verdict) => [...verdict.findings, ...verdict.documents.flatMap((one) => one.findings)]),
  ];
  return { state: stateOf(findings), codes: findings.map((d) => d.code) };
}
interface How {
  readonly render: boolean;
  /** Bags without what the index says of them. */
  readonly alone: boolean;
}
async function passed(list: readonly Alteration[], how: How = { render: false, alone: false }): Promise<string[]> {
  const wrong: string[] = [];
  for (const { kind, act, bags, due, code } of list) {
    try {
      await act(tree);
      const { state, codes } = await judge(bags, how);
      if (state !== (due ?? 'faulty')) wrong.push(`${kind}: ${state} ${codes.join(' ')}`);
      else if (code !== undefined && !codes.includes(code)) wrong.push(`${kind}: ${codes.join(' ')}, not ${code}`);
    } finally {
      tree.restore();
    }
  }
  return wrong;
}

test('at least 500 alterations are found, each of them', sweep, async () => {
  const list = alterations(tree);
  expect(list.length).toBeGreaterThanOrEqual(500);
  expect(new Set(list.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(500);
  expect(await passed(swept(list, 64))).toEqual([]);
});

test('the careful forger who mends every manifest and the index, without the key or with another one', sweep, async () => {
  expect(await passed(swept(await forgeries(tree, lived), 48), { render: true, alone: false })).toEqual([]);
});

test('who has the key and changes one of what belongs together is found by the others', sweep, async () => {
  expect(await passed(swept(await insiders(tree, lived), 48), { render: true, alone: true })).toEqual([]);
});

test('all was put back in between: the archive is sound', long, async () => {
  const states: string[] = [];
  const verdict = await verifyArchive(
    lived.dir,
    { trust: lived.trust, render: false },
    {
      jobs: 1,
      signal: new AbortController().signal,
      bag: ({ state }) => {
        states.push(state);
      },
      progress: () => undefined,
    },
  );
  expect([verdict.findings, verdict.state, new Set(states)]).toEqual([[], 'sound', new Set(['sound'])]);
});

describe('the whole archive', () => {
  const whole = async (dir: string, head?: string) =>
    verifyArchive(
      dir,
      { trust: lived.trust, render: false },
      {
        signal: new AbortController().signal,
        jobs: 1,
        bag: () => undefined,
        progress: () => undefined,
        ...(head === undefined ? {} : { head }),
      },
    );

  test('one bit in one bag makes it faulty, and the others stay sound', long, async () => {
    tree.edit('wanding/nuantu-heating/recertification/1/data/record/people.yaml', (text) => text.replace(/[aeiou]/, 'x'));
    const verdict = await whole(lived.dir);
    tree.restore();
    expect([verdict.state, verdict.bags - verdict.sound]).toEqual(['faulty', 1]);
  });

  test('an earlier state of all of it is found by the head that was kept elsewhere, and by nothing else', long, async () => {
    const earlier = join(folder, 'earlier');
    const signer = await signerFrom(lived.pki, lived.pki.signers.p256.p12);
    const sealingKey = keeperAt(signer, new Date(), 'B-B', lived.pki);
    const project = copyProject(join(folder, 'small'), ['wanding/nuantu-heating']);
    await archiveInto(earlier, project, sealingKey);
    const later = join(folder, 'later');
    cpSync(earlier, later, { recursive: true });
    await withStore(later, sealingKey, async (store) => must(await store.hold('wanding/nuantu-heating/recertification', 'later')));
    const head = (await whole(later)).head;
    expect((await whole(earlier)).state).toBe('sound');
    expect(await whole(later, head)).toMatchObject({ state: 'sound', rollback: 'excluded', since: 0 });
    const put = await whole(earlier, head);
    expect([put.state, put.rollback, put.findings.map((d) => d.code)]).toEqual(['faulty', 'found', ['verify-head']]);
  });
});
