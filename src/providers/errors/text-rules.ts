import type { ErrorKind } from '../../contract/error-kind.ts';

export interface TextRule {
  readonly id: string;
  readonly pattern: RegExp;
  readonly kind: ErrorKind;
  /** Where the wording was seen. */
  readonly source: string;
}

/**
 * What providers say in words. Wording changes between releases, so a rule looks for fragments; the first that
 * matches decides. Every pattern is linear: no nested repetition, bounded gaps.
 */
export const TEXT_RULES: readonly TextRule[] = [
  {
    id: 'bedrock/tools-in-stream',
    pattern: /model doesn['’]t support|doesn['’]t support the .{1,80} field/i,
    kind: 'unsupported_feature',
    source: 'https://github.com/strands-agents/harness-sdk/issues/1241',
  },
  {
    id: 'bedrock/on-demand',
    pattern: /on-demand throughput isn['’]t supported/i,
    kind: 'model_not_found',
    source: 'https://github.com/anomalyco/opencode/issues/2589',
  },
  {
    id: 'bedrock/model-identifier',
    pattern: /model identifier is invalid/i,
    kind: 'model_not_found',
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html',
  },
  {
    id: 'bedrock/maximum-tokens',
    pattern:
      /maximum tokens you requested exceed|please request fewer output tokens|max_(?:completion_)?tokens.{0,60}(?:cannot be greater|cannot exceed|is too large)|n_predict exceeds/i,
    kind: 'output_limit',
    source: 'https://github.com/RooCodeInc/Roo-Code/issues/248',
  },
  {
    id: 'context/overflow',
    pattern:
      /(?:input|prompt) is too long|maximum context length|exceeds? the available context size|context length is only|is too long to fit into the model|max_tokens must be at least 1, got -|`?inputs`? (?:tokens \+|must have less than)|exceeds? (?:the )?(?:model['’]s )?(?:maximum )?context (?:length|window|size)|longer than the model['’]s context|number of input tokens .{0,40}exceed/i,
    kind: 'context_overflow',
    source: 'https://github.com/meta-llama/llama-verifications/issues/58',
  },
  {
    // After the rule above: the same name stands in TGI's words for a full window.
    id: 'tgi/max-new-tokens',
    pattern: /max_new_tokens\W{0,2} must be <=/i,
    kind: 'output_limit',
    source: 'https://github.com/huggingface/text-generation-inference/blob/main/router/src/lib.rs',
  },
  {
    id: 'tools/flag-required',
    pattern: /"auto" tool choice requires|cannot use tools with stream|at most \d+ image\(s\)/i,
    kind: 'unsupported_feature',
    source: 'https://github.com/hidenobunagai/nvidia-nim-provider/issues/2',
  },
  {
    id: 'nim/degraded',
    pattern: /degraded function cannot be invoked|resourceexhausted|worker local total request limit/i,
    kind: 'overloaded',
    source: 'https://github.com/diegosouzapw/OmniRoute/issues/8248',
  },
  {
    id: 'nim/function-gone',
    pattern:
      /function '[^']{1,80}': not found|reached its end of life|model .{1,120} is not supported|404 page not found/i,
    kind: 'model_not_found',
    source: 'https://github.com/anomalyco/opencode/issues/44204',
  },
  {
    id: 'nim/authorization-failed',
    pattern: /authorization failed/i,
    kind: 'authentication',
    source: 'https://github.com/dmMaze/BallonsTranslator/issues/1233',
  },
  {
    id: 'iam/api-key',
    pattern: /provided api key could not be found|security token included in the request/i,
    kind: 'authentication',
    source: 'https://cloud.ibm.com/apidocs/iam-identity-token-api',
  },
  {
    id: 'quota/per-day',
    pattern: /tokens per day|quota (?:was )?(?:exceeded|reached|rejected)|from quota was rejected/i,
    kind: 'quota_exhausted',
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-runtime.html',
  },
  {
    id: 'server/overloaded',
    pattern: /model is overloaded|loading model|server is busy/i,
    kind: 'overloaded',
    source: 'https://github.com/huggingface/text-generation-inference/blob/main/router/src/server.rs',
  },
  {
    id: 'throttle/too-many',
    pattern: /too many (?:tokens|requests)/i,
    kind: 'rate_limited',
    source: 'https://github.com/i-dot-ai/caddy-chatbot/issues/97',
  },
  {
    id: 'stream/truncated-event',
    pattern: /truncated event message/i,
    kind: 'stream_interrupted',
    source: 'https://github.com/smithy-lang/smithy-typescript',
  },
];
