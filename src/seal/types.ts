/**
 * What seals and signatures are made of, and what is found out about them.
 *
 * In:  nothing. Out: types.
 */

export type DigestName = 'SHA-256' | 'SHA-384' | 'SHA-512' | 'SM3';
/** `sm2` goes with SM3, and SM3 with nothing else. */
export type SignatureScheme = 'rsa-pss' | 'rsa-pkcs1' | 'ecdsa' | 'sm2';

/** Whoever can sign: a key in a file, a card, a remote service. Only `sign` differs between them. */
export interface Signer {
  /** DER; the signer's own certificate first, then those that lead to the root. */
  readonly chain: readonly Uint8Array[];
  readonly scheme: SignatureScheme;
  readonly digest: DigestName;
  /**
   * Signs a digest. `message` is what the digest was taken of, for keys that hash for themselves.
   * ECDSA and SM2 give `SEQUENCE { r, s }` in DER; RSA-PSS has a salt as long as the digest. For SM2 the digest is that over
   * Z of the signer and the message (GB/T 32918.2, 6.1), with the identifier 1234567812345678.
   */
  sign(digest: Uint8Array, message: Uint8Array): Promise<Uint8Array>;
}

/**
 * PAdES baseline levels, ETSI EN 319 142-1; the least first. `B-LT-INSIDE` is B-LT in one revision: the validation data are gathered
 * before sealing and lie under the seal, so that no byte follows it.
 */
export const sealLevels = ['B-B', 'B-T', 'B-LT-INSIDE', 'B-LT', 'B-LTA'] as const;
export type SealLevel = (typeof sealLevels)[number];

/** Sends a request to a service and gives its answer; the only way to a network, so that tests and callers can say which. */
export type Fetcher = (url: string, contentType: string, body: Uint8Array | undefined) => Promise<Uint8Array>;

export interface Services {
  readonly fetch: Fetcher;
  /** RFC 3161. Needed from B-T on. */
  readonly timeStampUrl?: string;
  /** DER of certificates that lead from its services to their roots, where these do not send them; B-LT asks about each. */
  readonly authorities?: readonly Uint8Array[];
}

/** Where the picture of a visible seal goes: millimetres from the page's upper left corner to the circle's box. */
export interface SealPlaceOnPage {
  /** Counts from 1. */
  readonly page: number;
  readonly left: number;
  readonly top: number;
  readonly diameter: number;
}

export interface SealOptions {
  readonly level: SealLevel;
  /** When it is sealed; whole seconds count. */
  readonly at: Date;
  readonly reason?: string;
  readonly services?: Services;
  /** None: the seal is invisible. */
  readonly appearance?: {
    readonly place: SealPlaceOnPage;
    /** Further places where the same picture is shown, such as the annex's. */
    readonly also?: readonly SealPlaceOnPage[];
    /** PNG or JPEG, or vectors of the body's own mark drawn when absent. */
    readonly picture?: Uint8Array;
    /** What a screen reader says. */
    readonly description: string;
  };
}

/** What is known about who may be believed. */
export interface Trust {
  /** DER of the roots. */
  readonly roots: readonly Uint8Array[];
  /**
   * When the question is asked. Certificates must still be valid then, unless a time stamp proves that the signature is
   * older. Without it the question is about the time that the signature claims, or the last time stamp proves.
   */
  readonly at?: Date;
}

export interface SignatureVerdict {
  /** What was signed is what is there, and the signature is that of the certificate named. */
  readonly intact: boolean;
  /** The chain leads to a trusted root, was valid at the proven time, and nothing in it was revoked before. */
  readonly trusted: boolean;
  readonly signedBy: string;
  /** For people: `RSA 2048, SHA-256`. */
  readonly algorithm?: string;
  /** As the signer says. */
  readonly claimedAt?: string;
  /** By a time stamp whose own chain is trusted, ISO 8601. */
  readonly provenAt?: string;
  readonly level: SealLevel | 'none';
  /** Why it is not intact, or not trusted; each a sentence in both languages. */
  readonly problems: readonly { readonly zh: string; readonly en: string }[];
}

/** In both languages. */
interface Sentence {
  readonly zh: string;
  readonly en: string;
}
/** A signature that another tool made, in a file of its own or in a PDF. */
export interface SignatureOfOthers {
  readonly signedBy: string;
  /** The content is what was signed, and the signature is that of the certificate named. */
  readonly intact: boolean;
  /** A chain leads to a root that is believed, and nothing in it was revoked or had ended. */
  readonly trusted: boolean;
  /** CAdES names its certificate in what is signed (RFC 5035); plain CMS leaves that to the reader. */
  readonly form: 'CAdES' | 'CMS';
  /** `RSA 2048, SHA-256`. */
  readonly algorithm?: string;
  /** As the signer says. */
  readonly claimedAt?: string;
  /** By a time stamp whose own chain is trusted. */
  readonly provenAt?: string;
  /** It holds, but its algorithm or key does not count for much any more. */
  readonly weak: readonly Sentence[];
  /** Why it is not intact, or not trusted. */
  readonly problems: readonly Sentence[];
}
export interface VerdictOfOthers {
  /** All signatures in the file hold. */
  readonly intact: boolean;
  readonly trusted: boolean;
  readonly signatures: readonly SignatureOfOthers[];
  /** Why the file cannot be read at all; else those of its signatures. */
  readonly problems: readonly Sentence[];
}
export interface SignatureInPdf extends SignatureOfOthers {
  readonly kind: 'signature' | 'time-stamp';
  /** Nothing follows the bytes that it is over. */
  readonly coversFile: boolean;
}
/** A PDF that other programs signed. */
export interface PdfOfOthers {
  readonly signatures: readonly SignatureInPdf[];
  /** Whether bytes follow the last signature: these nobody signed, and what they do is not judged. */
  readonly after: 'nothing' | 'something';
}

export interface PdfVerdict {
  /** Signatures of other programs, where there is no seal of ours. */
  readonly others?: PdfOfOthers;
  /** None: the file carries no seal of ours. */
  readonly seal?: SignatureVerdict & {
    /** DocMDP: 1 allows no change. */
    readonly permission?: number;
    /** What came after the sealed bytes: nothing, only what long-term validation adds, or something else. */
    readonly after: 'nothing' | 'validation-data' | 'changes';
  };
  /** The file as it was before it was sealed. */
  readonly unsealed?: Uint8Array;
}
