import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { InputError, type Problem } from '../contract/problem.ts';
import { explainIssues } from '../files/explain-issues.ts';
import { isWithin } from '../files/path.ts';
import { placeProblems } from '../files/place-problems.ts';
import { problemAt, type ProblemAt } from '../files/problem-at.ts';
import { hashCanonical } from '../json/hash-canonical.ts';
import { parseStrict } from '../json/parse-strict.ts';
import type { Catalog } from './catalog.ts';
import { parseDraft } from './parse-draft.ts';
import { readConfigFile } from './read-config-file.ts';
import { NOTHING_PROBED, readProbed } from './read-probed.ts';
import type { Probed } from './resolve/apply-probe.ts';
import { resolveCatalog } from './resolve/resolve-catalog.ts';
import type { Dialects } from './resolve/resolve-server.ts';
import type { Wires } from './resolve/resolve-wire.ts';
import { configJsonSchema } from './rows/config-schema.ts';
import { findSecrets } from './secrets/find-secrets.ts';

/** What configuration is checked against: the known servers by name, and each wire's traits by wire name. */
export interface LoadConfigOptions {
  readonly path: string;
  readonly dialects: Dialects;
  readonly wires: Wires;
  /** Whoever probes looks at what is declared, and mends files that are wrong. Left out, they are read. */
  readonly capabilityFiles?: 'left out';
}

function besideConfig(file: string | null, config: string): string | null {
  return file === null || isAbsolute(file) ? file : join(dirname(config), file);
}

async function isReadable(file: string): Promise<boolean> {
  return access(file, constants.R_OK).then(
    () => true,
    () => false,
  );
}

/**
 * Reads a configuration into the catalog of what it means. The environment is not read: see readCredentials and
 * readSettings. Throws InputError with every problem at once; what is only doubtful comes back as warnings.
 */
export async function loadConfig({ path, dialects, wires, capabilityFiles }: LoadConfigOptions): Promise<{
  catalog: Catalog;
  /** What was found of targets whose rows name a capability file, by their ids. */
  probed: Probed;
  warnings: readonly Problem[];
  /** Where in the file it stands what is found later, against suites and goldens. */
  place: (problems: readonly ProblemAt[]) => Promise<readonly Problem[]>;
}> {
  const source = await readConfigFile(path);
  const { draft, issues, broken } = parseDraft(source.value);
  const secrets = findSecrets(source.value);
  const found: ProblemAt[] = secrets.map((secret) => secret.problem);
  if (issues.length > 0) {
    const explained = explainIssues(issues, source, configJsonSchema());
    found.push(...explained.filter((it) => !secrets.some((secret) => isWithin(it.path, secret.path))));
  }
  const capabilities =
    capabilityFiles === 'left out'
      ? NOTHING_PROBED
      : await readProbed(draft, (file) => besideConfig(file, path) ?? file);
  const { value: effective, problems: unsound } = resolveCatalog(draft, dialects, wires, capabilities.probed);
  found.push(...capabilities.problems);
  found.push(...unsound.filter((it) => !broken.some((place) => isWithin(it.path, place))));
  const caFile = besideConfig(effective.network.caFile, path);
  if (caFile !== null && !(await isReadable(caFile))) {
    const mend = 'a relative path begins at the folder of this file';
    found.push(
      problemAt(['network', 'caFile'], `cannot read the file ${caFile}`, { severity: 'warning', mend }),
    );
  }
  const problems = [...(await placeProblems(source, found, secrets)), ...capabilities.within];
  if (problems.some(({ severity }) => severity === 'error')) throw new InputError(problems);
  const network = { ...effective.network, caFile };
  // A price changes no answer, nor does a monitor, what was found of inputs or how live traffic is treated: what was recorded
  // before stays evidence.
  const { prices: _prices, monitors: _monitors, ...asked } = effective;
  const decisive = {
    ...asked,
    migrations: effective.migrations.map(({ traffic: _traffic, ...migration }) => migration),
    targets: effective.targets.map(({ probed: _probed, ...target }) => target),
  };
  return {
    catalog: { ...effective, network, file: path, hash: hashOf(decisive) },
    probed: capabilities.probed,
    warnings: problems,
    place: (later) => placeProblems(source, later, secrets),
  };
}

/** Of what JSON keeps of a value: a key that is undefined is not there. */
function hashOf(value: object): string {
  const plain = parseStrict(JSON.stringify(value));
  if (!plain.ok) throw new TypeError(plain.message);
  return hashCanonical(plain.value);
}
