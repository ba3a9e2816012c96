import { invalid, type BedrockError } from './error-reply.ts';

const GEOGRAPHY = /^(us-gov|us|eu|apac|ap|ca|sa|global)\./;

/** The id within an ARN of an inference profile or foundation model; any other id as it is. */
function idOf(model: string): string {
  return (
    /^arn:aws[a-z-]*:bedrock:[^:]*:[^:]*:(?:inference-profile|foundation-model)\/(.+)$/.exec(model)?.[1] ??
    model
  );
}

/** What Bedrock says to a request for a model that the seat does not have, or null when it has it. */
export function findModel(asked: string, offered: string): BedrockError | null {
  const id = idOf(asked);
  if (asked === offered || id === idOf(offered)) return null;
  // https://github.com/anomalyco/opencode/issues/2589
  if (id === idOf(offered).replace(GEOGRAPHY, '')) {
    return invalid(
      `Invocation of model ID ${id} with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.`,
    );
  }
  return invalid('The provided model identifier is invalid.');
}

/** Whether the limits of the Llama family hold. */
export function isLlama(model: string): boolean {
  return idOf(model).replace(GEOGRAPHY, '').startsWith('meta.llama');
}
