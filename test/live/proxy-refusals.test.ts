import http from 'node:http';
import { describe, expect, it } from 'vitest';
import { loadAdapter } from '../../src/providers/registry.ts';
import { callOnce } from '../../src/runs/connect/call-once.ts';
import { fuzzTargets } from '../../src/runs/fuzz/fuzz-targets.ts';
import { trust } from '../../src/transport/authorities.ts';
import { createLiveTransport } from '../../src/transport/create-live-transport.ts';
import { SDK_SHIMS } from '../../src/transport/sdk-shims.ts';
import { createFakeClock } from '../fake-clock.ts';
import { listen, type Loopback } from '../transport/loopback.ts';

const authorities = trust(null);

/** A proxy that refuses whatever it is asked for. */
function serveRefusal(status: number): Promise<Loopback> {
  const server = http.createServer((_request, response) => response.writeHead(status).end());
  server.on('connect', (_request, socket) => {
    socket.end(
      `HTTP/1.1 ${status} Refused\r\nproxy-authenticate: Basic realm="x"\r\ncontent-length: 0\r\n\r\n`,
    );
  });
  return listen(server);
}

const REFUSALS = [
  { status: 407, kind: 'authentication', retryable: false },
  { status: 403, kind: 'permission', retryable: false },
  { status: 503, kind: 'overloaded', retryable: true },
] as const;

const WIRES = ['bedrock-converse', 'watsonx-chat', 'oci-genai-chat', 'vllm'].flatMap((name) =>
  ['https', 'http'].map((protocol) => ({ name, protocol })),
);

describe.each(REFUSALS)('a proxy that answers with $status', ({ status, kind, retryable }) => {
  it.each(WIRES)(
    'makes a call of $name over $protocol an error of kind ' + kind,
    async ({ name, protocol }) => {
      const [made] = fuzzTargets([name]);
      if (made === undefined) throw new Error(`no target ${name}`);
      await using proxy = await serveRefusal(status);
      const baseUrl = `${protocol}://api.example`;
      const settings = { ...made.target.settings, iam_url: baseUrl };
      const target = { ...made.target, baseUrl, settings, maxRetries: 0 };
      const clock = createFakeClock();
      const { transport, close } = await createLiveTransport({
        clock,
        proxy: `http://127.0.0.1:${proxy.port}`,
        authorities,
        connections: 1,
        guards: target.guards,
        deadlines: target.deadlines,
      });
      const world = {
        clock,
        redact: (text: string) => text,
        learnSecret: () => undefined,
        headers: {},
        shims: SDK_SHIMS,
        transport,
      };
      const adapter = await (await loadAdapter(target.wire))(target, made.credentials, world);
      const call = {
        name: 'proxy',
        target,
        adapter,
        transport,
        mode: 'send',
        source: 'live',
        clock,
      } as const;
      const { outcome } = await callOnce({ ...call, random: () => 0 });
      await close();
      expect(outcome).toMatchObject({ type: 'error', error: { kind, retryable } });
    },
  );
});
