import { idOf } from '../../../access/odoo-records.ts';
import { InputCheck } from '../../../graph/mutations/input.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import { requireVisible } from '../../../graph/mutations/records.ts';
import { refuse, Refusal } from '../../../graph/mutations/refusal.ts';
import { asText } from '../../../odoo/client/values.ts';
import { and, where } from '../../../odoo/domain/build.ts';
import type { CreateLotInput, CreateLotPayload } from '../generated.ts';
import { agents } from '../transfer-guards.ts';

const LOT = 'stock.lot';

/** `createLot`. */
export const createLot = mutation<CreateLotInput, CreateLotPayload>({
  async run(input, context) {
    const { writer, principal, reader, keyTag } = context;
    if (principal.role === 'AGENT') throw new Refusal([agents()]);
    const check = new InputCheck();
    const name = check.line(input.name, ['input', 'name'], { required: true, max: 100 });
    check.done();
    const product = await requireVisible(context, 'Product', input.productId, ['input', 'productId'], ['tracking', 'company_id']);
    if (!['serial', 'lot'].includes(asText(product.data.tracking) ?? '')) refuse('INVALID_VALUE', ['input', 'productId'], { reason: 'The product is not tracked by serial or lot.' });
    const same = await reader.count(LOT, and(where('product_id', '=', product.id), where('name', '=', name)));
    if (same > 0) refuse('SERIAL_EXISTS', ['input', 'name'], { serial: name ?? '' });
    const company = idOf(product.data.company_id) ?? principal.serviceAccount?.companyId ?? null;
    const vals = { name, product_id: product.id, ...(company !== null && { company_id: company }) };
    return { lot: await writer.createOnce(LOT, vals, keyTag, company === null ? {} : { allowed_company_ids: [company] }) };
  },

  async findByKey(_input, { writer, keyTag }) {
    const lot = keyTag === null ? null : await writer.findOnce(LOT, keyTag);
    return lot === null ? null : { lot };
  },
});
