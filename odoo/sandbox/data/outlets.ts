import type { Row, Rows } from './types.ts';
import { audit } from './calendar.ts';
import { COUNTRY } from './base.ts';
import { COMPANY, WAREHOUSE } from './ids.ts';
import { party } from './parties.ts';

export const CHANNEL_PARTNER = { TOGO: 1012, KENYA: 1013 } as const;
export const OUTLET = { LOME_MARKET: 1001, KARA_STATION: 1002, NAIROBI_CBD: 1003, CLOSED: 1004 } as const;

interface OutletFacts {
  readonly id: number;
  readonly name: string;
  readonly code: string;
  readonly channel: number;
  readonly site: number;
  readonly warehouse: number;
  readonly companyId: number;
  readonly city: string;
  readonly closed?: boolean;
}

const FACTS: readonly OutletFacts[] = [
  {
    id: OUTLET.LOME_MARKET, name: 'Lomé Grand Marché', code: 'OUT-LGM', channel: CHANNEL_PARTNER.TOGO, site: 1014,
    warehouse: WAREHOUSE.TOGO, companyId: COMPANY.TOGO, city: 'Lomé',
  },
  {
    id: OUTLET.KARA_STATION, name: 'Kara station', code: 'OUT-KAR', channel: CHANNEL_PARTNER.TOGO, site: 1015, warehouse: WAREHOUSE.TOGO,
    companyId: COMPANY.TOGO, city: 'Kara',
  },
  {
    id: OUTLET.NAIROBI_CBD, name: 'Nairobi CBD', code: 'OUT-NBO', channel: CHANNEL_PARTNER.KENYA, site: 1016, warehouse: WAREHOUSE.KENYA,
    companyId: COMPANY.KENYA, city: 'Nairobi',
  },
  {
    id: OUTLET.CLOSED, name: 'Aného beach kiosk', code: 'OUT-ANE', channel: CHANNEL_PARTNER.TOGO, site: 1017, warehouse: WAREHOUSE.TOGO,
    companyId: COMPANY.TOGO, city: 'Aného', closed: true,
  },
];

function outlet(facts: OutletFacts): Row {
  return {
    id: facts.id, name: facts.name, code: facts.code, channel_partner_id: facts.channel, site_partner_id: facts.site,
    warehouse_id: facts.warehouse, company_id: facts.companyId, active: facts.closed !== true, ...audit(30),
  };
}

function place(id: number, name: string, companyId: number, city: string): Row {
  return party({ id, name, isCompany: true, companyId, born: 29, city, countryId: companyId === COMPANY.TOGO ? COUNTRY.TG : COUNTRY.KE });
}

/** Shops of channel partners, where retail sessions run. */
export const OUTLETS: Rows = {
  'ov.outlet': FACTS.map(outlet),
  'res.partner': [
    place(CHANNEL_PARTNER.TOGO, 'Sunrise Retail Partners', COMPANY.TOGO, 'Lomé'),
    place(CHANNEL_PARTNER.KENYA, 'Savannah Channel Partners', COMPANY.KENYA, 'Nairobi'),
    ...FACTS.map((facts) => place(facts.site, `Site ${facts.name}`, facts.companyId, facts.city)),
  ],
};
