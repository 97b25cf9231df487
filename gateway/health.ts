import { send, type Route } from './http.ts';

/** Something the gateway cannot work without. `check` rejects when it is not there. */
export interface Dependency {
  readonly name: string;
  check(signal: AbortSignal): Promise<void>;
}

const JSON_TYPE = 'application/json; charset=utf-8';
const CHECK_TIMEOUT_MS = 2_000;
/** Answers are kept this long, so that probes cannot load Odoo. */
const KEPT_MS = 1_000;

/** `/healthz`: the process lives and its event loop turns. Says nothing of Odoo: restarting us would not help it. */
export const liveness: Route = async (_request, response) => send(response, 200, JSON_TYPE, '{"status":"ok"}\n');

/** `/readyz`: 200 when every dependency answers and we are not stopping, else 503 with the names of those that do not. */
export function readiness(dependencies: readonly Dependency[], isStopping: () => boolean): Route {
  let kept: { at: number; missing: Promise<string[]> } | undefined;
  const missing = (): Promise<string[]> => {
    if (!kept || performance.now() - kept.at > KEPT_MS) kept = { at: performance.now(), missing: findMissing(dependencies) };
    return kept.missing;
  };
  return async (_request, response) => {
    const absent = isStopping() ? ['stopping'] : await missing();
    const checks = Object.fromEntries(dependencies.map(({ name }) => [name, absent.includes(name) ? 'unreachable' : 'ok']));
    const status = absent.length === 0 ? 'ready' : isStopping() ? 'stopping' : 'not ready';
    send(response, absent.length === 0 ? 200 : 503, JSON_TYPE, JSON.stringify({ status, checks }) + '\n');
  };
}

async function findMissing(dependencies: readonly Dependency[]): Promise<string[]> {
  const checked = await Promise.all(
    dependencies.map(async ({ name, check }) => {
      try {
        await check(AbortSignal.timeout(CHECK_TIMEOUT_MS));
        return [];
      } catch {
        return [name];
      }
    }),
  );
  return checked.flat();
}
