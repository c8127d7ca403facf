/** Rules with rows that no break is about, each with the reason. */
import type { SchemeId } from './windows.js';

const inPapers = 'rests on papers, of which generated cases have none: test/judge/rows';
export const withoutBreak: Readonly<Record<SchemeId, Readonly<Record<string, string>>>> = {
  wanding: {
    'W-P100': 'no edition of the standard has been superseded yet: the day on which one is does not stand in the packs',
    'W-P43': inPapers,
    'W-P57': inPapers,
  },
  cusc: { 'C-P29': inPapers, 'C-P65': inPapers, 'C-P72': inPapers, 'C-P75': inPapers },
  cqm: {
    'Q-P19': 'sets no day: it is late only when the certificate has ended, and much else is then: test/judge/rows',
    'Q-P35': 'as W-P100: no standard has an end yet',
    'Q-P36': 'as W-P100: no standard has an end yet',
    'Q-P40': inPapers,
  },
  zoho: { 'ISO-25': inPapers },
};
