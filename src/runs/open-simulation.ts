import type { CatalogTarget } from '../config/catalog.ts';
import { ENV_REFERENCE } from '../config/setting-text.ts';
import type { Fault } from '../contract/fault.ts';
import type { Problem } from '../contract/problem.ts';
import type { Credentials, Target } from '../contract/target.ts';
import type { Clock } from '../contract/world.ts';
import type { BookEntry } from '../simulator/book.ts';
import { createSimulator } from '../simulator/create-simulator.ts';
import type { Seat } from '../simulator/face.ts';
import { facesFor } from '../simulator/faces.ts';
import { defaultLatency } from '../simulator/latency.ts';
import type { Past } from '../simulator/past.ts';
import { serveSimulator } from '../simulator/serve-simulator.ts';
import type { PlannedPrompt } from './plan-run.ts';

/** A target as the simulator answers for it, with the test credentials that it accepts. */
export interface SimulatedTarget {
  readonly target: CatalogTarget;
  readonly credentials: Credentials;
}

export interface Simulation {
  readonly url: string;
  readonly targets: readonly SimulatedTarget[];
  readonly warnings: readonly Problem[];
  close(): Promise<void>;
}

/** Starts the simulator on loopback for these targets; it answers the prompts with their goldens. */
export async function openSimulation(options: {
  readonly targets: readonly CatalogTarget[];
  readonly prompts: readonly PlannedPrompt[];
  readonly faults: readonly Fault[];
  readonly seed: number;
  readonly clock: Clock;
  readonly port: number;
  readonly past?: Past;
}): Promise<Simulation> {
  const seats = options.targets.map(seatOf);
  const simulator = createSimulator({
    seats,
    faces: await facesFor(seats),
    book: options.prompts.flatMap(bookEntry),
    faults: options.faults,
    seed: options.seed,
    clock: options.clock,
    latency: defaultLatency,
    ...(options.past === undefined ? {} : { past: options.past }),
  });
  const server = await serveSimulator(simulator, { port: options.port });
  return {
    url: server.url,
    targets: options.targets.map((target) => ({
      target: { ...target, ...seatedAt(target, `${server.url}/${target.id}`) },
      credentials: testCredentials(target),
    })),
    warnings: simulator.warnings,
    close: () => server.close(),
  };
}

function seatOf(target: CatalogTarget): Seat {
  return {
    id: target.id,
    face: target.server ?? target.provider,
    dialect: target.dialect,
    modelId: target.model.providerModelId,
    contextTokens: target.model.contextTokens,
    maxOutputTokens: target.model.maxOutputTokens,
    maxImages: target.model.images?.maxCount ?? null,
    credentials: testCredentials(target),
    region: target.region,
    settings: testSettings(target),
  };
}

function bookEntry({ prompt, golden }: PlannedPrompt): BookEntry[] {
  if (golden === null) return [];
  const { id, messages, stop, maxOutputTokens, sentinels } = prompt;
  return [{ promptId: id, messages, answer: golden.answer, stop, maxOutputTokens, sentinels }];
}

/** Every address of the target, the auxiliary ones too, at its seat. */
function seatedAt(target: Target, baseUrl: string): Pick<Target, 'baseUrl' | 'settings' | 'dialect'> {
  const { dialect } = target;
  const polling = dialect?.asyncPolling ?? null;
  return {
    baseUrl,
    settings: {
      ...testSettings(target),
      ...(target.credentials.kind === 'ibm-api-key' ? { iam_url: baseUrl } : {}),
    },
    dialect:
      dialect === null || polling === null
        ? dialect
        : {
            ...dialect,
            asyncPolling: {
              ...polling,
              statusUrl: `${baseUrl}${new URL(polling.statusUrl).pathname.replace('%7Bid%7D', '{id}')}`,
            },
          },
  };
}

/** What configuration leaves to the environment is made up too: a simulation needs none. */
function testSettings({ settings }: Target): Target['settings'] {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      name,
      ENV_REFERENCE.test(value) ? `simulated-${name.replaceAll('_', '-')}` : value,
    ]),
  );
}

/** Made up, and of no use anywhere else. */
function testCredentials(target: Target): Credentials {
  switch (target.credentials.kind) {
    case 'none':
      return { kind: 'none' };
    case 'bearer':
      return { kind: 'bearer', token: `simulated-token-${target.id}` };
    case 'ibm-api-key':
      return { kind: 'ibm-api-key', apiKey: `simulated-api-key-${target.id}` };
    case 'aws-keys':
    case 'aws-default-chain':
      return {
        kind: 'aws-keys',
        accessKeyId: 'AKIASIMULATED0000000',
        secretAccessKey: `simulated-secret-${target.id}`,
        sessionToken: null,
      };
  }
}
