/**
 * A trial: what happened to somebody at work, played again on a sample case.
 *
 * In:  `cases/*.yaml`, each a list of trials (README.md says what each key means). Out: the trial's project on the disk, what
 * certpress says of it, and what its documents print; `faultsOf` tells where that differs from what the trial expects.
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Diagnostic } from '../../src/diagnostics/index.js';
import { built } from '../setup/built.js';
import { samplesFolder } from '../setup/samples.js';

const finding = z.strictObject({
  code: z.string().optional(),
  rule: z.string().optional(),
  severity: z.enum(['error', 'warning', 'info']).optional(),
  clause: z.string().optional(),
  /** The file, from the case's folder. */
  file: z.string().optional(),
  /** Words on the line that the finding names. */
  at: z.string().optional(),
  says: z.string().optional(),
  help: z.string().optional(),
});
const edit = z.strictObject({
  file: z.string(),
  replace: z.string().optional(),
  with: z.string().optional(),
  every: z.boolean().optional(),
  write: z.string().optional(),
  remove: z.literal(true).optional(),
});
const print = z.strictObject({
  document: z.string(),
  lang: z.enum(['zh', 'en', 'zh-en']).default('zh-en'),
  says: z.array(z.string()).default([]),
  never: z.array(z.string()).default([]),
});
export const trialShape = z.strictObject({
  trial: z.string(),
  case: z.string(),
  edits: z.array(edit).default([]),
  asOf: z.string().optional(),
  finds: z.array(finding).default([]),
  never: z.array(finding).default([]),
  prints: z.array(print).default([]),
  finished: z.boolean().default(false),
  because: z.string().optional(),
});
export type Trial = z.infer<typeof trialShape>;
type Finding = z.infer<typeof finding>;

/** Where the trial went otherwise than it says, a line each; nothing where it went so. */
export async function faultsOf(trial: Trial): Promise<string[]> {
  const place = await mkdtemp(join(tmpdir(), 'certpress-trial-'));
  try {
    const folder = await projectOf(trial, place);
    const { diagnostics } = await run(trial, place);
    const lines = new Map<string, string[]>();
    const lineOf = async (d: Diagnostic): Promise<string> => {
      const path = d.place && join(place, d.place.file);
      if (path === undefined || d.place?.line === undefined) return '';
      if (!lines.has(path)) lines.set(path, (await readFile(path, 'utf8').catch(() => '')).split('\n'));
      return lines.get(path)?.[d.place.line - 1] ?? '';
    };
    const shown = await Promise.all(
      diagnostics.map(async (d) => ({
        d,
        line: await lineOf(d),
        file: d.place?.file.startsWith(`${folder}/`) ? d.place.file.slice(folder.length + 1) : d.place?.file,
      })),
    );
    const meets = (f: Finding, { d, line, file }: (typeof shown)[number]): boolean =>
      (f.code ?? d.code) === d.code &&
      (f.rule ?? d.rule) === d.rule &&
      (f.severity ?? d.severity) === d.severity &&
      (f.clause ?? d.clause) === d.clause &&
      (f.file ?? file) === file &&
      line.includes(f.at ?? '') &&
      within(f.says, d.message) &&
      within(f.help, d.help);
    const told = (d: Diagnostic): string =>
      `${d.place?.file ?? '(no place)'}:${d.place?.line ?? '?'} ${d.severity} ${d.code} ${d.rule ?? ''} ${d.message.en}`;
    return [
      ...trial.finds
        .filter((f) => !shown.some((s) => meets(f, s)))
        .map((f) => `not found: ${JSON.stringify(f)}; there is:\n  ${diagnostics.map(told).join('\n  ')}`),
      ...trial.never.flatMap((f) => shown.filter((s) => meets(f, s)).map((s) => `must not be: ${told(s.d)}`)),
      ...shown
        .filter((s) => s.d.severity === 'error' && !trial.finds.some((f) => meets(f, s)))
        .map((s) => `an error more than expected: ${told(s.d)}`),
      ...(await Promise.all(trial.prints.map((p) => printFaults(trial, place, p)))).flat(),
    ];
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

const within = (words: string | undefined, prose: { zh: string; en: string } | undefined): boolean =>
  words === undefined || (prose !== undefined && (prose.zh.includes(words) || prose.en.includes(words)));

/** Lays out the project, changed as the trial says; gives the case's folder from there. */
async function projectOf(trial: Trial, place: string): Promise<string> {
  const folder = trial.case;
  for (const shared of ['certpress.yaml', 'people.yaml']) await cp(join(samplesFolder, shared), join(place, shared));
  await cp(join(samplesFolder, folder), join(place, folder), { recursive: true });
  for (const e of trial.edits) {
    const path = e.file.startsWith('/') ? join(place, e.file) : join(place, folder, e.file);
    if (e.remove) await rm(path, { recursive: true });
    if (e.write !== undefined) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, e.write);
    }
    if (e.replace === undefined) continue;
    const text = await readFile(path, 'utf8');
    const parts = text.split(e.replace);
    if (parts.length === 1 || (parts.length > 2 && !e.every))
      throw new Error(`${trial.trial}: ${e.file} holds ${JSON.stringify(e.replace)} ${parts.length - 1} times`);
    await writeFile(path, parts.join(e.with ?? ''));
  }
  return folder;
}

/** All documents up to their models; to finished files where the trial asks for it. */
const run = (
  trial: Trial,
  place: string,
  print?: { document: Trial['prints'][number]['document']; lang: Trial['prints'][number]['lang'] },
): ReturnType<typeof built> =>
  built({
    paths: [place],
    cwd: place,
    today: trial.asOf ?? '2026-11-28',
    ...(trial.asOf === undefined ? {} : { asOf: trial.asOf }),
    ...(trial.finished && !print ? {} : { print: 'model' as const }),
    ...(print ? { documents: [print.document], langs: [print.lang] } : {}),
  });

async function printFaults(trial: Trial, place: string, p: Trial['prints'][number]): Promise<string[]> {
  const text = (await run(trial, place, p)).printed.join('\n');
  return [
    ...p.says
      .filter((words) => !text.includes(words))
      .map((words) => `${p.document} does not print ${JSON.stringify(words)}${text === '' ? ' (nothing was printed)' : ''}`),
    ...p.never.filter((words) => text.includes(words)).map((words) => `${p.document} prints ${JSON.stringify(words)}`),
  ];
}
