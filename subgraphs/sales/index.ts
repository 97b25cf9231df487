import type { SubgraphCode } from '../../graph/engine.ts';
import { approval } from './approval.ts';
import { customersOfAccount, customersOfEmployee, ordersOfAccount, ordersOfEmployee } from './assigned.ts';
import { createCustomer } from './mutations/create-customer.ts';
import { archiveCustomer, updateCustomer } from './mutations/change-customer.ts';
import { amountPaid, amountRemaining, paymentStatus } from './payment.ts';
import { pricelistPrice } from './pricelist-price.ts';
import { isSubscription } from './product.ts';
import { ofCustomer, subscription, subscriptions } from './subscription-roots.ts';
import { appSubscription, orderSubscription } from './subscription-sources.ts';

/** What the SDL of sales cannot say. */
export const sales: SubgraphCode = {
  roots: { pricelistPrice, subscriptions, subscription },
  mutations: { createCustomer, updateCustomer, archiveCustomer },
  fields: {
    Customer: { subscriptions: ofCustomer },
    Product: { isSubscription },
    SalesOrder: { approval, amountPaid, amountRemaining, paymentStatus },
    OrderSubscription: orderSubscription,
    AppSubscription: appSubscription,
  },
  edges: {
    ServiceAccount: { customers: customersOfAccount, orders: ordersOfAccount },
    Employee: { assignedCustomers: customersOfEmployee, assignedOrders: ordersOfEmployee },
  },
};
