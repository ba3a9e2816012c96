import type { TextRule } from './text-rule.ts';

/** The service is at fault, or the moment: limits of rate, capacity, and what the model itself did wrong. */
export const LOAD_RULES: readonly TextRule[] = [
  {
    id: 'server/engine-dead',
    words: 'background enginecore engine asyncengine stub',
    pattern:
      /background loop (?:has )?(?:errored|stopped|is not running|died)|engine ?core encountered|stub process .{0,60}not healthy|engine (?:loop )?(?:is |has )?(?:dead|died|crashed|not alive)/i,
    kind: 'server_error',
    source: 'https://github.com/vllm-project/vllm/blob/main/vllm/v1/engine/exceptions.py',
  },
  {
    id: 'cancelled/by-client',
    words: 'client context',
    pattern:
      /(?:disconnected|cancell?ed|aborted|closed) (?:from|by) the client|client closed (?:the )?request|\bcontext cancell?ed\b/i,
    kind: 'cancelled',
    source: 'https://github.com/sgl-project/sglang/blob/main/python/sglang/srt/managers/tokenizer_manager.py',
  },
  {
    id: 'connection/behind-server',
    words: 'dial connectex cannot actively read write',
    pattern:
      /"\s?: (?:dial tcp|connectex:|(?:read|write) tcp)|actively refused|cannot connect to host (?!.{0,300}certificate)/i,
    kind: 'connection',
    source: 'https://pkg.go.dev/net/url#Error',
  },
  {
    id: 'load/too-many-connections',
    words: 'connections',
    pattern: /too many connections/i,
    kind: 'overloaded',
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html',
  },
  {
    id: 'load/function',
    words: 'degraded worker resourceexhausted resource workers',
    pattern:
      /degraded function|function (?:is )?degraded|worker local total request limit|no (?:available )?workers?\b|resource ?exhausted: (?!.{0,40}quota)/i,
    kind: 'overloaded',
    source: 'https://github.com/diegosouzapw/OmniRoute/issues/8248',
  },
  {
    id: 'rate/limit',
    words:
      'rate rates ratelimit ratelimiterror ratelimited throttled throttling throttle too requests tokens slow concurrent parallel crossed cooldown 1015 limit request call calls token minute min second sec hour deployment deployments concurrency',
    pattern:
      /rate[ _-]?limit|too many (?:tokens|requests|concurrent|calls|parallel)|(?:requests?|tokens?|calls) per (?:minute|second|min|sec|hour)|request rate|rate exceeded|(?:token|call|request) rate|throttl(?:ed|ing)|slow down|(?:max(?:imum)? )?(?:concurrent|parallel) requests? (?:limit|exceeded|reached)|concurren(?:t|cy) limit|crossed tpm|limit (?:is )?exceeded|\berror (?:code:? )?1015\b|no deployments? available|no healthy deployment|\b(?:rpm|tpm) limit/i,
    kind: 'rate_limited',
    source: 'https://github.com/i-dot-ai/caddy-chatbot/issues/97',
  },
  {
    id: 'load/busy',
    words:
      'overload overloaded overloading capacity busy loading unavailable queue queued upstream ready warming warm scaling scale slot slots demand load pending peer server instances degraded replicas traffic exhausted unable processing backend endpoint provider model sleeping asleep paused available reset cold scaled currently temporarily cache kvcache',
    pattern:
      /overload|(?:at|over|no|out of|insufficient|exceed\w{0,4}|reached|lack of|limited|exhausted) (?:\S{1,16} ){0,2}?capacity|capacity (?:is )?(?:exceeded|reached|constraint|limit|exhausted|error)|(?:server|service|model|system|backend|engine)s? (?:\S{1,30} ){0,2}?(?:is |are )?(?:too |currently |temporarily |very |a bit )*busy|too busy|(?<!error |fail |failed |failure |unable to )loading (?:the )?model|model (?:\S{1,80} )?is (?:currently |still )?(?:loading|starting|being loaded|warming)|still loading|not (?:yet )?ready|warming up|cold start|scal(?:ing|ed) (?:up|to zero|from)|(?:temporarily|currently) (?:unavailable|over)|service (?:is )?(?:currently |temporarily )?unavailable|no healthy upstream|no (?:available |healthy )?(?:server|servers|instances?|replicas?|backends?|workers?)(?: is| are)? (?:available|ready)|no available (?:server|instance|replica|backend|worker|slot)|queue (?:is )?(?:full|limit)|maximum queue size|queue wait|maximum pending requests|no slots? available|slots? unavailable|(?:high|heavy|increased) (?:demand|load|traffic)|unable to process your request|get a peer from|kv ?cache (?:is )?full|server[_ ]busy|all (?:\S{1,16} )?slots (?:are )?(?:busy|in use)|(?:model|endpoint|instance|replica) is (?:currently )?(?:sleeping|asleep|paused)|(?:endpoint|provider|upstream|backend|model|server) is (?:currently |temporarily )?unavailable(?! in)|(?:not available|unavailable)\W{1,3}(?:please )?(?:try|retry)|reset reason: overflow|backend fetch failed|processing too many/i,
    kind: 'overloaded',
    source: 'https://github.com/huggingface/text-generation-inference/blob/main/router/src/server.rs',
  },
  {
    id: 'model/output',
    words: 'model generation generate generated tool output parse function json failed empty returned',
    pattern:
      /model (?:produced|generated|returned|output) (?:an? )?(?:invalid|malformed|empty|incomplete|bad|unparsable)|failed during generation|incomplete generation|generation failed|failed to generate (?:json|a response|text|output|content)|failed to call a function|error parsing tool call|failed to parse (?:input|tool[ _]call|model output|the model|function call|tool arguments)|parse (?:error )?(?:in )?tool call|failed_generation|failed to validate json|model (?:output|response) (?:is |was )?(?:invalid|malformed|empty|could not)|returned (?:an )?empty (?:response|completion|output)|no output generated|model (?:has )?encountered an? (?:unexpected )?error|while running the model/i,
    kind: 'model_error',
    source: 'https://console.groq.com/docs/errors',
  },
  {
    id: 'request/malformed',
    words:
      'json protocol http should malformed invalid missing required field extra extraneous validation parameter parameters must image roles unmarshal template expected unknown value batch provider grammar schema body unexpected cannot conversation set row tool toolresult tooluse role fix add remove correct change reformat provide specify ensure illegal bad region endpoint baseurl url prompt messages input name content request https mean satisfy match type property parse decode toolcall toolcalls load open fetch process',
    pattern:
      /cannot unmarshal|ensure this value|unexpected inference (?:input|output)|expected request with|missing content[- ]type|(?:illegal|bad) base64|(?:model|messages?|prompt|inputs?|content|name|parameter|field|property|argument|['"`]) (?:is|are) required|parse url|(?:region|endpoint|base ?url) is (?:missing|not set|required)|request (?:is|was) (?:not valid|invalid)|\b4(?:00|03|04|10), message=['"][^'"]{0,80}['"], url=|invalid options?|json\.exception\.\w|malformed (?:input|request|json)|validation error|(?:parameter|input|request|schema) validation failed|failed validation|field required|missing (?:required|json field|field|parameter|property|request|body|model|messages)|required (?:property|field|parameter)|extra(?:neous)? (?:fields?|inputs?|keys?)|extraneous key|unknown (?:parameter|field|name|argument|key|format)|unexpected (?:keyword|field|argument|property)|(?:unsupported|missing an?) \W?(?:protocol|https?:)|invalid (?:json(?! response)|request|parameter|argument|input|value|type|format|base64|image|url|tool|schema|grammar|role|message|field|data url|payload|body)|roles must (?:alternate|be)|must (?:alternate|start with|begin with|end with|be (?:non-empty|strictly|a string|an array|an object|one of|non-negative|positive|in \(|in \[|greater|at least|of type|a list|followed))|cannot be (?:empty|null|provided in the same)|cannot identify image|(?:decode|load|open|fetch|process) (?:the )?image|(?:could not|failed to|unable to|cannot) (?:parse|decode) (?:the )?(?:request|json|body|grammar|messages|schema)|template error|batch size|should (?:have|be a|match|be greater)|is a required|json decode error|provider not provided|did you mean|project_id not set|failed to satisfy|does not match the (?:schema|format)|expected (?:a |an )?(?:string|object|array|list|number|boolean|dict)|property ['"]?\w{1,40}['"]? is (?:unsupported|missing)|is not of type|(?:fix|add|remove|correct|change|reformat|provide|specify) .{1,160}?and try (?:your request )?again|(?:tool_?(?:result|use|calls?|call_id)|role ['"`]?tool['"`]?)\b.{0,80}?(?:must|exceed|previous|corresponding|preceding|followed|without)|at row \d{1,6}, column \d/i,
    kind: 'invalid_request',
    source: 'https://fastapi.tiangolo.com/tutorial/handling-errors/',
  },
  {
    id: 'stream/fallback',
    words: 'midstreamfallbackerror',
    pattern: /MidStreamFallbackError/i,
    kind: 'stream_interrupted',
    source: 'https://docs.litellm.ai/docs/exception_mapping',
  },
];
