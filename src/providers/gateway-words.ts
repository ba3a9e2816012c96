import type { GatewayWords } from '../contract/wires/wire-traits.ts';

const bedrock = (route: string): GatewayWords['litellm'] => ({
  model: `bedrock/${route}/`,
  baseUrl: 'aws_bedrock_runtime_endpoint',
  region: 'aws_region_name',
  settings: {},
});

/** By wire. https://docs.litellm.ai/docs/providers, https://github.com/Portkey-AI/gateway/blob/main/src/globals.ts */
export const GATEWAY_WORDS: Readonly<Record<string, GatewayWords>> = {
  'bedrock-converse': {
    litellm: bedrock('converse'),
    portkey: { provider: 'bedrock', baseUrl: null, region: 'aws_region' },
  },
  'bedrock-invoke-llama': { litellm: bedrock('invoke'), portkey: null },
  'watsonx-chat': {
    litellm: {
      model: 'watsonx/',
      baseUrl: 'api_base',
      region: null,
      settings: { project_id: 'project_id', space_id: 'space_id' },
    },
    portkey: null,
  },
  // https://github.com/BerriAI/litellm/blob/main/litellm/llms/oci/common_utils.py
  'oci-genai-chat': {
    litellm: {
      model: 'oci/',
      baseUrl: 'api_base',
      region: 'oci_region',
      settings: { compartment_id: 'oci_compartment_id', endpoint_id: 'oci_endpoint_id' },
      beside: { endpoint_id: { oci_serving_mode: 'DEDICATED' } },
    },
    portkey: null,
  },
  'openai-chat': {
    litellm: { model: 'openai/', baseUrl: 'api_base', region: null, settings: {} },
    portkey: { provider: 'openai', baseUrl: 'custom_host', region: null },
  },
};
