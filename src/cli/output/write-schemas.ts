import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PUBLISHED_SCHEMAS } from './published-schemas.ts';

// A program of its own, for the build: what `config schema` prints, as files of the package.
const [, , folder = 'schemas'] = process.argv;
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, schemaOf] of Object.entries(PUBLISHED_SCHEMAS)) {
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(schemaOf(), null, 2)}\n`);
}
