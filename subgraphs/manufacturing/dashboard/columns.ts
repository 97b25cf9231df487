/** How a field of the graph is filtered and sorted in MongoDB. */
export type ColumnKind = 'text' | 'id' | 'number' | 'date' | 'enum' | 'flag';

export interface Column {
  readonly path: string;
  readonly kind: ColumnKind;
}

const column = (path: string, kind: ColumnKind): Column => ({ path, kind });

/** Fields of each list that can be filtered and sorted; the SDL's inputs name no others (a test compares them). */
export const COLUMNS = {
  ProductionOrder: {
    id: column('_id', 'id'),
    number: column('number', 'text'),
    reference: column('odoo.reference', 'text'),
    product: column('productId', 'id'),
    assignee: column('assigneeId', 'id'),
    quantity: column('quantity', 'number'),
    priority: column('priority', 'enum'),
    status: column('status', 'enum'),
    syncState: column('syncState', 'enum'),
    notes: column('notes', 'text'),
    deadlineAt: column('deadline', 'date'),
    startAt: column('start', 'date'),
    completedAt: column('completedAt', 'date'),
    createdAt: column('createdAt', 'date'),
    updatedAt: column('updatedAt', 'date'),
  },
  DashboardProduct: {
    id: column('_id', 'id'),
    name: column('name', 'text'),
    sku: column('sku', 'text'),
    category: column('category', 'text'),
    price: column('price', 'number'),
    active: column('active', 'flag'),
    syncState: column('syncState', 'enum'),
    updatedAt: column('updatedAt', 'date'),
  },
  DashboardUser: { id: column('_id', 'id'), name: column('name', 'text'), role: column('role', 'enum'), active: column('active', 'flag') },
  SyncConflict: {
    entity: column('entity', 'enum'),
    label: column('label', 'text'),
    field: column('field', 'text'),
    winner: column('winner', 'enum'),
    detectedAt: column('detectedAt', 'date'),
  },
  SyncRun: { startedAt: column('startedAt', 'date') },
} as const satisfies Record<string, Readonly<Record<string, Column>>>;

export type ListType = keyof typeof COLUMNS;

export function columnOf(type: ListType, field: string): Column | null {
  const columns: Readonly<Record<string, Column>> = COLUMNS[type];
  return Object.hasOwn(columns, field) ? (columns[field] ?? null) : null;
}
