/**
 * A port at which nobody listens.
 *
 * In:  nothing. Out: its number; somebody listened there a moment ago, so that no other process is likely to be given it soon.
 */
import { createServer, type AddressInfo } from 'node:net';

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
