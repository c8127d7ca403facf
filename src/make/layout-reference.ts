/**
 * The reference of layouts as the workbench lists it: each element, helper, root of the context and style, with an example to try.
 *
 * In:  the definition of a document, for the roots that it has; the theme, for the styles. Out: `ReferenceEntry[]`, each example a piece
 * of a layout that is whole by itself.
 */
import { z } from 'zod';
import type { DocumentDefinition } from '../../schemas/pack/documents.js';
import { contextShape } from '../compose/context-shape.js';
import { signatures } from '../compose/helpers/signatures.js';
import { elementExamples, helperExamples, layoutExample } from '../compose/reference-examples.js';
import type { Theme } from '../model/index.js';

export interface ReferenceEntry {
  readonly group: 'layout' | 'element' | 'helper' | 'context' | 'style';
  readonly name: string;
  /** How it is called, or what it holds; '' where the example says it all. */
  readonly usage: string;
  readonly example: string;
}
export interface ContextRoot {
  readonly name: string;
  readonly isList: boolean;
  /** The first names of what it holds; none: it is a value. */
  readonly fields: readonly string[];
}

function fieldsOf(schema: z.ZodType): readonly string[] {
  if (schema instanceof z.ZodOptional) return fieldsOf(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodArray) return fieldsOf(schema.element as z.ZodType);
  if (schema instanceof z.ZodUnion) return [...new Set((schema.options as z.ZodType[]).flatMap((one) => fieldsOf(one)))];
  return schema instanceof z.ZodObject ? Object.keys(schema.shape as object) : [];
}
const isList = (schema: z.ZodType): boolean =>
  schema instanceof z.ZodOptional ? isList(schema.unwrap() as z.ZodType) : schema instanceof z.ZodArray;

/** The roots of what layouts see; `document`: with what is its own. */
export function contextRoots(document?: DocumentDefinition): ContextRoot[] {
  const { shape } = contextShape(document) as z.ZodObject;
  return Object.entries(shape as Record<string, z.ZodType>).map(([name, schema]) => ({
    name,
    isList: isList(schema),
    fields: fieldsOf(schema),
  }));
}

/** Says of a root whether it is there, and of a list how many it has: what a root holds differs from one to the next. */
const exampleOf = ({ name, isList: isMany }: ContextRoot): string =>
  isMany
    ? `{{#each ${name}}}<p>{{add @index 1}}</p>{{else}}<p>—</p>{{/each}}`
    : `{{#if ${name}}}<p>{{doc.number}}</p>{{else}}<p>—</p>{{/if}}`;

const styleExamples = ({ styles, characters, rules }: Theme): ReferenceEntry[] => {
  const entry = (name: string, usage: string, example: string): ReferenceEntry => ({ group: 'style', name, usage, example });
  return [
    ...Object.keys(styles).map((name) => entry(name, `<p class="${name}">`, `<p class="${name}">{{text client.name}}</p>`)),
    ...Object.keys(characters).map((name) =>
      entry(name, `<span class="${name}">`, `<p><span class="${name}">{{text client.name}}</span></p>`),
    ),
    ...Object.keys(rules).map((name) => entry(name, `<rule class="${name}">`, `<rule class="${name}"></rule>`)),
  ];
};

/** A heading stands below those that it follows. */
function wholeExample(name: string): string {
  const level = Number(/^h(\d)$/.exec(name)?.[1] ?? 0);
  return Object.entries(elementExamples)
    .flatMap(([other, example]) => (other === name || Number(/^h(\d)$/.exec(other)?.[1] ?? level) < level ? [example] : []))
    .join('\n');
}

export function layoutReference(document: DocumentDefinition | undefined, theme: Theme): ReferenceEntry[] {
  return [
    { group: 'layout', name: 'layout', usage: '', example: layoutExample.replace('…', '<p>{{text client.name}}</p>') },
    ...Object.keys(elementExamples).map((name): ReferenceEntry => ({
      group: 'element',
      name,
      usage: `<${name}>`,
      example: wholeExample(name),
    })),
    ...Object.entries(helperExamples).map(([name, example]): ReferenceEntry => ({
      group: 'helper',
      name,
      usage: signatures[name]?.usage ?? '',
      example,
    })),
    ...contextRoots(document).map((root): ReferenceEntry => ({
      group: 'context',
      name: root.name,
      usage: root.fields.join(' '),
      example: exampleOf(root),
    })),
    ...styleExamples(theme),
  ];
}
