import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { InputError, type Problem } from '../contract/problem.ts';
import { hashCanonical } from '../json/hash-canonical.ts';
import { parseJson } from '../json/parse-json.ts';
import type { Catalog } from './catalog.ts';
import { complaint, type Complaint } from './problems/complaint.ts';
import { findSecrets } from './secrets/find-secrets.ts';
import { parseDraft } from './source/parse-draft.ts';
import { placeProblems } from './problems/place-problems.ts';
import { readSource } from './source/read-source.ts';
import { resolveCatalog } from './resolve/resolve-catalog.ts';
import type { Dialects } from './resolve/resolve-server.ts';
import type { Wires } from './resolve/resolve-wire.ts';

/** What configuration is checked against: the known servers by name, and each wire's traits by wire name. */
export interface LoadConfigOptions {
  readonly path: string;
  readonly dialects: Dialects;
  readonly wires: Wires;
}

function isWithin(path: Complaint['path'], parent: Complaint['path']): boolean {
  return parent.every((part, index) => path[index] === part);
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
export async function loadConfig({
  path,
  dialects,
  wires,
}: LoadConfigOptions): Promise<{ catalog: Catalog; warnings: readonly Problem[] }> {
  const source = await readSource(path);
  const { draft, issues, broken } = parseDraft(source.value);
  const hidden = findSecrets(source.value);
  const complaints: Complaint[] = hidden.map((one) => one.complaint);
  if (issues.length > 0) {
    const { configJsonSchema } = await import('./config-json-schema.ts');
    const { explainIssue } = await import('./problems/explain-issue.ts');
    const schema = configJsonSchema();
    const explained = issues.flatMap((issue) => explainIssue(issue, source.value, schema));
    complaints.push(...explained.filter((one) => !hidden.some((secret) => isWithin(secret.path, one.path))));
  }
  const effective = resolveCatalog(draft, dialects, wires, (one) => {
    if (!broken.some((place) => isWithin(one.path, place))) complaints.push(one);
  });
  const caFile = besideConfig(effective.network.caFile, path);
  if (caFile !== null && !(await isReadable(caFile))) {
    const mend = 'a relative path begins at the folder of this file';
    complaints.push(
      complaint(['network', 'caFile'], `cannot read the file ${caFile}`, { severity: 'warning', mend }),
    );
  }
  const problems = await placeProblems(source, complaints, hidden);
  if (problems.some((one) => one.severity === 'error')) throw new InputError(problems);
  const plain = parseJson(JSON.stringify(effective));
  const network = { ...effective.network, caFile };
  return { catalog: { ...effective, network, file: path, hash: hashCanonical(plain) }, warnings: problems };
}
