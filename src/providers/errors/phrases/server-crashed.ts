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
      seen: 'HSA_STATUS_ERROR_OUT_OF_RESOURCES ... Available Free mem : 0 MB',
      who: 'rocm',
      source: 'https://github.com/ray-project/ray/issues/61219',
    }),
    phrase(/replica will be stopped/i, {
      seen: "Exception in Replica(id='03l9rrsq', deployment='llama', app='default'), the replica will be stopped.",
      who: 'ray-serve',
      source: 'https://github.com/vllm-project/vllm/pull/19510',
    }),
    phrase(/invalid logits\b/i, {
      seen: 'llama_get_logits_ith: invalid logits id 14, reason: no logits',
      who: 'llamacpp',
      source: 'https://github.com/mudler/LocalAI/issues/771',
    }),
  ],
};
