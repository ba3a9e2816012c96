import { defineConfig } from 'rolldown';

/** What is measured, compiled as the command is; where the code looks for files of its own, they stand as beside dist/. */
const SCRIPTS = [
  'bare-loop',
  'compare-loop',
  'large-page',
  'mock-server',
  'own-run',
  'replay-loop',
  'report-loop',
];

export default defineConfig({
  input: [...SCRIPTS.map((name) => `test/bench/${name}.ts`), 'src/cli/threads/judge-thread.ts'],
  platform: 'node',
  tsconfig: 'src/tsconfig.json',
  external: /^[^./]/,
  output: { dir: 'build/bench', chunkFileNames: '[name].js' },
});
