/**
 * Parts of the record that a form may be of, and the fields that each of them has.
 *
 * In:  nothing. Out: the parts; whether a place of a record file is of one. Who writes a form opens no other places in it, and who takes it
 * back takes no others, whatever the file says of itself.
 */
export const formParts = ['findings', 'nc', 'plan'] as const;
/** `nc`: the client's part of a nonconformity; `plan`: its confirmation of an audit plan; `findings`: what auditors found. */
export type FormPart = (typeof formParts)[number];

/** What the client answers, by the file that it is in. */
export const clientFields: Readonly<Record<'nc' | 'plan', readonly (readonly string[])[]>> = {
  nc: [
    ['acknowledgement', 'by'],
    ['acknowledgement', 'title'],
    ['acknowledgement', 'on'],
    ['cause'],
    ['correction'],
    ['correctiveAction'],
    ['plan'],
    ['pictures'],
    ['completedOn'],
    ['client', 'responsible'],
    ['client', 'representative'],
    ['client', 'on'],
  ],
  plan: [
    ['confirmation', 'by'],
    ['confirmation', 'title'],
    ['confirmation', 'on'],
    ['confirmation', 'scan'],
  ],
};
const kindOfPart: Readonly<Record<FormPart, string>> = { findings: 'findings', nc: 'nonconformity', plan: 'plan' };

/** `kind`: that of the record file. */
export function isOfPart(part: FormPart, kind: string, pointer: string): boolean {
  if (kind !== kindOfPart[part]) return false;
  if (part === 'findings') return true;
  return clientFields[part].some((path) => pointer === `/${path.join('/')}` || pointer.startsWith(`/${path.join('/')}/`));
}
