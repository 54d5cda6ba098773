"""Countries, their people's names and the capitals that stand for their governments."""

from __future__ import annotations

# country: adjective(s); capital(s) that stand for its government
TABLE = """
Russia: Russian; Moscow, Kremlin
United States: American, US, U.S.; Washington
United Kingdom: British; London
China: Chinese; Beijing
Turkey: Turkish; Ankara
France: French; Paris
Germany: German; Berlin
Italy: Italian; Rome
Spain: Spanish; Madrid
Portugal: Portuguese; Lisbon
Ireland: Irish; Dublin
Netherlands: Dutch; The Hague
Belgium: Belgian;
Austria: Austrian; Vienna
Switzerland: Swiss; Bern
Sweden: Swedish; Stockholm
Norway: Norwegian; Oslo
Denmark: Danish; Copenhagen
Finland: Finnish; Helsinki
Iceland: Icelandic; Reykjavik
Poland: Polish; Warsaw
Czech Republic: Czech; Prague
Slovakia: Slovak; Bratislava
Hungary: Hungarian; Budapest
Romania: Romanian; Bucharest
Bulgaria: Bulgarian; Sofia
Greece: Greek; Athens
Cyprus: Cypriot; Nicosia
Serbia: Serbian; Belgrade
Croatia: Croatian; Zagreb
Bosnia: Bosnian; Sarajevo
Kosovo: Kosovan; Pristina
Albania: Albanian; Tirana
Ukraine: Ukrainian; Kyiv, Kiev
Belarus: Belarusian; Minsk
Estonia: Estonian; Tallinn
Latvia: Latvian; Riga
Lithuania: Lithuanian; Vilnius
Georgia: Georgian; Tbilisi
Armenia: Armenian; Yerevan
Azerbaijan: Azerbaijani; Baku
Kazakhstan: Kazakh; Astana
Uzbekistan: Uzbek; Tashkent
Iran: Iranian; Tehran
Iraq: Iraqi; Baghdad
Syria: Syrian; Damascus
Lebanon: Lebanese; Beirut
Israel: Israeli; Jerusalem, Tel Aviv
Jordan: Jordanian; Amman
Egypt: Egyptian; Cairo
Saudi Arabia: Saudi; Riyadh
Yemen: Yemeni; Sanaa
Qatar: Qatari; Doha
Kuwait: Kuwaiti;
United Arab Emirates: Emirati, UAE; Abu Dhabi
Oman: Omani; Muscat
Bahrain: Bahraini; Manama
Afghanistan: Afghan; Kabul
Pakistan: Pakistani; Islamabad
India: Indian; New Delhi, Delhi
Bangladesh: Bangladeshi; Dhaka
Sri Lanka: Sri Lankan; Colombo
Nepal: Nepalese; Kathmandu
Myanmar: Burmese, Burma; Naypyidaw
Thailand: Thai; Bangkok
Vietnam: Vietnamese; Hanoi
Cambodia: Cambodian; Phnom Penh
Malaysia: Malaysian; Kuala Lumpur
Singapore: Singaporean;
Indonesia: Indonesian; Jakarta
Philippines: Philippine, Filipino; Manila
Japan: Japanese; Tokyo
South Korea: South Korean; Seoul
North Korea: North Korean; Pyongyang
Taiwan: Taiwanese; Taipei
Mongolia: Mongolian; Ulaanbaatar
Australia: Australian; Canberra
New Zealand: ; Wellington
Canada: Canadian; Ottawa
Mexico: Mexican; Mexico City
Cuba: Cuban; Havana
Venezuela: Venezuelan; Caracas
Colombia: Colombian; Bogota
Brazil: Brazilian; Brasilia
Argentina: Argentine; Buenos Aires
Chile: Chilean; Santiago
Peru: Peruvian; Lima
Ecuador: Ecuadorean; Quito
Bolivia: Bolivian; La Paz
Haiti: Haitian; Port-au-Prince
Libya: Libyan; Tripoli
Tunisia: Tunisian; Tunis
Algeria: Algerian; Algiers
Morocco: Moroccan; Rabat
Sudan: Sudanese; Khartoum
South Sudan: South Sudanese; Juba
Ethiopia: Ethiopian; Addis Ababa
Eritrea: Eritrean; Asmara
Somalia: Somali; Mogadishu
Kenya: Kenyan; Nairobi
Uganda: Ugandan; Kampala
Rwanda: Rwandan; Kigali
Tanzania: Tanzanian; Dodoma
Nigeria: Nigerian; Abuja
Ghana: Ghanaian; Accra
Senegal: Senegalese; Dakar
Mali: Malian; Bamako
Niger: Nigerien; Niamey
Cameroon: Cameroonian; Yaounde
Congo: Congolese; Kinshasa
Angola: Angolan; Luanda
Zambia: Zambian; Lusaka
Zimbabwe: Zimbabwean; Harare
South Africa: South African; Pretoria
Mozambique: Mozambican; Maputo
"""
OTHER_NAMES = {
    "us": "United States", "u.s.": "United States", "usa": "United States", "america": "United States",
    "the us": "United States", "uk": "United Kingdom", "u.k.": "United Kingdom", "britain": "United Kingdom",
    "great britain": "United Kingdom", "holland": "Netherlands", "burma": "Myanmar", "uae": "United Arab Emirates",
    "england": "England", "scotland": "Scotland", "wales": "Wales", "the netherlands": "Netherlands",
    "the philippines": "Philippines", "dprk": "North Korea", "prc": "China",
    "drc": "Congo", "the kremlin": "Russia",
}  # fmt: skip
OTHER_PLACES = frozenset(
    """california texas florida ohio georgia virginia michigan illinois pennsylvania oregon washington arizona nevada utah
    colorado kansas nebraska iowa missouri louisiana mississippi alabama tennessee kentucky indiana wisconsin minnesota
    montana idaho wyoming maine vermont massachusetts connecticut maryland delaware hawaii alaska oklahoma arkansas
    europe asia africa antarctica quebec ontario alberta manitoba queensland victoria tasmania bavaria catalonia crimea
    gaza york jersey hampshire mexico carolina dakota orleans angeles francisco chicago boston houston dallas miami seattle
    sydney melbourne toronto vancouver montreal mumbai shanghai dubai hong kong istanbul munich frankfurt hamburg milan
    barcelona manchester birmingham liverpool leeds glasgow edinburgh cardiff belfast bristol sheffield""".split()
)
COUNTRIES: dict[str, str] = dict(OTHER_NAMES)
CAPITALS: dict[str, str] = {}
ADJECTIVES: dict[str, str] = {}
for _row in TABLE.strip().splitlines():
    _country, _, _rest = _row.partition(":")
    _adjectives, _, _capitals = _rest.partition(";")
    COUNTRIES[_country.lower()] = _country
    for _name in filter(None, (_part.strip() for _part in _capitals.split(","))):
        CAPITALS[_name.lower()] = _country
    for _name in filter(None, (_part.strip() for _part in _adjectives.split(","))):
        ADJECTIVES[_name.lower()] = _country
