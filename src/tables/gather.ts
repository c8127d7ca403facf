/**
 * The sheets of a table, filled from judged projects.
 *
 * In:  projects, judged; which table, the sheets for all schemes, the language. Out: sheets with their rows: those for all schemes first,
 * then the reports that the schemes ask for, in the order of the schemes; and how many cells count working days of a year whose holidays
 * are not known.
 */
import type { TableName } from '../../schemas/pack/kinds.js';
import type { TableSheet } from '../../schemas/pack/tables.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { KnownOn } from '../judge/known.js';
import type { JudgedProject } from '../judge/judged-projects.js';
import type { Subject } from '../judge/subject.js';
import { MakesSubjects } from '../judge/subjects.js';
import type { Scheme } from '../packs/types.js';
import type { RuleEnvironment, Sight } from '../rules/environment.js';
import { tableSight } from '../rules/table-sights.js';
import { DueLines, type DueLine } from '../telling/due.js';
import type { Duration } from '../telling/duration.js';
import { cellOf, type Cell, type Labels, type TableLang } from './cells.js';

export interface FilledSheet {
  readonly sheet: TableSheet;
  /** Of a report, whose. */
  readonly scheme?: { readonly id: string; readonly version: string };
  readonly rows: readonly (readonly Cell[])[];
}
export interface Filled {
  readonly sheets: readonly FilledSheet[];
  readonly indicative: number;
  readonly diagnostics: readonly Diagnostic[];
}
export interface GatherOptions {
  readonly table: TableName;
  /** For all schemes. */
  readonly sheets: readonly TableSheet[];
  /** The reports of the schemes too. */
  readonly reports: boolean;
  readonly lang: TableLang;
  readonly within?: Duration;
}

interface Filling extends FilledSheet {
  readonly rows: (readonly Cell[])[];
}

export function gather(projects: readonly JudgedProject[], options: GatherOptions): Filled {
  const filling = new Fills(options);
  for (const one of projects) filling.take(one);
  return filling.all();
}

class Fills {
  private readonly common: Filling[];
  private readonly reports = new Map<string, Filling[]>();
  private readonly faults = new Map<string, Diagnostic>();
  private indicative = 0;
  constructor(private readonly options: GatherOptions) {
    this.common = options.sheets.filter(({ table }) => table === options.table).map((sheet) => ({ sheet, rows: [] }));
  }

  take(one: JudgedProject): void {
    const { project, schemes, asOf, ofProject } = one;
    const { environment } = ofProject;
    const known = new KnownOn(asOf);
    for (const scheme of [...schemes.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))) this.reportsOf(scheme);
    const wants = (row: TableSheet['for']): boolean =>
      [...this.common, ...[...this.reports.values()].flat()].some(({ sheet }) => sheet.for === row);
    const lines = wants('due')
      ? new DueLines(project, asOf, { schemes, ...(this.options.within ? { within: this.options.within } : {}) })
      : undefined;
    const makes = new MakesSubjects(project, schemes, environment, known);
    for (const { folder, judgement } of one) {
      if (lines) lines.add({ ...judgement, verdicts: judgement.verdicts.filter(({ subject }) => subject.case) });
      for (const subject of makes.of(folder).subjects) this.ofSubject(subject, environment);
    }
    if (lines) {
      lines.add(ofProject);
      for (const line of lines.all()) this.ofDue(line, environment);
    }
    if (wants('person') || wants('registration')) this.ofPeople(one, environment, known);
  }

  all(): Filled {
    const reports = [...this.reports].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, sheets]) => sheets);
    return { sheets: [...this.common, ...reports], indicative: this.indicative, diagnostics: [...this.faults.values()] };
  }

  private reportsOf(scheme: Scheme): readonly Filling[] {
    if (!this.options.reports) return [];
    const key = keyOf(scheme);
    let known = this.reports.get(key);
    if (!known) {
      const own = (scheme.tables ?? []).filter(({ table }) => table === this.options.table);
      this.reports.set(key, (known = own.map((sheet) => ({ sheet, scheme: { id: scheme.id, version: scheme.version }, rows: [] }))));
    }
    return known;
  }

  private ofSubject(subject: Subject, environment: RuleEnvironment): void {
    const { scheme, kind, paper } = subject;
    for (const into of [...this.common, ...this.reportsOf(scheme)]) {
      const { sheet } = into;
      if (sheet.for !== kind || (sheet.paper !== undefined && paper?.value.paper !== sheet.paper)) continue;
      const fields = sheet.paper === undefined ? undefined : scheme.documents.get(sheet.paper)?.fields;
      this.put(
        into,
        tableSight({ for: kind, fields, adds: scheme.adds }, environment),
        environment,
        subject.variables,
        scheme.scheme.labels,
      );
    }
  }

  private ofDue(line: DueLine, environment: RuleEnvironment): void {
    const sight = tableSight({ for: 'due' }, environment);
    const { isOverdue: overdue, isIndicative: indicative, place: _place, ...rest } = line;
    const due = sight.types.instance('Due', { ...rest, overdue, indicative });
    for (const into of this.common.filter(({ sheet }) => sheet.for === 'due')) this.put(into, sight, environment, { due }, {});
  }

  private ofPeople({ project, asOf }: JudgedProject, environment: RuleEnvironment, known: KnownOn): void {
    const people = project.people && known.of(project.people);
    for (const into of this.common) {
      const { for: row } = into.sheet;
      if (row !== 'person' && row !== 'registration') continue;
      const sight = tableSight({ for: row }, environment);
      for (const [id, one] of Object.entries(people ?? {})) {
        const person = sight.types.instance('Person', { ...one, id }) as { readonly registrations?: readonly unknown[] };
        if (row === 'person') this.put(into, sight, environment, { asOf, person }, {});
        else for (const registration of person.registrations ?? []) this.put(into, sight, environment, { asOf, person, registration }, {});
      }
    }
  }

  private cut({ id }: TableSheet, zh: string, en: string): void {
    this.faults.set(`${id} ${en}`, {
      code: 'table-cell-cut',
      severity: 'warning',
      message: { zh: `表 ${id} 的“${zh}”列有文字被截断`, en: `In the table ${id}, a text of the column “${en}” was cut` },
    });
  }

  private put(
    { sheet, rows, scheme }: Filling,
    { expressions }: Sight,
    environment: RuleEnvironment,
    variables: Readonly<Record<string, unknown>>,
    labels: Labels,
  ): void {
    const value = (expression: string): unknown => {
      const found = expressions.evaluate(expression, variables);
      if (!('fault' in found)) return 'value' in found ? found.value : undefined;
      const about = { sheet: sheet.id, fault: found.fault.message };
      this.faults.set(`${sheet.id} ${expression}`, {
        code: 'rule-wrong',
        severity: 'error',
        ...(scheme ? { scheme: scheme.id } : {}),
        message: {
          zh: `表 ${about.sheet} 中 ${expression} 无法计算：${about.fault}`,
          en: `In the table ${about.sheet}, ${expression} cannot be worked out: ${about.fault}`,
        },
      });
      return undefined;
    };
    if (sheet.when !== undefined && value(sheet.when) !== true) return;
    environment.wasIndicative();
    rows.push(
      sheet.columns.map((column) => {
        const cell = cellOf(value(column.value), column, this.options.lang, labels);
        if (cell?.is === 'text' && cell.text.length > mostOfCell) this.cut(sheet, column.zh, column.en);
        if (environment.wasIndicative()) this.indicative += 1;
        return cell;
      }),
    );
  }
}

/** Characters that a cell of a spreadsheet holds. */
export const mostOfCell = 32_767;
const keyOf = ({ id, version }: Scheme): string => `${id}/${version}`;
