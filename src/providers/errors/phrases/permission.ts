import { phrase, type PhraseGroup } from './phrase.ts';

const IAM = 'https://docs.aws.amazon.com/bedrock/latest/userguide/security_iam_troubleshoot.html';
const HUB = 'https://huggingface.co/docs/hub/models-gated';
const CLOUDFLARE =
  'https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/';

/** Said with the words of a feature that is not supported. */
export const REGION: PhraseGroup = {
  kind: 'permission',
  phrases: [
    phrase(/(?:country|location)\b.{0,40}\bnot supported/i, {
      seen: 'Country, region, or territory not supported',
      who: 'openai',
      source: 'https://github.com/home-assistant/core/issues/120072',
    }),
    phrase(
      /(?:not|n['’]t) (?:\w{1,9} ){0,2}?enabled (?:for|in|on) (?:your|this|the) (?:org|account|project|workspace|team|tenant|user|subscription)/i,
      {
        seen: 'The inference gateway is not enabled for your organization',
        who: 'wandb',
        source: 'https://docs.wandb.ai/inference/api-reference/errors',
      },
    ),
    phrase(/(?:plan|tier|subscription) (?:does not|doesn['’]t|not) support\b/i, {
      seen: 'your current token plan not support model, MiniMax-M2.7 (2061)',
      who: 'minimax',
      source: 'https://platform.minimax.io/docs/api-reference/errorcode',
      unread: true,
    }),
    phrase(/authorization failed or requested resource not found/i, {
      seen: 'Authorization failed or requested resource not found.',
      who: 'oci',
      source:
        'https://raw.githubusercontent.com/api-evangelist/oracle-cloud/refs/heads/main/json-schema/oracle-cloud-error-schema.json',
    }),
  ],
};

export const REFUSED: PhraseGroup = {
  kind: 'permission',
  phrases: [
    phrase(/not authori[sz]ed/i, {
      seen: 'User: arn:aws:iam::1:user/x is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1::foundation-model/m',
      who: 'bedrock',
      source: 'https://github.com/ministryofjustice/modernisation-platform-environments/pull/18323',
    }),
    phrase(
      /access[ -](?:to (?:\S{1,80} ){1,6}?)?(?:is |was |has been )?(?:denied|forbidden|restricted|not allowed|not granted)/i,
      {
        seen: 'Access to model meta-llama/Llama-3.1-8B is restricted.',
        who: 'huggingface',
        source: 'https://github.com/ministryofjustice/modernisation-platform-environments/pull/18323',
      },
    ),
    phrase(
      /(?:don['’]?t|do not|does not|doesn['’]t|no longer|not) have (?:\S{1,16} ){0,2}?(?:access|permissions?|authori[sz]ation|authority)/i,
      {
        seen: "You don't have access to the model with the specified model ID.",
        who: 'bedrock',
        source: 'https://github.com/ollama/ollama/issues/16641',
      },
    ),
    phrase(/permissions?\b.{0,60}? denied/i, {
      seen: "Permission 'aiplatform.endpoints.predict' denied on resource '//aiplatform.googleapis.com/projects/p' (or it may not exist).",
      who: 'vertex',
      source: 'https://github.com/ollama/ollama/issues/9466',
    }),
    phrase(/(?:not|n['’]t) (?:yet )?(?:agreed to|accepted (?:the|our|its|model)|signed)\b/i, {
      seen: 'User has not agreed to Llama3.2 model terms',
      who: 'cloudflare',
      source: 'https://developers.cloudflare.com/workers-ai/platform/errors/',
    }),
    phrase(
      /(?:unavailable|not (?:currently )?(?:available|included|offered)) (?:for|in|on|under|with) (?:your |this |the )?(?:current |free )?(?:account|organi[sz]ation|user|project|plan|subscription|tenant|tier)\b/i,
      {
        seen: 'Service unavailable for account',
        who: 'cloudflare',
        source: 'https://developers.cloudflare.com/workers-ai/platform/errors/',
      },
    ),
    phrase(/(?:insufficient|invalid)[- ]permissions?/i, {
      seen: 'You have insufficient permissions for this operation. Missing scopes: model.request.',
      who: 'openai',
      source: 'https://github.com/openclaw/openclaw/issues/56658',
    }),
    phrase(/not (?:allowed|permitted) to (?:access|call|use|sample|invoke|perform|create|request)/i, {
      seen: "key not allowed to access model. This key can only access models=['llama-4-scout']. Tried to access x",
      who: 'litellm',
      source: 'https://github.com/langchain-ai/langchain-google/issues/593',
    }),
    phrase(/operation not allowed/i, {
      seen: 'Operation not allowed',
      who: 'bedrock',
      source: 'https://github.com/aws/aws-cli/issues/8717',
    }),
    phrase(/use[ -]case (?:details|form)|not filled out/i, {
      seen: 'The model returned the following errors: You have not filled out the required use-case form for this model. Complete the form before requesting access.',
      who: 'bedrock',
      source: 'https://github.com/truefoundry/models/pull/934',
    }),
    phrase(/marketplace subscription/i, {
      seen: 'Your AWS Marketplace subscription for this model cannot be completed at this time.',
      who: 'bedrock',
      source: 'https://github.com/ministryofjustice/modernisation-platform-environments/pull/18323',
    }),
    phrase(/terms acceptance|\bEULA\b|accept (?:the|its|our) (?:\S{1,12} )?(?:license|terms)/i, {
      seen: 'The model `llama-4-scout` requires terms acceptance. Please have the org admin accept the terms',
      who: 'groq',
      source: 'https://console.groq.com/docs/errors',
      unread: true,
    }),
    phrase(/data policy/i, {
      seen: 'No endpoints available matching your guardrail restrictions and data policy.',
      who: 'openrouter',
      source: 'https://github.com/truefoundry/models/pull/826',
    }),
    phrase(/not a member/i, {
      seen: 'User is not a member of the project',
      who: 'watsonx',
      source: 'https://cloud.ibm.com/apidocs/watsonx-ai',
      unread: true,
    }),
    phrase(/no permissions? (?:to|for)\b/i, {
      seen: 'No permission to access data',
      who: 'qianfan',
      source: 'https://ai.baidu.com/ai-doc/WENXINWORKSHOP/tlmyncueh',
    }),
    phrase(/not associated with(?! a value)/i, {
      seen: 'project_id $PROJECT_ID is not associated with a WML instance',
      who: 'watsonx',
      source: 'https://github.com/IBM/watsonx-ai-samples/issues/90',
    }),
    phrase(
      /(?:instance|account|subscription|organi[sz]ation|API)\b.{0,60}?\b(?:not active|inactive|suspended|deactivated|disabled)/i,
      {
        seen: 'The OpenAI account associated with this API key has been deactivated.',
        who: 'openai',
        source: 'https://github.com/ChatGPTNextWeb/NextChat/issues/4176',
      },
    ),
    phrase(
      /is not (?:available|enabled|allowed) (?:for|to|in) (?:\S{1,16} ){0,4}?(?:accounts?|organi[sz]ations?|projects?|plans?|users?|tier)/i,
      {
        seen: 'Access to this model is not available for channel program accounts. Reach out to your AWS Solution Provider for more information.',
        who: 'bedrock',
        source: IAM,
        unread: true,
      },
    ),
    phrase(/organization must be verified/i, {
      seen: 'Your organization must be verified to stream this model. Please go to: https://platform.openai.com/settings/organization/general and click on Verify Organization.',
      who: 'openai',
      source: 'https://github.com/continuedev/continue/issues/8209',
    }),
    phrase(/you have been blocked/i, {
      seen: 'Sorry, you have been blocked',
      who: 'cloudflare',
      source: 'https://github.com/cloudflare/har-sanitizer/issues/57',
    }),
    phrase(/attention required/i, {
      seen: 'Attention Required! | Cloudflare',
      who: 'cloudflare',
      source: 'https://github.com/AlizerUncaged/desktop-waifu/issues/261',
    }),
    phrase(/enable javascript and cookies/i, {
      seen: 'Enable JavaScript and cookies to continue',
      who: 'cloudflare',
      source: 'https://github.com/danny-avila/LibreChat/issues/228',
    }),
    phrase(/just a moment/i, {
      seen: 'Just a moment...',
      who: 'cloudflare',
      source: 'https://github.com/danny-avila/LibreChat/issues/228',
    }),
    phrase(/requires (?:an? )?(?:\S{1,16} ){0,2}?(?:pro|subscription|plan)\b/i, {
      seen: 'Model requires a Pro subscription; check out hf.co/pricing to learn more.',
      who: 'huggingface',
      source: 'https://github.com/philschmid/easyllm/issues/14',
    }),
    phrase(/\bgated\b/i, {
      seen: 'The model meta-llama/Llama-3 is gated. Your request to access must be approved.',
      who: 'huggingface',
      source: HUB,
      unread: true,
    }),
    phrase(/error (?:code:? )?(?:1006|1007|1008|1009|1010|1012|1020)\b/i, {
      seen: 'error code: 1010',
      who: 'cloudflare',
      source: CLOUDFLARE,
      unread: true,
    }),
    phrase(/(?:request|invoke|call|operation|action|method|endpoint) (?:is |was )?blocked/i, {
      seen: 'Your request was blocked.',
      who: 'cloudflare',
      source: 'https://developers.cloudflare.com/waf/',
      unread: true,
    }),
    phrase(/lacks (?:the )?(?:required|permission)/i, {
      seen: 'The principal `1-2-3` lacks the required data action `Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action`',
      who: 'azure',
      source: 'https://github.com/microsoft/ai-agent-evals/issues/43',
    }),
    phrase(
      /(?:tier|plan|key|token|credential|account|subscription) (?:can|is) only (?:be used|authori[sz]ed|valid)/i,
      {
        seen: "OpenCode's free tier can only be used in OpenCode",
        who: 'opencode',
        source: 'https://github.com/shobcoder/shob/issues/79',
      },
    ),
    phrase(/origin (?:is )?not allowed/i, {
      seen: 'origin not allowed',
      who: 'proxy',
      source: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors',
      unread: true,
    }),
    phrase(
      /(?:plan|subscription|tier) (?:does not|doesn['’]t) (?:\w{2,8} )?(?:include|allow|support|cover)/i,
      {
        seen: 'Your current subscription plan does not yet include access to GLM-5.3-FlashX',
        who: 'zai',
        source: 'https://github.com/querymt/querymt/issues/954',
      },
    ),
    phrase(/denied access|no access to\b/i, {
      seen: 'Your project has been denied access. Please contact support.',
      who: 'gemini',
      source: 'https://github.com/lobehub/lobe-chat',
      unread: true,
    }),
    phrase(/\bbanned\b/i, {
      seen: 'User has been banned',
      who: 'new-api',
      source: 'https://github.com/QuantumNous/new-api',
      unread: true,
    }),
    phrase(
      /only (?:\S{1,16} ){1,3}?(?:clients?|users?) (?:can|may)|(?:does not|doesn['’]t) allow (?:the|this|your) (?:current )?(?:client|user|IP)/i,
      {
        seen: 'Only Codex clients can use this group',
        who: 'relay',
        source: 'https://github.com/lobehub/lobe-chat',
        unread: true,
      },
    ),
    phrase(/(?:no|not have an?) (?:\S{1,12} ){0,3}?subscription\b|subscription is required/i, {
      seen: 'a subscription is required for access',
      who: 'relay',
      source: 'https://github.com/lobehub/lobe-chat',
      unread: true,
    }),
    phrase(/requires verification/i, {
      seen: 'Your account requires verification before using the API',
      who: 'relay',
      source: 'https://github.com/lobehub/lobe-chat',
      unread: true,
    }),
    phrase(/rate limit (?:of|(?:is )?set to) (?:0(?![.,]?\d)|zero\b)(?! (?:left|remaining))/i, {
      seen: 'The endpoint is disabled due to a rate limit set to 0.',
      who: 'databricks',
      source: 'https://docs.databricks.com/aws/en/machine-learning/model-serving/model-serving-limits',
      unread: true,
    }),
  ],
};
