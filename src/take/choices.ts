/**
 * What may be chosen at a place: closed words by the labels of the scheme, people, sites and audits by their names.
 *
 * In:  the records, and the scheme that a Word file is of. Out: for a field the values and what they are called. Labels are read when they
 * are first asked for: most files come back with nothing but text changed.
 */
import { metaOf, type Shape } from '../../schemas/record/index.js';
import { choicesOf, optionsOf } from '../answers/choices.js';
import type { Choice } from '../answers/types.js';
import { Labels } from '../compose/labels.js';
import { houseOf } from '../load/house.js';
import { loadSchemeTools } from '../make/scheme-tools.js';
import { loadSchemes } from '../packs/schemes-of-project.js';
import { schemeKey } from '../packs/types.js';
import { packageInfo } from '../program/package-info.js';
import type { Records } from './records.js';

export class Choices {
  private readonly labels = new Map<string, Promise<Labels | undefined>>();
  constructor(private readonly records: Records) {}

  async of(shape: Shape, scheme: string, version: string): Promise<readonly Choice[]> {
    const named = this.named(metaOf(shape)?.kind);
    if (named) return named;
    if (!optionsOf(shape)) return [];
    const key = schemeKey(scheme, version);
    const labels = await (this.labels.get(key) ?? this.load(key));
    return labels ? choicesOf(shape, labels) : [];
  }

  private load(key: string): Promise<Labels | undefined> {
    const loading = this.read(key);
    this.labels.set(key, loading);
    return loading;
  }
  private async read(key: string): Promise<Labels | undefined> {
    const { root } = packageInfo();
    const { project } = this.records;
    const scheme = loadSchemes(project, root).value?.get(key);
    const tools = scheme && (await loadSchemeTools(scheme, root, houseOf(project.root, project.config))).value;
    return tools && new Labels(tools.layouts, tools.scheme.scheme.labels ?? {});
  }

  private named(kind: string | undefined): readonly Choice[] | undefined {
    const { project, cases } = this.records;
    /** As forms call them: with the id where two have one name. */
    const called = (id: string, name: Parameters<typeof words>[0]): string[] => words(name).flatMap((word) => [word, `${word} (${id})`]);
    const words = (name: { readonly zh?: string; readonly en?: string | undefined } | undefined): string[] =>
      [name?.zh, name?.en].filter((word) => word !== undefined);
    if (kind === 'person')
      return Object.entries(project.people?.value ?? {}).map(([value, person]) => ({ value, words: called(value, person.name) }));
    if (kind === 'audit') return cases.flatMap(({ audits }) => audits.map(({ name }) => ({ value: name, words: [name] })));
    if (kind !== 'site') return undefined;
    const sites = cases.flatMap((one) => (one.case.value.sites ?? []).flatMap(({ list = [] }) => list));
    const byId = new Map(sites.flatMap(({ id, name }) => (id === undefined ? [] : [[id, [id, ...called(id, name)]] as const])));
    return [...byId].map(([value, all]) => ({ value, words: all }));
  }
}
