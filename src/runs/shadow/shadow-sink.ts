import type { Source } from '../../contract/exchanges/exchange.ts';
import type { Migration } from '../../contract/gates/migration.ts';
import type { InputError, Problem } from '../../contract/problem.ts';
import type { ShadowAccounts } from '../../contract/traffic/traffic.ts';
import type { RunWorld } from '../run-world.ts';
import type { SealedShadow } from './seal-shadow.ts';
import { serveSink } from './serve-sink.ts';
import { startShadow, type ShadowOptions } from './start-shadow.ts';

export interface SinkOptions extends ShadowOptions {
  readonly host: string;
  readonly port: number;
}

export interface ShadowSink {
  readonly url: string;
  readonly migration: Migration;
  readonly source: Source;
  readonly warnings: readonly Problem[];
  /** Aborts when it is to be closed by itself: as many were asked as may, or nothing more can be written. */
  readonly over: AbortSignal;
  accounts(): ShadowAccounts;
  /** Why nothing more could be written. */
  failure(): InputError | null;
  /** Takes nothing more, ends what is asked, seals its run, and says what became of every request. */
  close(): Promise<ShadowAccounts>;
}

/** Takes live requests that a gateway mirrors. Throws InputError, with nothing asked, when anything given is wrong. */
export async function shadowSink(
  { host, port, ...options }: SinkOptions,
  world: RunWorld,
  onSealed: (sealed: SealedShadow) => void,
): Promise<ShadowSink> {
  const started = await startShadow(options, world, onSealed);
  const { shadow, migration, source, warnings, damaged } = started;
  const { routing, traffic } = migration;
  try {
    const server = await serveSink(
      {
        shadow,
        requestIdHeader: routing?.requestIdHeader ?? null,
        clientKey: traffic.clientKey,
        mostBytes: traffic.shadow.queue.bytes,
      },
      { host, port, clock: world.clock },
    );
    return {
      url: server.url,
      migration,
      source,
      warnings: [...warnings, ...damaged],
      over: shadow.over,
      accounts: () => shadow.accounts(),
      failure: () => shadow.failure(),
      async close() {
        await server.close();
        await started.stop();
        return shadow.accounts();
      },
    };
  } catch (error) {
    await started.stop();
    throw error;
  }
}
