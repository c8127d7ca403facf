/**
 * A command that is told to stop ends by itself: it takes nothing more up, takes its temporary folders away, and says what it did.
 *
 * In:  whether it listens at once. Out: a signal that is aborted by Ctrl-C, by the end of the terminal, and by what ends services and
 * containers; the exit code that each of them gives (128 and the signal's number). Asked a second time, the process ends at once.
 */
const numbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
type StopSignal = keyof typeof numbers;
const stopSignals = Object.keys(numbers) as StopSignal[];

export interface Stopping {
  readonly signal: AbortSignal;
  /** Of a run that was told to stop. */
  exitCode(): number;
  /** From now on it is heard; until then the process ends on the spot, which a run may that has made nothing yet. */
  begin(): void;
  /** What comes now is no longer heard. */
  end(): void;
}

export function untilStopped(atOnce = true): Stopping {
  const abort = new AbortController();
  let code = 130;
  const stop = (name: StopSignal): void => {
    code = 128 + numbers[name];
    if (abort.signal.aborted) process.exit(code);
    abort.abort();
  };
  const begin = (): void => {
    for (const name of stopSignals) process.on(name, stop);
  };
  if (atOnce) begin();
  return {
    signal: abort.signal,
    exitCode: () => code,
    begin,
    end: () => {
      for (const name of stopSignals) process.off(name, stop);
    },
  };
}
