import { readFileSync } from 'node:fs';
import { getNamedType, isEnumType, isInputObjectType, isInterfaceType, isObjectType, isScalarType, isUnionType, type GraphQLNamedType, type GraphQLSchema } from 'graphql';
import { escape, layout, prose, type Page } from './html.ts';
import { memberRow, membersOf } from './members.ts';

export interface ReferenceFile {
  readonly path: string;
  readonly text: string;
}

const ROOTS = new Set(['Query', 'Mutation']);
/** Types that every list or aggregate brings along: found by search and by links, too many for the first page. */
const GENERATED = /(?:Connection|Edge|Filter|OrderBy|Aggregate|GroupKeys|Measures|Range|GroupBy|GroupField|Having|MeasureFilter|AggregateOrderBy|MeasureOrder|KeyOrder)$/;

/** The schema as a folder of pages: one for each type, linked in both directions, with a search that needs no server. */
export function reference(schema: GraphQLSchema, about: string): readonly ReferenceFile[] {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  const users = usersOf(types);
  const pages = [firstPage(types, about), ...types.map((type) => typePage(type, users.get(type.name) ?? []))];
  return [
    ...pages.map((page) => ({ path: page.path, text: layout(page, about) })),
    { path: 'search-index.js', text: `const SEARCH_INDEX = ${JSON.stringify(searchIndex(types))};\n` },
    { path: 'search.js', text: readFileSync(new URL('search.js', import.meta.url), 'utf8') },
    { path: 'style.css', text: readFileSync(new URL('style.css', import.meta.url), 'utf8') },
  ];
}

/** Where each type is used: `SalesOrder.customer`. */
function usersOf(types: readonly GraphQLNamedType[]): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, Set<string>>();
  for (const type of types) {
    for (const { name, type: own, args } of membersOf(type)) {
      for (const used of [...(own ? [own] : []), ...args.map((argument) => argument.type)]) {
        const target = getNamedType(used).name;
        users.set(target, (users.get(target) ?? new Set()).add(`${type.name}.${name}`));
      }
    }
  }
  return new Map([...users].map(([name, coordinates]) => [name, [...coordinates]]));
}

function kindOf(type: GraphQLNamedType): string {
  if (isObjectType(type)) return ROOTS.has(type.name) ? 'root' : 'type';
  if (isInputObjectType(type)) return 'input';
  if (isEnumType(type)) return 'enum';
  if (isInterfaceType(type)) return 'interface';
  return isUnionType(type) ? 'union' : isScalarType(type) ? 'scalar' : 'type';
}

function typePage(type: GraphQLNamedType, users: readonly string[]): Page {
  const used = users.length === 0 ? '' : `<h2>Used by</h2>\n<ul class="names">${users.map((user) => `<li>${coordinateLink(user, '../')}</li>`).join('')}</ul>`;
  const body = `<p class="kind">${kindOf(type)}</p>
<h1>${type.name}</h1>
${prose(type.description)}
${membersOf(type).map((each) => memberRow(each, '../')).join('\n')}
${used}`;
  return { path: `type/${type.name}.html`, title: type.name, body };
}

function coordinateLink(coordinate: string, up: string): string {
  const [type = '', member = ''] = coordinate.split('.');
  return `<a href="${up}type/${type}.html#${member}">${coordinate}</a>`;
}

function firstPage(types: readonly GraphQLNamedType[], about: string): Page {
  const roots = types.filter(({ name }) => ROOTS.has(name));
  const listed = types.filter(({ name }) => !ROOTS.has(name) && !GENERATED.test(name)).toSorted((one, other) => one.name.localeCompare(other.name));
  const sections = Object.entries(Object.groupBy(listed, kindOf)).map(
    ([kind, all = []]) => `<h2>${kind}s</h2>\n<ul class="names">${all.map(({ name }) => `<li><a href="type/${name}.html">${name}</a></li>`).join('')}</ul>`,
  );
  const rootLists = roots.map((root) => `<h2>${root.name}</h2>\n<ul class="names">${membersOf(root).map(({ name }) => `<li><a href="type/${root.name}.html#${name}">${name}</a></li>`).join('')}</ul>`);
  return { path: 'index.html', title: about, body: `<h1>${escape(about)}</h1>\n${[...rootLists, ...sections].join('\n')}` };
}

/** Name and page of everything, members after types. */
function searchIndex(types: readonly GraphQLNamedType[]): readonly (readonly [string, string])[] {
  return [
    ...types.map(({ name }) => [name, `type/${name}.html`] as const),
    ...types.flatMap((type) => membersOf(type).map(({ name }) => [`${type.name}.${name}`, `type/${type.name}.html#${name}`] as const)),
  ];
}
