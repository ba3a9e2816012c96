import type { SdkShims } from '../contract/wires/adapter.ts';
import { fetchOverOption } from './fetch-over.ts';
import { requestHandlerOverOption } from './request-handler-over.ts';

export const SDK_SHIMS: SdkShims = { fetch: fetchOverOption, requestHandler: requestHandlerOverOption };
