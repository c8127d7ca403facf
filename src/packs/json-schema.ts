/**
 * JSON Schemas of the record files, for editors with a YAML language server: completion, checks and explanations while
 * a record is typed.
 *
 * In:  the shapes and their meanings, and the packs. Out: by file name, one schema for each kind of file (`report.json`), one for
 *      definitions of documents, and one for each kind and scheme (`wanding/report.json`), where the hover also says which clause asks
 *      for a field.
 */
import { z } from 'zod';
import { recordKinds } from '../../schemas/record/kinds.js';
import { recordFiles, recordSchemas, type RecordKind, type Shape } from '../../schemas/record/index.js';
import { documentSchema } from '../../schemas/pack/documents.js';
import { recordsWith } from '../../schemas/record/added-fields.js';
import { paperShape } from '../../schemas/record/paper.js';
import type { Content } from '../../schemas/pack/index.js';
import { fieldMeta } from '../../schemas/record/index.js';
import { ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { listSchemes, loadScheme } from './load-scheme.js';
import { nothingProven } from '../program/proven.js';
import type { DefinitionFolder } from './definitions.js';
import { packSchemas, type JsonSchema } from './pack-json-schema.js';
import type { Packs } from '../load/pack-places.js';
import { isRendered } from './renderings.js';
import type { Scheme } from './types.js';
import { packageInfo } from '../program/package-info.js';
import { isPath, parseAnswerPath, type Step } from '../rules/answer-path.js';
import { form } from '../rules/how-to.js';
import { rootPlaces, rootShapesOf, type RootName, type RootShapes } from '../rules/root-shapes.js';

export type { JsonSchema } from './pack-json-schema.js';

/** `house`: whose own documents, and so papers, are known too. */
export function jsonSchemas(packs: Packs = packageInfo().root, house?: DefinitionFolder): Outcome<ReadonlyMap<string, JsonSchema>> {
  const diagnostics: Diagnostic[] = [];
  const schemas = new Map<string, JsonSchema>();
  const kinds = Object.keys(recordSchemas) as RecordKind[];
  for (const kind of kinds) schemas.set(`${kind}.json`, neutral(kind));
  schemas.set('document-definition.json', definitionSchema());
  for (const [name, schema] of packSchemas()) schemas.set(`pack/${name}.json`, schema);
  for (const scheme of latestSchemes(packs, house, diagnostics)) {
    for (const kind of kinds) {
      if (recordFiles[kind].at === 'project') continue;
      const schema = recordSchema(recordsWith(scheme.adds)[kind], kind);
      schema.title = `${schema.title ?? kind} (${scheme.id} ${scheme.version})`;
      for (const content of rows(scheme)) addClause(schema, kind, scheme, content, rootShapesOf(scheme));
      if (kind === 'paper') offerPapers(schema, scheme);
      if (kind === 'findings') offerContents(schema, scheme);
      if (kind === 'documents') offerKinds(schema, scheme);
      if (kind === 'evidence') offerKinds(schema, scheme, recordKinds);
      schemas.set(`${scheme.id}/${kind}.json`, schema);
    }
  }
  return ok(schemas, diagnostics);
}

/** Of each scheme the version in force last: new records are written by it. */
function latestSchemes(packs: Packs, house: DefinitionFolder | undefined, diagnostics: Diagnostic[]): Scheme[] {
  const latest = new Map<string, Scheme>();
  for (const { id, version } of listSchemes(packs)) {
    const { value, diagnostics: found } = loadScheme(id, version, packs, nothingProven, house);
    diagnostics.push(...found);
    if (value && (latest.get(id)?.scheme.from ?? '') < value.scheme.from) latest.set(id, value);
  }
  return [...latest.values()];
}
const rows = (scheme: Scheme): Content[] => Object.values(scheme.contents).flatMap((groups) => groups.flatMap((group) => group.contents));

/** Of a definition, `documents/<id>.yaml`: what a field means stands in its description, Chinese / English. */
const definitionSchema = (): JsonSchema => ({
  ...(z.toJSONSchema(documentSchema, {
    io: 'input',
    target: 'draft-7',
    override: ({ jsonSchema }) => {
      const said = (jsonSchema as JsonSchema).description?.split(' / ');
      if (said) Object.assign(jsonSchema, { markdownDescription: `**${said[0] ?? ''}**  \n${said.slice(1).join(' / ')}` });
    },
  }) as JsonSchema),
  title: 'certpress document definition',
});

const neutral = (kind: RecordKind): JsonSchema => recordSchema(recordSchemas[kind], kind);

function recordSchema(shape: Shape, kind: string): JsonSchema {
  const schema = z.toJSONSchema(shape, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const meta = fieldMeta.get(zodSchema as unknown as Shape);
      if (!meta) return;
      const how = form(zodSchema as unknown as Shape);
      Object.assign(jsonSchema, {
        description: `${meta.zh} / ${meta.en}`,
        markdownDescription: `**${meta.zh}**  \n${meta.en}${how.zh === '' ? '' : `\n\n${how.zh}  \n_${how.en}_`}`,
      });
    },
  }) as JsonSchema;
  const { $schema, ...rest } = schema;
  return { ...($schema === undefined ? {} : { $schema }), title: `certpress ${kind}`, ...rest };
}

/** Adds what a content says to the fields that answer it. */
function addClause(schema: JsonSchema, kind: RecordKind, scheme: Scheme, content: Content, roots: RootShapes): void {
  for (const text of content.answer) {
    const path = parseAnswerPath(text, roots);
    if (!isPath(path)) continue;
    const place = rootPlaces[path.root as RootName | 'findings'];
    if (place.kind !== kind) continue;
    const start = place.path.reduce<JsonSchema[]>(
      (at, key) => (typeof key === 'number' ? at.flatMap(itemsOf) : at.flatMap((one) => propertyOf(one, key))),
      [schema],
    );
    for (const field of fieldsOn(start, path.steps)) explain(field, scheme, content);
  }
}

/** The field at the end of a path, and each list on the way, which must be there for it. */
function fieldsOn(start: readonly JsonSchema[], steps: readonly Step[]): JsonSchema[] {
  let at = [...start];
  const fields: JsonSchema[] = [];
  steps.forEach((step, i) => {
    at = step.type === 'keys' ? at.flatMap((one) => step.keys.flatMap((key) => propertyOf(one, key))) : at.flatMap(itemsOf);
    if (step.type === 'keys' && (i === steps.length - 1 || steps[i + 1]?.type === 'each')) fields.push(...at);
  });
  return fields;
}
const forms = (schema: JsonSchema): JsonSchema[] => [schema, ...(schema.anyOf ?? []).flatMap(forms)];
const propertyOf = (schema: JsonSchema, key: string): JsonSchema[] => forms(schema).flatMap((one) => one.properties?.[key] ?? []);
const itemsOf = (schema: JsonSchema): JsonSchema[] => forms(schema).flatMap((one) => one.items ?? []);

/** The requirement in the words of the source, then the rendering, where there is one. */
const quoted = ({ scheme }: Scheme, content: Content, between: string): string => {
  const { zh, en } = content;
  if (scheme.original === 'en') return `“${en}”${isRendered(content) ? `${between}${zh}` : ''}`;
  return `「${zh}」${between}${en}`;
};

function explain(field: JsonSchema, scheme: Scheme, content: Content): void {
  const clause = `${scheme.id} ${content.clause}`;
  const said = field.markdownDescription ?? '';
  const text = `\n\n${clause}：${quoted(scheme, content, '  \n')}${content.for ? `  \n_${content.for.map((kind) => scheme.scheme.labels['audit-kind']?.[kind]?.zh ?? kind).join('、')}_` : ''}`;
  if (said.includes(text)) return;
  field.description = `${field.description ?? ''}\n${clause}：${quoted(scheme, content, ' ')}`.trim();
  field.markdownDescription = `${said}${text}`.trim();
}

/** `kind` of a registered document, or of what a file of evidence is: documents of the scheme are offered; a house may have others. */
function offerKinds(schema: JsonSchema, scheme: Scheme, besides: readonly string[] = []): void {
  for (const kind of itemsOf(schema).flatMap((entry) => propertyOf(entry, 'kind'))) {
    const ids = [...new Set([...besides, ...scheme.documents.keys()])];
    const titleOf = (id: string): string =>
      scheme.scheme.documents[id]?.title.zh ?? scheme.archive?.records.find((record) => record.kind === id)?.title.zh ?? id;
    kind.anyOf = [{ enum: ids, markdownEnumDescriptions: ids.map(titleOf) }, { type: 'string' }];
  }
}

/** What `paper:` names says which fields there are: each kind of paper with its own, and with what the scheme asks of it. */
function offerPapers(schema: JsonSchema, scheme: Scheme): void {
  const papers = [...scheme.documents.values()].filter(({ of }) => of === 'paper');
  const ids = papers.map(({ id }) => id);
  for (const kind of propertyOf(schema, 'paper')) {
    kind.enum = ids;
    kind.markdownEnumDescriptions = ids.map((id) => {
      const title = scheme.scheme.documents[id]?.title;
      return `${title?.zh ?? id}  \n${title?.en ?? ''}`;
    });
  }
  schema.allOf = papers.map((document) => {
    const own = recordSchema(paperShape(document.fields ?? {}), 'paper');
    const roots = rootShapesOf(document);
    for (const content of (scheme.contents[document.id] ?? []).flatMap((group) => group.contents))
      addClause(own, 'paper', scheme, content, roots);
    const { $schema: _, title: __, ...then } = own;
    return { if: { properties: { paper: { const: document.id } }, required: ['paper'] }, then };
  });
}

/** `answers` of a finding: the ids that findings answer, each with its clause. */
function offerContents(schema: JsonSchema, scheme: Scheme): void {
  const contents = new Map(
    rows(scheme)
      .filter((content) => content.finding)
      .map((content) => [content.id, content]),
  );
  const items = propertyOf(schema, 'findings')
    .flatMap(itemsOf)
    .flatMap((finding) => propertyOf(finding, 'answers'))
    .flatMap(itemsOf);
  for (const item of items) {
    item.enum = [...contents.keys()];
    item.markdownEnumDescriptions = [...contents.values()].map(
      (content) => `${scheme.id} ${content.clause}：${quoted(scheme, content, '  \n')}`,
    );
  }
}
