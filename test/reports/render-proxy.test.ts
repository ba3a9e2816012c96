import { describe, expect, it } from 'vitest';
import { renderProxy } from '../../src/reports/verbs/render-proxy.ts';

describe('where a proxy serves', () => {
  it('says that any model may be named only where a path stands for it', () => {
    const names = [
      { model: 'llama', path: '/v1/llama' },
      { model: 'meta/llama', path: '/v1' },
    ];
    const migration = { id: 'a-to-b' };
    const text = renderProxy({ url: 'http://127.0.0.1:1', migration, names, source: 'live' });
    expect(text.split('\n').slice(1, 3)).toEqual([
      '  model llama, or any model at http://127.0.0.1:1/v1/llama',
      '  model meta/llama',
    ]);
  });
});
