/**
 * What the lines of an index come to: which bags there are, until when they are kept, what is held, what was destroyed.
 *
 * In:  entries in order. Out: the state of each place, and findings on lines that no run of this program would write.
 */
import type { IndexEntry } from '../types.js';
import { indexName } from './entry.js';
import { finding, type Finding } from './finding.js';
import { bagPath } from './names.js';

export interface Revision {
  /** `<scheme>/<case>/<subject>/<revision>`. */
  readonly bag: string;
  readonly revision: number;
  readonly n: number;
  readonly at: string;
  readonly tagManifest: string;
  readonly signature: string;
  readonly identity: string;
}
export interface PlaceState {
  /** `<scheme>/<case>/<subject>`, as folders are named. */
  readonly place: string;
  readonly revisions: readonly Revision[];
  /**
   * Keep until this day at least: what the last revision says or a later line, whichever is longer. None: not known yet. A
   * last revision without a term takes it away until a line after it gives one.
   */
  readonly retainUntil?: string;
  readonly held?: { readonly at: string; readonly reason: string };
  readonly disposed?: { readonly n: number; readonly at: string; readonly reason: string };
}

type Building = { -readonly [K in keyof PlaceState]: PlaceState[K] } & { revisions: Revision[]; lengthened?: string };
export interface Standing {
  readonly places: ReadonlyMap<string, PlaceState>;
  readonly findings: readonly Finding[];
}

export function standingOf(entries: readonly IndexEntry[]): Standing {
  const places = new Map<string, Building>();
  const findings: Finding[] = [];
  for (const entry of entries) {
    const odd = (zh: string, en: string): void => {
      if (findings.length < 50) findings.push(finding('chain', indexName, `第${entry.n}行：${zh}`, `line ${entry.n}: ${en}`));
    };
    if (entry.kind === 'renewed') {
      if (entry.n === 1) odd('没有可盖时间戳的内容', 'there is nothing to stamp yet');
      continue;
    }
    if (entry.kind === 'added') {
      const path = bagPath(entry.bag);
      if (!path) {
        odd('档案包的路径不正确', 'the path of the bag is none');
        continue;
      }
      const state: Building = places.get(path.place) ?? { place: path.place, revisions: [] };
      places.set(path.place, state);
      const last = state.revisions.at(-1);
      if (path.revision !== (last?.revision ?? 0) + 1)
        odd(`版次应为 ${(last?.revision ?? 0) + 1}`, `revision ${(last?.revision ?? 0) + 1} is due`);
      if (entry.replaces !== last?.tagManifest) odd('所替代的不是上一版次', 'it does not replace the revision before it');
      if (last && entry.reason === undefined) odd('新版次没有理由', 'a new revision without a reason');
      if (state.disposed) odd('已销毁的档案包又被加入', 'a bag is added that was destroyed');
      state.revisions.push({
        bag: entry.bag,
        revision: path.revision,
        n: entry.n,
        at: entry.at,
        tagManifest: entry.tagManifest,
        signature: entry.signature,
        identity: entry.identity,
      });
      term(state, entry.retainUntil === undefined ? undefined : later(entry.retainUntil, state.lengthened));
      continue;
    }
    const state = places.get(entry.bag);
    if (!state) {
      odd('没有这个档案包', 'there is no such bag');
      continue;
    }
    if (state.disposed) odd('档案包已销毁', 'the bag was destroyed before');
    if (entry.kind === 'retained') {
      if (state.retainUntil !== undefined && entry.retainUntil < state.retainUntil) odd('期限被缩短', 'a term is made shorter');
      state.lengthened = later(entry.retainUntil, state.lengthened);
      term(state, later(entry.retainUntil, state.retainUntil));
    } else if (entry.kind === 'held') {
      if (state.held) odd('已冻结', 'it is held already');
      state.held = { at: entry.at, reason: entry.reason };
    } else if (entry.kind === 'released') {
      if (!state.held) odd('未被冻结', 'it is not held');
      delete state.held;
    } else {
      if (state.held) odd('冻结中的档案包被销毁', 'a bag under a hold is destroyed');
      if (state.retainUntil === undefined || lastDayAt(entry.at) <= state.retainUntil)
        odd('期限未到即销毁', 'a bag is destroyed before its term');
      if (entry.tagManifest !== state.revisions.at(-1)?.tagManifest)
        odd('销毁的不是最后版次', 'what is destroyed is not the last revision');
      state.disposed = { n: entry.n, at: entry.at, reason: entry.reason };
    }
  }
  return { places, findings };
}

/** The last day that it is anywhere on earth at a moment: who destroys on the day after the term may live far east. */
export const lastDayAt = (at: string): string => new Date(Date.parse(at) + 14 * 3_600_000).toISOString().slice(0, 10);

const later = (day: string, other: string | undefined): string => (other !== undefined && other > day ? other : day);
function term(state: Building, until: string | undefined): void {
  if (until === undefined) delete state.retainUntil;
  else state.retainUntil = until;
}
