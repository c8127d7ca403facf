/** The store: bags come in order, nothing is overwritten, terms and holds are kept. */
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkBag, checkIndex, list, openStore, readIndex, type Store } from '../../../src/archive/store/index.js';
import type { Outcome } from '../../../src/diagnostics/index.js';
import { isSwept, sweep } from '../../setup/long.js';
import { checkSignature, contents, failingDisk, options, sha, snapshot, text, withFolder } from './fixture.js';

const codes = (outcome: Outcome<unknown>): string[] => outcome.diagnostics.map(({ code }) => code);
async function open(dir: string, more: Parameters<typeof options>[0] = {}): Promise<Store> {
  const opened = await openStore(dir, options(more));
  expect(codes(opened)).toEqual([]);
  if (!opened.value) throw new Error('not opened');
  return opened.value;
}
async function using<T>(dir: string, work: (store: Store) => Promise<T>, more: Parameters<typeof options>[0] = {}): Promise<T> {
  const store = await open(dir, more);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
const sound = async (dir: string): Promise<void> => {
  const check = await checkIndex(dir, checkSignature);
  expect(check.findings).toEqual([]);
  for (const bag of check.bags) expect((await checkBag(join(dir, bag), checkSignature)).findings).toEqual([]);
};
const bag = 'wanding/nuantu-heating/initial';

test('a bag, the same again, a new revision', () =>
  withFolder(async (dir) => {
    await using(dir, async (store) => {
      expect((await store.add(contents())).value).toEqual({ state: 'added', bag: `${bag}/1`, revision: 1 });
      expect((await store.add(contents())).value).toEqual({ state: 'unchanged', bag: `${bag}/1`, revision: 1 });
      expect(codes(await store.add(contents(2)))).toEqual(['archive-reason-missing']);
      expect((await store.add(contents(2), '更正\n姓名')).value).toEqual({ state: 'added', bag: `${bag}/2`, revision: 2 });
    });
    await sound(dir);
    const { info } = await checkBag(join(dir, bag, '2'));
    expect(info).toMatchObject({
      reason: '更正 姓名',
      replaces: sha(readFileSync(join(dir, bag, '1', 'tagmanifest-sha256.txt'))),
      identifier: `${bag}/2`,
      retainUntil: '2029-03-01',
    });
    expect((await readIndex(dir)).entries.map(({ kind }) => kind)).toEqual(['added', 'added']);
    expect(statSync(join(dir, bag, '1', 'data', 'retention.json')).mode & 0o222).toBe(0);
    expect(statSync(join(dir, bag, '1')).mode & 0o222).toBe(0);
    expect(statSync(join(dir, bag, '1', 'data')).mode & 0o222).toBe(0);
    expect(readdirSync(dir).filter((name) => name.startsWith('.'))).toEqual([]);
  }));

test('one writer at a time, and a dead writer does not count', () =>
  withFolder(async (dir) => {
    const store = await open(dir);
    expect(codes(await openStore(dir, options()))).toEqual(['archive-locked']);
    await store.close();
    writeFileSync(join(dir, '.lock-999999999-dead'), JSON.stringify({ pid: 999_999_999, host: (await import('node:os')).hostname() }));
    writeFileSync(
      join(dir, '.lock-1-reused'),
      JSON.stringify({ pid: process.pid, host: (await import('node:os')).hostname(), started: '1' }),
    );
    await using(dir, async (second) => expect((await second.add(contents())).value?.state).toBe('added'));
    expect(readdirSync(dir).filter((name) => name.startsWith('.'))).toEqual([]);
  }));

test('where the system does not tell when a process began, a live one is known by its touch', () =>
  withFolder(async (dir) => {
    const host = (await import('node:os')).hostname();
    const lock = join(dir, '.lock-1-elsewhere');
    // As macOS and Windows write it: the number of a process that is there, and nothing else.
    writeFileSync(lock, JSON.stringify({ pid: process.pid, host }));
    expect(codes(await openStore(dir, options()))).toEqual(['archive-locked']);
    const longAgo = new Date(Date.now() - 6 * 60_000);
    utimesSync(lock, longAgo, longAgo);
    await using(dir, async (second) => expect((await second.add(contents())).value?.state).toBe('added'));
    expect(readdirSync(dir).filter((name) => name.startsWith('.'))).toEqual([]);
  }));

test('many at once: exactly one writes at any time', () =>
  withFolder(async (dir) => {
    let inside = 0;
    let most = 0;
    let done = 0;
    await Promise.all(
      Array.from({ length: 8 }, async (_, i) => {
        for (let n = 0; n < 200; n++) {
          const opened = await openStore(dir, options());
          if (!opened.value) continue;
          most = Math.max(most, ++inside);
          await opened.value.add(contents(1, { place: { scheme: 's', case: 'c', subject: `a${i}` } }));
          inside--;
          await opened.value.close();
          done++;
          return;
        }
      }),
    );
    expect([most, done]).toEqual([1, 8]);
    await sound(dir);
  }));

test('terms and holds: kept, lengthened, held, due, destroyed', () =>
  withFolder(async (dir) => {
    const row = async (today: string) => (await list(dir, today)).value?.[0];
    await using(dir, async (store) => {
      const { retainUntil: _, ...unknown } = contents();
      await store.add({ ...unknown, place: { ...unknown.place, subject: 'recert' } });
      await store.add(contents());
      await store.add(contents(2), 'a name was wrong');
      expect(codes(await store.retain(bag, '2028-01-01', 'shorter'))).toEqual(['archive-term']);
      expect((await store.retain(`${bag}/1`, '2030-06-30', 'a complaint')).value).toBe(true);
      expect((await store.hold(bag, 'a court asks')).value).toBe(true);
      expect(codes(await store.hold(bag, 'again'))).toEqual(['archive-held']);
      expect(codes(await store.hold('a/b/c', 'x'))).toEqual(['archive-bag-unknown']);
      expect(codes(await store.hold(bag, ' \n'))).toEqual(['archive-reason-missing']);
    });
    expect(await row('2030-06-30')).toMatchObject({ state: 'kept', documents: 1, revision: 2, retainUntil: '2030-06-30' });
    expect(await row('2030-07-01')).toMatchObject({ state: 'held', held: { reason: 'a court asks' } });
    expect((await list(dir, '2030-07-01')).value?.[1]).toMatchObject({ place: 'wanding/nuantu-heating/recert', state: 'unknown' });
    await using(
      dir,
      async (store) => {
        expect(codes(await store.dispose(bag, 'term over', '2030-07-01'))).toEqual(['archive-held']);
        await store.release(bag, 'the case is closed');
        expect(codes(await store.release(bag, 'x'))).toEqual(['archive-held']);
        expect(codes(await store.dispose(bag, 'term over', '2030-06-30'))).toEqual(['archive-term']);
        expect(codes(await store.dispose('wanding/nuantu-heating/recert', 'x', '2030-07-01'))).toEqual(['archive-term']);
        expect((await store.dispose(bag, 'term over', '2030-07-01')).value).toEqual({ bag, revisions: 2, record: 'disposed/7.json' });
        expect((await store.add(contents(3), 'again')).value).toMatchObject({ state: 'disposed', reason: 'term over' });
        expect(codes(await store.retain(bag, '2040-01-01', 'x'))).toEqual(['archive-disposed']);
      },
      { at: '2030-07-01T01:00:00Z' },
    );
    await sound(dir);
    expect(existsSync(join(dir, bag, '1'))).toBe(false);
    expect(await row('2030-07-02')).toMatchObject({ state: 'disposed' });
    const record = JSON.parse(readFileSync(join(dir, 'disposed', '7.json'), 'utf8')) as {
      revisions: { files: Record<string, string>; retention: unknown }[];
      by: string;
    };
    expect(record.revisions).toHaveLength(2);
    expect(record.revisions[0]?.files['data/documents/audit-report.zh-en.pdf']).toBe(sha('%PDF-1.7 report 1'));
    expect(record.revisions[0]?.retention).toEqual({ until: '2029-03-01', clause: '8.4.2' });
    expect(record.by).toBe('tests');
  }));

test('a day that has not come anywhere does not end a term', () =>
  withFolder(async (dir) => {
    await using(dir, async (store) => {
      await store.add(contents());
      expect(codes(await store.dispose(bag, 'x', '2035-01-01'))).toEqual(['archive-term']);
    });
  }));

test('a time stamp covers every line before it, and old ones stay', () =>
  withFolder(async (dir) => {
    const stamped: Uint8Array[] = [];
    const timeStamp = async (bytes: Uint8Array): Promise<Uint8Array> => text(`token ${stamped.push(bytes)}`);
    await using(dir, async (store) => {
      expect(codes(await store.renew(timeStamp))).toEqual(['archive-bag-unknown']);
      await store.add(contents());
      expect((await store.renew(timeStamp)).value).toEqual({ n: 2, token: 'renewed/2.tsr' });
      await store.add(contents(2), 'r');
      expect((await store.renew(timeStamp)).value).toEqual({ n: 4, token: 'renewed/4.tsr' });
      expect(codes(await store.renew(async () => Promise.reject(new Error('no service'))))).toEqual(['archive-sign-failed']);
    });
    await sound(dir);
    expect(readFileSync(join(dir, 'index.head.tsr'), 'utf8')).toBe('token 2');
    const { stamp } = await checkIndex(dir);
    expect(stamp?.n).toBe(4);
    expect(Buffer.from(stamp?.stamped ?? []).equals(stamped[1] ?? new Uint8Array())).toBe(true);
    writeFileSync(join(dir, 'renewed', '2.tsr'), 'another');
    expect((await checkIndex(dir)).findings.map(({ kind, path }) => [kind, path])).toEqual([['altered', 'renewed/2.tsr']]);
  }));

test('what is tampered with is found, and stops writing', () =>
  withFolder(async (dir) => {
    await using(dir, async (store) => {
      for (const n of [1, 2, 3]) await store.add(contents(n), n > 1 ? `r${n}` : undefined);
    });
    const file = join(dir, 'index.jsonl');
    const good = readFileSync(file, 'utf8');
    const tampered: [string, string][] = [
      ['a line altered', good.replace('"r2"', '"r9"')],
      ['a line removed', good.replace(/^.*\n/, '')],
      ['the last line removed', good.replace(/[^\n]*\n$/, '')],
      ['two lines removed', good.split('\n')[0] + '\n'],
      ['two lines swapped', [1, 0, 2].map((i) => good.split('\n')[i] + '\n').join('')],
      ['keys in another order', good.replace(/"n":1,"kind":"added"/, '"kind":"added","n":1')],
      ['a blank', good.replace(',"kind"', ', "kind"')],
      ['garbage', 'x\n'.repeat(5)],
      ['empty', ''],
      ['a line doubled', good + good.split('\n')[2] + '\n'],
      [
        'a forged line',
        good +
          JSON.stringify({
            n: 4,
            kind: 'held',
            at: '2026-03-01T08:00:00Z',
            previous: sha(good.trimEnd().split('\n').at(-1) ?? ''),
            bag,
            reason: 'x',
          }) +
          '\n',
      ],
    ];
    for (const [what, bytes] of tampered) {
      writeFileSync(file, bytes);
      expect((await checkIndex(dir, checkSignature)).findings, what).not.toEqual([]);
      const opened = await openStore(dir, options());
      expect(codes(opened), what).toContain('archive-damaged');
      expect(readFileSync(file, 'utf8'), what).toBe(bytes);
    }
  }));

test('an altered head, signature, bag, and strangers in the folder', () =>
  withFolder(async (dir) => {
    await using(dir, async (store) => store.add(contents()));
    const kinds = async () => (await checkIndex(dir, checkSignature)).findings.map(({ kind, path }) => `${kind} ${path}`);
    const put = async (path: string, bytes: string, due: string[]): Promise<void> => {
      const was = readFileSync(join(dir, path));
      (await import('node:fs')).rmSync(join(dir, path));
      writeFileSync(join(dir, path), bytes);
      expect(await kinds()).toEqual(due);
      writeFileSync(join(dir, path), was);
    };
    await put('index.head', '{"lines":2,"head":"' + 'a'.repeat(64) + '"}\n', ['chain index.head', 'signature index.head.p7s']);
    await put('index.head', 'garbage', ['chain index.head', 'signature index.head.p7s']);
    await put('index.head.p7s', 'x', ['signature index.head.p7s']);
    await put(`${bag}/1/tagmanifest-sha256.txt`, 'x', [`altered ${bag}/1/tagmanifest-sha256.txt`]);
    await put(`${bag}/1/tagmanifest-sha256.txt.p7s`, 'x', [`altered ${bag}/1/tagmanifest-sha256.txt.p7s`]);
    mkdirSync(join(dir, 'wanding', 'nuantu-heating', 'initial', '2'));
    expect(await kinds()).toEqual([`added ${bag}/2`]);
    expect(codes(await openStore(dir, options()))).toContain('archive-damaged');
    mkdirSync(join(dir, 'wanding', 'nuantu-heating', 'initial', '3'));
    expect(codes(await openStore(dir, options()))).toEqual(['archive-damaged', 'archive-damaged']);
  }));

test('a clock that goes back, names that clash, names of Windows', () =>
  withFolder(async (dir) => {
    await using(dir, async (store) => {
      const at = (subject: string, files: Map<string, Uint8Array> = new Map([['a', text('a')]])) =>
        store.add(contents(1, { place: { scheme: 'disposed', case: 'CON', subject }, files }));
      expect((await at('a b/c.')).value).toMatchObject({ bag: '%64isposed/%43ON/a%20b%2Fc%2E/1' });
      expect(codes(await at('A B/c.'))).toEqual(['archive-name-refused']);
      expect(codes(await at(''))).toEqual(['archive-name-refused']);
      expect(codes(await at('长'.repeat(100)))).toEqual(['archive-name-refused']);
      for (const path of ['../x', '/x', 'a\\b', 'C:x', 'a/../b', 'nul.txt', 'a. ', 'x\ny', 'a?'])
        expect(codes(await at('n', new Map([[path, text('')]])))).toEqual(['archive-name-refused']);
      expect(
        codes(
          await at(
            'n',
            new Map([
              ['A', text('')],
              ['a', text('')],
            ]),
          ),
        ),
      ).toEqual(['archive-name-refused']);
      expect(
        codes(
          await at(
            'n',
            new Map([
              ['a', text('')],
              ['a/b', text('')],
            ]),
          ),
        ),
      ).toEqual(['archive-name-refused']);
      expect(
        codes(
          await at(
            'n',
            new Map([
              ['e\u0301', text('')],
              ['\u00e9', text('')],
            ]),
          ),
        ),
      ).toEqual(['archive-name-refused']);
    });
    await sound(dir);
    expect(codes(await openStore(dir, options({ at: '2026-02-28T00:00:00Z' })))).toEqual(['archive-clock']);
  }));

test('a signer that fails leaves everything as it was', () =>
  withFolder(async (dir) => {
    await using(dir, async (store) => store.add(contents()));
    const before = snapshot(dir);
    for (const after of [0, 1, 2]) {
      let n = 0;
      await using(
        dir,
        async (store) => {
          expect(codes(await store.add(contents(2), 'r'))).toEqual(['archive-sign-failed']);
        },
        { sign: async (bytes) => (n++ >= after ? Promise.reject(new Error('card removed')) : options().sign(bytes)) },
      );
      expect(snapshot(dir)).toEqual(before);
    }
  }));

test.each(['ENOSPC', 'EACCES'] as const)(
  '%s at any step: the archive is as it was, and the store goes on',
  { ...sweep, timeout: 120_000 },
  async (how) => {
    let steps = 1;
    for (let at = 1; at <= steps; at++) {
      if (!isSwept(at - 1, 12)) {
        steps = at + 1;
        continue;
      }
      await withFolder(async (dir) => {
        await using(dir, async (store) => store.add(contents()));
        const before = snapshot(dir);
        const disk = failingDisk(at, how);
        await using(
          dir,
          async (store) => {
            const added = await store.add(contents(2), 'r');
            if (disk.steps[at - 1] === undefined) return;
            steps = at + 1;
            if (added.value) {
              // Only the very last sync is forgiven: everything is in its place then.
              expect([at, disk.steps[at - 1]]).toEqual([at, 'syncFolder']);
              return;
            }
            expect(codes(added)).toEqual(['archive-failed']);
            expect(snapshot(dir), `step ${at}, ${disk.steps[at - 1]}`).toEqual(before);
            expect(
              readdirSync(dir).filter((name) => name.startsWith('.unfinished')),
              `step ${at}`,
            ).toEqual([]);
            expect((await store.add(contents(2), 'r')).value?.state).toBe('added');
          },
          { disk },
        );
        await sound(dir);
      });
    }
    expect(steps).toBeGreaterThan(35);
  },
);

test('the index is never rewritten: each run only adds to it', () =>
  withFolder(async (dir) => {
    let before = '';
    for (let n = 1; n <= 4; n++) {
      await using(dir, async (store) => store.add(contents(n), n > 1 ? 'r' : undefined));
      const now = readFileSync(join(dir, 'index.jsonl'), 'utf8');
      expect(now.startsWith(before)).toBe(true);
      before = now;
    }
    appendFileSync(join(dir, 'index.jsonl'), '{"n":5,"ki');
    const opened = await openStore(dir, options());
    expect(codes(opened)).toEqual(['archive-finished']);
    await opened.value?.close();
    expect(readFileSync(join(dir, 'index.jsonl'), 'utf8')).toBe(before);
  }));
