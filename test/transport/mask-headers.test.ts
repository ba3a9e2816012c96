import { expect, it } from 'vitest';
import { maskHeaders } from '../../src/transport/mask-headers.ts';

const SIGNED =
  'AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260101/us-east-1/bedrock/aws4_request, SignedHeaders=host, Signature=0f';

it.each([
  ['authorization', 'Bearer secret', 'Bearer ***'],
  ['authorization', 'secret', '***'],
  ['authorization', SIGNED, 'AWS4-HMAC-SHA256 ***'],
  ['proxy-authorization', 'Basic c2VjcmV0', 'Basic ***'],
  ['x-api-key', 'secret', '***'],
  ['x-amz-security-token', 'secret', '***'],
  ['cookie', 'sid=1', '***'],
])('%s: %s is kept as %s', (name, value, masked) => {
  expect(maskHeaders({ [name]: value, 'x-note': 'kept' })).toEqual({ [name]: masked, 'x-note': 'kept' });
});

it('headers without a credential are handed back as they are', () => {
  const headers = { 'content-type': 'text/plain' };
  expect(maskHeaders(headers)).toBe(headers);
});
