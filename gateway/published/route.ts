import { GraphError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import type { Door } from '../door.ts';
import { send, type Route } from '../http.ts';
import { refusal } from '../refusal.ts';
import { noOutcome } from '../request.ts';
import type { Audience } from './audiences.ts';

export interface SchemaRouteOptions {
  readonly door: Door;
  /** The schema as this audience may use it. */
  readonly sdlFor: (audience: Audience) => string;
  readonly log: Log;
}

/** `/schema.graphql`: the schema as the caller may use it, for tools and for those who may not introspect. Needs a credential, as all else. */
export function schemaRoute({ door, sdlFor, log }: SchemaRouteOptions): Route {
  const made = new Map<Audience, string>();
  const textFor = (audience: Audience): string => {
    const text = made.get(audience) ?? sdlFor(audience);
    made.set(audience, text);
    return text;
  };
  return async (request, response) => {
    try {
      const { audience } = await door.admit(request.headers);
      if (audience === null) throw new GraphError('UNAUTHENTICATED', 'The schema needs a credential: send a bearer token or an API key.');
      response.setHeader('cache-control', 'no-store');
      send(response, 200, 'text/plain; charset=utf-8', textFor(audience));
    } catch (error) {
      const { status, headers, body } = refusal(error, request, noOutcome(), null, log);
      response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
      response.end(request.method === 'HEAD' ? undefined : body);
    }
  };
}
