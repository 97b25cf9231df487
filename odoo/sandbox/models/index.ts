import { withBusiness } from '../business/index.ts';
import { ACCOUNTING_WIZARDS } from '../business/accounting/models.ts';
import { MANUFACTURING_WIZARDS } from '../business/manufacturing/wizard-models.ts';
import type { FieldDef, ModelDef } from '../schema.ts';
import { ACCOUNTING } from './accounting.ts';
import { ACCOUNTS } from './accounts.ts';
import { accountAssociation, actorAssociation, GOVERNED_OBJECTS } from './associations.ts';
import { BASE } from './base.ts';
import { BILLS_OF_MATERIALS } from './bills-of-materials.ts';
import { BUNDLE } from './bundle.ts';
import { EXTERNAL_IDS } from './external-ids.ts';
import { FLEET } from './fleet.ts';
import { GOVERNANCE } from './governance.ts';
import { HELPDESK } from './helpdesk.ts';
import { MAIL } from './mail.ts';
import { MAILING_MODELS } from './mailing.ts';
import { MANUFACTURING } from './manufacturing.ts';
import { PRODUCT } from './product.ts';
import { SALE } from './sale.ts';
import { SETTINGS } from './settings.ts';
import { STOCK } from './stock.ts';
import { SUBSCRIPTION } from './subscription.ts';
import { STOCK_WIZARDS } from './wizards.ts';

/** What a database may have or lack beside its Odoo version. */
export interface DatabaseShape {
  readonly generation: 'two-table' | 'one-table' | 'stamps';
  /** Whether native models and associations offer one2many fields onto what points at them. */
  readonly inverseFields: boolean;
  /** Whether sales orders have an approval. */
  readonly approval: boolean;
  /** Whether records carry `x_sa_id` and `x_actor_id`, alone or beside the associations. Default true. */
  readonly stamps?: boolean;
}

const NATIVE = [BASE, PRODUCT, SALE, SUBSCRIPTION, GOVERNANCE, BUNDLE, FLEET, STOCK, HELPDESK, MANUFACTURING, BILLS_OF_MATERIALS, ACCOUNTING, ACCOUNTS, MAIL, MAILING_MODELS, STOCK_WIZARDS, MANUFACTURING_WIZARDS, ACCOUNTING_WIZARDS, EXTERNAL_IDS, SETTINGS].flat();

const INVERSE = new Set(['ov_sa_assignment_ids', 'actor_assignment_ids']);
/** What our addon alone adds to a serial number, whatever the storage. */
const OF_LOT = new Set(['ov_fleet_item_ids', 'ov_asset_ids', 'ov_move_line_ids']);
const STAMPS = new Set(['x_sa_id', 'x_actor_id']);
const isApproval = (name: string): boolean => name.startsWith('approv') || name.startsWith('sale_approval_');

/** The models of a database of the given shape, in Odoo 19's words. */
export function modelsOf({ generation, inverseFields, approval, stamps = true }: DatabaseShape): readonly ModelDef[] {
  const associations =
    generation === 'stamps'
      ? []
      : GOVERNED_OBJECTS.flatMap((object) =>
          generation === 'one-table' ? [accountAssociation(object, true)] : [accountAssociation(object, false), actorAssociation(object)],
        );
  const keep = (name: string): boolean =>
    !(INVERSE.has(name) && (!inverseFields || generation === 'stamps')) && !(OF_LOT.has(name) && !inverseFields) && !(isApproval(name) && !approval) && !(STAMPS.has(name) && !stamps);
  return [...NATIVE, ...associations].map((model) => withBusiness({ ...model, fields: filtered(model.fields, keep) }));
}

function filtered(fields: Readonly<Record<string, FieldDef>>, keep: (name: string) => boolean): Readonly<Record<string, FieldDef>> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => keep(name)));
}
