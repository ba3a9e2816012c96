import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { expect, it } from 'vitest';
import { PUBLISHED_SCHEMAS } from '../../src/cli/output/published-schemas.ts';
import { ROOT } from '../e2e/run-cli.ts';
import { bundledCopy, typeLines } from './bundled-copy.ts';

const page = await readFile(join(ROOT, 'docs/probe.md'), 'utf8');
const [, typed = ''] = /^```sh\n([\s\S]*?)^```/m.exec(page) ?? [];

const ajv = new Ajv({ allErrors: true, strict: false });
addFormats.default(ajv);

it('what the commands of the page on probes find has its published form, and stands for the target that names it', async () => {
  expect(typed.split('\n').length).toBeGreaterThan(3);
  const cwd = await bundledCopy();
  const run = (lines: string) => typeLines(lines, cwd);
  const { code, stdout } = await run(typed);
  expect({ code, lies: /^ *LIE/m.test(stdout) }).toEqual({ code: 0, lies: false });
  expect(stdout).toContain('Nothing was called.');
  expect(stdout).toMatch(/^vllm-scout: \d+ calls, [\d,]+ of 250,000 tokens {2}SYNTHETIC$/m);

  const validate = ajv.compile(PUBLISHED_SCHEMAS.capabilities());
  const written: unknown = JSON.parse(await readFile(join(cwd, 'found/vllm-scout.json'), 'utf8'));
  expect(validate(written) ? [] : validate.errors).toEqual([]);

  const context = 'npx llama-contract probe vllm-scout --only context -o found --json';
  const searched = await run(context);
  const output: unknown = JSON.parse(searched.stdout);
  const validateOutput = ajv.compile(PUBLISHED_SCHEMAS.probe());
  expect(validateOutput(output) ? [] : validateOutput.errors).toEqual([]);
  // The budget ends before the end of the window.
  expect(searched.code).toBe(3);

  const config = join(cwd, 'llama-contract.config.yaml');
  const named = (await readFile(config, 'utf8')).replace(
    '  - id: vllm-scout\n',
    '  - id: vllm-scout\n    capabilities: found/vllm-scout.json\n',
  );
  await writeFile(config, named);
  const long = { messages: [{ role: 'user', content: 'a word '.repeat(1_500) }] };
  await writeFile(join(cwd, 'long.json'), JSON.stringify(long));
  const routed = await run(
    'npx llama-contract verify --target vllm-scout --prompt sql-top-customers-net >verified.txt || true\nnpx llama-contract route explain long.json --json',
  );
  expect(JSON.parse(routed.stdout)).toMatchObject({
    decision: { target: 'vllm-scout' },
    evidence: { synthetic: true },
  });
});
