import { getNamedType, isEnumType, isObjectType, isScalarType, isUnionType, type GraphQLCompositeType, type GraphQLField, type GraphQLSchema } from 'graphql';

/** A small deterministic generator (mulberry32): the same seed writes the same query on every machine. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/** Values for arguments by name, as literals. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  first: ['2', '9'],
  id: ['"b0"', '"b3"', '"l1"', '"l3"', '"none"'],
  style: ['"grand"', 'null'],
};

/** A valid query on the schema with aliases, fragments and conditions on `$yes` and `$no`, at most `depth` levels deep. */
export function randomQuery(schema: GraphQLSchema, seed: number, depth = 5): string {
  const random = randomOf(seed);
  const pick = <T>(items: readonly T[]): T => items[random(items.length)] as T;
  const fragments: string[] = [];
  let aliases = 0;

  const conditions = (): string => (random(8) === 0 ? pick([' @include(if: $yes)', ' @include(if: $no)', ' @skip(if: $no)', ' @skip(if: $yes)', ' @skip(if: false)']) : '');

  const field = (definition: GraphQLField<unknown, unknown>, left: number): string => {
    const type = getNamedType(definition.type);
    const leaf = isScalarType(type) || isEnumType(type);
    if (!leaf && left === 0) return '';
    const args = definition.args.map(({ name }) => `${name}: ${pick(ARGUMENTS[name] ?? ['null'])}`);
    // Arguments differ between two selections of a field, so they always stand under their own name.
    const alias = args.length > 0 || random(6) === 0 ? `x${(aliases += 1)}: ` : '';
    const call = args.length > 0 ? `(${args.join(', ')})` : '';
    return `${alias}${definition.name}${call}${conditions()}${leaf ? '' : ` ${selection(type as GraphQLCompositeType, left - 1)}`}`;
  };

  const inner = (type: GraphQLCompositeType, left: number): string[] => {
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    const chosen = Array.from({ length: 1 + random(4) }, () => (fields.length > 0 ? field(pick(fields), left) : ''));
    if (random(3) === 0) chosen.push(random(2) === 0 ? '__typename' : `x${(aliases += 1)}: __typename`);
    if (!isObjectType(type)) {
      for (const concrete of schema.getPossibleTypes(type)) if (random(3) > 0 && left > 0) chosen.push(spread(concrete, left));
    } else if (random(5) === 0 && left > 0) {
      chosen.push(spread(type, left));
    }
    return chosen.filter(Boolean);
  };

  const spread = (type: GraphQLCompositeType, left: number): string => {
    const body = selection(type, left - 1);
    if (random(2) === 0) return `... on ${type.name}${conditions()} ${body}`;
    const name = `F${fragments.length}`;
    fragments.push('');
    fragments[Number(name.slice(1))] = `fragment ${name} on ${type.name} ${body}`;
    return `...${name}${conditions()}`;
  };

  const selection = (type: GraphQLCompositeType, left: number): string => {
    const parts = inner(type, left);
    return `{ ${parts.length > 0 ? parts.join(' ') : '__typename'} }`;
  };

  const root = schema.getQueryType();
  if (!root) throw new Error('The schema has no queries.');
  const body = selection(root, depth);
  return `query ($yes: Boolean! = true, $no: Boolean!) ${body} ${fragments.join(' ')}`;
}
