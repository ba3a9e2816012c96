import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo, type Server } from 'node:net';
import { readFileSync } from 'node:fs';
import type { WireRequest } from '../../src/contract/wires/wire.ts';

/** A pair made for these tests alone; it is trusted nowhere. */
export const TEST_ONLY_CERT = readFileSync(new URL('test-only-tls/cert.pem', import.meta.url), 'utf8');
const TEST_ONLY_KEY = readFileSync(new URL('test-only-tls/key.pem', import.meta.url), 'utf8');

export interface Loopback {
  readonly port: number;
  readonly sockets: ReadonlySet<net.Socket>;
  [Symbol.asyncDispose](): Promise<void>;
}

export function serveHttp(listener: http.RequestListener): Promise<Loopback> {
  return listen(http.createServer(listener));
}

export function serveHttps(listener: http.RequestListener): Promise<Loopback> {
  return listen(https.createServer({ key: TEST_ONLY_KEY, cert: TEST_ONLY_CERT }, listener));
}

export function serveTcp(onSocket: (socket: net.Socket) => void): Promise<Loopback> {
  return listen(net.createServer(onSocket));
}

export async function listen(server: Server): Promise<Loopback> {
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (!isInet(address)) throw new Error('no port');
  return {
    port: address.port,
    sockets,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

function isInet(address: ReturnType<Server['address']>): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

export function get(url: string, headers: WireRequest['headers'] = {}): WireRequest {
  return { method: 'GET', url, headers, body: null };
}

export function post(url: string, body: string): WireRequest {
  return { method: 'POST', url, headers: { 'content-type': 'application/json' }, body };
}
