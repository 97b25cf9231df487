/** The ids that several parts of the story refer to. Every kind has a range of its own, so that a confusion of kinds finds nothing. */
export const COMPANY = { HOLDING: 1, TOGO: 1001, KENYA: 1002 } as const;
export const WAREHOUSE = { HOLDING: 1, TOGO: 1001, KENYA: 1002 } as const;
export const TAX = { TOGO_VAT: 1001, TOGO_EXEMPT: 1002, KENYA_VAT: 1003, KENYA_EXEMPT: 1004 } as const;
export const PRICELIST = { TOGO: 1001, KENYA: 1002, TOGO_PARTNERS: 1003, KENYA_PARTNERS: 1004, EXPORT: 1005, TOGO_2024: 1006 } as const;

/** ov.serviced_account ids. */
export const SA = {
  /** The only account without a company. */
  GLOBAL_ROOT: 1001,
  TOGO: 1002,
  KENYA: 1003,
  LOME: 1004,
  NAIROBI: 1005,
  KARA: 1006,
  /** One level deeper, an outlet below Lomé. */
  LOME_BE: 1007,
  /** Draft: nobody sees anything in it. */
  MOMBASA: 1008,
  /** Inactive, with an active child. */
  KISUMU: 1009,
  /** Active below an inactive parent: its own state alone counts (domain.md U11). */
  LAKESIDE: 1010,
} as const;

/** abs.employee ids by what each person is in the story; memberships.ts gives them their places. */
export const EMPLOYEE = {
  ADMIN: 1001,
  LOME_MANAGER: 1002,
  LOME_STAFF: 1003,
  LOME_AGENT: 1004,
  TOGO_MANAGER: 1005,
  KENYA_MANAGER: 1006,
  NAIROBI_MANAGER: 1007,
  KARA_AGENT_AND_LOME_CUSTOMER: 1008,
  LOME_STAFF_WIDE: 1009,
  LOME_STAFF_NO_POLICY: 1010,
  LOME_AGENT_WIDE: 1011,
  LOME_AGENT_NO_POLICY: 1012,
  TWO_ACCOUNTS: 1013,
  NO_MEMBERSHIP: 1014,
  SUSPENDED: 1015,
  REVOKED: 1016,
  NOT_YET_EFFECTIVE: 1017,
  PAST_EFFECTIVE: 1018,
  DEACTIVATED: 1019,
  WITHOUT_PARTNER: 1020,
  ADMIN_OUTSIDE_ROOT: 1021,
  FORMER_ADMIN: 1022,
  KARA_MANAGER: 1023,
  LOME_BE_MANAGER: 1024,
  MOMBASA_MANAGER: 1025,
  KISUMU_MANAGER: 1026,
  LAKESIDE_MANAGER: 1027,
  NAIROBI_STAFF: 1028,
  NAIROBI_AGENT: 1029,
  LOME_OTHER_AGENT: 1030,
  REJOINED: 1031,
  LOME_JUNIOR_AGENT: 1032,
  ADMIN_BY_PERSON: 1033,
  LOME_BE_AGENT: 1034,
} as const;

/** res.partner id of an employee's person: the `me` of every visibility rule. */
export function personOf(employeeId: number): number {
  return employeeId + 100;
}

/** ov.membership ids of the managers: what `sa_manager` points to. They are neither employee ids nor partner ids. */
export const MANAGER = {
  TOGO: 1501, KENYA: 1502, LOME: 1503, NAIROBI: 1504, KARA: 1505, LOME_BE: 1506, MOMBASA: 1507, KISUMU: 1508, LAKESIDE: 1509,
} as const;

/** res.partner ids of the customers that stand for one case each; customer-governance.ts says which associations they have. */
export const CUSTOMER = {
  /** Ungoverned, and its id is also an employee's: a customer token must never pass as that employee (domain.md U6). */
  SAME_ID_AS_EMPLOYEE: 1004,
  /** EC-001: a customer of Lomé who is an agent of Kara. */
  ALSO_AGENT: 1108,
  PERSONA: 1201,
  OTHER_AGENTS: 1202,
  UNASSIGNED: 1203,
  EXPIRED_ACTOR: 1204,
  EXPIRED: 1205,
  EXPIRED_THEN_NEW: 1206,
  TWO_ACCOUNTS: 1207,
  PARENT_AND_CHILD_ACCOUNT: 1208,
  KARA: 1209,
  COMPANY_ROOT: 1210,
  UNGOVERNED_PERSON: 1211,
  UNGOVERNED_COMPANY: 1212,
  ARCHIVED_EXPIRED: 1213,
  ARCHIVED_ACTIVE: 1214,
  TWO_ACTORS: 1215,
  ACCESS_ONLY: 1216,
  ASSIGNMENT_ONLY: 1217,
  ORPHANED_ACTOR: 1218,
  DRAFT_ACCOUNT: 1219,
  INACTIVE_ACCOUNT: 1220,
  BELOW_INACTIVE: 1221,
  NAIROBI_AGENTS: 1222,
  NAIROBI_UNASSIGNED: 1223,
  UNICODE: 1224,
  ALMOST_EMPTY: 1225,
  REASSIGNED: 1226,
  STAMP_AGREES: 1227,
  STAMP_STALE: 1228,
  STAMP_ONLY: 1229,
  STAMP_AND_EXPIRED_ROW: 1230,
  CROSS_COMPANY: 1231,
} as const;
/** The customers without a case of their own follow, up to 120 in all. */
export const BULK_CUSTOMERS = { FIRST: 1232, LAST: 1318 } as const;
