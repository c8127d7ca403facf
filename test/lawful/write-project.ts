/**
 * A project with many lawful cases, as files: what certpress is measured on.
 *
 * In:  a folder that does not exist or is empty, how many cases, a seed, perhaps one scheme. Out: the project; the same seed writes the
 * same bytes, and the first hundred cases of a thousand are those of a hundred. It is judged on a day of its own (`asOf`), on which some
 * cases have only begun and others have been renewed. One to forty sites, one to thirty nonconformities, texts from a word to pages:
 * small ones are many, great ones few.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { recordFiles, type RecordOf } from '../../schemas/record/index.js';
import { complete } from './complete.js';
import { text, type CaseDraft } from './drafts.js';
import { lawfulCase } from './generate.js';
import { Random } from './random.js';
import { Staff } from './staff.js';
import { lawfulOn } from './take-out.js';
import type { SchemeId } from './windows.js';

/** All of its working days are known, and lives that began when their schemes took effect have reached their certificates. */
export const asOf = '2026-11-27';
const all: readonly SchemeId[] = ['wanding', 'cusc', 'cqm', 'zoho'];
/** Cases of one seed stay apart from those of the next. */
const perSeed = 1_000_000;

export interface Wanted {
  readonly count: number;
  readonly seed?: number;
  readonly scheme?: SchemeId;
  readonly progress?: (done: number) => void;
}

export function writeProject(root: string, { count, seed = 1, scheme, progress }: Wanted): void {
  const write = (file: string, value: unknown): void => {
    if (value === undefined) return;
    const path = join(root, file);
    mkdirSync(dirname(path), { recursive: true });
    // Each text in its own words: anchors are for people.
    writeFileSync(path, stringify(value, { lineWidth: 0, aliasDuplicateObjects: false }), { flag: 'wx' });
  };
  const staff = new Staff();
  for (let n = 1; n <= count; n++) {
    const draft = caseOf(n, seed, scheme ?? all[n % all.length] ?? 'wanding', staff);
    for (const [file, value] of filesOf(draft)) write(`${draft.folder}/${file}`, value);
    progress?.(n);
  }
  write('people.yaml', staff.record);
  write('certpress.yaml', config);
}

function caseOf(n: number, seed: number, scheme: SchemeId, staff: Staff): CaseDraft {
  const of = seed * perSeed + n;
  const random = new Random(of);
  // As many between one and two as between twenty and forty.
  const upTo = (most: number): number => Math.min(most, Math.floor((most + 1) ** random.next()));
  const size = { sites: upTo(40), nonconformities: upTo(30) };
  const paragraphs = random.pick([0, 0, 0, 0, 1, 1, 2, 4]);
  // What has not reached the day would be overdue on it.
  const made = lawfulCase(of, { scheme, size, fits: ({ last }) => last >= asOf });
  const then = structuredClone(lawfulOn(made, asOf));
  const label = `${scheme.slice(0, 1).toUpperCase()}${String(of)}`;
  const client = text(`青榆第${n}服务有限公司`, `Qingyu Services No. ${n} Co., Ltd.`);
  complete(then, scheme, { label, client, paragraphs }, random);
  const name = `client-${String(n).padStart(5, '0')}`;
  return { ...staff.assign(then, scheme, made.people), name, folder: `${scheme}/${name}` };
}

/** Each file of a case, by its path in it. */
function filesOf(draft: CaseDraft): [string, unknown][] {
  const one = (kind: 'case' | 'certificates' | 'events' | 'documents'): [string, unknown] => [recordFiles[kind].file ?? '', draft[kind]];
  return [
    ...(['case', 'certificates', 'events', 'documents'] as const).map(one),
    ...draft.audits.flatMap((audit): [string, unknown][] => {
      const at = `audits/${audit.name}`;
      const folder = (kind: 'findings' | 'nonconformity', files: Readonly<Record<string, unknown>>): [string, unknown][] =>
        Object.entries(files).map(([name, value]) => [`${at}/${recordFiles[kind].folder ?? ''}/${name}.yaml`, value]);
      return [
        ...(['audit', 'plan', 'notice', 'report', 'review', 'decision'] as const).map((kind): [string, unknown] => [
          `${at}/${recordFiles[kind].file ?? ''}`,
          audit[kind],
        ]),
        ...folder('findings', audit.findings),
        ...folder('nonconformity', audit.nonconformities),
      ];
    }),
  ];
}

const enquiry = text(
  '登录example.com/cert输入证书编号，可查询证书信息及证书状态。',
  'Visit example.com/cert and enter the certificate number, for the certificate’s information and status.',
);
const body = { sample: true, address: text('河南省某市某路2号', '2 Some Road, Some City, Henan') };
/** Where the scheme has an enquiry on the certificate, it is the project that says where. */
const asks = { enquiry, enquiryUrl: 'https://example.com/cert/{number}' };
const config: RecordOf<'project'> = {
  lang: 'zh-en',
  asOf,
  body: { wanding: { ...body, ...asks }, cusc: { ...body, ...asks }, cqm: body, zoho: body },
};
