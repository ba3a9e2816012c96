import { expect, it } from 'vitest';
import { OPENAI_TARGET, but } from './bad-configs.ts';
import { problemsOf, sound } from './tables.ts';

const PUT_IT_AWAY =
  'put the value into an environment variable, write its name here, and replace the secret: it has been on disk';

const SECRETS = {
  'an NVIDIA key': 'nvapi-Zm9vYmFyYmF6cXV4MTIzNDU2',
  'an AWS key id': 'AKIAIOSFODNN7EXAMPLE',
  'an OpenAI-style key': 'sk-proj-abcdefghijklmnop1234',
  'an AWS secret key': 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'long hexadecimal': '0123456789abcdef0123456789abcdef',
  'an IBM key': 'Gx7pQ2mN9kLw4vRt8sYz3bHc6dJf1aEu5oXiBqWnTgUl',
};

it.each(Object.entries(SECRETS))(
  '%s in place of a name is refused and never shown',
  async (_what, secret) => {
    const problems = await problemsOf(
      but(OPENAI_TARGET, 'credentials', `credentials: { bearer: '${secret}' }`),
    );
    expect(problems.map((problem) => [problem.pointer, problem.message, problem.mend])).toEqual([
      [
        '/targets/0/credentials/bearer',
        'a secret stands here in place of the name of an environment variable',
        PUT_IT_AWAY,
      ],
    ]);
    expect(JSON.stringify(problems)).not.toContain(secret);
    expect(problems[0]?.frame).toContain(`credentials: { bearer: ${'*'.repeat(secret.length + 2)} }`);
  },
);

it('a secret is hidden from the frames of its neighbours, in comments too', async () => {
  const text = sound({
    more: `# once ${SECRETS['an NVIDIA key']}\ndefaults: { concurency: 1 } # ${SECRETS['an AWS key id']}`,
  });
  const problems = await problemsOf(text);
  expect(problems).toHaveLength(1);
  expect(JSON.stringify(problems)).not.toMatch(/nvapi-|AKIA/);
});

it('a secret on several lines is hidden whole', async () => {
  const text = but(
    OPENAI_TARGET,
    'credentials',
    'credentials:\n  bearer: |\n    first half of it\n    second half of it',
  );
  const problems = await problemsOf(text);
  expect(problems.map((problem) => problem.message)).toEqual([
    'this is not the name of an environment variable',
  ]);
  expect(JSON.stringify(problems)).not.toMatch(/half/);
});

it('a secret anywhere else is refused as well', async () => {
  const problems = await problemsOf(but(OPENAI_TARGET, 'model', `model: ${SECRETS['an NVIDIA key']}`));
  expect(problems.map((problem) => [problem.pointer, problem.message])).toContainEqual([
    '/targets/0/model',
    'this looks like a secret',
  ]);
  expect(JSON.stringify(problems)).not.toContain('nvapi-');
});

it('a password in a URL is refused and never shown', async () => {
  for (const more of ['network: { proxy: http://user:hunter2@proxy:80 }', '']) {
    const text =
      more === ''
        ? but(OPENAI_TARGET, 'baseUrl', 'baseUrl: http://user:hunter2@localhost:80')
        : sound({ more });
    const problems = await problemsOf(text);
    expect(problems.map((problem) => problem.message)).toEqual(['this URL holds a user name or password']);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  }
});

it('broken syntax does not show a secret either', async () => {
  const problems = await problemsOf(`token: [ ${SECRETS['an NVIDIA key']}\nother: {`);
  expect(problems.length).toBeGreaterThan(0);
  expect(JSON.stringify(problems)).not.toContain('nvapi-');
});

it('ordinary ids are no secrets', async () => {
  const text = sound().replace('meta/scout', 'meta-llama/Llama-4-Scout-17B-16E-Instruct');
  expect(await problemsOf(text)).toEqual([]);
  const uuid = '0f8fad5b-d9cb-469f-a165-70867728950e';
  expect(await problemsOf(sound().replace('meta/scout', uuid))).toEqual([]);
});
