import { phrase, type PhraseGroup } from './phrase.ts';

/** No more than that it failed: heard when nothing closer was said. */
export const FAILED: PhraseGroup = {
  kind: 'server_error',
  phrases: [
    phrase(/received \w{3,12}-error/i, {
      seen: 'Error in channel handler: Error: Received load-error',
      who: 'lmstudio',
      source: 'https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/914',
    }),
    phrase(/cannot process (?:\w{1,10} )?request/i, {
      seen: 'Cannot process new request: Expected batch dimension to be 1 for each request',
      who: 'tensorrt-llm',
      source: 'https://github.com/triton-inference-server/tensorrtllm_backend/issues/45',
    }),
    phrase(/internal (?:server )?error/i, {
      seen: 'Internal error encountered.',
      who: 'vertex',
      source: 'https://github.com/vllm-project/vllm/issues/24495',
    }),
    phrase(/unexpected error/i, {
      seen: 'An unexpected error occurred',
      who: 'nim',
      source: 'https://github.com/hydro-project/infinity/pull/124',
    }),
    phrase(/(?:had an error|error (?:occurred )?(?:while|during)) processing/i, {
      seen: 'The server had an error while processing your request. Sorry about that!',
      who: 'openai',
      source: 'https://github.com/hydro-project/infinity/pull/124',
    }),
    phrase(/temporary error/i, {
      seen: 'The server encountered a temporary error and could not complete your request.',
      who: 'google',
      source: 'https://cloud.google.com/load-balancing/docs/https/troubleshooting-ext-https-lbs',
      unread: true,
    }),
    phrase(/\bserver error/i, {
      seen: 'Unexpected server error.',
      who: 'opencode',
      source: 'https://github.com/anomalyco/opencode/issues/33766',
    }),
    phrase(/(?:an )?invalid response (?:was received )?from/i, {
      seen: 'An invalid response was received from the upstream server',
      who: 'kong',
      source: 'https://github.com/Kong/kong/blob/22246ef/kong/error_handlers.lua',
    }),
    phrase(/unexpected response/i, {
      seen: 'Backend returned unexpected response. Please contact Microsoft for help.',
      who: 'azure',
      source: 'https://learn.microsoft.com/azure/ai-foundry/',
      unread: true,
    }),
    phrase(/panic(?:ked)?\b/i, {
      seen: "thread 'tokio-runtime-worker' panicked at router/src/server.rs:10:5",
      who: 'tgi',
      source: 'https://doc.rust-lang.org/std/macro.panic.html',
      unread: true,
    }),
    phrase(/crashed/i, {
      seen: 'Webserver Crashed',
      who: 'tgi',
      source: 'https://github.com/huggingface/text-generation-inference/issues/1763',
    }),
    phrase(/unhandled (?:exception|error)/i, {
      seen: 'An unhandled exception was thrown by the application.',
      who: 'aspnet',
      source: 'https://github.com/microsoft/semantic-kernel/issues/971',
    }),
    phrase(/something went wrong/i, {
      seen: 'Something went wrong.',
      who: 'openhuman',
      source: 'https://github.com/tinyhumansai/openhuman/issues/3119',
    }),
    phrase(/unknown error (?:occurred|in)\b/i, {
      seen: 'An unknown error occurred.',
      who: 'cloudfoundry',
      source:
        'https://github.com/cloudfoundry/cloud_controller_ng/blob/3bbba90/app/presenters/v3_error_hasher.rb',
    }),
    phrase(/tunnel error/i, {
      seen: 'Cloudflare Tunnel error',
      who: 'cloudflare',
      source:
        'https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/error-1033/',
      unread: true,
    }),
    phrase(/there was (?:a problem|an issue|an error)\b/i, {
      seen: 'There was a problem proxying the request',
      who: 'tyk',
      source: 'https://github.com/TykTechnologies/tyk/issues/2127',
    }),
    phrase(/no function clause matching/i, {
      seen: '** (FunctionClauseError) no function clause matching in OpenAI.Client.parse/1',
      who: 'elixir',
      source: 'https://hexdocs.pm/elixir/FunctionClauseError.html',
      unread: true,
    }),
    phrase(/not (?:been |yet )?initiali[sz]ed\b/i, {
      seen: 'CLIENT is not initialized. Please initialize it first',
      who: 'llama-stack',
      source: 'https://github.com/ogx-ai/llama-stack-apps/issues/64',
    }),
    phrase(/should never happen/i, {
      seen: 'Task finished unexpectedly. This should never happen! Please open an issue on Github.',
      who: 'vllm',
      source: 'https://github.com/vllm-project/vllm/issues/3338',
    }),
    phrase(/finish[ _]reason\W{1,4}(?:\w{1,12}_)?error\b/i, {
      seen: 'Provider finish_reason: error',
      who: 'openrouter',
      source: 'https://github.com/earendil-works/pi/issues/9002',
    }),
    phrase(/inconsistent\b/i, {
      seen: 'init: the tokens of sequence 2 in the input batch have inconsistent sequence positions',
      who: 'llamacpp',
      source: 'https://github.com/ggml-org/llama.cpp/issues/17316',
    }),
    phrase(/exited: \{/i, {
      seen: 'Metadata collection exited: {:normal, {GenServer, :call, [#PID<0.5982.0>, :await_metadata, 301000]}}',
      who: 'elixir',
      source: 'https://github.com/agentjido/req_llm/issues/319',
    }),
    phrase(/upstream (?:sent|returned)\b/i, {
      seen: 'upstream sent invalid header while reading response header from upstream',
      who: 'nginx',
      source: 'https://github.com/nginx/nginx/blob/3f6f782/src/http/modules/ngx_http_proxy_v2_module.c',
    }),
    phrase(/error code:? 1(?:016|03[13]|10[12])\b/i, {
      seen: 'error code: 1033',
      who: 'cloudflare',
      source:
        'https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/',
      unread: true,
    }),
    phrase(/\bexit(?:ed)? (?:with )?(?:code|status)\W{1,3}(?:[1-9]|0x[c8])/i, {
      seen: '(Exit code: 18446744073709515000). Unknown error. Try a different model and/or config.',
      who: 'lmstudio',
      source: 'https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/417',
    }),
  ],
};

/** Only that something failed: heard last of all. */
export const ONLY_FAILED: PhraseGroup = {
  kind: 'server_error',
  phrases: [
    phrase(
      /please (?:re-?try|try again)\b|(?<!not |n['’]t )(?:retry (?:later|shortly|soon)|try again (?:later|in|shortly|soon))\b/i,
      {
        seen: 'unable to upload to s3, please try again',
        who: 'portkey',
        source: 'https://github.com/Portkey-AI/gateway/blob/main/src/providers/bedrock/uploadFile.ts',
      },
    ),
    phrase(
      /(?:could not|couldn['’]t|unable to|cannot) (?:finish|fulfil|handle|perform|execute|run|start|get|obtain|fetch|retrieve|generate|determine|find|locate|verify|resolve|open|load|create)\b/i,
      {
        seen: "Rapid couldn't finish that request.",
        who: 'rapid-mlx',
        source: 'https://github.com/raullenchai/Rapid-MLX/issues/3564',
      },
    ),
    phrase(/fail(?:ed|ure|s)\b/i, {
      seen: 'Webserver failed',
      who: 'tgi',
      source: 'https://github.com/huggingface/text-generation-inference/blob/main/launcher/src/main.rs',
    }),
  ],
};
