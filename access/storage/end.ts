import { and, where } from '../../odoo/domain/build.ts';
import { idOf, type DatabaseShape } from '../odoo-records.ts';
import { layoutOf } from './layout.ts';
import { GOVERNED_OBJECTS, type GovernedObject } from './objects.ts';
import type { PlacingWriter } from './place.ts';
import type { RowReader } from './reassign.ts';

/**
 * Ends the places of a record: in one SA, or (null) in all of them. Rows expire and end their actors with them; a stamp is taken off.
 * Answers how many active places are left.
 */
export async function endPlaces(object: GovernedObject, record: number, account: number | null, database: DatabaseShape, reader: RowReader, writer: PlacingWriter): Promise<number> {
  const { association, stamps } = layoutOf(object, database);
  const mine = (id: number | null): boolean => account === null || id === account;
  let left = 0;
  if (association !== null) {
    const { model, native, actors } = association;
    const { records } = await reader.search(model, { domain: and(where(native, '=', record), where('state', '=', 'active')), specification: { account_id: {} } });
    const ending = records.filter((row) => mine(idOf(row.account_id))).map(({ id }) => Number(id));
    left = records.length - ending.length;
    const ended = { state: 'expired', date_to: new Date().toISOString().slice(0, 19).replace('T', ' ') };
    if (actors.kind === 'rows' && ending.length > 0) {
      const acting = await reader.search(actors.model, { domain: and(where('assignment_id', 'in', ending), where('state', '=', 'active')), specification: {} });
      const ids = acting.records.map(({ id }) => Number(id));
      if (ids.length > 0) await writer.step('its actors were released', () => writer.write(actors.model, ids, ended), () => writer.write(actors.model, ids, { state: 'active', date_to: false }));
    }
    if (ending.length > 0) await writer.step('its association ended', () => writer.write(model, ending, ended), () => writer.write(model, ending, { state: 'active', date_to: false }));
  }
  if (stamps) {
    const { model } = GOVERNED_OBJECTS[object];
    const [row] = await reader.byIds(model, [record], [], { x_sa_id: {}, x_actor_id: {} });
    const stamp = idOf(row?.x_sa_id);
    const actor = idOf(row?.x_actor_id);
    if (stamp !== null && mine(stamp)) {
      await writer.step('its stamp was taken off', () => writer.write(model, [record], { x_sa_id: false, x_actor_id: false }), () => writer.write(model, [record], { x_sa_id: stamp, x_actor_id: actor ?? false }));
    } else if (stamp !== null && association === null) left += 1;
  }
  return left;
}
