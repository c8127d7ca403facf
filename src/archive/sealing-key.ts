/**
 * The body's key at work: seals for documents, signatures for bags and the index, time stamps.
 *
 * In:  a signer, the moment, services, how a seal looks. Out: the functions that archiving and the store ask for.
 */
import { hasErrors, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { packageInfo } from '../program/package-info.js';
import { sealPdf, signDetached, verifyDetached, type SealLevel, type Services, type Signer, type Trust } from '../seal/index.js';
import { digestOf } from '../seal/cms/algorithms.js';
import { requestToken } from '../seal/cms/token.js';
import type { ArchiveOptions } from './archive.js';
import type { StoreOptions } from './store/index.js';

export interface SealingKeyOptions {
  readonly signer: Signer;
  readonly level: SealLevel;
  /** Whole seconds count. */
  readonly at: Date;
  readonly services?: Services;
  /** Whose signatures are believed when a stopped run is finished; the signer's own root where none is given. */
  readonly trust?: Trust;
  /** Seals are seen, at the place that the layout keeps for them; with this picture, else with a drawn one. */
  readonly visible: boolean;
  readonly picture?: Uint8Array;
  /** Who runs it, for the records of what was destroyed. */
  readonly by?: string;
}
export interface SealingKey {
  readonly seal: ArchiveOptions['seal'];
  readonly store: StoreOptions;
}

/** ISO 8601 in UTC, whole seconds: as the store writes moments. */
export const momentOf = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

export function sealingKeyOf({ signer, level, at, services, trust, visible, picture, by }: SealingKeyOptions): SealingKey {
  const root = signer.chain.at(-1);
  const trusted: Trust = trust ?? { roots: root ? [root] : [] };
  return {
    seal: (bytes, { title, spots: [spot, ...also] }) =>
      sealPdf(bytes, signer, {
        level,
        at,
        ...(services ? { services } : {}),
        ...(visible && spot
          ? {
              appearance: {
                place: spot,
                also,
                description: `${title.zh}：电子印章 ${title.en}: electronic seal`,
                ...(picture ? { picture } : {}),
              },
            }
          : {}),
      }),
    store: {
      at: momentOf(at),
      agent: `certpress ${packageInfo().version}`,
      ...(by === undefined ? {} : { by }),
      // A bag's own signature is stamped like its documents, where there is an authority to ask.
      sign: (bytes) =>
        signDetached(bytes, signer, { at, level: level === 'B-B' ? 'B-B' : 'B-T', ...(services ? { services } : {}) }).then(valueOf),
      checkSignature: (bytes, cms) => Promise.resolve(verifyDetached(bytes, cms, trusted)),
    },
  };
}

/** An RFC 3161 token (DER) over bytes. @throws where the authority gives none */
export const timeStampOf = (bytes: Uint8Array, services: Services): Promise<Uint8Array> =>
  requestToken(services, 'SHA-256', digestOf('SHA-256', bytes));

/** The store undoes a step whose signature fails; what failed is in the message. */
export class SigningFailed extends Error {
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((d) => d.message.en).join('; '));
  }
}
function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.value === undefined || hasErrors(outcome.diagnostics)) throw new SigningFailed(outcome.diagnostics);
  return outcome.value;
}
