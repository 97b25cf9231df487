import { GraphQLScalarType, Kind } from 'graphql';
import { GraphError } from '../platform/errors.ts';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const NUMBER = /^-?\d{1,15}(\.\d{1,12})?$/;

function bad(expected: string): GraphError {
  return new GraphError('BAD_USER_INPUT', `Expected ${expected}.`);
}

function parseDate(value: unknown): string {
  const text = typeof value === 'string' ? value : '';
  const match = DAY.exec(text);
  const date = match ? new Date(`${text}T00:00:00Z`) : null;
  if (!date || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) throw bad('a day as "2026-03-31"');
  return text;
}

function parseDateTime(value: unknown): string {
  const text = typeof value === 'string' ? value : '';
  const date = MOMENT.test(text) ? new Date(text) : null;
  if (!date || Number.isNaN(date.getTime())) throw bad('a moment with its time zone, as "2026-03-31T08:30:00Z"');
  parseDate(text.slice(0, 10));
  return text;
}

function parseDecimal(value: unknown): string {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : String(value);
  if (!NUMBER.test(text)) throw bad('a decimal number as "1250.50", of at most 15 digits before the point and 12 after it');
  return text;
}

function scalar(name: string, parse: (value: unknown) => string): GraphQLScalarType<string, string> {
  return new GraphQLScalarType<string, string>({
    name,
    parseValue: parse,
    parseLiteral: (node) => {
      if (node.kind === Kind.STRING) return parse(node.value);
      if (name === 'Decimal' && (node.kind === Kind.INT || node.kind === Kind.FLOAT)) return parse(node.value);
      return parse(undefined);
    },
    serialize: String,
  });
}

/** How the custom scalars of schema/common.graphql are read and written; their descriptions stand in the SDL. */
export const SCALARS = {
  Date: scalar('Date', parseDate),
  DateTime: scalar('DateTime', parseDateTime),
  Decimal: scalar('Decimal', parseDecimal),
} as const;
