import { limitTable } from './limits.ts';
import { LOG_LEVELS } from './log.ts';
import { cron, flag, ids, integer, namedUrls, oneOf, oneOfNumbers, origins, secret, text, url, type Parser } from './parsers.ts';

interface Setting<T> {
  readonly parse: Parser<T>;
  /** One line for the README's table. */
  readonly description: string;
  readonly default?: T;
  /** Never shown, never logged. */
  readonly secret?: boolean;
  /** Has to be given as soon as ODOO_URL is. */
  readonly withOdoo?: boolean;
}

type Defaulted<T> = Setting<T> & { readonly default: T };

function setting<T>(parse: Parser<T>, fallback: NoInfer<T>, description: string): Defaulted<T> {
  return { parse, default: fallback, description };
}

function optional<T>(parse: Parser<T>, description: string, flags: { secret?: true; withOdoo?: true } = {}): Setting<T> {
  return { parse, description, ...flags };
}

const milliseconds = integer(1, 3_600_000);
const http = url('http:', 'https:');

/** Every setting of the project. The README's table is this table; a test compares them. */
export const SETTINGS = {
  PORT: setting(integer(0, 65_535), 4000, 'Port of the gateway; 0 takes a free one.'),
  HOST: setting(text, '127.0.0.1', 'Address to listen on; 0.0.0.0 opens it to the network.'),
  DATA_DIR: setting(text, './.data', 'Folder for what must outlive the process, generated secrets above all.'),
  LOG_LEVEL: setting(oneOf(...LOG_LEVELS), 'info', `Least level that is logged: ${LOG_LEVELS.join(', ')}.`),
  ODOO_URL: optional(http, 'Base address of Odoo. Without it the sandbox Odoo is started inside the process.'),
  ODOO_DB: optional(text, 'Name of the Odoo database.', { withOdoo: true }),
  ODOO_USERNAME: optional(text, 'Login of the integration user.', { withOdoo: true }),
  ODOO_API_KEY: optional(text, 'API key of the integration user.', { withOdoo: true, secret: true }),
  ODOO_COMPANY_ID: optional(
    integer(1, 2 ** 31 - 1),
    'res.company id whose company-dependent values callers without a company of their own get; by default the integration user’s.',
  ),
  ODOO_MAX_CONCURRENT: setting(integer(1, 64), 8, 'Calls to Odoo at the same time: no more than it has workers, or they queue in Odoo, where nobody is fair. A quarter is kept for Service Accounts that have none under way.'),
  ODOO_CALL_TIMEOUT_MS: setting(milliseconds, 10_000, 'Longest time for one call to Odoo, within the deadline of the request.'),
  SANDBOX_ODOO_VERSION: setting(oneOfNumbers(17, 18, 19), 19, 'Which Odoo the sandbox is: 17, 18, 19.'),
  SANDBOX_GOVERNANCE: setting(
    oneOf('two-table', 'one-table', 'stamps'),
    'two-table',
    'How the sandbox stores who governs what: two-table, one-table, stamps.',
  ),
  MONGODB_URI: optional(
    url('mongodb:', 'mongodb+srv:'),
    'MongoDB for the dashboard, partners and keys of writes; its path names the database. Without it the embedded store in DATA_DIR keeps them.',
    { secret: true },
  ),
  ODOO_SYNC_INTERVAL: setting(cron, '*/5 * * * *', 'When the dashboard is synchronised with Odoo: a cron expression, in UTC. setSyncSchedule outweighs it.'),
  ODOO_AUTO_SYNC: setting(flag, true, 'Whether the dashboard is synchronised by itself; false leaves it to the mutations and to edits.'),
  SYNC_BATCH_SIZE: setting(integer(1, 1_000), 100, 'Records that the synchronisation reads from Odoo in one call.'),
  SYNC_WINDOW_DAYS: setting(integer(0, 36_500), 0, 'How many days of changes the first synchronisation reads; 0 for everything.'),
  SYNC_COMPANY_IDS: setting(ids, [], 'res.company ids whose products and orders are synchronised, comma-separated; all by default. The first is where orders go that name none.'),
  SYNC_WEBHOOK_SECRET: optional(
    secret,
    'Key with which calls of Odoo’s automation rules to /hooks/odoo are signed, at least 32 characters. Without it there is no such address.',
    { secret: true },
  ),
  SANDBOX_DEMO_SECONDS: setting(integer(0, 3_600), 0, 'In sandbox mode, every how many seconds somebody edits an order of the dashboard, on either side in turn; 0 for never.'),
  SANDBOX_PASSWORD: setting(text, 'demo', 'Password with which the sandbox’s demo people sign in by their email addresses.'),
  ABS_LOGIN_URL: optional(http, 'Login of abs_connector, such as https://odoo.example.com/api/employee/login: signIn asks it who a login and a password are.'),
  SIGN_IN_HOURS: setting(integer(1, 720), 8, 'How many hours a token of signIn is good for.'),
  JWT_SECRET: optional(
    secret,
    'Shared secret of HS256 tokens, at least 32 characters. With ODOO_URL this or JWT_JWKS_URL is needed; in sandbox mode it is generated.',
    { secret: true },
  ),
  JWT_JWKS_URL: optional(http, 'Key set of the issuer of RS256 or ES256 tokens.'),
  JWT_ISSUER: optional(text, 'Issuer (iss) that tokens must name; without it any issuer with a good signature passes.'),
  JWT_AUDIENCE: setting(text, 'odoo-graph', 'Audience (aud) that tokens must name.'),
  HOP_SECRET: optional(
    secret,
    'Key with which the gateway signs its requests to subgraphs, at least 32 characters. Needed when they are separate servers, otherwise generated.',
    { secret: true },
  ),
  SUBGRAPH_URLS: optional(
    namedUrls,
    'Subgraphs that run as servers of their own, as governance=http://host:4001,sales=http://host:4002; the others run in the gateway.',
  ),
  QUERY_TIMEOUT_MS: setting(milliseconds, 15_000, 'Deadline of one request in milliseconds, all its calls to Odoo included.'),
  APPROVAL_FOUR_EYES: setting(oneOf('on', 'off'), 'on', 'Whether who requested the approval of an order may not give it: on, off.'),
  MUTATION_TIMEOUT_MS: setting(milliseconds, 60_000, 'Deadline of a request that writes, instead of QUERY_TIMEOUT_MS.'),
  IDEMPOTENCY_LEASE_MS: setting(
    integer(1_000, 600_000),
    15_000,
    'Time in milliseconds without a sign of life after which a request with an idempotency key counts as crashed, and a repetition looks for what it did. Keep it longer than Odoo’s slowest booking takes.',
  ),
  AUDIT_FILE: optional(text, 'File that gets one JSON object for each write: who did what to which records. Without it they go to the log, at every level of it.'),
  LIMITS: optional(limitTable, 'Changes to the limits of classes of clients as JSON, such as `{"PARTNER":{"ratePerMinute":1200}}`.'),
  MAX_BODY_BYTES: setting(integer(1_024, 100_000_000), 1_000_000, 'Largest request body in bytes.'),
  CORS_ORIGINS: setting(origins, [], 'Web origins whose pages may call the graph, comma-separated; none by default.'),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(http, 'Base address of an OpenTelemetry receiver (OTLP over HTTP) for traces; without it there are none.'),
  OTEL_EXPORTER_OTLP_HEADERS: optional(text, 'Headers for that receiver, as name=value,name=value: its credentials.', { secret: true }),
  OTEL_SERVICE_NAME: setting(text, 'odoo-graph', 'Name of this service in traces.'),
  SHUTDOWN_TIMEOUT_MS: setting(milliseconds, 10_000, 'Time in milliseconds for running requests to finish after SIGTERM.'),
} as const satisfies Record<string, Setting<unknown>>;

export type SettingName = keyof typeof SETTINGS;

type Value<S> = S extends Defaulted<infer T> ? T : S extends Setting<infer T> ? T | undefined : never;

export type Config = { readonly [Name in SettingName]: Value<(typeof SETTINGS)[Name]> };

/** The start cannot go on; the message is made of whole sentences that name the settings, never their values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads every setting, or throws a ConfigError with one sentence per mistake.
 * An empty value counts as not given (env files and compose files cannot unset).
 */
export function loadConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const mistakes: string[] = [];
  const given = (name: string): string | undefined => environment[name]?.trim() || undefined;

  const values = Object.entries<Setting<unknown>>(SETTINGS).map(([name, { parse, default: fallback, withOdoo }]): [string, unknown] => {
    const value = given(name);
    if (value === undefined) {
      if (withOdoo && given('ODOO_URL') !== undefined) mistakes.push(`${name} is missing: it is needed when ODOO_URL is set.`);
      return [name, fallback];
    }
    try {
      return [name, parse(value)];
    } catch (error) {
      mistakes.push(`${name} must be ${error instanceof Error ? error.message : 'different'}.`);
      return [name, undefined];
    }
  });

  if (given('ODOO_URL') && !given('JWT_SECRET') && !given('JWT_JWKS_URL')) {
    mistakes.push('JWT_SECRET is missing: it, or JWT_JWKS_URL, is needed when ODOO_URL is set.');
  }
  if (given('SUBGRAPH_URLS') && !given('HOP_SECRET')) {
    mistakes.push('HOP_SECRET is missing: it is needed when SUBGRAPH_URLS is set.');
  }
  if (mistakes.length > 0) throw new ConfigError(mistakes.join('\n'));
  return Object.fromEntries(values) as Config;
}

/** The configured values that a log must never contain. */
export function secretValues(config: Config): string[] {
  return Object.entries<Setting<unknown>>(SETTINGS).flatMap(([name, { secret: hidden }]) => {
    const value = config[name as SettingName];
    return hidden && typeof value === 'string' ? [value] : [];
  });
}

/** Called before graphql-js and Apollo Server are loaded: they check more and run slower unless NODE_ENV says production. */
export function assumeProduction(): void {
  process.env['NODE_ENV'] ??= 'production';
}
