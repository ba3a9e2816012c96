import type { CanonicalRequest, ImagePart } from '../contract/exchanges/request.ts';
import type { Target } from '../contract/wires/target.ts';
import { estimateInputTokens } from './estimate-tokens.ts';
import { endingOf, isFiltered } from './goldens/endings.ts';
import type { PlannedPrompt } from './plan-prompts.ts';

/** The estimate may be wrong by a third either way; only what cannot fit is refused before sending. */
const CERTAIN = 1.5;

function imagesOf(request: CanonicalRequest): ImagePart[] {
  return request.messages.flatMap((message) =>
    message.role === 'user' ? message.content.filter((part) => part.type === 'image') : [],
  );
}

function byteLength(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return (base64.length / 4) * 3 - padding;
}

type Offer = Pick<Target, 'model' | 'capabilities'>;

function imageReason(images: readonly ImagePart[], target: Offer): string | null {
  const limits = target.model.images;
  if (images.length === 0) return null;
  if (!target.capabilities.images || limits === null) return 'capability/images';
  if (images.length > limits.maxCount) return 'limit/images-count';
  if (images.some((image) => !limits.formats.includes(image.format))) return 'limit/image-format';
  if (images.some((image) => byteLength(image.data) > limits.maxBytes)) return 'limit/image-bytes';
  return null;
}

type Asked = Pick<PlannedPrompt, 'prompt' | 'request' | 'golden' | 'draft'>;

/**
 * Why a target cannot be asked this prompt, or null. A field that an adapter drops and declares, and a mode that it
 * downgrades, are never a reason (design, law 10). What is meant to be filtered is asked where a filter is declared, and what
 * is meant to be too long where it certainly is, or was seen to be and may be here.
 */
export function skipReason({ prompt, request, golden, draft }: Asked, target: Offer): string | null {
  const { model, capabilities } = target;
  const written = golden ?? draft;
  const ending = written === null ? null : endingOf(written.answer);
  if (prompt.tools.length > 0 && capabilities.tools === 'none') return 'capability/tools';
  if (isFiltered(ending) && !capabilities.contentFilter) return 'capability/content-filter';
  const image = imageReason(imagesOf(request), target);
  if (image !== null) return image;
  const cap = model.maxOutputTokens;
  if (cap !== null && prompt.maxOutputTokens !== null && prompt.maxOutputTokens > cap) return 'limit/output';
  const length = lengthIn(model.contextTokens, request);
  if (ending !== 'context_overflow') return length === 'too-long' ? 'limit/context' : null;
  if (length === 'holds') return 'limit/context-holds';
  // Where nobody knows, it is asked if somebody has seen it refused.
  const isSeen = golden?.provenance.source === 'recorded';
  return length === 'too-long' || isSeen ? null : 'limit/context-unknown';
}

/** Whether a window holds a request, as far as that can be said before it is asked. */
function lengthIn(contextTokens: number | null, request: CanonicalRequest): 'holds' | 'unknown' | 'too-long' {
  if (contextTokens === null) return 'unknown';
  const tokens = estimateInputTokens(request);
  if (tokens > contextTokens * CERTAIN) return 'too-long';
  return tokens * CERTAIN <= contextTokens ? 'holds' : 'unknown';
}
