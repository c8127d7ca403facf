/**
 * Time stamp tokens (RFC 3161): asked for, and read.
 *
 * In:  what is to be stamped, or a token. Out: the token, or what it says.
 */
import { randomBytes } from 'node:crypto';
import { digestIdentifier, digestOf, readDigest } from './algorithms.js';
import { checkSignedData, readSignedData, type Checked, type SignedData } from './read.js';
import { Fields, element, integer, octets, readOid, readSmallInteger, readTime, sequence, tags, der, type Element } from './der.js';
import { Malformed, sameBytes } from '../../files/malformed.js';
import { Refusal } from '../diagnose.js';
import { oids } from './oids.js';
import type { DigestName, Services } from '../types.js';

export interface Token {
  readonly data: SignedData;
  readonly at: Date;
  readonly digest: DigestName;
  readonly imprint: Uint8Array;
  readonly nonce: Uint8Array | undefined;
  readonly checked: Checked;
}
/** @throws Malformed, NotAccepted */
export function readToken(bytes: Uint8Array): Token {
  const data = readSignedData(bytes);
  if (data.contentType !== oids.tstInfo || !data.content) throw new Malformed('not a time stamp token');
  const fields = new Fields(element(data.content, tags.sequence));
  if (readSmallInteger(fields.next(tags.integer)) !== 1) throw new Malformed('version of the token');
  readOid(fields.next(tags.oid));
  const imprint = new Fields(fields.next(tags.sequence));
  const digest = readDigest(imprint.next(tags.sequence));
  const hash = imprint.next(tags.octets).content;
  fields.next(tags.integer);
  const at = readTime(fields.next(tags.generalizedTime));
  fields.optional(tags.sequence);
  fields.optional(tags.boolean);
  const nonce = fields.optional(tags.integer)?.raw;
  return { data, at, digest, imprint: hash, nonce, checked: checkSignedData(data, digestOf(data.digest, data.content), true) };
}
/** Whether the token is over these bytes. */
export const isOver = (token: Token, ...parts: readonly Uint8Array[]): boolean =>
  sameBytes(token.imprint, digestOf(token.digest, ...parts));

/** @throws Refusal when there is no service, or no usable answer. */
export async function requestToken(services: Services | undefined, digest: DigestName, imprint: Uint8Array): Promise<Uint8Array> {
  const url = services?.timeStampUrl;
  if (!services || url === undefined)
    throw new Refusal('seal-service-missing', '没有给出时间戳服务的地址', 'no time stamp service is given');
  const nonce = integer(Uint8Array.from([1, ...randomBytes(8)]));
  const request = sequence(integer(1), sequence(digestIdentifier(digest), octets(imprint)), nonce, der(tags.boolean, Uint8Array.of(0xff)));
  const answer = await ask(services, url, 'application/timestamp-query', request);
  try {
    const token = tokenIn(answer);
    const read = readToken(token.raw);
    if (read.nonce === undefined || !sameBytes(read.nonce, nonce) || read.digest !== digest || !sameBytes(read.imprint, imprint))
      throw new Malformed('it answers another request');
    const [problem] = read.checked.problems;
    if (problem) throw new Malformed(problem.en);
    return token.raw;
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new Refusal(
      'seal-service-failed',
      `时间戳服务 ${url} 的回答不可用：${error.message}`,
      `the answer of the time stamp service ${url} is not usable: ${error.message}`,
    );
  }
}
function tokenIn(answer: Uint8Array): Element {
  const fields = new Fields(element(answer, tags.sequence));
  const status = readSmallInteger(new Fields(fields.next(tags.sequence)).next(tags.integer));
  if (status > 1) throw new Malformed(`it refused, status ${status}`);
  return fields.next(tags.sequence);
}
/** Asks a service. @throws Refusal with the service's address and the reason. */
export async function ask(services: Services, url: string, contentType: string, body: Uint8Array | undefined): Promise<Uint8Array> {
  try {
    return await services.fetch(url, contentType, body);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal('seal-service-failed', `${url} 没有回答：${reason}`, `${url} did not answer: ${reason}`);
  }
}
