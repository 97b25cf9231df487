/** Whom an example is for: the three kinds of people who come to the graph. */
export const AUDIENCES = {
  frontend: { title: 'Frontend', what: 'Screens: one query each, pages by cursor.' },
  partner: { title: 'Partner', what: 'What systems ask every day, to be published as operations.' },
  analyst: { title: 'Analyst', what: 'Totals and groups; download them as CSV.' },
} as const;

export type Audience = keyof typeof AUDIENCES;

export interface Example {
  readonly audience: Audience;
  readonly title: string;
  readonly what: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** It changes something, so it is opened and not run. */
  readonly writes?: true;
}

/** The examples, in the order in which somebody new would read them. Each runs for every caller; what they may not see is null. */
export const EXAMPLES: readonly Example[] = [
  {
    audience: 'frontend',
    title: 'Who am I?',
    what: 'The first query of every app: role, Service Accounts, what may be done.',
    query: `query WhoAmI {
  viewer {
    name
    role
    scopePolicy
    serviceAccount { id name }
    memberships { serviceAccountId serviceAccountName role }
    capabilities { action allowed reason }
  }
}`,
  },
  {
    audience: 'frontend',
    title: 'Orders, page by page',
    what: 'The newest orders with their customers and lines. Put endCursor into $after for the next page.',
    query: `query Orders($first: Int!, $after: String) {
  salesOrders(
    first: $first
    after: $after
    orderBy: [{ orderedAt: DESC }]
  ) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      id
      name
      state
      orderedAt
      amountTotal { amount currency }
      customer { id name }
      lines(first: 5) {
        totalCount
        nodes {
          quantity
          product { sku name }
          total { amount }
        }
      }
    }
  }
}`,
    variables: { first: 10, after: null },
  },
  {
    audience: 'frontend',
    title: 'A customer and all around them',
    what: 'Four subgraphs in one question: orders, invoices, deliveries, tickets.',
    query: `query CustomerScreen($text: String) {
  customers(first: 3, search: $text) {
    nodes {
      id
      name
      city
      assignedActors { actor { name } }
      orders(first: 3) {
        totalCount
        nodes { name state }
      }
      invoices(first: 3) {
        totalCount
        nodes {
          name
          paymentState
          amountResidual { amount currency }
        }
      }
      deliveries(first: 3) {
        totalCount
        nodes { name state }
      }
      tickets(first: 3) {
        totalCount
        nodes { number subject isClosed }
      }
    }
  }
}`,
    variables: { text: 'a' },
  },
  {
    audience: 'frontend',
    title: 'A field that is not for everybody',
    what: 'Margins are for managers. Others get null and an error that says so, and the rest of the answer.',
    query: `query Margins {
  salesOrders(
    first: 5
    filter: { state: { eq: SALE } }
    orderBy: [{ amountTotal: DESC }]
  ) {
    nodes {
      id
      name
      amountTotal { amount currency }
      margin { amount }
    }
  }
}`,
  },
  {
    audience: 'frontend',
    title: 'The production board',
    what: 'Orders of the workshop from MongoDB, with what Odoo says of each.',
    query: `query ProductionBoard {
  productionOrders(first: 20) {
    totalCount
    nodes {
      number
      status
      isLate
      quantity
      product { name }
      assignee { name }
      syncState
      manufacturingOrder { name state }
    }
  }
}`,
  },
  {
    audience: 'frontend',
    title: 'A write',
    what: 'Creates a customer. What is refused for a reason of the business comes in userErrors, with a remedy. Opens only: you run it.',
    query: `mutation CreateCustomer($input: CreateCustomerInput!) {
  createCustomer(input: $input) {
    customer { id name }
    userErrors { code message path remedy }
  }
}`,
    variables: { input: { name: 'Afi Solar', email: 'afi@example.com' } },
    writes: true,
  },
  {
    audience: 'partner',
    title: 'What is in stock',
    what: 'On hand, reserved and available, by product and place.',
    query: `query Stock {
  stockLevels(first: 20) {
    totalCount
    nodes {
      product { sku name }
      warehouse { code }
      location { completeName }
      onHand
      reserved
      available
    }
  }
}`,
  },
  {
    audience: 'partner',
    title: 'Deliveries that are ready',
    what: 'For a carrier: what to fetch, for whom, and how much of it.',
    query: `query ReadyDeliveries {
  deliveries(state: READY, first: 20) {
    totalCount
    nodes {
      name
      scheduledAt
      customer { name phone city }
      moves(first: 10) {
        nodes { product { sku name } demand quantity }
      }
    }
  }
}`,
  },
  {
    audience: 'partner',
    title: 'Invoices that are due',
    what: 'Posted and not yet paid, the oldest first.',
    query: `query DueInvoices {
  invoices(
    first: 20
    filter: { state: { eq: POSTED }, amountResidual: { gt: "0" } }
    orderBy: [{ dueDate: ASC }]
  ) {
    totalCount
    nodes {
      name
      dueDate
      customer { name }
      amountTotal { amount currency }
      amountResidual { amount currency }
    }
  }
}`,
  },
  {
    audience: 'partner',
    title: 'Where serial numbers are',
    what: 'Each with its product, its place and who has it.',
    query: `query Serials {
  lots(first: 20) {
    totalCount
    nodes {
      name
      product { sku name }
      place
      location { completeName }
      customer { name }
      deliveredAt
    }
  }
}`,
  },
  {
    audience: 'analyst',
    title: 'Revenue by month',
    what: 'Confirmed orders; currencies are never added up.',
    query: `query RevenueByMonth {
  salesOrdersAggregate(
    groupBy: [{ field: ORDERED_AT, by: MONTH }]
    filter: { state: { eq: SALE } }
  ) {
    keys { orderedAt }
    count
    currency
    sum { amountUntaxed { amount } }
    avg { amountUntaxed { amount } }
  }
}`,
  },
  {
    audience: 'analyst',
    title: 'Best customers',
    what: 'Those with at least two orders, by what they bought.',
    query: `query BestCustomers {
  salesOrdersAggregate(
    groupBy: [{ field: CUSTOMER }]
    having: { count: { gte: 2 } }
    orderBy: [{ sum: { amountTotal: DESC } }]
    first: 10
  ) {
    keys { customer { id name } }
    count
    currency
    sum { amountTotal { amount } }
  }
}`,
  },
  {
    audience: 'analyst',
    title: 'Receivables by month of maturity',
    what: 'What is still to be paid, by the month in which it falls due.',
    query: `query Receivables {
  invoicesAggregate(
    groupBy: [{ field: DUE_DATE, by: MONTH }]
    filter: { state: { eq: POSTED }, amountResidual: { gt: "0" } }
  ) {
    keys { dueDate }
    count
    currency
    sum { amountResidual { amount } }
  }
}`,
  },
  {
    audience: 'analyst',
    title: 'The workshop by state',
    what: 'Manufacturing orders and what they make.',
    query: `query Workshop {
  byState: manufacturingOrdersAggregate(
    groupBy: [{ field: STATE }]
  ) {
    keys { state }
    count
  }
  byProduct: manufacturingOrdersAggregate(
    groupBy: [{ field: PRODUCT }]
  ) {
    keys { product { name } }
    count
    sum { quantity }
  }
}`,
  },
  {
    audience: 'analyst',
    title: 'Finished each day',
    what: 'Production orders completed on each of the last two weeks’ days.',
    query: `query Throughput {
  productionThroughput(days: 14) {
    day
    orders
    quantity
  }
}`,
  },
  {
    audience: 'analyst',
    title: 'Why do I see this?',
    what: 'The rule, role and assignment behind one record. Works for hidden ones without telling that they exist.',
    query: `query Why($type: String!, $id: ID!) {
  explainAccess(type: $type, id: $id, field: "margin") {
    allowed
    recordVisible
    ruleText
    role
    provenance
    reason
    field { allowed reason }
  }
}`,
    variables: { type: 'SalesOrder', id: '1001' },
  },
];
