import type { Seeded } from './seeded.ts';

const TOGO_GIVEN = [
  'Kossi', 'Ama', 'Yawa', 'Kodjo', 'Afi', 'Akouvi', 'Mawuli', 'Essi', 'Komlan', 'Abla', 'Sena', 'Edem', 'Dzifa', 'Adjo', 'Elom', 'Kékéli',
] as const;
const TOGO_FAMILY = [
  'Agbeko', 'Mensah', 'Lawson', 'Amegah', 'Dossou', 'Koudjo', 'Adjavon', 'Ayité', 'Sossou', 'Kpodar', 'Bamezon', 'Amouzou', "N'Dah", 'Ékoué',
] as const;
const KENYA_GIVEN = [
  'Wanjiku', 'Otieno', 'Achieng', 'Kamau', 'Mwangi', 'Njeri', 'Kiprop', 'Chebet', 'Wambui', 'Omondi', 'Mutua', 'Atieno', 'Naliaka', 'Barasa',
] as const;
const KENYA_FAMILY = [
  'Odhiambo', 'Kariuki', 'Njoroge', 'Kiptoo', 'Wekesa', 'Muthoni', 'Ochieng', 'Maina', 'Cheruiyot', 'Musyoka', 'Simiyu', "Ng'ang'a",
] as const;
const TRADES = ['Transport', 'Clinic', 'School', 'Poultry Farm', 'Market Hall', 'Bakery', 'Water Works', 'Moto Taxi Union', 'Hotel'] as const;
const TOGO_TOWNS = ['Lomé', 'Kara', 'Sokodé', 'Atakpamé', 'Tsévié', 'Aného'] as const;
const KENYA_TOWNS = ['Nairobi', 'Kisumu', 'Nakuru', 'Eldoret', 'Thika', 'Machakos'] as const;

export interface Invented {
  readonly name: string;
  readonly town: string;
  readonly isCompany: boolean;
}

/** A customer's name and town; one in four is a business. Numbered, so that no two are equal. */
export function invent(choices: Seeded, land: 'togo' | 'kenya', serial: number): Invented {
  const [given, family, towns] = land === 'togo' ? [TOGO_GIVEN, TOGO_FAMILY, TOGO_TOWNS] : [KENYA_GIVEN, KENYA_FAMILY, KENYA_TOWNS];
  const town = choices.pick<string>(towns);
  if (choices.chance(25)) return { name: `${town} ${choices.pick(TRADES)} ${serial}`, town, isCompany: true };
  return { name: `${choices.pick<string>(given)} ${choices.pick<string>(family)} ${serial}`, town, isCompany: false };
}

/** The local part of an e-mail address made from a name: ASCII letters, digits and dots. */
export function mailbox(name: string): string {
  return name.normalize('NFD').toLowerCase().replace(/[^a-z0-9 ]/g, '').trim().replace(/ +/g, '.');
}
