/** Rules with rows that no break is about, each with the reason. */
import type { SchemeId } from './windows.js';

export const withoutBreak: Readonly<Record<SchemeId, Readonly<Record<string, string>>>> = {
  wanding: { 'W-P100': 'no edition of the standard has been superseded yet: the day on which one is does not stand in the packs' },
  cusc: {},
};
