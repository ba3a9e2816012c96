/** Published prefixes of keys and tokens: AWS, NVIDIA, OpenAI style, Groq, Hugging Face, GitHub, Slack, JWT. */
const PREFIXED =
  /^(?:(?:AKIA|ASIA)[A-Z0-9]{12,}|ABSK[\w+/=-]{16,}|(?:nvapi|sk|gsk|hf|ghp|xox[abp])[-_][\w-]{16,}|eyJ[\w-]{8,}\.[\w.-]+|Bearer\s.+)$/;

/** True for a value that is a key or token by its prefix. */
export function looksLikeSecret(value: string): boolean {
  return PREFIXED.test(value);
}

/** Hides what looks like a secret, in comments and neighbouring lines too, and keeps every column. */
export function hideSecrets(text: string): string {
  return text.replaceAll(/[^\s"'`,:;()[\]{}<>]+/g, (token) =>
    looksLikeSecret(token) ? '*'.repeat(token.length) : token,
  );
}
