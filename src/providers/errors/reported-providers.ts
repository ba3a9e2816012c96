/** Whom a posted error may come from: the providers, a proxy before one, or the client itself. */
export const REPORTED_PROVIDERS: readonly string[] = [
  'bedrock',
  'watsonx',
  'oci-genai',
  'nim',
  'vllm',
  'llamacpp',
  'sglang',
  'tgi',
  'ollama',
  'proxy',
  'client',
];
