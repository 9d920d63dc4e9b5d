"""Countries by their ISO 3166-1 code, and the spellings that authors and files use for them.

The first name is the one that the index writes. A country is known whether or not a model comes
from it, so that it can be counted (the count is 0), grouped and put in an order.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

_TABLE = """
AD Andorra
AE United Arab Emirates | UAE | U.A.E.
AF Afghanistan
AG Antigua and Barbuda
AI Anguilla
AL Albania
AM Armenia
AO Angola
AQ Antarctica
AR Argentina
AS American Samoa
AT Austria
AU Australia
AW Aruba
AX Åland Islands | Aland Islands
AZ Azerbaijan
BA Bosnia and Herzegovina | Bosnia | Bosnia-Herzegovina
BB Barbados
BD Bangladesh
BE Belgium
BF Burkina Faso
BG Bulgaria
BH Bahrain
BI Burundi
BJ Benin
BL Saint Barthélemy | St. Barthélemy
BM Bermuda
BN Brunei | Brunei Darussalam
BO Bolivia | Plurinational State of Bolivia
BQ Caribbean Netherlands | Bonaire, Sint Eustatius and Saba
BR Brazil
BS Bahamas | The Bahamas
BT Bhutan
BV Bouvet Island
BW Botswana
BY Belarus
BZ Belize
CA Canada
CC Cocos Islands
CD Democratic Republic of the Congo | DR Congo | DRC | Congo-Kinshasa
CF Central African Republic
CG Republic of the Congo | Congo-Brazzaville
CH Switzerland
CI Côte d'Ivoire | Ivory Coast
CK Cook Islands
CL Chile
CM Cameroon
CN China | PRC | People's Republic of China | Mainland China
CO Colombia
CR Costa Rica
CU Cuba
CV Cape Verde | Cabo Verde
CW Curaçao | Curacao
CX Christmas Island
CY Cyprus
CZ Czechia | Czech Republic
DE Germany | Federal Republic of Germany
DJ Djibouti
DK Denmark
DM Dominica
DO Dominican Republic
DZ Algeria
EC Ecuador
EE Estonia
EG Egypt
EH Western Sahara
ER Eritrea
ES Spain
ET Ethiopia
FI Finland
FJ Fiji
FK Falkland Islands
FM Micronesia | Federated States of Micronesia
FO Faroe Islands
FR France
GA Gabon
GB United Kingdom | UK | U.K. | Great Britain | Britain
GD Grenada
GE Georgia
GF French Guiana
GG Guernsey
GH Ghana
GI Gibraltar
GL Greenland
GM Gambia | The Gambia
GN Guinea
GP Guadeloupe
GQ Equatorial Guinea
GR Greece
GS South Georgia and the South Sandwich Islands
GT Guatemala
GU Guam
GW Guinea-Bissau
GY Guyana
HK Hong Kong | Hong Kong SAR
HM Heard Island and McDonald Islands
HN Honduras
HR Croatia
HT Haiti
HU Hungary
ID Indonesia
IE Ireland
IL Israel
IM Isle of Man
IN India
IO British Indian Ocean Territory
IQ Iraq
IR Iran | Islamic Republic of Iran
IS Iceland
IT Italy
JE Jersey
JM Jamaica
JO Jordan
JP Japan
KE Kenya
KG Kyrgyzstan
KH Cambodia
KI Kiribati
KM Comoros
KN Saint Kitts and Nevis | St. Kitts and Nevis
KP North Korea | DPRK
KR South Korea | Korea | Republic of Korea | Korea, South
KW Kuwait
KY Cayman Islands
KZ Kazakhstan
LA Laos | Lao PDR
LB Lebanon
LC Saint Lucia | St. Lucia
LI Liechtenstein
LK Sri Lanka
LR Liberia
LS Lesotho
LT Lithuania
LU Luxembourg
LV Latvia
LY Libya
MA Morocco
MC Monaco
MD Moldova | Republic of Moldova
ME Montenegro
MF Saint Martin | St. Martin
MG Madagascar
MH Marshall Islands
MK North Macedonia | Macedonia
ML Mali
MM Myanmar | Burma
MN Mongolia
MO Macao | Macau
MP Northern Mariana Islands
MQ Martinique
MR Mauritania
MS Montserrat
MT Malta
MU Mauritius
MV Maldives | The Maldives
MW Malawi
MX Mexico
MY Malaysia
MZ Mozambique
NA Namibia
NC New Caledonia
NE Niger
NF Norfolk Island
NG Nigeria
NI Nicaragua
NL Netherlands | The Netherlands | Holland
NO Norway
NP Nepal
NR Nauru
NU Niue
NZ New Zealand
OM Oman
PA Panama
PE Peru
PF French Polynesia
PG Papua New Guinea
PH Philippines | The Philippines
PK Pakistan
PL Poland
PM Saint Pierre and Miquelon | St. Pierre and Miquelon
PN Pitcairn
PR Puerto Rico
PS Palestine | State of Palestine | Palestinian Territories
PT Portugal
PW Palau
PY Paraguay
QA Qatar
RE Réunion | Reunion
RO Romania
RS Serbia
RU Russia | Russian Federation
RW Rwanda
SA Saudi Arabia
SB Solomon Islands
SC Seychelles
SD Sudan
SE Sweden
SG Singapore
SH Saint Helena | St. Helena
SI Slovenia
SJ Svalbard and Jan Mayen
SK Slovakia | Slovak Republic
SL Sierra Leone
SM San Marino
SN Senegal
SO Somalia
SR Suriname
SS South Sudan
ST São Tomé and Príncipe | Sao Tome and Principe
SV El Salvador
SX Sint Maarten
SY Syria | Syrian Arab Republic
SZ Eswatini | Swaziland
TC Turks and Caicos Islands
TD Chad
TF French Southern Territories
TG Togo
TH Thailand
TJ Tajikistan
TK Tokelau
TL Timor-Leste | East Timor
TM Turkmenistan
TN Tunisia
TO Tonga
TR Türkiye | Turkey | Turkiye
TT Trinidad and Tobago
TV Tuvalu
TW Taiwan | Taiwan, Province of China | Chinese Taipei
TZ Tanzania | United Republic of Tanzania
UA Ukraine
UG Uganda
UM United States Minor Outlying Islands
US United States | USA | US | U.S. | U.S.A. | United States of America | The United States
UY Uruguay
UZ Uzbekistan
VA Vatican City | Holy See
VC Saint Vincent and Grenadines | St. Vincent and Grenadines
VE Venezuela | Bolivarian Republic of Venezuela
VG British Virgin Islands
VI United States Virgin Islands
VN Vietnam | Viet Nam
VU Vanuatu
WF Wallis and Futuna
WS Samoa
YE Yemen
YT Mayotte
ZA South Africa
ZM Zambia
ZW Zimbabwe
"""
"""A line for each country: its code and name, then other spellings behind bars."""


def _countries() -> Mapping[str, tuple[str, ...]]:
    rows = (line.partition(" ") for line in _TABLE.strip().splitlines())
    return {code: tuple(names.split(" | ")) for code, _, names in rows}


COUNTRIES = _countries()
"""Code → the name that the index writes, and other spellings of it."""


@cache
def by_spelling() -> Mapping[str, str]:
    """Every spelling of every country, codes included → its name.

    Example:
        >>> by_spelling()["NL"], by_spelling()["The Netherlands"]
        ('Netherlands', 'Netherlands')
    """
    return {spelling: names[0] for code, names in COUNTRIES.items() for spelling in (code, *names)}


@cache
def _by_folded() -> Mapping[str, tuple[str, ...]]:
    return {name.casefold(): names for names in COUNTRIES.values() for name in names}


def spellings(tag: str) -> tuple[str, ...]:
    """The name of the country that a tag means, and its other spellings; nothing if it is none.

    Case makes no difference. Codes are no tags: "NA" need not mean Namibia.

    Example:
        >>> spellings("the netherlands"), spellings("NA")
        (('Netherlands', 'The Netherlands', 'Holland'), ())
    """
    return _by_folded().get(tag.casefold(), ())
