/**
 * What comes next over all cases, in parts: a project of a thousand cases is told without holding anything else up.
 *
 * In:  a case as it was planned, or all of a project. Out: `DueItem`s: what `certpress due` says of it, each with the state of its case and
 * the document that it is about.
 */
import { basename } from 'node:path';
import { Judging, judge, wantsWhole } from '../judge/judge.js';
import { stateNames } from '../judge/refusals.js';
import type { Judgement } from '../judge/types.js';
import type { CaseFolder } from '../load/types.js';
import type { PlannedProject } from '../plan/planned-project.js';
import { DueLines, type DueLine } from '../telling/due.js';
import { endedStates, type LifeState } from '../../schemas/pack/life.js';
import type { Roots } from '../files/places.js';
import { spotOf } from './problems.js';
import type { DocumentLine, DueItem, StateLine } from './protocol.js';

/** A case as the project holds it. */
export interface CaseForDue {
  readonly id: string;
  readonly folder: CaseFolder;
  readonly planned: PlannedProject;
  readonly documents: readonly DocumentLine[];
  /** With this case alone; absent where the case has no document yet. */
  readonly judgement?: Judgement;
}

const judgementOf = ({ folder, judgement, planned: { project, schemes, day } }: CaseForDue): Judgement =>
  judgement ?? judge({ ...project, cases: [folder] }, schemes, { asOf: day.asOf });

/** What one case is to do next. */
export function dueOfCase(one: CaseForDue, roots: Roots): DueItem[] {
  const { folder, planned } = one;
  const judgement = judgementOf(one);
  const lines = new DueLines(planned.project, planned.day.asOf, { schemes: planned.schemes });
  lines.add({ ...judgement, verdicts: judgement.verdicts.filter(({ subject }) => subject.case) });
  const states = statesOf(judgement, folder);
  return lines.all().flatMap((line) => (line.case === folder.name ? [itemOf(line, roots, one, states)] : []));
}

/** What belongs to no case: registrations and licences of people, rows for all cases together. `breathe`: lets others have their turn. */
export async function dueOfProject(all: readonly CaseForDue[], roots: Roots, breathe: () => Promise<void>): Promise<DueItem[]> {
  const planned = all[0]?.planned;
  if (!planned) return [];
  const { project, schemes, day } = planned;
  const lines = new DueLines(project, day.asOf, { schemes });
  const isWhole = [...schemes.values()].some(wantsWhole);
  const judging = new Judging(project, schemes, { asOf: day.asOf }, isWhole ? all.map(({ folder }) => folder) : []);
  lines.add({ asOf: day.asOf, environment: judging.environment, verdicts: judging.verdictsOfProject, diagnostics: [], cases: [] });
  for (const one of all) {
    await breathe();
    lines.add({ ...judgementOf(one), verdicts: [] });
  }
  return lines.all().flatMap((line) => (line.case === '' ? [itemOf(line, roots)] : []));
}

function itemOf(line: DueLine, roots: Roots, one?: CaseForDue, states: readonly StateLine[] = []): DueItem {
  const { id, due, daysLeft, isOverdue, notBefore, client, leader, scheme, thing, what, rule, clause, isIndicative, place } = line;
  const document = one && documentOf(line, one.documents);
  return {
    id,
    case: one?.id ?? '',
    name: one?.folder.name ?? '',
    due,
    daysLeft,
    isOverdue,
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(client ? { client } : {}),
    ...(leader ? { leader } : {}),
    scheme,
    states,
    thing,
    what,
    tag: [rule, clause].filter(Boolean).join(' '),
    isIndicative,
    ...(document === undefined ? {} : { document }),
    ...(place ? { place: spotOf(place, roots) } : {}),
  };
}

/** The states of its certificates, those that have ended only where there are no others; none issued is a state too. */
function statesOf({ cases }: Judgement, { folder }: CaseFolder): StateLine[] {
  const all = (cases.find((one) => one.folder.folder === folder)?.certificates ?? []).map(({ life }) => life.state);
  const live = all.filter((state) => !endedStates.has(state));
  const states: readonly LifeState[] = live.length > 0 ? live : all.length > 0 ? all : ['none'];
  return [...new Set(states)].map((id) => ({ id, name: stateNames[id] }));
}

/** The document that a line is about: of its certificate or nonconformity; else of its audit, of the line's file before any other. */
function documentOf({ subject, audit, place }: DueLine, documents: readonly DocumentLine[]): string | undefined {
  const file = basename(place?.file ?? '', '.yaml');
  const own = documents.filter(({ number }) => subject !== undefined && number === subject);
  const ofAudit = documents.filter((one) => audit !== undefined && one.audit === audit);
  const ofFile = ofAudit.filter(({ kind }) => file !== '' && kind.includes(file));
  return (own[0] ?? ofFile[0] ?? ofAudit[0])?.id;
}
