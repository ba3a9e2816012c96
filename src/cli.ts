#!/usr/bin/env node
// Everything else but the mend may use what this Node has, so it is loaded only after the version is known.
const NEEDED = [22, 20] as const;
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  const { mendOldNode } = await import('./cli/machine/mend-old-node.ts');
  const needed = `llama-contract needs Node ${NEEDED.join('.')} or newer; this is ${process.versions.node}.`;
  console.error(`${needed} ${mendOldNode(import.meta.url)}`);
  process.exitCode = 2;
} else if (process.argv.length === 3 && process.argv[2] === '--version') {
  const { outlastReaders } = await import('./cli/output/outlast-readers.ts');
  const { ownVersion } = await import('./cli/own-version.ts');
  outlastReaders();
  console.log(ownVersion());
} else {
  // A verb loads hundreds of modules; compiled once, they load in half the time: https://nodejs.org/api/module.html#module-compile-cache
  const { enableCompileCache } = await import('node:module');
  enableCompileCache();
  const { main } = await import('./cli/main.ts');
  await main(process.argv);
  // Where nothing is left to do, the process ends at once: Node else takes the heap apart first, a tenth of a short run's time.
  process.once('beforeExit', () => process.exit());
}
