// A time-stamp authority for trials, on the loopback address: each request is answered by `openssl ts`.
// In: an empty folder. Out: its address on the first line of stdout; runs until it is stopped.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

const folder = process.argv[2];
const openssl = (...args) => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
openssl(
  'req',
  '-x509',
  '-newkey',
  'rsa:2048',
  '-nodes',
  '-days',
  '2',
  '-subj',
  '/C=CN/O=Trial/CN=Trial time stamps',
  '-keyout',
  'tsa.key',
  '-out',
  'tsa.pem',
  '-addext',
  'basicConstraints=critical,CA:FALSE',
  '-addext',
  'keyUsage=critical,digitalSignature',
  '-addext',
  'extendedKeyUsage=critical,timeStamping',
);
writeFileSync(`${folder}/tsa.serial`, '01\n');
writeFileSync(
  `${folder}/tsa.cnf`,
  '[tsa]\ndefault_tsa=t\n[t]\nserial=tsa.serial\nsigner_cert=tsa.pem\nsigner_key=tsa.key\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\n' +
    'digests=sha256,sha384,sha512\naccuracy=secs:1\ness_cert_id_chain=no\ness_cert_id_alg=sha256\n',
);
const server = createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    writeFileSync(`${folder}/request.tsq`, Buffer.concat(parts));
    openssl('ts', '-reply', '-queryfile', 'request.tsq', '-config', 'tsa.cnf', '-out', 'reply.tsr');
    response.setHeader('content-type', 'application/timestamp-reply');
    response.end(readFileSync(`${folder}/reply.tsr`));
  });
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/`));
