/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What a caller may be. */
export type Role =
  /** Administrator: an active membership with role admin in the global root. Sees every company. */
  | 'ADMIN'
  /** The manager of a Service Account. */
  | 'SA_MANAGER'
  /** Staff member of a Service Account. */
  | 'STAFF'
  /** Agent of a Service Account, in the field. */
  | 'AGENT'
  /** A customer, who sees what is their own. */
  | 'CUSTOMER'
  /** A system integration with an API key. */
  | 'SYSTEM'
  /** Administers the production dashboard, and is nothing else to the graph. */
  | 'DASHBOARD_ADMIN'
  /** Plans and assigns in the production dashboard, and is nothing else to the graph. */
  | 'DASHBOARD_MANAGER'
  /** Works on what is assigned in the production dashboard, and is nothing else to the graph. */
  | 'DASHBOARD_WORKER';

/** States of an order. */
export type SalesOrderState =
  /** Quotation being prepared. */
  | 'DRAFT'
  /** Quotation sent to the customer. */
  | 'SENT'
  /** Confirmed order. */
  | 'SALE'
  /** Cancelled. */
  | 'CANCEL';

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { readonly viewer: { readonly name: string | null, readonly role: Role | null, readonly serviceAccount: { readonly id: string, readonly name: string } | null, readonly memberships: ReadonlyArray<{ readonly serviceAccountId: string, readonly serviceAccountName: string, readonly role: Role }>, readonly problem: { readonly code: string, readonly message: string } | null } };

export type OrderCardFragment = { readonly id: string, readonly name: string, readonly state: SalesOrderState, readonly orderedAt: string, readonly amountTotal: { readonly amount: string, readonly currency: string }, readonly customer: { readonly id: string, readonly name: string } | null } & { ' $fragmentName'?: 'OrderCardFragment' };

export type OrderMarginFragment = { readonly id: string, readonly margin: { readonly amount: string, readonly currency: string } | null } & { ' $fragmentName'?: 'OrderMarginFragment' };

export type OrdersPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  states?: ReadonlyArray<SalesOrderState> | SalesOrderState | null | undefined;
}>;


export type OrdersPageQuery = { readonly salesOrders: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ ' $fragmentRefs'?: { 'OrderCardFragment': OrderCardFragment;'OrderMarginFragment': OrderMarginFragment } }> } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const OrderCardFragmentDoc = new TypedDocumentString(`
    fragment OrderCard on SalesOrder {
  id
  name
  state
  orderedAt
  amountTotal {
    amount
    currency
  }
  customer {
    id
    name
  }
}
    `, {"fragmentName":"OrderCard"}) as unknown as TypedDocumentString<OrderCardFragment, unknown>;
export const OrderMarginFragmentDoc = new TypedDocumentString(`
    fragment OrderMargin on SalesOrder {
  id
  margin {
    amount
    currency
  }
}
    `, {"fragmentName":"OrderMargin"}) as unknown as TypedDocumentString<OrderMarginFragment, unknown>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  viewer {
    name
    role
    serviceAccount {
      id
      name
    }
    memberships {
      serviceAccountId
      serviceAccountName
      role
    }
    problem {
      code
      message
    }
  }
}
    `, {"hash":"sha256:0e6634563a0232bc494474cc7ae5f1c2f6d1a2e143d1cb731164b0ca1bff9072"}) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const OrdersPageDocument = new TypedDocumentString(`
    query OrdersPage($first: Int!, $after: String, $states: [SalesOrderState!]) {
  salesOrders(
    first: $first
    after: $after
    filter: {state: {in: $states}}
    orderBy: [{orderedAt: DESC}]
  ) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      ...OrderCard
      ...OrderMargin
    }
  }
}
    fragment OrderCard on SalesOrder {
  id
  name
  state
  orderedAt
  amountTotal {
    amount
    currency
  }
  customer {
    id
    name
  }
}
fragment OrderMargin on SalesOrder {
  id
  margin {
    amount
    currency
  }
}`, {"hash":"sha256:ace2c6afb90d949d2e4d20e4271fb0996f6ea6128e74839a2ab75b85087e322f"}) as unknown as TypedDocumentString<OrdersPageQuery, OrdersPageQueryVariables>;