import { phrase, type PhraseGroup } from './phrase.ts';

/**
 * What only an engine has. Who speaks of it, and names no cause that we know, speaks of its own house: no request has
 * tensors, and no client a GPU.
 */
export const ONLY_ENGINE: PhraseGroup = {
  kind: 'server_error',
  phrases: [
    phrase(/tensors?\b/i, {
      seen: "duplicate tensor name '' for tensors 0 and 1",
      who: 'ollama',
      source: 'https://github.com/ggml-org/ggml/blob/master/docs/gguf.md',
      unread: true,
    }),
    phrase(/\b(?:GPU|VRAM|CUDA|ROCm|cubin|nvcc)\b/i, {
      seen: 'The engine was built with different GPU architecture.',
      who: 'tensorrt-llm',
      source: 'https://github.com/NVIDIA/TensorRT-LLM',
      unread: true,
    }),
    phrase(/(?:GGUF|safetensors|checkpoint shards?|state_dict|mmap|dtype|rope_scaling)\b/i, {
      seen: 'Unrecognized keys in `rope_scaling` for rope_type=llama3',
      who: 'transformers',
      source: 'https://github.com/huggingface/transformers',
      unread: true,
    }),
    phrase(
      /(?:memory|logits|attention|KV|layers?|(?<!image )dimensions|NCCL|shards?|subprocess|tokenizer class|file magic|blob sha256)\b/i,
      {
        seen: 'split MLA value projection has incompatible dimensions',
        who: 'mistral.rs',
        source: 'https://github.com/EricLBuehler/mistral.rs/tree/master/mistralrs-core/src',
      },
    ),
  ],
};
