/**
 * What several commands take: paths of cases, days, lists of words.
 *
 * In:  what was typed. Out: values, or commander's error, which ends in exit status 2.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Prose } from '../diagnostics/index.js';
import { expanded } from '../files/path-patterns.js';

type Say = (prose: Prose) => string;

/** `[paths...]`: none means the current folder. The action gets them as typed; `casePaths` makes them absolute. */
export const withCasePaths = (command: Command, say: Say): Command =>
  command.argument(
    '[paths...]',
    say({
      zh: '案卷文件夹，或含有案卷的文件夹（缺省为当前文件夹）',
      en: 'case folders, or folders that hold some (default: the current folder)',
    }),
  );
/** Absolute; patterns stand for what they match. */
export const casePaths = (typed: readonly string[], cwd: string): Promise<string[]> => expanded(typed.length > 0 ? typed : ['.'], cwd);

/** A file that the command line names, or undefined. */
export function readIfThere(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

export const listOf =
  <T extends string>(choices: readonly T[]) =>
  (value: string): T[] => {
    const words = value
      .split(',')
      .map((w) => w.trim())
      .filter(Boolean);
    const wrong = words.find((w) => !choices.includes(w as T));
    if (wrong !== undefined || words.length === 0) throw new InvalidArgumentError(`${choices.join(', ')}`);
    return words as T[];
  };
/** Ids whose list the command line does not know. */
export const idList = (value: string): string[] => {
  const words = value
    .split(',')
    .map((w) => w.trim())
    .filter(Boolean);
  if (words.length === 0 || words.some((w) => !/^[a-z][a-z0-9-]{0,59}$/.test(w))) throw new InvalidArgumentError('id[,id…]');
  return words;
};
/** `YYYY-MM-DD`, a day that the calendar has. */
export const isoDate = (value: string): string => {
  const date = new Date(`${value}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value)
    throw new InvalidArgumentError('YYYY-MM-DD');
  return value;
};

/** Of a file that is written in one format alone: its name must not say another. */
export const fileEnding =
  (ending: string) =>
  (value: string): string => {
    if (!value.toLowerCase().endsWith(ending)) throw new InvalidArgumentError(`*${ending}`);
    return value;
  };

/** Languages of documents. */
export const langOption = (say: Say): Option =>
  new Option('--lang <langs>', say({ zh: '语言：zh、en、zh-en，可用逗号并列', en: 'zh, en, zh-en, or several with commas' })).argParser(
    listOf(['zh', 'en', 'zh-en'] as const),
  );

/** How many documents are made at once. */
export const jobsOption = (say: Say): Option =>
  new Option('--jobs <n>', say({ zh: '同时生成几份文件', en: 'how many documents are made at once' }))
    .argParser((value) => {
      if (!/^[1-9][0-9]{0,2}$/.test(value)) throw new InvalidArgumentError('1 – 999');
      return Number(value);
    })
    .default(availableParallelism(), say({ zh: '处理器核数', en: 'the cores' }));

/** A day before today (or before the project's own) is a look back: the records as they stood then. */
export const asOfOption = (say: Say): Option =>
  new Option(
    '--as-of <date>',
    say({
      zh: '判定日（缺省为项目所定之日，否则为今天）；早于此的，按当日的案卷判定，其后之事不计',
      en: "the day to judge on (default: the project's, else today); an earlier one shows the records as they stood, without what came later",
    }),
  ).argParser(isoDate);

/** Today where the user is: the rules are judged on calendar days. */
export function localToday(): string {
  const now = new Date();
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
