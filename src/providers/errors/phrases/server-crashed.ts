import { phrase, type PhraseGroup } from './phrase.ts';

/** Interpreters, drivers and replicas that stopped: what stood in their way is in their own house. */
export const CRASHED: PhraseGroup = {
  kind: 'server_error',
  phrases: [
    phrase(/fatal python error/i, {
      seen: 'Fatal Python error: Aborted',
      who: 'python',
      source: 'https://github.com/lmstudio-ai/mlx-engine/issues/157',
    }),
    phrase(/(?:HSA|CUBLAS|CUDNN|CUSPARSE|CUSOLVER)_STATUS_(?!SUCCESS)/i, {
      seen: 'HSA_STATUS_ERROR_EXCEPTION ... Available Free mem : 0 MB',
      who: 'rocm',
      source: 'https://github.com/ray-project/ray/issues/61219',
      unread: true,
    }),
    phrase(/\bVK_ERROR_\w/i, {
      seen: 'VK_ERROR_OUT_OF_DEVICE_MEMORY',
      who: 'vulkan',
      source: 'https://github.com/mlc-ai/mlc-llm/issues/1673',
    }),
    phrase(/check failed: [^:]{1,80}?(?:[=!<>]=|is false)/i, {
      seen: 'TVMError: Check failed: shape[0] == fill_count (7 vs. 6) : Requested shape do not match the filled count',
      who: 'tvm',
      source: 'https://github.com/mlc-ai/mlc-llm/issues/333',
    }),
    phrase(/\.(?:cc|cpp|cu|h):\d{1,5}: \w{0,20}(?:Error|Exception)/i, {
      seen: 'src/tir/schedule/concrete_schedule.h:287: ValueError: The block no longer exists in the IRModule',
      who: 'tvm',
      source: 'https://github.com/mlc-ai/mlc-llm/issues/1551',
    }),
    phrase(/SystemExit: [1-9]/i, {
      seen: 'raise SystemExit(code) SystemExit: 1 rank=0',
      who: 'tgi',
      source: 'https://github.com/huggingface/text-generation-inference/issues/1993',
    }),
    phrase(/(?:hiperror|cudaerror|ncclerror|cuda_error_)\w/i, {
      seen: 'hipStreamCreateWithFlags: Returned hipErrorOutOfMemory : stream:<null>',
      who: 'rocm',
      source: 'https://github.com/ggml-org/llama.cpp/issues/8618',
    }),
    phrase(/(?:bus error|illegal instruction)\b/i, {
      seen: 'Illegal instruction (core dumped)',
      who: 'posix',
      source: 'https://ftp.gnu.org/gnu/glibc/',
      unread: true,
    }),
    phrase(/(?:zsh|bash|sh): (?:line \d{1,5}: )?(?:\d{1,7} )?killed\b/i, {
      seen: 'zsh: killed ./llama-server -m model.gguf',
      who: 'zsh',
      source: 'https://zsh.sourceforge.io/Doc/',
      unread: true,
    }),
    phrase(/replica will be stopped/i, {
      seen: "Exception in Replica(id='03l9rrsq', deployment='llama', app='default'), the replica will be stopped.",
      who: 'ray-serve',
      source: 'https://github.com/vllm-project/vllm/pull/19510',
    }),
    phrase(/(?:invalid|not?) logits\b/i, {
      seen: 'llama_get_logits_ith: invalid logits id 14, reason: no logits',
      who: 'llamacpp',
      source: 'https://github.com/mudler/LocalAI/issues/771',
    }),
    phrase(/stack smashing detected|double free (?:detected|or)|corrupted size vs|free\(\): invalid/i, {
      seen: '*** stack smashing detected ***: terminated',
      who: 'glibc',
      source: 'https://ftp.gnu.org/gnu/glibc/',
      unread: true,
    }),
    phrase(/no kernel image\b|unrecoverable state\b/i, {
      seen: 'no kernel image is available for execution on the device',
      who: 'cuda',
      source: 'https://docs.nvidia.com/cuda/cuda-runtime-api/group__CUDART__TYPES.html',
      unread: true,
    }),
    phrase(/fatal signal\b/i, {
      seen: 'Got fatal signal from worker processes, shutting down. See stack trace above for root cause issue.',
      who: 'vllm',
      source: 'https://github.com/vllm-project/vllm/issues/16692',
    }),
    phrase(/oom-kill\b/i, {
      seen: 'oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null)',
      who: 'linux',
      source: 'https://docs.kernel.org/admin-guide/mm/concepts.html',
      unread: true,
    }),
    phrase(
      /(?:process|runner|subprocess) (?:was |has |is )?(?:closed|exited|quit|ended|stopped|terminated) (?:before|during|prematurely|unexpectedly|while|without)\b/i,
      {
        seen: 'agent process closed before responding',
        who: 'openclaw',
        source: 'https://github.com/openclaw/openclaw/issues',
        unread: true,
      },
    ),
    phrase(/deadlock\b/i, {
      seen: "in ensemble 'ensemble', [request id: <id_unknown>] unexpected deadlock, at least one output is not set while no more ensemble steps can be made",
      who: 'triton',
      source: 'https://github.com/triton-inference-server/tensorrtllm_backend/issues/335',
    }),
  ],
};

/** Who sends the caller to its own log failed there, whatever it calls it: `aborted` is then no word of the caller's. */
export const SEE_ITS_LOG: PhraseGroup = {
  kind: 'server_error',
  phrases: [
    phrase(/(?:check|see) (?:the )?(?:server|engine|backend|worker|container) (?:logs?|console|output)/i, {
      seen: 'Chat completion aborted. Please check the server console.',
      who: 'tabbyapi',
      source: 'https://github.com/theroyallab/tabbyAPI/issues/151',
    }),
    phrase(
      /(?:startup|initiali[sz]ation|loading|warmup) (?:was |has been |got )?(?:abort|cancel|interrupt)/i,
      {
        seen: 'Engine protocol startup was aborted',
        who: 'lmstudio',
        source: 'https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues',
        unread: true,
      },
    ),
  ],
};
