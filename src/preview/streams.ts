/**
 * What the server tells pages by itself: one stream of events for each page that is open (Server-Sent Events).
 *
 * In:  responses that stay open, each with the document that its page shows. Out: events to all of them, or to those that show a document.
 */
import type { ServerResponse } from 'node:http';
import { alwaysSaid } from './answers.js';
import type { Events } from './protocol.js';

/** More windows than anybody has open. */
const most = 16;
/** A page that does not read is not waited for beyond this, bytes. */
const mostUnread = 8_000_000;
const beatMs = 15_000;

interface Stream {
  readonly response: ServerResponse;
  readonly shows: string | undefined;
}

export class Streams {
  private readonly open = new Set<Stream>();
  private readonly beat = setInterval(() => this.write(': \n\n', () => true), beatMs).unref();

  get isFull(): boolean {
    return this.open.size >= most;
  }
  /** Documents that somebody looks at. */
  get shown(): readonly string[] {
    return [...new Set([...this.open].flatMap(({ shows }) => shows ?? []))];
  }

  add(response: ServerResponse, shows: string | undefined): void {
    const stream = { response, shows };
    response.writeHead(200, { ...alwaysSaid, 'Content-Type': 'text/event-stream; charset=utf-8' });
    response.write('retry: 1000\n\n');
    response.socket?.setTimeout(0);
    this.open.add(stream);
    response.on('close', () => this.open.delete(stream));
  }

  /** To all; of a document, to those who look at it; `only`: to one alone. */
  tell<K extends keyof Events>(
    kind: K,
    value: Events[K],
    { shows, only }: { readonly shows?: string; readonly only?: ServerResponse } = {},
  ): void {
    const text = `event: ${kind}\ndata: ${JSON.stringify(value)}\n\n`;
    this.write(text, (one) => (only === undefined || one.response === only) && (shows === undefined || one.shows === shows));
  }

  close(): void {
    clearInterval(this.beat);
    for (const { response } of this.open) response.end();
  }

  private write(text: string, isMeant: (one: Stream) => boolean): void {
    for (const one of this.open) {
      if (!isMeant(one)) continue;
      if (one.response.writableLength > mostUnread) one.response.destroy();
      else one.response.write(text);
    }
  }
}
