import { expect, it } from 'vitest';
import { encodeError, encodeEvent, encodeException } from '../../../src/simulator/bedrock/encode-frame.ts';
import { readFrames } from './read-frames.ts';

// A recorded frame: https://github.com/traceloop/openllmetry, test_meta_converse_stream.yaml
const RECORDED_START =
  'AAAAhAAAAFKkIfnjCzpldmVudC10eXBlBwAMbWVzc2FnZVN0YXJ0DTpjb250ZW50LXR5cGUHABBhcHBsaWNhdGlvbi9qc29uDTptZXNzYWdlLXR5cGUHAAVldmVudHsicCI6ImFiY2RlZmciLCJyb2xlIjoiYXNzaXN0YW50In3i0eE2';
const THROTTLED =
  'AAAAsAAAAGFPUIazDzpleGNlcHRpb24tdHlwZQcAE3Rocm90dGxpbmdFeGNlcHRpb24NOmNvbnRlbnQtdHlwZQcAEGFwcGxpY2F0aW9uL2pzb24NOm1lc3NhZ2UtdHlwZQcACWV4Y2VwdGlvbnsibWVzc2FnZSI6IlRvbyBtYW55IHRva2VucywgcGxlYXNlIHdhaXQgYmVmb3JlIHRyeWluZyBhZ2Fpbi4iffcK5X8=';

it('an event is framed byte for byte as a recorded one', () => {
  const frame = encodeEvent('messageStart', '{"p":"abcdefg","role":"assistant"}');
  expect(Buffer.from(frame).toString('base64')).toBe(RECORDED_START);
});

it('an exception is framed as the SDK reads it', () => {
  const frame = encodeException(
    'throttlingException',
    '{"message":"Too many tokens, please wait before trying again."}',
  );
  expect(Buffer.from(frame).toString('base64')).toBe(THROTTLED);
});

it('an error outside the model is all headers', () => {
  const [frame] = readFrames(encodeError('InternalFailure', 'größer'));
  expect(frame?.headers).toEqual({
    ':error-code': 'InternalFailure',
    ':error-message': 'größer',
    ':message-type': 'error',
  });
  expect(frame?.payload).toBe('');
});
