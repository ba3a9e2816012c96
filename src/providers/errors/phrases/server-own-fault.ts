import { phrase, type PhraseGroup } from './phrase.ts';

/** The operating system and the language: the server's own, unless a status says that it refuses the request. */
export const OWN_FAULT: PhraseGroup = {
  kind: 'server_error',
  phrases: [
    phrase(/permission denied:? (?:[['"/]|\(os error)/i, {
      seen: "[Errno 13] Permission denied: '/srv/models/.cache'",
      who: 'vllm',
      source: 'https://github.com/ollama/ollama/issues/9466',
    }),
    phrase(/fork\/exec \S{1,120} (?:\S{1,20} ){0,2}?(?:not permitted|denied)/i, {
      seen: 'fork/exec /usr/bin/llama-server: operation not permitted',
      who: 'ollama',
      source: 'https://github.com/ollama/ollama/issues/9466',
    }),
    phrase(/no space left on device/i, {
      seen: '[Errno 28] No space left on device',
      who: 'vllm',
      source: 'https://ftp.gnu.org/gnu/glibc/',
    }),
    phrase(/disk quota exceeded|quota exceeded on disk/i, {
      seen: '[Errno 122] Disk quota exceeded',
      who: 'vllm',
      source: 'https://github.com/python/cpython/blob/v3.11.2/Lib/socket.py',
    }),
    phrase(/(?<!connect: )no such file or directory/i, {
      seen: "[Errno 2] No such file or directory: '/tmp/model not found.json'",
      who: 'vllm',
      source: 'https://ftp.gnu.org/gnu/glibc/',
    }),
    phrase(/too many open files/i, {
      seen: 'accept4: too many open files',
      who: 'ollama',
      source: 'https://github.com/python/cpython/blob/v3.11.2/Lib/socket.py',
    }),
    phrase(/no module named|cannot (?:import name|load such file|find module)/i, {
      seen: "VLLMException - No module named 'vllm'",
      who: 'python',
      source: 'https://github.com/BerriAI/litellm/issues/2831',
    }),
    phrase(/library not loaded|version [`'"]?GLIBC/i, {
      seen: "/lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by ./llama-server)",
      who: 'glibc',
      source: 'https://ftp.gnu.org/gnu/glibc/',
      unread: true,
    }),
    phrase(/not supported between instances/i, {
      seen: "'>=' not supported between instances of 'NoneType' and 'int'",
      who: 'tgi',
      source: 'https://github.com/huggingface/text-generation-inference/issues/2828',
    }),
    phrase(/values to unpack/i, {
      seen: 'too many values to unpack (expected 3)',
      who: 'tabbyapi',
      source: 'https://github.com/theroyallab/tabbyAPI/issues/15',
    }),
    phrase(/unsupported operand type/i, {
      seen: "unsupported operand type(s) for +: 'NoneType' and 'str'",
      who: 'vllm',
      source: 'https://github.com/python/cpython/tree/v3.11.2',
    }),
    phrase(
      /\w' object (?:has no attribute(?! .(?:choices|delta|usage|tool_calls)\b)|is not (?:iterable|subscriptable|callable))/i,
      {
        seen: "'NoneType' object has no attribute 'get'",
        who: 'vllm',
        source: 'https://github.com/python/cpython/tree/v3.11.2',
      },
    ),
    phrase(/index out of (?:range|bounds)/i, {
      seen: 'list index out of range',
      who: 'vllm',
      source: 'https://github.com/python/cpython/tree/v3.11.2',
    }),
    phrase(/shapes? cannot be multiplied/i, {
      seen: 'mat1 and mat2 shapes cannot be multiplied (1x4096 and 5120x1024)',
      who: 'torch',
      source: 'https://github.com/databrickslabs/dolly/issues/90',
    }),
    phrase(/assertion (?:failed|error)/i, {
      seen: 'Assertion failed: Only FP8 KV cache is supported for now (/src/tensorrt_llm/thop/mlaPreprocessOp.cpp:134)',
      who: 'tensorrt-llm',
      source: 'https://github.com/NVIDIA/TensorRT-LLM',
      unread: true,
    }),
    phrase(/shared (?:object|librar)|DLL load failed/i, {
      seen: 'error while loading shared libraries: libcudart.so.13: cannot open shared object file',
      who: 'glibc',
      source: 'https://ftp.gnu.org/gnu/glibc/',
      unread: true,
    }),
    phrase(/read-only file ?system|bad file descriptor|is a directory(?=:|$)/i, {
      seen: '[Errno 9] Bad file descriptor',
      who: 'posix',
      source: 'https://ftp.gnu.org/gnu/glibc/',
      unread: true,
    }),
    phrase(/interrupted system call|no buffer space/i, {
      seen: '[Errno 105] No buffer space available',
      who: 'posix',
      source: 'https://ftp.gnu.org/gnu/glibc/',
      unread: true,
    }),
  ],
};
