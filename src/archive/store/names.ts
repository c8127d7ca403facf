/**
 * Names of folders and files in an archive.
 *
 * In:  names of cases, audits, certificates; paths of a payload. Out: names that every file system holds just as they are.
 */
import { isDeviceName } from '../../files/device-name.js';
import type { BagPlace } from '../types.js';

/** What lies in the archive's root beside the folders of schemes. */
const taken = /^(?:disposed|renewed)$|^index\./i;
/** In one folder's name, UTF-8: common to all file systems, with room for what a backup may add. */
const longest = 200;

const percent = (text: string): string =>
  [...new TextEncoder().encode(text)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

/**
 * A name as the name of a folder: letters and digits of any script, `-`, `_` and `.` as they are; all else percent-encoded.
 * So are a first or last dot, and the first letter of a name that Windows takes for a device.
 */
export function folderName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}_.-]/gu, percent)
    .replace(/^\.|\.$/g, percent);
  return isDeviceName(plain) ? percent(plain.slice(0, 1)) + plain.slice(1) : plain;
}

/** `<scheme>/<case>/<subject>` as the path of a folder in the archive; undefined where a name is empty or too long. */
export function placePath(place: BagPlace): string | undefined {
  const names = [place.scheme, place.case, place.subject].map(folderName);
  const first = names[0] ?? '';
  if (taken.test(first)) names[0] = percent(first.slice(0, 1)) + first.slice(1);
  return names.every((name) => name !== '' && new TextEncoder().encode(name).length <= longest) ? names.join('/') : undefined;
}

/** `<place>/<revision>` taken apart; undefined where it is none. */
export function bagPath(bag: string): { readonly place: string; readonly revision: number } | undefined {
  const found = /^([^/]+\/[^/]+\/[^/]+)\/([1-9][0-9]{0,5})$/.exec(bag);
  return found?.[1] !== undefined && isSafePath(found[1]) ? { place: found[1], revision: Number(found[2]) } : undefined;
}

/** Whether a path stays below the folder that it is read from, on any system. */
export function isSafePath(path: string): boolean {
  return path !== '' && !/[\\\0]|^[A-Za-z]:/.test(path) && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/** Whether every file system holds a file of this path just as it is named. */
export function isPortablePath(path: string): boolean {
  return (
    isSafePath(path) &&
    path
      .split('/')
      .every(
        (part) =>
          !/[\p{Cc}\p{Cs}<>:"|?*]/u.test(part) &&
          !/[. ]$/.test(part) &&
          !isDeviceName(part) &&
          new TextEncoder().encode(part).length <= 255,
      )
  );
}

/** Names that differ by this only are one name on some file systems. */
export const sameName = (path: string): string => path.normalize('NFC').toLowerCase();

/** A path in a manifest: CR, LF and % percent-encoded, RFC 8493 section 2.1.3; nothing else. */
export const manifestPath = (path: string): string => path.replace(/[%\r\n]/g, percent);

/** The other way round; undefined where a `%` stands for anything else. */
export function fromManifestPath(written: string): string | undefined {
  if (/%(?!25|0[DdAa])/.test(written)) return undefined;
  return written.replace(/%(25|0[Dd]|0[Aa])/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
