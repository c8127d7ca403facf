/**
 * A signer from a module that the user names on the command line: code of their own, for a card or a remote service.
 *
 * In:  the module's path. Out: a signer, or a diagnostic. No record, pack or layout can name such a module.
 */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { failed, type Diagnostic, type Outcome, type Prose } from '../diagnostics/index.js';
import { acceptSigner, type Signer } from '../seal/index.js';

export async function signerFromModule(file: string): Promise<Outcome<Signer>> {
  if (!existsSync(file)) return failed(said(file, { zh: '没有这个签名模块', en: 'There is no such module' }));
  let made: unknown;
  try {
    const exported = (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
    const create = exported['createSigner'];
    if (typeof create !== 'function')
      return failed(said(file, { zh: '模块没有导出函数 createSigner', en: 'The module exports no function createSigner' }));
    made = await (create as () => unknown)();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed(said(file, { zh: `签名模块出错：${reason}`, en: `The module failed: ${reason}` }));
  }
  const { value, diagnostics } = await acceptSigner(made);
  const placed = diagnostics.map((one) => ({ ...one, place: { file } }));
  return value ? { value, diagnostics: placed } : failed(...placed);
}
const said = (file: string, message: Prose): Diagnostic => ({
  code: 'seal-signer-wrong',
  severity: 'error',
  place: { file },
  message,
  help: {
    zh: '模块须导出 createSigner()，返回签名者；范例见 docs/examples/pkcs11-signer.mjs。',
    en: 'It must export createSigner(), which gives a signer; for an example see docs/examples/pkcs11-signer.mjs.',
  },
});
