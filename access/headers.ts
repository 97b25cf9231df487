/** Header names in lower case, as Node gives them (`IncomingHttpHeaders` fits). */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** One header as one text; repeated ones are joined as HTTP does it. */
export function header(headers: RequestHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'object' ? value.join(', ') : value;
}
