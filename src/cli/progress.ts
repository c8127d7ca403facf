/**
 * How far a run has come, told to whoever looks on.
 *
 * In:  progress, a stream. Out: on a terminal one line that is drawn again; elsewhere (a log) a line every few seconds: documents done,
 * errors so far, rate and time left. The rate is that of the last seconds, since what stands from an earlier run goes by at once.
 */
import type { Progress, Prose } from '../diagnostics/index.js';

/** ms between two lines of a log. */
const everyLine = 5000;
/** ms over which the rate is taken. */
const lookBack = 20_000;

export interface ProgressTeller {
  tell(progress: Progress): void;
  /** Takes the line away, so that something else can be written. */
  clear(): void;
}

export function progressTeller(stream: NodeJS.WriteStream, lang: keyof Prose, now: () => number = () => performance.now()): ProgressTeller {
  const pace = paceOf(now);
  let isShown = false;
  let lastLine = now();
  return {
    tell(progress) {
      if (progress.total === 0) return;
      const left = pace(progress);
      if (stream.isTTY) {
        const { done, total } = progress;
        const width = 24;
        const filled = Math.min(width, Math.round((done / total) * width));
        stream.write(
          `\r\x1b[2K${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${said(progress, left, stream.columns - width - 2)[lang]}`,
        );
        isShown = true;
      } else if (now() - lastLine >= everyLine) {
        lastLine = now();
        stream.write(`${said(progress, left)[lang]}\n`);
      }
    },
    clear() {
      if (isShown) stream.write('\r\x1b[2K');
      isShown = false;
    },
  };
}

interface Left {
  /** A second. */
  readonly rate: number;
  readonly seconds: number;
}
/** What the last seconds say of those that are to come; undefined until they say anything. */
function paceOf(now: () => number): (progress: Progress) => Left | undefined {
  const seen: { readonly at: number; readonly done: number }[] = [];
  return ({ done, total }) => {
    const at = now();
    // Something else is counted now.
    if (done < (seen.at(-1)?.done ?? 0)) seen.length = 0;
    seen.push({ at, done });
    while ((seen[1]?.at ?? at) < at - lookBack) seen.shift();
    const [first] = seen;
    if (!first || at - first.at < 1000 || done <= first.done) return undefined;
    const rate = ((done - first.done) * 1000) / (at - first.at);
    return { rate, seconds: (total - done) / rate };
  };
}

/** `room`: columns that there are. */
function said({ done, total, errors, what }: Progress, left: Left | undefined, room = Infinity): Prose {
  const zh = [
    `${done}/${total}`,
    ...(errors > 0 ? [`${errors} 个错误`] : []),
    ...(left ? [`每秒 ${shown(left.rate)} 份`, `还需 ${inWords(left.seconds).zh}`] : []),
  ].join('，');
  const en = [
    `${done}/${total}`,
    ...(errors > 0 ? [`${errors} error(s)`] : []),
    ...(left ? [`${shown(left.rate)} a second`, `${inWords(left.seconds).en} left`] : []),
  ].join(', ');
  const of = typeof what === 'string' ? { zh: what, en: what } : what;
  return { zh: cut(`${zh}  ${of.zh}`, room), en: cut(`${en}  ${of.en}`, room) };
}
const shown = (rate: number): string => (rate < 10 ? rate.toFixed(1) : String(Math.round(rate)));
function inWords(seconds: number): Prose {
  if (seconds < 90) return { zh: `${Math.ceil(seconds)} 秒`, en: `${Math.ceil(seconds)} s` };
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90
    ? { zh: `${minutes} 分钟`, en: `${minutes} min` }
    : { zh: `${(minutes / 60).toFixed(1)} 小时`, en: `${(minutes / 60).toFixed(1)} h` };
}
/** A Chinese character is two columns wide. */
function cut(text: string, room: number): string {
  let columns = 0;
  let out = '';
  for (const character of text) {
    columns += character.charCodeAt(0) > 0x2e7f ? 2 : 1;
    if (columns >= room) return out;
    out += character;
  }
  return out;
}
