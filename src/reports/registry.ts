import type { Reporter, ReporterName } from '../contract/report.ts';
import { createConsoleReporter, type ConsoleOptions } from './console-reporter.ts';
import { jsonReporter } from './render-json.ts';
import { junitReporter } from './render-junit.ts';
import { markdownReporter } from './render-markdown.ts';

/** Every reporter by its name. The options matter only to those that write to a terminal. */
export const REPORTERS = {
  console: createConsoleReporter,
  json: () => jsonReporter,
  markdown: () => markdownReporter,
  junit: () => junitReporter,
} as const satisfies Readonly<Record<ReporterName, (options: ConsoleOptions) => Reporter>>;

export function isReporterName(name: string): name is ReporterName {
  return Object.hasOwn(REPORTERS, name);
}
