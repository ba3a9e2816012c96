import type { Writing } from './writing.ts';
import { CHAT_EN } from './writings/chat-en.ts';
import { CONTRACT_EN } from './writings/contract-en.ts';
import { CONTRACT_ES } from './writings/contract-es.ts';
import { LOG_DE } from './writings/log-de.ts';
import { LOG_EN } from './writings/log-en.ts';
import { MINUTES_EN } from './writings/minutes-en.ts';
import { MINUTES_FR } from './writings/minutes-fr.ts';
import { TICKETS_AR } from './writings/tickets-ar.ts';
import { TICKETS_EN } from './writings/tickets-en.ts';

/** What documents can be written: a kind, and its language. */
export const WRITINGS = {
  'log-en': LOG_EN,
  'log-de': LOG_DE,
  'minutes-en': MINUTES_EN,
  'minutes-fr': MINUTES_FR,
  'contract-en': CONTRACT_EN,
  'contract-es': CONTRACT_ES,
  'tickets-en': TICKETS_EN,
  'tickets-ar': TICKETS_AR,
  'chat-en': CHAT_EN,
} as const satisfies Readonly<Record<string, Writing>>;

export type Kind = keyof typeof WRITINGS;

function isKind(name: string): name is Kind {
  return Object.hasOwn(WRITINGS, name);
}

export const KINDS: readonly Kind[] = Object.keys(WRITINGS).filter(isKind);
