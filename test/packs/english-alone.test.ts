/** A scheme whose text is English quotes it in English, and need not render it in Chinese; one whose text is Chinese must quote that. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseDocument, visit, isMap, isScalar } from 'yaml';
import { explainWord } from '../../src/explain/explain.js';
import { packsOf } from '../../src/load/pack-places.js';
import { lint } from '../../src/make/lint.js';
import { jsonSchemas } from '../../src/packs/json-schema.js';
import { loadScheme } from '../../src/packs/load-scheme.js';
import type { Scheme } from '../../src/packs/types.js';
import { packageInfo } from '../../src/program/package-info.js';
import { nothingProven } from '../../src/program/proven.js';
import { newCase } from '../../src/skeleton/skeleton.js';

const { root } = packageInfo();
const project = mkdtempSync(join(tmpdir(), 'certpress-english-alone-'));
afterAll(() => {
  rmSync(project, { recursive: true, force: true });
});
const packs = packsOf(root, { path: join(project, 'packs'), root: project, shown: 'packs' });

/**
 * A pack of certpress under another name, with no Chinese beside any clause. Documents print the conditions of a decision, so those keep
 * theirs.
 */
function withoutRenderings(id: string, version: string, name: string): number {
  const to = join(project, 'packs/schemes', name);
  cpSync(join(root, 'schemas/schemes', id), to, { recursive: true });
  let taken = 0;
  for (const file of ['scheme', 'contents', 'wording', 'rules', 'archive']) {
    const path = join(to, version, `${file}.yaml`);
    const document = parseDocument(readFileSync(path, 'utf8'));
    visit(document, {
      Pair: (_, { key }) => (isScalar(key) && (key.value === 'conditions' || key.value === 'silent') ? visit.SKIP : undefined),
      Map: (_, map) => {
        if (isMap(map) && map.has('clause') && map.delete('zh')) taken++;
      },
    });
    if (file === 'scheme') document.set('id', name);
    writeFileSync(path, document.toString({ lineWidth: 0 }));
  }
  return taken;
}
const load = (id: string): ReturnType<typeof loadScheme> => loadScheme(id, id === 'zoho' || id === 'alone' ? '2023' : 'B/1', packs);
const must = (id: string): Scheme => {
  const { value, diagnostics } = load(id);
  if (!value) throw new Error(JSON.stringify(diagnostics));
  return value;
};

describe('an English text', () => {
  const taken = withoutRenderings('zoho', '2023', 'alone');
  it('needs no Chinese beside any clause', async () => {
    // Rows of all files of the pack: as many as there are, not a few that happen to be optional.
    const rows = must('zoho');
    const contents = Object.values(rows.contents).flatMap((groups) => groups.flatMap((group) => group.contents)).length;
    expect(taken).toBeGreaterThan(contents + rows.wording.length);
    expect(await lint(root, undefined, nothingProven, { packs, scheme: 'alone' })).toEqual([]);
  });
  it('is the same scheme but for those words, for which its own stand', () => {
    const same = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value, (key: string, one: unknown) =>
          typeof one === 'object' && one !== null && 'clause' in one && 'zh' in one && 'en' in one ? { ...one, zh: one.en } : one,
        ),
      );
    const own = must('alone');
    const from = must('zoho');
    for (const part of ['contents', 'wording', 'archive'] as const) expect(own[part]).toEqual(same(from[part]));
    // Rows that all schemes share have both languages.
    const ids = new Set(from.rules.filter((row) => own.rules.some(({ id, zh }) => id === row.id && zh === row.zh)).map(({ id }) => id));
    expect(ids.size).toBeGreaterThan(0);
    expect(own.rules.filter(({ id }) => !ids.has(id))).toEqual(same(from.rules.filter(({ id }) => !ids.has(id))));
  });
  it('is quoted once, and no rendering is made up', async () => {
    const told = async (scheme: string, lang: 'zh' | 'en'): Promise<string> =>
      ((await explainWord('plan.scope', scheme, packs)).value ?? []).map((one) => one[lang]).join('\n');
    const words = 'If it is necessary to change the purpose and scope of the audit or terminate the audit';
    for (const lang of ['zh', 'en'] as const) expect((await told('alone', lang)).split(words)).toHaveLength(2);
    expect(await told('alone', 'zh')).not.toContain('中译');
    expect(await told('zoho', 'zh')).toContain('中译（并非原文）：需要改变审核目的和范围');
    const hover = JSON.stringify(jsonSchemas(packs).value?.get('alone/plan.json'));
    expect(hover).toContain(words);
    expect(hover).not.toContain(`agency.”${' '}If`);
    mkdirSync(join(project, 'records'));
    writeFileSync(join(project, 'records/certpress.yaml'), 'packs: ../packs\n');
    const files = newCase({ folder: join(project, 'records/case'), scheme: 'alone', type: 'initial' });
    expect(files.diagnostics).toEqual([]);
    const plan = readFileSync(files.value?.find((file) => file.endsWith('plan.yaml')) ?? '', 'utf8');
    // Once for the objectives, for the scope, and for the changes.
    expect(plan.split(words)).toHaveLength(4);
  });
});

it('a Chinese text is quoted: each row that does not is told, and how an English one is said', () => {
  const taken = withoutRenderings('wanding', 'B-1', 'bare');
  const { value, diagnostics } = load('bare');
  expect(value).toBeUndefined();
  expect(new Set(diagnostics.map(({ code, message }) => `${code} ${message.en}`))).toEqual(
    new Set(['value-missing The words of the text (zh) are missing']),
  );
  expect(diagnostics).toHaveLength(taken);
  expect(diagnostics[0]?.help?.en).toContain('original: en');
  for (const { place } of diagnostics) expect(place?.line).toBeGreaterThan(0);
});
