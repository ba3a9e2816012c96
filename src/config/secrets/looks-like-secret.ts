/** Published prefixes of keys and tokens: AWS, NVIDIA, OpenAI style, Groq, Hugging Face, GitHub, Slack, JWT. */
const PREFIXED =
  /^(?:(?:AKIA|ASIA)[A-Z0-9]{12,}|ABSK[\w+/=-]{16,}|(?:nvapi|sk|gsk|hf|ghp|xox[abp])[-_][\w-]{16,}|eyJ[\w-]{8,}\.[\w.-]+|Bearer\s.+)$/;

/** True for a value that is a key or token by its prefix. */
export function looksLikeSecret(value: string): boolean {
  return PREFIXED.test(value);
}

/** True also for long text that mixes cases and digits, or is long hexadecimal, as no variable's name is. */
export function looksRandom(value: string): boolean {
  if (looksLikeSecret(value)) return true;
  if (value.length < 20) return false;
  return (
    /^[0-9a-f]{32,}$/i.test(value) || (/[a-z]/.test(value) && /[A-Z]/.test(value) && /[0-9]/.test(value))
  );
}
