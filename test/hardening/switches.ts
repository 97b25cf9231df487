/** One thing that keeps somebody out: where it stands, what its absence looks like, and the test that notices. */
export interface Switch {
  readonly id: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Test file, and part of the name of its test. */
  readonly guard: readonly [file: string, test: string];
}

const ROUTE = 'test/gateway/limits/route.test.ts';
const HTTP = 'test/gateway/graphql-route.test.ts';
const METERS = 'test/gateway/limits/meters.test.ts';
const E2E = 'test/e2e/hardening.test.ts';
const TOKENS = 'test/access/token-confusions.test.ts';

function off(id: string, file: string, from: string, to: string, guardFile: string, test: string): Switch {
  return { id, file, from, to, guard: [guardFile, test] };
}

export const SWITCHES: readonly Switch[] = [
  off('forged GET', 'gateway/reception.ts', 'refuseForgedGet(incoming);', '', HTTP, 'a page of another site cannot make a browser send a GET'),
  off('simple content types', 'gateway/body.ts', "if (essence !== 'application/json')", 'if (false)', HTTP, 'a body that is too large, compressed or not JSON is refused by HTTP'),
  off('body size', 'gateway/body.ts', "const type = request.headers['content-type'] ?? '';", "maxBytes = Infinity;\n  const type = request.headers['content-type'] ?? '';", HTTP, 'a body that is too large, compressed or not JSON is refused by HTTP'),
  off('batching', 'gateway/apollo.ts', 'allowBatchedHttpRequests: false', 'allowBatchedHttpRequests: true', HTTP, 'a body that is too large, compressed or not JSON is refused by HTTP'),
  off('origins', 'gateway/cors.ts', 'origins.includes(origin)', 'origin.length > 0', HTTP, 'are let in only from the configured origins'),
  off('masks', 'gateway/faults.ts', 'if (isPresentable(formatted.extensions)) return formatted;', 'return formatted;', HTTP, 'masks an error nobody expected'),
  off('tokens', 'gateway/limits/documents.ts', 'if (tokens > limits.tokens)', 'if (false)', ROUTE, 'is refused by what is too much of it'),
  off('depth, aliases, roots, fields', 'gateway/limits/documents.ts', 'checkShape(shape, limits);', '', ROUTE, 'is refused by what is too much of it'),
  off('cost', 'gateway/limits/plugin.ts', 'checkCost(cost, limits);', '', ROUTE, 'cannot hide behind the name of an operation'),
  off('variables', 'gateway/reception.ts', 'checkVariables(sent.variables);', '', ROUTE, 'is refused before it is parsed'),
  off('introspection', 'gateway/limits/documents.ts', 'if (shape.introspects && !limits.introspection)', 'if (false)', ROUTE, 'is kept from the others'),
  off('suggestions', 'gateway/answers.ts', 'if (!limits.introspection && result.errors)', 'if (false)', ROUTE, 'is kept from the others'),
  off('__proto__', 'gateway/limits/measure.ts', "if (name === '__proto__')", 'if (false)', 'test/gateway/limits/measure.test.ts', 'lets nothing be called __proto__'),
  off('rate', 'gateway/limits/meters.ts', 'if (meter.operations < 1)', 'if (false)', METERS, 'lets a burst in'),
  off('operations at once', 'gateway/limits/meters.ts', 'if (meter.running >= limits.concurrent)', 'if (false)', METERS, 'lets so many run at once'),
  off('Odoo’s time', 'gateway/limits/meters.ts', 'if (meter.odooMs <= 0)', 'if (false)', METERS, 'refuses whom Odoo has worked for long enough'),
  off('places kept', 'odoo/client/queue.ts', 'limit - Math.floor(limit / 4)', 'limit', 'test/odoo/client/queue.test.ts', 'keeps a quarter of its places'),
  off('published only', 'gateway/operations/persisted.ts', 'if (partner !== null || !limits.freeForm)', 'if (false)', 'test/gateway/operations.test.ts', 'runs its own published operations'),
  off('id of a text', 'gateway/operations/persisted.ts', 'if (sha256(text) !== id)', 'if (false)', 'test/gateway/operations.test.ts', 'is refused when the id is no hash'),
  off('id in a manifest', 'partners/manifest.ts', 'return id === hash ? []', 'return true ? []', 'test/partners/manifest.test.ts', 'whose ids are not the hashes of its texts'),
  off('secret of a key', 'partners/keys.ts', 'return key !== undefined && same;', 'return key !== undefined;', 'test/partners/registry.test.ts', 'is kept as a hash'),
  off('revoked keys', 'partners/live.ts', 'owner.key.revokedAt !== null || ', '', 'test/partners/registry.test.ts', 'that was revoked stops'),
  off('length of a token', 'access/credentials.ts', 'if (token.length > LONGEST_TOKEN)', 'if (false)', TOKENS, 'is refused by its length'),
  off('audience of a token', 'access/tokens.ts', 'if (named.includes(audience)) return;', 'return;', TOKENS, 'has to name this graph among its audiences'),
  off('algorithms of a token', 'access/tokens.ts', "RS256: 'keySet'", "RS256: 'keySet', HS512: 'secret'", TOKENS, 'cannot choose another algorithm'),
  off('headers said twice', 'gateway/reception.ts', 'refuseRepeatedHeaders(incoming);', '', E2E, 'nor can a credential be sent twice'),
  off('form of X-SA-ID', 'access/sa-header.ts', String.raw`/^[1-9]\d{0,9}$/.test(text) ? Number(text) : 0`, 'Number.parseInt(text, 10)', E2E, 'can be said once only'),
  off('cursors of one order', 'graph/cursor.ts', 'if (print !== fingerprint(ordering)) throw bad();', '', E2E, 'that was tampered with is refused'),
  off('security headers', 'gateway/http.ts', 'for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);', '', E2E, 'carries the headers'),
  off('scalars at the door', 'gateway/api-schema.ts', 'if (isScalarType(type)) Object.assign(type, { parseValue, parseLiteral });', '', E2E, 'is nothing of what is inside'),
  off('viewing is reading', 'gateway/view-as/route.ts', '    refuseWriting(guest.request);', '', 'test/e2e/view-as.test.ts', 'reads only'),
  off('viewing stays in the account', 'access/view-as.ts', 'const belongs = ', 'const belongs = member !== null || ', 'test/e2e/view-as.test.ts', 'never leads a manager out'),
];
