/** Odoo's context keys that this project sets. Everything an answer depends on is here or in the call. */
export interface OdooContext {
  readonly lang?: string;
  readonly tz?: string;
  readonly active_test?: boolean;
  readonly allowed_company_ids?: readonly number[];
  readonly bin_size?: boolean;
  readonly [key: string]: unknown;
}

/**
 * One method call on one model, in terms that both RPC interfaces understand: arguments are named.
 * `ids` is given for record methods only.
 */
export interface OdooCall {
  readonly model: string;
  readonly method: string;
  readonly ids?: readonly number[];
  readonly args?: Readonly<Record<string, unknown>>;
  readonly context?: OdooContext;
  /** Reads may be retried, writes never are (save for serialization failures, which Odoo rolled back). */
  readonly kind: 'read' | 'write';
}

/** What a call inherits from the request that caused it. Born with the request, passed in, never stored. */
export interface OdooRequest {
  /** Aborted when the client leaves or the request's deadline passes. */
  readonly signal: AbortSignal;
  /** Epoch milliseconds after which no answer is of use. */
  readonly deadline: number;
  /** Whose turn it is in the fair queue, for example `sa:7`. */
  readonly tenant: string;
  /** Told of every call that reached Odoo, for `extensions.cost`, metrics and tests. */
  readonly onCall?: (done: CompletedCall) => void;
  /** W3C Trace Context of the step that the call is; goes along as a header. */
  readonly traceparent?: string | undefined;
}

export interface CompletedCall {
  readonly model: string;
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly ids: readonly number[];
  readonly milliseconds: number;
  readonly outcome: 'ok' | 'fault';
}

/** `[19, 0]` for 19.0; saas versions keep their own minor. */
export interface OdooVersion {
  readonly major: number;
  readonly minor: number;
  readonly text: string;
}

/** Attributes of one field as `fields_get` answers them. */
export interface FieldInfo {
  readonly type: string;
  readonly string: string;
  readonly required?: boolean;
  readonly readonly?: boolean;
  readonly store?: boolean;
  readonly searchable?: boolean;
  readonly sortable?: boolean;
  /** 18+. */
  readonly groupable?: boolean;
  readonly relation?: string;
  readonly relation_field?: string;
  readonly selection?: readonly (readonly [string, string])[];
  readonly currency_field?: string;
  /** Total digits and digits after the point; `false` where unlimited. */
  readonly digits?: readonly [number, number] | false;
}

/** The one way to Odoo that the rest of the project knows. Faults are `OdooFault`s (odoo/client/faults.ts). */
export interface OdooPort {
  readonly version: OdooVersion;
  readonly transport: 'jsonrpc' | 'json2';
  call<T>(call: OdooCall, request: OdooRequest): Promise<T>;
  close(): Promise<void>;
}
