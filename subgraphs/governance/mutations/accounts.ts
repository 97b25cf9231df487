import { isGlobalRoot } from '../../../access/memberships.ts';
import { InputCheck, isGiven } from '../../../graph/mutations/input.ts';
import { mutation } from '../../../graph/mutations/mutation.ts';
import type { MutationContext } from '../../../graph/mutations/mutation.ts';
import { requireVisible } from '../../../graph/mutations/records.ts';
import { refuse } from '../../../graph/mutations/refusal.ts';
import type { Row } from '../../../graph/row.ts';
import { asId } from '../../../odoo/client/values.ts';
import { and, where } from '../../../odoo/domain/build.ts';
import type {
  CreateServiceAccountInput, CreateServiceAccountPayload, DeactivateServiceAccountInput, DeactivateServiceAccountPayload, UpdateServiceAccountInput, UpdateServiceAccountPayload,
} from '../generated.ts';
import { requireEmployee } from './employees.ts';

const READS = ['name', 'state', 'company_id', 'source_company_id', 'parent_id', 'is_global_root', 'account_code', 'sa_manager'] as const;
const CLASSES = { OVAC: 'OVAC', EXTC: 'EXTC', OUTLET: 'outlet' } as const;

const requireAccount = (context: MutationContext, id: string, path: readonly string[]): Promise<Row> => requireVisible(context, 'ServiceAccount', id, path, READS);

async function refuseTakenCode(context: MutationContext, code: string | null, but: number | null): Promise<void> {
  if (code === null) return;
  const others = and(where('account_code', '=', code), where('id', '!=', but ?? 0));
  if ((await context.reader.count('ov.serviced_account', others)) > 0) refuse('DUPLICATE', ['input', 'code'], { reason: 'Another Service Account has this code.' });
}

/** The place below `parent`: the root of a company below the global root, else a branch in the parent's company. */
async function placeBelow(parent: Row, companyId: string | null | undefined, context: MutationContext): Promise<Readonly<Record<string, unknown>>> {
  const path = ['input', 'companyId'];
  const given = companyId === null || companyId === undefined ? null : (await requireVisible(context, 'Company', companyId, path)).id;
  if (!isGlobalRoot(parent.data)) {
    const company = asId(parent.data.company_id);
    if (given !== null && given !== company) refuse('WRONG_COMPANY', path, { reason: 'A branch has the company of the Service Account above it.' });
    return { parent_id: parent.id, company_id: company };
  }
  if (given === null) return refuse('REQUIRED', path);
  if ((await context.reader.count('ov.serviced_account', where('source_company_id', '=', given))) > 0) refuse('COMPANY_ROOT_EXISTS', path);
  const flags = context.database.resolve('ov.serviced_account', 'is_root') === null ? {} : { is_root: true };
  return { parent_id: parent.id, company_id: given, source_company_id: given, ...flags };
}

/** Whether an account can be made with its members in one call. */
const makesMembers = ({ database }: MutationContext): boolean => database.resolve('ov.serviced_account', 'membership_ids') !== null;

/** The membership of the manager that the input names; null when it names none. */
async function managerFor({ managerEmployeeId }: CreateServiceAccountInput, company: number | null, context: MutationContext): Promise<Readonly<Record<string, unknown>> | null> {
  if (!isGiven(managerEmployeeId)) return null;
  const { id, partner } = await requireEmployee(context, managerEmployeeId, ['input', 'managerEmployeeId'], company);
  return { employee_id: id, person_partner_id: partner, role_code: 'staff', membership_state: 'active' };
}

/** `createServiceAccount`, with its manager in the same transaction where the database allows it. */
export const createServiceAccount = mutation<CreateServiceAccountInput, CreateServiceAccountPayload>({
  async run(input, context) {
    const { writer, reader, keyTag } = context;
    const check = new InputCheck();
    const name = check.line(input.name, ['input', 'name'], { required: true });
    const code = check.line(input.code, ['input', 'code'], { max: 64 });
    const note = check.text(input.note, ['input', 'note']);
    check.done();
    const parent = await requireAccount(context, input.parentId, ['input', 'parentId']);
    const place = await placeBelow(parent, input.companyId, context);
    await refuseTakenCode(context, code, null);
    const partner = isGiven(input.partnerId) ? (await requireVisible(context, 'Party', input.partnerId, ['input', 'partnerId'])).id : null;
    const staff = await managerFor(input, asId(place.company_id), context);
    const nests = makesMembers(context);
    const vals = {
      name, state: (input.state ?? 'ACTIVE').toLowerCase(), account_class: CLASSES[input.accountClass ?? 'OVAC'], ...place,
      ...(code !== null && { account_code: code }), ...(note !== null && { note }), ...(partner !== null && { partner_id: partner }),
      ...(staff !== null && nests && { membership_ids: [[0, 0, staff]] }),
    };
    const account = await writer.step('the Service Account was created', () => writer.createOnce('ov.serviced_account', vals, keyTag), (id) => writer.call('ov.serviced_account', 'unlink', { ids: [id] }));
    if (staff !== null && !nests) await writer.step('the manager was enrolled', () => writer.create('ov.membership', { ...staff, account_id: account }));
    if (staff !== null) await ensureManager(account, { writer, reader });
    return { serviceAccount: account };
  },
  async findByKey(input, context) {
    const { writer, reader, keyTag } = context;
    const account = keyTag === null ? null : await writer.findOnce('ov.serviced_account', keyTag);
    if (account === null) return null;
    if (isGiven(input.managerEmployeeId) && !makesMembers(context) && (await reader.count('ov.membership', where('account_id', '=', account))) === 0) {
      const [row] = await reader.byIds('ov.serviced_account', [account], [], { company_id: {} });
      await writer.create('ov.membership', { ...(await managerFor(input, asId(row?.company_id), context)), account_id: account });
    }
    await ensureManager(account, context);
    return { serviceAccount: account };
  },
});

/** Makes the first staff member the manager where the database does not do it by itself. */
export async function ensureManager(account: number, { writer, reader }: Pick<MutationContext, 'writer' | 'reader'>): Promise<void> {
  const [row] = await reader.byIds('ov.serviced_account', [account], [], { sa_manager: {}, is_global_root: {}, account_code: {} });
  if (!row || asId(row.sa_manager) !== null || isGlobalRoot(row)) return;
  const staff = and(where('account_id', '=', account), where('role_code', '=', 'staff'), where('membership_state', '=', 'active'), where('manager_member_id', '=', false));
  const { records } = await reader.search('ov.membership', { domain: staff, specification: {}, order: 'id', limit: 1 });
  const first = asId(records[0]?.id);
  if (first !== null) await writer.step('the manager was appointed', () => writer.write('ov.serviced_account', [account], { sa_manager: first }));
}

/** Refuses a parent that stands below the account, or belongs to another company. */
async function newParent(account: Row, parentId: string, context: MutationContext): Promise<number> {
  const path = ['input', 'parentId'];
  const parent = await requireAccount(context, parentId, path);
  const below = await context.reader.count('ov.serviced_account', and(where('id', '=', parent.id), where('id', 'child_of', account.id)));
  if (below > 0) refuse('HIERARCHY_CYCLE', path);
  const isRoot = asId(account.data.source_company_id) !== null;
  if (isRoot !== isGlobalRoot(parent.data)) refuse('WRONG_STATE', path, { reason: 'Company roots stand below the global root, and only they do.' });
  if (!isRoot && asId(parent.data.company_id) !== asId(account.data.company_id)) refuse('WRONG_COMPANY', path, { reason: 'A branch and the Service Account above it have one company.' });
  return parent.id;
}

/** `updateServiceAccount`. Of the global root only the name and the note are anybody's to change. */
export const updateServiceAccount = mutation<UpdateServiceAccountInput, UpdateServiceAccountPayload>({
  async run(input, context) {
    const check = new InputCheck();
    const vals: Record<string, unknown> = {};
    if (input.name !== undefined) vals.name = check.line(input.name, ['input', 'name'], { required: true });
    if (input.code !== undefined) vals.account_code = check.line(input.code, ['input', 'code'], { max: 64 }) ?? false;
    if (input.note !== undefined) vals.note = check.text(input.note, ['input', 'note']) ?? false;
    if (input.accountClass) vals.account_class = CLASSES[input.accountClass];
    if (input.state) vals.state = input.state.toLowerCase();
    check.done();
    const account = await requireAccount(context, input.id, ['input', 'id']);
    if (isGlobalRoot(account.data) && Object.keys(vals).some((field) => field !== 'name' && field !== 'note')) refuse('GLOBAL_ROOT_FIXED', ['input', 'id']);
    if (input.parentId !== undefined) {
      if (isGlobalRoot(account.data)) refuse('GLOBAL_ROOT_FIXED', ['input', 'parentId']);
      if (input.parentId === null) refuse('REQUIRED', ['input', 'parentId']);
      vals.parent_id = await newParent(account, input.parentId, context);
    }
    if (typeof vals.account_code === 'string') await refuseTakenCode(context, vals.account_code, account.id);
    if (input.partnerId !== undefined) vals.partner_id = input.partnerId === null ? false : (await requireVisible(context, 'Party', input.partnerId, ['input', 'partnerId'])).id;
    if (Object.keys(vals).length > 0) await context.writer.write('ov.serviced_account', [account.id], vals);
    return { serviceAccount: account.id };
  },
});

/** `deactivateServiceAccount`. Its records, members and the accounts below stay as they are (domain.md U11). */
export const deactivateServiceAccount = mutation<DeactivateServiceAccountInput, DeactivateServiceAccountPayload>({
  async run(input, context) {
    const account = await requireAccount(context, input.id, ['input', 'id']);
    if (isGlobalRoot(account.data)) refuse('GLOBAL_ROOT_FIXED', ['input', 'id']);
    if (account.data.state === 'inactive') refuse('WRONG_STATE', ['input', 'id'], { reason: 'The Service Account is inactive already.' });
    await context.writer.write('ov.serviced_account', [account.id], { state: 'inactive' });
    return { serviceAccount: account.id };
  },
});
