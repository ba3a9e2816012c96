import type { Reporter, ReporterName } from '../../contract/runs/report.ts';
import { createConsoleReporter, type ConsoleOptions } from './console-reporter.ts';
import { ctrfReporter } from './render-ctrf.ts';
import { createGithubReporter, type GithubOptions } from './render-github.ts';
import { jsonReporter } from './render-json.ts';
import { junitReporter } from './render-junit.ts';
import { markdownReporter } from './render-markdown.ts';

/** Every reporter by its name. Of the options each takes those that it names. */
export const REPORTERS = {
  console: createConsoleReporter,
  json: () => jsonReporter,
  markdown: () => markdownReporter,
  junit: () => junitReporter,
  ctrf: () => ctrfReporter,
  github: createGithubReporter,
} as const satisfies Readonly<Record<ReporterName, (options: ConsoleOptions & GithubOptions) => Reporter>>;

export function isReporterName(name: string): name is ReporterName {
  return Object.hasOwn(REPORTERS, name);
}
