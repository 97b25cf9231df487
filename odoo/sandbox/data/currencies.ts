import type { Row } from './types.ts';
import { audit } from './calendar.ts';

/** Every currency of Odoo 19: id, code, decimals, where the symbol stands, the symbol and, after the bar, the name. */
const TABLE = `
1 USD 2 before $|United States dollar
2 VEF 2 after Bs.F|Venezuelan bolívar fuerte
3 CAD 2 after $|Canadian dollar
4 CHF 2 before CHF|Swiss franc
5 BRL 2 before R$|Brazilian real
6 CNY 2 before ¥|Chinese yuan
7 CNH 2 before ¥|Chinese yuan - Offshore
8 COP 2 before $|Colombian peso
9 CZK 2 after Kč|Czech koruna
10 DKK 2 before kr|Danish krone
11 HUF 2 after Ft|Hungarian forint
12 IDR 2 before Rp|Indonesian rupiah
13 LVL 2 after Ls|Latvian lats
14 NOK 2 before kr|Norwegian krone
15 XPF 0 after XPF|CFP franc
16 PAB 2 after B/.|Panamanian balboa
17 PLN 2 after zł|Polish złoty
18 SEK 2 after kr|Swedish krona
19 ARS 2 before $|Argentine peso
20 INR 2 before ₹|Indian rupee
21 AUD 2 before $|Australian dollar
22 UAH 2 after ₴|Ukraine Hryvnia
23 VND 0 after ₫|Vietnamese đồng
24 HKD 2 before $|Hong Kong dollar
25 JPY 0 before ¥|Japanese yen
26 BGN 2 after лв|Bulgarian lev
27 LTL 2 after Lt|Lithuanian litas
28 RON 2 after lei|Romanian leu
29 HRK 2 after kn|Croatian kuna
30 RUB 2 after руб|Russian ruble
31 TRY 2 after ₺|Turkish lira
32 KRW 0 before ₩|South Korean won
33 MXN 2 before $|Mexican peso
34 MYR 2 before RM|Malaysian ringgit
35 NZD 2 before $|New Zealand dollar
36 PHP 2 after ₱|Philippine peso
37 SGD 2 before S$|Singapore dollar
38 ZAR 2 before R|South African rand
39 CRC 2 before ₡|Costa Rican colón
40 MUR 2 after Rs|Mauritian rupee
41 XOF 0 after CFA|CFA franc BCEAO
42 XAF 0 after FCFA|CFA franc BEAC
43 UGX 0 after USh|Ugandan shilling
44 HNL 2 before L|Honduran lempira
45 CLP 0 before $|Chilean peso
46 UYU 2 after $|Uruguayan peso
47 AFN 2 after Afs|Afghan afghani
48 AOA 2 after Kz|Angolan kwanza
49 XCD 2 after $|East Caribbean dollar
50 AMD 2 after դր.|Armenian dram
51 AWG 2 after Afl.|Aruban florin
52 AZN 2 after m|Azerbaijani manat
53 BSD 2 after B$|Bahamian dollar
54 BHD 3 after BD|Bahraini dinar
55 BDT 2 after ৳|Bangladeshi taka
56 BBD 2 after Bds$|Barbados dollar
57 BYR 0 after BR|Belarusian ruble
58 BYN 2 after Br|Belarusian ruble
59 BZD 2 after BZ$|Belize dollar
60 BMD 2 after BD$|Bermudian dollar
61 BTN 2 after Nu.|Bhutanese ngultrum
62 BOB 2 after Bs.|Boliviano
63 BAM 2 after KM|Bosnia and Herzegovina convertible mark
64 BWP 2 after P|Botswana pula
65 BIF 0 after FBu|Burundian franc
66 KHR 2 after ៛|Cambodian riel
67 KYD 2 after $|Cayman Islands dollar
68 KMF 0 after CF|Comorian franc
69 CDF 2 after Fr|Congolese franc
70 CUP 2 after $|Cuban peso
71 ANG 2 before ƒ|Netherlands Antillean guilder
72 XCG 2 after Cg|Caribbean Guilder
73 DJF 0 after Fdj|Djiboutian franc
74 DOP 2 before RD$|Dominican peso
75 EGP 2 after LE|Egyptian pound
76 SVC 2 after ¢|Salvadoran Colon
77 ERN 2 after Nfk|Eritrean nakfa
78 ETB 2 after Br|Ethiopian birr
79 FKP 2 after £|Falkland Islands pound
80 FJD 2 after FJ$|Fiji dollar
81 GEL 2 after ლ|Georgian lari
82 GIP 2 after £|Gibraltar pound
83 GNF 0 after FG|Guinean franc
84 GYD 2 after $|Guyanese dollar
85 HTG 2 after G|Haitian gourde
86 ISK 0 after kr|Icelandic króna
87 IRR 2 after ﷼|Iranian rial
88 IQD 3 after  ع.د|Iraqi dinar
89 ILS 2 before ₪|Israeli new shekel
90 JMD 2 after $|Jamaican dollar
91 JOD 3 after  د.ا |Jordanian dinar
92 KZT 2 after ₸|Kazakhstani tenge
93 KES 2 after KSh|Kenyan shilling
94 KWD 3 after  د.ك |Kuwaiti dinar
95 KGS 2 after лв|Kyrgyzstani som
96 LAK 2 after ₭|Lao kip
97 LBP 2 after ل.ل|Lebanese pound
98 LSL 2 after M|Lesotho loti
99 LRD 2 after L$|Liberian dollar
100 LYD 3 after  ل.د |Libyan dinar
101 MOP 2 after MOP$|Macanese pataca
102 MKD 2 after ден|Macedonian denar
103 MGA 2 after Ar|Malagasy ariary
104 MWK 2 after MK|Malawian kwacha
105 MVR 2 before Rf|Maldivian rufiyaa
106 MRO 2 after UM|Mauritanian ouguiya (old)
107 MRU 2 after UM|Mauritanian ouguiya
108 MDL 2 after L|Moldovan leu
109 MNT 2 after ₮|Mongolian tögrög
110 MAD 2 after DH|Moroccan dirham
111 BND 2 before B$|Brunei dollar
112 DZD 2 after DA|Algerian dinar
113 GHS 2 after GH¢|Ghanaian cedi
114 GMD 2 after D|Gambian dalasi
115 MZN 2 after MT|Mozambican metical
116 MMK 2 after K|Myanmar kyat
117 NAD 2 after $|Namibian dollar
118 NPR 2 after ₨|Nepalese rupee
119 ALL 2 after L|Albanian lek
120 NIO 2 after C$|Nicaraguan córdoba
121 NGN 2 after ₦|Nigerian naira
122 KPW 2 after ₩|North Korean won
123 ZIG 2 after ZiG|Zimbabwe Gold
124 ZMW 2 after ZK|Zambian kwacha
125 YER 2 after ﷼|Yemeni rial
126 EUR 2 after €|Euro
127 VUV 0 after VT|Vanuatu vatu
128 UZS 2 after лв|Uzbekistan som
129 AED 2 after AED|United Arab Emirates dirham
130 TMT 2 after T|Turkmenistan manat
131 TND 3 after DT|Tunisian dinar
132 TTD 2 after $|Trinidad and Tobago dollar
133 TOP 2 after T$|Tongan paʻanga
134 THB 2 after ฿|Thai baht
135 TZS 2 after TSh|Tanzanian shilling
136 TJS 2 after TJS|Tajikistani somoni
137 TWD 0 after NT$|New Taiwan dollar
138 SYP 2 after £|Syrian pound
139 SZL 2 after E|Swazi lilangeni
140 SRD 2 after $|Surinamese dollar
141 SDG 2 after ج.س.|Sudanese pound
142 LKR 2 after Rs|Sri Lankan rupee
143 SSP 2 after £|South Sudanese pound
144 GBP 2 before £|Pound sterling
145 SOS 2 after Sh.|Somali shilling
146 SBD 2 after SI$|Solomon Islands dollar
147 SLL 2 after Le|Sierra Leonean leone
148 SLE 2 after Le|Sierra Leonean leone
149 SCR 2 after SR|Seychellois rupee
150 RSD 2 after din.|Serbian dinar
151 SAR 2 after SR|Saudi riyal
152 STD 2 after Db|São Tomé and Príncipe dobra
153 WST 2 after WS$|Samoan tālā
154 SHP 2 after £|Saint Helena pound
155 RWF 0 after RF|Rwandan franc
156 QAR 2 after QR|Qatari riyal
157 PEN 2 before S/|Peruvian sol
158 PYG 0 after ₲|Paraguayan guaraní
159 PGK 2 after K|Papua New Guinean kina
160 PKR 2 after Rs.|Pakistani rupee
161 OMR 3 after ر.ع.|Omani rial
162 CVE 2 after $|Cape Verdean escudo
163 COU 2 before $|Unidad de Valor Real
164 CLF 4 before $|Unidad de Fomento
165 CUC 2 after $|Cuban convertible peso
166 GTQ 2 after Q|Guatemalan Quetzal
167 VES 2 after Bs|Venezuelan bolívar soberano
168 UYW 4 after $|Unidad previsional
169 UYI 4 after $|Uruguay Peso en Unidades Indexadas
170 STN 2 after Db|São Tomé and Príncipe dobra
`;

/** Those that a company uses; the others are archived. */
const IN_USE = ['USD', 'XOF', 'KES'];
const BORN = audit(0);

export const CURRENCIES: readonly Row[] = TABLE.trim().split('\n').map((line) => {
  const [facts = '', fullName = ''] = line.split('|');
  const [id, name = '', digits, position = '', ...symbol] = facts.split(' ');
  return {
    id: Number(id), name, full_name: fullName, symbol: symbol.join(' '), position, decimal_places: Number(digits), rounding: 10 ** -Number(digits),
    active: IN_USE.includes(name), ...BORN,
  };
});
