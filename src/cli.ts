#!/usr/bin/env node
// Everything else may use what this Node has, so it is loaded only after the version is known.
const NEEDED = [22, 20] as const;
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  console.error(
    `llama-contract needs Node ${NEEDED.join('.')} or newer; this is ${process.versions.node}. ` +
      'Run it through npx in the project, which brings its own, or install a newer Node.',
  );
  process.exitCode = 2;
} else if (process.argv.length === 3 && process.argv[2] === '--version') {
  const { ownVersion } = await import('./cli/own-version.ts');
  console.log(ownVersion());
} else {
  const { main } = await import('./cli/main.ts');
  await main(process.argv);
}
