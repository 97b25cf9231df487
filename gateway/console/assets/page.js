// gateway/console/page/store.ts
import { useSyncExternalStore } from "./vendor.js";
function createStore(first) {
  let value = first;
  const listeners = /* @__PURE__ */ new Set();
  return {
    get: () => value,
    set(next) {
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    }
  };
}
function useStore(store) {
  return useSyncExternalStore(store.subscribe, store.get);
}

// gateway/console/page/session.ts
var KEPT = "odoo-graph.session";
function restore() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  } catch {
    return null;
  }
}
var session = createStore(restore());
function signIn(next) {
  if (next === null) sessionStorage.removeItem(KEPT);
  else sessionStorage.setItem(KEPT, JSON.stringify(next));
  session.set(next);
}
function speakFor(account) {
  const current = session.get();
  if (current) signIn({ ...current, account });
}
function headersOf(current) {
  if (current === null) return {};
  return {
    ...current.kind === "token" ? { authorization: `Bearer ${current.secret}` } : { "x-api-key": current.secret },
    ...current.account === null ? {} : { "x-sa-id": current.account }
  };
}

// gateway/console/page/ask.ts
async function send(question, headers = {}, as = session.get()) {
  const started = performance.now();
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { ...headers, "content-type": "application/json", accept: "application/json", ...headersOf(as) },
    body: JSON.stringify(question)
  });
  const text = await response.text();
  return { answer: read(text, response.status), status: response.status, milliseconds: performance.now() - started, bytes: new Blob([text]).size };
}
async function ask(query, as) {
  try {
    const { answer } = await send({ query }, {}, as);
    return answer;
  } catch {
    return { errors: [{ message: "The graph does not answer." }] };
  }
}
function read(text, status) {
  try {
    return JSON.parse(text);
  } catch {
    return { errors: [{ message: `The graph answered ${status} without JSON.` }] };
  }
}

// gateway/console/page/viewer.ts
var known = createStore({ viewer: null, error: null });
var VIEWER = `query ConsoleViewer {
  viewer {
    credential subject name role scopePolicy drillDown
    serviceAccount { id name }
    memberships { serviceAccountId serviceAccountName role }
    problem { code message }
  }
}`;
var TREE = `query ConsoleAccounts {
  serviceAccountTree(flat: true) { depth serviceAccount { id name } }
}`;
async function introduce(as) {
  const { data, errors } = await ask(VIEWER, as);
  if (!data?.viewer) return { viewer: null, error: errors?.[0] ?? { message: "The graph does not say who you are." } };
  return { viewer: { ...data.viewer, below: await accountsBelow(data.viewer, as) }, error: null };
}
async function accountsBelow({ memberships }, as) {
  if (!memberships.some(({ role }) => role === "ADMIN" || role === "SA_MANAGER")) return [];
  const { data } = await ask(TREE, as);
  return (data?.serviceAccountTree ?? []).flatMap(
    ({ depth, serviceAccount }) => serviceAccount === null || memberships.some(({ serviceAccountId }) => serviceAccountId === serviceAccount.id) ? [] : [{ ...serviceAccount, depth }]
  );
}
function watchSession() {
  const update = async () => {
    const current = session.get();
    known.set({ viewer: null, error: null });
    if (current === null) return;
    const next = await introduce(current);
    if (session.get() === current) known.set(next);
  };
  session.subscribe(() => void update());
  void update();
}

// gateway/console/page/account-switcher.tsx
import { jsx, jsxs } from "./vendor.js";
var ROLES = { ADMIN: "administrator", SA_MANAGER: "manager", STAFF: "staff", AGENT: "agent" };
function AccountSwitcher() {
  const { viewer } = useStore(known);
  const current = useStore(session);
  if (viewer === null || current === null || viewer.memberships.length === 0) return null;
  const chosen = current.account ?? viewer.serviceAccount?.id ?? "";
  return /* @__PURE__ */ jsxs("label", { className: "account", children: [
    /* @__PURE__ */ jsx("span", { children: "Service Account" }),
    /* @__PURE__ */ jsxs("select", { value: chosen, onChange: (event) => speakFor(event.target.value || null), children: [
      chosen === "" && /* @__PURE__ */ jsx("option", { value: "", children: "Choose one" }),
      /* @__PURE__ */ jsx("optgroup", { label: "Member of", children: viewer.memberships.map(({ serviceAccountId, serviceAccountName, role }) => /* @__PURE__ */ jsxs("option", { value: serviceAccountId, children: [
        serviceAccountName,
        " (",
        ROLES[role] ?? role,
        ")"
      ] }, serviceAccountId)) }),
      viewer.below.length > 0 && /* @__PURE__ */ jsx("optgroup", { label: "Below, to read", children: viewer.below.map(({ id, name: name2, depth }) => /* @__PURE__ */ jsx("option", { value: id, children: `${"\u2007".repeat(depth)}${name2}` }, id)) })
    ] })
  ] });
}

// gateway/console/page/examples.ts
var AUDIENCES = {
  frontend: { title: "Frontend", what: "Screens: one query each, pages by cursor." },
  partner: { title: "Partner", what: "What systems ask every day, to be published as operations." },
  analyst: { title: "Analyst", what: "Totals and groups; download them as CSV." }
};
var EXAMPLES = [
  {
    audience: "frontend",
    title: "Who am I?",
    what: "The first query of every app: role, Service Accounts, what may be done.",
    query: `query WhoAmI {
  viewer {
    name
    role
    scopePolicy
    serviceAccount { id name }
    memberships { serviceAccountId serviceAccountName role }
    capabilities { action allowed reason }
  }
}`
  },
  {
    audience: "frontend",
    title: "Orders, page by page",
    what: "The newest orders with their customers and lines. Put endCursor into $after for the next page.",
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
    variables: { first: 10, after: null }
  },
  {
    audience: "frontend",
    title: "A customer and all around them",
    what: "Four subgraphs in one question: orders, invoices, deliveries, tickets.",
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
    variables: { text: "a" }
  },
  {
    audience: "frontend",
    title: "A field that is not for everybody",
    what: "Margins are for managers. Others get null and an error that says so, and the rest of the answer.",
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
}`
  },
  {
    audience: "frontend",
    title: "The production board",
    what: "Orders of the workshop from MongoDB, with what Odoo says of each.",
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
}`
  },
  {
    audience: "frontend",
    title: "A write",
    what: "Creates a customer. What is refused for a reason of the business comes in userErrors, with a remedy. Opens only: you run it.",
    query: `mutation CreateCustomer($input: CreateCustomerInput!) {
  createCustomer(input: $input) {
    customer { id name }
    userErrors { code message path remedy }
  }
}`,
    variables: { input: { name: "Afi Solar", email: "afi@example.com" } },
    writes: true
  },
  {
    audience: "partner",
    title: "What is in stock",
    what: "On hand, reserved and available, by product and place.",
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
}`
  },
  {
    audience: "partner",
    title: "Deliveries that are ready",
    what: "For a carrier: what to fetch, for whom, and how much of it.",
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
}`
  },
  {
    audience: "partner",
    title: "Invoices that are due",
    what: "Posted and not yet paid, the oldest first.",
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
}`
  },
  {
    audience: "partner",
    title: "Where serial numbers are",
    what: "Each with its product, its place and who has it.",
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
}`
  },
  {
    audience: "analyst",
    title: "Revenue by month",
    what: "Confirmed orders; currencies are never added up.",
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
}`
  },
  {
    audience: "analyst",
    title: "Best customers",
    what: "Those with at least two orders, by what they bought.",
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
}`
  },
  {
    audience: "analyst",
    title: "Receivables by month of maturity",
    what: "What is still to be paid, by the month in which it falls due.",
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
}`
  },
  {
    audience: "analyst",
    title: "The workshop by state",
    what: "Manufacturing orders and what they make.",
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
}`
  },
  {
    audience: "analyst",
    title: "Finished each day",
    what: "Production orders completed on each of the last two weeks\u2019 days.",
    query: `query Throughput {
  productionThroughput(days: 14) {
    day
    orders
    quantity
  }
}`
  },
  {
    audience: "analyst",
    title: "Why do I see this?",
    what: "The rule, role and assignment behind one record. Works for hidden ones without telling that they exist.",
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
    variables: { type: "SalesOrder", id: "1001" }
  }
];

// gateway/console/page/facts.ts
var facts = createStore({ odoo: null, people: [], hasSignIn: false });
async function loadFacts() {
  const response = await fetch("/console/facts");
  if (response.ok) facts.set(await response.json());
}
async function tokenOf(person) {
  const response = await fetch("/console/sign-in", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ person }) });
  const { token, serviceAccountId = null, errors } = await response.json();
  if (token === void 0) throw new Error(errors?.[0]?.message ?? "The server issues no tokens.");
  return { token, serviceAccountId };
}

// gateway/console/page/identity.tsx
import { jsx as jsx2, jsxs as jsxs2 } from "./vendor.js";
function Identity({ onSignIn }) {
  const current = useStore(session);
  const { viewer, error } = useStore(known);
  if (current === null) {
    return /* @__PURE__ */ jsx2("button", { type: "button", className: "primary", onClick: onSignIn, children: "Sign in" });
  }
  const name2 = viewer?.name ?? current.person ?? viewer?.subject ?? "\u2026";
  const detail = error ? error.message : viewer?.problem?.message ?? [viewer?.role, viewer?.scopePolicy].filter(Boolean).join(" \xB7 ");
  return /* @__PURE__ */ jsxs2("div", { className: "identity", children: [
    /* @__PURE__ */ jsxs2("button", { type: "button", className: "who", onClick: onSignIn, title: detail, "aria-label": `${name2}, ${detail}. Change`, children: [
      /* @__PURE__ */ jsx2("i", { className: "avatar", "data-of": current.person ?? "own", "aria-hidden": "true", children: name2.slice(0, 1).toUpperCase() }),
      /* @__PURE__ */ jsxs2("span", { children: [
        /* @__PURE__ */ jsx2("b", { children: name2 }),
        /* @__PURE__ */ jsx2("small", { className: error || viewer?.problem ? "bad" : "", children: detail })
      ] })
    ] }),
    /* @__PURE__ */ jsx2("button", { type: "button", className: "quiet", onClick: () => signIn(null), children: "Sign out" })
  ] });
}

// gateway/console/page/icons.tsx
import { jsx as jsx3, jsxs as jsxs3 } from "./vendor.js";
var STROKE = { fill: "none", stroke: "currentColor", strokeWidth: 1.6, strokeLinecap: "round", strokeLinejoin: "round" };
function ExamplesIcon() {
  return /* @__PURE__ */ jsxs3("svg", { viewBox: "0 0 20 20", ...STROKE, "aria-hidden": "true", children: [
    /* @__PURE__ */ jsx3("path", { d: "M4 3.5h8.5A2.5 2.5 0 0 1 15 6v10.5H6A2 2 0 0 1 4 14.5z" }),
    /* @__PURE__ */ jsx3("path", { d: "M7 7.5h5M7 10.5h3.5" })
  ] });
}
function StatusIcon() {
  return /* @__PURE__ */ jsx3("svg", { viewBox: "0 0 20 20", ...STROKE, "aria-hidden": "true", children: /* @__PURE__ */ jsx3("path", { d: "M2.5 10.5h3l2.5-6 4 11 2.5-5h3" }) });
}
function Mark() {
  return /* @__PURE__ */ jsxs3("svg", { className: "mark", viewBox: "0 0 32 32", "aria-hidden": "true", children: [
    /* @__PURE__ */ jsx3("rect", { width: "32", height: "32", rx: "8", fill: "var(--accent)" }),
    /* @__PURE__ */ jsxs3("g", { fill: "none", stroke: "#fff", strokeWidth: "2.4", children: [
      /* @__PURE__ */ jsx3("circle", { cx: "16", cy: "16", r: "4.6" }),
      /* @__PURE__ */ jsx3("path", { d: "M16 11.4V6M20 18.3l4.7 2.7M12 18.3 7.3 21" })
    ] })
  ] });
}
function DownloadIcon() {
  return /* @__PURE__ */ jsx3("svg", { viewBox: "0 0 20 20", ...STROKE, "aria-hidden": "true", children: /* @__PURE__ */ jsx3("path", { d: "M10 3.5v9m-3.5-3.5 3.5 3.5 3.5-3.5M4 16.5h12" }) });
}
function ViewAsIcon() {
  return /* @__PURE__ */ jsxs3("svg", { viewBox: "0 0 20 20", ...STROKE, "aria-hidden": "true", children: [
    /* @__PURE__ */ jsx3("path", { d: "M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5z" }),
    /* @__PURE__ */ jsx3("circle", { cx: "10", cy: "10", r: "2.4" })
  ] });
}

// gateway/console/page/csv.ts
var isItem = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
function tablesOf(data) {
  const found = /* @__PURE__ */ new Map();
  collect(data, [], [], found);
  return [...found].map(([name2, items]) => toTable(name2, items));
}
function collect(value, path, owners, found) {
  if (!isItem(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    const list = listIn(inner);
    const here = [...path, key];
    if (list === null) {
      collect(inner, here, owners, found);
      continue;
    }
    const name2 = here.join(".");
    const rows = found.get(name2) ?? [];
    found.set(name2, rows);
    for (const item of list) {
      rows.push(Object.fromEntries([...owners, ...flatten(item)]));
      collect(item, here, [...owners, ...ownerOf(key, item)], found);
    }
  }
}
function listIn(value) {
  if (Array.isArray(value)) return value.length > 0 && value.every(isItem) ? value : null;
  if (!isItem(value)) return null;
  const { nodes, edges } = value;
  if (Array.isArray(nodes)) return nodes.filter(isItem);
  if (Array.isArray(edges)) return edges.filter(isItem).map(({ node }) => node).filter(isItem);
  return null;
}
function ownerOf(list, item) {
  const key = ["name", "number", "id", "keys"].find((candidate) => typeof item[candidate] === "string");
  return key === void 0 ? [] : [[`${list}.${key}`, item[key]]];
}
function flatten(item, prefix = "") {
  return Object.entries(item).flatMap(([key, value]) => {
    const name2 = `${prefix}${key}`;
    if (listIn(value) !== null) return [];
    if (Array.isArray(value)) return [[name2, value.map(String).join(", ")]];
    if (isItem(value)) return flatten(value, `${name2}.`);
    return [[name2, value ?? null]];
  });
}
function toTable(name2, items) {
  const all = [...new Set(items.flatMap((item) => Object.keys(item)))];
  const columns = all.filter((column) => !all.some((other) => other.startsWith(`${column}.`)));
  return { name: name2, columns, rows: items.map((item) => columns.map((column) => item[column] ?? null)) };
}
function toCsv({ columns, rows }) {
  return `\uFEFF${[columns, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r
`;
}
var NUMBER = /^[-+]?\d+(\.\d+)?$/;
function cell(value) {
  const text = value === null ? "" : String(value);
  const safe = /^[\s\u200B\uFEFF]*[=+\-@\t\r|%＝＋－＠]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

// gateway/console/page/download.ts
function download(table) {
  const address = URL.createObjectURL(new Blob([toCsv(table)], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${table.name.replaceAll(".", "-")}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1e4);
}

// gateway/console/page/last-answer.ts
var lastAnswer = createStore(null);
var INTROSPECTION = "IntrospectionQuery";
async function fetcher({ query, variables, operationName }, options) {
  if (operationName === INTROSPECTION && session.get() === null) return { errors: [{ message: "Sign in to read the schema." }] };
  const named = operationName && new RegExp(`\\b${operationName}\\b`).test(query) ? operationName : void 0;
  const timed = await send({ query, variables: variables ?? void 0, operationName: named }, options?.headers);
  if (operationName !== INTROSPECTION) lastAnswer.set(timed);
  const { data, ...rest } = timed.answer;
  return data === void 0 ? rest : { data, ...rest };
}

// gateway/console/page/cost-bar.tsx
import { useMemo } from "./vendor.js";
import { jsx as jsx4, jsxs as jsxs4 } from "./vendor.js";
var LABELS = {
  odooCalls: "Odoo calls",
  odooMs: "ms in Odoo",
  requested: "points at most",
  actual: "points taken",
  "remaining.operations": "operations left",
  "remaining.odooMs": "Odoo ms left"
};
function CostBar() {
  const last = useStore(lastAnswer);
  const tables = useMemo(() => tablesOf(last?.answer.data).filter(({ rows }) => rows.length > 0), [last]);
  if (last === null) return /* @__PURE__ */ jsx4("p", { className: "cost hint", children: "Run a query: what it cost shows here." });
  const cost = last.answer.extensions?.["cost"];
  return /* @__PURE__ */ jsxs4("div", { className: "cost", role: "status", "aria-label": "Cost of the answer", children: [
    /* @__PURE__ */ jsx4(Figures, { cost: typeof cost === "object" && cost !== null ? cost : {} }),
    /* @__PURE__ */ jsx4(Figure, { value: Math.round(last.milliseconds), label: "ms in all" }),
    /* @__PURE__ */ jsx4(Figure, { value: last.bytes < 1e4 ? last.bytes : `${Math.round(last.bytes / 1024)} K`, label: "bytes" }),
    /* @__PURE__ */ jsx4(Refusals, { errors: last.answer.errors ?? [] }),
    /* @__PURE__ */ jsx4("div", { className: "downloads", children: tables.map((table) => /* @__PURE__ */ jsxs4("button", { type: "button", className: "quiet", onClick: () => download(table), "data-table": table.name, children: [
      /* @__PURE__ */ jsx4(DownloadIcon, {}),
      /* @__PURE__ */ jsxs4("span", { children: [
        table.name,
        ".csv ",
        /* @__PURE__ */ jsx4("small", { children: table.rows.length })
      ] })
    ] }, table.name)) })
  ] });
}
function Figures({ cost }) {
  const order = Object.keys(LABELS);
  const figures = numbersIn(cost).toSorted(([one], [other]) => order.indexOf(one) - order.indexOf(other));
  return figures.map(([name2, value]) => /* @__PURE__ */ jsx4(Figure, { value, label: LABELS[name2] ?? name2 }, name2));
}
function numbersIn(cost, prefix = "") {
  return Object.entries(cost).flatMap(([name2, value]) => {
    if (typeof value === "number") return [[`${prefix}${name2}`, Math.round(value)]];
    return typeof value === "object" && value !== null ? numbersIn(value, `${name2}.`) : [];
  });
}
function Figure({ value, label }) {
  return /* @__PURE__ */ jsxs4("span", { className: "figure", children: [
    /* @__PURE__ */ jsx4("b", { children: value }),
    " ",
    label
  ] });
}
function Refusals({ errors }) {
  const codes = Map.groupBy(errors, ({ extensions }) => String(extensions?.["code"] ?? "ERROR"));
  return [...codes].map(([code, all]) => /* @__PURE__ */ jsx4("span", { className: code === "FORBIDDEN" ? "badge warn" : "badge bad", title: all.map(({ message }) => message).join("\n"), children: code === "FORBIDDEN" ? `${all.length} not for you` : `${all.length} \xD7 ${code}` }, code));
}

// gateway/console/page/examples-panel.tsx
import { useGraphiQL, useGraphiQLActions, useState } from "./vendor.js";
import { jsx as jsx5, jsxs as jsxs5 } from "./vendor.js";
function useOpen() {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const { run } = useGraphiQLActions();
  return ({ query, variables, writes }) => {
    queryEditor?.setValue(`${query}
`);
    variableEditor?.setValue(variables ? JSON.stringify(variables, null, 2) : "");
    if (writes) return queryEditor?.focus();
    run();
    if (matchMedia("(max-width: 820px)").matches) document.querySelector(".graphiql-response")?.scrollIntoView({ behavior: "smooth" });
  };
}
function ExamplesPanel() {
  const [audience, choose] = useState("frontend");
  const open = useOpen();
  return /* @__PURE__ */ jsxs5("section", { className: "panel", "aria-labelledby": "examples-title", children: [
    /* @__PURE__ */ jsx5("h2", { id: "examples-title", children: "Examples" }),
    /* @__PURE__ */ jsx5("div", { className: "segments", role: "group", "aria-label": "Audience", children: Object.keys(AUDIENCES).map((name2) => /* @__PURE__ */ jsx5("button", { type: "button", "aria-pressed": name2 === audience, onClick: () => choose(name2), children: AUDIENCES[name2].title }, name2)) }),
    /* @__PURE__ */ jsx5("p", { className: "hint", children: AUDIENCES[audience].what }),
    /* @__PURE__ */ jsx5("ul", { className: "cards", children: EXAMPLES.filter((example) => example.audience === audience).map((example) => /* @__PURE__ */ jsx5("li", { children: /* @__PURE__ */ jsxs5("button", { type: "button", className: "card", "data-example": example.title, onClick: () => open(example), children: [
      /* @__PURE__ */ jsx5("strong", { children: example.title }),
      /* @__PURE__ */ jsx5("span", { children: example.what })
    ] }) }, example.title)) })
  ] });
}

// gateway/console/page/status-lines.ts
var line = (name2, value, state = "plain", remedy = null) => ({ name: name2, value, state, remedy });

// gateway/console/page/status-roots.ts
function note({ errors }) {
  return errors?.[0]?.message ?? "Nothing is known of it.";
}
var SYNC = `query ConsoleSync {
  syncStatus {
    syncInProgress lastSyncTime totalErrors openConflicts
    errors { entity record message }
    entities { entity total pending failed }
    scheduler { enabled nextRun }
  }
}`;
var NAMES = { ORDER: "Production orders", PRODUCT: "Products", USER: "Users" };
async function syncStatus(as) {
  const title = "MongoDB and synchronisation";
  const answer = await ask(SYNC, as);
  const status = answer.data?.syncStatus;
  if (!status) return { title, note: note(answer), lines: [] };
  const { syncInProgress, lastSyncTime, totalErrors, openConflicts, errors, entities, scheduler } = status;
  const last = syncInProgress ? "running now" : lastSyncTime === null ? "never yet" : clock(lastSyncTime);
  return {
    title,
    note: null,
    lines: [
      line("The store", "answers", "good"),
      line("Last synchronisation", last, totalErrors > 0 ? "bad" : lastSyncTime === null ? "warn" : "good"),
      line("Next", scheduler.enabled ? scheduler.nextRun === null ? "not planned" : clock(scheduler.nextRun) : "on demand only"),
      ...entities.map(
        ({ entity, total, pending, failed }) => line(NAMES[entity] ?? entity, failed > 0 ? `${failed} of ${total} refused` : pending > 0 ? `${pending} of ${total} wait` : `${total} in step`, failed > 0 ? "bad" : pending > 0 ? "warn" : "good")
      ),
      ...openConflicts > 0 ? [line("Conflicts", `${openConflicts} to look at`, "warn", "syncConflicts shows them, resolveSyncConflict decides.")] : [],
      ...errors.slice(0, 5).map(({ entity, record, message }) => line(record ?? NAMES[entity] ?? entity, "failed", "bad", message))
    ]
  };
}
function clock(instant) {
  return new Date(instant).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" });
}
var CHECKLIST = "query ConsoleSetup { setupChecklist { id title verdict severity detail remedy path } }";
async function checklist(as) {
  const title = "Before going live";
  const answer = await ask(CHECKLIST, as);
  const all = answer.data?.setupChecklist;
  if (!all) return { title, note: note(answer), lines: [] };
  const open = all.filter(({ verdict }) => verdict !== "OK").toSorted((one, other) => Number(isNeeded(other)) - Number(isNeeded(one)));
  return { title, note: `${all.length - open.length} of ${all.length} are done.`, lines: open.map(toLine) };
}
var isNeeded = ({ severity }) => severity === "REQUIRED";
function toLine(setup) {
  const { title, verdict, detail, remedy, path } = setup;
  const state = verdict === "CANNOT_TELL" ? "plain" : isNeeded(setup) ? "bad" : "warn";
  return line(title, verdict === "CANNOT_TELL" ? "cannot tell" : isNeeded(setup) ? "needed" : "advised", state, `${detail} ${remedy} (${path})`);
}

// gateway/console/page/status.ts
async function readStatus(as) {
  const reachable = await reachability();
  if (as === null) return [{ ...reachable, note: "Sign in to see more." }];
  return [reachable, ...await Promise.all([odooConnection(as), syncStatus(as), checklist(as)])];
}
async function reachability() {
  try {
    const response = await fetch("/readyz");
    const { checks = {} } = await response.json();
    const lines = Object.entries(checks).map(([name2, state]) => line(name2 === "odoo" ? "Odoo" : name2, state === "ok" ? "answers" : state, state === "ok" ? "good" : "bad"));
    return { title: "Reachable", note: null, lines: [line("The graph", "answers", "good"), ...lines] };
  } catch {
    return { title: "Reachable", note: null, lines: [line("The graph", "does not answer", "bad", "Is the server still running?")] };
  }
}
async function odooConnection(as) {
  const { data, errors } = await ask(
    "query ConsoleOdoo { odooConnection { reachable version transport latencyMilliseconds user governanceStorage problem } }",
    as
  );
  const title = "Odoo";
  const connection = data?.odooConnection;
  if (!connection) return { title, note: errors?.[0]?.message ?? "Nothing is known of it.", lines: [] };
  const { reachable, version: version2, transport, latencyMilliseconds, user, governanceStorage, problem } = connection;
  return {
    title,
    note: null,
    lines: [
      line("Version", version2 ?? "unknown", reachable ? "good" : "bad", problem),
      line("Spoken to by", transport),
      line("One call takes", latencyMilliseconds === null ? "unknown" : `${Math.round(latencyMilliseconds)} ms`),
      line("As the user", user ?? "unknown"),
      line("Governance", governanceStorage)
    ]
  };
}

// gateway/console/page/status-panel.tsx
import { useEffect, useState as useState2 } from "./vendor.js";
import { jsx as jsx6, jsxs as jsxs6 } from "./vendor.js";
function StatusPanel() {
  const current = useStore(session);
  const [sections, show] = useState2(null);
  const [round, again] = useState2(0);
  useEffect(() => {
    let isWanted = true;
    show(null);
    const read2 = async () => {
      const next = await readStatus(current);
      if (isWanted) show(next);
    };
    void read2();
    return () => {
      isWanted = false;
    };
  }, [current, round]);
  return /* @__PURE__ */ jsxs6("section", { className: "panel", "aria-labelledby": "status-title", "aria-busy": sections === null, children: [
    /* @__PURE__ */ jsxs6("h2", { id: "status-title", children: [
      "Status",
      /* @__PURE__ */ jsx6("button", { type: "button", className: "quiet", onClick: () => again(round + 1), children: "Check again" })
    ] }),
    sections === null && /* @__PURE__ */ jsx6("p", { className: "hint", children: "Asking \u2026" }),
    sections?.map((section) => /* @__PURE__ */ jsxs6("div", { className: "status", "data-section": section.title, children: [
      /* @__PURE__ */ jsx6("h3", { children: section.title }),
      section.note !== null && /* @__PURE__ */ jsx6("p", { className: "hint", children: section.note }),
      /* @__PURE__ */ jsx6("ul", { children: section.lines.map((line2) => /* @__PURE__ */ jsx6(StatusLine, { line: line2 }, `${line2.name} ${line2.value}`)) })
    ] }, section.title))
  ] });
}
var STATES = { good: "good", warn: "needs attention", bad: "not working", plain: "" };
function StatusLine({ line: { name: name2, value, state, remedy } }) {
  return /* @__PURE__ */ jsxs6("li", { children: [
    /* @__PURE__ */ jsx6("i", { className: `dot ${state}`, role: "img", "aria-label": STATES[state], "aria-hidden": state === "plain" }),
    /* @__PURE__ */ jsx6("span", { className: "name", children: name2 }),
    /* @__PURE__ */ jsx6("span", { className: "value", children: value }),
    remedy !== null && /* @__PURE__ */ jsx6("p", { className: "remedy", children: remedy })
  ] });
}

// gateway/console/page/view-as.ts
var MEMBERS = `query ConsoleMembers {
  memberships(first: 200, filter: { state: { eq: ACTIVE } }, orderBy: [{ id: ASC }]) {
    nodes { role employee { id name } serviceAccount { id name } }
  }
}`;
async function members() {
  const { data } = await ask(MEMBERS);
  const found = /* @__PURE__ */ new Map();
  for (const { role, employee, serviceAccount } of data?.memberships?.nodes ?? []) {
    if (employee === null || found.has(employee.id)) continue;
    found.set(employee.id, { employee: employee.id, label: `${employee.name} (${role.toLowerCase().replaceAll("_", " ")}${serviceAccount ? `, ${serviceAccount.name}` : ""})` });
  }
  return [...found.values()].toSorted((one, other) => one.label.localeCompare(other.label));
}
async function compare(employee, question) {
  const response = await fetch("/view-as", {
    method: "POST",
    headers: { "content-type": "application/json", ...headersOf(session.get()) },
    body: JSON.stringify({ ...question, as: { employee } })
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.errors?.[0]?.message ?? `The graph answered ${response.status}.`);
  return answer;
}
function short(value) {
  if (value === null || value === void 0) return "nothing";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}\u2026` : text;
}
function reasonOf({ because: { rule, needs = [] } }) {
  if (rule === "rows") return "Another choice of rows";
  return needs.length > 0 ? `Only for ${needs.join(", ")}` : rule;
}

// gateway/console/page/view-as-panel.tsx
import { useEffect as useEffect2, useGraphiQL as useGraphiQL2, useState as useState3 } from "./vendor.js";
import { Fragment, jsx as jsx7, jsxs as jsxs7 } from "./vendor.js";
function ViewAsPanel() {
  const { viewer } = useStore(known);
  const mayLook = viewer?.role === "ADMIN" || viewer?.role === "SA_MANAGER";
  return /* @__PURE__ */ jsxs7("section", { className: "panel", "aria-labelledby": "view-as-title", children: [
    /* @__PURE__ */ jsx7("h2", { id: "view-as-title", children: "View as" }),
    /* @__PURE__ */ jsx7("p", { className: "hint", children: mayLook ? "Runs the query of the editor as you and as a member, and shows what differs and why. Each use is recorded." : "Administrators, and managers for the members of their Service Account, can see a query with a member\u2019s eyes." }),
    mayLook && /* @__PURE__ */ jsx7(Compare, {})
  ] });
}
function Compare() {
  const current = useStore(session);
  const queryEditor = useGraphiQL2((state) => state.queryEditor);
  const variableEditor = useGraphiQL2((state) => state.variableEditor);
  const [choices, offer] = useState3([]);
  const [member, choose] = useState3("");
  const [outcome, show] = useState3(null);
  useEffect2(() => {
    let isWanted = true;
    const load = async () => {
      const found = await members();
      if (isWanted) offer(found);
    };
    show(null);
    void load();
    return () => {
      isWanted = false;
    };
  }, [current]);
  const run = async () => {
    show(null);
    try {
      const variables = JSON.parse(variableEditor?.getValue() || "{}");
      show(await compare(member, { query: queryEditor?.getValue() ?? "", variables }));
    } catch (error) {
      show(error instanceof Error ? error.message : String(error));
    }
  };
  return /* @__PURE__ */ jsxs7(Fragment, { children: [
    /* @__PURE__ */ jsxs7("label", { className: "member", children: [
      /* @__PURE__ */ jsx7("span", { children: "Member" }),
      /* @__PURE__ */ jsxs7("select", { value: member, onChange: (event) => choose(event.target.value), children: [
        /* @__PURE__ */ jsx7("option", { value: "", children: "Choose one" }),
        choices.map(({ employee, label }) => /* @__PURE__ */ jsx7("option", { value: employee, children: label }, employee))
      ] })
    ] }),
    /* @__PURE__ */ jsx7("button", { type: "button", className: "primary", disabled: member === "", onClick: run, children: "Compare" }),
    /* @__PURE__ */ jsx7("div", { "aria-live": "polite", children: typeof outcome === "string" ? /* @__PURE__ */ jsx7("p", { className: "problem", children: outcome }) : outcome && /* @__PURE__ */ jsx7(Differences, { comparison: outcome }) })
  ] });
}
function Differences({ comparison: { as, differences, isComplete } }) {
  const who = `${as.name ?? "They"} (${[as.role, as.policy].filter(Boolean).join(" \xB7 ")})`;
  if (differences.length === 0) return /* @__PURE__ */ jsxs7("p", { className: "hint", children: [
    who,
    " gets the same answer as you."
  ] });
  return /* @__PURE__ */ jsxs7(Fragment, { children: [
    /* @__PURE__ */ jsxs7("p", { className: "hint", children: [
      who,
      ": ",
      differences.length,
      isComplete ? "" : " and more",
      " ",
      differences.length === 1 ? "difference" : "differences",
      "."
    ] }),
    /* @__PURE__ */ jsx7("ul", { className: "differences", children: differences.slice(0, 100).map((difference) => /* @__PURE__ */ jsxs7("li", { children: [
      /* @__PURE__ */ jsx7("code", { children: difference.path }),
      /* @__PURE__ */ jsxs7("span", { children: [
        /* @__PURE__ */ jsx7("del", { children: short(difference.mine) }),
        " ",
        /* @__PURE__ */ jsx7("ins", { children: short(difference.theirs) })
      ] }),
      /* @__PURE__ */ jsx7("small", { children: reasonOf(difference) })
    ] }, difference.path)) })
  ] });
}

// gateway/console/page/explorer.tsx
import { DOC_EXPLORER_PLUGIN, GraphiQL, HISTORY_PLUGIN, useEffect as useEffect3, useGraphiQLActions as useGraphiQLActions2, useRef } from "./vendor.js";
import { jsx as jsx8, jsxs as jsxs8 } from "./vendor.js";
var EXAMPLES_PLUGIN = { title: "Examples", icon: ExamplesIcon, content: ExamplesPanel };
var STATUS_PLUGIN = { title: "Status", icon: StatusIcon, content: StatusPanel };
var VIEW_AS_PLUGIN = { title: "View as", icon: ViewAsIcon, content: ViewAsPanel };
var PLUGINS = [EXAMPLES_PLUGIN, HISTORY_PLUGIN, VIEW_AS_PLUGIN, STATUS_PLUGIN];
function Explorer({ firstQuery, firstVariables }) {
  return /* @__PURE__ */ jsxs8(
    GraphiQL,
    {
      fetcher,
      plugins: PLUGINS,
      referencePlugin: DOC_EXPLORER_PLUGIN,
      visiblePlugin: EXAMPLES_PLUGIN,
      defaultTabs: [{ query: firstQuery, variables: firstVariables }],
      defaultEditorToolsVisibility: "variables",
      inputValueDeprecation: true,
      shouldPersistHeaders: false,
      showPersistHeadersSettings: false,
      children: [
        /* @__PURE__ */ jsx8(GraphiQL.Logo, { children: null }),
        /* @__PURE__ */ jsxs8(GraphiQL.Footer, { children: [
          /* @__PURE__ */ jsx8(SchemaOfCaller, {}),
          /* @__PURE__ */ jsx8(CostBar, {})
        ] })
      ]
    }
  );
}
function SchemaOfCaller() {
  const current = useStore(session);
  const { introspect } = useGraphiQLActions2();
  const before = useRef(current?.secret);
  useEffect3(() => {
    if (before.current === current?.secret) return;
    before.current = current?.secret;
    void introspect();
  }, [current?.secret, introspect]);
  return null;
}

// gateway/console/page/log-in.ts
var SIGN_IN = `mutation ConsoleSignIn($input: SignInInput!) {
  signIn(input: $input) { token userErrors { message remedy } }
}`;
async function logIn(login, password) {
  const { answer } = await send({ query: SIGN_IN, variables: { input: { login, password } } }, {}, null);
  const result = answer.data?.signIn;
  if (result?.token) return result.token;
  const [refused] = result?.userErrors ?? [];
  throw new Error(refused ? `${refused.message} ${refused.remedy}` : answer.errors?.[0]?.message ?? "The graph does not know this login.");
}

// gateway/console/page/sign-in.tsx
import { useEffect as useEffect4, useRef as useRef2, useState as useState4 } from "./vendor.js";
import { Fragment as Fragment2, jsx as jsx9, jsxs as jsxs9 } from "./vendor.js";
function SignIn({ isOpen, onClose }) {
  const { people, hasSignIn } = useStore(facts);
  const dialog = useRef2(null);
  const [problem, report] = useState4(null);
  useEffect4(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  const enter = async (candidate) => {
    report(null);
    const { viewer, error } = await introduce(candidate);
    if (viewer === null) return report(error?.message ?? "The graph does not know this credential.");
    signIn(candidate);
    onClose();
  };
  const attempt = async (find) => {
    try {
      await enter(await find());
    } catch (error) {
      report(error instanceof Error ? error.message : String(error));
    }
  };
  const be = (person) => attempt(async () => {
    const { token, serviceAccountId } = await tokenOf(person);
    return { kind: "token", secret: token, person, account: serviceAccountId };
  });
  const withPassword = (login, password) => attempt(async () => ({ kind: "token", secret: await logIn(login, password), person: null, account: null }));
  return /* @__PURE__ */ jsxs9("dialog", { ref: dialog, className: "sign-in", "aria-labelledby": "sign-in-title", onClose, children: [
    /* @__PURE__ */ jsx9("h2", { id: "sign-in-title", children: "Sign in" }),
    people.length > 0 && /* @__PURE__ */ jsx9(People, { people, onChoose: be }),
    hasSignIn && /* @__PURE__ */ jsx9(Password, { onSubmit: withPassword }),
    /* @__PURE__ */ jsx9(OwnCredential, { onEnter: enter, isAlone: people.length === 0 && !hasSignIn }),
    /* @__PURE__ */ jsx9("p", { className: "problem", role: "alert", children: problem }),
    /* @__PURE__ */ jsx9("button", { type: "button", className: "close", "aria-label": "Close", onClick: onClose, children: "\xD7" })
  ] });
}
function People({ people, onChoose }) {
  return /* @__PURE__ */ jsxs9(Fragment2, { children: [
    /* @__PURE__ */ jsx9("p", { className: "hint", children: "This graph stands over demo data. Be one of its people and see what they see." }),
    /* @__PURE__ */ jsx9("ul", { className: "people", children: people.map(({ name: name2, who, sees }) => /* @__PURE__ */ jsx9("li", { children: /* @__PURE__ */ jsxs9("button", { type: "button", className: "card", "data-person": name2, onClick: () => onChoose(name2), children: [
      /* @__PURE__ */ jsx9("i", { className: "avatar", "data-of": name2, "aria-hidden": "true", children: name2.slice(0, 1).toUpperCase() }),
      /* @__PURE__ */ jsxs9("span", { children: [
        /* @__PURE__ */ jsx9("strong", { children: who }),
        /* @__PURE__ */ jsx9("span", { children: sees })
      ] })
    ] }) }, name2)) })
  ] });
}
function Password({ onSubmit }) {
  const submit = (event) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    void onSubmit(String(fields.get("login") ?? ""), String(fields.get("password") ?? ""));
  };
  return /* @__PURE__ */ jsxs9("form", { className: "own", onSubmit: submit, children: [
    /* @__PURE__ */ jsx9("label", { htmlFor: "login", children: "With your login and password" }),
    /* @__PURE__ */ jsxs9("div", { children: [
      /* @__PURE__ */ jsx9("input", { id: "login", name: "login", required: true, autoComplete: "username", placeholder: "Email or telephone", "aria-label": "Email or telephone" }),
      /* @__PURE__ */ jsx9("input", { name: "password", type: "password", required: true, autoComplete: "current-password", placeholder: "Password", "aria-label": "Password" }),
      /* @__PURE__ */ jsx9("button", { type: "submit", className: "primary", children: "Sign in" })
    ] })
  ] });
}
function OwnCredential({ onEnter, isAlone }) {
  const submit = (event) => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get("credential") ?? "").trim();
    if (text === "") return;
    const secret = text.replace(/^Bearer\s+/i, "");
    void onEnter({ kind: secret.startsWith("abk_") ? "key" : "token", secret, person: null, account: null });
  };
  return /* @__PURE__ */ jsxs9("form", { className: "own", onSubmit: submit, children: [
    /* @__PURE__ */ jsx9("label", { htmlFor: "credential", children: isAlone ? "Token of your issuer, or an API key" : "Or with a token or API key of your own" }),
    /* @__PURE__ */ jsxs9("div", { children: [
      /* @__PURE__ */ jsx9("input", { id: "credential", name: "credential", type: "password", autoComplete: "off", spellCheck: false, placeholder: "eyJ\u2026  or  abk_\u2026" }),
      /* @__PURE__ */ jsx9("button", { type: "submit", className: "primary", children: "Sign in" })
    ] }),
    /* @__PURE__ */ jsx9("p", { className: "hint", children: "Kept in this tab only, sent to this server only." })
  ] });
}

// gateway/console/page/app.tsx
import { useState as useState5 } from "./vendor.js";
import { Fragment as Fragment3, jsx as jsx10, jsxs as jsxs10 } from "./vendor.js";
function App({ name: name2, version: version2 }) {
  const { odoo } = useStore(facts);
  const current = useStore(session);
  const [isSigningIn, setSigningIn] = useState5(current === null);
  return /* @__PURE__ */ jsxs10(Fragment3, { children: [
    /* @__PURE__ */ jsxs10("header", { className: "bar", children: [
      /* @__PURE__ */ jsxs10("h1", { children: [
        /* @__PURE__ */ jsx10(Mark, {}),
        " ",
        name2,
        " ",
        /* @__PURE__ */ jsx10("small", { children: version2 })
      ] }),
      odoo !== null && /* @__PURE__ */ jsxs10("span", { className: "badge sandbox", children: [
        "over ",
        odoo
      ] }),
      /* @__PURE__ */ jsx10("span", { className: "gap" }),
      /* @__PURE__ */ jsx10(AccountSwitcher, {}),
      /* @__PURE__ */ jsx10(Identity, { onSignIn: () => setSigningIn(true) })
    ] }),
    /* @__PURE__ */ jsx10("main", { children: /* @__PURE__ */ jsx10(Explorer, { firstQuery: EXAMPLES[1]?.query ?? "", firstVariables: JSON.stringify(EXAMPLES[1]?.variables ?? {}, null, 2) }) }),
    /* @__PURE__ */ jsx10(SignIn, { isOpen: isSigningIn, onClose: () => setSigningIn(false) })
  ] });
}

// gateway/console/page/main.tsx
import { createRoot } from "./vendor.js";

// gateway/console/page/workers.ts
function useOwnWorkers() {
  const environment = {
    getWorker(_id, label) {
      const name2 = label === "json" || label === "graphql" ? label : "editor";
      return new Worker(`/console/${name2}.worker.js`, { type: "module", name: name2 });
    }
  };
  Object.assign(globalThis, { MonacoEnvironment: environment });
}

// gateway/console/page/main.tsx
import { jsx as jsx11 } from "./vendor.js";
var root = document.getElementById("console");
if (root === null) throw new Error("The page has no place for the console.");
var { name = "odoo-graph", version = "" } = root.dataset;
useOwnWorkers();
watchSession();
await loadFacts();
createRoot(root).render(/* @__PURE__ */ jsx11(App, { name, version }));
