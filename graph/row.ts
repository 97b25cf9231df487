import type { RecordView } from '../odoo/domain/record-view.ts';
import { asId } from '../odoo/client/values.ts';

/**
 * One record on its way through the graph: its id and what was read of it, by live field name.
 * A field that was not asked for in time is read when it is needed, batched with its neighbours.
 */
export interface Row {
  readonly id: number;
  readonly data: Record<string, unknown>;
}

export function rowOf(record: Record<string, unknown>): Row {
  return { id: asId(record.id) ?? 0, data: record };
}

/** A record of which nothing but the id is known yet. */
export function bareRow(id: number): Row {
  return { id, data: { id } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a nested answer of `web_read` as the domain evaluator wants it. */
export function viewOf(record: Record<string, unknown>): RecordView {
  return {
    value(field) {
      const value = record[field];
      return isRecord(value) ? value.id : value;
    },
    related(field) {
      const value = record[field];
      if (isRecord(value)) return [viewOf(value)];
      if (Array.isArray(value)) return value.map((item) => viewOf(isRecord(item) ? item : { id: item }));
      return typeof value === 'number' && value > 0 ? [viewOf({ id: value })] : [];
    },
  };
}
