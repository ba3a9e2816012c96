import { NODE, ROOT, start } from '../e2e/run-cli.ts';

/** What stands in dist/ is what these tests start, install and pack: a build that is up to date costs nothing. */
export async function setup(): Promise<void> {
  const { code, stdout, stderr } = await start(NODE, ['src/build.mjs'], { cwd: ROOT }).ended;
  if (code !== 0) throw new Error(`the build failed:\n${stdout}${stderr}`);
}
