import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Route } from '../http.ts';

const FOLDER = new URL('assets/', import.meta.url);

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

const WORKER_POLICY = "default-src 'none'; script-src 'self'";

interface Asset {
  readonly type: string;
  readonly tag: string;
  readonly bytes: Buffer;
  readonly compressed: boolean;
}

/** The files of the page, each at `/console/<name>`. They are read when they are first asked for: a start costs one directory. */
export function assetRoutes(): Readonly<Record<string, Route>> {
  return Object.fromEntries(readdirSync(FOLDER).map((file) => [`/console/${file.replace(/\.gz$/, '')}`, assetRoute(file)]));
}

function assetRoute(file: string): Route {
  let kept: Asset | undefined;
  return async (request, response) => {
    const asset = (kept ??= read(file));
    response.setHeader('etag', asset.tag);
    // Asked again every time, answered 304: an update of the server must not meet the page of before.
    response.setHeader('cache-control', 'no-cache');
    response.setHeader('vary', 'accept-encoding');
    response.setHeader('cross-origin-resource-policy', 'same-origin');
    // Workers have a policy of their own: they compute, and ask nobody.
    response.setHeader('content-security-policy', WORKER_POLICY);
    if (request.headers['if-none-match'] === asset.tag) {
      response.writeHead(304).end();
      return;
    }
    const zipped = asset.compressed && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
    const body = asset.compressed && !zipped ? gunzipSync(asset.bytes) : asset.bytes;
    response.writeHead(200, { 'content-type': asset.type, 'content-length': body.length, ...(zipped ? { 'content-encoding': 'gzip' } : {}) });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
}

function read(file: string): Asset {
  const bytes = readFileSync(new URL(file, FOLDER));
  const name = file.replace(/\.gz$/, '');
  return {
    bytes,
    compressed: name !== file,
    type: TYPES[extname(name)] ?? 'application/octet-stream',
    tag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
  };
}
