import { phrase, type PhraseGroup } from './phrase.ts';

/** Said in the words of a request that is wrong, and of an answer. */
export const MISREAD: PhraseGroup = {
  kind: 'malformed_response',
  phrases: [
    phrase(
      /cannot unmarshal \w{1,16} into Go (?:value of type|struct field) (?:\w{1,30}\.)?\w{0,40}(?:Response|Error|Completion|Chunk|Delta|Choice)\b/i,
      {
        seen: 'json: cannot unmarshal string into Go value of type apierror.Error',
        who: 'openai-go',
        source: 'https://github.com/charmbracelet/fantasy/pull/358',
        retryable: false,
      },
    ),
    phrase(
      /(?:response|reply|answer|chunk|Decode|JSONDeserialize)\b.{0,60}?(?:missing field|unknown variant|invalid type:)/i,
      {
        seen: 'failed to deserialize api response: error:missing field `status`',
        who: 'async-openai',
        source: 'https://github.com/64bit/async-openai/issues/503',
        retryable: false,
      },
    ),
    phrase(
      /invalid (?:inference|api|model|provider|chat) (?:output|response|answer|reply)|invalid json output|responded with invalid|invalid response from (?:the )?(?:LLM|model|API)\b/i,
      {
        seen: 'Invalid inference output: Expected Array<{generated_text: string}>.',
        who: 'huggingface.js',
        source: 'https://github.com/huggingface/chat-ui/issues/274',
      },
    ),
    phrase(
      /(?:got|received|returned) (?:an? )?HTML\b|invalid JSON in (?:the )?(?:answer|reply|response|stream)(?!\w| format)|(?:answer|reply|response) (?:body |payload )?(?:is|was) not (?:a )?valid JSON/i,
      {
        seen: 'Received HTML instead of JSON',
        who: 'client',
        source: 'https://developer.mozilla.org/docs/Web/JavaScript/Reference/Errors/JSON_bad_parse',
        unread: true,
        retryable: false,
      },
    ),
    phrase(/required for type with serial name/i, {
      seen: "Fields [object, created, model, choices] are required for type with serial name 'com.github.takahirom.roborazzi.ChatCompletionResponse', but they were missing at path: $",
      who: 'kotlinx.serialization',
      source: 'https://github.com/takahirom/roborazzi/pull/638',
      retryable: false,
    }),
    phrase(/json_decode\b/i, {
      seen: 'GuzzleHttp.Exception.InvalidArgumentException: json_decode error: Syntax error',
      who: 'guzzle',
      source: 'https://docs.guzzlephp.org/en/stable/',
      unread: true,
    }),
    phrase(/(?<!array |unknown )key \W{0,2}choices\b/i, {
      seen: '** (KeyError) key "choices" not found in: %{"error" => nil}',
      who: 'elixir',
      source: 'https://hexdocs.pm/elixir/KeyError.html',
      unread: true,
    }),
    phrase(/missing field \W(?:choices|delta|usage|created|finish_reason)\b/i, {
      seen: 'missing field `created` at line 1 column 213',
      who: 'zed',
      source: 'https://github.com/zed-industries/zed/issues/34513',
    }),
    phrase(/unable to get json response/i, {
      seen: 'Unable to get json response - Expecting value: line 127 column 1 (char 693)',
      who: 'litellm',
      source: 'https://docs.litellm.ai/docs/exception_mapping',
      unread: true,
    }),
    phrase(/errors? for \w{0,40}(?:response|chunk|completion)\b/i, {
      seen: '2 validation errors for ChatCompletionStreamResponse',
      who: 'vllm',
      source: 'https://github.com/vllm-project/vllm/issues/42363',
    }),
  ],
};

/**
 * What a client's language says of an answer that is not what the client took it for. A server's language says the same of
 * a request, and its template: heard after every error status.
 */
export const TAKEN_FOR_ANOTHER: PhraseGroup = {
  kind: 'malformed_response',
  phrases: [
    phrase(/has no attribute ['"](?:choices|delta|usage|tool_calls)\b/i, {
      seen: "AttributeError: 'str' object has no attribute 'choices'",
      who: 'python',
      source: 'https://github.com/openai/openai-python/issues',
      unread: true,
    }),
    phrase(
      /destructure property ['"`]?(?:\w{1,30}['"`]? of ['"`]?)?(?:\w{1,30}\.)?(?:choices|delta|chunk|response|data)\b/i,
      {
        seen: "TypeError: Cannot destructure property 'delta' of 'chunk.choices[0]' as it is undefined.",
        who: 'v8',
        source: 'https://developer.mozilla.org/docs/Web/JavaScript/Reference/Errors/Cant_access_property',
        unread: true,
      },
    ),
    phrase(/indices must be integers/i, {
      seen: 'list indices must be integers or slices, not str',
      who: 'python',
      source: 'https://docs.python.org/3/library/exceptions.html#TypeError',
      unread: true,
    }),
    phrase(/unexpected (?:\w{1,20} )?response (?:structure|format|shape|schema)/i, {
      seen: 'Unexpected Bedrock response structure',
      who: 'bedrock',
      source: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html',
      unread: true,
    }),
    phrase(/MIME type \W{0,2}text\/html/i, {
      seen: 'EventSource\'s response has a MIME type ("text/html") that is not "text/event-stream". Aborting the connection.',
      who: 'chrome',
      source: 'https://html.spec.whatwg.org/multipage/server-sent-events.html',
      unread: true,
    }),
  ],
};
