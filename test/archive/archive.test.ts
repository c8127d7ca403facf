/** From cases to bags: what is written, what is left alone, what asks for a reason, and what stops half-way. */
import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { chmod, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { runArchive, type ArchiveOptions, type ArchiveResult } from '../../src/archive/archive.js';
import { checkBag, headOf, openStore, placePath, readIndex, type Store } from '../../src/archive/store/index.js';
import { failed, ok } from '../../src/diagnostics/index.js';
import { checkStray } from '../../src/verify/stray.js';
import { BagFiles } from '../../src/verify/bag-files.js';
import { faceFolder } from '../../src/writers/pdf/faces.js';
import { long } from '../setup/long.js';
import { copySamples } from '../setup/samples.js';
import { checkSignature, options as storeOptions, text } from './store/fixture.js';

// Each run builds a case; a whole project takes a while.
vi.setConfig({ testTimeout: 240_000 });

const templates = join(import.meta.dirname, '../../templates');
let place: string;
let archive: string;
let project: string;
let n = 0;
const ending = text('\n% a seal of the tests\n');
const nuantu = (): string => join(project, 'wanding/nuantu-heating');
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'certpress-archive-'));
});
beforeEach(async () => {
  archive = join(place, `archive-${++n}`);
  project = join(place, `records-${n}`);
  await copySamples(project);
});
afterAll(async () => {
  for (const entry of readdirSync(place, { recursive: true, withFileTypes: true }))
    if (entry.isDirectory()) await chmod(join(entry.parentPath, entry.name), 0o755);
  await rm(place, { recursive: true, force: true });
});

async function run(more: Partial<ArchiveOptions> = {}, at?: string): Promise<ArchiveResult> {
  const opened = await openStore(archive, storeOptions(at === undefined ? {} : { at }));
  const store = opened.value as Store;
  try {
    return await runArchive({
      paths: [nuantu()],
      cwd: project,
      today: '2026-11-01',
      signal: new AbortController().signal,
      jobs: 1,
      progress: () => undefined,
      seal: (bytes) => Promise.resolve(ok(new Uint8Array(Buffer.concat([bytes, ending])))),
      standing: (of) => store.places().get(placePath(of) ?? ''),
      retain: (bag, until, reason) => store.retain(bag, until, reason),
      add: (contents, reason) => store.add(contents, reason),
      ...more,
    });
  } finally {
    await store.close();
  }
}
/** The archive as the first run leaves it, which each test gets for itself. */
let first: string | undefined;
async function begun(): Promise<void> {
  if (first !== undefined) return cp(first, archive, { recursive: true });
  await run();
  first = join(place, 'begun');
  await cp(archive, first, { recursive: true });
}
const states = ({ archived }: ArchiveResult): string[] => archived.map((one) => `${one.place.subject} ${one.state} ${one.revision ?? '-'}`);
const errors = ({ diagnostics }: ArchiveResult): string[] =>
  diagnostics.filter((d) => d.severity === 'error').map((d) => `${d.code}${d.clause === undefined ? '' : ` ${d.clause}`}`);
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name).slice(folder.length + 1))
    .sort();
/** Days off in 2025, with those of the law. */
const notice = `source: 测试用的通知
off: [{ from: 2025-01-01 }, { from: 2025-01-28, to: 2025-02-04 }, { from: 2025-04-04 }, { from: 2025-05-01, to: 2025-05-05 }, { from: 2025-05-31 }, { from: 2025-10-01, to: 2025-10-08 }]
worked: [2025-01-26, 2025-02-08, 2025-04-27, 2025-09-28, 2025-10-11]
`;
const edit = (file: string, change: (text: string) => string): void => writeFileSync(file, change(readFileSync(file, 'utf8')));

describe('a closed case', () => {
  /** The archive and the project of the first test, which the second reads. */
  let made: { archive: string; project: string } | undefined;
  it('gives one bag for the audit and one for the certificate, of the case that was named alone', async () => {
    mkdirSync(join(project, 'calendars'));
    writeFileSync(join(project, 'calendars/cn-2025.yaml'), notice);
    const result = await run();
    made = { archive, project };
    expect([states(result), errors(result)]).toEqual([['recertification added 1', 'WD-BC-23-0061-R1 added 1'], []]);
    expect(
      readdirSync(archive)
        .filter((name) => !name.startsWith('.'))
        .sort(),
    ).toEqual(['index.head', 'index.head.p7s', 'index.jsonl', 'wanding']);
    for (const { bag } of result.archived) {
      const check = await checkBag(join(archive, bag ?? ''), checkSignature);
      expect(check.findings).toEqual([]);
    }
    for (const file of filesBelow(join(archive, 'wanding'))) expect(statSync(join(archive, 'wanding', file)).mode & 0o222, file).toBe(0);
  });
  it('holds the sealed PDFs, and with them all that they were made from and judged by', () => {
    if (!made) throw new Error('nothing was archived');
    ({ archive, project } = made);
    const data = join(archive, 'wanding/nuantu-heating/recertification/1/data');
    const below = (folder: string): string[] => filesBelow(join(data, folder)).map((file) => `${folder}/${file}`);
    // The plan, the report, and the change that its application brought.
    expect(below('documents')).toEqual(['audit-plan', 'audit-report', 'change-form'].map((id) => `documents/${id}.zh-en.pdf`));
    for (const file of below('documents')) expect(readFileSync(join(data, file)).subarray(-ending.length)).toEqual(Buffer.from(ending));
    const records = [
      'calendars/cn-2025.yaml',
      'certpress.yaml',
      'people.yaml',
      ...filesBelow(nuantu())
        .filter((file) => !file.startsWith('evidence/'))
        .map((file) => `wanding/nuantu-heating/${file}`),
    ];
    expect(below('record')).toEqual(records.map((file) => `record/${file}`).sort());
    expect(below('evidence')).toEqual(
      filesBelow(nuantu())
        .filter((file) => file.startsWith('evidence/'))
        .map((file) => `evidence/${file}`),
    );
    const scheme = below('scheme');
    for (const file of [
      'bodies/wanding.yaml',
      'standards/iso-22301-2019.yaml',
      'schemes/generic.yaml',
      ...['archive', 'contents', 'rules', 'scheme', 'wording'].map((name) => `schemes/wanding/B-1/${name}.yaml`),
    ])
      expect(scheme).toContain(`scheme/schemas/${file}`);
    expect(scheme.filter((file) => file.includes('/cusc/'))).toEqual([]);
    const layouts = below('layouts');
    for (const file of ['audit-plan.hbs', 'audit-report.hbs', 'locales/zh.yaml', 'locales/en.yaml', 'theme.yaml'])
      expect(layouts).toContain(`layouts/templates/${file}`);
    expect(filesBelow(data)).toEqual(
      [
        ...below('documents'),
        ...below('record'),
        ...below('evidence'),
        ...scheme,
        ...layouts,
        'build.json',
        'retention.json',
        'trace.json',
      ].sort(),
    );

    const json = (name: string): Record<string, unknown> => JSON.parse(readFileSync(join(data, name), 'utf8')) as Record<string, unknown>;
    const build = json('build.json') as {
      documents: { file: string; sha256: string; madeFrom: { file: string; sha256: string }[] }[];
      fonts: object[];
      certpress: string;
      engine: string;
      asOf: string;
    };
    expect([build.documents.map((one) => one.file), build.asOf]).toEqual([
      ['change-form.zh-en.pdf', 'audit-plan.zh-en.pdf', 'audit-report.zh-en.pdf'],
      '2026-10-15',
    ]);
    expect([build.certpress, build.engine, build.fonts.length > 5]).toEqual([
      expect.stringMatching(/^\d+\.\d+\.\d+\+[0-9a-f]{12}$/),
      expect.stringMatching(/\d/),
      true,
    ]);
    const madeFrom = new Set(build.documents.flatMap((one) => one.madeFrom.map(({ file, sha256 }) => `${file} ${sha256}`)));
    const inBag = new Set(
      filesBelow(data).map((file) => `${file.replace(/^(record|scheme|layouts)\//, '')} ${sha(readFileSync(join(data, file)))}`),
    );
    for (const one of madeFrom) expect(inBag, one).toContain(one);
    // The hash that build.json says is that of the file before its seal.
    for (const { file, sha256 } of build.documents)
      expect(sha(readFileSync(join(data, 'documents', file)).subarray(0, -ending.length))).toBe(sha256);
    const trace = JSON.parse(readFileSync(join(data, 'trace.json'), 'utf8')) as { document: string; audit: string }[];
    expect(new Set(trace.map((row) => `${row.audit} ${row.document}`))).toEqual(
      new Set(['null change-form', 'recertification audit-plan', 'recertification audit-report']),
    );
    const retention = json('retention.json') as {
      kept: { kind: string; file: string }[];
      paper: { required: { clause: string }; originals: { kind: string; at: unknown }[] };
    };
    expect(retention).toMatchObject({
      since: '2026-02-11',
      until: '2031-03-19',
      clause: '10.1',
      rule: 'W-P91',
      paper: { required: { clause: '10.3', rule: 'W-P93' } },
      form: { clause: '10.4' },
    });
    expect(new Set(retention.kept.map((one) => one.kind))).toEqual(
      new Set([
        'change-form',
        'audit-plan',
        'audit-report',
        'application',
        'application-review',
        'contract',
        'programme',
        'attendance',
        'audit-record',
        'decision',
      ]),
    );
    expect(retention.paper.originals.every((one) => one.at !== null)).toBe(true);
    expect(retention.paper.originals.map((one) => one.kind)).toEqual(
      expect.arrayContaining(['application', 'contract', 'audit-plan', 'attendance', 'attendance']),
    );
  });
  it('takes the pictures and faces of its house and of the body with it, and none of them is a stray file', long, async () => {
    mkdirSync(join(project, 'house/fonts'), { recursive: true });
    mkdirSync(join(project, 'marks'));
    const folder = faceFolder('Source Sans 3', 400, false) ?? '';
    const face = readFileSync(join(folder, 'SourceSans3_400Regular.ttf'));
    writeFileSync(join(project, 'house/fonts/a.ttf'), face);
    const picture = readFileSync(join(nuantu(), 'evidence/application.png'));
    for (const file of ['house/sign.png', 'marks/logo.png', 'marks/background.png']) writeFileSync(join(project, file), picture);
    writeFileSync(
      join(project, 'house/audit-plan.hbs'),
      readFileSync(join(templates, 'audit-plan.hbs'), 'utf8').replace(
        '<h1>',
        '<img src="sign.png" alt="{{text body.name}}" width="20"><h1>',
      ),
    );
    const config = readFileSync(join(project, 'certpress.yaml'), 'utf8');
    writeFileSync(
      join(project, 'certpress.yaml'),
      `${config.replace('  wanding:\n', '  wanding:\n    logo: marks/logo.png\n    stationery: { background: { picture: marks/background.png } }\n')}layouts: house\n`,
    );
    const result = await run();
    expect(errors(result)).toEqual([]);
    const bag = join(archive, result.archived[0]?.bag ?? '');
    expect(sha(readFileSync(join(bag, 'data/layouts/house/fonts/a.ttf')))).toBe(sha(face));
    for (const file of ['data/layouts/house/sign.png', 'data/record/marks/logo.png', 'data/record/marks/background.png'])
      expect(sha(readFileSync(join(bag, file))), file).toBe(sha(picture));
    expect(await checkStray(new BagFiles(bag, await checkBag(bag, checkSignature)))).toEqual([]);
  });
  it('is left alone the second time, by one byte', long, async () => {
    await begun();
    const before = filesBelow(archive).map((file) => `${file} ${sha(readFileSync(join(archive, file)))}`);
    let sealed = 0;
    const again = await run({
      seal: (bytes) => {
        sealed++;
        return Promise.resolve(ok(bytes));
      },
      reason: 'no change at all',
    });
    expect([states(again), sealed]).toEqual([['recertification unchanged 1', 'WD-BC-23-0061-R1 unchanged 1'], 0]);
    expect(filesBelow(archive).map((file) => `${file} ${sha(readFileSync(join(archive, file)))}`)).toEqual(before);
  });
  it('whose record changed asks for a reason, says what to do, and gives the next revision of that bag only', long, async () => {
    await begun();
    edit(join(nuantu(), 'audits/recertification/review.yaml'), (text) => `${text}# corrected\n`);
    const refused = await run();
    expect([states(refused), errors(refused)]).toEqual([
      ['recertification refused -', 'WD-BC-23-0061-R1 unchanged 1'],
      ['archive-reason-missing'],
    ]);
    expect(refused.diagnostics.find((d) => d.code === 'archive-reason-missing')?.help?.en).toContain('--reason');
    const revised = await run({ reason: '更正评定记录' });
    expect([states(revised), errors(revised)]).toEqual([['recertification added 2', 'WD-BC-23-0061-R1 unchanged 1'], []]);
    const info = (revision: number): string =>
      readFileSync(join(archive, `wanding/nuantu-heating/recertification/${revision}/bag-info.txt`), 'utf8');
    expect(info(2)).toContain(
      `Certpress-Replaces: ${sha(readFileSync(join(archive, 'wanding/nuantu-heating/recertification/1/tagmanifest-sha256.txt')))}`,
    );
    expect(info(2)).toContain('Certpress-Reason: 更正评定记录');
    expect(info(1)).not.toMatch(/Certpress-(Replaces|Reason)/);
    // A reason belongs to what it is the reason of.
    const { entries } = await readIndex(archive);
    expect(entries.map((entry) => (entry.kind === 'added' ? [entry.bag.split('/').slice(2).join('/'), entry.reason] : []))).toEqual([
      ['recertification/1', undefined],
      ['WD-BC-23-0061-R1/1', undefined],
      ['recertification/2', '更正评定记录'],
    ]);
  });
  it(
    'gives a new revision for other evidence, another place of a paper original, or other words; not for records of other audits',
    long,
    async () => {
      await begun();
      const evidence = join(nuantu(), 'evidence.yaml');
      edit(
        evidence,
        (text) =>
          `${text}- {kind: other, audit: recertification, title: 补充说明, date: 2026-02-01, file: evidence/application.png, sha256: "${sha(readFileSync(join(nuantu(), 'evidence/application.png')))}"}\n`,
      );
      expect(states(await run())).toEqual(['recertification refused -', 'WD-BC-23-0061-R1 unchanged 1']);
      await run({ reason: 'one more file' });
      const words = '  enquiry: {zh: 也可来电查询, en: Enquiries by telephone are answered too}\n';
      edit(join(nuantu(), 'certificates.yaml'), (text) => text.trimEnd() + `\n${words}`);
      expect(states(await run())).toEqual(['recertification unchanged 2', 'WD-BC-23-0061-R1 refused -']);
      edit(join(nuantu(), 'certificates.yaml'), (text) => text.replace(words, ''));
      edit(join(project, 'people.yaml'), (text) => `${text}w-later:\n  name: {zh: 后来者, en: Later}\n`);
      appendFileSync(join(nuantu(), 'events.yaml'), '# a note\n');
      expect(states(await run())).toEqual(['recertification unchanged 2', 'WD-BC-23-0061-R1 unchanged 1']);
    },
  );
  it('whose certificate is followed by one that is valid longer is kept longer, without a new revision', long, async () => {
    await begun();
    const longer = await run({
      standing: (of) => ({ place: Object.values(of).join('/'), revisions: [], retainUntil: '2030-01-01' }) as never,
    });
    expect(longer.archived.map((one) => one.state)).toEqual(['unchanged', 'unchanged']);
    const opened = await openStore(archive, storeOptions());
    const until = [...(opened.value?.places().values() ?? [])].map((one) => one.retainUntil);
    await opened.value?.close();
    expect(until).toEqual(['2031-03-19', '2031-03-19']);
  });
});

describe('nothing is archived', () => {
  it('of a case with an error; the error is said once', async () => {
    edit(join(nuantu(), 'audits/recertification/report.yaml'), (text) => text.replace(/^conclusion:/m, 'conclusio:'));
    const result = await run();
    expect(states(result)).toEqual(['recertification open -', 'WD-BC-23-0061-R1 open -']);
    expect(result.diagnostics.filter((d) => d.severity === 'error').length).toBeGreaterThan(0);
    const said = result.diagnostics.map((d) => `${d.code} ${d.message.en}`);
    expect(new Set(said).size).toBe(said.length);
    expect(await headOf(archive)).toBeUndefined();
  });
  it('of an audit that lacks what its scheme wants kept; the rest of its case is', long, async () => {
    edit(join(nuantu(), 'evidence.yaml'), (text) => text.replace(/- kind: audit-record[^]*?(?=\n- kind)/, '').replace(/\n\n/g, '\n'));
    const result = await run();
    expect(errors(result)).toEqual(['archive-lacks 10.2（7）']);
    expect(states(result)).toEqual(['recertification refused -', 'WD-BC-23-0061-R1 added 1']);
  });
  it('of a document that could not be sealed', long, async () => {
    const result = await run({
      seal: () => Promise.resolve(failed({ code: 'seal-refused', severity: 'error', message: { zh: '卡不在', en: 'no card' } } as never)),
    });
    expect(states(result)).toEqual(['recertification refused -', 'WD-BC-23-0061-R1 refused -']);
    expect(filesBelow(archive).filter((file) => !file.startsWith('.'))).toEqual([]);
  });
  it('of a record that is saved meanwhile', long, async () => {
    const result = await run({
      jobs: 1,
      progress: ({ what }) => {
        if (what === 'nuantu-heating recertification') appendFileSync(join(nuantu(), 'case.yaml'), '# now\n');
      },
    });
    expect(errors(result)).toContain('archive-moved');
    expect(states(result)).not.toContain('recertification added 1');
  });
  it('of a layout that is saved, or goes away, meanwhile', long, async () => {
    const house = join(project, 'house');
    const layout = join(house, 'audit-plan.hbs');
    mkdirSync(house);
    edit(join(project, 'certpress.yaml'), (text) => `${text}layouts: house\n`);
    for (const [what, act] of [
      [
        'saved',
        () => {
          appendFileSync(layout, '<!-- now -->\n');
        },
      ],
      [
        'gone',
        () => {
          rmSync(layout);
        },
      ],
    ] as const) {
      cpSync(join(templates, 'audit-plan.hbs'), layout);
      let sealed = 0;
      const result = await run({
        seal: (bytes) => {
          if (sealed++ === 0) act();
          return Promise.resolve(ok(new Uint8Array(Buffer.concat([bytes, ending]))));
        },
      });
      const moved = result.diagnostics.filter((d) => d.code === 'archive-moved');
      expect(
        moved.map((d) => d.place?.file.endsWith('house/audit-plan.hbs')),
        what,
      ).toContain(true);
      expect(states(result), what).not.toContain('recertification added 1');
    }
  });
  it('more after Ctrl-C; what is there is whole, and the next run goes on', long, async () => {
    const abort = new AbortController();
    const result = await run({
      signal: abort.signal,
      jobs: 1,
      progress: ({ what }) => {
        if (what === 'nuantu-heating WD-BC-23-0061-R1') abort.abort();
      },
    });
    expect(states(result)).toEqual(['recertification added 1']);
    expect((await checkBag(join(archive, 'wanding/nuantu-heating/recertification/1'), checkSignature)).findings).toEqual([]);
    expect(readdirSync(archive).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(states(await run())).toEqual(['recertification unchanged 1', 'WD-BC-23-0061-R1 added 1']);
  });
  it('that was destroyed when its term was over', long, async () => {
    await begun();
    const opened = await openStore(archive, storeOptions({ at: '2031-03-20T08:00:00Z' }));
    expect((await opened.value?.dispose('wanding/nuantu-heating/recertification', 'term over', '2031-03-20'))?.diagnostics).toEqual([]);
    await opened.value?.close();
    const result = await run({}, '2031-03-21T08:00:00Z');
    expect([states(result), errors(result)]).toEqual([['recertification disposed -', 'WD-BC-23-0061-R1 unchanged 1'], []]);
    expect(filesBelow(join(archive, 'wanding/nuantu-heating')).filter((file) => file.startsWith('recertification/'))).toEqual([]);
  });
});
