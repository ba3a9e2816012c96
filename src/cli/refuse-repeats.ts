import type { CommandUnknownOpts } from '@commander-js/extra-typings';

/**
 * Commander takes the last of an option that is given twice, and says nothing of the first. Here that is wrong usage, but for
 * options that take several values. Gives what forgets the options that were seen, for arguments that are parsed again.
 */
export function refuseRepeats(program: CommandUnknownOpts): () => void {
  const seen = new Set<unknown>();
  const watch = (command: CommandUnknownOpts): void => {
    for (const option of command.options) {
      if (option.isBoolean() || option.variadic || Array.isArray(option.defaultValue)) continue;
      command.on(`option:${option.name()}`, () => {
        if (seen.has(option))
          command.error(`error: option '${option.flags}' is given twice: keep one of them`);
        seen.add(option);
      });
    }
    for (const verb of command.commands) watch(verb);
  };
  watch(program);
  return () => seen.clear();
}
