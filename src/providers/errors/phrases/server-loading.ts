import { phrase, type PhraseGroup } from './phrase.ts';

/** Weights, shards and the memory for them: whatever else is said of these, no request can mend them. */
export const LOADING: PhraseGroup = {
  kind: 'server_error',
  phrases: [
    phrase(
      /tensor ['"`]?[\w.]{2,60}['"`]? (?:\S{1,12} ){0,3}?(?:not found|missing|within the file|has wrong)/i,
      {
        seen: "check_tensor_dims: tensor 'token_embd.weight' not found",
        who: 'llamacpp',
        source: 'https://github.com/casper-hansen/AutoAWQ/issues/655',
      },
    ),
    phrase(/(?:invalid|bad|wrong) magic\b/i, {
      seen: "gguf_init_from_file_impl: invalid magic characters: '<!DO', expected 'GGUF'",
      who: 'llamacpp',
      source: 'https://github.com/ggml-org/ggml/blob/d99724f/src/gguf.cpp',
    }),
    phrase(/have a file named/i, {
      seen: '/models/llama-4 does not appear to have a file named config.json',
      who: 'transformers',
      source: 'https://github.com/huggingface/transformers/issues/27954',
    }),
    phrase(/(?:model|weights?|tokenizer) (?:\S{1,80} )?loading (?:error|failed|failure)/i, {
      seen: 'main: exiting due to model loading error',
      who: 'llamacpp',
      source: 'https://github.com/LostRuins/koboldcpp/blob/2da346a/examples/server/server.cpp',
    }),
    phrase(/(?:open|read|parse|mmap) GGUF\b/i, {
      seen: "gguf_init_from_file: failed to open GGUF file 'model.gguf'",
      who: 'llamacpp',
      source: 'https://github.com/cactus-compute/cactus/blob/4b45af1/cactus/gguf.cpp',
    }),
    phrase(/missing tensor/i, {
      seen: "missing tensor 'blk.40.ssm_conv1d.weight'",
      who: 'llamacpp',
      source: 'https://github.com/cactus-compute/cactus/blob/4b45af1/cactus/llama-model.cpp',
    }),
    phrase(/(?:available KV cache memory|stored in (?:the )?KV cache)/i, {
      seen: "The model's max seq len (8192) is larger than the maximum number of tokens that can be stored in KV cache (2400). Try increasing `gpu_memory_utilization` or decreasing `max_model_len` when initializing the engine.",
      who: 'vllm',
      source: 'https://github.com/gpustack/gpustack/issues/1800',
    }),
    phrase(/(?:engine|weights?|checkpoint|tokenizer) (?:file )?not found (?:at|in) \W{0,2}[./~]/i, {
      seen: 'TRT engine not found at /engines/logits_fp16_trt.ts',
      who: 'triton',
      source: 'https://github.com/triton-inference-server/python_backend',
      unread: true,
    }),
    phrase(/compute capability/i, {
      seen: 'Bfloat16 is only supported on GPUs with compute capability of at least 8.0. Your Tesla T4 GPU has compute capability 7.5.',
      who: 'vllm',
      source: 'https://github.com/vllm-project/vllm',
      unread: true,
    }),
    phrase(/compatible with (?:the|this|your) (?:hardware|GPUs?|devices?)\b/i, {
      seen: 'No profiles found compatible with the hardware on this machine',
      who: 'nim',
      source: 'https://docs.nvidia.com/nim/large-language-models/',
      unread: true,
    }),
    phrase(
      /validation errors? for (?:Model|Vllm|Parallel|Cache|Scheduler|Speculative|Load|Device)Config\b/i,
      {
        seen: '1 validation error for ModelConfig Value error, User-specified max_model_len (200000) is greater than the derived max_model_len',
        who: 'vllm',
        source: 'https://github.com/vllm-project/vllm',
        unread: true,
      },
    ),
    phrase(/method \w{3,20} encountered an error/i, {
      seen: 'Method Prefill encountered an error. ValueError: could not broadcast',
      who: 'tgi',
      source:
        'https://github.com/huggingface/text-generation-inference/blob/main/server/text_generation_server/interceptor.py',
    }),
    phrase(/(?:digest|vocab size|shape) mismatch\b/i, {
      seen: 'digest mismatch, file must be downloaded again: want sha256:1, got sha256:2',
      who: 'ollama',
      source: 'https://github.com/ollama/ollama/blob/main/server/images.go',
    }),
    phrase(/load failed for|failed to stat\b/i, {
      seen: "load failed for model 'scout': version 1 is at UNAVAILABLE state: Internal: failed to stat file",
      who: 'triton',
      source:
        'https://github.com/triton-inference-server/core/blob/main/src/model_repository_manager/model_repository_manager.cc',
    }),
    phrase(/free memory (?:on device|(?:is )?less)|GPU memory utilization/i, {
      seen: 'Free memory on device (10.2/80.0 GiB) on startup is less than desired GPU memory utilization (0.9, 72.0 GiB).',
      who: 'vllm',
      source: 'https://github.com/ovg-project/kvcached/issues/29',
    }),
    phrase(/weights? [\w.]{2,80} (?:does not exist|not found)/i, {
      seen: 'weight model.layers.0.self_attn.q_proj.weight does not exist',
      who: 'tgi',
      source:
        'https://github.com/huggingface/text-generation-inference/blob/main/server/text_generation_server/utils/weights.py',
    }),
    phrase(/address already in use|bind (?:\S{1,10} ){0,3}?(?:socket|address|port|listener)\b/i, {
      seen: "[Errno 98] error while attempting to bind on address ('0.0.0.0', 8000): address already in use",
      who: 'uvicorn',
      source: 'https://github.com/vllm-project/vllm/issues/8204',
    }),
    phrase(/files in the disk cache/i, {
      seen: 'Cannot find the requested files in the disk cache and outgoing traffic has been disabled.',
      who: 'huggingface-hub',
      source:
        'https://github.com/huggingface/huggingface_hub/blob/ee0a451/src/huggingface_hub/file_download.py',
    }),
    phrase(/shared memory (?:broadcast )?block/i, {
      seen: 'No available shared memory broadcast block found in 60 seconds. This typically happens when some processes are hanging',
      who: 'vllm',
      source: 'https://github.com/vllm-project/vllm/issues/32105',
    }),
    phrase(/\b(?:NaN|NaNs) (?:or|and|values?|in|detected)\b/i, {
      seen: 'embedding contains NaN or Inf values',
      who: 'ollama',
      source: 'https://github.com/ollama/ollama/blob/main/server/routes.go',
    }),
    phrase(/shard(?:ed|s)? (?:\S{1,16} ){0,2}?(?:disconnected|failed|dead|died|empty|start)\b/i, {
      seen: 'Sharded results are empty',
      who: 'tgi',
      source: 'https://github.com/huggingface/text-generation-inference/blob/main/backends/client/src/lib.rs',
    }),
    phrase(/not compatible with (?:this|the (?:current|installed)|your) (?:\S{1,16} )?version/i, {
      seen: 'The engine plan file is not compatible with this version of TensorRT, expecting library version 9.2.0.5 got 9.3.0.1, please rebuild.',
      who: 'tensorrt-llm',
      source: 'https://github.com/NVIDIA/TensorRT/issues/574',
    }),
  ],
};
