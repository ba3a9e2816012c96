import { existsSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DROP_REASONS } from '../../src/contract/traffic/traffic.ts';
import { ROOT, start } from '../e2e/run-cli.ts';
import { openStage, say } from '../traffic/shadow-stage.ts';
import { bundledCopy, typeLines } from './bundled-copy.ts';

const page = await readFile(join(ROOT, 'docs/shadow.md'), 'utf8');
const NGINX = '/usr/sbin/nginx';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (typeof address !== 'object' || address === null) throw new Error('nothing listened');
  return address.port;
}

function blocksOf(kind: string): readonly string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${kind}\\n([^]*?)^\`\`\``, 'gm'))].map(
    ([, block = '']) => block,
  );
}

describe('the page on shadows', () => {
  it('has commands that do what it says', async () => {
    const cwd = await bundledCopy();
    const typed = blocksOf('sh')
      .join('')
      .replaceAll('8790', String(await freePort()));
    const { code, stdout, stderr } = await typeLines(typed, cwd);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.match(/^202$/gm)).toHaveLength(3);
    const [line = ''] = blocksOf('text');
    expect(stdout).toMatch(/^3 of 3 pairs of exchanges compared$/m);
    expect(stdout.replaceAll(/reports\/[0-9a-f-]+/g, 'reports/RUN')).toContain(line);
  });

  it('says why each request that is dropped is', () => {
    for (const [reason, why] of Object.entries(DROP_REASONS)) {
      expect(page).toMatch(new RegExp(`^\\| \`${reason}\` +\\| ${why} +\\|$`, 'm'));
    }
  });
});

describe.skipIf(!existsSync(NGINX))(
  'nginx, as the page has it mirror (skipped where it is not installed)',
  () => {
    it('mirrors what is asked to a sink, and answers as before where there is none', async () => {
      const live = createServer((incoming, outgoing) => {
        incoming.resume().on('end', () => outgoing.end(`live ${incoming.url ?? ''}`));
      }).listen(0, '127.0.0.1');
      await once(live, 'listening');
      const address = live.address();
      const livePort = typeof address === 'object' && address !== null ? address.port : 0;
      const stage = await openStage();
      const [locations = ''] = blocksOf('nginx');
      const port = await freePort();
      const cwd = await mkdtemp(join(tmpdir(), 'nginx-'));
      const mirrored = locations
        .replace('http://live', `http://127.0.0.1:${livePort}`)
        .replace('http://127.0.0.1:8790', stage.sink.url);
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
        .map((name) => `${name}_temp_path ${cwd}/${name};`)
        .join('\n');
      const conf = `daemon off; pid ${cwd}/pid; error_log stderr crit; events {}
http { access_log off; ${temporary}
server { listen 127.0.0.1:${port}; ${mirrored} } }`;
      await writeFile(join(cwd, 'nginx.conf'), conf);
      const nginx = start(NGINX, ['-p', cwd, '-c', join(cwd, 'nginx.conf')], { cwd });
      const ask = async (id: string): Promise<string> => {
        const response = await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: 'Bearer sk-live-0123456789abcdef',
            'x-id': id,
          },
          body: JSON.stringify(say('Name a city')),
        });
        return response.text();
      };
      while (!(await ask('warm').catch(() => ''))) await new Promise((resolve) => setTimeout(resolve, 20));
      for (const id of ['a', 'b']) expect(await ask(id)).toBe('live /v1/chat/completions');
      while (stage.sink.accounts().arrivals < 3) await new Promise((resolve) => setTimeout(resolve, 5));
      await stage.settled();
      expect(await stage.sink.close()).toMatchObject({ arrivals: 3, sent: 3, answered: 3 });
      expect(await ask('c')).toBe('live /v1/chat/completions');
      nginx.child.kill();
      live.close();
      live.closeAllConnections();
      const { stderr } = await nginx.ended;
      expect(stderr).toBe('');
    });
  },
);
