import { documentLink, noDocument } from '../../graph/documents.ts';
import { once } from '../../graph/context.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { CodeResolver } from '../../graph/engine.ts';
import { asId, asText } from '../../odoo/client/values.ts';
import { userError } from '../../platform/user-errors.ts';

/** The group that Odoo's setting "Pro-Forma Invoice" gives to all users. */
const GROUP = 'sale.group_proforma_sales';

/** Is the setting on? The group is asked for the integration user, as Odoo asks it for whoever presses the button; once in a hop. */
export function hasProforma(context: GraphContext): Promise<boolean> {
  return once(context, GROUP, async () => {
    const { reader, database } = context;
    const { uid } = await reader.call<{ readonly uid?: unknown }>({ model: 'res.users', method: 'context_get', kind: 'read' });
    const user = asId(uid);
    const ids = database.version.major >= 18 && user !== null ? { ids: [user] } : {};
    return (await reader.call<unknown>({ model: 'res.users', method: 'has_group', ...ids, args: { group_ext_id: GROUP }, kind: 'read' })) === true;
  });
}

/** `SalesOrder.proforma`. */
export const proforma: CodeResolver = async ({ id, data }, _args, context) => {
  if (data.state === 'cancel') return noDocument('The order is cancelled.');
  if (!(await hasProforma(context))) {
    const { message, remedy } = userError('PROFORMA_DISABLED');
    return noDocument(`${message} ${remedy}`);
  }
  return documentLink('proforma', id, asText(data.name) ?? 'order', context);
};
