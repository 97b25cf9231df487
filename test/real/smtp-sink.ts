import { createServer, type Socket } from 'node:net';

/** A mail as it arrived. */
export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly attachments: readonly { readonly name: string; readonly body: Buffer }[];
}

/** A mail server on loopback that keeps what it is given and sends nothing on. */
export interface SmtpSink extends AsyncDisposable {
  readonly port: number;
  readonly mails: readonly Mail[];
  /** What is refused from now on: every connection, every recipient, or nothing. */
  refuse(what: 'connections' | 'recipients' | null): void;
}

/** Starts a mail server that speaks as much SMTP as a client needs to hand over a mail. */
export async function startSmtpSink(): Promise<SmtpSink> {
  const mails: Mail[] = [];
  const open = new Set<Socket>();
  let refused: 'connections' | 'recipients' | null = null;

  const server = createServer((socket) => {
    open.add(socket.setEncoding('latin1'));
    socket.once('close', () => open.delete(socket));
    // A client that goes away has said what it wanted to.
    socket.on('error', () => undefined);
    if (refused === 'connections') return void socket.end('421 Not now\r\n');
    const say = (line: string): void => void socket.write(`${line}\r\n`);
    let waiting = '';
    let envelope: { from: string; to: string[] } = { from: '', to: [] };
    let inData = false;

    const answer = (line: string): void => {
      const [verb = '', rest = ''] = line.split(/ (.*)/, 2);
      const address = /<(.*?)>/.exec(rest)?.[1] ?? '';
      switch (verb.toUpperCase()) {
        case 'MAIL':
          envelope = { from: address, to: [] };
          return say('250 OK');
        case 'RCPT':
          if (refused === 'recipients') return say('550 No such mailbox here');
          envelope.to.push(address);
          return say('250 OK');
        case 'DATA':
          inData = true;
          return say('354 Go on');
        case 'QUIT':
          return void socket.end('221 Bye\r\n');
        case 'EHLO': case 'HELO': case 'RSET': case 'NOOP':
          return say('250 OK');
        default:
          return say('502 Not known');
      }
    };

    say('220 sink');
    socket.on('data', (chunk: string) => {
      waiting += chunk;
      for (;;) {
        const end = inData ? waiting.indexOf('\r\n.\r\n') : waiting.indexOf('\r\n');
        if (end < 0) return;
        const text = waiting.slice(0, end);
        waiting = waiting.slice(end + (inData ? 5 : 2));
        if (inData) {
          mails.push(mailOf(envelope, text.replaceAll('\r\n..', '\r\n.')));
          inData = false;
          say('250 Kept');
        } else answer(text);
      }
    });
  });

  await new Promise<void>((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The mail server has no port.');
  return {
    port: address.port,
    mails,
    refuse: (what) => void (refused = what),
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

/** What a test asks of a mail. Of MIME it knows what Python's `email` writes: headers on folded lines, attachments in base64. */
function mailOf(envelope: { readonly from: string; readonly to: readonly string[] }, raw: string): Mail {
  const unfolded = (text: string): string => text.replaceAll(/\r\n[ \t]+/g, ' ');
  const attachments = raw.split(/\r\n--[^\r\n]+\r\n/).flatMap((part) => {
    const [head = '', body = ''] = part.split(/\r\n\r\n(.*)/s, 2);
    const name = /filename="([^"]+)"/.exec(unfolded(head))?.[1];
    return name === undefined ? [] : [{ name, body: Buffer.from(body.split('\r\n--', 1)[0] ?? '', 'base64') }];
  });
  return { ...envelope, subject: /^Subject: (.*)$/m.exec(unfolded(raw.split('\r\n\r\n', 1)[0] ?? ''))?.[1]?.trim() ?? '', attachments };
}
