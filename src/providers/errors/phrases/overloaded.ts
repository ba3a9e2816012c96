import { phrase, type PhraseGroup } from './phrase.ts';

const HUB = 'https://huggingface.co/docs/inference-endpoints/faq';
const SCHEDULER = 'https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/';

/** Speaks of requests and limits too, and is about the machine. */
export const FULL: PhraseGroup = {
  kind: 'overloaded',
  phrases: [
    phrase(/too many connections/i, {
      seen: 'Too many connections, please wait before trying again.',
      who: 'bedrock',
      source: 'https://github.com/anthropics/claude-code/issues/562',
    }),
    phrase(/degraded function|function (?:is )?degraded/i, {
      seen: "Function id '1-2': DEGRADED function cannot be invoked",
      who: 'nvcf',
      source: 'https://github.com/tashfeenahmed/freellmapi/issues/522',
    }),
    phrase(/no more (?:data ?cent(?:er|re)s|capacity|slots|workers|instances|servers|GPUs|hosts)\b/i, {
      seen: 'No more data centers to forward the request to',
      who: 'cloudflare',
      source: 'https://developers.cloudflare.com/workers-ai/platform/errors/',
    }),
    phrase(/worker local total request limit/i, {
      seen: 'ResourceExhausted: Worker local total request limit reached (65/64)',
      who: 'nim',
      source: 'https://github.com/QuantumNous/new-api/issues/6619',
    }),
    phrase(/queue (?:\w{2,12} ){0,2}?(?:full|limit)|queue position\b/i, {
      seen: 'The request queue is full.',
      who: 'sglang',
      source: 'https://github.com/sgl-project/sglang/blob/main/python/sglang/srt/managers/scheduler.py',
      unread: true,
    }),
  ],
};

export const BUSY: PhraseGroup = {
  kind: 'overloaded',
  phrases: [
    phrase(/overload(?!ed or there is an error)/i, {
      seen: 'Model is overloaded',
      who: 'tgi',
      source: 'https://github.com/NVIDIA/NemoClaw/issues/10631',
    }),
    phrase(
      /(?:at|over|no|out of|insufficient|exceed\w{0,4}|reached|lack of|limited) (?:\S{1,16} ){0,2}?capacity/i,
      {
        seen: 'The model is at capacity',
        who: 'watsonx',
        source: 'https://github.com/badrisnarayanan/antigravity-claude-proxy/issues/197',
      },
    ),
    phrase(/capacity (?:is |temporarily )?(?:exceeded|reached|constraint|limit|exhausted|error)/i, {
      seen: 'Service tier capacity exceeded for this model.',
      who: 'mistral',
      source: 'https://github.com/continuedev/continue/issues/6185',
    }),
    phrase(/(?:server|service|model|system|backend|engine|is|are|too|currently) busy/i, {
      seen: 'server busy, please try again.',
      who: 'ollama',
      source: 'https://github.com/truefoundry/models/pull/862',
    }),
    phrase(/loading (?:the )?model/i, {
      seen: 'Loading model',
      who: 'llamacpp',
      source: 'https://github.com/mostlygeek/llama-swap/issues/146',
    }),
    phrase(
      /(?:is|still) (?:currently |still )?(?:loading|starting|being loaded|warming|scaling up|resuming)/i,
      {
        seen: 'Model meta-llama/Llama-3.1-8B-Instruct is currently loading',
        who: 'huggingface',
        source: 'https://github.com/huggingface/transformers/issues/32665',
      },
    ),
    phrase(/not (?:yet )?ready/i, {
      seen: 'Model is not ready for inference.',
      who: 'bedrock',
      source: 'https://github.com/togethercomputer/together-cookbook/issues/57',
    }),
    phrase(/(?:temporarily|currently) (?:unavailable|over|rejected)/i, {
      seen: 'temporarily unavailable',
      who: 'anthropic',
      source: 'https://github.com/vercel/ai/issues/19866',
    }),
    phrase(
      /(?:service|endpoint|provider|upstream|backend|model|server|worker|slot)s? (?:is |are )?unavailable(?! (?:in|for free)\b)/i,
      {
        seen: 'Upstream request failed: Endpoint is unavailable.',
        who: 'opencode',
        source: 'https://github.com/ollama/ollama/issues/15934',
      },
    ),
    phrase(
      /no (?:\S{1,16} ){0,2}?(?:healthy|available|ready|live) (?:\S{1,16} )?(?:upstreams?|endpoints?|replicas?|instances?|servers?|backends?|workers?|slots?|nodes?|hosts?|pods?|targets?|providers?|channels?)\b/i,
      {
        seen: 'no healthy upstream',
        who: 'envoy',
        source: 'https://github.com/envoyproxy/envoy/issues/33000',
      },
    ),
    phrase(
      /no (?:\S{1,16} ){0,2}?(?:endpoints?|replicas?|instances?|servers?|backends?|engines?|channels?|workers?|slots?|nodes?|hosts?|GPUs?) (?:is |are )?(?:available|ready|found|running|alive)/i,
      {
        seen: 'no slot available',
        who: 'llamacpp',
        source: 'https://github.com/zed-industries/zed/issues/36094',
      },
    ),
    phrase(/back-?pressure/i, {
      seen: 'Request dropped due to backpressure (num_queued_requests=1, max_queued_requests=1).',
      who: 'ray-serve',
      source: 'https://github.com/ray-project/ray/issues/52624',
    }),
    phrase(/(?<!(?:while|out) )waiting for \S{1,30} to (?:be ready|become ready|start)/i, {
      seen: 'Waiting for shard to be ready',
      who: 'tgi',
      source: 'https://github.com/huggingface/text-generation-inference/blob/main/launcher/src/main.rs',
    }),
    phrase(/no permits? available/i, {
      seen: 'No permits available',
      who: 'tgi',
      source: 'https://github.com/huggingface/text-generation-inference',
      unread: true,
    }),
    phrase(/nodes are available: \d/i, {
      seen: '0/4 nodes are available: 4 Insufficient nvidia.com/gpu.',
      who: 'kubernetes',
      source: SCHEDULER,
      unread: true,
    }),
    phrase(/FailedScheduling\b/i, {
      seen: 'Warning  FailedScheduling  12s  default-scheduler',
      who: 'kubernetes',
      source: SCHEDULER,
      unread: true,
    }),
    phrase(/ContainerCreating\b/i, {
      seen: 'container "vllm" in pod "vllm-0" is waiting to start: ContainerCreating',
      who: 'kubernetes',
      source: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/',
      unread: true,
    }),
    phrase(/unbound (?:immediate )?PersistentVolumeClaims/i, {
      seen: 'pod has unbound immediate PersistentVolumeClaims',
      who: 'kubernetes',
      source: SCHEDULER,
      unread: true,
    }),
    phrase(/graceful shutdown/i, {
      seen: 'signal received, starting graceful shutdown',
      who: 'tgi',
      source: 'https://github.com/huggingface/text-generation-inference/issues/1993',
    }),
    phrase(/maximum queue size/i, {
      seen: '[request id: 7] Exceeds maximum queue size',
      who: 'triton',
      source: 'https://github.com/triton-inference-server/core/blob/main/src/scheduler_utils.cc',
    }),
    phrase(/(?:maximum|too many) (?:pending|queued|waiting|in-?flight) requests/i, {
      seen: 'maximum pending requests exceeded',
      who: 'ollama',
      source: 'https://github.com/ollama/ollama/issues/4159',
    }),
    phrase(
      /(?:stopped|cannot|can['’]t|not|no longer) accept(?:ing)? (?:any )?(?:new|more)\b|(?:is|are) (?:shutting down|draining|restarting)/i,
      {
        seen: 'Server is stopping, scheduler for model has stopped accepting new inference requests',
        who: 'triton',
        source: 'https://github.com/triton-inference-server/core/blob/main/src/dynamic_batch_scheduler.cc',
      },
    ),
    phrase(/(?:high|heavy|increased) (?:demand|load|traffic)/i, {
      seen: 'This model is currently experiencing high demand. Spikes in demand are usually temporary.',
      who: 'gemini',
      source: 'https://github.com/continuedev/continue/issues/10639',
    }),
    phrase(/unable to process your request/i, {
      seen: 'Bedrock is unable to process your request.',
      who: 'bedrock',
      source: 'https://github.com/BerriAI/litellm/issues/7637',
    }),
    phrase(/get a peer from/i, {
      seen: 'failure to get a peer from the ring-balancer',
      who: 'kong',
      source: 'https://github.com/Kong/kong/issues/3518',
    }),
    phrase(/is (?:currently )?(?:sleeping|asleep|paused)/i, {
      seen: 'The endpoint is paused, ask a maintainer to restart it',
      who: 'huggingface',
      source: HUB,
      unread: true,
    }),
    phrase(/(?:not available|unavailable)\W{1,3}(?:please )?(?:try|retry)/i, {
      seen: 'The model is currently not available, please try again later',
      who: 'watsonx',
      source: 'https://cloud.ibm.com/apidocs/watsonx-ai',
      unread: true,
    }),
    phrase(/reset reason: overflow/i, {
      seen: 'upstream connect error or disconnect/reset before headers. reset reason: overflow',
      who: 'envoy',
      source: 'https://github.com/istio/istio/issues/19454',
    }),
    phrase(/backend fetch failed/i, {
      seen: 'Backend fetch failed',
      who: 'varnish',
      source: 'https://github.com/varnishcache/varnish-cache/blob/27d2ce1/bin/varnishd/cache/cache_fetch.c',
    }),
    phrase(
      /(?:channel|provider|slot|worker|instance|backend|account|pool)s? (?:is |are |was |were )?exhausted/i,
      {
        seen: 'channels are exhausted for model llama-3.3-70b-versatile',
        who: 'coai',
        source: 'https://github.com/coaidev/coai/issues/310',
      },
    ),
    phrase(/circuit (?:breaker )?(?:is )?open\b/i, {
      seen: 'circuit breaker is open',
      who: 'gobreaker',
      source: 'https://github.com/sony/gobreaker/blob/fed8e9e/v2/gobreaker.go',
    }),
    phrase(/(?:under|down for|scheduled|undergoing) (?:an? )?(?:maintenance|upgrade)/i, {
      seen: 'The service is currently under maintenance',
      who: 'cloudflare',
      source:
        'https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/',
      unread: true,
    }),
    phrase(/cold[ -]start/i, {
      seen: 'cold start in progress',
      who: 'modal',
      source: 'https://modal.com/docs/guide/cold-start',
      unread: true,
    }),
    phrase(/prediction not succeeded/i, {
      seen: 'ReplicateException - LiteLLM Error - prediction not succeeded - {"id":"x","output":null,"status":"starting"}',
      who: 'litellm',
      source: 'https://github.com/BerriAI/litellm/issues/16801',
    }),
    phrase(/upstream (?:is )?busy|system (?:is )?saturated/i, {
      seen: 'inference gateway: system saturated, sheddable request dropped',
      who: 'llm-d',
      source: 'https://github.com/kubernetes-sigs/gateway-api-inference-extension',
      unread: true,
    }),
    phrase(/scaled (?:to zero|down)|waking up|woken up/i, {
      seen: 'Endpoint is scaled to zero, waking up',
      who: 'huggingface',
      source: 'https://huggingface.co/docs/inference-endpoints/guides/autoscaling',
      unread: true,
    }),
    phrase(/no available (?:accounts?|keys?)\b/i, {
      seen: 'No available accounts',
      who: 'new-api',
      source: 'https://github.com/QuantumNous/new-api',
      unread: true,
    }),
    phrase(
      /(?:backends?|upstreams?|endpoints?|replicas?|workers?|targets?|hosts?) (?:is |are )?(?:all )?unhealthy/i,
      {
        seen: 'all upstreams are unhealthy',
        who: 'caddy',
        source: 'https://caddyserver.com/docs/caddyfile/directives/reverse_proxy',
        unread: true,
      },
    ),
    phrase(
      /(?:model|endpoint|profile|deployment|replica|server|instance|engine|cluster|service)s? (?:is|are) (?:currently )?not in (?:an? |the )?[`'"]?(?:active|ready|running|inservice)[`'"]? (?:state|status)/i,
      {
        seen: 'the inference profile is not in ACTIVE state',
        who: 'bedrock',
        source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles.html',
        unread: true,
      },
    ),
    phrase(/(?:cache|thread|worker|request|memory|token) pool (?:is )?full/i, {
      seen: 'KV cache pool is full. Retract requests.',
      who: 'sglang',
      source: 'https://github.com/sgl-project/sglang/tree/main/python/sglang/srt/managers',
      unread: true,
    }),
  ],
};

/** Only that something is not there for the moment. */
export const ONLY_AWAY: PhraseGroup = {
  kind: 'overloaded',
  phrases: [
    phrase(/unavailable\b/i, {
      seen: 'model list cache unavailable',
      who: 'ollama',
      source: 'https://github.com/ollama/ollama/tree/main/server',
    }),
  ],
};
