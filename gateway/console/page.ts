import { NAME, VERSION } from '../../platform/version.ts';
import { send, type Route } from '../http.ts';
import type { ConsoleOptions } from './options.ts';

/**
 * Nothing from elsewhere, no inline script, no eval. Styles may be inline because the editor (Monaco) writes its colours
 * and positions into style elements; its icons are a font inside the style sheet.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cache-control': 'no-cache',
} as const;

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#4f46e5"/><g fill="none" stroke="#fff" stroke-width="2.4"><circle cx="16" cy="16" r="4.6"/><path d="M16 11.4V6M20 18.3l4.7 2.7M12 18.3 7.3 21"/></g></svg>`;

/** `/`: the shell of the console, and for whoever reads it without scripts how to send the first query. */
export function pageRoute({ odoo, people }: ConsoleOptions): Route {
  const [first] = people;
  const over = odoo === null ? 'your Odoo' : odoo;
  const token = first
    ? `<p>A token for a demo person (${people.map(({ name }) => text(name)).join(', ')}):</p><pre>npm run --silent token -- --persona agent</pre>`
    : '<p>Send the token of your identity provider, or an API key.</p>';
  const page = (host: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="One GraphQL graph over Odoo: queries, documentation, state.">
<title>${text(NAME)} console</title>
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(ICON)}">
<link rel="stylesheet" href="/console/vendor.css">
<link rel="stylesheet" href="/console/page.css">
<script type="module" src="/console/page.js"></script>
</head>
<body>
<div id="console" data-name="${text(NAME)}" data-version="${text(VERSION)}">
<noscript>
<main class="without-scripts">
<h1>${text(NAME)} ${text(VERSION)}</h1>
<p>One GraphQL graph over ${text(over)}. The console needs JavaScript; the graph does not:</p>
${token}
<pre>curl -s http://${text(host)}/graphql -H 'content-type: application/json' -H "authorization: Bearer $TOKEN" \\
  -d '{"query":"{ viewer { name role } }"}'</pre>
</main>
</noscript>
</div>
</body>
</html>
`;
  return async (request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    send(response, 200, 'text/html; charset=utf-8', page(request.headers.host ?? 'localhost'));
  };
}

function text(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
