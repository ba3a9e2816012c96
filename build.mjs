// Builds dist/ where it is not yet what src/ says. npm runs this as `prepare` after `npm ci` and before it packs; and npx,
// which links a package into its cache to find a command of the clone that it stands in, runs it once more, in silence.
// So what is up to date costs nothing: https://docs.npmjs.com/cli/using-npm/scripts#life-cycle-scripts
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const stepsAside = process.argv.includes('--where-possible');

// In the tarball there is nothing to build.
if (!stepsAside || existsSync(join(root, 'src'))) {
  const tsc = findCompiler();
  if (tsc !== null) build(tsc);
  else {
    console.error('dist/ is not built: typescript is not installed (npm ci --omit=dev leaves it out).');
    process.exitCode = stepsAside ? 0 : 1;
  }
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

/** @param {string} tsc */
function build(tsc) {
  const { status } = spawnSync(process.execPath, [tsc, '--build', 'src'], { cwd: root, stdio: 'inherit' });
  if (status === 0) chmodSync(join(root, 'dist/cli.js'), 0o755);
  process.exitCode = status ?? 1;
}
