/** One rule of docs/visibility.md: how the code would read without it, and the test that notices. */
export interface VisibilityRule {
  readonly id: string;
  /** The file below access/. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** The file below test/access/, and a text that the guarding test's name contains. */
  readonly guard: readonly [file: string, test: string];
}

type Rule = readonly [id: string, file: string, from: string, to: string, guard: VisibilityRule['guard']];

const CREDENTIALS = 'credentials.test.ts';
const KEYS = 'api-keys.test.ts';
const PRINCIPAL = 'resolve-principal.test.ts';
const CUSTOMERS_AND_KEYS = 'resolve-customers-and-keys.test.ts';
const ROWS = 'row-scopes.test.ts';
const GOVERNANCE = 'governance-scopes.test.ts';
const REFERENCE = 'reference-scopes.test.ts';
const FIELDS = 'shield.test.ts';
const HOP = 'assertion.test.ts';
const DASHBOARD = 'dashboard-users.test.ts';

const RULES: readonly Rule[] = [
  // Credentials
  ['token-algorithm', 'tokens.ts', "HS256: 'secret',", "HS256: 'secret', HS512: 'secret',", [CREDENTIALS, 'is refused without a signature, or with another algorithm than HS256']],
  ['token-one-key-per-algorithm', 'tokens.ts', 'const { algorithm, source } = algorithmOf(token);', "const { algorithm, source } = { ...algorithmOf(token), source: 'keySet' as Source };", [CREDENTIALS, 'can not be an HMAC over the public key']],
  ['token-expiry', 'tokens.ts', "requiredClaims: ['sub', 'exp', 'type']", "requiredClaims: ['sub', 'type']", [CREDENTIALS, 'is refused with no expiry']],
  ['token-leeway', 'tokens.ts', 'LEEWAY_SECONDS = 5', 'LEEWAY_SECONDS = 300', [CREDENTIALS, 'is accepted five seconds past its expiry, and not later']],
  ['token-kind', 'tokens.ts', "customer: 'customer',", "customer: 'employee',", [CREDENTIALS, 'is an employee or a customer by its type']],
  ['token-audience', 'tokens.ts', 'if (named.includes(audience)) return;', 'if (named.length > 0) return;', [CREDENTIALS, 'is refused with another audience']],
  ['token-audience-of-providers', 'tokens.ts', "claims.aud === undefined && source === 'secret'", 'claims.aud === undefined', [CREDENTIALS, 'has to name this graph as its audience']],
  ['token-issuer', 'tokens.ts', '...(config.issuer === undefined ? {} : { issuer: config.issuer }),', '', [CREDENTIALS, 'is refused when it names another issuer']],
  ['bearer-before-key', 'credentials.ts', 'await bearer(authorization);', 'await bearer(authorization).catch(() => undefined);', [CREDENTIALS, 'never fall back to a good key beside a bad Bearer']],
  ['key-beside-bearer', 'credentials.ts', 'apiKey === undefined ? undefined : await grantOf', 'apiKey === undefined || person !== undefined ? undefined : await grantOf', [CREDENTIALS, 'are refused for a wrong key beside a good Bearer']],
  ['connector-key', 'credentials.ts', "if (!isOurs && !text.startsWith('abp_')) {", "if (text === 'nothing') {", [CREDENTIALS, 'are refused by name for the key built into the connector']],
  ['key-secret', 'api-keys.ts', '|| !same ||', '||', [KEYS, 'is refused when a character of it is wrong']],
  ['key-revoked', 'api-keys.ts', ' || key.revokedAt !== null', '', [KEYS, 'ends at once when it is revoked']],
  ['key-expiry', 'api-keys.ts', 'Date.parse(key.expiresAt) <= now().getTime()', 'key.expiresAt === String(now())', [KEYS, 'ends with its days']],
  ['key-system-explicit', 'api-key-admin.ts', '(binding === undefined) === (system === undefined)', 'binding !== undefined && system !== undefined', [KEYS, 'is refused with neither an SA nor system']],

  // Who the caller is
  ['caller-active', 'odoo-records.ts', "kind: 'read' }", "kind: 'read', context: { active_test: false } }", [PRINCIPAL, 'is unknown when deactivated or deleted']],
  ['customer-active', 'odoo-records.ts', "kind: 'read' }", "kind: 'read', context: { active_test: false } }", [CUSTOMERS_AND_KEYS, 'is unknown when archived or deleted']],
  ['membership-state', 'memberships.ts', "row.membership_state === 'active' && ", '', [PRINCIPAL, 'suspended: is known, and has no SA']],
  ['membership-account-state', 'memberships.ts', "account?.state === 'active' && ", '', [PRINCIPAL, 'in a draft SA: is known, and has no SA']],
  ['window-first-day', 'memberships.ts', 'from <= today', 'from < today', [PRINCIPAL, 'begins with its first day']],
  ['window-not-begun', 'memberships.ts', 'return begun && open;', 'return open;', [PRINCIPAL, 'has not begun the second before']],
  ['window-last-day', 'memberships.ts', 'today <= to', 'today < to', [PRINCIPAL, 'includes its last day']],
  ['window-last-moment', 'memberships.ts', 'moment < to', 'moment <= to', [PRINCIPAL, 'is over at its last moment']],
  ['window-over', 'memberships.ts', 'return begun && open;', 'return begun;', [PRINCIPAL, 'is over the day after']],
  ['membership-person', 'read-employee.ts', '(idOf(row.person_partner_id) ?? partnerId) === partnerId', 'row.id !== undefined', [PRINCIPAL, 'has none by employee when the membership names another person']],
  ['membership-by-person', 'read-employee.ts', 'withStrays(rowsOf(rowOf(row.partner_id)?.ov_membership_ids), ', 'withStrays(rowsOf(null), ', [PRINCIPAL, 'by person alone sees everything without naming an SA']],
  ['membership-without-partner', 'read-employee.ts', 'partnerId === null ? [] : inverse', 'inverse', [PRINCIPAL, 'has none by employee when the membership names another person, and no person of their own']],
  ['admin-in-global-root', 'memberships.ts', "row.role_code === 'admin' && isGlobalRoot(account)", "row.role_code === 'admin'", [PRINCIPAL, 'has role and policy of an admin outside the global root']],
  ['manager-by-pointer', 'memberships.ts', "manager === id || (manager === null && row.role_code === 'manager')", "row.role_code === 'manager'", [PRINCIPAL, 'has role and policy of the manager that the SA points at']],
  ['manager-alias', 'memberships.ts', "(manager === null && row.role_code === 'manager')", "row.role_code === 'manager'", [PRINCIPAL, 'is manager by the older role value only where the SA points at nobody']],
  ['manager-sees-whole', 'memberships.ts', "if (role === 'SA_MANAGER') return 'sa_wide';", '', [PRINCIPAL, 'has role and policy of a manager with assigned_only']],
  ['policy-stored', 'memberships.ts', "SCOPE_POLICIES.find((policy) => policy === stored) ?? 'assigned_only'", "SCOPE_POLICIES.find((policy) => policy === stored && role === 'STAFF') ?? 'assigned_only'", [PRINCIPAL, 'has role and policy of an agent with sa_wide']],
  ['policy-default-agent', 'memberships.ts', "role === 'STAFF' ? 'sa_wide' : 'assigned_only'", "'sa_wide'", [PRINCIPAL, 'has role and policy of an agent without a policy']],
  ['policy-default-staff', 'memberships.ts', "role === 'STAFF' ? 'sa_wide' : 'assigned_only'", "'assigned_only'", [PRINCIPAL, 'has role and policy of staff without a policy']],
  ['policy-unknown', 'memberships.ts', "=== stored) ?? 'assigned_only'", "=== stored) ?? 'sa_wide'", [PRINCIPAL, 'has the policy of assigned_only when the stored one is unknown']],
  ['one-membership-per-account', 'memberships.ts', 'summary.serviceAccountId !== strongest[index - 1]?.serviceAccountId', 'index >= 0', [PRINCIPAL, 'counts two live rows of one SA once']],

  // The SA in context
  ['header-form', 'sa-header.ts', '/^[1-9]\\d{0,9}$/.test(text)', 'text.length > 0', [PRINCIPAL, 'is refused as "0x3ec"']],
  ['choice-needed', 'resolve-employee.ts', 'second === undefined ? inAccount', 'second !== null ? inAccount', [PRINCIPAL, 'has to choose, and sees between what']],
  ['no-membership', 'resolve-employee.ts', '{ ...caller, problem: NO_MEMBERSHIP }', 'caller', [PRINCIPAL, 'never enrolled: is known, and has no SA']],
  ['foreign-account', 'resolve-employee.ts', 'if (below === null) throw foreignAccount(requested);', 'if (below === null) return caller;', [PRINCIPAL, 'is an error of its own for an agent who names another SA']],
  ['drill-down-managers', 'resolve-employee.ts', "filter(({ role }) => role === 'SA_MANAGER')", 'filter(({ role }) => role !== null)', [PRINCIPAL, 'is an error of its own for an agent who names the child']],
  ['drill-down-descendants', 'resolve-employee.ts', "where('id', 'child_of', managed)", "where('id', '!=', 0)", [PRINCIPAL, 'does not let a manager into a sibling']],
  ['drill-down-active', 'resolve-employee.ts', "and(where('id', 'child_of', managed), where('state', '=', 'active'))", "and(where('id', 'child_of', managed))", [PRINCIPAL, 'does not let a manager into a draft SA below']],
  ['drill-down-marked', 'resolve-employee.ts', 'drillDown: true', 'drillDown: false', [PRINCIPAL, 'lets a manager down into the SAs below, for reading']],
  ['own-membership-first', 'resolve-employee.ts', 'if (own !== undefined) return inAccount(caller, own);', 'if (own !== undefined && memberships.length === 1) return inAccount(caller, own);', [PRINCIPAL, 'keeps a manager who is also a member below to that membership']],
  ['admin-without-account', 'resolve-employee.ts', "{ ...caller, role: 'ADMIN', companyIds: null }", "{ ...caller, role: 'ADMIN', policy: 'sa_wide', companyIds: null }", [PRINCIPAL, 'by employee sees everything without naming an SA']],
  ['admin-window', 'resolve-employee.ts', "{ ...everywhere, serviceAccount, policy: 'sa_wide', companyIds: companiesOf(serviceAccount) }", '{ ...everywhere, serviceAccount }', [PRINCIPAL, 'looks through the window of any other SA']],
  ['admin-global-root', 'resolve-employee.ts', 'return { ...inAccount(caller, admin), companyIds: null };', "return { ...inAccount(caller, admin), policy: 'sa_wide' };", [PRINCIPAL, 'sees everything in the global root']],
  ['customer-header', 'resolve-principal.ts', 'return resolveCustomer(credential.customerId, sources, request);', 'return resolveEmployee(credential.customerId, requested, sources, request);', [CUSTOMERS_AND_KEYS, 'is never the employee of the same id']],
  ['customer-companies', 'resolve-customer.ts', "rows.filter(({ state }) => state === 'active')", 'rows', [CUSTOMERS_AND_KEYS, 'without a company has those of the SAs that serve them (two-table)']],
  ['key-bound', 'resolve-api-key.ts', 'if (requested !== null && requested !== serviceAccountId) throw foreignAccount(requested);', '', [CUSTOMERS_AND_KEYS, 'that is bound has the role and policy of its binding']],
  ['key-bound-active', 'resolve-api-key.ts', 'account === null || !account.isActive', 'account === null', [CUSTOMERS_AND_KEYS, 'that is bound to an SA which is not active sees nothing']],

  // Rows
  ['rows-nobody', 'scopes/view.ts', "if (role === null || problem !== null) return { kind: 'nothing' };", "if (role === null || problem !== null) return { kind: 'everything' };", [GOVERNANCE, 'shows somebody who still has to choose what there is to choose from, and no record']],
  ['rows-problem', 'scopes/view.ts', 'role === null || problem !== null', 'role === null', [ROWS, 'sees no records: an admin with a problem']],
  ['rows-unlimited', 'scopes/view.ts', "role === 'ADMIN' || role === 'SYSTEM' ? { kind: 'everything' }", "role !== 'CUSTOMER' ? { kind: 'everything' }", [ROWS, 'sees no records: staff without a policy']],
  ['rows-own', 'scopes/business.ts', "return where(own, '=', reach.me);", "return where(own, '!=', false);", [ROWS, 'sees themselves, their orders and their subscriptions']],
  ['rows-account', 'storage/by-inverse.ts', "and(inAccount('account_id', account), where('state', '=', 'active'))", "where('state', '=', 'active')", [ROWS, 'the manager of Lomé sees exactly these cases']],
  ['rows-active', 'storage/by-inverse.ts', "and(inAccount('account_id', account), where('state', '=', 'active'))", "inAccount('account_id', account)", [ROWS, 'the manager of Lomé sees exactly these cases']],
  ['rows-active-by-ids', 'storage/read-places.ts', "row.state === 'active' && isAmong", 'isAmong', [ROWS, 'the manager of Lomé sees exactly these cases']],
  ['rows-account-by-ids', 'storage/read-places.ts', "const here = and(inAccount('account_id', account), ACTIVE);", 'const here = ACTIVE;', [ROWS, 'the same person in Lomé sees exactly these cases']],
  ['rows-mine', 'storage/by-inverse.ts', "where(children, 'any', and(active, where('actor_id', '=', actor.me)))", "where(children, 'any', active)", [ROWS, 'the agent with assigned_only sees exactly these cases']],
  ['rows-actor-active', 'storage/by-inverse.ts', "where(children, 'any', and(active, where('actor_id', '=', actor.me)))", "where(children, 'any', where('actor_id', '=', actor.me))", [ROWS, 'the agent with assigned_only sees exactly these cases']],
  ['rows-expired-actor-is-nobody', 'storage/by-inverse.ts', "where(children, 'not any', active)", "where(children, '=', false)", [ROWS, 'staff with assigned_plus_unassigned sees exactly these cases']],
  ['rows-unassigned', 'scopes/standing.ts', "or(mine(standing, me), standing.in('nobody'))", "standing.in('nobody')", [ROWS, 'staff of Kara who is an agent in Lomé sees exactly these cases']],
  ['rows-others-hidden', 'scopes/standing.ts', "or(mine(standing, me), standing.in('nobody'))", "standing.in('anyone')", [ROWS, 'staff with assigned_plus_unassigned sees exactly these cases']],
  ['rows-one-table-actor', 'storage/by-inverse.ts', "where('actor_id', '=', actor.me);\n  }", "where('actor_id', '!=', false);\n  }", [ROWS, 'the agent with assigned_only sees exactly these cases']],
  ['rows-before-stamp', 'storage/governed.ts', 'or(associations.in(actor), and(associations.without, stamps.in(actor)))', 'or(associations.in(actor), stamps.in(actor))', [ROWS, 'the manager of Lomé sees exactly these cases']],
  ['rows-stamp', 'storage/governed.ts', 'or(associations.in(actor), and(associations.without, stamps.in(actor)))', 'associations.in(actor)', [ROWS, 'the agent with assigned_only sees exactly these cases']],
  ['rows-stamp-actor', 'storage/stamps.ts', "return where('x_actor_id', '=', actor.me);", 'return EVERYTHING;', [ROWS, 'the agent with assigned_only sees exactly these cases']],
  ['order-through-customer', 'scopes/standing.ts', "return or(own.in('anyone'), and(own.ungoverned, above('anyone')));", "return own.in('anyone');", [ROWS, 'the manager of Lomé sees exactly these cases']],
  ['order-own-row-decides', 'scopes/standing.ts', "return or(own.in('anyone'), and(own.ungoverned, above('anyone')));", "return or(own.in('anyone'), above('anyone'));", [ROWS, 'the manager of Lomé sees exactly these cases']],
  ['order-of-my-customer', 'scopes/standing.ts', "return or(own.in(actor), and(or(own.in('anyone'), own.ungoverned), above(actor)));", 'return own.in(actor);', [ROWS, 'leaves the old agent at once']],
  ['order-of-mine', 'scopes/standing.ts', "return or(own.in(actor), and(or(own.in('anyone'), own.ungoverned), above(actor)));", "return and(or(own.in('anyone'), own.ungoverned), above(actor));", [ROWS, 'the agent with assigned_only sees exactly these cases']],
  ['order-elsewhere', 'scopes/standing.ts', "and(or(own.in('anyone'), own.ungoverned), above(actor))", 'above(actor)', [ROWS, 'the agent with assigned_only sees exactly these cases']],
  ['order-unassigned', 'scopes/standing.ts', "and(own.in('nobody'), not(above('someone')))", "own.in('nobody')", [ROWS, 'staff with assigned_plus_unassigned sees exactly these cases']],
  ['subscription-of-order', 'scopes/business.ts', "or(through('order_id', orders), and(where('order_id', '=', false), through('customer_id', customers)))", "or(through('order_id', orders), through('customer_id', customers))", [ROWS, 'is visible with its order, and without one with its customer']],
  ['accounts-own', 'scopes/people.ts', "or(where('id', 'in', [...new Set([...own, ...context])]), await accountsBelowManaged(view))", 'EVERYTHING', [GOVERNANCE, 'shows an agent: the own SA']],
  ['accounts-below', 'scopes/managed.ts', "filter(({ role }) => role === 'SA_MANAGER')", 'filter(({ role }) => role !== null)', [GOVERNANCE, 'shows somebody with two SAs both of them, and the members of the one in context']],
  ['members-in-context', 'scopes/people.ts', 'or(ownMemberships(view.principal), await membersInReach(view))', 'EVERYTHING', [GOVERNANCE, 'shows an agent: the own SA']],
  ['people-in-context', 'scopes/people.ts', "if (storage.offers.membershipsOfPerson) return or(self, where('ov_membership_ids', 'any', members));", 'if (storage.offers.membershipsOfPerson) return EVERYTHING;', [GOVERNANCE, 'shows an agent: the own SA']],
  ['employees-in-context', 'scopes/people.ts', "return or(self, where('membership_ids', 'any', members), through(", 'return or(EVERYTHING, through(', [GOVERNANCE, 'shows an agent: the own SA']],
  ['people-hidden-from-customers', 'scopes/people.ts', "if (kind !== 'employee' || partnerId === null) return NOTHING;", 'if (partnerId === null) return NOTHING;', [ROWS, 'sees nothing of governance but their own person and company']],
  ['governance-admin', 'scopes/view.ts', "return role === 'ADMIN' || role === 'SYSTEM';", "return role === 'SYSTEM';", [GOVERNANCE, 'shows admin all of it, also in one SA’s window']],
  ['associations-of-account', 'scopes/associations.ts', "if (reach.policy === 'sa_wide') return here;", 'if (reach.account > 0) return EVERYTHING;', [GOVERNANCE, 'shows the associations of the SA with their history']],
  ['associations-of-visible', 'scopes/associations.ts', "if (reach.policy === 'sa_wide') return here;", 'if (reach.account > 0) return here;', [GOVERNANCE, 'shows the associations of the SA with their history']],
  ['associations-hidden-from-customers', 'scopes/associations.ts', "if (reach.kind !== 'account') return NOTHING;", "if (reach.kind !== 'account') return EVERYTHING;", [ROWS, 'sees nothing of governance but their own person and company']],
  ['actors-with-association', 'scopes/associations.ts', "return parents.length === 0 ? EVERYTHING : through('assignment_id', parents);", 'return EVERYTHING;', [GOVERNANCE, 'shows the associations of the SA with their history']],
  ['company-data', 'scopes/companies.ts', "or(shared, where('company_id', 'in', principal.companyIds))", 'EVERYTHING', [REFERENCE, 'is what no company owns and what the company of the SA owns']],
  ['company-data-shared', 'scopes/companies.ts', "or(shared, where('company_id', 'in', principal.companyIds))", "where('company_id', 'in', principal.companyIds)", [REFERENCE, 'is what no company owns and what the company of the SA owns']],
  ['company-data-nobody', 'scopes/companies.ts', "if (reach.kind === 'nothing') return NOTHING;", '', [REFERENCE, 'is nothing for who has no SA, and for nobody']],
  ['companies-own', 'scopes/companies.ts', "where('id', 'in', [...new Set([...(principal.companyIds ?? []), ...own])])", 'EVERYTHING', [REFERENCE, 'includes the companies of the caller’s other SAs']],
  ['everyone-but-nobody', 'scopes/companies.ts', "principal.kind === 'anonymous' ? NOTHING : EVERYTHING", 'EVERYTHING', [REFERENCE, 'of no company at all is for everybody but nobody']],

  // Fields
  ['field-fallback', 'shield.ts', 'fallbackRule: deny', 'fallbackRule: allow', [FIELDS, 'denies a field that no rule names']],
  ['field-roles', 'verdict.ts', 'if (rule.roles === null) return null;', 'if (rule.type) return null;', [FIELDS, 'answers null and FORBIDDEN with what it would take']],
  ['field-signed-in', 'verdict.ts', "principal.kind === 'anonymous') return new", "principal.subject === '') return new", [FIELDS, 'answers nobody without a credential']],
  ['field-scope', 'verdict.ts', 'rule.root && !rule.withoutScope && principal.problem !== null', 'rule.root && rule.withoutScope && principal.problem !== null', [FIELDS, 'answers viewer, and only roots like it']],
  ['field-write-scope', 'verdict.ts', "!principal.scopes.includes('write')", "!principal.scopes.includes('read')", [FIELDS, 'refuses mutations to a key that may only read']],
  ['field-drill-down', 'verdict.ts', 'principal.serviceAccount?.drillDown === true', 'principal.serviceAccount === undefined', [FIELDS, 'refuses mutations to a key that may only read, and to a manager who drilled down']],
  ['field-errors-stay', 'shield.ts', 'allowExternalErrors: true,\n    debug: true,', '', [FIELDS, 'leaves the errors of resolvers what they are']],
  ['field-no-cache', 'shield.ts', "cache: 'no_cache'", "cache: 'contextual'", [FIELDS, 'names the field that was asked for']],
  ['rule-on-interface', 'check-rules.ts', 'if (!isObjectType(type)) return', 'if (!isObjectType(type)) return undefined; if (!isObjectType(type)) return', [FIELDS, 'are refused on an interface']],
  ['rule-on-non-null', 'check-rules.ts', 'rule.roles !== null && isNonNullType(field.type)', 'rule.roles === undefined', [FIELDS, 'are refused on a non-null field']],

  // Users of the dashboard alone
  ['dashboard-user-known', 'dashboard-users.ts', '(await dashboardPeople?.byId(userId, request)) ?? null', "(await dashboardPeople?.byId(userId, request)) ?? ({ id: userId, name: '', role: 'WORKER', companyIds: [] } as DashboardPerson)", [DASHBOARD, 'is unknown when the dashboard does not let them in']],
  ['dashboard-roots', 'verdict.ts', 'rule.dashboard !== true && isDashboardRole', "rule.dashboard === true && isDashboardRole", [DASHBOARD, 'is refused every root of Query that does not name them']],
  ['dashboard-no-rows', 'scopes/view.ts', "return serviceAccount === null ? { kind: 'nothing' }", "return serviceAccount === null ? { kind: 'everything' }", [DASHBOARD, 'sees no row of Odoo but companies: WORKER']],
  ['dashboard-no-reference', 'scopes/companies.ts', 'if (isDashboardRole(principal.role)) return NOTHING;', '', [DASHBOARD, 'sees no row of Odoo but companies: MANAGER']],
  ['dashboard-worker', 'scopes/dashboard.ts', "if (principal.role === 'DASHBOARD_WORKER') return assigned;", "if (principal.role === 'DASHBOARD_WORKER') return ofCompanies(principal);", [DASHBOARD, 'sees of the orders what the role says']],
  ['dashboard-manager', 'scopes/dashboard.ts', "if (principal.role === 'DASHBOARD_MANAGER') return ofCompanies(principal);", "if (principal.role === 'DASHBOARD_MANAGER') return EVERY_DOCUMENT;", [DASHBOARD, 'sees of the orders what the role says']],
  ['dashboard-planners', 'scopes/dashboard.ts', 'if (!PLAN.includes(role)) return NOTHING;', '', [DASHBOARD, 'sees of users, products, conflicts and drop-downs what the role says']],

  // The hop
  ['hop-signature', 'assertion.ts', 'await jwtVerify(assertion, key, {', "await (async (token: string, ..._rest: unknown[]) => ({ payload: JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) }))(assertion, key, {", [HOP, 'is refused when the principal was changed on the way']],
  ['hop-audience', 'assertion.ts', 'audience: AUDIENCE,', '', [HOP, 'is refused with another audience']],
  ['hop-lifetime', 'assertion.ts', 'maxTokenAge: LIFETIME_SECONDS,', '', [HOP, 'is refused with an expiry beyond sixty seconds']],
  ['hop-remembered', 'assertion.ts', 'known !== undefined && known.expires > seconds(now())', 'known !== undefined', [HOP, 'lasts for sixty seconds, also where it has been verified before']],
  ['hop-whole', 'parse-principal.ts', 'return value === null ? null : parse(value);', 'return value === null || value === undefined ? null : parse(value);', [HOP, 'is refused with half a principal']],
];

/** Every visibility rule of the code. */
export const VISIBILITY_RULES: readonly VisibilityRule[] = RULES.map(([id, file, from, to, guard]) => ({ id, file, from, to, guard }));
