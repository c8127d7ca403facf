/**
 * `certpress templates` in words.
 *
 * In:  what is in use, scheme by scheme. Out: text: what holds for all schemes first, then what is particular to each; what is in use, and
 * below it what it lies over.
 */
import type { Said, Standing, StandingKind } from '../../house/winners.js';
import { textTable } from '../text-table.js';
import type { UiLang } from '../terminal.js';

export interface SchemeStandings {
  readonly scheme: string;
  readonly version: string;
  readonly standings: readonly Standing[];
}

const heads: Readonly<Record<StandingKind, Readonly<Record<UiLang, string>>>> = {
  layout: { zh: '版式', en: 'Layouts' },
  partial: { zh: '部件', en: 'Partials' },
  picture: { zh: '图片', en: 'Pictures' },
  font: { zh: '字体', en: 'Fonts' },
  label: { zh: '标签', en: 'Labels' },
  theme: { zh: '主题', en: 'Theme' },
};
const ranks: Readonly<Record<Said['rank'], Readonly<Record<UiLang, string>>>> = {
  stock: { zh: '自带', en: 'stock' },
  scheme: { zh: '方案', en: 'scheme' },
  house: { zh: '本机构', en: 'house' },
  'house-of-scheme': { zh: '本机构，仅此方案', en: 'house, this scheme' },
  words: { zh: '方案用语', en: 'words of the scheme' },
};

export function standingsText(schemes: readonly SchemeStandings[], house: string | undefined, lang: UiLang): string {
  const text = { zh: (zh: string, _: string) => zh, en: (_: string, en: string) => en }[lang];
  const key = (one: Standing): string => JSON.stringify(one);
  const counts = new Map<string, number>();
  for (const { standings } of schemes) for (const one of standings) counts.set(key(one), (counts.get(key(one)) ?? 0) + 1);
  const isOfAll = (one: Standing): boolean => schemes.length > 1 && counts.get(key(one)) === schemes.length;
  const groups = [
    { title: text('所有方案', 'All schemes'), standings: schemes[0]?.standings.filter(isOfAll) ?? [] },
    ...schemes.map(({ scheme, version, standings }) => ({
      title: text(`方案 ${scheme} ${version}`, `Scheme ${scheme} ${version}`),
      standings: standings.filter((one) => !isOfAll(one)),
    })),
  ].filter(({ standings }) => standings.length > 0);
  const head =
    house === undefined
      ? text(
          '项目没有自己的版式文件夹（certpress.yaml 的 layouts）。',
          'The project names no folder of layouts (layouts in certpress.yaml).',
        )
      : text(`本机构的版式在 ${house}。`, `The house's layouts are in ${house}.`);
  if (groups.length === 0) return `${head}\n${text('本机构没有任何改动。', 'The house changes nothing.')}`;
  return [head, ...groups.map(({ title, standings }) => `${title}\n${groupText(standings, lang)}`)].join('\n\n');
}

function groupText(standings: readonly Standing[], lang: UiLang): string {
  const kinds = [...new Set(standings.map(({ kind }) => kind))];
  return kinds
    .map((kind) => {
      const rows = standings.filter((one) => one.kind === kind).flatMap((one) => rowsOf(one, lang));
      return [`  ${heads[kind][lang]}`, ...textTable(rows).map((line) => `    ${line}`)].join('\n');
    })
    .join('\n');
}

/** What is in use, and what it lies over from the nearest down. */
const rowsOf = ({ name, from }: Standing, lang: UiLang): string[][] =>
  [...from]
    .reverse()
    .map((said, i) => [
      i === 0 ? name : '',
      i === 0 ? '' : { zh: '替代', en: 'over' }[lang],
      `${said.file}${said.line === undefined ? '' : `:${said.line}`}`,
      ranks[said.rank][lang],
      ...(said.value === undefined ? [] : [quoted(said.value)]),
    ]);

const longest = 60;
const quoted = (value: string): string => {
  const line = value.replace(/\s+/g, ' ');
  return `“${line.length > longest ? `${line.slice(0, longest)}…` : line}”`;
};
