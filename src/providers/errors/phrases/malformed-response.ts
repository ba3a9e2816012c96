import { phrase, type PhraseGroup } from './phrase.ts';

const JSON_PARSE = 'https://developer.mozilla.org/docs/Web/JavaScript/Reference/Errors/JSON_bad_parse';
const PYTHON = 'https://docs.python.org/3/library/json.html#json.JSONDecodeError';
const AI_SDK = 'https://ai-sdk.dev/docs/reference/ai-sdk-errors';

/** An answer in another form than was asked for: it comes so at the next try too. */
export const OTHER_FORM: PhraseGroup = {
  kind: 'malformed_response',
  phrases: [
    phrase(/unexpected (?:non-whitespace|token|character|number|string)/i, {
      seen: 'SyntaxError: Unexpected token < in JSON at position 0',
      who: 'node',
      source: JSON_PARSE,
      retryable: false,
    }),
    phrase(/invalid character/i, {
      seen: "invalid character '<' looking for beginning of value",
      who: 'go',
      source: 'https://pkg.go.dev/encoding/json#SyntaxError',
      retryable: false,
    }),
    phrase(/expecting (?:value|property name|['"][,:]['"] delimiter)/i, {
      seen: 'Expecting value: line 1 column 1 (char 0)',
      who: 'python',
      source: PYTHON,
      retryable: false,
    }),
    phrase(/not valid JSON/i, {
      seen: '"<!DOCTYPE "... is not valid JSON',
      who: 'node',
      source: JSON_PARSE,
      retryable: false,
    }),
    phrase(/invalid JSON response/i, {
      seen: 'Invalid JSON response',
      who: 'ai-sdk',
      source: AI_SDK,
      retryable: false,
    }),
    phrase(/trailing (?:data|characters)/i, {
      seen: 'trailing characters at line 1 column 5',
      who: 'serde_json',
      source: 'https://docs.rs/serde_json/latest/serde_json/struct.Error.html',
      retryable: false,
    }),
    phrase(/extra data: line/i, {
      seen: 'Extra data: line 2 column 1 (char 87)',
      who: 'python',
      source: PYTHON,
      retryable: false,
    }),
    phrase(/(?:expected|unexpected|invalid|wrong) (?:\S{1,20} ){0,2}?(?:content|response)[- ]type/i, {
      seen: "Expected response header Content-Type to contain 'text/event-stream', got 'application/json'",
      who: 'httpx-sse',
      source: 'https://github.com/florimondmanca/httpx-sse',
      retryable: false,
    }),
    phrase(/type validation failed/i, {
      seen: 'Type validation failed: Value: {"id":1}. Error message: [...]',
      who: 'ai-sdk',
      source: AI_SDK,
      retryable: false,
    }),
  ],
};

/** An answer that broke on its way. */
export const BROKEN: PhraseGroup = {
  kind: 'malformed_response',
  phrases: [
    phrase(/unexpected end/i, {
      seen: 'Unexpected end of JSON input',
      who: 'node',
      source: JSON_PARSE,
    }),
    phrase(/JSON at position/i, {
      seen: 'Bad control character in string literal in JSON at position 100',
      who: 'node',
      source: JSON_PARSE,
    }),
    phrase(/unterminated string/i, {
      seen: 'Unterminated string starting at: line 1 column 17 (char 16)',
      who: 'python',
      source: PYTHON,
    }),
    phrase(/malformed/i, {
      seen: 'malformed chunked encoding',
      who: 'go',
      source: 'https://pkg.go.dev/net/http/internal',
    }),
    phrase(/checksum/i, {
      seen: 'The message checksum (1) did not match the expected value of 2',
      who: 'aws-sdk-js',
      source: 'https://github.com/smithy-lang/smithy-typescript',
    }),
    phrase(/(?:failed to|unable to|could not|cannot|error) (?:pars|decod|deserializ|read)(?:e|ing)?\b/i, {
      seen: 'error decoding response body',
      who: 'reqwest',
      source: 'https://docs.rs/reqwest/latest/reqwest/struct.Error.html#method.is_decode',
    }),
    phrase(/incorrect header check/i, {
      seen: 'incorrect header check',
      who: 'zlib',
      source: 'https://nodejs.org/api/zlib.html',
    }),
    phrase(/parse error/i, {
      seen: 'Parse Error: Expected HTTP/',
      who: 'node',
      source: 'https://nodejs.org/api/errors.html#errors-caused-by-invalid-http-traffic',
    }),
    phrase(/KeyError: ['"]choices/i, {
      seen: "OpenrouterException - KeyError: 'choices'",
      who: 'litellm',
      source: 'https://github.com/Aider-AI/aider/issues/3550',
    }),
  ],
};
