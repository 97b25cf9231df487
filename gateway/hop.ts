import type { SubgraphRequest } from '../graph/subgraph.ts';

/**
 * The hop between the gateway and a subgraph server. Nothing of the client's request is passed on except what stands here;
 * everything but the assertion is believed only because the assertion beside it is good.
 */
export const HOP_HEADERS = {
  assertion: 'x-hop-assertion',
  /** Milliseconds that are left, not a time of day: the clocks of two machines differ. */
  timeLeft: 'x-hop-time-left',
  language: 'x-hop-language',
  idempotencyKey: 'x-hop-idempotency-key',
  requestId: 'x-request-id',
} as const;

/** What a subgraph server adds to `extensions` for the gateway, which takes it out again. */
export interface HopCost {
  readonly odooCalls: number;
  readonly odooMs: number;
}

export const HOP_COST = 'hopCost';

export interface HopBody {
  readonly query: string;
  readonly variables?: SubgraphRequest['variables'];
  readonly operationName?: string | undefined;
}
