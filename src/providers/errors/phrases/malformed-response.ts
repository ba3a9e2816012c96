import { phrase, type PhraseGroup } from './phrase.ts';

/** An answer in another form than was asked for: it comes so at the next try too. */
export const OTHER_FORM: PhraseGroup = {
  kind: 'malformed_response',
  phrases: [
    phrase(/(?:unexpected|unrecognized) (?:non-whitespace|token|character|number|string)/i, {
      seen: 'SyntaxError: Unexpected token < in JSON at position 0',
      who: 'node',
      source: 'https://github.com/cline/cline/issues/5449',
      retryable: false,
    }),
    phrase(/invalid character/i, {
      seen: "invalid character '<' looking for beginning of value",
      who: 'go',
      source: 'https://github.com/songquanpeng/one-api/blob/8df4a26/README.en.md',
      retryable: false,
    }),
    phrase(/is an invalid start of/i, {
      seen: "'<' is an invalid start of a value. Path: $ | LineNumber: 0 | BytePositionInLine: 0.",
      who: 'dotnet',
      source: 'https://learn.microsoft.com/dotnet/api/system.text.json.jsonexception',
      unread: true,
      retryable: false,
    }),
    phrase(/expecting (?:value|property name|['"][,:]['"] delimiter)/i, {
      seen: 'Expecting value: line 1 column 1 (char 0)',
      who: 'python',
      source: 'https://github.com/python/cpython/blob/v3.11.2/Lib/json/decoder.py',
      retryable: false,
    }),
    phrase(/not valid (?:JSON|UTF-?8)/i, {
      seen: '"<!DOCTYPE "... is not valid JSON',
      who: 'node',
      source: 'https://nodejs.org/dist/v24.21.0/',
      retryable: false,
    }),
    phrase(/invalid JSON response/i, {
      seen: 'Invalid JSON response',
      who: 'ai-sdk',
      source: 'https://github.com/vercel/ai/blob/ed857f5/packages/gateway/src/gateway-language-model.test.ts',
      retryable: false,
    }),
    phrase(/trailing (?:data|characters)/i, {
      seen: 'trailing characters at line 1 column 5',
      who: 'serde_json',
      source: 'https://github.com/tokio-rs/axum/blob/3d78036/axum/CHANGELOG.md',
      retryable: false,
    }),
    phrase(/extra data: line/i, {
      seen: 'Extra data: line 2 column 1 (char 87)',
      who: 'python',
      source: 'https://github.com/python/cpython/blob/v3.11.7/Lib/json/decoder.py',
      retryable: false,
    }),
    phrase(/(?:expected|unexpected|invalid|wrong) (?:\S{1,20} ){0,2}?(?:content|response)[- ]type/i, {
      seen: "Expected response header Content-Type to contain 'text/event-stream', got 'application/json'",
      who: 'httpx-sse',
      source: 'https://pypi.org/project/httpx-sse/0.4.3/',
      retryable: false,
    }),
    phrase(/expected response (?:body|type|format)/i, {
      seen: "Expected response body of the type 'class OllamaChatResponseDTO' but was 'class io.ktor.utils.io.SourceByteReadChannel'",
      who: 'ktor',
      source: 'https://github.com/JetBrains/koog/issues/1237',
      retryable: false,
    }),
    phrase(/type validation failed/i, {
      seen: 'Type validation failed: Value: {"id":1}. Error message: [...]',
      who: 'ai-sdk',
      source: 'https://github.com/vercel/ai/blob/ed857f5/packages/ai/src/generate-text/generate-text.test.ts',
      retryable: false,
    }),
    phrase(/NSURLErrorDomain\W{0,3}(?:error )?(?:Code=)?-101[5-7]\b/i, {
      seen: 'Error Domain=NSURLErrorDomain Code=-1017 "(null)"',
      who: 'swift',
      source: 'https://developer.apple.com/documentation/foundation/urlerror/code',
      unread: true,
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
      source: 'https://github.com/abetlen/llama-cpp-python/issues/1083',
    }),
    phrase(/data couldn['’]t be read because it (?:is|isn)/i, {
      seen: 'The data couldn’t be read because it isn’t in the correct format.',
      who: 'swift',
      source: 'https://developer.apple.com/documentation/foundation/cocoaerror/coderreadcorrupt',
      unread: true,
    }),
    phrase(/codec can['’]t decode/i, {
      seen: "'utf-8' codec can't decode byte 0xe2 in position 10: invalid continuation byte",
      who: 'python',
      source: 'https://docs.python.org/3/library/exceptions.html#UnicodeDecodeError',
      unread: true,
    }),
    phrase(/JSON at position/i, {
      seen: 'Bad control character in string literal in JSON at position 100',
      who: 'node',
      source: 'https://github.com/themaximalist/llm.js/issues/28',
    }),
    phrase(/unterminated string/i, {
      seen: 'Unterminated string starting at: line 1 column 17 (char 16)',
      who: 'python',
      source: 'https://github.com/python/cpython/blob/v3.11.2/Lib/json/decoder.py',
    }),
    phrase(/malformed(?! (?:\w{1,12} )?ur[il]\b)/i, {
      seen: 'malformed chunked encoding',
      who: 'go',
      source: 'https://github.com/langchain-ai/langchain-aws/issues/62',
    }),
    phrase(/checksum/i, {
      seen: 'The message checksum (1) did not match the expected value of 2',
      who: 'aws-sdk-js',
      source: 'https://github.com/BerriAI/litellm/issues/16714',
    }),
    phrase(/(?:failed to|unable to|could not|cannot|error) (?:pars|decod|deserializ|read)(?:e|ing)?\b/i, {
      seen: 'error decoding response body',
      who: 'reqwest',
      source: 'https://github.com/browser-use/web-ui/issues/65',
    }),
    phrase(/incorrect header check/i, {
      seen: 'incorrect header check',
      who: 'zlib',
      source: 'https://nodejs.org/dist/v24.21.0/',
    }),
    phrase(/parse error/i, {
      seen: 'Parse Error: Expected HTTP/',
      who: 'node',
      source: 'https://nodejs.org/dist/v24.21.0/',
    }),
    phrase(/returned (?:an? )?(?:invalid|malformed|non-\w{1,12}|unparsable)\b/i, {
      seen: 'llama-server returned invalid JSON',
      who: 'llama-server clients',
      source: 'https://github.com/ggml-org/llama.cpp/tree/master/tools/server',
      unread: true,
    }),
    phrase(/(?:content|response|answer|completion|output|body) was (?:empty|null|none)\b/i, {
      seen: 'llama-server returned HTTP 200 but message.content was empty.',
      who: 'llama-server clients',
      source: 'https://github.com/ggml-org/llama.cpp/tree/master/tools/server',
      unread: true,
    }),
    phrase(/deserializ(?:ation|ing)\b/i, {
      seen: 'failed deserialization of: File Not Found',
      who: 'async-openai',
      source: 'https://github.com/64bit/async-openai/issues/221',
    }),
    phrase(/expected value\W{1,4}(?:at )?line/i, {
      seen: 'JSONDeserialize(Error("expected value", line: 1, column: 1))',
      who: 'async-openai',
      source: 'https://github.com/64bit/async-openai/issues/221',
    }),
    phrase(/(?:extract|extracting) (?:the )?response/i, {
      seen: 'Could not extract response: no suitable HttpMessageConverter found for response type [class ChatCompletion] and content type [text/html]',
      who: 'spring',
      source:
        'https://github.com/spring-projects/spring-framework/blob/91eb426/spring-web/src/main/java/org/springframework/web/client/UnknownContentTypeException.java',
      retryable: false,
    }),
    phrase(
      /(?:response|answer|completion|(?<!request )body) (?:does not|doesn['’]t|did not) (?:contain|include|have)\b/i,
      {
        seen: 'Response does not contain message in /app/llm-chain/src/Bridge/OpenRouter/Client.php:54',
        who: 'llm-chain',
        source: 'https://github.com/php-llm/llm-chain/pull/203',
        retryable: false,
      },
    ),
    phrase(/(?:undefined|null) is not an object/i, {
      seen: "undefined is not an object (evaluating '$.input_tokens')",
      who: 'bun',
      source: 'https://github.com/Alishahryar1/free-claude-code/issues/121',
    }),
    phrase(/did not match any variant/i, {
      seen: 'HTTP request failed: data did not match any variant',
      who: 'serde',
      source: 'https://github.com/realmorrisliu/openrouter-rs/issues/6',
    }),
    phrase(/kind: Decode\b/i, {
      seen: 'wreq::Error { kind: Decode, source: Error("expected `,` or `}`", line: 1, column: 831) }',
      who: 'wreq',
      source: 'https://github.com/0x676e67/wreq-python/issues/250',
    }),
    phrase(/(?:KeyError|Exception|APIConnectionError):? ['"]choices/i, {
      seen: "OpenrouterException - KeyError: 'choices'",
      who: 'litellm',
      source: 'https://github.com/Aider-AI/aider/issues/3550',
    }),
    phrase(/undefined method \W?\w{1,40}[?!]?\W{0,2} for nil\b/i, {
      seen: "NoMethodError: undefined method `dig' for nil:NilClass",
      who: 'ruby',
      source: 'https://docs.ruby-lang.org/en/master/NoMethodError.html',
      unread: true,
    }),
    phrase(/EOF while parsing/i, {
      seen: 'EOF while parsing a value at line 1 column 0',
      who: 'serde_json',
      source: 'https://docs.rs/serde_json/latest/serde_json/struct.Error.html',
      unread: true,
    }),
    phrase(/missing \W{0,2}choices\b/i, {
      seen: 'translate response parse: ResponseShape("missing choices[0]")',
      who: 'meclaw',
      source: 'https://github.com/mmeyerlein/meclaw/issues/75',
    }),
    phrase(/JSON value could not be converted/i, {
      seen: 'The JSON value could not be converted to System.String. Path: $ | LineNumber: 0',
      who: 'dotnet',
      source: 'https://learn.microsoft.com/dotnet/standard/serialization/system-text-json/overview',
      unread: true,
    }),
    phrase(/scanner: token too long/i, {
      seen: 'bufio.Scanner: token too long',
      who: 'go',
      source: 'https://pkg.go.dev/bufio#ErrTooLong',
      unread: true,
    }),
    phrase(/\bsyntax error\b/i, {
      seen: 'OpenAI\\Exceptions\\UnserializableResponse: Syntax error in /app/client/src/Transporters/HttpTransporter.php:63',
      who: 'php',
      source: 'https://github.com/openai-php/client/issues/402',
    }),
    phrase(/undefined (?:array key|index|offset|property)\b/i, {
      seen: 'Undefined array key "choices" in /app/client/src/Responses/Chat/CreateResponse.php on line 53',
      who: 'php',
      source: 'https://github.com/openai-php/client/issues/730',
    }),
    phrase(/(?:keyNotFound|typeMismatch|valueNotFound|dataCorrupted)\b/i, {
      seen: 'keyNotFound(CodingKeys(stringValue: choices, intValue: nil), Context(codingPath: []))',
      who: 'swift',
      source: 'https://developer.apple.com/documentation/swift/decodingerror',
      unread: true,
    }),
  ],
};
