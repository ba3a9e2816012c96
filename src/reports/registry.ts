import type { Reporter } from '../contract/report.ts';
import { createConsoleReporter, type ConsoleOptions } from './console-reporter.ts';
import { jsonReporter } from './render-json.ts';

export const REPORTER_NAMES = ['console', 'json', 'markdown', 'junit'] as const;
export type ReporterName = (typeof REPORTER_NAMES)[number];

/** Every reporter by its name. */
export const REPORTERS: Readonly<Record<string, (options: ConsoleOptions) => Reporter>> = {
  console: createConsoleReporter,
  json: () => jsonReporter,
};
