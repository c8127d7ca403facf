/** The JSON Schemas: the committed ones are those of the shapes and packs, and an editor completes and explains with them. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageInfo } from '../../src/program/package-info.js';
import { jsonSchemas } from '../../src/packs/json-schema.js';
import { LanguageServer } from './language-server.js';

const folder = join(packageInfo().root, 'schemas', 'json');
const { value: schemas, diagnostics } = jsonSchemas();

test('the committed schemas are current (certpress schema writes them)', () => {
  expect(diagnostics).toEqual([]);
  const stale = [...(schemas ?? [])].filter(([name, schema]) => {
    const file = join(folder, name);
    return !existsSync(file) || readFileSync(file, 'utf8') !== `${JSON.stringify(schema, null, 2)}\n`;
  });
  expect(stale.map(([name]) => name)).toEqual([]);
});

test('every field of every schema says what it means, in both languages', () => {
  const silent: string[] = [];
  const walk = (schema: unknown, path: string): void => {
    if (typeof schema !== 'object' || schema === null) return;
    const { properties } = schema as { properties?: Record<string, { markdownDescription?: string }> };
    for (const [key, child] of Object.entries(properties ?? {}))
      if (!child.markdownDescription?.includes('\n')) silent.push(`${path}/${key}`);
    // `if` only asks which paper it is.
    for (const [key, child] of Object.entries(schema)) if (key !== 'if') walk(child, `${path}/${key}`);
  };
  for (const [name, schema] of schemas ?? []) walk(schema, name);
  expect(silent).toEqual([]);
});

describe('in an editor', () => {
  let server: LanguageServer;
  let project = '';
  beforeAll(async () => {
    project = mkdtempSync(join(tmpdir(), 'certpress-editor-'));
    server = new LanguageServer({
      [join(folder, 'wanding', 'report.json')]: '**/report.yaml',
      [join(folder, 'wanding', 'findings.json')]: '**/findings/*.yaml',
    });
    await server.start();
  });
  afterAll(() => {
    server.stop();
    rmSync(project, { recursive: true, force: true });
  });
  const complete = async (file: string, text: string, line: number, character: number): Promise<string[]> => {
    const uri = server.open(join(project, file), text);
    const result = (await server.request('textDocument/completion', { textDocument: { uri }, position: { line, character } })) as {
      items: { label: string }[];
    };
    return result.items.map((item) => item.label);
  };
  const hover = async (file: string, text: string, line: number, character: number): Promise<string> => {
    const uri = server.open(join(project, file), text);
    const result = (await server.request('textDocument/hover', { textDocument: { uri }, position: { line, character } })) as {
      contents: { value: string };
    } | null;
    return result?.contents.value ?? '';
  };

  test('keys complete', async () => {
    expect(await complete('a/report.yaml', 'number: "R-1"\ndev\n', 1, 3)).toContain('deviations');
    expect(await complete('b/report.yaml', 'recommendation:\n  \n', 1, 2)).toContain('outcome');
  });
  test('words complete', async () => {
    expect(await complete('c/report.yaml', 'recommendation:\n  outcome: \n', 1, 11)).toContain('grant-after-closure');
  });
  test('contents that a finding answers complete', async () => {
    expect((await complete('findings/a.yaml', 'findings:\n  - answers:\n      - \n', 2, 8)).join(' ')).toContain('stage2.conformity');
  });
  test('hover says what a field means and which clause asks for it', async () => {
    const said = await hover('d/report.yaml', 'deviations:\n  none: true\n', 0, 3);
    expect(said).toContain('5\\.11\\.3(8)'.replace(/\\/g, ''));
    expect(said).toContain('任何偏离审核计划的情况及其理由');
    expect(said).toContain('Deviations from the plan');
  });
  test('hover on a list', async () => {
    expect(await hover('e/report.yaml', 'team:\n  - person: lin\n', 0, 1)).toContain('审核组成员姓名');
  });
});
