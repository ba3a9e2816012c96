import type { SdkShims } from '../contract/adapter.ts';
import { fetchOver } from './fetch-over.ts';
import { requestHandlerOver } from './request-handler-over.ts';

export const SDK_SHIMS: SdkShims = { fetchOver, requestHandlerOver };
