import {
  boolean, char, date, integer, many2one, monetary, selection,
  type ModelDef,
} from '../schema.ts';
import { callerCompany, callerCurrency } from './defaults.ts';

const saleSubscriptionPlan: ModelDef = {
  name: 'sale.subscription.plan',
  description: 'Subscription plan',
  order: 'id',
  readers: ['Sales/Administrator', 'Role / User'],
  checks: [
    {
      fields: ['billing_period_value'],
      refuse: (plan) => (plan.number('billing_period_value') > 0 ? undefined : 'A billing period is one unit at least.'),
    },
  ],
  fields: {
    name: char('Name', { required: true, translate: true }),
    active: boolean('Active', { default: true }),
    company_id: many2one('res.company', 'Company'),
    billing_period_value: integer('Billing period', { required: true, default: 1 }),
    billing_period_unit: selection([['week', 'Weeks'], ['month', 'Months'], ['year', 'Years']], 'Unit', { required: true, default: 'month' }),
    auto_close_limit: integer('Automatic closing', { default: 15 }),
    auto_renew: boolean('Automatic renewal', { default: true }),
  },
};

const absSubscription: ModelDef = {
  name: 'abs.subscription',
  description: 'ABS subscription',
  order: 'id',
  recName: 'subscription_code',
  readers: ['Sales/Administrator', 'Role / User'],
  unique: [
    { fields: ['subscription_code'], message: 'Another subscription has this code.' },
  ],
  checks: [
    { fields: ['cycle_interval'], refuse: (cycle) => (cycle.number('cycle_interval') > 0 ? undefined : 'A cycle is one unit at least.') },
  ],
  fields: {
    subscription_code: char('Subscription Code', { required: true }),
    customer_id: many2one('res.partner', 'Customer', { required: true }),
    product_id: many2one('product.product', 'Product', { required: true }),
    order_id: many2one('sale.order', 'Sales order', { ondelete: 'restrict' }),
    status: selection([
        ['active', 'Active'], ['paused', 'Paused'], ['expired', 'Expired'], ['cancelled', 'Cancelled'],
      ], 'Status', { required: true, default: 'active' }),
    active: boolean('Active', { default: true }),
    start_date: date('Start Date'),
    next_cycle_date: date('Next Cycle Date'),
    company_id: many2one('res.company', 'Company', { required: true, default: callerCompany }),
    currency_id: many2one('res.currency', 'Currency', { required: true, default: callerCurrency }),
    price_at_signup: monetary('Price At Signup', 'currency_id'),
    cycle_interval: integer('Cycle Interval', { required: true, default: 1 }),
    cycle_unit: selection([
        ['day', 'Days'], ['week', 'Weeks'], ['month', 'Months'], ['year', 'Years'],
      ], 'Cycle Unit', { required: true, default: 'month' }),
  },
};

export const SUBSCRIPTION: readonly ModelDef[] = [saleSubscriptionPlan, absSubscription];
