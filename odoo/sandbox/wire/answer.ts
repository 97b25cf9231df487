import type { ServerResponse } from 'node:http';
import { OdooError } from '../errors.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export const JSON_TYPE = 'application/json; charset=utf-8';
const HTML_TYPE = 'text/html; charset=utf-8';

export const jsonAnswer = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'Content-Type': JSON_TYPE, ...headers },
  body: JSON.stringify(value),
});

export const htmlAnswer = (status: number, body: string): Answer => ({ status, headers: { 'Content-Type': HTML_TYPE }, body });

export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

/** The five keys in which both interfaces report an error. `debug` is a traceback, as on a real server. */
export function serialized(error: OdooError, args: readonly unknown[] = [error.message]): Record<string, unknown> {
  const traceback = `Traceback (most recent call last):\n  File "/sandbox/odoo/service/model.py", line 1, in call_kw\n${error.pythonName}: ${error.message}\n`;
  return { name: error.pythonName, message: error.message, arguments: args, context: error.context, debug: traceback };
}

/** What is not Odoo's own refusal is a bug of the sandbox, reported like a crash of Python's. */
export function asOdooError(error: unknown): OdooError {
  if (error instanceof OdooError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new OdooError('builtins.RuntimeError', `sandbox: ${message}`, 500);
}

/** A refusal by the web framework: its status is also among the arguments. */
export const httpError = (name: string, message: string, status: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  jsonAnswer(status, serialized(new OdooError(`werkzeug.exceptions.${name}`, message, status), [message, status]), headers);

/** 415 of a route that wants another content type. */
export function unsupportedMediaType(inferred: readonly string[], route: string, type: string): Answer {
  const kinds = inferred.map((kind) => `&#39;${kind}&#39;`).join(', ');
  return htmlAnswer(
    415,
    '<!doctype html>\n<html lang=en>\n<title>415 Unsupported Media Type</title>\n<h1>Unsupported Media Type</h1>\n' +
      `<p>Request inferred type is compatible with [${kinds}] but &#39;${route}&#39; is type=&#39;${type}&#39;.<br><br>` +
      'Please verify the Content-Type request header and try again.</p>\n',
  );
}

/** 404 when `X-Odoo-Database` names none that exists. */
export const NO_DATABASE: Answer = htmlAnswer(
  404,
  '<!DOCTYPE html>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n' +
    '<p>No database is selected and the requested URL was not found in the server-wide controllers.</p>\n' +
    '<p>Please verify the hostname, <a href=/web/login>login</a> and try again.</p>\n\n' +
    '<!-- Alternatively, use the X-Odoo-Database header. -->\n',
);

export const NOT_FOUND: Answer = htmlAnswer(
  404,
  '<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n' +
    '<p>The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.</p>\n',
);

export const INTERNAL_ERROR: Answer = htmlAnswer(
  500,
  '<!doctype html>\n<html lang=en>\n<title>500 Internal Server Error</title>\n<h1>Internal Server Error</h1>\n' +
    '<p>The server encountered an internal error and was unable to complete your request. ' +
    'Either the server is overloaded or there is an error in the application.</p>\n',
);
