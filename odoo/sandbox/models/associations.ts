import { boolean, datetime, many2one, one2many, selection, type FieldDef, type ModelDef } from '../schema.ts';
import { now } from './defaults.ts';
import type { GOVERNED_OBJECTS } from './governed-objects.ts';

export { GOVERNED_OBJECTS } from './governed-objects.ts';

export type GovernedObject = (typeof GOVERNED_OBJECTS)[number];

const STATE = selection([['active', 'Active'], ['expired', 'Expired']], 'State', { required: true, default: 'active', copy: false });

const ACCESS = selection(
  [['access', 'Read'], ['assignment', 'Read, update, add related records'], ['binding', 'Everything']],
  'Access',
  { required: true, default: 'binding' },
);

const actor = (required: boolean): FieldDef => many2one('res.partner', 'Actor', { required, ondelete: 'restrict' });

/** The association of one kind of record with serviced accounts; in the one-table generation it carries the actor itself. */
export function accountAssociation({ object, field, native, label }: GovernedObject, oneTable: boolean): ModelDef {
  const shared: Record<string, FieldDef> = {
    account_id: many2one('ov.serviced_account', 'Serviced account', { required: true, ondelete: 'restrict' }),
    state: STATE,
    date_from: datetime('Date From', { default: now }),
    date_to: datetime('Date To'),
    assigned_by_id: many2one('res.partner', 'Assigned by', { ondelete: 'restrict' }),
    [field]: many2one(native, label, { required: true, ondelete: 'cascade' }),
  };
  const levels: Record<string, FieldDef> = oneTable
    ? { actor_id: actor(false) }
    : { access: ACCESS, actor_assignment_ids: one2many(`ov.actor_sa_${object}_assignment`, 'assignment_id', 'Actors') };
  return {
    name: `ov.sa_${object}_assignment`,
    description: `${label} of a serviced account`,
    order: 'id',
    recName: null,
    fields: { ...shared, ...levels },
    unique: [{ fields: [field, 'account_id'], where: { state: 'active' }, message: 'This record is associated with the account already.' }],
  };
}

/** The second table of the two-table generation: who works on the record within the account. */
export function actorAssociation({ object, label }: GovernedObject): ModelDef {
  return {
    name: `ov.actor_sa_${object}_assignment`,
    description: `Actor of a serviced account's ${label.toLowerCase()}`,
    order: 'id',
    recName: null,
    fields: {
      actor_id: actor(true),
      is_primary: boolean('Primary'),
      state: STATE,
      date_from: datetime('Date From', { default: now }),
      date_to: datetime('Date To'),
      assignment_id: many2one(`ov.sa_${object}_assignment`, 'Association', { required: true, ondelete: 'cascade' }),
    },
    unique: [{ fields: ['assignment_id', 'actor_id'], where: { state: 'active' }, message: 'This actor is assigned already.' }],
  };
}
