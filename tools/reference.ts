/**
 * `docs/reference.md`: every element, helper, style and root of layouts, with an example of each element and helper.
 *
 * In:  the vocabulary, the helpers, the context and the theme, as the program has them, and the examples. Out: the text; run (`npm run
 * rules`), it is written. A test compares, and makes the examples.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dataNames, signatures } from '../src/compose/helpers/signatures.js';
import { elementExamples, helperExamples, layoutExample } from '../src/compose/reference-examples.js';
import { loadTheme } from '../src/compose/theme-file.js';
import {
  elementLabels,
  elementNames,
  mayContain,
  otherNames,
  vocabulary,
  type AttributeRule,
  type ElementRule,
} from '../src/compose/vocabulary.js';
import { contextRoots } from '../src/make/layout-reference.js';
import type { StyleForm, Theme } from '../src/model/index.js';
import { packageInfo } from '../src/program/package-info.js';

const { root } = packageInfo();
const code = (text: string): string => `\`${text}\``;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n');
const block = (text: string): string => `\`\`\`html\n${text}\n\`\`\``;

const kinds: Readonly<Record<string, string>> = {
  text: 'text',
  id: 'a name',
  contents: 'ids of contents',
  paragraph: 'a paragraph style',
  table: 'a table style',
  cell: 'a cell style',
  character: 'a character style',
  rule: 'a rule',
  number: 'a number',
  positive: 'a number above 0',
  integer: 'a whole number from 1',
  boolean: '`true` or `false`',
  widths: 'mm, `*`, shares `2*`',
  margins: 'four mm: top, right, bottom, left',
  label: 'the key of a label',
  labels: 'a group of labels',
  words: 'words of the group',
  picture: 'a picture',
};
function attributeText([name, { kind, required, literal }]: [string, AttributeRule]): string {
  const value = typeof kind === 'string' ? (kinds[kind] ?? kind) : kind.map(code).join(', ');
  return `${code(name)}${required ? ' (must be there)' : ''}: ${value}${literal ? ', no expression' : ''}`;
}
const isWhereBlocksStand = ({ is }: ElementRule): boolean => is === 'block' || is === 'inline';

/** Where it may stand directly; of blocks and inlines the parents that take any are not named one by one. */
function standsIn(name: string, rule: ElementRule): string {
  if (rule.is === 'top') return 'at the top of a layout';
  const parents = elementNames.filter((parent) => mayContain(parent, name));
  const named = isWhereBlocksStand(rule) ? parents.filter((parent) => vocabulary[parent]?.parts?.includes(name)) : parents;
  const any = rule.is === 'block' ? ['where blocks may stand'] : rule.is === 'inline' ? ['where text may stand'] : [];
  return [...any, ...named.map(code)].join(', ');
}
const takes: Readonly<Record<ElementRule['content'], string>> = {
  flow: 'blocks, text and inline elements',
  inline: 'text and inline elements',
  parts: '',
  none: 'nothing',
};

function elementText(name: string): string {
  const rule = vocabulary[name];
  if (!rule) throw new Error(`no element ${name}`);
  const example = elementExamples[name] ?? '';
  const parts = (rule.parts ?? []).map(code).join(', ');
  const lines = [
    `Stands ${rule.is === 'top' ? '' : 'in: '}${standsIn(name, rule)}.`,
    ...(rule.notInside ? [`Not inside ${rule.notInside.map(code).join(', ')}.`] : []),
    ...(rule.onlyInside ? [`Only inside ${rule.onlyInside.map(code).join(', ')}.`] : []),
    `Takes ${[takes[rule.content], parts].filter((one) => one !== '').join(', and ')}.`,
  ];
  const attributes = Object.entries(rule.attributes).map((one) => `- ${attributeText(one)}`);
  const labels = elementLabels[name];
  return [
    `### \`<${name}>\``,
    lines.join(' '),
    ...(attributes.length > 0 ? [attributes.join('\n')] : []),
    ...(labels ? [`Prints by itself: ${labels.map(code).join(', ')}.`] : []),
    ...(example === '' ? [] : [block(example)]),
  ].join('\n\n');
}

const sizeOf = ({ face, size, pitch, weight }: StyleForm): string => `${face} ${size}/${pitch}${weight === 400 ? '' : `, ${weight}`}`;
function stylesText(theme: Theme): string {
  const paragraphs = Object.entries(theme.styles).map(([name, { name: word, main, pair }]) => [code(name), word, sizeOf(main), pair]);
  const list = (title: string, names: readonly string[]): string => `**${title}:** ${names.map(code).join(' ')}`;
  return [
    table(['paragraph style', 'in Word', 'face and pt', 'two languages'], paragraphs),
    list('Character styles', Object.keys(theme.characters)),
    list('Table styles', Object.keys(theme.tables)),
    list('Cell styles', Object.keys(theme.cells)),
    list('Rules', Object.keys(theme.rules)),
    list('Densities', Object.keys(theme.densities ?? {})),
    list('Colours', Object.keys(theme.colours)),
  ].join('\n\n');
}

function contextText(): string {
  return table(
    ['name', 'holds'],
    contextRoots().map(({ name, isList, fields }) => [`${code(name)}${isList ? ' (list)' : ''}`, fields.map(code).join(' ') || 'a value']),
  );
}

export function referenceText(): string {
  const theme = loadTheme([join(root, 'templates/theme.yaml')]).value;
  if (!theme) throw new Error('the stock theme cannot be read');
  const elements = (is: ElementRule['is']): string =>
    elementNames
      .filter((name) => vocabulary[name]?.is === is)
      .map(elementText)
      .join('\n\n');
  return `${[
    '# Reference of layouts',
    'Made from the program (`npm run rules`): what it knows stands here, and each example is checked, composed and made as Word file and PDF by a test.\nWhat things mean, and how they go together, is in [layouts.md](layouts.md).',
    '## A whole layout',
    block(layoutExample),
    '## At the top of a layout',
    elements('top'),
    '## Blocks',
    elements('block'),
    '## Parts of others',
    elements('part'),
    '## In text',
    elements('inline'),
    `What has another name in HTML: ${Object.entries(otherNames)
      .map(([other, name]) => `${code(other)} is ${code(name)}`)
      .join(', ')}.`,
    '## Helpers',
    ...Object.entries(signatures).map(([name, { usage, named }]) => {
      const arguments_ =
        named === 'label'
          ? ' Named arguments: those in braces in the label.'
          : named.length > 0
            ? ` Named arguments: ${named.map(code).join(', ')}.`
            : '';
      return `### \`${name}\`\n\n${code(usage)}.${arguments_}\n\n${block(helperExamples[name] ?? '')}`;
    }),
    `Data: ${dataNames.map((name) => code(`@${name}`)).join(' ')}.`,
    '## What a layout sees',
    'The roots of the context with their fields; `certpress schema` writes what each field of a record means. Of a document, roots that it lacks are empty.',
    contextText(),
    '## Styles of the stock theme',
    'Sizes are those of the leading language, pt; a scheme or a house may have others.',
    stylesText(theme),
  ].join('\n\n')}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(join(root, 'docs/reference.md'), referenceText());
