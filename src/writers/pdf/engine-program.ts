/**
 * The layout engine as a program of its own: `typst`, 0.15 or later.
 *
 * In:  the program, and the folders of the faces that it may use. Out: an `Engine` (`engine.ts`), whose files are PDF/A-3a and PDF/UA-1.
 *
 * Starting it and reading its faces takes longer than laying out a document. So sheets that are asked for while it runs wait, and the next
 * run takes all of them: each becomes a document of one bundle, with its report beside it. What is wrong with one sheet ends a run; then
 * each is laid out by itself, so that the others are made all the same. A run sees a folder of its own and the faces, nothing else.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { platform, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Engine, EngineError, Laid, Sheet } from './engine.js';
import { typstEnvironment, type TypstProgram } from './typst-program.js';

/** So many sheets go into one run: more gain nothing, and are held in memory together. */
export const mostSheets = 16;
/** ms for one run; the longest take some seconds. */
const longest = 600_000;
const mostOutput = 20_000;

interface Waiting {
  readonly sheet: Sheet;
  answer(laid: Laid | EngineError): void;
}

export function createEngineProgram(typst: TypstProgram, fontFolders: readonly string[]): Engine {
  const waiting: Waiting[] = [];
  let isRunning = false;
  const runNext = async (): Promise<void> => {
    const batch = waiting.splice(0, mostSheets);
    const sheets = batch.map(({ sheet }) => sheet);
    const laid = await laidOut(typst, fontFolders, sheets);
    for (const [i, { sheet, answer }] of batch.entries()) {
      // Which of several it was that failed, only a run of its own can tell.
      const alone = 'message' in laid && sheets.length > 1 ? await laidOut(typst, fontFolders, [sheet]) : laid;
      answer('message' in alone ? alone : (alone[alone === laid ? i : 0] ?? { message: 'no result' }));
    }
    if (waiting.length > 0) await runNext();
    else isRunning = false;
  };
  return {
    layOut: (sheet) =>
      new Promise((answer) => {
        waiting.push({ sheet, answer });
        if (isRunning) return;
        isRunning = true;
        // What is asked for in the same breath goes along.
        setImmediate(() => void runNext());
      }),
  };
}

/** Sheets in one run. Never throws: what the disk says is a reason too. */
async function laidOut(typst: TypstProgram, fontFolders: readonly string[], sheets: readonly Sheet[]): Promise<Laid[] | EngineError> {
  const split = fontFolders.find((folder) => folder.includes(delimiter));
  if (split !== undefined) return { message: `typst takes a path with “${delimiter}” in it for two: ${split}` };
  let folder: string | undefined;
  try {
    folder = await mkdtemp(join(tmpdir(), 'certpress-typst-'));
    await writeSheets(folder, sheets);
    const error = await run(typst, folder, fontFolders);
    return error ?? (await readResults(folder, sheets));
  } catch (error) {
    return { message: (error as Error).message };
  } finally {
    // On Windows a file may be held for a moment by what looks at new files.
    if (folder !== undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
  }
}

const main = 'main.typ';
const results = 'results';
const noPackages = 'no-packages';

async function writeSheets(folder: string, sheets: readonly Sheet[]): Promise<void> {
  await mkdir(join(folder, noPackages));
  for (const [i, { program, data, pictures }] of sheets.entries()) {
    const own = join(folder, String(i));
    await mkdir(own);
    await writeFile(join(own, 'model.json'), data);
    await writeFile(join(own, main), `#let model = read("model.json", encoding: none)\n#let sheet = <sheet-${i}>\n${program}`);
    for (const [name, bytes] of pictures) await writeFile(join(own, name), bytes);
  }
  const document = (_: Sheet, i: number): string => `#document("${i}.pdf", include "${i}/${main}") <sheet-${i}>
#context {
  let found = query(selector(<report>).within(<sheet-${i}>))
  asset("${i}.json", json.encode(found.map(one => (pages: one.location().page(), report: one.value))))
}
`;
  await writeFile(join(folder, main), sheets.map(document).join(''));
}

async function readResults(folder: string, sheets: readonly Sheet[]): Promise<Laid[]> {
  return Promise.all(
    sheets.map(async ({ date }, i) => {
      const [found] = JSON.parse(await readFile(join(folder, results, `${i}.json`), 'utf8')) as { pages: number; report: unknown }[];
      if (!found) throw new Error('the program reports nothing');
      return date === undefined ? found : { ...found, pdf: await readFile(join(folder, results, `${i}.pdf`)) };
    }),
  );
}

function run(typst: TypstProgram, folder: string, fontFolders: readonly string[]): Promise<EngineError | undefined> {
  const options = {
    '--format': 'bundle',
    '--features': 'bundle',
    '--root': folder,
    '--pdf-standard': 'a-3a,ua-1',
    // Each document says its own day; nothing may take the clock.
    '--creation-timestamp': '0',
    '--package-path': join(folder, noPackages),
    '--package-cache-path': join(folder, noPackages),
    '--diagnostic-format': 'short',
  };
  const list = ['compile', '--ignore-system-fonts', ...Object.entries(options).flat()];
  const child = spawn(
    typst.path,
    [...list, ...fontFolders.flatMap((one) => ['--font-path', one]), join(folder, main), join(folder, results)],
    {
      cwd: folder,
      env: typstEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
      windowsHide: true,
      timeout: longest,
      // What is under way when a person interrupts a build is still finished.
      detached: platform() !== 'win32',
    },
  );
  return new Promise((resolve) => {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (part: string) => void (said.length < mostOutput && (said += part)));
    child.on('error', (error) => resolve({ message: error.message }));
    child.on('close', (status, signal) => {
      const errors = said.split(/\r?\n/).filter((line) => line.includes('error'));
      const reason = (errors.length > 0 ? errors.join('\n') : said.trim()) || `it ended with ${signal ?? status ?? 'nothing'}`;
      resolve(status === 0 ? undefined : { message: reason.replaceAll(`${folder}/`, '') });
    });
  });
}
