/** Breaks: suspension, withdrawal, restoration, cancellation, appeals, accidents. */
import { inAudit, inEvent, type Break } from '../break.js';
import { text } from '../drafts.js';
import { addDays, addMonths } from '../windows.js';
import { addWorkingDays } from '../working-days.js';
import { answeredByDecider, endless, issueOf, justCertified, late, misused, misusedOn, suspendedTo } from './situations.js';
import { all, error, missed, warning } from './table.js';

export const life: readonly Break[] = [
  ...missed({ wanding: 'W-P78', cusc: 'C-P56' }, 'suspension', 'to', undefined, { isByWorkingDays: true }),
  ...error(
    { wanding: 'W-P79', cusc: 'C-P57' },
    'suspended for a day more than six months',
    inEvent('suspended', (event, draft) => {
      if (event.reason === 'C-SUS-4') return false;
      event.to = addDays(addMonths(event.from ?? '', 6), 1);
      for (const other of draft.events ?? []) if (other.subject === 'suspended' && other.to !== undefined) other.to = event.to;
      return true;
    }),
  ),
  ...missed({ wanding: 'W-P81', cusc: 'C-P58' }, 'withdrawn', 'to', undefined, { isByWorkingDays: true }),
  ...error(
    { wanding: 'W-P78', cusc: 'C-P56' },
    'suspended before it was verified',
    (one) => {
      const isMade = endless(one);
      for (const event of one.draft.events ?? []) if (event.kind === 'suspended') event.verifiedOn = addDays(event.date ?? '', 1);
      return isMade;
    },
    { asOf: (one) => addDays(one.draft.events?.find((event) => event.kind === 'suspended')?.date ?? '', 2) },
  ),
  ...error(
    { wanding: 'W-P81', cusc: 'C-P58' },
    'withdrawn before it was confirmed',
    inEvent('withdrawn', (event) => {
      event.verifiedOn = addDays(event.date ?? '', 1);
    }),
    { isByWorkingDays: true },
  ),
  ...error({ wanding: 'W-P82', cusc: 'C-P60' }, 'a suspension that nobody ended', endless, {
    asOf: (one) => addDays(suspendedTo(issueOf(one)), 20),
    isByWorkingDays: true,
  }),
  ...warning({ wanding: 'W-P82', cusc: 'C-P60' }, 'a suspension that ended yesterday', endless, {
    asOf: (one) => addDays(suspendedTo(issueOf(one)), 1),
  }),
  ...error({ wanding: 'W-P83' }, 'a misuse that was not put right', misused, {
    asOf: (one) => addDays(addMonths(misusedOn(one), 1), 20),
    isByWorkingDays: true,
  }),
  ...error({ cusc: 'C-P59' }, 'a misuse that was not put right', misused, {
    asOf: (one) => addDays(addMonths(misusedOn(one), 2), 20),
    isByWorkingDays: true,
  }),
  ...warning({ wanding: 'W-P83' }, 'a misuse whose month has passed', misused, { asOf: (one) => addDays(addMonths(misusedOn(one), 1), 1) }),
  ...warning({ cusc: 'C-P59' }, 'a misuse whose two months have passed', misused, {
    asOf: (one) => addDays(addMonths(misusedOn(one), 2), 1),
  }),
  ...warning({ wanding: 'W-P80' }, 'no surveillance in time, and no suspension', (one) => justCertified(one) !== undefined, {
    asOf: (one) => addDays(addMonths(issueOf(one), 12), 1),
    isByTime: true,
  }),
  ...error(
    { cusc: 'C-P41' },
    'no surveillance in time, and no suspension',
    (one) => justCertified(one) !== undefined && issueOf(one) < '2025-11-01',
    { asOf: (one) => addDays(addMonths(issueOf(one), 12), 20), isByTime: true },
  ),
  ...error(
    { wanding: 'W-P97' },
    'a misuse of what',
    inEvent('misuse', (event) => {
      delete event.certificate;
    }),
  ),
  ...error(
    { wanding: 'W-P84', cusc: 'C-P63' },
    'restored by nobody',
    inEvent('restored', (event) => {
      delete event.by;
    }),
  ),
  ...warning(
    { wanding: 'W-P84' },
    'restored without evidence',
    inEvent('restored', (event) => {
      delete event.evidence;
    }),
  ),
  ...error(
    { cusc: 'C-P63' },
    'restored without evidence',
    inEvent('restored', (event) => {
      delete event.evidence;
    }),
  ),
  ...error(
    { wanding: 'W-P85' },
    'cancelled by nobody asking',
    inEvent('cancelled', (event) => {
      delete event.evidence;
      delete event.reason;
      delete event.text;
    }),
  ),
  ...missed({ wanding: 'W-P86', cusc: 'C-P67' }, 'replied', 'to'),
  ...error({ wanding: 'W-P86' }, 'answered by one who decided', inEvent('replied', answeredByDecider)),
  ...warning({ cusc: 'C-P67' }, 'answered by one who decided', inEvent('replied', answeredByDecider)),
  ...error(
    { wanding: 'W-P84' },
    'restored without the surveillance for want of which it was suspended',
    inEvent('restored', (event, draft) => {
      const suspended = draft.events?.find(
        (one) => one.kind === 'suspended' && one.certificate === event.certificate && (one.date ?? '') <= (event.date ?? ''),
      );
      const isHeld = draft.audits.some(
        ({ audit: { kind, end = '' } }) => (kind === 'S' || kind === 'R') && end >= (suspended?.date ?? '') && end <= (event.date ?? ''),
      );
      if (!suspended || isHeld) return false;
      suspended.reason = 'W-SUS-7';
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P89' },
    'a change of status reported after three working days',
    inEvent('reported', (event, draft) => {
      const action = draft.events?.find(
        (one) => one.kind === event.subject && one.certificate === event.certificate && (one.date ?? '') <= (event.date ?? ''),
      );
      return action !== undefined && late(event, addWorkingDays(action.date ?? '', 3), action.date ?? '', draft);
    }),
    { isByWorkingDays: true },
  ),
  ...error(
    { wanding: 'W-P89', cusc: 'C-P62' },
    'a suspension that does not say from when',
    inEvent('suspended', (event) => {
      // What follows is counted from its day.
      if (event.from !== event.date) return false;
      delete event.from;
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P90' },
    'an accident reported after three working days',
    inEvent('reported', (event, draft) => {
      const accident = draft.events?.find((one) => one.kind === 'accident' && one.subject === event.subject);
      return accident !== undefined && late(event, addWorkingDays(accident.date ?? '', 3), accident.date ?? '', draft);
    }),
    { isByWorkingDays: true },
  ),
  ...warning(
    { wanding: 'W-P90' },
    'an accident that the client told late, reported after three working days',
    inEvent('reported', (event, draft) => {
      const accident = draft.events?.find((one) => one.kind === 'accident' && one.subject === event.subject);
      if (!accident?.date || !late(event, addWorkingDays(accident.date, 3), accident.date, draft)) return false;
      accident.verifiedOn = addDays(accident.date, 1);
      return true;
    }),
  ),
  ...error(
    { wanding: 'W-P84', cusc: 'C-P63' },
    'restored after the suspension had ended',
    inEvent('suspended', (event, draft) => {
      const restored = draft.events?.find(
        (one) => one.kind === 'restored' && one.certificate === event.certificate && (one.date ?? '') >= (event.date ?? ''),
      );
      if (!restored?.date || !event.from || addDays(restored.date, -1) < event.from) return false;
      event.to = addDays(restored.date, -1);
      return true;
    }),
  ),
  ...error(
    all('G-30'),
    'suspended again during a suspension',
    inEvent('suspended', (event, draft) => {
      // Parts of a scope may be suspended side by side.
      if (event.part) return false;
      const again = addDays(event.date ?? '', 1);
      if (again > (draft.events?.find((one) => one.kind === 'restored')?.date ?? '')) return false;
      draft.events?.push(
        { ...event, date: again, verifiedOn: again },
        { ...event, kind: 'reported', subject: 'suspended', date: again },
        { ...event, kind: 'published', subject: 'suspended', date: again },
      );
      return true;
    }),
  ),
  ...error(
    { cusc: 'C-P61' },
    'recovered before it was withdrawn',
    inEvent('recovered', (event, draft) => {
      const withdrawn = draft.events?.find((one) => one.kind === 'withdrawn' && one.certificate === event.certificate);
      if (!withdrawn?.date) return false;
      event.date = addDays(withdrawn.date, -1);
      return true;
    }),
  ),
  ...error(
    { cusc: 'C-P64' },
    'maintained before it was restored',
    inEvent('restored', (event, draft) => {
      const surveillance = draft.audits.find(
        ({ audit, decision }) => audit.kind === 'S' && decision?.outcome === 'maintain' && (decision.date ?? '') < (event.date ?? ''),
      );
      if (!surveillance) return false;
      event.audit = surveillance.name;
      return true;
    }),
  ),
  ...error(
    { cusc: 'C-P66' },
    'a transfer of a certificate that was suspended',
    inAudit(['TR'], (_, { draft }) => {
      draft.case.history = {
        ...draft.case.history,
        priorCertificate: {
          on: addMonths(draft.case.application?.date ?? '', -2),
          ownFault: false,
          body: text('另一机构', 'Another body'),
        },
      };
    }),
  ),
];
