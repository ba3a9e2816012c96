import { describe, expect, it } from 'vitest';
import { ERROR_KINDS, type ErrorKind } from '../../../src/contract/errors/error-kind.ts';
import { watsonxFace } from '../../../src/simulator/watsonx/face.ts';
import { HEX, jsonOf, MOMENT, refusal, seatFor, textOf, TOOL } from '../openai/stage.ts';
import { hear, MAVERICK, SEAT, STREAM } from './stage.ts';

const PIXEL = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } };
const named = (name: string) => ({ type: 'function', function: { name } });

describe('a request that watsonx does not take', () => {
  it.each([
    [
      'neither project nor space',
      { project_id: undefined },
      'json_validation_error',
      "exactly one of 'project_id' and 'space_id'",
    ],
    [
      'both project and space',
      { space_id: 's-1' },
      'json_validation_error',
      "exactly one of 'project_id' and 'space_id'",
    ],
    [
      'both ways to choose a tool',
      { tools: [TOOL], tool_choice: named('get_weather'), tool_choice_option: 'auto' },
      'json_validation_error',
      "only one of 'tool_choice'",
    ],
    [
      'a choice of an undeclared tool',
      { tools: [TOOL], tool_choice: named('send_mail') },
      'json_validation_error',
      "'tool_choice' should name one of 'tools'",
    ],
    [
      'a choice in words in the field for names',
      { tools: [TOOL], tool_choice: 'auto' },
      'json_type_error',
      'tool_choice',
    ],
    [
      'an unknown option',
      { tools: [TOOL], tool_choice_option: 'any' },
      'json_validation_error',
      'tool_choice_option',
    ],
    [
      'a required tool without tools',
      { tool_choice_option: 'required' },
      'json_validation_error',
      "'tools' should be provided",
    ],
    [
      'the name of the model in the wrong field',
      { model_id: undefined, model: MAVERICK },
      'json_validation_error',
      'model',
    ],
    ['no model', { model_id: undefined }, 'json_validation_error', 'model_id should not be null'],
    ['no messages', { messages: undefined }, 'json_validation_error', 'messages should not be null'],
    ['empty messages', { messages: [] }, 'json_validation_error', "'messages' should not be empty"],
    [
      'an upper-case role',
      { messages: [{ role: 'User', content: 'x' }] },
      'json_validation_error',
      'messages.0.role',
    ],
    [
      'content that is a number',
      { messages: [{ role: 'user', content: 1 }] },
      'json_type_error',
      'messages.0.content',
    ],
    [
      'a tool message without its call',
      { messages: [{ role: 'tool', content: 'x' }] },
      'json_validation_error',
      'messages.0.tool_call_id',
    ],
    ['a temperature out of range', { temperature: 3 }, 'json_validation_error', "'temperature'"],
    ['top_p out of range', { top_p: 0 }, 'json_validation_error', "'top_p'"],
    ['a negative cap', { max_completion_tokens: -1 }, 'json_validation_error', "'max_completion_tokens'"],
    [
      'a cap above the model’s',
      { max_completion_tokens: 5000 },
      'invalid_input_argument',
      'max_completion_tokens 5000 cannot exceed',
    ],
    [
      'a prompt above the window',
      { messages: [{ role: 'user', content: 'word '.repeat(10_000) }] },
      'invalid_input_argument',
      'cannot exceed the total tokens limit 8192',
    ],
    [
      'an unknown response format',
      { response_format: { type: 'xml' } },
      'json_validation_error',
      'response_format.type',
    ],
    ['a stream flag, for streaming is a path', { stream: true }, 'json_validation_error', 'stream'],
    [
      'too many images',
      { messages: [{ role: 'user', content: [PIXEL, PIXEL, PIXEL] }] },
      'json_validation_error',
      'at most 2 image(s)',
    ],
    [
      'an image by address',
      {
        messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'http://x/y.png' } }] }],
      },
      'json_validation_error',
      'data URI',
    ],
  ])('is refused: %s', (_what, changes, code, words) => {
    const reply = refusal(() => hear(changes));
    expect(reply.status).toBe(400);
    expect(jsonOf(reply)).toEqual({
      errors: [
        { code, message: expect.stringContaining(words), more_info: expect.stringContaining('https://') },
      ],
      trace: HEX,
      status_code: 400,
    });
  });

  it.each([
    ['/ml/v1/text/chat', 400],
    ['/ml/v1/text/chat?version=latest', 400],
    ['/ml/v1/text/chat?version=2026-13-41', 400],
    ['/ml/v1/text/generation?version=2026-08-05', 404],
  ])('is refused at %s', (url, status) => {
    expect(refusal(() => hear({}, { url })).status).toBe(status);
  });

  it('a body that is no JSON is refused', () => {
    expect(jsonOf(refusal(() => hear({}, { body: '{' })))).toMatchObject({
      errors: [{ code: 'invalid_request_entity' }],
    });
  });

  it('an unknown model is a 404 with its name', () => {
    const reply = refusal(() => hear({ model_id: 'ibm/other' }));
    expect(reply.status).toBe(404);
    expect(jsonOf(reply)).toMatchObject({
      errors: [{ code: 'model_not_supported', message: "Model 'ibm/other' is not supported" }],
    });
  });

  it('a project of somebody else is refused where the seat knows its own', () => {
    const seat = { ...SEAT, settings: { project_id: 'p-2' } };
    expect(refusal(() => hear({}, {}, seat)).status).toBe(400);
    expect(hear({ project_id: 'p-2' }, {}, seat).modelId).toBe(MAVERICK);
  });
});

describe('a request that watsonx takes', () => {
  it('is heard with its tools, its choice and its schema', () => {
    const schema = { type: 'object' };
    const heard = hear({
      tools: [TOOL],
      tool_choice_option: 'required',
      response_format: { type: 'json_schema', json_schema: { name: 'n', schema, strict: true } },
      stop: ['END'],
      time_limit: 10_000,
      seed: 7,
    });
    expect(heard).toMatchObject({
      toolChoice: 'required',
      jsonSchema: schema,
      stop: ['END'],
      maxOutputTokens: 100,
      stream: false,
    });
    expect(hear({ guided_json: schema }).jsonSchema).toEqual(schema);
    expect(hear({ tools: [TOOL], tool_choice: named('get_weather') }).toolChoice).toEqual({
      name: 'get_weather',
    });
    expect(hear({}, STREAM).stream).toBe(true);
  });

  it('has a cap of 1024 when it names none, and the model’s own for 0', () => {
    expect(hear({ max_completion_tokens: undefined })).toMatchObject({
      maxOutputTokens: 1024,
      capIsDefault: true,
    });
    expect(hear({ max_completion_tokens: 0 })).toMatchObject({ maxOutputTokens: 4096 });
  });

  it('may still use the older name of the cap, which the newer one overrides', () => {
    expect(hear({ max_completion_tokens: undefined, max_tokens: 7 }).maxOutputTokens).toBe(7);
    expect(hear({ max_tokens: 7 }).maxOutputTokens).toBe(100);
  });
});

const seat = seatFor('watsonx', { modelId: MAVERICK });

const replyOf = (kind: ErrorKind, retryAfterMs: number | null = null) =>
  watsonxFace.sayError({ kind, retryAfterMs, requestId: MOMENT.requestId }, seat);

const inStream = (kind: ErrorKind) =>
  textOf(watsonxFace.streamError({ kind, retryAfterMs: null, requestId: MOMENT.requestId }, seat));

describe('an error as watsonx says it', () => {
  it.each<[ErrorKind, number, string]>([
    ['authentication', 401, 'authentication_token_not_valid'],
    ['permission', 403, 'authorization_rejected'],
    ['quota_exhausted', 403, 'token_quota_reached'],
    ['rate_limited', 429, 'rate_limit_reached_requests'],
    ['overloaded', 429, 'consumption_limit_reached'],
    ['model_not_found', 404, 'model_not_supported'],
    ['unsupported_feature', 400, 'model_no_support_for_function'],
    ['context_overflow', 400, 'invalid_input_argument'],
  ])('%s is %d %s', (kind, status, code) => {
    expect(replyOf(kind).status).toBe(status);
    expect(jsonOf(replyOf(kind))).toMatchObject({ errors: [{ code }], trace: HEX, status_code: status });
  });

  it.each(ERROR_KINDS)('%s leaves nothing to fill in', (kind) => {
    expect(textOf(replyOf(kind).body)).not.toMatch(/\{\w+\}/);
    expect(replyOf(kind).status).toBeGreaterThanOrEqual(400);
  });

  it('tells when to come back only when there is something to tell', () => {
    expect(replyOf('rate_limited', 3000).headers['retry-after']).toBe('3');
    expect(replyOf('rate_limited').headers['retry-after']).toBeUndefined();
  });

  it('in a stream it is an event of its own, whose data is no JSON for a failure without a code', () => {
    expect(inStream('server_error')).toBe('event: error\ndata: error\n\n');
    expect(inStream('overloaded')).toMatch(
      /^event: error\ndata: \{"errors":\[\{"code":"consumption_limit_reached"/,
    );
  });
});
