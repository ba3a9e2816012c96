/**
 * Node reads TypeScript by itself: what is not transformed first starts sooner, and tests run what users run.
 * https://vitest.dev/config/experimental
 */
export const NATIVELY = {
  experimental: { viteModuleRunner: false, nodeLoader: false },
  execArgv: [`--import=${new URL('./load-jsx.ts', import.meta.url).href}`],
};
