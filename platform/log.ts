export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
export type LogFields = Readonly<Record<string, unknown>>;

/** Writes one JSON object per line; whatever is secret by its key is replaced before it is written. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** Writes whatever the level: for records that the operator is promised, not for what happens in between. */
  record(message: string, fields?: LogFields): void;
  /** A log that adds these fields to every line. */
  child(fields: LogFields): Log;
}

export interface LogOptions {
  readonly level?: LogLevel;
  /** Receives each finished line without its line end; standard error by default, so that standard output stays the program's answer. */
  readonly write?: (line: string) => void;
  readonly now?: () => Date;
  /** Values that must never appear, wherever they stand: the configured secrets themselves. */
  readonly secrets?: readonly string[];
}

/**
 * Keys whose values are never logged, at any depth: the one redaction list. Compared in lower case without `_` and `-`,
 * and also when the key only ends in one of them (`odooApiKey`).
 */
export const REDACTED_KEYS = [
  'authorization',
  'cookie',
  'setcookie',
  'apikey',
  'token',
  'jwt',
  'password',
  'passwordhash',
  'secret',
  'assertion',
] as const;

const REDACTED = '[redacted]';
const MAX_DEPTH = 6;
const MAX_TEXT = 8_192;

export function createLog(options: LogOptions = {}): Log {
  const { level = 'info', now = () => new Date(), secrets = [] } = options;
  const write = options.write ?? ((line: string) => void process.stderr.write(line + '\n'));
  const threshold = LOG_LEVELS.indexOf(level);
  const hidden = secrets.filter((secret) => secret.length >= 6);

  const make = (base: LogFields): Log => {
    const line = (name: LogLevel | 'record', message: string, fields: LogFields | undefined): void => {
      const entry = { time: now().toISOString(), level: name, message, ...base, ...fields };
      write(blank(JSON.stringify(redact(entry)), hidden));
    };
    const at = (name: LogLevel) => (message: string, fields?: LogFields) => {
      if (LOG_LEVELS.indexOf(name) >= threshold) line(name, message, fields);
    };
    return {
      debug: at('debug'),
      info: at('info'),
      warn: at('warn'),
      error: at('error'),
      record: (message, fields) => line('record', message, fields),
      child: (fields) => make({ ...base, ...fields }),
    };
  };
  return make({});
}

function blank(line: string, secrets: readonly string[]): string {
  return secrets.reduce((text, secret) => text.replaceAll(JSON.stringify(secret).slice(1, -1), REDACTED), line);
}

function isRedacted(key: string): boolean {
  const plain = key.toLowerCase().replaceAll(/[-_]/g, '');
  return REDACTED_KEYS.some((name) => plain.endsWith(name));
}

/** A copy that JSON can hold: secrets by key replaced, errors unfolded with their causes, cycles and depth cut. */
function redact(value: unknown, depth = 0, parents: readonly object[] = []): unknown {
  if (typeof value === 'string') return value.length > MAX_TEXT ? value.slice(0, MAX_TEXT) + '…' : value;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (parents.includes(value)) return '[circular]';
  if (depth >= MAX_DEPTH) return '[deep]';
  const inner = [...parents, value];
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1, inner));
  const source: object = value instanceof Error ? errorFields(value) : value;
  return Object.fromEntries(
    Object.entries(source).map(([key, item]) => [key, isRedacted(key) && item != null ? REDACTED : redact(item, depth + 1, inner)]),
  );
}

function errorFields(error: Error): Record<string, unknown> {
  return {
    ...error,
    name: error.name,
    message: error.message,
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: error.cause }),
  };
}
