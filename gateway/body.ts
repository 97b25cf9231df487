import type { IncomingMessage } from 'node:http';

/** The body cannot be taken; `status` is HTTP's word for why. */
export class BodyRefused extends Error {
  override readonly name = 'BodyRefused';
  readonly status: 400 | 413 | 415;

  constructor(status: 400 | 413 | 415, message: string) {
    super(message);
    this.status = status;
  }
}

/** Reads a JSON body of at most `maxBytes`. Throws BodyRefused. */
export async function readJson(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  const type = request.headers['content-type'] ?? '';
  const [essence = '', ...parameters] = type.toLowerCase().split(';').map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length).replaceAll('"', '');
  if (essence !== 'application/json') throw new BodyRefused(415, 'The body must be sent as content-type application/json.');
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') throw new BodyRefused(415, 'The body must be encoded as UTF-8.');
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') throw new BodyRefused(415, 'The body must not be compressed.');

  const tooLarge = (): BodyRefused => new BodyRefused(413, `The body is larger than ${maxBytes} bytes.`);
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  // The stream is kept on an early exit: destroying it would take the socket, and the refusal with it.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new BodyRefused(400, 'The body is not valid JSON.');
  }
}
