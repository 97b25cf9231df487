import { CommandError } from '../errors.ts';
import { numbered } from '../sessions.ts';
import { MAX_DOCUMENT_BYTES, type Doc } from '../values.ts';
import type { Call, Handler } from './command.ts';

// What drivers of today ask for; 21 is MongoDB 7.0.
const WIRE_VERSION = 21;
export const MAX_MESSAGE_BYTES = 48_000_000;

/** Introduces itself as the primary of a replica set of one, so that drivers use sessions, retryable writes and change streams. */
export const hello: Handler = ({ connection }) => ({
  helloOk: true,
  isWritablePrimary: true,
  ismaster: true,
  secondary: false,
  setName: 'embedded',
  setVersion: 1,
  hosts: ['embedded:27017'],
  primary: 'embedded:27017',
  me: 'embedded:27017',
  maxBsonObjectSize: MAX_DOCUMENT_BYTES,
  maxMessageSizeBytes: MAX_MESSAGE_BYTES,
  maxWriteBatchSize: 100_000,
  localTime: new Date(),
  logicalSessionTimeoutMinutes: 30,
  connectionId: connection,
  minWireVersion: 0,
  maxWireVersion: WIRE_VERSION,
  readOnly: false,
});

const nothing = (): Doc => ({});

function transactionOf({ command }: Call): NonNullable<ReturnType<typeof numbered>> {
  const found = numbered(command);
  if (found === null) throw new CommandError('InvalidOptions', 'txnNumber, lsid and autocommit: false are needed');
  return found;
}

const endSessions: Handler = ({ engine, command }) => {
  const ids = command['endSessions'] ?? command['killSessions'];
  if (Array.isArray(ids)) engine.sessions.end(ids);
  return {};
};

export const adminCommands: Readonly<Record<string, Handler>> = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping: nothing,
  endSessions,
  killSessions: endSessions,
  refreshSessions: nothing,
  buildInfo: () => ({ version: '7.0.0', versionArray: [7, 0, 0, 0], modules: ['embedded'], maxBsonObjectSize: MAX_DOCUMENT_BYTES, bits: 64 }),
  connectionStatus: () => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] } }),
  commitTransaction: (call) => {
    call.engine.transactions.commit(transactionOf(call));
    return {};
  },
  abortTransaction: (call) => {
    const wanted = transactionOf(call);
    if (!call.engine.transactions.isOpen(wanted)) throw new CommandError('NoSuchTransaction', 'Transaction has been aborted or was never begun.');
    call.engine.transactions.abort();
    return {};
  },
};
