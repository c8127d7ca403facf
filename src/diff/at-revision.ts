/**
 * A project as it was at a revision of git.
 *
 * In:  the project's folder and a revision. Out: a temporary folder with the same project as it was then, and its house and packs where
 * they lie in the same repository; or why there is none.
 *
 * `git checkout-index` writes the files by an index of its own, so that neither the working tree nor the index of the user is touched.
 * Nothing is fetched (of what Git LFS keeps elsewhere there are the pointers), no hook is run, and links are written as files.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join, posix, relative } from 'node:path';
import { promisify } from 'node:util';
import { catalogue, failed, ok, type Diagnostic, type Outcome, type Prose } from '../diagnostics/index.js';
import { slashes } from '../files/places.js';
import { isInside } from '../files/read-file.js';
import { houseNamedIn } from '../load/house.js';
import { ownPacksNamedIn } from '../load/pack-places.js';

export interface ProjectThen {
  readonly root: string;
  /** The revision by its whole name. */
  readonly commit: string;
  close(): Promise<void>;
}

const mostFiles = 200_000;
const mostBytes = 4 * 1024 ** 3;
/** What `git` prints, at most: names of files. */
const maxBuffer = 256 * 1024 * 1024;

const run = promisify(execFile);

/** `environment`: that of the user, without which git finds neither its settings nor itself. */
export async function projectAt(
  root: string,
  revision: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Outcome<ProjectThen>> {
  const wrong = (zh: string, en: string, help?: Prose): Outcome<never> =>
    failed({
      code: 'revision-unreadable',
      severity: 'error',
      place: { file: root },
      message: { zh, en },
      help: help ?? { zh: catalogue['revision-unreadable'].helpZh, en: catalogue['revision-unreadable'].helpEn },
    } satisfies Diagnostic);
  const place = await mkdtemp(join(tmpdir(), 'certpress-diff-'));
  const close = (): Promise<void> => rm(place, { recursive: true, force: true, maxRetries: 5 });
  const git = async (args: readonly string[], cwd = root): Promise<string> => {
    const settings = ['core.symlinks=false', `core.hooksPath=${devNull}`, 'core.fsmonitor=false'].flatMap((one) => ['-c', one]);
    const filters = ['lfs.smudge=', 'lfs.process=', 'lfs.required=false'].flatMap((one) => ['-c', `filter.${one}`]);
    const env = { ...environment, GIT_INDEX_FILE: join(place, 'index'), GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
    return (await run('git', [...settings, ...filters, ...args], { cwd, env, maxBuffer, windowsHide: true })).stdout;
  };
  const giveUp = async (outcome: Outcome<never>): Promise<Outcome<never>> => {
    await close();
    return outcome;
  };
  try {
    const real = await realpath(root);
    const top = await realpath((await git(['rev-parse', '--show-toplevel'])).trim());
    // Behind `--end-of-options` a revision cannot be taken for an option.
    const commit = (await git(['rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`])).trim();
    const way = slashes(relative(top, real));
    const inTree = (folder: string): string => posix.join(way, folder);
    await git(['read-tree', commit]);
    const listed = (await git(['ls-tree', '-r', '-l', '-z', '--full-tree', commit])).split('\0').flatMap((line) => {
      const found = /^(\d{6}) \w+ [0-9a-f]+ +(\d+|-)\t([^]+)$/.exec(line);
      return found ? [{ size: Number(found[2]) || 0, name: found[3] ?? '' }] : [];
    });
    const write = async (below: readonly string[]): Promise<boolean> => {
      const wanted = listed.filter(({ name }) =>
        below.some((folder) => folder === '' || folder === '.' || name === folder || name.startsWith(`${folder}/`)),
      );
      if (wanted.length > mostFiles || wanted.reduce((sum, { size }) => sum + size, 0) > mostBytes) return false;
      for (let i = 0; i < wanted.length; i += namesAtOnce)
        await git(
          ['checkout-index', '-f', `--prefix=${place}/tree/`, '--', ...wanted.slice(i, i + namesAtOnce).map(({ name }) => name)],
          top,
        );
      return true;
    };
    await write([inTree('certpress.yaml')]);
    const then = join(place, 'tree', way);
    const named = [houseNamedIn(then)?.path, ownPacksNamedIn(then)?.path].filter((path) => path !== undefined);
    const outside = named.find((path) => !isInside(path, join(place, 'tree')));
    if (outside !== undefined)
      return await giveUp(
        wrong(
          '项目使用版本库以外的版式或认证方案，它们当时的样子无从得知',
          'The project uses layouts or packs from outside of the repository: nobody knows how they were then',
          { zh: '用 --against 给出另一个项目文件夹。', en: 'Name another folder of the project with --against.' },
        ),
      );
    const isSmall = await write([way, ...named.map((path) => slashes(relative(join(place, 'tree'), path)))]);
    if (!isSmall)
      return await giveUp(
        wrong(`项目超过 ${mostFiles} 个文件或 4 GB`, `The project is more than ${mostFiles} files or 4 GB`, {
          zh: '给出其中的案卷文件夹，或用 --against 给出另一个文件夹。',
          en: 'Name another folder of the project with --against.',
        }),
      );
    return ok({ root: then, commit, close });
  } catch (error) {
    const { code, stderr = '' } = error as NodeJS.ErrnoException & { readonly stderr?: string };
    if (code === 'ENOENT')
      return giveUp(
        wrong('找不到程序 git', 'There is no program git', {
          zh: '安装 git，或用 --against 给出另一个项目文件夹。',
          en: 'Install git, or name another folder of the project with --against.',
        }),
      );
    const [said = ''] = stderr.trim().split('\n').slice(-1);
    return giveUp(wrong(`git 读不出 ${revision}：${said}`, `git cannot read ${revision}: ${said}`));
  }
}
/** Names on one command line, well within what Windows takes. */
const namesAtOnce = 100;
