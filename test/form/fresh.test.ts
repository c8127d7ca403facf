/**
 * Forms of cases that nobody has written in: each new case of each scheme, with all its files begun, in each document that there is,
 * whole and in the parts that others write.
 *
 * What a form asks stands in its controls and nowhere else, and taken back untouched it changes nothing: whoever begins a case with a form
 * would otherwise find it refused for what the program itself has written.
 */
import { cpSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, expect, test } from 'vitest';
import { openPlace } from '../../src/compose/open-place.js';
import { writtenForm } from '../../src/form/form.js';
import { schemeKey } from '../../src/packs/types.js';
import { plannedProject } from '../../src/plan/planned-project.js';
import { nothingProven } from '../../src/program/proven.js';
import { newCase } from '../../src/skeleton/skeleton.js';
import { take } from '../../src/take/take.js';
import { sweep, swept } from '../setup/long.js';
import { samplesFolder } from '../setup/samples.js';
import { schemeIds } from '../setup/schemes.js';

const root = mkdtempSync(join(tmpdir(), 'certpress-fresh-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const types = ['initial', 'surveillance', 'recertification'] as const;
const langs = ['zh-en', 'zh', 'en'] as const;

test('of a new case say no sign of an open place, and change nothing as they are', sweep, async () => {
  for (const file of ['certpress.yaml', 'people.yaml']) cpSync(join(samplesFolder, file), join(root, file));
  for (const scheme of schemeIds) {
    for (const type of types) expect((await newCase({ folder: join(root, `${scheme}-${type}`), scheme, type })).diagnostics).toEqual([]);
  }
  // What waits until there is something to write in it (nonconformities, review, decision) is begun.
  for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.yaml.sample')) renameSync(join(root, file), join(root, file.slice(0, -'.sample'.length)));
  const { value } = await plannedProject(
    { root, only: [] },
    { options: { today: '2026-11-29' }, proven: nothingProven, once: (found) => found },
  );
  if (!value) throw new Error('no project');
  const works = [...value.planned.work];
  // A plan and a report, or a notice, of each audit of each type, and what stands beside them.
  expect(works.length).toBeGreaterThanOrEqual(schemeIds.length * types.length * 2);
  const all = works.flatMap(({ scope }) =>
    langs.flatMap((lang) => (['whole', 'plan', 'nc', 'findings'] as const).map((part) => ({ scope, lang, part }))),
  );
  const roles = { plan: 'plan', nc: 'nonconformity', findings: 'report' } as const;
  const asked = all.filter(({ scope, part }) => part === 'whole' || scope.document.role === roles[part]);
  const told: string[] = [];
  for (const { scope, lang, part } of swept(asked, 24)) {
    const what = `${scope.case.name} ${scope.audit?.name ?? ''} ${scope.kind} ${lang} ${part}`;
    const tools = value.toolsOf.get(schemeKey(scope.scheme.id, scope.scheme.version));
    if (!tools) throw new Error(what);
    const { value: bytes, diagnostics } = writtenForm(
      { scope, tools, lang, people: value.project.people },
      part === 'whole' ? {} : { part },
    );
    told.push(...diagnostics.map(({ message }) => `${what}: ${message.en}`));
    if (!bytes) continue;
    for (const [name, part] of Object.entries(unzipSync(bytes))) {
      const words = /\.(?:xml|rels)$/.test(name) ? strFromU8(part) : '';
      if (Object.values(openPlace).some((sign) => words.includes(sign))) told.push(`${what}: a sign is left in ${name}`);
    }
    const taken = await take({ root, forms: [{ name: 'a.docx', bytes }], accept: false, remove: false });
    told.push(...taken.diagnostics.filter(({ severity }) => severity !== 'info').map(({ message }) => `${what}: ${message.en}`));
    told.push(...(taken.value?.files ?? []).map(({ file }) => `${what}: ${file} is changed`));
  }
  expect(told).toEqual([]);
});
