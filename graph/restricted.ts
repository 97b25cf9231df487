import { ROLES, type Role } from '../access/principal.ts';
import { constantCase, type GraphTable } from './table.ts';

/** Types that are generated from a mapped type with a member of the same name for its fields (expand.ts, expand-aggregates.ts). */
const WITH_SAME_FIELDS = ['', 'Filter', 'OrderBy', 'Measures', 'Range', 'GroupKeys', 'MeasureFilter', 'MeasureOrder', 'KeyOrder'];

/**
 * Every schema coordinate that only some roles may use, with these roles: the fields that the SDL restricts and whatever was generated
 * from them, since a hidden field cannot be filtered, sorted, grouped or summed by either.
 */
export function restrictedCoordinates(tables: readonly GraphTable[]): ReadonlyMap<string, readonly Role[]> {
  const found = new Map<string, readonly Role[]>();
  for (const type of tables.flatMap((table) => [...table.types.values()])) {
    for (const { name, roles, dashboard } of type.fields.values()) {
      // Roots are not for users of the dashboard alone unless they are named.
      if (dashboard && roles === null) found.set(`${type.name}.${name}`, ROLES);
      if (roles === null) continue;
      for (const suffix of WITH_SAME_FIELDS) found.set(`${type.name}${suffix}.${name}`, roles);
      found.set(`${type.name}GroupField.${constantCase(name)}`, roles);
    }
  }
  return found;
}
