import type { TextRule } from './text-rule.ts';

/** The request is at fault: too long, asking for what is not served, for a model that is not there, or not well formed. */
export const REQUEST_RULES: readonly TextRule[] = [
  {
    id: 'content/filtered',
    words:
      'content filter filters filtered flagged moderation guardrail guardrails safety policy responsible inappropriate harmful blocked moderated usage policies violate violates violated violating violation violations acceptable hap',
    pattern:
      /content (?:management|filter\w*|policy|moderation)|content[_-]filter|blocked by (?:our |the |a )?(?:content|guardrail|safety|moderation)|guardrail (?:intervened|blocked|policy|checks?)|(?:input|prompt|request|response|output|text|message)s? (?:was|were|has been|have been|is) (?:flagged|filtered|moderated)|requires moderation|responsible ai|(?:due to|by our|our|your) (?:safety|usage polic(?:y|ies))|safety (?:system|filter|setting)|violat(?:es?|ed|ing|ions? of) (?:our |the |\w+'s )?(?:content|usage|safety|acceptable)|inappropriate content|hap (?:filter|detect)/i,
    kind: 'content_filtered',
    source: 'https://learn.microsoft.com/azure/ai-services/openai/concepts/content-filter',
  },
  {
    id: 'quota/cannot-afford',
    words: 'credits afford',
    pattern: /requires more credits|can only afford/i,
    kind: 'quota_exhausted',
    source: 'https://openrouter.ai/docs/api-reference/errors',
  },
  {
    id: 'size/per-minute',
    words: 'request',
    pattern:
      /request too large for (?:model|gpt|llama|\S{1,60} in organization)|request (?:body|entity|payload)?\s?(?:is )?too large/i,
    kind: 'payload_too_large',
    source: 'https://console.groq.com/docs/errors',
  },
  {
    id: 'size/body',
    words: 'payload body entity maximum length header headers cookie request content http cookies',
    pattern:
      /(?:header|cookie)s?(?: fields?)? too large|\brequest too long\b|(?:payload|entity|request body|body) (?:is |was )?too large|length limit exceeded|maximum (?:request )?body size|body size (?:exceed|limit)|content length .{0,30}exceed|request exceeds the maximum size/i,
    kind: 'payload_too_large',
    source: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.14',
  },
  {
    id: 'output/predict',
    words: 'n num',
    pattern: /\bn(?:um)?_predict exceeds/i,
    kind: 'output_limit',
    source: 'https://github.com/ggml-org/llama.cpp/tree/master/tools/server',
  },
  {
    id: 'context/window',
    words: 'context',
    pattern:
      /maximum context length|(?:exceed\w{0,4}|over(?:flow\w{0,3})?|larger than|longer than|beyond|greater than|fit\w{0,4}) (?:\S{1,30} ){0,4}?context|context (?:length|window|size|limit) (?:is only|of only|has been exceeded|exceed|overflow|error|was exceeded|is exceeded)|context (?:length|window|size|limit)\S{0,3} (?:\([^)]{0,40}\) )?(?:exceed|overflow)|(?:context shift is disabled|exceed context limit)|max(?:imum)? context (?:length|window|size)/i,
    kind: 'context_overflow',
    source: 'https://github.com/meta-llama/llama-verifications/issues/58',
  },
  {
    id: 'context/input',
    words:
      'input prompt inputs tokens token message messages max prompts request requests conversation conversations sequence sequences long length total longer reduce',
    pattern:
      /(?:input|prompt|message|request|conversation|sequence)s? (?:\([^)]{0,60}\) |\S{1,20} ){0,3}?(?:is|are|was|has|have) (?:\S{1,12} ){0,2}?too (?:long|large to process|many tokens)|too long[;,:]? (?:exceeded|for)|(?:input|prompt|total) (?:\S{1,16} )?(?:tokens?|length)(?: count)?(?: \(?[\d,]{1,12}\)?)? (?:\S{1,12} ){0,2}?(?:exceed|cannot exceed|over)|number of (?:input|prompt|total) tokens .{0,40}exceed|too many (?:input|prompt) tokens|is too long to fit into|longer than the (?:model['’]s |maximum )?(?:model|context|length|input)|inputs?`? (?:tokens )?\+ `?max_(?:new_)?tokens|inputs?`? must have less than|input tokens exceeded|reduce (?:the )?(?:length of the|the length|your prompt|the prompt|the number of tokens in the (?:input|message))|max_tokens must be at least 1, got -|(?:requested )?token count exceeds/i,
    kind: 'context_overflow',
    source: 'https://github.com/huggingface/text-generation-inference/blob/main/router/src/validation.rs',
  },
  {
    id: 'output/limit',
    words: 'maximum max maxtokens n output completion num',
    pattern:
      /maximum tokens you requested exceed|fewer output tokens|(?:max_(?:completion_|new_|output_)?tokens|max_gen_len|maxtokens|n_predict|num_predict)\b[`'"]?(?:\W{0,4}=?\W{0,3}\d{1,9})?.{0,60}?(?:cannot be greater|cannot exceed|must not exceed|exceed|too large|too high|must be (?:<=?|less|at most|no more|between)|should be (?:less|at most|<)|less than or equal|not less or equal|not be greater|is (?:larger|greater) than|up to|at most|max(?:imum)? (?:value|allowed|output|is))|maximum (?:allowed )?(?:number of )?(?:output|completion|generated) tokens|supports? at most [\d,]{1,9} (?:completion|output)|output (?:token|length) (?:limit|cap)\w{0,3} (?:is |of |exceed)/i,
    kind: 'output_limit',
    source: 'https://github.com/RooCodeInc/Roo-Code/issues/248',
  },
  {
    id: 'model/throughput',
    words: 'on',
    pattern: /on-demand throughput isn['’]?t supported/i,
    kind: 'model_not_found',
    source: 'https://github.com/anomalyco/opencode/issues/2589',
  },
  {
    id: 'feature/no-endpoint',
    words: 'no',
    pattern: /no endpoints found that (?:support|can handle)/i,
    kind: 'unsupported_feature',
    source: 'https://openrouter.ai/docs/guides/routing/provider-selection',
  },
  {
    id: 'permission/region',
    words: 'country location region',
    pattern:
      /(?:unsupported|not supported).{0,20}\b(?:country|location)\b|\b(?:country|location)\b.{0,40}\b(?:not supported|unsupported)/i,
    kind: 'permission',
    source: 'https://platform.openai.com/docs/guides/error-codes',
  },
  {
    id: 'model/unsupported',
    words: 'model models',
    pattern:
      /\bmodel:? (?:id )?(?:['"`“][^'"`”]{0,120}['"`”]|[\w./:@-]{1,120}) is not (?:a )?(?:supported|valid|available|recognized|served|deployed|registered)(?! (?:for|with|in|by|when) (?!this|your|the|any|provider|region|environment|account))|(?:requested|specified|provided|this|selected|the) model (?:id |name |identifier )?(?:is|was) (?:not supported(?! (?:for|with|in|by|when) (?!this|your|the|any|provider|region|environment|account))|not (?:currently )?available(?! for|.{0,40}try again)|not valid|invalid|not found|unknown|deprecated|retired|unavailable in)/i,
    kind: 'model_not_found',
    source: 'https://cloud.ibm.com/apidocs/watsonx-ai#text-chat',
  },
  {
    id: 'feature/unsupported',
    words:
      'support supports supported unsupported requires require enable enabled multimodal unknown cannot vision image images video audio implemented configured jinja tools template chat need needs start accept accepts handle handles use combine specify',
    pattern:
      /(?:does(?: not|n['’]?t)|do(?: not|n['’]?t)|cannot|can['’]t|can not|not) (?:currently |yet )?(?:support|accept|handle) (?!your|the provided value|this value)|(?:is|are|was|been) (?:currently |yet )?(?:not|n['’]t) (?:currently |yet |been )?(?:supported|enabled|implemented)|not been (?:enabled|implemented)|only (?:\S{1,16} ){1,8}?(?:is|are) supported|only supports |unknown part type|cannot (?:use|combine|specify) (?:\S{1,20} ){1,5}?(?:with|together)|isn['’]t supported|aren['’]t supported|(?:not |un)supported (?:by|for|with|in|on|when)|only supported (?:for|by|with|on|in)|^\W{0,2}unsupported (?!media type)|\bunsupported (?:param|value|field|feature|content|option|parameter|message|image|media(?! type)|tool|type)|features? .{1,40} not support\b|data required for (?:image|vision|audio)|(?:requires?|needs?) (?:the )?(?:--[\w-]{2,40}|\w{1,20} flag)|start (?:it|the server) with `?--|is not a multimodal|not implemented|no multimodal|at most \d{1,5} (?:image|video|audio)|cannot use tools with|chat[_ ]template (?:is not|is no longer|must)|must provide a chat template/i,
    kind: 'unsupported_feature',
    source: 'https://github.com/strands-agents/harness-sdk/issues/1241',
  },
  {
    id: 'feature/extra-field',
    words: 'extra extraneous',
    pattern:
      /(?:response_format|tools?|tool_choice|functions?|stream_options|guided_\w{1,20}|structured_outputs|logprobs|seed|parallel_tool_calls|reasoning_effort)\W{1,3}.{0,20}extra (?:fields|inputs) (?:are )?not permitted/i,
    kind: 'unsupported_feature',
    source: 'https://docs.pydantic.dev/latest/errors/validation_errors/#extra_forbidden',
  },
  {
    id: 'model/legacy',
    words: 'legacy decommissioned deprecated retired end eol discontinued sunset removed longer',
    pattern:
      /marked by provider as legacy|has been (?:decommissioned|deprecated|retired|removed|discontinued|sunset)|end[- ]of[- ](?:its |their )?life|reached (?:its|the) end|no longer (?:available|supported|served)/i,
    kind: 'model_not_found',
    source: 'https://github.com/anomalyco/opencode/issues/44204',
  },
  {
    id: 'model/not-found',
    words:
      'model models deployment function endpoints pull pulling manifest page resolve lora route provider providers',
    pattern:
      /\bmodels?\b.{0,140}?(?:does not exist|do not exist|doesn['’]t exist|not found|could not be found|cannot be found|not exist)|(?:no such|unknown|unrecognized|invalid) model|model identifier is invalid|not a valid model|invalid model (?:name|id|identifier)|pulling it first|pull model manifest|function ['"]?[\w-]{1,80}['"]?: not found|no (?:allowed )?(?:endpoints|providers) (?:found|are available|available) for|deployment (?:\S{1,60} )?(?:for this resource )?(?:does not exist|not found)|resolve the foundation model|404 page not found|no route matched|model[_ ]not[_ ]found/i,
    kind: 'model_not_found',
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html',
  },
];
