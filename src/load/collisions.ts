/**
 * What must be unique over a project, because outputs would overwrite each other or a number would mean two things.
 *
 * In:  the names and numbers of the cases of a project, one case after the other. Out: diagnostics, each at the second of two, with the
 * first as related place.
 */
import { join } from 'node:path';
import type { Code, Diagnostic, Place, Prose } from '../diagnostics/index.js';
import { isLaterEdition } from './editions.js';
import { fileNamePart } from './output-name.js';
import { placeIn } from './record-file.js';
import { sameFile } from './same-file.js';
import type { CaseFolder } from './types.js';

/** Of a case that was not asked for, its name and certificates are enough. */
export type Compared = Pick<CaseFolder, 'name' | 'folder' | 'certificates' | 'audits'>;
/** What is compared of a case: plain values, which are kept from one build to the next. */
export interface NamesOfCase {
  readonly name: string;
  readonly folder: string;
  readonly audits: readonly { readonly name: string; readonly nonconformities: readonly string[] }[];
  /** Numbers of certificates, but for later editions of one. */
  readonly certificates: readonly { readonly number: string; readonly place: Place }[];
}
interface First {
  readonly place: Place;
  readonly isAsked: boolean;
}

const reissue: Prose = {
  zh: '换一个编号；同一证书换发的，不另立一项：在 documents.yaml 追加新的版次，在 events.yaml 追加 issued。',
  en: 'Take another number. A certificate that is reissued has no second entry: append its revision to documents.yaml and an event `issued` to events.yaml.',
};

export function namesOf(root: string, { name, folder, audits, certificates: file }: Compared): NamesOfCase {
  return {
    name,
    folder,
    audits: audits.map((audit) => ({ name: audit.name, nonconformities: audit.nonconformities.map((nc) => nc.name) })),
    // A later edition of the same certificate; whether the scheme lets its number stay is asked where schemes are known.
    certificates: (file?.value ?? []).flatMap(({ number }, i) =>
      number === undefined || !file || isLaterEdition(file.value, i) ? [] : [{ number, place: placeIn(root, file, [i, 'number']) }],
    ),
  };
}

/** Takes one case after the other, and keeps of each what the next are compared with: names and places. */
export class Collisions {
  /** Those that involve a case that was asked for. */
  readonly diagnostics: Diagnostic[] = [];
  private readonly names = new Map<string, First>();
  private readonly numbers = new Map<string, First>();
  constructor(private readonly root: string) {}

  /** `isAsked`: of two cases that nobody asked for nothing is said. */
  add(folder: NamesOfCase, isAsked: boolean): void {
    const { root } = this;
    const once = (seen: Map<string, First>, key: string, place: Place, code: Code, message: Prose, help?: Prose): boolean => {
      const first = seen.get(key);
      if (!first) {
        seen.set(key, { place, isAsked });
        return true;
      }
      if (isAsked || first.isAsked)
        this.diagnostics.push({
          code,
          severity: 'error',
          message,
          ...(help ? { help } : {}),
          place,
          related: [first.place],
          case: folder.name,
        });
      return false;
    };
    const at = (...path: readonly string[]): Place => ({ file: join(root, folder.folder, ...path), line: 1, column: 1 });
    once(this.names, sameFile(folder.name), at('case.yaml'), 'name-twice', {
      zh: `项目中有两个案卷叫 ${folder.name}`,
      en: `Two cases of the project are called ${folder.name}`,
    });
    const audits = new Map<string, First>();
    for (const audit of folder.audits) {
      once(audits, sameFile(audit.name), at('audits', audit.name, 'audit.yaml'), 'name-twice', {
        zh: `两个审核的名称只差大小写：${audit.name}`,
        en: `The names of two audits differ in case only: ${audit.name}`,
      });
      const ncs = new Map<string, First>();
      for (const nc of audit.nonconformities) {
        once(ncs, sameFile(fileNamePart(nc)), at('audits', audit.name, 'nonconformities', `${nc}.yaml`), 'name-twice', {
          zh: `另一个不符合会写成同一个输出文件：${nc}`,
          en: `Another nonconformity would be written to the same output file: ${nc}`,
        });
      }
    }
    const outputs = new Map<string, First>();
    for (const { number, place } of folder.certificates) {
      const twice = { zh: `证书编号 ${number} 已经用过`, en: `The number ${number} is already used by another certificate` };
      if (once(this.numbers, number, place, 'certificate-number-twice', twice, reissue)) {
        once(outputs, sameFile(fileNamePart(number)), place, 'name-twice', {
          zh: `另一张证书会写成同一个输出文件：${number}`,
          en: `Another certificate would be written to the same output file: ${number}`,
        });
      }
    }
  }
}
