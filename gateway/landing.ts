import { NAME, VERSION } from '../platform/version.ts';
import type { Route } from './graphql-route.ts';
import { send } from './http.ts';

export interface LandingFacts {
  /** One sentence on which Odoo stands behind: `the sandbox Odoo 19 (demo data)`. */
  readonly odoo: string;
  readonly subgraphs: readonly string[];
  /** Demo people that `npm run token` knows; empty with a real identity provider. */
  readonly personas: readonly string[];
}

/** `/`: what this is and how to send the first query. Static, without scripts and without anything from elsewhere. */
export function landingPage({ odoo, subgraphs, personas }: LandingFacts): Route {
  const [first] = personas;
  const tokens = first
    ? `<h2>A token</h2><p>In the project's folder, for one of the demo people (${personas.map(code).join(', ')}):</p>
<pre>npm run --silent token -- --persona ${text(first)}</pre>`
    : '<h2>A token</h2><p>Send the employee or customer token of your identity provider as <code>Authorization: Bearer …</code>.</p>';
  const page = (host: string): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${text(NAME)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:3rem auto;padding:0 1rem}pre{background:#f4f4f4;padding:.8rem;overflow:auto}@media(prefers-color-scheme:dark){body{background:#111;color:#eee}pre{background:#222}}</style>
<h1>${text(NAME)} <small>${text(VERSION)}</small></h1>
<p>One GraphQL graph over ${text(odoo)}. Subgraphs: ${subgraphs.map(code).join(', ')}.</p>
<h2>The address</h2><pre>POST http://${text(host)}/graphql</pre>
${tokens}
<h2>The first query</h2>
<pre>curl -s http://${text(host)}/graphql \\
  -H 'content-type: application/json' \\
  -H "authorization: Bearer $TOKEN" \\
  -d '{"query":"{ viewer { name role } salesOrders(first: 3) { totalCount nodes { name amountTotal { amount currency } customer { name } } } }"}'</pre>
<p>The README of the project has the configuration and the table of errors; <code>test/contract/queries</code> has more than a hundred queries by topic.
<code>/healthz</code>, <code>/readyz</code> and <code>/metrics</code> tell how it is doing.</p>
</html>
`;
  return async (request, response) => {
    response.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
    send(response, 200, 'text/html; charset=utf-8', page(request.headers.host ?? 'localhost'));
  };
}

function code(value: string): string {
  return `<code>${text(value)}</code>`;
}

function text(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
