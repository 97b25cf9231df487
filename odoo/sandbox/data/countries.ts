import type { Row } from './types.ts';
import { audit } from './calendar.ts';

/** Every country of Odoo 19: id, code, telephone prefix, name. */
const TABLE = `
1 AD 376 Andorra
2 AE 971 United Arab Emirates
3 AF 93 Afghanistan
4 AG 1268 Antigua and Barbuda
5 AI 1264 Anguilla
6 AL 355 Albania
7 AM 374 Armenia
8 AO 244 Angola
9 AQ 672 Antarctica
10 AR 54 Argentina
11 AS 1684 American Samoa
12 AT 43 Austria
13 AU 61 Australia
14 AW 297 Aruba
15 AX 358 Åland Islands
16 AZ 994 Azerbaijan
17 BA 387 Bosnia and Herzegovina
18 BB 1246 Barbados
19 BD 880 Bangladesh
20 BE 32 Belgium
21 BF 226 Burkina Faso
22 BG 359 Bulgaria
23 BH 973 Bahrain
24 BI 257 Burundi
25 BJ 229 Benin
26 BL 590 Saint Barthélémy
27 BM 1441 Bermuda
28 BN 673 Brunei Darussalam
29 BO 591 Bolivia
30 BQ 599 Bonaire, Sint Eustatius and Saba
31 BR 55 Brazil
32 BS 1242 Bahamas
33 BT 975 Bhutan
34 BV 55 Bouvet Island
35 BW 267 Botswana
36 BY 375 Belarus
37 BZ 501 Belize
38 CA 1 Canada
39 CC 61 Cocos (Keeling) Islands
40 CF 236 Central African Republic
41 CD 243 Congo (DRC)
42 CG 242 Congo (Republic)
43 CH 41 Switzerland
44 CI 225 Côte d'Ivoire
45 CK 682 Cook Islands
46 CL 56 Chile
47 CM 237 Cameroon
48 CN 86 China
49 CO 57 Colombia
50 CR 506 Costa Rica
51 CU 53 Cuba
52 CV 238 Cape Verde
53 CW 599 Curaçao
54 CX 61 Christmas Island
55 CY 357 Cyprus
56 CZ 420 Czech Republic
57 DE 49 Germany
58 DJ 253 Djibouti
59 DK 45 Denmark
60 DM 1767 Dominica
61 DO 1849 Dominican Republic
62 DZ 213 Algeria
63 EC 593 Ecuador
64 EE 372 Estonia
65 EG 20 Egypt
66 EH 212 Western Sahara
67 ER 291 Eritrea
68 ES 34 Spain
69 ET 251 Ethiopia
70 FI 358 Finland
71 FJ 679 Fiji
72 FK 500 Falkland Islands
73 FM 691 Micronesia
74 FO 298 Faroe Islands
75 FR 33 France
76 GA 241 Gabon
77 GD 1473 Grenada
78 GE 995 Georgia
79 GF 594 French Guiana
80 GH 233 Ghana
81 GI 350 Gibraltar
82 GG 44 Guernsey
83 GL 299 Greenland
84 GM 220 Gambia
85 GN 224 Guinea
86 GP 590 Guadeloupe
87 GQ 240 Equatorial Guinea
88 GR 30 Greece
89 GS 500 South Georgia and the South Sandwich Islands
90 GT 502 Guatemala
91 GU 1671 Guam
92 GW 245 Guinea-Bissau
93 GY 592 Guyana
94 HK 852 Hong Kong
95 HM 672 Heard Island and McDonald Islands
96 HN 504 Honduras
97 HR 385 Croatia
98 HT 509 Haiti
99 HU 36 Hungary
100 ID 62 Indonesia
101 IE 353 Ireland
102 IL 972 Israel
103 IM 44 Isle of Man
104 IN 91 India
105 IO 246 British Indian Ocean Territory
106 IQ 964 Iraq
107 IR 98 Iran
108 IS 354 Iceland
109 IT 39 Italy
110 JE 44 Jersey
111 JM 1876 Jamaica
112 JO 962 Jordan
113 JP 81 Japan
114 KE 254 Kenya
115 KG 996 Kyrgyzstan
116 KH 855 Cambodia
117 KI 686 Kiribati
118 KM 269 Comoros
119 KN 1869 Saint Kitts and Nevis
120 KP 850 North Korea
121 KR 82 South Korea
122 KW 965 Kuwait
123 KY 1345 Cayman Islands
124 KZ 7 Kazakhstan
125 LA 856 Laos
126 LB 961 Lebanon
127 LC 1758 Saint Lucia
128 LI 423 Liechtenstein
129 LK 94 Sri Lanka
130 LR 231 Liberia
131 LS 266 Lesotho
132 LT 370 Lithuania
133 LU 352 Luxembourg
134 LV 371 Latvia
135 LY 218 Libya
136 MA 212 Morocco
137 MC 377 Monaco
138 MD 373 Moldova
139 ME 382 Montenegro
140 MF 590 Saint Martin (French part)
141 MG 261 Madagascar
142 MH 692 Marshall Islands
143 MK 389 North Macedonia
144 ML 223 Mali
145 MM 95 Myanmar
146 MN 976 Mongolia
147 MO 853 Macau
148 MP 1670 Northern Mariana Islands
149 MQ 596 Martinique
150 MR 222 Mauritania
151 MS 1664 Montserrat
152 MT 356 Malta
153 MU 230 Mauritius
154 MV 960 Maldives
155 MW 265 Malawi
156 MX 52 Mexico
157 MY 60 Malaysia
158 MZ 258 Mozambique
159 NA 264 Namibia
160 NC 687 New Caledonia
161 NE 227 Niger
162 NF 672 Norfolk Island
163 NG 234 Nigeria
164 NI 505 Nicaragua
165 NL 31 Netherlands
166 NO 47 Norway
167 NP 977 Nepal
168 NR 674 Nauru
169 NU 683 Niue
170 NZ 64 New Zealand
171 OM 968 Oman
172 PA 507 Panama
173 PE 51 Peru
174 PF 689 French Polynesia
175 PG 675 Papua New Guinea
176 PH 63 Philippines
177 PK 92 Pakistan
178 PL 48 Poland
179 PM 508 Saint Pierre and Miquelon
180 PN 64 Pitcairn Islands
181 PR 1939 Puerto Rico
182 PS 970 State of Palestine
183 PT 351 Portugal
184 PW 680 Palau
185 PY 595 Paraguay
186 QA 974 Qatar
187 RE 262 Réunion
188 RO 40 Romania
189 RS 381 Serbia
190 RU 7 Russian Federation
191 RW 250 Rwanda
192 SA 966 Saudi Arabia
193 SB 677 Solomon Islands
194 SC 248 Seychelles
195 SD 249 Sudan
196 SE 46 Sweden
197 SG 65 Singapore
198 SH 290 Saint Helena, Ascension and Tristan da Cunha
199 SI 386 Slovenia
200 SJ 47 Svalbard and Jan Mayen
201 SK 421 Slovakia
202 SL 232 Sierra Leone
203 SM 378 San Marino
204 SN 221 Senegal
205 SO 252 Somalia
206 SR 597 Suriname
207 SS 211 South Sudan
208 ST 239 São Tomé and Príncipe
209 SV 503 El Salvador
210 SX 1721 Sint Maarten (Dutch part)
211 SY 963 Syria
212 SZ 268 Eswatini
213 TC 1649 Turks and Caicos Islands
214 TD 235 Chad
215 TF 262 French Southern Territories
216 TG 228 Togo
217 TH 66 Thailand
218 TJ 992 Tajikistan
219 TK 690 Tokelau
220 TM 993 Turkmenistan
221 TN 216 Tunisia
222 TO 676 Tonga
223 TL 670 Timor-Leste
224 TR 90 Türkiye
225 TT 1868 Trinidad and Tobago
226 TV 688 Tuvalu
227 TW 886 Taiwan
228 TZ 255 Tanzania
229 UA 380 Ukraine
230 UG 256 Uganda
231 GB 44 United Kingdom
232 UM 699 USA Minor Outlying Islands
233 US 1 United States
234 UY 598 Uruguay
235 UZ 998 Uzbekistan
236 VA 379 Holy See (Vatican City State)
237 VC 1784 Saint Vincent and the Grenadines
238 VE 58 Venezuela
239 VG 1284 Virgin Islands (British)
240 VI 1340 Virgin Islands (USA)
241 VN 84 Vietnam
242 VU 678 Vanuatu
243 WF 681 Wallis and Futuna
244 WS 685 Samoa
245 YE 967 Yemen
246 YT 262 Mayotte
247 ZA 27 South Africa
248 ZM 260 Zambia
249 ZW 263 Zimbabwe
250 XI 44 Northern Ireland
251 XK 383 Kosovo
`;

const BORN = audit(0);

export const COUNTRIES: readonly Row[] = TABLE.trim().split('\n').map((line) => {
  const [id, code, prefix, ...name] = line.split(' ');
  return { id: Number(id), code: String(code), phone_code: Number(prefix), name: name.join(' '), ...BORN };
});
