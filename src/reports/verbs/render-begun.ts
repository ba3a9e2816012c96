import { escapeTerminalLine } from '../text/escape-terminal.ts';
import { quoteShell } from '../exchange/quote-shell.ts';

interface Begun {
  readonly folder: string;
  readonly configFile: string;
  readonly written: readonly string[];
  readonly extended: readonly string[];
  readonly left: readonly { readonly file: string; readonly why: string }[];
  readonly isInstalled: boolean;
}

const COMMANDS = [
  ['npx llama-contract verify', 'ask the simulator: no key is needed'],
  ['npx llama-contract report -o report.html --open', 'look at the report'],
] as const;

const BEGINNING =
  'says at each target how to ask the real server. The goldens are examples, written by hand: put your own prompts in their place.';
const NOT_INSTALLED =
  'package.json does not name llama-contract, and a CI runs npm ci: npm install --save-dev with its name, its tarball or a clone.';

/** What was written, what was left alone and why, and what to type next. */
export function renderBegun({ folder, configFile, written, extended, left, isInstalled }: Begun): string {
  const wide = Math.max(...COMMANDS.map(([command]) => command.length));
  const lines = [
    ...written.map((file) => `written   ${file}`),
    ...extended.map((file) => `extended  ${file}: what runs leave behind is ignored`),
    ...left.map(({ file, why }) => `left      ${file}: ${why}`),
    '',
    'Next',
    ...(folder === '.' ? [] : [`  cd ${quoteShell(folder)}`]),
    ...COMMANDS.map(([command, what]) => `  ${command.padEnd(wide)}  ${what}`),
    ...(written.includes(configFile) ? [`${configFile} ${BEGINNING}`] : []),
    ...(isInstalled ? [] : [NOT_INSTALLED]),
  ];
  return lines.map((line) => `${escapeTerminalLine(line)}\n`).join('');
}
