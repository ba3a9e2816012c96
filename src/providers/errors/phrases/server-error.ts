import { phrase, type PhraseGroup } from './phrase.ts';

/** Engines, drivers and loaders: whatever else they say, no request can mend them. */
export const ENGINE: PhraseGroup = {
  kind: 'server_error',
  phrases: [
    phrase(/background loop (?:has )?(?:errored|stopped|is not running|died)/i, {
      seen: 'Background loop has errored already.',
      who: 'vllm',
      source: 'https://github.com/vllm-project/vllm/issues/5060',
    }),
    phrase(/tensor[_ -]parallel(?:ism|[_ -]size)\b/i, {
      seen: 'Total number of attention heads (52) must be divisible by tensor parallel size (3).',
      who: 'vllm',
      source: 'https://github.com/vllm-project/vllm/issues/2652',
    }),
    phrase(/engine ?core encountered/i, {
      seen: 'EngineCore encountered an issue. See stack trace (above) for the root cause.',
      who: 'vllm',
      source: 'https://github.com/vllm-project/vllm/issues/24495',
    }),
    phrase(
      /\w{0,12}engine (?:loop )?(?:is |has )?(?:dead|died|crashed)|\w{0,12}engine (?:loop )?(?:is |has )?not (?:alive|running)/i,
      {
        seen: 'Engine loop is not running. Inspect the stacktrace to find the original error',
        who: 'vllm',
        source: 'https://github.com/LMCache/LMCache/issues/411',
      },
    ),
    phrase(/stub process .{0,60}not healthy/i, {
      seen: "Failed to process the request(s) for model instance 'pre_0', message: Stub process 'pre_0' is not healthy.",
      who: 'triton',
      source: 'https://github.com/triton-inference-server/python_backend/blob/f9088ff/src/python_be.cc',
    }),
    phrase(/(?:CUDA|CUDART|NCCL|HIP|ROCm|CUBLAS|CUDNN|Metal|Vulkan|SYCL) (?:driver |runtime )?error/i, {
      seen: 'NCCL error: unhandled system error, invalid argument',
      who: 'vllm',
      source: 'https://github.com/ollama/ollama/issues/12276',
    }),
    phrase(/out of memory/i, {
      seen: 'CUDA out of memory. Tried to allocate 2.00 GiB.',
      who: 'torch',
      source: 'https://github.com/vllm-project/vllm/issues/26863',
    }),
    phrase(/out of resources?\b/i, {
      seen: 'out of resource: shared memory, Required: 131072, Hardware limit: 101376',
      who: 'triton-lang',
      source: 'https://github.com/triton-lang/triton/issues/8182',
    }),
    phrase(/(?:no )?(?:CUDA (?:GPUs?|driver|runtime)\b|NVIDIA driver)/i, {
      seen: 'Found no NVIDIA driver on your system.',
      who: 'torch',
      source: 'https://github.com/bentoml/OpenLLM/issues/746',
    }),
    phrase(/creating modelInstanceState/i, {
      seen: 'UNAVAILABLE: Internal: unexpected error when creating modelInstanceState: [json.exception.type_error.302] type must be array, but is number',
      who: 'triton',
      source: 'https://github.com/NVIDIA/TensorRT-LLM/issues/10450',
    }),
    phrase(/panic: \S/i, {
      seen: 'panic: failed to decode batch: could not find a kv cache slot (length: 6656)',
      who: 'ollama',
      source: 'https://github.com/ollama/ollama/issues/10127',
    }),
    phrase(/execute function must return/i, {
      seen: "Python model 'tensorrt_llm_0_0' is using the decoupled mode and the execute function must return None.",
      who: 'triton',
      source: 'https://github.com/triton-inference-server/tensorrtllm_backend/issues/488',
    }),
    phrase(/ErrorDeviceLost/i, {
      seen: 'vk::Queue::submit: ErrorDeviceLost',
      who: 'llamacpp',
      source: 'https://github.com/withcatai/node-llama-cpp/issues/304',
    }),
    phrase(/(?:insufficient|not enough|more system|no available) memory/i, {
      seen: 'model requires more system memory (9.1 GiB) than is available (7.6 GiB)',
      who: 'ollama',
      source: 'https://github.com/continuedev/continue/issues/9649',
    }),
    phrase(/(?:failed to|unable to|cannot|could not|attempting to) allocate/i, {
      seen: 'alloc_tensor_range: failed to allocate CUDA0 buffer of size 36864000000',
      who: 'llamacpp',
      source: 'https://github.com/ggml-org/ggml/blob/d99724f/src/ggml-alloc.c',
    }),
    phrase(
      /(?:runner|server|process|proc|engine|worker|backend|actor|rank|scheduler) (?:\S{1,30} ){0,3}?(?:has |was )?(?:terminated|exited|ended|died|killed|no longer running)/i,
      {
        seen: 'llama runner process has terminated: exit status 2',
        who: 'ollama',
        source: 'https://github.com/SecureAI-Tools/SecureAI-Tools/issues/6',
      },
    ),
    phrase(/command exited prematurely/i, {
      seen: 'unspecific error: upstream command exited prematurely',
      who: 'llama-swap',
      source: 'https://github.com/mostlygeek/llama-swap/blob/0bdb372/internal/process/process_command.go',
    }),
    phrase(
      /(?:error|failed|unable to|could not) (?:to )?load(?:ing)? (?:the )?(?:\S{1,40} )?(?:model|tokenizer|weights|engine|library|version \d)/i,
      {
        seen: 'could not load model: rpc error: code = Canceled desc = ',
        who: 'localai',
        source: 'https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1584',
      },
    ),
    phrase(
      /(?:unknown|unsupported) (?:model )?architecture|architectures? (?:\S{1,80} )?(?:is|are) not supported/i,
      {
        seen: "unknown model architecture: 'mllama'",
        who: 'llamacpp',
        source: 'https://github.com/LostRuins/koboldcpp/blob/2da346a/src/llama.cpp',
      },
    ),
    phrase(/(?:executable|binary|process|backend) (?:file )?not found/i, {
      seen: 'exec: "llama-server": executable file not found in $PATH',
      who: 'llama-swap',
      source: 'https://github.com/mostlygeek/llama-swap/issues/190',
    }),
    phrase(/error starting (?:\S{1,20} )?(?:runner|llama-server|process)/i, {
      seen: 'error starting llama-server: exit status 127',
      who: 'ollama',
      source: 'https://github.com/ollama/ollama/issues/9466',
    }),
    phrase(/llama_decode:? failed/i, {
      seen: 'llama_decode failed with error code -3',
      who: 'llamacpp',
      source:
        'https://github.com/huggingface/text-generation-inference/blob/db931fc/backends/llamacpp/src/backend.rs',
    }),
    phrase(/failed to decode the batch/i, {
      seen: 'failed to decode the batch: KV cache is full',
      who: 'llamacpp',
      source: 'https://github.com/LostRuins/koboldcpp/blob/2da346a/examples/server/server.cpp',
    }),
    phrase(/type_error\.316/i, {
      seen: '[json.exception.type_error.316] invalid UTF-8 byte at index 145: 0x27',
      who: 'llamacpp',
      source: 'https://github.com/ggml-org/llama.cpp/issues/11738',
    }),
    phrase(/device-side assert/i, {
      seen: 'Triton Error [CUDA]: device-side assert triggered',
      who: 'torch',
      source: 'https://github.com/facebookresearch/blt/issues/102',
    }),
    phrase(/OOMKilled|CrashLoopBackOff|ImagePullBackOff|ErrImagePull/i, {
      seen: 'pod terminated: OOMKilled',
      who: 'kubernetes',
      source: 'https://kubernetes.io/docs/tasks/configure-pod-container/assign-memory-resource/',
      unread: true,
    }),
    phrase(/engine process failed/i, {
      seen: 'Engine process failed to start. See stack trace for the root cause.',
      who: 'vllm',
      source: 'https://github.com/vllm-project/vllm/issues/16446',
    }),
    phrase(/models? (?:is |has been |was )?(?:not loaded|unloaded)/i, {
      seen: 'Model is unloaded.',
      who: 'lmstudio',
      source: 'https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1492',
    }),
    phrase(/no models? (?:is |are )?(?:currently )?loaded/i, {
      seen: "No models loaded. Please load a model in the developer page or use the 'lms load' command.",
      who: 'lmstudio',
      source: 'https://github.com/lmstudio-ai/lms/issues/107',
    }),
    phrase(
      /(?:model|engine|server|process|runner|backend|worker) (?:has |have |was )?(?:crashed|unexpectedly stopped)/i,
      {
        seen: 'The model has crashed without additional information. (Exit code: 6)',
        status: 400,
        who: 'lmstudio',
        source: 'https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1057',
      },
    ),
    phrase(/ggml\S{0,40}\.(?:c|cpp|cu|m|metal):\d/i, {
      seen: 'ggml/src/ggml-backend.cpp:750: pre-allocated tensor (cache_k_l0) in a buffer that cannot run the operation (SET_ROWS)',
      who: 'llamacpp',
      source: 'https://github.com/LostRuins/koboldcpp/blob/2da346a/ggml/src/ggml-backend.cpp',
    }),
    phrase(/abort was called at/i, {
      seen: 'Abort was called at 63 line in file: ../../neo/shared/source/os_interface/os_interface.h',
      who: 'intel',
      source: 'https://github.com/mattcurf/ollama-intel-gpu/issues/22',
    }),
    phrase(/GGML_ASSERT/i, {
      seen: 'GGML_ASSERT(n_inputs < GGML_SCHED_MAX_SPLIT_INPUTS) failed',
      who: 'llamacpp',
      source: 'https://github.com/LostRuins/koboldcpp/blob/2da346a/ggml/src/ggml-backend.cpp',
    }),
    phrase(/failed to (?:create|initialize) (?:the )?(?:context|backend|engine|device|model)/i, {
      seen: "failed to create context with model '/models/llama-4-scout.gguf'",
      who: 'llamacpp',
      source: 'https://github.com/LostRuins/koboldcpp/blob/2da346a/common/common.cpp',
    }),
    phrase(/initialization failed/i, {
      seen: 'Engine core initialization failed. See root cause above.',
      who: 'vllm',
      source: 'https://github.com/vllm-project/vllm/issues/21882',
    }),
    phrase(/hit an exception(?! while)/i, {
      seen: 'Scheduler hit an exception: Traceback (most recent call last)',
      who: 'sglang',
      source: 'https://github.com/sgl-project/sglang/issues/8974',
    }),
    phrase(/segmentation fault/i, {
      seen: 'signal: segmentation fault (core dumped)',
      who: 'ollama',
      source: 'https://ftp.gnu.org/gnu/glibc/',
    }),
    phrase(
      /signal: (?:aborted|killed)|aborted \(core|(?:sigquit|sigterm|sigkill|sigabrt|sigsegv|sigbus|sigill)\b/i,
      {
        seen: '<qwen> ExitError >> signal: aborted (core dumped), exit code: -1',
        who: 'llama-swap',
        source: 'https://github.com/ggml-org/llama.cpp/issues/23281',
      },
    ),
    phrase(/terminate called|std::(?:bad_\w|(?:logic|runtime|system)_error\b(?!: ))/i, {
      seen: "terminate called after throwing an instance of 'std::runtime_error'",
      who: 'llamacpp',
      source: 'https://github.com/ggml-org/llama.cpp/issues/13780',
    }),
    phrase(/already borrowed/i, {
      seen: 'RuntimeError: Already borrowed',
      who: 'tokenizers',
      source: 'https://github.com/huggingface/tokenizers',
      unread: true,
    }),
  ],
};
