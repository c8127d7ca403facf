/**
 * The layout engine behind one small interface, so that another engine can take its place.
 *
 * In:  a Typst program, its data as one JSON string, pictures, and the folders of the faces it may use.
 * Out: `Layout`: pages, what the program reports about them, and the PDF; or the reason why there is none.
 *
 * The native binding is loaded by itself: the package that wraps it names optional packages that were never published,
 * which breaks installations; the binding is all that the wrapper adds.
 */
import { createRequire } from 'node:module';

export interface EngineError {
  readonly message: string;
}
export interface Layout {
  readonly pages: number;
  /** The value of the one metadata element with this label, or undefined. */
  report(label: string): unknown;
  /** PDF/A-3a; `date` in seconds since 1970. */
  pdf(date: number): Uint8Array | EngineError;
  /** Frees what the engine remembers of this layout. */
  release(): void;
}
export interface Engine {
  layout(program: string, data: string, pictures: ReadonlyMap<string, Uint8Array>): Layout | EngineError;
}
export const isEngineError = (value: object): value is EngineError => 'message' in value;

interface NativeError {
  readonly shortDiagnostics: readonly { readonly message?: string; readonly hints?: readonly string[] }[];
}
interface NativeDocument {
  readonly numOfPages: number;
}
interface NativeResult {
  readonly result: NativeDocument | null;
  takeError(): NativeError | null;
}
interface NativeCompiler {
  addSource(path: string, source: string): void;
  mapShadow(path: string, content: Buffer): void;
  resetShadow(): void;
  evictCache(maxAge: number): void;
  compile(options: { mainFilePath: string; inputs: Record<string, string> }): NativeResult;
  query(document: NativeDocument, options: { selector: string; field?: string }): unknown;
  pdf(document: NativeDocument, options: { pdfStandard: string; creationTimestamp: number }): Buffer;
}
interface Binding {
  readonly NodeCompiler: { create(options: { workspace: string; fontArgs: { fontPaths: string[] }[] }): NativeCompiler };
}

const require = createRequire(import.meta.url);
const packages = ['@myriaddreamin/typst-ts-node-compiler-linux-x64-gnu', '@myriaddreamin/typst-ts-node-compiler-linux-x64-musl'];
let binding: Binding | null | undefined;

function loadBinding(): Binding | null {
  if (binding !== undefined) return binding;
  for (const name of packages) {
    try {
      binding = require(name) as Binding;
      return binding;
    } catch {
      // Not installed, or not for this system: the next one may be.
    }
  }
  binding = null;
  return null;
}

/** Name and version of the binding in use, or null where none can be loaded. */
export function engineVersion(): string | null {
  if (!loadBinding()) return null;
  for (const name of packages) {
    try {
      return `typst-ts-node-compiler ${(require(`${name}/package.json`) as { readonly version: string }).version}`;
    } catch {
      // The other one is.
    }
  }
  return null;
}

/** A folder that does not exist: the program sees the files handed to it and nothing else. */
const workspace = '/certpress';
const main = `${workspace}/main.typ`;

/** An engine that knows the faces in these folders, or null where no binding can be loaded. */
export function createEngine(fontFolders: readonly string[]): Engine | null {
  const native = loadBinding();
  if (!native) return null;
  // Faces are found by path: the engine then reads only those that a document uses.
  const compiler = native.NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: [...fontFolders] }] });
  return {
    layout(program, data, pictures) {
      compiler.resetShadow();
      compiler.addSource(main, program);
      for (const [name, bytes] of pictures) compiler.mapShadow(`${workspace}/${name}`, Buffer.from(bytes));
      let result: NativeResult;
      try {
        result = compiler.compile({ mainFilePath: main, inputs: { model: data } });
      } catch (error) {
        compiler.evictCache(0);
        return { message: messageOf(error) };
      }
      const document = result.result;
      if (!document) {
        const error = result.takeError();
        compiler.evictCache(0);
        return { message: error ? shortMessage(error) : 'no result' };
      }
      return {
        pages: document.numOfPages,
        report(label) {
          const found = compiler.query(document, { selector: `<${label}>`, field: 'value' }) as readonly unknown[];
          return found[0];
        },
        pdf(date) {
          try {
            return compiler.pdf(document, { pdfStandard: 'a-3a', creationTimestamp: date });
          } catch (error) {
            return { message: messageOf(error) };
          }
        },
        // Without this a process that makes hundreds of documents keeps them all.
        release: () => compiler.evictCache(0),
      };
    },
  };
}

const shortMessage = (error: NativeError): string =>
  error.shortDiagnostics.map((d) => [d.message ?? '', ...(d.hints ?? [])].join('; ')).join('\n');

/** The binding puts its text into `message` or, for some failures, into `code` alone. */
function messageOf(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return [message, code].filter((s): s is string => typeof s === 'string' && s !== '').join(' ') || String(error);
}
