const OPENING = String.raw`(?:(?:i['’]?m|i am)\s+(?:very\s+|so\s+)?sorry|sorry|my apologies|i apologi[sz]e|unfortunately|as an ai(?:\s+\w+){0,4})`;
const UNABLE = String.raw`i\s*(?:can(?:not|['’]t|\snot)|(?:am|['’]m)\s+(?:not able|unable)\s+to|won['’]t|will not|must decline\s+to)(?:\s+be able to)?`;
const ACT = String.raw`(?:help|assist|answer|comply|fulfil|do (?:that|this|so)|provide|support|continue|discuss|create|generate|share|engage)`;
const REFUSAL = new RegExp(
  String.raw`^\W*(?:${OPENING}[\s,.:;!—-]*)?(?:(?:but|however)[\s,]+)?${UNABLE}\s+${ACT}\b`,
  'iu',
);
/** A refusal comes first, or it is none. */
const LOOKED_AT = 240;

/** Whether a text declines in place of an answer, as models do: "I'm sorry, but I cannot help with that." */
export function isRefusal(text: string): boolean {
  return REFUSAL.test(text.slice(0, LOOKED_AT));
}
