import { once } from 'node:events';
import type { Server } from 'node:http';
import { refusedPort } from './refused-port.ts';

/** Where a server of ours is to listen. `port` 0 takes a free one. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** Gives its URL, without a trailing slash. Throws InputError when the port cannot be listened on. */
export async function listenOn(server: Server, { host, port }: ListenAddress): Promise<string> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw refusedPort(error, port) ?? error;
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${name}:${address.port}`;
}
