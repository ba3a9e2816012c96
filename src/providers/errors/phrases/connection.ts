import { phrase, type PhraseGroup } from './phrase.ts';

const APPLE = 'https://developer.apple.com/documentation/foundation/urlerror/code';

/** A server that did not reach what lies behind it. */
export const BEHIND_SERVER: PhraseGroup = {
  kind: 'connection',
  phrases: [
    phrase(/dial(?:ing)? (?:tcp|unix)\b/i, {
      seen: 'Post "http://127.0.0.1:41111/completion": dial tcp 127.0.0.1:41111: connect: connection refused',
      status: 500,
      who: 'go',
      source: 'https://github.com/ollama/ollama/issues/2884',
    }),
    phrase(/": (?:read|write) tcp/i, {
      seen: 'Post "http://127.0.0.1:41111/completion": read tcp 127.0.0.1:5->127.0.0.1:41111: wsarecv: An existing connection was forcibly closed by the remote host.',
      status: 500,
      who: 'go',
      source: 'https://github.com/ollama/ollama/issues/4055',
    }),
    phrase(/actively refused/i, {
      seen: 'connectex: No connection could be made because the target machine actively refused it.',
      status: 500,
      who: 'windows',
      source: 'https://github.com/ollama/ollama/issues/2884',
    }),
    phrase(/cannot connect to host(?!.{0,300}certificate)/i, {
      seen: 'Cannot connect to host localhost:8000 ssl:default [Could not contact DNS servers]',
      status: 503,
      who: 'aiohttp',
      source: 'https://pypi.org/project/aiohttp/3.14.3/',
    }),
    phrase(/desc = (?:[\w ]{1,40}: )?connection (?:error|refused)\b/i, {
      seen: 'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing"',
      status: 500,
      who: 'grpc-go',
      source: 'https://github.com/grpc/grpc-go/blob/master/internal/transport/http2_client.go',
      unread: true,
    }),
    phrase(/no route to host/i, {
      seen: 'failed to connect to LLM server: no route to host',
      status: 500,
      who: 'apisix',
      source: 'https://github.com/apache/apisix/issues/12838',
    }),
  ],
};

export const NOT_REACHED: PhraseGroup = {
  kind: 'connection',
  phrases: [
    phrase(/I\/O error on \w{3,7} request/i, {
      seen: 'I/O error on POST request for "https://auth.tado.com/oauth/token": auth.tado.com',
      who: 'spring',
      source: 'https://github.com/easimon/tado-exporter/issues/103',
    }),
    phrase(
      /connection[ _](?:error|refused|could be made|was refused|failed|failure|attempts? failed|could not be)/i,
      {
        seen: 'Connection error.',
        who: 'openai',
        source: 'https://github.com/BerriAI/litellm/issues/1789',
      },
    ),
    phrase(
      /(?:cannot|can['’]t|could not|couldn['’]t|unable to|failed to|error) (?:establish|connect|open|reach)/i,
      {
        seen: 'Could not connect to the endpoint URL: "https://bedrock-runtime.us-east-9.amazonaws.com/"',
        who: 'botocore',
        source: 'https://github.com/YuliangXiu/ICON/issues/210',
      },
    ),
    phrase(/(?:problems?|issues?|trouble|difficulty) (?:\w{1,12} )?(?:connecting|reaching)\b/i, {
      seen: 'Uh-oh! There was an issue connecting to Ollama.',
      who: 'open-webui',
      source: 'https://github.com/open-webui/open-webui/issues/241',
    }),
    phrase(/connect call failed/i, {
      seen: "Connect call failed ('127.0.0.1', 11434)",
      who: 'asyncio',
      source: 'https://github.com/python/cpython/tree/v3.11.2',
    }),
    phrase(/error trying to connect/i, {
      seen: 'error trying to connect: tcp open error',
      who: 'hyper',
      source: 'https://github.com/hyperium/hyper/blob/8fcaf1a/docs/ROADMAP-1.0.md',
    }),
    phrase(/hyper(?:_util)?::\w/i, {
      seen: 'source: hyper_util::client::legacy::Error(SendRequest, hyper::Error(IncompleteMessage))',
      who: 'reqwest',
      source: 'https://github.com/seanmonstar/reqwest/issues/1808',
    }),
    phrase(
      /(?:name|host|dns) (?:or service not known|resolution|lookup|not found|does not resolve|could not be resolved)/i,
      {
        seen: "Failed host lookup: 'api.example.app'",
        who: 'dart',
        source: 'https://github.com/anasfik/openai/issues/149',
      },
    ),
    phrase(/lookup address information/i, {
      seen: 'failed to lookup address information: Try again',
      who: 'rust',
      source: 'https://doc.rust-lang.org/std/net/trait.ToSocketAddrs.html',
      unread: true,
    }),
    phrase(/hostname could not be found/i, {
      seen: 'A server with the specified hostname could not be found.',
      who: 'swift',
      source: 'https://github.com/AFNetworking/AFNetworking/issues/3004',
    }),
    phrase(/resolve (?:host|proxy)/i, {
      seen: 'Could not resolve host: api.example.com',
      who: 'curl',
      source: 'https://curl.se/download/',
    }),
    phrase(/\bcurl:? (?:\(|(?:error|failed|exit(?:ed)?)\b[^,;]{0,30}?)(?:[567]|35|5[256])\b/i, {
      seen: 'curl error exit_code=7',
      who: 'avante',
      source: 'https://curl.se/libcurl/c/libcurl-errors.html',
      unread: true,
    }),
    phrase(/request to (?:\S{1,200} )?failed, reason/i, {
      seen: 'request to https://api.openai.com/v1/responses failed, reason:',
      who: 'node-fetch',
      source: 'https://github.com/continuedev/continue/issues/11292',
    }),
    phrase(/address family/i, {
      seen: 'Address family not supported by protocol',
      who: 'vllm',
      source: 'https://github.com/vllm-project/vllm/issues/2502',
    }),
    phrase(/unknown host\b/i, {
      seen: 'ping: cannot resolve models.example.com: Unknown host',
      who: 'bsd',
      source: 'https://github.com/ollama/ollama/issues/8533',
    }),
    phrase(/no such host/i, {
      seen: 'lookup api.example.com: no such host',
      who: 'go',
      source: 'https://github.com/ollama/ollama/blob/fb30760/app/ui/ui.go',
    }),
    phrase(/(?:nxdomain|servfail)\b|non-existing domain/i, {
      seen: '{:error, %{reason: :nxdomain}}',
      who: 'elixir',
      source: 'https://github.com/elixir-mint/mint/blob/7719dd2/README.md',
      unread: true,
    }),
    phrase(/:econnrefused\b/i, {
      seen: '{:error, :econnrefused}',
      who: 'elixir',
      source: 'https://github.com/elixir-mint/mint/blob/7719dd2/README.md',
      unread: true,
    }),
    phrase(/getaddrinfo/i, {
      seen: 'getaddrinfo failed',
      who: 'python',
      source: 'https://docs.python.org/3/library/socket.html#socket.gaierror',
      unread: true,
    }),
    phrase(/SO_ERROR\b/i, {
      seen: 'connect to 127.0.0.1 port 11434 failed: SO_ERROR 61',
      who: 'curl',
      source: 'https://curl.se/download/',
      unread: true,
    }),
    phrase(/not connected\b/i, {
      seen: 'Error interacting with language model not connected',
      who: 'zed',
      source: 'https://github.com/zed-industries/zed/issues/18916',
    }),
    phrase(/nodename nor servname/i, {
      seen: '[Errno 8] nodename nor servname provided, or not known',
      who: 'python',
      source: 'https://github.com/dart-lang/sdk/issues/27425',
    }),
    phrase(/(?:host|network|server|endpoint|upstream) (?:is )?down\b|\w (?:is )?unreachable\b/i, {
      seen: 'Network is unreachable',
      who: 'posix',
      source: 'https://github.com/python/cpython/blob/v3.11.2/Lib/socket.py',
    }),
    phrase(/network (?:error|failure|issue|outage|problem|trouble)/i, {
      seen: 'Network Error',
      who: 'axios',
      source: 'https://www.npmjs.com/package/@smithy/core',
    }),
    phrase(/network request failed/i, {
      seen: 'Network request failed',
      who: 'react-native',
      source: 'https://www.npmjs.com/package/@smithy/core',
    }),
    phrase(/appears to be offline/i, {
      seen: 'The Internet connection appears to be offline.',
      who: 'swift',
      source: 'https://www.npmjs.com/package/@smithy/core',
    }),
    phrase(/NSURLErrorDomain\W{0,3}(?:error )?(?:Code=)?-100[3459]/i, {
      seen: 'Error Domain=NSURLErrorDomain Code=-1004 "(null)"',
      who: 'swift',
      source: APPLE,
      unread: true,
    }),
    phrase(/fetch failed/i, {
      seen: 'fetch failed',
      who: 'undici',
      source: 'https://github.com/ivanfioravanti/chatbot-ollama/issues/44',
    }),
    phrase(/(?:attempting|failed) to fetch/i, {
      seen: 'Failed to fetch',
      who: 'chrome',
      source: 'https://www.npmjs.com/package/@smithy/core',
    }),
    phrase(/(?<!DLL )load failed/i, {
      seen: 'Load failed',
      who: 'safari',
      source: 'https://www.npmjs.com/package/@smithy/core',
    }),
    phrase(/max retries exceeded/i, {
      seen: "HTTPConnectionPool(host='localhost', port=8000): Max retries exceeded with url: /v1/chat/completions",
      who: 'requests',
      source: 'https://pypi.org/project/urllib3/2.8.0/',
    }),
    phrase(/request to proxy/i, {
      seen: 'Unable to send CONNECT request to proxy',
      who: 'aws-sdk-java',
      source: 'https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/http-configuration.html',
      unread: true,
    }),
    phrase(/error sending request/i, {
      seen: 'error sending request for url (https://openrouter.ai/)',
      who: 'reqwest',
      source: 'https://github.com/seanmonstar/reqwest/blob/065a5ae/src/error.rs',
    }),
    phrase(/unable to execute HTTP request/i, {
      seen: 'Unable to execute HTTP request',
      who: 'aws-sdk-java',
      source: 'https://github.com/langchain4j/langchain4j/issues/2274',
    }),
    phrase(/usage of each socket/i, {
      seen: 'Only one usage of each socket address (protocol/network address/port) is normally permitted',
      who: 'windows',
      source: 'https://learn.microsoft.com/windows/win32/winsock/windows-sockets-error-codes-2',
      unread: true,
    }),
    phrase(/no address associated with hostname/i, {
      seen: '[Errno -5] No address associated with hostname',
      who: 'python',
      source: 'https://ftp.gnu.org/gnu/glibc/',
    }),
    phrase(/XMLHttpRequest error/i, {
      seen: 'XMLHttpRequest error.',
      who: 'dart',
      source: 'https://github.com/anasfik/openai/issues/20',
    }),
    phrase(/nothing (?:is |was )?listen(?:s|ing)/i, {
      seen: 'Dev server expected on port 8150 but nothing is listening',
      who: 'bristlenose',
      source: 'https://nodejs.org/api/errors.html#common-system-errors',
      unread: true,
    }),
    phrase(/NSURLErrorDomain(?!.{0,12}-(?:999|100[0-59]|101[5-7])\b)/i, {
      seen: 'Error Domain=NSURLErrorDomain Code=-1011 "(null)"',
      who: 'swift',
      source: 'https://developer.apple.com/documentation/foundation/urlerror/code',
      unread: true,
    }),
    phrase(/server misbehaving/i, {
      seen: 'lookup vllm on 10.96.0.10:53: server misbehaving',
      who: 'go',
      source: 'https://github.com/golang/go/blob/master/src/net/net.go',
      unread: true,
    }),
    phrase(/connect (?:EPERM|EACCES)\b/i, {
      seen: 'connect EPERM 192.0.2.1:443 - Local (0.0.0.0:0)',
      who: 'node',
      source: 'https://nodejs.org/api/errors.html#common-system-errors',
      unread: true,
    }),
    phrase(/(?:connection|socket) pool (?:is )?(?:exhausted|full)/i, {
      seen: 'Connection pool is full, discarding connection: api.example.com',
      who: 'urllib3',
      source: 'https://urllib3.readthedocs.io/en/stable/advanced-usage.html',
      unread: true,
    }),
    phrase(/pool_not_available/i, {
      seen: 'Stream failed: %Finch.HTTPError{reason: :pool_not_available}',
      who: 'elixir',
      source: 'https://hexdocs.pm/finch/Finch.Error.html',
      unread: true,
    }),
  ],
};
