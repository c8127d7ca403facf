/**
 * PDFs signed as other programs sign them.
 *
 * In:  a document, a PKI of a test. Out: the document with a signature field, and its signature filled in by OpenSSL.
 */
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PdfFile } from '../../src/pdf/file.js';
import { Raw, Reference, dictionary, name } from '../../src/pdf/syntax.js';
import { Update } from '../../src/pdf/update.js';
import type { Pki } from './pki.js';

export const room = 20_000;
export const open = '/ByteRange [0 0000000000 0000000000 0000000000]';
/** The file with its last open signature filled in by OpenSSL, as an outsider does it. */
export async function filledIn(
  { folder, signers, chainPem }: Pki,
  bytes: Uint8Array,
  options: readonly string[] = [],
  sign?: (content: Buffer) => Promise<Uint8Array>,
): Promise<Buffer> {
  const out = Buffer.from(bytes);
  const at = out.lastIndexOf(open);
  const from = out.indexOf('<0000', at);
  const to = out.indexOf('>', from) + 1;
  out.write(`/ByteRange [0 ${[from, to, out.length - to].map((one) => String(one).padEnd(10)).join(' ')}]`, at, 'latin1');
  const content = Buffer.concat([out.subarray(0, from), out.subarray(to)]);
  await writeFile(join(folder, 'content'), content);
  const { certificate, key } = signers.rsa;
  const cms = sign
    ? await sign(content)
    : execFileSync(
        'openssl',
        [
          'cms',
          '-sign',
          '-binary',
          '-in',
          join(folder, 'content'),
          '-signer',
          certificate,
          '-inkey',
          key,
          '-certfile',
          chainPem,
          '-outform',
          'DER',
          ...options,
        ],
        { stdio: ['ignore', 'pipe', 'ignore'] },
      );
  out.write(Buffer.from(cms).toString('hex'), from + 1, 'latin1');
  return out;
}
const signature = (subFilter: string, type = 'Sig', more = ''): string =>
  `<< /Type /${type} /Filter /Adobe.PPKLite /SubFilter /${subFilter} ${open} /Contents <${'0'.repeat(room * 2)}> /M (D:20261128120000Z) ${more}>>`;
/** An update of a document of ours, as another program would append it. */
export function asUpdate(bytes: Uint8Array, subFilter: string, type?: string, more?: string): Uint8Array {
  const update = new Update(new PdfFile(bytes));
  const value = update.add(new Raw(signature(subFilter, type, more)));
  const field = update.add(dictionary({ FT: name('Sig'), V: value }));
  const catalog = update.file.catalog();
  catalog.set('AcroForm', dictionary({ Fields: [new Reference(field.number)] }));
  update.put(update.file.root().number, catalog);
  return update.save().bytes;
}
