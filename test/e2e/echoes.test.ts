import { beforeAll, describe, expect, it } from 'vitest';
import { CONFIG, SMALL, writeProject } from './small-project.ts';
import { runMany } from './run-many.ts';

/** What somebody may write where we quote it: it hides, turns the line around, moves the cursor, or orders a CI. */
const HOSTILE = 'no\u200b\u202e\u009b2J\u{e0041}\u3164\n::error::said\n  ::add-mask::x';
const OBEYED =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b\u202a-\u202e\u2060-\u2069\u3164]|\u{e0041}|^[^\S\n]*::/mu;

const ROWS: Readonly<Record<string, readonly string[]>> = {
  'an unknown target': ['verify', '--target', HOSTILE],
  'an unknown tag': ['verify', '--tag', HOSTILE],
  'an unknown suite': ['verify', '--suite', HOSTILE],
  'a config that is not there': ['verify', '--config', HOSTILE],
  'faults that are not there': ['verify', '--faults', HOSTILE],
  'an unknown source': ['verify', '--source', HOSTILE],
  'a number that is none': ['verify', '--repeat', HOSTILE],
  'an unknown reporter': ['verify', '--reporter', HOSTILE],
  'an unknown option': ['verify', `--${HOSTILE}`],
  'a run that is not there': ['verify', '--resume', HOSTILE],
  'an unknown verb': [HOSTILE],
  'an exchange of no run': ['show', HOSTILE, '--out', HOSTILE],
  'a path of fuzz': ['fuzz', '--seed', '1', '--path', HOSTILE],
  'a wire of fuzz': ['fuzz', '--wire', HOSTILE],
  'a file of classify': ['classify', HOSTILE],
  'a file of decode': ['decode', HOSTILE],
  'a schema': ['config', 'schema', HOSTILE],
  'a model in the config': ['config', 'validate', '--config', 'hostile.json'],
};

describe('what we quote is seen and not obeyed', () => {
  let ended: Awaited<ReturnType<typeof runMany>> = [];
  beforeAll(async () => {
    const [first, ...others] = CONFIG.targets;
    const cwd = await writeProject({
      ...SMALL,
      'hostile.json': {
        ...CONFIG,
        targets: [{ ...first, model: HOSTILE, [HOSTILE]: HOSTILE.repeat(500) }, ...others],
      },
    });
    ended = await runMany(Object.values(ROWS).map((args) => ({ args, cwd })));
  }, 60_000);

  it.each(Object.keys(ROWS).map((name, index) => ({ name, index })))('$name', ({ index }) => {
    const { code, stdout, stderr } = ended[index] ?? { code: null, stdout: '', stderr: '' };
    expect(code, stderr).toBe(2);
    expect(stderr).toMatch(/\\u200b|::/);
    expect(stdout + stderr).not.toMatch(OBEYED);
    expect(stderr.split('\n').filter((line) => line.length > 2500)).toEqual([]);
  });
});
