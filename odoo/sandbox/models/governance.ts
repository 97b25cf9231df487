import type { SandboxRecord } from '../record.ts';
import {
  boolean, char, date, integer, many2one, one2many, selection, text,
  type ModelDef,
} from '../schema.ts';
import { callerCompany } from './defaults.ts';

function windowOfMembership(member: SandboxRecord): string | undefined {
  const from = member.text('effective_from');
  const to = member.text('effective_to');
  return from !== '' && to !== '' && from > to ? 'A membership ends before it begins.' : undefined;
}

const ovServicedAccount: ModelDef = {
  name: 'ov.serviced_account',
  description: 'Serviced account',
  order: 'id',
  parent: 'parent_id',
  parentStore: true,
  readers: ['Role / Administrator', 'Role / User'],
  unique: [
    { fields: ['account_code'], message: 'Another serviced account has this code.' },
    { fields: ['is_global_root'], where: { is_global_root: true }, message: 'There is a global root already.' },
    { fields: ['source_company_id'], message: 'This company has a root account already.' },
  ],
  fields: {
    name: char('Name', { required: true }),
    account_code: char('Code'),
    account_class: selection([['OVAC', 'Internal'], ['EXTC', 'External'], ['outlet', 'Outlet']], 'Class', { required: true, default: 'OVAC' }),
    state: selection([
        ['draft', 'Draft'], ['active', 'Active'], ['inactive', 'Inactive'],
      ], 'State', { required: true, default: 'draft', copy: false }),
    company_id: many2one('res.company', 'Company', { ondelete: 'restrict' }),
    source_company_id: many2one('res.company', 'Root of company', { ondelete: 'restrict' }),
    parent_id: many2one('ov.serviced_account', 'Parent', { ondelete: 'restrict' }),
    child_ids: one2many('ov.serviced_account', 'parent_id', 'Children'),
    parent_path: char('Parent Path'),
    partner_id: many2one('res.partner', 'Party', { ondelete: 'restrict' }),
    sa_manager: many2one('ov.membership', 'Manager'),
    is_global_root: boolean('Is Global Root'),
    is_root: boolean('Is company root'),
    is_seed: boolean('Is Seed'),
    is_app_users_pool: boolean('Is App Users Pool'),
    membership_ids: one2many('ov.membership', 'account_id', 'Memberships'),
    note: text('Note'),
    member_count: integer('Member Count', {
      readonly: true,
      compute: (account) => account.related('membership_ids').filter((member) => member.value('membership_state') === 'active').length,
    }),
    child_count: integer('Child Count', { readonly: true, compute: (account) => account.related('child_ids').length }),
  },
};

const ovMembership: ModelDef = {
  name: 'ov.membership',
  description: 'Serviced account membership',
  order: 'id',
  recName: 'person_partner_id',
  readers: ['Role / Administrator', 'Role / User'],
  unique: [
    {
      fields: ['account_id', 'person_partner_id'],
      where: { membership_state: 'active' },
      message: 'This person is an active member of the account already.',
    },
    {
      fields: ['account_id', 'employee_id'],
      where: { membership_state: 'active' },
      message: 'This employee is an active member of the account already.',
    },
  ],
  checks: [{ fields: ['effective_from', 'effective_to'], refuse: windowOfMembership }],
  fields: {
    account_id: many2one('ov.serviced_account', 'Serviced account', { required: true }),
    person_partner_id: many2one('res.partner', 'Person', { ondelete: 'restrict' }),
    employee_id: many2one('abs.employee', 'API employee', { ondelete: 'restrict' }),
    role_code: selection([['admin', 'Admin'], ['staff', 'Staff'], ['agent', 'Agent']], 'Role', { required: true, default: 'agent' }),
    scope_policy: selection([
        ['sa_wide', 'Everything in the account'], ['assigned_plus_unassigned', 'Own and unassigned'], ['assigned_only', 'Own only'],
      ], 'Scope Policy'),
    manager_member_id: many2one('ov.membership', 'Reports to', { ondelete: 'restrict' }),
    subordinate_ids: one2many('ov.membership', 'manager_member_id', 'Subordinates'),
    membership_state: selection([
        ['active', 'Active'], ['suspended', 'Suspended'], ['revoked', 'Revoked'],
      ], 'State', { required: true, default: 'active' }),
    effective_from: date('Effective From'),
    effective_to: date('Effective To'),
  },
};

const absEmployee: ModelDef = {
  name: 'abs.employee',
  description: 'API employee',
  order: 'id',
  readers: ['Role / Administrator', 'Role / User'],
  fields: {
    name: char('Name', { required: true }),
    email: char('Work email', { required: true }),
    phone: char('Phone'),
    company_id: many2one('res.company', 'Company', { required: true, default: callerCompany }),
    partner_id: many2one('res.partner', 'Person', { ondelete: 'restrict' }),
    active: boolean('Active', { default: true }),
    role: selection([['salesattendant', 'Sales attendant'], ['salesrep', 'Sales representative']], 'Role'),
    membership_ids: one2many('ov.membership', 'employee_id', 'Memberships'),
  },
};

export const GOVERNANCE: readonly ModelDef[] = [ovServicedAccount, ovMembership, absEmployee];
