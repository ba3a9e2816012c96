/** Shorter values would mask ordinary words. */
const SHORTEST_SECRET = 6;

/** What the documentation of servers, and people after it, give to one that asks for no key: vLLM, llama.cpp, Ollama. */
const PLACEHOLDER =
  /^(?:sk-)?(?:empty|none|null|undefined|dummy|fake|mock|test|testing|placeholder|unused|ignored|anything|local|ollama|lm-studio|x+|n\/a|not?[-_ ]?(?:needed|required|used|key|token|auth)(?:[-_ ](?:needed|required))?)(?:[-_](?:api[-_]?)?(?:key|token))?$/i;

/** True for a value that stands for "no key": it is no secret. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value);
}

/** True for a secret that can be masked: one that is too short for it is to be warned of by name. */
export function isKnowable(secret: string): boolean {
  return secret.length >= SHORTEST_SECRET && !isPlaceholder(secret);
}
