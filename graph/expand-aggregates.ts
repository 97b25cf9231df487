import { isGroupable, isMeasure, isMoment, isMoney } from './facets.ts';
import { constantCase } from './table.ts';
import type { FieldEntry, GraphTable, TypeEntry } from './table.ts';

/** Money stays money, every other number becomes a float. */
function measureType(field: FieldEntry): string {
  return isMoney(field) ? 'Money' : 'Float';
}

function object(name: string, description: string, lines: readonly string[]): string {
  return lines.length > 0 ? `\n"${description}"\ntype ${name} {\n  ${lines.join('\n  ')}\n}` : '';
}

function input(name: string, description: string, lines: readonly string[]): string {
  return lines.length > 0 ? `\n"${description}"\ninput ${name} {\n  ${lines.join('\n  ')}\n}` : '';
}

/** The key of a group: an entity for a many2one, the period's first day or moment for a date, the value otherwise. */
function keyLine(field: FieldEntry): string {
  if (isMoment(field)) return `"First ${field.typeName === 'Date' ? 'day' : 'moment'} of the period, when grouped by it."\n${field.name}: ${field.typeName}`;
  return `"\`${field.name}\` of the group, when grouped by it."\n${field.name}: ${field.typeName}`;
}

/** The types that an aggregate over `type` needs. */
export function aggregateTypes(table: GraphTable, type: TypeEntry): string {
  const fields = [...type.fields.values()].filter((field) => field.name !== 'id');
  const groups = fields.filter((field) => isGroupable(table, field));
  const measures = fields.filter(isMeasure);
  const ranged = fields.filter((field) => isMeasure(field) || isMoment(field));
  const { name } = type;
  const sums = measures.length > 0;
  const operators = [
    ...(sums ? [['sum', 'Measures', 'Sums'], ['avg', 'Measures', 'Averages']] : []),
    ...(ranged.length > 0 ? [['min', 'Range', 'Smallest values'], ['max', 'Range', 'Greatest values']] : []),
  ];
  const having = sums ? ['sum', 'avg', 'min', 'max'] : [];
  return [
    object(`${name}Aggregate`, `One group of ${name} records with what was counted over it.`, [
      ...(groups.length > 0 ? [`"What the records of this group have in common."\nkeys: ${name}GroupKeys!`] : []),
      `"How many records are in this group."\ncount: Int!`,
      ...(fields.some(isMoney) ? [`"Currency of the amounts in this row (ISO 4217); null when no money was asked for."\ncurrency: String`] : []),
      ...operators.map(([operator, suffix, title]) => `"${title} over the group."\n${operator}: ${name}${suffix}!`),
    ]),
    object(`${name}GroupKeys`, `What groups of ${name} can have in common.`, groups.map(keyLine)),
    object(`${name}Measures`, `Numbers of ${name} that can be added up.`, measures.map((field) => `"Over \`${field.name}\`."\n${field.name}: ${measureType(field)}`)),
    object(`${name}Range`, `Values of ${name} that have a smallest and a greatest.`, ranged.map((field) => `"Of \`${field.name}\`."\n${field.name}: ${isMoment(field) ? field.typeName : measureType(field)}`)),
    groups.length > 0
      ? `\n"What ${name} records can be grouped by."\nenum ${name}GroupField {\n  ${groups.map((field) => `"By \`${field.name}\`."\n${constantCase(field.name)}`).join('\n  ')}\n}`
      : '',
    input(`${name}GroupBy`, `One level of grouping of ${name}.`, groups.length > 0 ? [
      `"The field."\nfield: ${name}GroupField!`,
      `"For dates: how long a period is; a month unless said."\nby: DateGranularity`,
    ] : []),
    input(`${name}Having`, `Conditions on groups of ${name}; all that are given must hold.`, [
      `"On the number of records."\ncount: IntFilter`,
      ...having.map((operator) => `"On ${operator} over the group."\n${operator}: ${name}MeasureFilter`),
    ]),
    input(`${name}MeasureFilter`, `Conditions on what was counted over ${name}.`, measures.map((field) => `"On \`${field.name}\`."\n${field.name}: DecimalFilter`)),
    input(`${name}AggregateOrderBy`, `One sort key of groups of ${name}: exactly one of these is given.`, [
      `"By the number of records."\ncount: SortDirection`,
      ...(groups.length > 0 ? [`"By a value they were grouped by."\nkey: ${name}KeyOrder`] : []),
      ...having.map((operator) => `"By ${operator} over the group."\n${operator}: ${name}MeasureOrder`),
    ]),
    input(`${name}MeasureOrder`, `Which number of ${name} to sort by.`, measures.map((field) => `"By \`${field.name}\`."\n${field.name}: SortDirection`)),
    input(`${name}KeyOrder`, `Which key of groups of ${name} to sort by.`, groups.map((field) => `"By \`${field.name}\`."\n${field.name}: SortDirection`)),
  ].join('\n');
}
