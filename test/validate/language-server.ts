/** A YAML language server over stdio: just enough of the protocol to open a file and ask about a place in it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: { readonly items?: readonly unknown[] };
  readonly result?: unknown;
}

export class LanguageServer {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (result: unknown) => void>();
  /** Settled once the server has asked for its settings; what it is asked before that, it answers without schemas. */
  readonly #configured: Promise<void>;
  #settle: () => void = () => undefined;
  #next = 1;
  #buffer = Buffer.alloc(0);

  /** `schemas`: file of a schema to patterns of the records it is for, as an editor's settings say it. */
  constructor(readonly schemas: Readonly<Record<string, string>>) {
    this.#configured = new Promise((resolve) => {
      this.#settle = resolve;
    });
    const server = join(
      dirname(createRequire(import.meta.url).resolve('yaml-language-server/package.json')),
      'bin',
      'yaml-language-server',
    );
    this.#process = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    this.#process.stdout?.on('data', (data: Buffer) => {
      this.#read(data);
    });
  }

  async start(): Promise<void> {
    await this.request('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {
        workspace: { configuration: true },
        textDocument: { completion: { completionItem: { snippetSupport: true } }, hover: { contentFormat: ['markdown'] } },
      },
    });
    this.#send({ method: 'initialized', params: {} });
    this.#send({ method: 'workspace/didChangeConfiguration', params: { settings: this.#settings() } });
    await this.#configured;
    // One question more: by its answer the settings have been taken up.
    await this.request('textDocument/hover', {
      textDocument: { uri: this.open('/none.yaml', 'a: b\n') },
      position: { line: 0, character: 0 },
    });
  }
  open(file: string, text: string): string {
    const uri = pathToFileURL(file).href;
    this.#send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'yaml', version: 1, text } } });
    return uri;
  }
  request(method: string, params: unknown): Promise<unknown> {
    const id = this.#next++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#send({ id, method, params });
    });
  }
  stop(): void {
    this.#process.kill();
  }

  #settings(): unknown {
    const schemas = Object.fromEntries(Object.entries(this.schemas).map(([file, pattern]) => [pathToFileURL(file).href, pattern]));
    return { yaml: { schemas, hover: true, completion: true, validate: true, schemaStore: { enable: false } } };
  }
  #send(message: object): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.#process.stdin?.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  }
  #read(data: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, data]);
    for (;;) {
      const end = this.#buffer.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/i.exec(this.#buffer.subarray(0, Math.max(end, 0)).toString())?.[1] ?? Number.NaN);
      if (end < 0 || this.#buffer.length < end + 4 + length) return;
      const message = JSON.parse(this.#buffer.subarray(end + 4, end + 4 + length).toString()) as Message;
      this.#buffer = this.#buffer.subarray(end + 4 + length);
      if (message.method === 'workspace/configuration') {
        const { yaml } = this.#settings() as { yaml: unknown };
        const items = (message.params?.items ?? []) as readonly { readonly section?: string }[];
        this.#send({ id: message.id, result: items.map((item) => (item.section === 'yaml' ? yaml : {})) });
        this.#settle();
      } else if (message.method !== undefined && message.id !== undefined) this.#send({ id: message.id, result: null });
      else if (typeof message.id === 'number') {
        this.#waiting.get(message.id)?.(message.result);
        this.#waiting.delete(message.id);
      }
    }
  }
}
