/** Theme files: laid over each other, checked, and complained about at their place. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadTheme } from '../../src/compose/theme-file.js';

const house = 'templates/theme.yaml';
const place = mkdtempSync(join(tmpdir(), 'certpress-theme-'));
afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});
const over = (text: string): string => {
  const file = join(place, 'theme.yaml');
  writeFileSync(file, text);
  return file;
};

describe('themes', () => {
  it('has every style, table, cell and rule that the layouts may name', () => {
    const { value, diagnostics } = loadTheme([house]);
    expect(diagnostics).toEqual([]);
    const vocabulary = readFileSync('docs/layouts.md', 'utf8');
    const named = (from: string): string[] => {
      const at = vocabulary.indexOf(from) + from.length;
      return [...(/`([^`]+)`/s.exec(vocabulary.slice(at))?.[1] ?? '').matchAll(/[a-z][a-z0-9-]*/g)].map((m) => m[0]);
    };
    for (const [from, has] of [
      ['report family:', value?.styles],
      ['Certificate family:', value?.styles],
      ['Character styles:', value?.characters],
      ['Table styles:', value?.tables],
      ['Cell styles:', value?.cells],
      ['Rules:', value?.rules],
    ] as const) {
      expect(named(from).length, from).toBeGreaterThan(2);
      for (const name of named(from)) expect(Object.keys(has ?? {}), from).toContain(name);
    }
  });
  it('lets a later file say only what differs', () => {
    const { value } = loadTheme([house, 'schemas/schemes/cusc/theme.yaml']);
    expect(value?.name).toBe('pine');
    expect(value?.styles['certificate-title']?.main).toMatchObject({ weight: 500, size: 30.5 });
    expect(value?.colours['band']).toBe('#DDEAE5');
  });
  it.each([
    ['a colour that is not defined', 'styles:\n  prose:\n    main: { colour: lilac }\n', 3],
    ['a value of the wrong kind', 'styles:\n  prose:\n    main:\n      size: large\n', 4],
    ['a property that does not exist', 'name: x\ncolors: {}\n', undefined],
    ['broken YAML', 'name: [\n', undefined],
  ])('names the place of %s', (_, text, line) => {
    const file = over(text);
    const { diagnostics } = loadTheme([house, file]);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(diagnostics[0]).toMatchObject({ code: 'theme-wrong', place: { file, ...(line === undefined ? {} : { line }) } });
  });
  it('says that a file is not there', () => {
    expect(loadTheme(['no-such-theme.yaml']).diagnostics[0]?.place?.file).toBe('no-such-theme.yaml');
  });
});
