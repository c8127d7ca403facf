/**
 * The layout engine in this process: Typst 0.14.2 as a native binding for Node.
 *
 * In:  the folders of the faces that it may use. Out: an `Engine` (`engine.ts`), or null where no binding can be loaded.
 *
 * The native binding is loaded by itself, from the package for this system (npm installs that one of the eleven, by `os`,
 * `cpu` and `libc`): the package around it adds nothing that is used here.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { resolve } from 'node:path';
import { report as nodeReport } from 'node:process';
import type { Engine, EngineError, Laid, Sheet } from './engine.js';

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
  plainSvg(document: NativeDocument): string;
}
interface Binding {
  readonly NodeCompiler: { create(options: { workspace: string; fontArgs: { fontPaths: string[] }[] }): NativeCompiler };
}

const require = createRequire(import.meta.url);

/** As Node names them (`process.platform`, `process.arch`); `hasGlibc` counts on Linux only. */
export interface System {
  readonly platform: string;
  readonly arch: string;
  readonly hasGlibc: boolean;
}
/** How the platform packages of the binding end, by system; what is not here has none. */
const endings: Readonly<Record<string, readonly [glibc: string, musl?: string]>> = {
  'android arm': ['android-arm-eabi'],
  'android arm64': ['android-arm64'],
  'darwin arm64': ['darwin-arm64'],
  'darwin x64': ['darwin-x64'],
  'linux arm': ['linux-arm-gnueabihf'],
  'linux arm64': ['linux-arm64-gnu', 'linux-arm64-musl'],
  'linux x64': ['linux-x64-gnu', 'linux-x64-musl'],
  'win32 arm64': ['win32-arm64-msvc'],
  'win32 x64': ['win32-x64-msvc'],
};

/**
 * The package with the binding for a system, or undefined where none is published. A binding for the other libc may load, and fail later.
 */
export function bindingPackage({ platform: os, arch: cpu, hasGlibc }: System): string | undefined {
  const [glibc, musl] = endings[`${os} ${cpu}`] ?? [];
  const ending = os === 'linux' && !hasGlibc ? musl : glibc;
  return ending === undefined ? undefined : `@myriaddreamin/typst-ts-node-compiler-${ending}`;
}

const thisSystem = (): System => ({ platform: platform(), arch: arch(), hasGlibc: platform() === 'linux' && runsOnGlibc() });

/**
 * Node's report of itself names the C library only where it is glibc. It is asked without the network, whose names it would look up; and
 * only where the list of what is loaded into this process does not say it, since the report takes longer than all else here.
 */
function runsOnGlibc(): boolean {
  const loaded = loadedLibraries();
  if (/\/ld-musl-/.test(loaded)) return false;
  if (/\/libc(?:-2\.\d+)?\.so/.test(loaded)) return true;
  const node = nodeReport as { excludeNetwork?: boolean; getReport(): { readonly header?: { readonly glibcVersionRuntime?: string } } };
  const asked = node.excludeNetwork ?? false;
  node.excludeNetwork = true;
  try {
    return node.getReport().header?.glibcVersionRuntime !== undefined;
  } finally {
    node.excludeNetwork = asked;
  }
}

function loadedLibraries(): string {
  try {
    return readFileSync('/proc/self/maps', 'utf8');
  } catch {
    return '';
  }
}

interface Loaded {
  readonly name: string;
  readonly binding: Binding;
}
let loaded: Loaded | null | undefined;

function loadBinding(): Loaded | null {
  if (loaded !== undefined) return loaded;
  const name = bindingPackage(thisSystem());
  try {
    loaded = name === undefined ? null : { name, binding: require(name) as Binding };
  } catch {
    // Not installed (optional packages were left out), or not for a system as old as this.
    loaded = null;
  }
  return loaded;
}

/** Whether there is one for this system; it is not loaded yet. */
export function isBindingInstalled(): boolean {
  const name = bindingPackage(thisSystem());
  try {
    return name !== undefined && require.resolve(`${name}/package.json`) !== '';
  } catch {
    return false;
  }
}

/** Name and version of the binding in use, or null where none can be loaded. */
export function engineVersion(): string | null {
  const native = loadBinding();
  return native && `typst-ts-node-compiler ${(require(`${native.name}/package.json`) as { readonly version: string }).version}`;
}

/** A folder that does not exist: the program sees the files handed to it and nothing else. On Windows a path needs a drive to be whole. */
const workspace = resolve('/certpress');
const main = resolve(workspace, 'main.typ');

// The data come as a file: were they an input, which is a part of the library, nothing could be remembered from one document to the next.
const dataFile = 'model.json';
const head = `#let model = read("/${dataFile}", encoding: none)\n#let sheet = none\n`;

/**
 * Lays out one sheet after the other, each at once. `remembers`: what was set for so many sheets is still there for the next, which takes
 * a tenth of the time where it is the same document with a word changed, and 60 MB of memory for ten.
 */
export function createEngineInProcess(fontFolders: readonly string[], remembers = 0): Engine | null {
  const native = loadBinding();
  if (!native) return null;
  // Faces are found by path: the engine then reads only those that a document uses.
  const compiler = native.binding.NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: [...fontFolders] }] });
  const laid = ({ program, data, pictures, date }: Sheet): Laid | EngineError => {
    compiler.resetShadow();
    compiler.addSource(main, head + program);
    for (const [name, bytes] of pictures) compiler.mapShadow(resolve(workspace, name), Buffer.from(bytes));
    compiler.mapShadow(resolve(workspace, dataFile), Buffer.from(data));
    const result = compiler.compile({ mainFilePath: main, inputs: {} });
    const document = result.result;
    if (!document) {
      const error = result.takeError();
      return { message: error ? shortMessage(error) : 'no result' };
    }
    const [report] = compiler.query(document, { selector: '<report>', field: 'value' }) as readonly unknown[];
    const pages = document.numOfPages;
    if (date === undefined) return { pages, report };
    let pdf: Uint8Array | undefined;
    return {
      pages,
      report,
      get pdf() {
        try {
          return (pdf ??= compiler.pdf(document, { pdfStandard: 'a-3a', creationTimestamp: date }));
        } catch (error) {
          throw new Error(messageOf(error), { cause: error });
        }
      },
      get svg() {
        return compiler.plainSvg(document);
      },
    };
  };
  return {
    layOut(sheet) {
      try {
        return Promise.resolve(laid(sheet));
      } catch (error) {
        return Promise.resolve({ message: messageOf(error) });
      } finally {
        // Without this a process that makes hundreds of documents keeps them all.
        compiler.evictCache(remembers);
      }
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
