import type { TextRule } from './text-rule.ts';

/** The account is at fault: what is left of it, who it is, what it may. */
export const ACCOUNT_RULES: readonly TextRule[] = [
  {
    id: 'quota/spent',
    words:
      'key total quota credit credits balance billing budget funds payment plan spend spending usage daily day weekly week monthly month hourly per free exhausted subscription tokens tpd rpd perday perweek permonth insufficient',
    pattern:
      /per[ _-]?(?:day|week|month)\b|\b(?:tpd|rpd)\b|\b(?:daily|weekly|monthly|hourly) (?:\S{1,16} ){0,3}?(?:limit|quota|allowance|cap|credits)|(?:credits?|balance|funds|quota)(?: (?:is|are|was|were|has|have|been|balance|limit|for \S{1,40}))* (?:too low|insufficient|exhausted|expired|depleted|exceeded|reached|used up|rejected|empty)|insufficient (?:credits?|quota|balance|funds|account|token quota)|out of (?:\S{1,16} ){0,3}?(?:credits?|quota|funds)|exceeded (?:your|the|its) (?:current |\S{1,16} )?(?:quota|monthly|included credits|budget|spend|usage)|reached (?:your|the|its|end of) (?:\S{1,16} ){0,3}?(?:usage|spend(?:ing)?|quota|plan|credit)\b|end of quota|from quota was rejected|plan and billing|budget (?:has been )?exceeded|exceeded budget|over budget|key limit exceeded|total limit|payment required|usage limit (?:\S{1,16} ){0,6}?(?:reached|exceeded)|(?:spend|spending|credit|billing)(?: hard)? limit|token quota|quota exhausted|no (?:remaining )?credits|add (?:more |\d{1,6} )?credits/i,
    kind: 'quota_exhausted',
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-runtime.html',
  },
  {
    id: 'auth/credential',
    words:
      'api apikey key keys credential credentials token tokens authenticate authenticated authentication authenticating authorization unauthorized unauthenticated signature bearer jwt sso login signed subscription user password x accesskey profile logged log reauthenticate auth proxy server access',
    pattern:
      /(?:invalid|incorrect|wrong|missing|no|bad|expired|malformed|revoked|unknown|disabled|provide an?|provided?|without an?|required?) (?:\S{1,16} ){0,2}?(?:api[ _-]?key|apikey|x-api-key|access[ _-]?key|bearer|(?:auth\w{0,12}|access|security|proxy|jwt|session|iam|server) (?:\S{1,8} )?token|credentials?\b|token passed|authorization|auth(?:entication)? (?:header|credentials|token))|(?:api[ _-]?key|apikey|access[ _-]?key|x-api-key) (?:\S{1,30} ){0,3}?(?:not (?:valid|found|set|provided|configured|exist)|(?:is|was) (?:invalid|missing|incorrect|required|expired|disabled|not)|invalid|missing|required|could not be found|expired|must be|has expired)|_api_key (?:is )?(?:not set|missing|environment)|(?:security |access |auth |session |bearer |jwt |iam )?token (?:included in the request |\S{1,12} )?(?:is|has|was) (?:expired|invalid|not valid|been revoked|missing)|expired token|invalid token|token (?:seems|expired|invalid|verification failed)|(?:unable|could not|couldn['’]t|failed|cannot) (?:to )?(?:locate|load|find|retrieve|resolve|refresh|get|obtain) (?:\S{1,12} )?(?:credentials|token from)|credentials (?:from any|could not|are|were|have|is|not|provided)|invalid credentials|validate (?:your )?credentials|authentication (?:failed|required|error|is required|unsuccessful|failure)|authorization fail|authorization[`'"] (?:header )?(?:is |was )?(?:missing|required|invalid)|security token included|(?:^|[-:] )unauthorized|failed to authenticate|not authenticated|unauthenticated|could not authenticate|signature (?:we calculated|expired|not yet current|mismatch|does not match|verification)|signature you provided|jwt (?:is |has |verification|expired|issuer|authentication)|sso session|credentials file|profile \S{1,60} (?:could not be|was not|not) found|subscription key|must (?:be logged in|provide an api)|didn['’]t provide an api key|user not found|log ?in (?:again|required)|re-?authenticate/i,
    kind: 'authentication',
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html',
  },
  {
    id: 'permission/refused',
    words:
      'authorized authorised access permission permissions permitted forbidden allowed allow deny denied member terms challenge blocked marketplace agreement submitted rbac subscription acceptance associated gated moment javascript cookies attention instance account 1006 1007 1008 1009 1010 1012 1020 authority authorization authorisation explicit details case fill tier project projects accounts plan plans users user organization organizations organisation organisations pro',
    pattern:
      /not authori[sz]ed|access (?:to \S{1,80} |to (?:the )?(?:model|repo\w{0,6}|resource|project) \S{1,120} |to the \S{1,30} |to this \S{1,30} |\S{1,20} )?(?:is |was |has been )?(?:denied|forbidden|not allowed|restricted|not granted)|access[- ]denied|(?:don['’]?t|do not|does not|doesn['’]t|no longer|not) have (?:\S{1,16} ){0,2}?(?:access|permissions?|authori[sz]ation|authority)|permission[s]? (?:denied|required|to|is missing)|lacks? (?:the )?(?:required )?permission|(?:insufficient|invalid)[- ]permission|not permitted to|operation not allowed|not allowed to (?:access|call|use|sample|invoke|perform|create|request)|key not allowed|explicit deny|with an explicit|use case details have not|model use case|fill out the|marketplace (?:subscription|actions)|agreement|terms acceptance|accept the terms|no associated service|not a member|failed to find the .{1,80} member|(?:instance|account|subscription)\b.{0,60}\b(?:not active|inactive|suspended|deactivated)|is not (?:available|enabled|allowed) (?:for|to|in) (?:\S{1,16} ){0,4}?(?:accounts?|organi[sz]ations?|projects?|plans?|users?|tier)|rbac: access|have been blocked|attention required|just a moment|enable javascript and cookies|requires a pro|gated|\berror (?:code:? )?10(?:0[6-9]|10|12|20)\b/i,
    kind: 'permission',
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/security_iam_troubleshoot.html',
  },
];
