/** Turns the text of a setting into its value, or throws an Error whose message completes "NAME must be …". */
export type Parser<T> = (text: string) => T;

function expected(what: string): never {
  throw new Error(what);
}

export const text: Parser<string> = (value) => value;

export function integer(min: number, max: number): Parser<number> {
  return (value) => {
    const number = Number(value);
    return /^\d+$/.test(value) && number >= min && number <= max ? number : expected(`a whole number from ${min} to ${max}`);
  };
}

export function oneOf<const T extends string>(...choices: readonly T[]): Parser<T> {
  return (value) => choices.find((choice) => choice === value) ?? expected(`one of ${choices.join(', ')}`);
}

export function oneOfNumbers<const T extends number>(...choices: readonly T[]): Parser<T> {
  return (value) => choices.find((choice) => String(choice) === value) ?? expected(`one of ${choices.join(', ')}`);
}

/** An absolute URL with one of these protocols, without a trailing slash. */
export function url(...protocols: readonly string[]): Parser<string> {
  const shape = `a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`;
  return (value) => {
    if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol)) expected(shape);
    return value.replace(/\/+$/, '');
  };
}

/** A shared secret that is too long to be guessed: HS256 needs 256 bits. */
export const secret: Parser<string> = (value) => (value.length >= 32 ? value : expected('at least 32 characters long'));

/** `https://a.example,https://b.example`: web origins, without paths. */
export const origins: Parser<readonly string[]> = (value) =>
  value.split(',').map((part) => {
    const origin = part.trim();
    return URL.canParse(origin) && new URL(origin).origin === origin
      ? origin
      : expected('a comma-separated list of web origins such as https://app.example.com');
  });

/** `governance=http://host:4001,sales=http://host:4002`. */
export const namedUrls: Parser<Readonly<Record<string, string>>> = (value) => {
  const http = url('http:', 'https:');
  const shape = 'a comma-separated list such as governance=http://host:4001,sales=http://host:4002';
  const entries = value.split(',').map((part): [string, string] => {
    const at = part.indexOf('=');
    const name = part.slice(0, at).trim();
    if (at < 1 || !/^[a-z]+$/.test(name)) expected(shape);
    try {
      return [name, http(part.slice(at + 1).trim())];
    } catch {
      return expected(shape);
    }
  });
  if (new Set(entries.map(([name]) => name)).size !== entries.length) expected('a list that names each subgraph once');
  return Object.fromEntries(entries);
};

/** `true` or `false`. */
export const flag: Parser<boolean> = (value) => (value === 'true' ? true : value === 'false' ? false : expected('true or false'));

/** `1,2,3`: ids of records. */
export const ids: Parser<readonly number[]> = (value) => value.split(',').map((part) => integer(1, 2 ** 31 - 1)(part.trim()));

const CRON_FIELD = /^[\d*/,\-a-z?#]+$/i;

/** Five fields, or six with seconds; whether they make sense is found when the clock is set, which is at the start. */
export const cron: Parser<string> = (value) => {
  const fields = value.split(/\s+/);
  return (fields.length === 5 || fields.length === 6) && fields.every((field) => CRON_FIELD.test(field)) ? fields.join(' ') : expected('a cron expression such as */5 * * * *');
};
