import { createSchemaCompiler, type SchemaCompiler } from '../../checks/compile-schemas.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import type { ShadowAccounts } from '../../contract/traffic/traffic.ts';
import { RequestIds } from '../../metrics/request-ids.ts';
import { openAccountsFile } from '../../store/run/accounts-file.ts';
import { openLiveRequests, type KeptRequest } from '../../store/live/live-requests.ts';
import type { RunManifest } from '../../store/run/manifest.ts';
import type { Masks } from '../../store/secrets/masks.ts';
import { createRun } from '../../store/run/open-run.ts';
import type { PlannedPrompt } from '../../suites/plan-prompts.ts';
import { accountsSince } from '../../traffic/open-accounts.ts';
import { dayBudget, type DayBudget } from '../../traffic/day-budget.ts';
import type { RunWorld } from '../run-world.ts';

/** A run of live requests while it takes more. */
export interface ShadowRun {
  readonly folder: string;
  readonly requestIds: RequestIds;
  readonly compile: SchemaCompiler['compile'];
  /** How many requests it holds, and how large they and their answers were. */
  readonly held: { requests: number; bytes: number };
  /** How many are being asked. */
  asking: number;
  /** Takes no more. */
  isRetired: boolean;
  /** Of the time after which it takes no more. */
  cancelTimer: () => void;
  /** Keeps a request before it is asked. Throws InputError where it cannot. */
  send(kept: KeptRequest, bytes: number): void;
  /** Keeps what came of it. */
  keep(record: ExchangeRecord, planned: PlannedPrompt): Promise<void>;
  /** So many bytes of answers are kept. */
  grow(bytes: number): void;
  /** What its requests took. */
  readonly budget: DayBudget;
  /** Writes how the accounts stand. Throws InputError where it cannot. */
  account(now: ShadowAccounts): void;
  close(): Promise<void>;
}

/** `base` are the accounts when the run before was full: what came since is this one's. Throws InputError. */
export async function openShadowRun(
  options: {
    readonly dir: string;
    readonly manifest: RunManifest;
    readonly base: Pick<ShadowAccounts, 'unsampled' | 'dropped'>;
    /** The accounts now. */
    readonly start: ShadowAccounts;
    readonly masks: Masks;
  },
  world: RunWorld,
): Promise<ShadowRun> {
  const { dir, manifest, base, start, masks } = options;
  const store = await createRun({ dir, manifest, ...world, ...masks });
  const { folder } = store;
  try {
    const file = openAccountsFile(folder);
    const live = openLiveRequests(folder, masks.redact);
    const held = { requests: 0, bytes: 0 };
    const budget = dayBudget({ tokens: null, picos: null }, []);
    let last = start;
    const account = (now: ShadowAccounts): void => {
      last = now;
      const spent = budget.spent(world.clock.wallMs());
      file.write({ ...accountsSince(now, base), sent: held.requests, spent });
    };
    account(start);
    return {
      folder,
      requestIds: new RequestIds(),
      compile: createSchemaCompiler().compile,
      held,
      asking: 0,
      isRetired: false,
      cancelTimer: NOTHING,
      send(kept, bytes) {
        live.add(kept);
        held.requests += 1;
        held.bytes += bytes;
      },
      keep: (record, { request, requestHash: hash }) =>
        store.append([record], record.exchange === null ? [] : [{ hash, request }]),
      grow(bytes) {
        held.bytes += bytes;
      },
      budget,
      account,
      async close() {
        try {
          account(last);
        } finally {
          file.close();
          live.close();
          await store.close();
        }
      },
    };
  } catch (error) {
    await store.close().catch(() => {});
    throw error;
  }
}

const NOTHING = (): void => {};
