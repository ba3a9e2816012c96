import { expect, it } from 'vitest';
import { smithyUrl } from '../../src/transport/smithy-url.ts';

const REQUEST = {
  method: 'POST',
  protocol: 'https:',
  hostname: 'bedrock-runtime.us-east-1.amazonaws.com',
  path: '/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fus.meta/converse',
  headers: {},
};

it('a path is taken as it was signed', () => {
  expect(smithyUrl(REQUEST)).toBe(`https://${REQUEST.hostname}${REQUEST.path}`);
});

it('a port stands only where one was given', () => {
  expect(smithyUrl({ ...REQUEST, protocol: 'http:', hostname: '127.0.0.1', port: 8080, path: '/' })).toBe(
    'http://127.0.0.1:8080/',
  );
});

it('a query is spelled as the SDK spells it: sorted, lists repeated, AWS escapes', () => {
  const query = { z: "it's (1) *!", a: ['x y', 'ü'], flag: null, empty: '' };
  expect(smithyUrl({ ...REQUEST, path: '/p', query })).toBe(
    `https://${REQUEST.hostname}/p?a=x%20y&a=%C3%BC&empty=&flag&z=it%27s%20%281%29%20%2A%21`,
  );
});
