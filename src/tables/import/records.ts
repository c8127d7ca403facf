/**
 * The records that rows of a table go into.
 *
 * In:  the values of one row after the other, the project. Out: the files as they will be, new ones with what a skeleton of theirs holds
 * besides; and each row that belongs to no record, or says otherwise than a row before it.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { recordSchemas, type RecordKind } from '../../../schemas/record/index.js';
import { hasErrors, ok, type Diagnostic, type Outcome, type Prose } from '../../diagnostics/index.js';
import { isDeviceName } from '../../files/device-name.js';
import { limits } from '../../files/limits.js';
import { readInside } from '../../files/read-file.js';
import { findCases } from '../../load/find-cases.js';
import { loadRecord } from '../../load/record-file.js';
import type { YamlValue } from '../../record-edit/types.js';
import { draftOfCase } from '../../skeleton/skeleton.js';
import { RecordDraft, type Way } from './draft.js';
import type { LoadedMap } from './map.js';
import type { RowValue, RowValues } from './rows.js';
import { shown, wayShown } from './shown.js';

export interface PlannedFile {
  /** Absolute. */
  readonly path: string;
  /** What stands there; undefined of a file that is yet to be made. */
  readonly before: string | undefined;
  readonly text: string;
  readonly changes: RecordDraft['changes'];
}
/** Records that rows go into. */
export class Records {
  readonly diagnostics: Diagnostic[] = [];
  private readonly drafts = new Map<string, RecordDraft>();
  /** Files of new cases besides those that rows change. */
  private readonly skeletons = new Map<string, string>();
  private readonly cases: KnownCase[];
  constructor(
    private readonly loaded: LoadedMap,
    private readonly root: string,
    private readonly file: string,
  ) {
    this.cases = loaded.map.table === 'people' ? [] : knownCases(root);
  }

  take(values: RowValues, row: string): void {
    const { table } = this.loaded.map;
    if (table === 'people') return this.person(values, row);
    const folder = this.caseOf(values, row);
    if (folder === undefined) return;
    if (table === 'clients') this.client(folder, values, row);
    else if (table === 'sites') this.site(folder, values, row);
    else if (table === 'certificates') this.certificate(folder, values, row);
    else this.programme(folder, values, row);
  }

  files(): Outcome<readonly PlannedFile[]> {
    const files: PlannedFile[] = [];
    const diagnostics: Diagnostic[] = [];
    for (const draft of this.drafts.values()) {
      const written = draft.written();
      diagnostics.push(...written.diagnostics, ...draft.englishLeft().map((one) => this.isLeft(one)));
      if (written.value !== undefined && (draft.changes.length > 0 || draft.before === undefined))
        files.push({ path: draft.path, before: draft.before, text: written.value, changes: draft.changes });
    }
    for (const [path, text] of this.skeletons) if (!this.drafts.has(path)) files.push({ path, before: undefined, text, changes: [] });
    return hasErrors(diagnostics) ? { diagnostics } : ok(files, diagnostics);
  }

  private isLeft({ way, cell, en }: ReturnType<RecordDraft['englishLeft']>[number]): Diagnostic {
    const field = wayShown(way.slice(0, -1));
    return {
      code: 'table-english-left',
      severity: 'warning',
      place: { file: this.file },
      message: {
        zh: `${cell}：${field} 的中文改了，旁边的英文“${en}”是按原来的中文写的`,
        en: `${cell}: the Chinese of ${field} changes; the English beside it, “${en}”, was written for the Chinese before`,
      },
    };
  }
  private refuse(row: string, { zh, en }: Prose, help?: Prose): undefined {
    this.diagnostics.push({
      code: 'table-row-refused',
      severity: 'error',
      place: { file: this.file },
      message: { zh: `第 ${row} 行：${zh}`, en: `row ${row}: ${en}` },
      ...(help ? { help } : {}),
    });
    return undefined;
  }

  private caseOf(values: RowValues, row: string): string | undefined {
    const { table, scheme, type, folder: below } = this.loaded.map;
    const text = (name: string): string | undefined => {
      const found = values.get(name)?.value;
      return found === undefined ? undefined : String(found);
    };
    const own = table === 'clients';
    const folder = text('case');
    const uscc = text(own ? 'uscc' : 'client.uscc');
    const name = text(own ? 'name' : 'client.name');
    const by = (is: (one: KnownCase) => boolean): readonly KnownCase[] => this.cases.filter(is);
    const found =
      folder !== undefined
        ? by((one) => one.folder === folder || one.folder.split('/').at(-1) === folder)
        : uscc !== undefined
          ? by((one) => one.uscc === uscc)
          : name !== undefined
            ? by((one) => one.name === name)
            : undefined;
    if (!found)
      return this.refuse(row, {
        zh: '没有写明是哪个案卷或客户（case、client.uscc、client.name）',
        en: 'it names neither its case nor its client (case, client.uscc, client.name)',
      });
    if (found.length > 1)
      return this.refuse(row, {
        zh: `有几个案卷与此相符：${found.map((one) => one.folder).join('、')}；写明 case`,
        en: `several cases are meant: ${found.map((one) => one.folder).join(', ')}; name one with case`,
      });
    const [one] = found;
    if (one) return one.folder;
    if (!own)
      return this.refuse(row, {
        zh: `项目中没有这个案卷或客户：${folder ?? uscc ?? name ?? ''}`,
        en: `the project has no such case or client: ${folder ?? uscc ?? name ?? ''}`,
      });
    if (scheme === undefined)
      return this.refuse(row, {
        zh: '项目中没有这个客户；要新建案卷，在对应表中写 scheme',
        en: 'the project has no such client; for a new case, say scheme in the map',
      });
    const called = folder ?? slug(text('case.number') ?? name ?? uscc ?? '');
    if (called.split('/').some((part) => !/^[\p{L}\p{N}][\p{L}\p{N}._ -]{0,99}$/u.test(part) || /[. ]$/.test(part) || isDeviceName(part)))
      return this.refuse(row, { zh: `不能用作文件夹名：${called}`, en: `it cannot be the name of a folder: ${called}` });
    const path = [...(below === undefined ? [] : [below]), called].join('/');
    const draft = draftOfCase({ folder: join(this.root, ...path.split('/')), project: this.root, scheme, type });
    if (!draft.value) {
      this.diagnostics.push(...draft.diagnostics);
      return undefined;
    }
    for (const [file, content] of draft.value) this.skeletons.set(file, content);
    this.cases.push({ folder: path, ...(uscc === undefined ? {} : { uscc }), ...(name === undefined ? {} : { name }) });
    return path;
  }

  private draft(kind: RecordKind, ...way: readonly string[]): RecordDraft | undefined {
    const path = join(this.root, ...way);
    const known = this.drafts.get(path);
    if (known) return known;
    const shape = recordSchemas[kind];
    const skeleton = this.skeletons.get(path);
    let text = skeleton ?? '';
    if (skeleton === undefined && existsSync(path)) {
      const bytes = readInside(path, this.root, limits.yamlBytes);
      if (!bytes.value) {
        this.diagnostics.push(...bytes.diagnostics);
        return undefined;
      }
      text = new TextDecoder().decode(bytes.value);
    }
    const draft = new RecordDraft(path, text, skeleton !== undefined || !existsSync(path), shape);
    this.drafts.set(path, draft);
    return draft;
  }

  private client(folder: string, values: RowValues, row: string): void {
    const draft = this.draft('case', ...folder.split('/'), 'case.yaml');
    if (!draft) return;
    // What is told of a client is so now: of several states the last.
    this.entry(draft, ['client'], Math.max(draft.count(['client']) - 1, 0), valuesIn(values, ''), row);
    this.entry(draft, ['headcount'], Math.max(draft.count(['headcount']) - 1, 0), valuesIn(values, 'headcount'), row);
    this.put(draft, [], valuesIn(values, 'case'), row);
    this.put(draft, ['application'], valuesIn(values, 'application'), row);
  }

  private site(folder: string, values: RowValues, row: string): void {
    const draft = this.draft('case', ...folder.split('/'), 'case.yaml');
    const id = values.get('id')?.value;
    if (!draft) return;
    if (id === undefined) return this.refuse(row, { zh: '没有场所代号（id）', en: 'the site has no id' });
    const state = Math.max(draft.count(['sites']) - 1, 0);
    this.listed(draft, ['sites', state, 'list'], (entry) => entry['id'] === id, valuesIn(values, ''), row);
  }

  private certificate(folder: string, values: RowValues, row: string): void {
    const draft = this.draft('certificates', ...folder.split('/'), 'certificates.yaml');
    const number = values.get('number')?.value;
    if (!draft) return;
    if (number === undefined) return this.refuse(row, { zh: '没有证书编号（number）', en: 'the certificate has no number' });
    // Editions of one certificate share its number, and differ in the day of issue.
    const issued = values.get('issued')?.value;
    const is = (entry: Entry): boolean =>
      entry['number'] === number && (issued === undefined || entry['issued'] === undefined || entry['issued'] === issued);
    this.listed(draft, [], is, valuesIn(values, ''), row);
  }

  private programme(folder: string, values: RowValues, row: string): void {
    const draft = this.draft('case', ...folder.split('/'), 'case.yaml');
    if (!draft) return;
    this.put(draft, ['programme'], valuesIn(values, 'cycle'), row);
    const own = valuesIn(values, '');
    if (own.length === 0) return;
    const kind = values.get('kind')?.value;
    if (kind === undefined) return this.refuse(row, { zh: '没有审核类型（kind）', en: 'the audit has no kind' });
    const planned = values.get('planned')?.value;
    this.listed(draft, ['programme', 'audits'], (entry) => entry['kind'] === kind && entry['planned'] === planned, own, row);
  }

  private person(values: RowValues, row: string): void {
    const draft = this.draft('people', 'people.yaml');
    const id = values.get('id')?.value;
    if (!draft) return;
    if (id === undefined)
      return this.refuse(row, {
        zh: '没有人员代号（id）：其他记录以代号引用人员，不能由姓名得出',
        en: 'the person has no id: other records refer to people by it, and it does not follow from a name',
      });
    const key = String(id);
    if (/^\p{C}|[\n\r]|^(?:__proto__|constructor|prototype)$/u.test(key))
      return this.refuse(row, { zh: `不能用作代号：${key}`, en: `it cannot be an id: ${key}` });
    this.put(draft, [key], valuesIn(values, ''), row);
    const registration = valuesIn(values, 'registration');
    if (registration.length === 0) return;
    const number = values.get('registration.number')?.value;
    const scheme = values.get('registration.scheme')?.value;
    const is = (entry: Entry): boolean => (number === undefined ? entry['scheme'] === scheme : entry['number'] === number);
    this.listed(draft, [key, 'registrations'], is, registration, row);
  }

  /** Into the entry that is meant, or a new one at the end. */
  private listed(draft: RecordDraft, list: Way, is: (entry: Entry) => boolean, values: readonly RowValue[], row: string): void {
    const entries = draft.at(list);
    const index = Array.isArray(entries) ? entries.findIndex((entry) => isEntry(entry) && is(entry)) : -1;
    this.entry(draft, list, index < 0 ? draft.count(list) : index, values, row);
  }

  private entry(draft: RecordDraft, list: Way, index: number, values: readonly RowValue[], row: string): void {
    if (values.length === 0) return;
    if (index < draft.count(list)) this.put(draft, [...list, index], values, row);
    else draft.add(list, joined(values));
  }

  private put(draft: RecordDraft, base: Way, values: readonly RowValue[], row: string): void {
    for (const { way, value, cell } of joined(values)) {
      for (const [at, one] of settled(draft, [...base, ...way], value)) {
        const found = draft.set(at, one, cell);
        if (found)
          this.refuse(row, {
            zh: `${at.join('.')} 在 ${found.earlier.cell} 是 ${shown(found.earlier.value)}，在 ${cell} 是 ${shown(one)}`,
            en: `${at.join('.')} is ${shown(found.earlier.value)} in ${found.earlier.cell}, and ${shown(one)} in ${cell}`,
          });
      }
    }
  }
}

type Entry = Readonly<Record<string, unknown>>;
const isEntry = (value: unknown): value is Entry => typeof value === 'object' && value !== null && !Array.isArray(value);
const valuesIn = (values: RowValues, part: string): readonly RowValue[] => [...values.values()].filter(({ field }) => field.part === part);
interface Joined {
  readonly way: Way;
  readonly value: YamlValue;
  readonly cell: string;
}
/** A text's two languages are one value. */
function joined(values: readonly RowValue[]): Joined[] {
  const found = new Map<string, Joined>();
  for (const { field, value, cell } of values) {
    const key = field.keys.join('\0');
    const before = found.get(key);
    const own = field.kind.is === 'text' && field.kind.lang === 'en' ? { en: value } : value;
    if (!before) found.set(key, { way: field.keys, value: own, cell });
    else {
      const both = [before.value, own].map((one) => (typeof one === 'object' ? one : { zh: one }));
      const { zh, en } = Object.assign({}, ...both) as { readonly zh: string; readonly en: string };
      found.set(key, { way: field.keys, value: { zh, en }, cell: `${before.cell}, ${cell}` });
    }
  }
  return [...found.values()];
}

/** A text that is there in two languages keeps the one that the table does not have. */
function settled(draft: RecordDraft, way: Way, value: YamlValue): readonly (readonly [Way, YamlValue])[] {
  const now = draft.at(way);
  const isText = typeof value === 'object' && !Array.isArray(value);
  if (isEntry(now))
    return isText ? Object.entries(value).map(([lang, one]) => [[...way, lang], one as YamlValue]) : [[[...way, 'zh'], value]];
  if (typeof now === 'string' && isText) {
    const { zh, en } = value as { readonly zh?: string; readonly en?: string };
    // Chinese alone, and the table says the English of it.
    if (en !== undefined && (zh === undefined || zh === now)) return [[[...way, 'en'], en]];
  }
  return [[way, value]];
}

interface KnownCase {
  readonly folder: string;
  readonly uscc?: string;
  readonly name?: string;
}
function knownCases(root: string): KnownCase[] {
  return (findCases(root).value ?? []).map((folder): KnownCase => {
    const client = loadRecord('case', root, `${folder}/case.yaml`).value?.value.client?.at(-1);
    return {
      folder,
      ...(client?.uscc === undefined ? {} : { uscc: client.uscc }),
      ...(client?.name === undefined ? {} : { name: client.name.zh }),
    };
  });
}

const slug = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .slice(0, 80)
    .replace(/^[._-]{1,80}|[._-]{1,80}$/g, '');
