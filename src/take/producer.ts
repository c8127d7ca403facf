/**
 * Who saved a Word file with what: programs harm what a file carries each in its own way.
 *
 * In:  what the file says of itself. Out: the program by its kind, its own words, and the person and time where they are there.
 */
import type { WordAbout } from '../word/types.js';
import type { Producer } from './types.js';

const kinds: readonly (readonly [RegExp, Producer['kind']])[] = [
  [/^certpress\b/i, 'certpress'],
  [/^libreoffice|^openoffice|^collabora/i, 'libreoffice'],
  [/\bwps\b|kingsoft/i, 'wps'],
  [/microsoft .*word|^word\b/i, 'word'],
];

export function producerOf({ application = '', applicationVersion, lastModifiedBy, modified }: WordAbout): Producer {
  const kind = kinds.find(([pattern]) => pattern.test(application))?.[1] ?? 'other';
  const isAsWritten = kind === 'certpress';
  return {
    kind,
    application: applicationVersion === undefined || /\d/.test(application) ? application : `${application} ${applicationVersion}`,
    // What we wrote ourselves is nobody's work yet.
    ...(lastModifiedBy === undefined || isAsWritten ? {} : { by: lastModifiedBy }),
    ...(modified === undefined || isAsWritten ? {} : { on: modified }),
  };
}
