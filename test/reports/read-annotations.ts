/** An annotation as the runner of GitHub Actions reads it from a line of a log. */
export interface ReadAnnotation {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs */
function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function unescapeProperty(text: string): string {
  return unescapeData(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
}

/** Throws for a line that is no command: all that is written is one. */
export function readAnnotations(text: string): readonly ReadAnnotation[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, command = '', given = '', message = ''] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? [];
      if (command === '') throw new Error(`no command: ${line}`);
      const properties = given.split(',').map((pair) => {
        const [, name = '', value = ''] = /^(\w+)=(.*)$/.exec(pair) ?? [];
        return [name, unescapeProperty(value)] as const;
      });
      return { command, properties: Object.fromEntries(properties), message: unescapeData(message) };
    });
}
