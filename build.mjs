// Builds dist/ where it is not yet what src/ says. npm runs this as `prepare` after `npm ci` and before it packs; and npx,
// which links a package into its cache to find a command of the clone that it stands in, runs it once more, in silence.
// So what is up to date costs nothing: https://docs.npmjs.com/cli/using-npm/scripts#life-cycle-scripts
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const dist = join(root, 'dist');
const cli = join(dist, 'cli.js');
const stepsAside = process.argv.includes('--where-possible');

// In the tarball there is nothing to build.
if (!stepsAside || existsSync(join(root, 'src'))) {
  const tsc = findCompiler();
  if (tsc === null) {
    console.error('dist/ is not built: typescript is not installed (npm ci --omit=dev leaves it out).');
    process.exitCode = stepsAside ? 0 : 1;
  } else if (!isUpToDate()) await build(tsc);
}

/** The path of tsc, or null where it is not installed. */
function findCompiler() {
  try {
    const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
    return join(dirname(manifest), 'bin/tsc');
  } catch {
    return null;
  }
}

/** The command is written last, so it is older than whatever changed since the last build that came to its end. */
function isUpToDate() {
  const builtMs = existsSync(cli) ? statSync(cli).mtimeMs : -Infinity;
  const sources = readdirSync(join(root, 'src'), { withFileTypes: true, recursive: true });
  const paths = sources.map(({ parentPath, name }) => join(parentPath, name));
  // A folder changes when a file in it is gone.
  const all = [...paths, join(root, 'src'), join(root, 'tsconfig.json'), join(root, 'build.mjs')];
  return all.every((path) => statSync(path).mtimeMs < builtMs);
}

/**
 * The types as they stand in src/; the code in a few files, since a verb that loads hundreds takes half of its time to
 * find them.
 *
 * @param {string} tsc
 */
async function build(tsc) {
  const { status } = spawnSync(process.execPath, [tsc, '--build', 'src'], { cwd: root, stdio: 'inherit' });
  process.exitCode = status ?? 1;
  if (status !== 0) return;
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    cwd: root,
    input: {
      index: 'src/index.ts',
      vitest: 'src/vitest.ts',
      'parts/judge-thread': 'src/cli/judge-thread.ts',
      'parts/shadow-thread': 'src/cli/shadow-thread.ts',
      'parts/write-schemas': 'src/cli/write-schemas.ts',
      cli: 'src/cli.ts',
    },
    platform: 'node',
    tsconfig: 'src/tsconfig.json',
    // What is a dependency stays one, of the version that is installed.
    external: /^[^./]/,
  });
  rmSync(join(dist, 'parts'), { recursive: true, force: true });
  await bundle.write({ dir: dist, chunkFileNames: 'parts/[name].js', sourcemap: true });
  const schemas = spawnSync(process.execPath, [join(dist, 'parts/write-schemas.js'), join(dist, 'schemas')], {
    stdio: 'inherit',
  });
  process.exitCode = schemas.status ?? 1;
  // Else the command, which stands already, would say that all is built.
  if (schemas.status === 0) chmodSync(cli, 0o755);
  else rmSync(cli);
}
