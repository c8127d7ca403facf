/**
 * Texts on their way to a translator and back: XLIFF 1.2 (OASIS Standard, 1 February 2008).
 *
 * In:  units. Out: a file; and of a file that came back, units. 1.2 and not 2.x, since every tool of translators reads it. Each unit has
 * one segment and no inline codes, white space is kept, and a text without English has no target: tools fill empty targets with the source
 * and drop states, so a target that is there and says something else than its source is a translation. English that is stale goes along as
 * `alt-trans`, which tools offer. What comes back is of anyone: bounded, without a document type.
 */
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { failed, ok, type Outcome, type Prose } from '../diagnostics/index.js';

export interface SentUnit {
  /** A record file, from the project's folder. */
  readonly file: string;
  /** JSON Pointer. */
  readonly id: string;
  readonly source: string;
  /** English that was written for other Chinese. */
  readonly stale?: string;
  readonly notes: readonly string[];
}
export interface UnitBack {
  readonly file: string;
  readonly id: string;
  readonly source: string;
  /** Missing where the file has none. */
  readonly target?: string;
  /** Of the target, as the tool has it. */
  readonly state?: string;
  /** Inline elements, which were not sent. */
  readonly hasCodes: boolean;
}
export const xliffLimits = { bytes: 16 * 1024 * 1024, depth: 40, units: 20_000 } as const;

const namespace = 'urn:oasis:names:tc:xliff:document:1.2';
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
/** Parsers make a blank of a line end in an attribute, and a line feed of a carriage return. */
const attribute = (text: string): string => escaped(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');

export function xliffOf(units: readonly SentUnit[]): string {
  const files = new Map<string, SentUnit[]>();
  for (const unit of units) files.set(unit.file, [...(files.get(unit.file) ?? []), unit]);
  const lines = [...files].flatMap(([file, own]) => [
    `  <file original="${attribute(file)}" source-language="zh-CN" target-language="en" datatype="plaintext" xml:space="preserve">`,
    '    <body>',
    ...own.flatMap(({ id, source, stale, notes }) => [
      `      <trans-unit id="${attribute(id)}" xml:space="preserve">`,
      `        <source xml:lang="zh-CN">${escaped(source)}</source>`,
      ...notes.map((note) => `        <note from="certpress">${escaped(note)}</note>`),
      ...(stale === undefined
        ? []
        : [
            '        <alt-trans origin="before the Chinese changed">',
            `          <target xml:lang="en" xml:space="preserve">${escaped(stale)}</target>`,
            '        </alt-trans>',
          ]),
      '      </trans-unit>',
    ]),
    '    </body>',
    '  </file>',
  ]);
  return ['<?xml version="1.0" encoding="UTF-8"?>', `<xliff version="1.2" xmlns="${namespace}">`, ...lines, '</xliff>', ''].join('\n');
}

class Refused extends Error {
  constructor(readonly prose: Prose) {
    super(prose.en);
  }
}
const refuse = (zh: string, en: string): never => {
  throw new Refused({ zh, en });
};

/** `file`: as told. */
export function unitsIn(bytes: Uint8Array, file: string): Outcome<readonly UnitBack[]> {
  try {
    return ok(parsed(decoded(bytes)));
  } catch (error) {
    const message: Prose =
      error instanceof Refused
        ? error.prose
        : { zh: `不是完好的 XML：${(error as Error).message}`, en: `it is no sound XML: ${(error as Error).message}` };
    return failed({ code: 'translation-unreadable', severity: 'error', place: { file }, message });
  }
}

function decoded(bytes: Uint8Array): string {
  const begins = (...mark: readonly number[]): boolean => mark.every((byte, i) => bytes[i] === byte);
  const encoding = begins(0xff, 0xfe) ? 'utf-16le' : begins(0xfe, 0xff) ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return refuse('编码不是 UTF-8 或 UTF-16', 'it is neither UTF-8 nor UTF-16');
  }
}

interface Open {
  readonly name: string;
  readonly text: string[];
}
interface Building {
  readonly file: string;
  readonly id: string;
  source?: string;
  target?: string;
  state?: string;
  hasCodes: boolean;
}

function parsed(text: string): UnitBack[] {
  const parser = new SaxesParser({ xmlns: true });
  const open: Open[] = [];
  const units: UnitBack[] = [];
  let file = '';
  let unit: Building | undefined;
  /** Inside of what tools put beside the unit's own source and target. */
  let aside = 0;
  let isXliff = false;
  const besides = new Set(['alt-trans', 'note', 'context-group', 'count-group', 'prop-group', 'seg-source', 'header', 'bin-unit']);
  const valueOf = (tag: SaxesTagNS, name: string): string | undefined => tag.attributes[name]?.value;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => refuse('文件带有文档类型声明，不予读取', 'it has a document type, and is not read'));
  parser.on('opentag', (tag) => {
    if (open.length >= xliffLimits.depth) refuse('元素套得太深', 'its elements are nested too deeply');
    const own = tag.uri === '' || tag.uri.startsWith('urn:oasis:names:tc:xliff:document:1.');
    const name = own ? tag.local : '?';
    if (open.length === 0) {
      const version = valueOf(tag, 'version');
      if (name !== 'xliff' || (version !== '1.2' && version !== '1.1'))
        refuse(
          '不是 XLIFF 1.2：由 certpress translate --export 写出，在翻译软件中仍存为 1.2',
          'it is no XLIFF 1.2, as certpress translate --export writes it',
        );
      isXliff = true;
    }
    const inText = ['source', 'target'].includes(open.at(-1)?.name ?? '') || (open.at(-1)?.name ?? '') === 'inline';
    open.push({ name: inText ? 'inline' : name, text: [] });
    if (besides.has(name)) aside += 1;
    if (inText && unit && aside === 0 && name !== 'mrk') unit.hasCodes = true;
    if (name === 'file') file = valueOf(tag, 'original') ?? '';
    if (name === 'trans-unit' && aside === 0) unit = { file, id: valueOf(tag, 'id') ?? '', hasCodes: false };
    const state = valueOf(tag, 'state');
    if (name === 'target' && unit && aside === 0 && state !== undefined) unit.state = state;
  });
  const more = (part: string): void => void open.at(-1)?.text.push(part);
  parser.on('text', more);
  parser.on('cdata', more);
  parser.on('closetag', (tag) => {
    const closed = open.pop();
    if (!closed) return;
    const said = closed.text.join('');
    if (closed.name === 'inline') more(said);
    else if (unit && aside === 0 && closed.name === 'source') unit.source = said;
    else if (unit && aside === 0 && closed.name === 'target') unit.target = said;
    else if (unit && closed.name === 'trans-unit') {
      if (units.length >= xliffLimits.units) refuse(`条目超过 ${xliffLimits.units} 个`, `it has more than ${xliffLimits.units} units`);
      const { source = '', ...rest } = unit;
      units.push({ ...rest, source });
      unit = undefined;
    }
    if (besides.has(tag.local) && closed.name !== 'inline') aside -= 1;
  });
  parser.write(text).close();
  if (!isXliff) refuse('文件是空的', 'it is empty');
  return units;
}
