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
