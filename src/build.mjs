// Builds dist/ where it is not yet what src/ says. npm runs this as `prepare` after `npm ci` and before it packs; and npx,
// which links a package into its cache to find a command of the clone that it stands in, runs it once more, in silence.
// So what is up to date costs nothing: https://docs.npmjs.com/cli/using-npm/scripts#life-cycle-scripts
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
/**
 * What begins by itself and is to begin fast: the quickest first, for what a start shares with one before it is loaded so.
 * Of a thread what it loads, and not its own module: that listens as soon as it is loaded, in whatever thread that is.
 */
const STARTS = {
  version: 'src/cli/own-version.ts',
  output: 'src/cli/output/outlast-readers.ts',
  main: 'src/cli/main.ts',
  problems: 'src/cli/output/print-problems.ts',
  judge: 'src/checks/slow-value.ts',
  runs: 'src/cli/actions/runs.ts',
  history: 'src/cli/actions/history.ts',
  cost: 'src/cli/actions/cost.ts',
  answers: 'src/cli/actions/answer-file.ts',
  verify: 'src/cli/actions/verify.ts',
  simulation: 'src/runs/connect/open-simulation.ts',
  strength: 'src/runs/goldens/measure-strength.ts',
};
/** The starts that a run of one case is made of. It is measured against what it imports, so it loads what it needs alone. */
const MEASURED = /** @type {const} */ (['main', 'verify', 'simulation', 'strength']);
/** A dependency for its types alone, which ours name. */
const TYPES_ALONE = new Set(['zod']);
/** Where a module is of a package: the package's folder, and its name. One may have another beneath it, even of its own name. */
const IN_PACKAGE = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/;
/** Packages of which nobody is to load one that needs none of it. */
const SLOW_TO_LOAD = ['@commander-js/extra-typings', 'ajv', 'cli-table3', 'yaml', 'zod'];
/** @type {Map<string, ReadonlySet<string>>} */
const loads = new Map();
/** @type {Map<string, ReadonlySet<string | null>>} By package those that load it; null for us. */
const usersOf = new Map();
const dist = join(root, 'dist');
const cli = join(dist, 'cli.js');
const stepsAside = process.argv.includes('--where-possible');
const onlySays = process.argv.includes('--say-whether-built');

// In the tarball there is nothing to build.
if (onlySays) process.exitCode = isUpToDate() ? 0 : 1;
else if (!stepsAside || existsSync(join(root, 'src/cli.ts'))) {
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
  const all = [...paths, join(root, 'src'), join(root, 'tsconfig.json'), join(root, 'package.json')];
  return all.every((path) => statSync(path).mtimeMs < builtMs);
}

/**
 * The types as they stand in src/; the code in a few files, since a verb that loads hundreds takes half of its time to
 * find them: what one of the starts loads, and none before it, stands in one file for each choice of slow packages that
 * its modules need. What package.json calls a dependency is loaded from where it is installed, a peer too; of a package
 * that it names for development, what is used stands in a file of its own in dist/packages, made short, with its licence
 * beside it.
 *
 * @param {string} tsc
 */
async function build(tsc) {
  const { status } = spawnSync(process.execPath, [tsc, '--build', 'src'], { cwd: root, stdio: 'inherit' });
  process.exitCode = status ?? 1;
  if (status !== 0) return;
  const { rolldown } = await import('rolldown');
  const { minifySync } = await import('rolldown/utils');
  const options = {
    cwd: root,
    platform: /** @type {const} */ ('node'),
    tsconfig: 'src/tsconfig.json',
    external: dependencies().map((name) => new RegExp(`^${name}(/|$)`)),
  };
  const bundle = await rolldown({
    ...options,
    input: {
      index: 'src/index.ts',
      vitest: 'src/vitest.ts',
      'parts/judge-thread': 'src/cli/threads/judge-thread.ts',
      'parts/shadow-thread': 'src/cli/threads/shadow-thread.ts',
      cli: 'src/cli.ts',
    },
    preserveEntrySignatures: 'allow-extension',
    plugins: [
      {
        name: 'quick-to-load',
        buildEnd() {
          for (const id of this.getModuleIds()) {
            const name = packageOf(id);
            const info = this.getModuleInfo(id);
            if (name === null || info === null) continue;
            const users = [...info.importers, ...info.dynamicImporters].map(packageOf);
            usersOf.set(
              name,
              new Set([...(usersOf.get(name) ?? []), ...users.filter((user) => user !== name)]),
            );
          }
        },
        renderChunk(code, { fileName, moduleIds }) {
          const taken = takeBuiltins(code);
          if (!isOfPackages(moduleIds)) return taken === code ? null : { code: taken, map: null };
          // What throws in one of them is read in its own repository; some look at the names of their functions.
          const { code: short, map = null } = minifySync(fileName, taken, {
            module: true,
            mangle: { keepNames: true },
            sourcemap: true,
          });
          return { code: short, map };
        },
      },
    ],
  });
  for (const folder of ['parts', 'packages']) rmSync(join(dist, folder), { recursive: true, force: true });
  const { output } = await bundle.write({
    dir: dist,
    chunkFileNames: ({ moduleIds }) => (isOfPackages(moduleIds) ? 'packages/[name].js' : 'parts/[name].js'),
    sourcemap: true,
    // They stand in src/, for whoever reads it: a start would read them too.
    comments: false,
    // Files that hold what needs the same packages, or more of them, import each other in one direction by themselves.
    codeSplitting: { groups: [{ debugName: 'starts', name: partOf }], includeDependenciesRecursively: false },
  });
  const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
  writeFileSync(join(dist, 'packages/LICENSES.txt'), licencesOf(modules));
  // By itself, for no Node that builds is too old for it.
  const writer = join(dist, 'write-schemas.js');
  const alone = await rolldown({ ...options, input: 'src/cli/output/write-schemas.ts' });
  await alone.write({ file: writer, codeSplitting: false });
  const schemas = spawnSync(process.execPath, [writer, join(dist, 'schemas')], { stdio: 'inherit' });
  rmSync(writer);
  process.exitCode = schemas.status ?? 1;
  // Else the command, which stands already, would say that all is built.
  if (schemas.status === 0) chmodSync(cli, 0o755);
  else rmSync(cli);
}

/**
 * Takes from Node by value what is asked to be one of its modules: an import reads every export that a module has, and
 * those of these two wait to be read until they are needed. A server's would load a second undici, Node's own, which is
 * 45 ms of a processor; a process's open its terminal. https://nodejs.org/api/process.html#processgetbuiltinmoduleid
 *
 * @param {string} code
 */
function takeBuiltins(code) {
  return code.replaceAll(
    /^import (\w+|\{[^}]*\}) from "(node:(?:http|process))";$/gm,
    (_, /** @type {string} */ names, /** @type {string} */ from) =>
      `const ${names.replaceAll(' as ', ': ')} = globalThis.process.getBuiltinModule("${from}");`,
  );
}

/** What stands in no file of ours: who installs this installs it too. */
function dependencies() {
  const { dependencies: installed, peerDependencies } = manifestIn(root);
  const names = Object.keys({ ...installed, ...peerDependencies });
  return names.filter((name) => !TYPES_ALONE.has(name));
}

/**
 * @param {string} folder
 * @returns {Record<'name' | 'version' | 'license', string> & Record<'dependencies' | 'peerDependencies', object | undefined>}
 */
function manifestIn(folder) {
  // oxlint-disable-next-line typescript/no-unsafe-return -- what the package says of itself
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/**
 * The package that a module is of; null for our own, and for what is no module of a package.
 *
 * @param {string} id
 */
function packageOf(id) {
  return IN_PACKAGE.exec(id)?.[1] ?? null;
}

/** @param {readonly string[]} modules */
function isOfPackages(modules) {
  return modules.length > 0 && modules.every(packageOf);
}

/**
 * The package in whose file another stands: its own, where ours or several others load it; else that of the one that does.
 *
 * @param {string} name
 * @returns {string}
 */
function homeOf(name) {
  const [only = null, ...others] = usersOf.get(name) ?? [];
  return only === null || others.length > 0 ? name : homeOf(only);
}

/**
 * What the packages ask of whoever hands on their code: who made each, and its licence, word for word.
 *
 * @param {readonly string[]} modules
 */
function licencesOf(modules) {
  const folders = modules.flatMap((id) => IN_PACKAGE.exec(id)?.[0] ?? []);
  const texts = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = manifestIn(folder);
    const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
    const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
    return `${name} ${version}, ${license}\n${text}`;
  });
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

/**
 * The file of a module: of the first start that loads it; null where none does, which leaves it to the bundler.
 *
 * @type {import('rolldown').CodeSplittingNameFunction}
 */
function partOf(id, bundle) {
  const name = packageOf(id);
  if (name !== null) return homeOf(name);
  const first = Object.entries(STARTS).find(([, path]) => loadedBy(join(root, path), bundle).has(id));
  if (first === undefined) return null;
  const packages = new Set([...loadedBy(id, bundle)].map((each) => packageOf(each)));
  const slow = SLOW_TO_LOAD.filter((name) => packages.has(name));
  const isMeasured = MEASURED.some((name) => loadedBy(join(root, STARTS[name]), bundle).has(id));
  return [first[0], ...(isMeasured ? [] : ['apart']), ...slow]
    .join('-')
    .replace('@commander-js/extra-typings', 'commander');
}

/**
 * A module and all that loads with it, packages too.
 *
 * @param {string} id
 * @param {import('rolldown').ChunkingContext} bundle
 */
function loadedBy(id, bundle) {
  const before = loads.get(id);
  if (before !== undefined) return before;
  const loaded = new Set([id]);
  for (const each of loaded) {
    for (const imported of bundle.getModuleInfo(each)?.importedIds ?? []) loaded.add(imported);
  }
  loads.set(id, loaded);
  return loaded;
}
