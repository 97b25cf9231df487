import { Pool } from 'undici';
import { OdooFault } from './faults.ts';

export interface HttpOptions {
  /** Where Odoo answers; a path prefix is kept. */
  readonly url: URL;
  readonly db: string;
  readonly connections: number;
  /** Larger answers are refused while they arrive. */
  readonly maxAnswerBytes: number;
  readonly connectTimeoutMs: number;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Aborts the connection at once; a reason that is an OdooFault is thrown as it is, any other as TIMEOUT. */
  readonly signal: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

/** The one door to the network: a bounded keep-alive pool that knows only its own faults. */
export interface Http {
  /** @throws OdooFault UNREACHABLE, TOO_LARGE, or the reason of the signal. */
  send(request: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/**
 * Opens no connection yet. `X-Odoo-Database` goes with every request: without it Odoo lists its databases first
 * (7–13 ms per call), and a server with several answers 404.
 */
export function createHttp(options: HttpOptions): Http {
  const { url, db } = options;
  const prefix = url.pathname.replace(/\/+$/, '');
  const pool = new Pool(url.origin, {
    connections: options.connections,
    pipelining: 1,
    maxResponseSize: options.maxAnswerBytes,
    connect: { timeout: options.connectTimeoutMs },
    // Every request has its own deadline in its signal; undici's would only be a second opinion.
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  return {
    async send({ method, path, headers, body, signal }) {
      try {
        const answer = await pool.request({
          method,
          path: prefix + path,
          headers: { 'x-odoo-database': db, 'user-agent': 'odoo-graph', accept: 'application/json', ...headers },
          body: body ?? null,
          signal,
        });
        return { status: answer.statusCode, text: await answer.body.text() };
      } catch (error) {
        if (signal.aborted) throw signal.reason instanceof OdooFault ? signal.reason : new OdooFault('TIMEOUT');
        throw networkFault(error);
      }
    },
    close: () => pool.close(),
  };
}

/** No request can have left by these. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

/** Nothing of the original error is kept but its code: undici's errors hold sockets, and sockets hold headers. */
function networkFault(error: unknown): OdooFault {
  const code = codeOf(error);
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return new OdooFault('TOO_LARGE');
  if (code === 'UND_ERR_CLOSED' || code === 'UND_ERR_DESTROYED') return new OdooFault('CANCELLED', { said: 'the client is closed' });
  return new OdooFault('UNREACHABLE', { said: code, ...(NEVER_CONNECTED.has(code) && { uncertain: false }) });
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
