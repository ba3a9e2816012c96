import type { Transport, WireRequest, WireResponse } from '../contract/wires/wire.ts';
import { BodyBranch } from './body-branch.ts';

/** A response, and the reader of its body that the SDK was given. */
export interface Arrival {
  readonly response: WireResponse;
  readonly branch: BodyBranch;
}

interface Loan {
  readonly transport: Transport;
  readonly signal: AbortSignal;
  arrived(arrival: Arrival): void;
}

/**
 * The transport that a call lends its SDK, for one request: retries are ours (design, law 7). An SDK keeps the options
 * of a call longer than the call lasts, in generators that V8 collects late; so what is used, or taken back, holds
 * nothing of the call.
 */
export class LentTransport {
  #loan: Loan | null;

  constructor(loan: Loan) {
    this.#loan = loan;
  }

  /** The SDK aborts its request when it gives up on a body; our decoder reads on, so that signal is not passed down. */
  readonly send = async (request: WireRequest): Promise<WireResponse> => {
    const loan = this.#loan;
    this.#loan = null;
    if (loan === null) throw new Error('the SDK sent a request that belongs to no call');
    const response = await loan.transport(request, loan.signal);
    const branch = new BodyBranch();
    loan.arrived({ response, branch });
    return { status: response.status, headers: response.headers, body: branch };
  };

  takeBack(): void {
    this.#loan = null;
  }
}
