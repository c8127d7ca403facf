/**
 * Numbers that two cases share because one began as a copy of the other.
 *
 * In:  the numbers of the cases of a project, one case after the other. Out: one diagnostic for each case that has numbers of an earlier
 * one, at the first of them, with all of them named.
 *
 * A number may be shared for a reason: one contract, one application for several cases; the number of a case that goes on for
 * the same client. None of these is complained of alone.
 */
import type { Diagnostic, Place, Prose } from '../diagnostics/index.js';
import { placeIn } from './record-file.js';
import type { CaseFolder } from './types.js';

interface Numbered {
  readonly key: string;
  readonly number: string;
  readonly what: Prose;
  readonly place: Place;
  /** Shared with this client, it is no copy. */
  readonly client?: string | undefined;
}
/** The numbers of a case: plain values, which are kept from one build to the next. */
export interface NumbersOfCase extends Pick<CaseFolder, 'folder' | 'name'> {
  /** The case itself. */
  readonly place: Place;
  readonly numbers: readonly Numbered[];
}
/** The first to have a number. */
interface First extends Pick<CaseFolder, 'folder' | 'name'>, Pick<Numbered, 'place' | 'client'> {}

/** Takes one case after the other, and keeps of each its numbers with their places. */
export class CopiedNumbers {
  readonly diagnostics: Diagnostic[] = [];
  private readonly first = new Map<string, First>();

  add(folder: NumbersOfCase): void {
    const shared = new Map<string, { readonly mine: Numbered; readonly theirs: First }[]>();
    for (const mine of folder.numbers) {
      const theirs = this.first.get(mine.key);
      if (!theirs) this.first.set(mine.key, { folder: folder.folder, name: folder.name, place: mine.place, client: mine.client });
      else if (theirs.folder !== folder.folder && (mine.client === undefined || mine.client !== theirs.client))
        shared.set(theirs.folder, [...(shared.get(theirs.folder) ?? []), { mine, theirs }]);
    }
    for (const pairs of shared.values()) this.diagnostics.push(this.copied(folder, pairs));
  }

  private copied(folder: NumbersOfCase, pairs: readonly { readonly mine: Numbered; readonly theirs: First }[]): Diagnostic {
    const other = pairs[0]?.theirs.name ?? '';
    const list = (lang: 'zh' | 'en'): string =>
      pairs
        .slice(0, 6)
        .map(({ mine }) => `${mine.what[lang]} ${mine.number}`)
        .join(lang === 'zh' ? '、' : ', ');
    const more = pairs.length > 6 ? { zh: `等 ${pairs.length} 个`, en: ` and ${pairs.length - 6} more` } : { zh: '', en: '' };
    const places = pairs.map(({ mine, theirs }) => [mine.place, theirs.place] as const);
    return {
      code: 'numbers-twice',
      severity: 'error',
      case: folder.name,
      message: {
        zh: `与案卷 ${other} 编号相同：${list('zh')}${more.zh}`,
        en: `These numbers are those of case ${other}: ${list('en')}${more.en}`,
      },
      help: {
        zh: '一个编号只用于一份文件：案卷若由复制而来，逐一改为自己的编号。',
        en: 'A number belongs to one document: if the case began as a copy, give each its own number.',
      },
      place: places[0]?.[0] ?? folder.place,
      related: [...places.slice(0, 1).map(([, theirs]) => theirs), ...places.slice(1).map(([mine]) => mine)],
    };
  }
}

export const numbersOf = (root: string, folder: CaseFolder): NumbersOfCase => ({
  folder: folder.folder,
  name: folder.name,
  place: placeIn(root, folder.case, []),
  numbers: numbersIn(root, folder),
});

function numbersIn(root: string, folder: CaseFolder): Numbered[] {
  const scheme = folder.case.value.scheme ?? '';
  const one = (kind: string, number: string | undefined, zh: string, en: string, place: () => Place, client?: string): Numbered[] =>
    number === undefined ? [] : [{ key: `${scheme}\0${kind}\0${number}`, number, what: { zh, en }, place: place(), client }];
  const client = folder.case.value.client?.at(-1);
  return [
    ...one(
      'case',
      folder.case.value.number,
      '项目编号',
      'case number',
      () => placeIn(root, folder.case, ['number']),
      client?.uscc ?? client?.name?.zh ?? '',
    ),
    ...folder.audits.flatMap(({ plan, notice, report, review, decision, nonconformities }) => [
      ...[plan, notice, report, review, decision].flatMap((file) =>
        file
          ? one(file.kind, file.value.number, names[file.kind]?.zh ?? '', names[file.kind]?.en ?? '', () => placeIn(root, file, ['number']))
          : [],
      ),
      // Some number nonconformities within an audit only: NC-01.
      ...nonconformities.flatMap((file) =>
        file.value.number === file.name
          ? []
          : one('nc', file.value.number, '不符合报告', 'nonconformity', () => placeIn(root, file, ['number'])),
      ),
    ]),
  ];
}
const names: Readonly<Record<string, Prose>> = {
  plan: { zh: '审核计划', en: 'audit plan' },
  notice: { zh: '第一阶段结论告知', en: 'stage-1 notice' },
  report: { zh: '审核报告', en: 'audit report' },
  review: { zh: '认证评定', en: 'review' },
  decision: { zh: '认证决定', en: 'decision' },
};
