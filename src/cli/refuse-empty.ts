import type { CommandUnknownOpts } from '@commander-js/extra-typings';

/**
 * An option whose value is empty is wrong usage: it is what a shell makes of a variable that is not set, and names no place, no
 * target and no file. Some would be found out after the providers were asked.
 */
export function refuseEmpty(command: CommandUnknownOpts): void {
  for (const option of command.options) {
    command.on(`option:${option.name()}`, (value: unknown) => {
      if (value === '') command.error(`error: option '${option.flags}' is given nothing: a value is empty`);
    });
  }
  for (const verb of command.commands) refuseEmpty(verb);
}
