import { ask } from './ask.ts';
import { line, type Section } from './status-lines.ts';
import { checklist, syncStatus } from './status-roots.ts';
import type { Session } from './session.ts';

/** How everything is doing. Without a credential only whether it answers; the rest is asked of the graph as the visitor. */
export async function readStatus(as: Session | null): Promise<readonly Section[]> {
  const reachable = await reachability();
  if (as === null) return [{ ...reachable, note: 'Sign in to see more.' }];
  return [reachable, ...(await Promise.all([odooConnection(as), syncStatus(as), checklist(as)]))];
}

/** `/readyz`, which tells names and nothing else. */
async function reachability(): Promise<Section> {
  try {
    const response = await fetch('/readyz');
    const { checks = {} } = (await response.json()) as { checks?: Readonly<Record<string, string>> };
    const lines = Object.entries(checks).map(([name, state]) => line(name === 'odoo' ? 'Odoo' : name, state === 'ok' ? 'answers' : state, state === 'ok' ? 'good' : 'bad'));
    return { title: 'Reachable', note: null, lines: [line('The graph', 'answers', 'good'), ...lines] };
  } catch {
    return { title: 'Reachable', note: null, lines: [line('The graph', 'does not answer', 'bad', 'Is the server still running?')] };
  }
}

interface Connection {
  readonly reachable: boolean;
  readonly version: string | null;
  readonly transport: string;
  readonly latencyMilliseconds: number | null;
  readonly user: string | null;
  readonly governanceStorage: string;
  readonly problem: string | null;
}

async function odooConnection(as: Session): Promise<Section> {
  const { data, errors } = await ask<{ odooConnection: Connection | null }>(
    'query ConsoleOdoo { odooConnection { reachable version transport latencyMilliseconds user governanceStorage problem } }',
    as,
  );
  const title = 'Odoo';
  const connection = data?.odooConnection;
  if (!connection) return { title, note: errors?.[0]?.message ?? 'Nothing is known of it.', lines: [] };
  const { reachable, version, transport, latencyMilliseconds, user, governanceStorage, problem } = connection;
  return {
    title,
    note: null,
    lines: [
      line('Version', version ?? 'unknown', reachable ? 'good' : 'bad', problem),
      line('Spoken to by', transport),
      line('One call takes', latencyMilliseconds === null ? 'unknown' : `${Math.round(latencyMilliseconds)} ms`),
      line('As the user', user ?? 'unknown'),
      line('Governance', governanceStorage),
    ],
  };
}
