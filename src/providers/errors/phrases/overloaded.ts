import { phrase, type PhraseGroup } from './phrase.ts';

const BEDROCK = 'https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html';
const HUB = 'https://huggingface.co/docs/inference-endpoints/faq';
const TRITON =
  'https://docs.nvidia.com/deeplearning/triton-inference-server/user-guide/docs/user_guide/batcher.html';

/** Speaks of requests and limits too, and is about the machine. */
export const FULL: PhraseGroup = {
  kind: 'overloaded',
  phrases: [
    phrase(/too many connections/i, {
      seen: 'Too many connections, please wait before trying again.',
      who: 'bedrock',
      source: BEDROCK,
    }),
    phrase(/degraded function|function (?:is )?degraded/i, {
      seen: "Function id '1-2': DEGRADED function cannot be invoked",
      who: 'nvcf',
      source: 'https://github.com/diegosouzapw/OmniRoute/issues/8248',
    }),
    phrase(/worker local total request limit/i, {
      seen: 'ResourceExhausted: Worker local total request limit reached (65/64)',
      who: 'nim',
      source: 'https://docs.nvidia.com/nim/large-language-models/latest/',
    }),
  ],
};

export const BUSY: PhraseGroup = {
  kind: 'overloaded',
  phrases: [
    phrase(/overload/i, {
      seen: 'Model is overloaded',
      who: 'tgi',
      source: 'https://github.com/huggingface/text-generation-inference/blob/main/router/src/infer/mod.rs',
    }),
    phrase(
      /(?:at|over|no|out of|insufficient|exceed\w{0,4}|reached|lack of|limited) (?:\S{1,16} ){0,2}?capacity/i,
      {
        seen: 'The model is at capacity',
        who: 'watsonx',
        source: 'https://cloud.ibm.com/apidocs/watsonx-ai',
      },
    ),
    phrase(/capacity (?:is )?(?:exceeded|reached|constraint|limit|exhausted|error)/i, {
      seen: 'Service tier capacity exceeded for this model.',
      who: 'mistral',
      source: 'https://docs.mistral.ai/api/',
    }),
    phrase(/(?:server|service|model|system|backend|engine|is|are|too|currently) busy/i, {
      seen: 'server busy, please try again.',
      who: 'ollama',
      source: 'https://github.com/ollama/ollama/blob/main/server/sched.go',
    }),
    phrase(/loading (?:the )?model/i, {
      seen: 'Loading model',
      who: 'llamacpp',
      source: 'https://github.com/ggml-org/llama.cpp/blob/master/tools/server/server-http.cpp',
    }),
    phrase(/(?:is|still) (?:currently |still )?(?:loading|starting|being loaded|warming|scaling up)/i, {
      seen: 'Model meta-llama/Llama-3.1-8B-Instruct is currently loading',
      who: 'huggingface',
      source: HUB,
    }),
    phrase(/not (?:yet )?ready/i, {
      seen: 'Model is not ready for inference.',
      who: 'bedrock',
      source: BEDROCK,
    }),
    phrase(/(?:temporarily|currently) (?:unavailable|over)/i, {
      seen: 'temporarily unavailable',
      who: 'anthropic',
      source: 'https://docs.anthropic.com/en/api/errors',
    }),
    phrase(
      /(?:service|endpoint|provider|upstream|backend|model|server|worker|slot)s? (?:is |are )?unavailable(?! in)/i,
      {
        seen: 'Upstream request failed: Endpoint is unavailable.',
        who: 'opencode',
        source: 'https://github.com/anomalyco/opencode',
      },
    ),
    phrase(
      /no (?:\S{1,16} ){0,2}?(?:healthy|available|ready|live) (?:\S{1,16} )?(?:upstreams?|endpoints?|replicas?|instances?|servers?|backends?|workers?|slots?|nodes?|hosts?|channels?)\b/i,
      {
        seen: 'no healthy upstream',
        who: 'envoy',
        source: 'https://www.envoyproxy.io/docs/envoy/latest/faq/load_balancing/healthy_panic_threshold',
      },
    ),
    phrase(
      /no (?:\S{1,16} )?(?:endpoints?|replicas?|instances?|servers?|backends?|workers?|slots?|nodes?|hosts?|GPUs?) (?:is |are )?(?:available|ready|found|running|alive)/i,
      {
        seen: 'no slot available',
        who: 'llamacpp',
        source: 'https://github.com/ggml-org/llama.cpp/blob/master/tools/server/server-context.cpp',
      },
    ),
    phrase(/queue (?:is )?(?:full|limit)/i, {
      seen: 'The request queue is full.',
      who: 'sglang',
      source: 'https://github.com/sgl-project/sglang/blob/main/python/sglang/srt/managers/scheduler.py',
    }),
    phrase(/maximum queue size/i, {
      seen: "Request for model 'scout' failed: Exceeds maximum queue size",
      who: 'triton',
      source: TRITON,
    }),
    phrase(/(?:maximum|too many) (?:pending|queued|waiting) requests/i, {
      seen: 'maximum pending requests exceeded',
      who: 'ollama',
      source: 'https://github.com/ollama/ollama/blob/main/server/sched.go',
    }),
    phrase(/stopped accepting new|(?:is|are) (?:shutting down|draining|restarting)/i, {
      seen: "Server is stopping, scheduler for model 'scout' has stopped accepting new inference requests",
      who: 'triton',
      source: TRITON,
    }),
    phrase(/(?:high|heavy|increased) (?:demand|load|traffic)/i, {
      seen: 'This model is currently experiencing high demand. Spikes in demand are usually temporary.',
      who: 'gemini',
      source: 'https://ai.google.dev/gemini-api/docs/troubleshooting',
    }),
    phrase(/unable to process your request/i, {
      seen: 'Bedrock is unable to process your request.',
      who: 'bedrock',
      source: BEDROCK,
    }),
    phrase(/get a peer from/i, {
      seen: 'failure to get a peer from the ring-balancer',
      who: 'kong',
      source: 'https://developer.konghq.com/gateway/load-balancing/',
    }),
    phrase(/is (?:currently )?(?:sleeping|asleep|paused)/i, {
      seen: 'The endpoint is paused, ask a maintainer to restart it',
      who: 'huggingface',
      source: HUB,
    }),
    phrase(/(?:not available|unavailable)\W{1,3}(?:please )?(?:try|retry)/i, {
      seen: 'The model is currently not available, please try again later',
      who: 'watsonx',
      source: 'https://cloud.ibm.com/apidocs/watsonx-ai',
    }),
    phrase(/reset reason: overflow/i, {
      seen: 'upstream connect error or disconnect/reset before headers. reset reason: overflow',
      who: 'envoy',
      source: 'https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/circuit_breaking',
    }),
    phrase(/backend fetch failed/i, {
      seen: 'Backend fetch failed',
      who: 'varnish',
      source: 'https://varnish-cache.org/docs/trunk/users-guide/troubleshooting.html',
    }),
    phrase(/circuit breaker is open/i, {
      seen: 'circuit breaker is open',
      who: 'gobreaker',
      source: 'https://pkg.go.dev/github.com/sony/gobreaker#pkg-variables',
    }),
  ],
};
