import { BSON } from 'mongodb';
import { MAX_MESSAGE_BYTES } from './commands/admin.ts';
import { CursorAnswer, type Answer } from './commands/command.ts';
import { decode, encode, put, type Doc } from './values.ts';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HEADER = 16;
const CHECKSUM = 1;
const MORE_TO_COME = 2;

/** A request as it came over the wire. */
export interface Request {
  readonly id: number;
  readonly command: Doc;
  /** Database that the command is for. */
  readonly db: string;
  /** The old form, which drivers use for their first hello. */
  readonly isQuery: boolean;
  /** The client waits for no answer. */
  readonly isUnanswered: boolean;
}

/** The stream does not speak the protocol; the connection has to be closed. */
export class WireError extends Error {
  override readonly name = 'WireError';
}

/** Cuts a stream of bytes into messages. */
export class Messages {
  #chunks: Buffer[] = [];
  #size = 0;

  /** Takes bytes and returns the requests that are complete now. */
  take(chunk: Buffer): Request[] {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    const requests: Request[] = [];
    while (this.#size >= HEADER) {
      if (this.#chunks.length > 1 && (this.#chunks[0]?.length ?? 0) < HEADER) this.#join();
      const length = this.#chunks[0]?.readInt32LE(0) ?? 0;
      if (length < HEADER || length > MAX_MESSAGE_BYTES) throw new WireError(`A message of ${length} bytes`);
      if (this.#size < length) break;
      const all = this.#join();
      requests.push(parse(all.subarray(0, length)));
      this.#chunks = [all.subarray(length)];
      this.#size -= length;
    }
    return requests;
  }

  #join(): Buffer {
    const [first] = this.#chunks;
    const all = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks);
    this.#chunks = [all];
    return all;
  }
}

function parse(message: Buffer): Request {
  const id = message.readInt32LE(4);
  const code = message.readInt32LE(12);
  if (code === OP_MSG) return parseMessage(id, message);
  if (code === OP_QUERY) return parseQuery(id, message);
  throw new WireError(`Operation ${code} is not known`);
}

function parseMessage(id: number, message: Buffer): Request {
  const flags = message.readUInt32LE(HEADER);
  const end = message.length - ((flags & CHECKSUM) === 0 ? 0 : 4);
  let at = HEADER + 4;
  let command: Doc = {};
  const lists = new Map<string, Doc[]>();
  while (at < end) {
    const kind = message[at];
    at += 1;
    const size = message.readInt32LE(at);
    if (size < 5 || at + size > end) throw new WireError('A section is longer than its message');
    if (kind === 0) command = decode(message.subarray(at, at + size));
    else if (kind === 1) {
      const nameEnd = message.indexOf(0, at + 4);
      lists.set(message.toString('utf8', at + 4, nameEnd), documents(message.subarray(nameEnd + 1, at + size)));
    } else throw new WireError(`Section kind ${kind} is not known`);
    at += size;
  }
  for (const [name, docs] of lists) put(command, name, docs);
  return { id, command, db: String(command['$db'] ?? 'admin'), isQuery: false, isUnanswered: (flags & MORE_TO_COME) !== 0 };
}

function documents(bytes: Buffer): Doc[] {
  const docs: Doc[] = [];
  for (let at = 0; at < bytes.length; ) {
    const size = bytes.readInt32LE(at);
    if (size < 5 || at + size > bytes.length) throw new WireError('A document is longer than its section');
    docs.push(decode(bytes.subarray(at, at + size)));
    at += size;
  }
  return docs;
}

function parseQuery(id: number, message: Buffer): Request {
  const nameEnd = message.indexOf(0, HEADER + 4);
  const namespace = message.toString('utf8', HEADER + 4, nameEnd);
  const command = decode(message.subarray(nameEnd + 9));
  return { id, command, db: namespace.split('.', 1)[0] ?? 'admin', isQuery: true, isUnanswered: false };
}

/** The answer as a message. */
export function reply(request: Request, answer: Answer): Buffer {
  const body = answer instanceof CursorAnswer ? cursorBody(answer) : encode(answer);
  const fixed = request.isQuery ? Buffer.alloc(20) : Buffer.alloc(5);
  if (request.isQuery) fixed.writeInt32LE(1, 16);
  const header = Buffer.alloc(HEADER);
  header.writeInt32LE(HEADER + fixed.length + body.length, 0);
  header.writeInt32LE(request.id, 4);
  header.writeInt32LE(request.id, 8);
  header.writeInt32LE(request.isQuery ? OP_REPLY : OP_MSG, 12);
  return Buffer.concat([header, fixed, body]);
}

/** `{ cursor: { <name>: […], id, ns }, ok: 1 }` put together from documents that are in BSON already. */
function cursorBody({ namespace, id, batch, name }: CursorAnswer): Uint8Array {
  const list = document(batch.docs.map((doc, index) => element(3, String(index), doc)));
  const rest = encode({ id: BSON.Long.fromBigInt(id) as never, ns: namespace, ...(batch.token === undefined ? {} : { postBatchResumeToken: batch.token }) });
  const cursor = document([element(4, name, list), Buffer.from(rest.subarray(4, -1))]);
  return document([element(3, 'cursor', cursor), Buffer.from(encode({ ok: 1 }).subarray(4, -1))]);
}

function element(type: number, name: string, body: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([type]), Buffer.from(`${name}\0`), body]);
}

function document(elements: readonly Buffer[]): Buffer {
  const size = elements.reduce((sum, { length }) => sum + length, 5);
  const head = Buffer.alloc(4);
  head.writeInt32LE(size, 0);
  return Buffer.concat([head, ...elements, Buffer.from([0])], size);
}
