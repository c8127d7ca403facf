/**
 * What a form may change: by what it says of itself, and, since that may be forged, by the records, its part and its person.
 *
 * In:  a form, the records, the part that its taker expects. Out: of a change the reason why it is not the form's to make, or nothing. A
 * document that is no form may change what it prints.
 */
import { formParts, isOfPart, isWithin, type FormPart } from '../carried/index.js';
import type { Code, Prose } from '../diagnostics/index.js';
import type { RecordFile } from '../load/types.js';
import { isLeader } from '../../schemas/record/words.js';
import { isPlaced } from './align.js';
import type { Form } from './form.js';
import type { Records } from './records.js';
import type { Change } from './types.js';

/** `client`: either of the two that clients answer; `all`: whoever takes it knows that it is the body's own. */
export type PartToTake = FormPart | 'client' | 'all';

export interface NotAllowed {
  readonly code: Code;
  readonly message: Prose;
}

export class Allowed {
  /** Of each record file: places that are open, and those that are locked. */
  private readonly open = new Map<string, string[]>();
  private readonly locked = new Map<string, string[]>();
  private readonly restrictions: readonly (readonly FormPart[])[];
  private readonly isOfSeveral: boolean;
  private readonly person: string | undefined;

  constructor(
    { carried }: Form,
    private readonly records: Records,
    expected: PartToTake | undefined,
  ) {
    const { part } = carried.document;
    for (const segment of carried.blocks.flatMap(({ segments }) => segments.filter(isPlaced))) {
      const file = carried.files[segment.file]?.path ?? '';
      const list = segment.locked ? this.locked : this.open;
      const places = list.get(file) ?? [];
      places.push(segment.pointer);
      list.set(file, places);
    }
    const ofFile = part === undefined ? [] : [formParts.filter((known) => known === part)];
    const ofTaker = expected === undefined || expected === 'all' ? [] : [expected === 'client' ? (['nc', 'plan'] as const) : [expected]];
    this.restrictions = [...ofFile, ...ofTaker];
    this.person = carried.document.for;
    const answered = [...this.open.keys()].filter((file) => records.byFile.get(file)?.kind === 'nonconformity');
    // A client answers one nonconformity in a form.
    this.isOfSeveral = this.restrictions.some((parts) => parts.includes('nc')) && answered.length > 1;
  }

  why(change: Change): NotAllowed | undefined {
    const pointer = change.kind === 'entry' ? change.list : change.pointer;
    const isAmong = (list: ReadonlyMap<string, readonly string[]>): boolean =>
      list.get(change.file)?.some((one) => isWithin(one, pointer)) === true;
    if (isAmong(this.locked) && !isAmong(this.open))
      return { code: 'take-locked', message: { zh: '不由填写人改动', en: 'is not the reader’s to change' } };
    const record = this.records.byFile.get(change.file);
    // What is no record of the case is told as that.
    if (!record) return undefined;
    const isOutside = this.restrictions.some((parts) => !parts.some((part) => isOfPart(part, record.kind, pointer)));
    if (isOutside)
      return {
        code: 'take-place-refused',
        message: { zh: '不属于这份表或 --part 所说的部分', en: 'is not in the part that this form, or --part, says' },
      };
    if (this.isOfSeveral)
      return {
        code: 'take-place-refused',
        message: { zh: '这份表指向几项不符合，而一份表只答复一项', en: 'the form names several nonconformities, and a form answers one' },
      };
    if (this.person !== undefined && !this.isBy(record, this.person))
      return { code: 'take-place-refused', message: { zh: `不是 ${this.person} 自己的部分`, en: `is not ${this.person}’s own part` } };
    return undefined;
  }

  /** As forms are written: findings and nonconformities are their author's, what is said of the audit as a whole the team leader's. */
  private isBy(record: RecordFile, person: string): boolean {
    if (record.kind === 'findings') return (record as RecordFile<'findings'>).value.author === person;
    if (record.kind === 'nonconformity') return (record as RecordFile<'nonconformity'>).value.by === person;
    const audit = this.records.cases
      .flatMap(({ audits }) => audits)
      .find((one) => record.file.startsWith(one.audit.file.slice(0, -'audit.yaml'.length)));
    const team = audit?.report?.value.team ?? audit?.plan?.value.team ?? [];
    return team.some((member) => isLeader(member.role) && member.person === person);
  }
}
