/**
 * The terminal: language, colours, progress and the printing of diagnostics.
 *
 * In:  `process`. Out: a `Terminal` that commands write to. Results go to stdout, progress
 * and diagnostics to stderr; colours and the bar only where a person looks on.
 */
import pc from 'picocolors';
import type { Diagnostic, Progress, Prose, Severity } from '../diagnostics/index.js';
import { progressTeller } from './progress.js';

export type UiLang = 'zh' | 'en';

/** `--ui zh|en` wins, then the environment's language. */
export function uiLang(argv: readonly string[], env: NodeJS.ProcessEnv): UiLang {
  const at = argv.findIndex((a) => a === '--ui' || a.startsWith('--ui='));
  const asked = at < 0 ? undefined : argv[at]?.includes('=') ? argv[at]?.split('=')[1] : argv[at + 1];
  if (asked === 'zh' || asked === 'en') return asked;
  return /^zh/i.test(env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? '') ? 'zh' : 'en';
}

export interface Terminal {
  readonly lang: UiLang;
  say(prose: Prose): void;
  out(text: string): void;
  /** A result that ends its own lines. */
  write(text: string): void;
  diagnostics(list: readonly Diagnostic[]): void;
  /** Diagnostics that are the result asked for: on stdout. */
  report(list: readonly Diagnostic[]): void;
  progress(progress: Progress): void;
  clearProgress(): void;
  /** What a person types without seeing it; undefined where they give up. Only where stdin is a terminal. */
  secret(prompt: Prose): Promise<string | undefined>;
}

export function createTerminal(
  lang: UiLang,
  streams: { stdin: NodeJS.ReadStream; stdout: NodeJS.WriteStream; stderr: NodeJS.WriteStream },
): Terminal {
  const { stdin, stdout, stderr } = streams;
  const colours = pc.createColors(Boolean(stderr.isTTY) && !process.env['NO_COLOR']);
  const progress = progressTeller(stderr, lang);
  const clearProgress = progress.clear;
  return {
    lang,
    say(prose) {
      clearProgress();
      stderr.write(`${prose[lang]}\n`);
    },
    out(text) {
      clearProgress();
      stdout.write(`${text}\n`);
    },
    write(text) {
      clearProgress();
      stdout.write(text);
    },
    diagnostics(list) {
      clearProgress();
      for (const group of atOnePlace(list)) stderr.write(`${formatGroup(group, lang, colours)}\n`);
    },
    report(list) {
      clearProgress();
      const own = pc.createColors(Boolean(stdout.isTTY) && !process.env['NO_COLOR']);
      for (const group of atOnePlace(list)) stdout.write(`${formatGroup(group, lang, own)}\n`);
    },
    progress: progress.tell,
    clearProgress,
    secret(prompt) {
      clearProgress();
      stderr.write(prompt[lang]);
      return typedUnseen(stdin, stderr);
    },
  };
}

/** A line typed on a terminal that does not show it: raw mode, so that the terminal echoes nothing. */
function typedUnseen(stdin: NodeJS.ReadStream, stderr: NodeJS.WriteStream): Promise<string | undefined> {
  return new Promise((resolve) => {
    let typed = '';
    const end = (value: string | undefined): void => {
      stdin.off('data', read).setRawMode(false).pause();
      stderr.write('\n');
      resolve(value);
    };
    const read = (data: Buffer): void => {
      for (const character of data.toString('utf8')) {
        if (character === '\r' || character === '\n') return end(typed);
        if (character === '\u0003' || character === '\u0004') return end(undefined);
        typed = character === '\u007f' || character === '\b' ? typed.slice(0, -1) : typed + character;
      }
    };
    stdin.setRawMode(true).resume().on('data', read);
  });
}

const severityWord: Record<Severity, Prose> = {
  error: { zh: '错误', en: 'error' },
  warning: { zh: '警告', en: 'warning' },
  info: { zh: '提示', en: 'info' },
};

type Colours = Pick<typeof pc, 'red' | 'yellow' | 'cyan' | 'dim' | 'bold'>;

/** Contents that are missing from one line stand together. */
function atOnePlace(list: readonly Diagnostic[]): Diagnostic[][] {
  const groups = new Map<string, Diagnostic[]>();
  for (const [i, d] of list.entries()) {
    const key =
      (d.code === 'content-missing' || d.code === 'content-later') && d.place
        ? JSON.stringify([d.code, d.document, d.place.file, d.place.line, d.place.column])
        : String(i);
    groups.set(key, [...(groups.get(key) ?? []), d]);
  }
  return [...groups.values()];
}

function formatGroup(group: readonly Diagnostic[], lang: UiLang, colours: Colours): string {
  const [first] = group;
  if (!first) return '';
  if (group.length === 1) return formatDiagnostic(first, lang, colours);
  const helps = new Set(group.map((d) => d.help?.[lang]));
  const head: Diagnostic = {
    code: first.code,
    severity: first.severity,
    ...(first.place ? { place: first.place } : {}),
    ...(helps.size === 1 && first.help ? { help: first.help } : {}),
    message: { zh: `这里缺少 ${group.length} 项内容`, en: `${group.length} contents are missing here` },
  };
  const [line = '', ...rest] = formatDiagnostic(head, lang, colours).split('\n');
  const items = group.flatMap((d) => [
    `    - ${d.message[lang]}${d.why ? `: ${d.why[lang]}` : ''}`,
    ...(helps.size > 1 && d.help ? [`      ${d.help[lang]}`] : []),
  ]);
  return [line, ...items, ...rest].join('\n');
}

/** `file:line:col  severity  code  message`, then why and help on lines of their own. */
export function formatDiagnostic(d: Diagnostic, lang: UiLang, colours: Colours = pc.createColors(false)): string {
  const paint = d.severity === 'error' ? colours.red : d.severity === 'warning' ? colours.yellow : colours.cyan;
  const where = d.place ? `${d.place.file}${d.place.line ? `:${d.place.line}:${d.place.column ?? 1}` : ''}  ` : '';
  const tag = [...new Set([d.code, d.rule, d.clause])].filter(Boolean).join(' ');
  const lines = [`${colours.bold(where)}${paint(severityWord[d.severity][lang])}  ${colours.dim(tag)}  ${d.message[lang]}`];
  const note = (word: Prose, prose: Prose | undefined): void => {
    if (prose) lines.push(`    ${colours.dim(`${word[lang]}:`)} ${prose[lang].replace(/\n/g, '\n    ')}`);
  };
  note({ zh: '依据', en: 'why' }, d.why);
  note({ zh: '处理', en: 'help' }, d.help);
  // A row that reads one fact twice, or the fact that it is told at, names its place once.
  const also = new Set((d.related ?? []).map((r) => `${r.file}${r.line ? `:${r.line}:${r.column ?? 1}` : ''}`));
  also.delete(where.trim());
  for (const place of also) lines.push(`    ${colours.dim(lang === 'zh' ? '另见:' : 'see:')} ${place}`);
  return lines.join('\n');
}
