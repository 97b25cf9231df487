import type { SubgraphCode } from '../../graph/engine.ts';
import { availableActions } from '../../graph/mutations/actions.ts';
import { approval } from './approval.ts';
import { customersOfAccount, customersOfEmployee, ordersOfAccount, ordersOfEmployee } from './assigned.ts';
import { cancelOrder, confirmOrder, reopenQuotation } from './mutations/advance-order.ts';
import { approveOrder, rejectOrder, requestApproval } from './mutations/approve-order.ts';
import { addOrderLines, removeOrderLine, updateOrderLine, updateQuotation } from './mutations/change-order.ts';
import { archiveCustomer, updateCustomer } from './mutations/change-customer.ts';
import { createCustomer } from './mutations/create-customer.ts';
import { createQuotation } from './mutations/create-quotation.ts';
import { sendProforma, sendQuotation } from './mutations/send-order.ts';
import { setBillOfProducts } from './mutations/set-bill-of-products.ts';
import { ORDER_GUARDS } from './order-guards.ts';
import { amountPaid, amountRemaining, paymentStatus } from './payment.ts';
import { proforma } from './proforma.ts';
import { pricelistPrice } from './pricelist-price.ts';
import { isSubscription } from './product.ts';
import { ofCustomer, subscription, subscriptions } from './subscription-roots.ts';
import { appSubscription, orderSubscription } from './subscription-sources.ts';
import { timeline } from './timeline.ts';

/** What the SDL of sales cannot say. */
export const sales: SubgraphCode = {
  roots: { pricelistPrice, subscriptions, subscription },
  mutations: {
    createCustomer, updateCustomer, archiveCustomer, createQuotation, updateQuotation, addOrderLines, updateOrderLine, removeOrderLine, sendQuotation, sendProforma, requestApproval, approveOrder,
    rejectOrder, confirmOrder, cancelOrder, reopenQuotation, setBillOfProducts,
  },
  fields: {
    Customer: { subscriptions: ofCustomer },
    Product: { isSubscription },
    SalesOrder: { timeline, proforma, approval, availableActions: availableActions(ORDER_GUARDS), amountPaid, amountRemaining, paymentStatus },
    OrderSubscription: orderSubscription,
    AppSubscription: appSubscription,
  },
  edges: {
    ServiceAccount: { customers: customersOfAccount, orders: ordersOfAccount },
    Employee: { assignedCustomers: customersOfEmployee, assignedOrders: ordersOfEmployee },
  },
};
