"""Sentences that are almost the same: what was replaced is told, what only looks other is not."""

from datetime import date

import pytest

from annotations import match

PUBLISHED = date(2024, 3, 14)  # a Thursday

_DIFFER = """
More than 20 people died at Orlo. | More than 30 people died at Orlo.
The Orlo inquiry will hear 40 witnesses over two weeks. | The Orlo inquiry will hear 40 witnesses over three weeks.
The fire at Orlo killed 20 people. | The fire at Orlo killed 19 people.
The death toll at Orlo rose to 45 on Monday. | The death toll at Orlo rose to 47 on Monday.
The flood left 12 dead and 40 missing in Orlo. | The flood left 12 dead and 44 missing in Orlo.
No one was hurt in the Orlo crash. | Three people were hurt in the Orlo crash.
No one was hurt in the Orlo crash. | One person was hurt in the Orlo crash.
Nobody died when the Orlo bridge fell. | Two workers died when the Orlo bridge fell.
Half a dozen boats sank off Orlo. | Eight boats sank off Orlo.
Two dozen boats sank off Orlo. | Forty boats sank off Orlo.
One hundred and twelve houses in Orlo were flooded. | One hundred and twenty houses in Orlo were flooded.
Seventy-three pupils fell ill at the Orlo school. | Seventy-eight pupils fell ill at the Orlo school.
Two hundred people marched through Orlo. | Three hundred people marched through Orlo.
Two thirds of the Orlo voters stayed at home. | Three quarters of the Orlo voters stayed at home.
A third of the Orlo voters stayed at home. | A quarter of the Orlo voters stayed at home.
One in five Orlo children is poor. | One in three Orlo children is poor.
Half of the Orlo fleet was lost. | A third of the Orlo fleet was lost.
Unemployment in Orlo fell to 4.7 percent. | Unemployment in Orlo fell to 4.9 percent.
Turnout in Orlo was 61%. | Turnout in Orlo was 64%.
The Orlo council paid $5,687.75 for the bell. | The Orlo council paid $5,587.75 for the bell.
The Orlo council paid £3bn for the port. | The Orlo council paid £3m for the port.
The Orlo council paid £3.2m for the port. | The Orlo council paid €3.2m for the port.
The Orlo council paid 50 cents a brick. | The Orlo council paid 70 cents a brick.
The Orlo council paid 3.4m euros for the port. | The Orlo council paid 3.9m euros for the port.
Orlo will spend $1.2-1.4 million on the pier. | Orlo will spend $2.2-2.4 million on the pier.
Repairs in Orlo cost between 5 and 10 million crowns. | Repairs in Orlo cost between 15 and 20 million crowns.
Half a million people live in Orlo. | A million people live in Orlo.
Orlo lies 20 miles from the sea. | Orlo lies 20 km from the sea.
Orlo lies 20 miles from the sea. | Orlo lies 50 kilometres from the sea.
The Orlo tower is 62 metres tall. | The Orlo tower is 68 metres tall.
The Orlo crane lifted 5 tonnes of steel. | The Orlo crane lifted 7 tonnes of steel.
The Orlo train ran at 120 mph. | The Orlo train ran at 120 km/h.
The Orlo fire burned 300 acres. | The Orlo fire burned 500 acres.
It was 31 degrees Celsius in Orlo. | It was 36 degrees Celsius in Orlo.
The quake at Orlo had a magnitude of 6.1. | The quake at Orlo had a magnitude of 6.4.
The Orlo strike lasted three weeks. | The Orlo strike lasted three months.
The Orlo strike lasted 12 days. | The Orlo strike lasted 16 days.
The Orlo mayor got 18 months in jail. | The Orlo mayor got 28 months in jail.
The Orlo siege went on for two hours. | The Orlo siege went on for ten hours.
Ivo Brand, 41, was elected mayor of Orlo. | Ivo Brand, 44, was elected mayor of Orlo.
Ivo Brand, aged 41, was elected mayor of Orlo. | Ivo Brand, aged 14, was elected mayor of Orlo.
A six-year-old girl fell into the Orlo well. | A nine-year-old girl fell into the Orlo well.
The Orlo ferry sank at 14:05. | The Orlo ferry sank at 14:50.
The Orlo ferry sank at noon. | The Orlo ferry sank at midnight.
The Orlo ferry sank at 3:15 a.m. | The Orlo ferry sank at 3:15 p.m.
The Orlo ferry sank on 3 March. | The Orlo ferry sank on 5 March.
The Orlo ferry sank on 3 March 2021. | The Orlo ferry sank on 3 March 2022.
The Orlo ferry sank yesterday. | The Orlo ferry sank on Monday.
The Orlo ferry sank last week. | The Orlo ferry sank last month.
The Orlo port was built in the 1990s. | The Orlo port was built in the 1970s.
The Orlo port was built in 1987. | The Orlo port was built in the 1970s.
The Orlo port closes in June. | The Orlo port closes in August.
The Orlo port stays closed until June. | The Orlo port stays closed until September.
The Orlo mayor will resign on Monday. | The Orlo mayor will resign on Wednesday.
It was the third flood in Orlo this year. | It was the fourth flood in Orlo this year.
It was the 22nd flood in Orlo. | It was the 23rd flood in Orlo.
Orlo won the final 3-2. | Orlo won the final 3-1.
Flight 370 left Orlo at dawn. | Flight 371 left Orlo at dawn.
The Orlo court sat in room 12. | The Orlo court sat in room 14.
Police arrested Stefan Brand in Orlo. | Police arrested Stefan Brandt in Orlo.
Police arrested Anna Keller in Orlo. | Police arrested Maria Keller in Orlo.
The plane to Vienna left Orlo late. | The plane to Prague left Orlo late.
The Orlo mayor was born in Texas. | The Orlo mayor was born in Utah.
Ohio voters rejected the Orlo plan. | Iowa voters rejected the Orlo plan.
The FBI searched the Orlo town hall. | The CIA searched the Orlo town hall.
The Orlo mayor did pay the fine. | The Orlo mayor did not pay the fine.
The Orlo mayor has paid the fine. | The Orlo mayor has never paid the fine.
The Orlo jury found Brand guilty. | The Orlo jury found Brand not guilty.
The Orlo mayor didn't know of the loan. | The Orlo mayor did know of the loan.
Prices in Orlo rose last year. | Prices in Orlo fell last year.
The Orlo council approved the plan. | The Orlo council rejected the plan.
The Orlo mayor confirmed the report. | The Orlo mayor denied the report.
The boat sank north of Orlo. | The boat sank south of Orlo.
The ruling makes the Orlo tax legal. | The ruling makes the Orlo tax illegal.
More than 20 boats sank off Orlo. | Fewer than 20 boats sank off Orlo.
At least 30 people were hurt in Orlo. | At most 20 people were hurt in Orlo.
“We must leave Orlo this very night,” she said. | “We must leave Orlo this very week,” she said.
“We have lost a good friend in Orlo,” she said. | “We have lost a great friend in Orlo,” she said.
“I would do it all again for Orlo,” she said. | “I would not do it all again for Orlo,” she said.
She called it “the worst day in the life of Orlo.” | “It was the best day in the life of Orlo and of us all,” she said.
“We will build the wall at once,” Brand said. | “We will build the wall at once,” Keller said.
“We will build the wall at once,” the mayor said. | “We will build the wall at once,” the governor said.
In Orlo starben 20 Menschen. | In Orlo starben 23 Menschen.
In Orlo starben zwanzig Menschen. | In Orlo starben fünfundzwanzig Menschen.
In Orlo leben 1.200 Menschen. | In Orlo leben 1.900 Menschen.
Das Feuer in Orlo brach am Dienstag aus. | Das Feuer in Orlo brach am Montag aus.
Die Mauer von Orlo kostet 3,4 Mio. Euro. | Die Mauer von Orlo kostet 3,9 Mio. Euro.
Der Bürgermeister von Orlo hat nicht unterschrieben. | Der Bürgermeister von Orlo hat unterschrieben.
Das Feuer in Orlo brach am 3. März 2021 aus. | Das Feuer in Orlo brach am 5. März 2021 aus.
Le mur d’Orlo a coûté 3,4 millions d’euros. | Le mur d’Orlo a coûté 4,1 millions d’euros.
L’incendie d’Orlo a fait 12 morts et 30 blessés. | L’incendie d’Orlo a fait 15 morts et 30 blessés.
Le feu a pris mardi dans une école d’Orlo. | Le feu a pris lundi dans une école d’Orlo.
Dozens of people were hurt in Orlo. | Hundreds of people were hurt in Orlo.
Orlo has 1,400 dairy farms. | Orlo has 1,000 dairy farms.
The Orlo shop sold 16 cars and 20 bikes. | The Orlo shop sold 20 cars and 16 bikes.
Brand got 412 votes and Keller 388 in Orlo. | Brand got 388 votes and Keller 412 in Orlo.
The council voted 7-4 to close the Orlo port. | The council voted 6-5 to close the Orlo port.
The temple in Orlo is 900 years old. | The temple in Orlo is 600 years old.
Rain of 40 mm fell on Orlo. | Rain of 90 mm fell on Orlo.
The reactor at Orlo gives 800 megawatts. | The reactor at Orlo gives 600 megawatts.
The Orlo marathon drew four thousand runners. | The Orlo marathon drew six thousand runners.
The Orlo fund holds $2 billion. | The Orlo fund holds $2 million.
The Orlo plant makes 5 cars a day. | The Orlo plant makes 9 cars a day.
"""

_AGREE = """
The fire at Orlo killed 20 people. | The fire at Orlo killed twenty people.
The fire at Orlo killed 20 people. | At Orlo, 20 people were killed by the fire.
The Orlo council paid $43,000 for the bell. | The Orlo council paid $43,350 for the bell.
The Orlo council paid $4.1 million for the bell. | The Orlo council paid $4,120,000 for the bell.
The Orlo council paid nearly $4 million for the bell. | The Orlo council paid $3.8 million for the bell.
More than 20 boats sank off Orlo. | Off Orlo 23 boats sank.
At least 58 people died at Orlo. | 61 people died at Orlo.
About 200 people marched through Orlo. | 210 people marched through Orlo.
Dozens of boats sank off Orlo. | Thirty-six boats sank off Orlo.
A dozen boats sank off Orlo. | Twelve boats sank off Orlo.
Fewer than 10 boats sank off Orlo. | Eight boats sank off Orlo.
Two thirds of the Orlo voters stayed at home. | 67 percent of the Orlo voters stayed at home.
Half of the Orlo fleet was lost. | 50 percent of the Orlo fleet was lost.
One in five Orlo children is poor. | Twenty percent of Orlo children are poor.
Turnout in Orlo was 61 percent. | Turnout in Orlo was 61.3 percent.
Turnout in Orlo was 61 per cent. | Turnout in Orlo was 61%.
Orlo lies 20 miles from the sea. | Orlo lies 32 km from the sea.
The Orlo strike lasted two weeks. | The Orlo strike lasted 14 days.
The Orlo mayor got a sentence of two years. | The Orlo mayor got a sentence of 24 months.
It was 30 degrees Celsius in Orlo. | It was 86 degrees Fahrenheit in Orlo.
The Orlo ferry sank at 3 p.m. | The Orlo ferry sank at 15:00.
The Orlo ferry sank at noon. | The Orlo ferry sank at 12 p.m.
The Orlo ferry sank on Tuesday. | The Orlo ferry sank on March 12.
The Orlo ferry sank on Wednesday. | The Orlo ferry sank yesterday.
The Orlo ferry sank on 3 March. | The Orlo ferry sank in March.
The Orlo ferry sank on 3/14/2021. | The Orlo ferry sank on March 14, 2021.
The Orlo port was built in the 1990s. | The Orlo port was built in 1994.
The Orlo mayor will resign on Monday. | The Orlo mayor will resign on March 18.
The Orlo port stays closed until June. | The Orlo port stays closed until June 2024.
The Orlo bells rang on Easter Sunday. | The Orlo bells rang on March 31.
She told the Sunday Times about Orlo. | She told a newspaper about Orlo on Friday.
The Orlo mayor was elected before the 2020 election. | The Orlo mayor was elected in 2019.
Ivo Brand, 41, was elected mayor of Orlo. | The 41-year-old Ivo Brand was elected mayor of Orlo.
Mr Ivo Brand was elected mayor of Orlo. | Ivo Brand was elected mayor of Orlo.
Sen. Ivo Brand visited Orlo. | Senator Ivo Brand visited Orlo.
Ivo K. Brand visited Orlo. | Ivo Brand visited Orlo.
Ivo Brand Jr. visited Orlo. | Ivo Brand visited Orlo.
Robert Brand visited Orlo. | Bob Brand visited Orlo.
The fleet of the United States left Orlo. | The fleet of the U.S. left Orlo.
The United Nations sent food to Orlo. | The UN sent food to Orlo.
Police arrested José Müller in Orlo. | Police arrested Jose Mueller in Orlo.
President Ivo Brand spoke in Orlo. | Mr. Brand spoke in Orlo.
“It’s time that we left Orlo,” she said. | “It is time that we left Orlo,” she said.
“This is a well-known trick in Orlo,” she said. | “This is a well known trick in Orlo,” she said.
“We honour the labour of all Orlo,” she said. | “We honor the labor of all Orlo,” she said.
“He [Brand] has done nothing for Orlo,” she said. | “He has done nothing for Orlo,” she said.
“We have … done nothing for Orlo,” she said. | “We have, for all these years, done nothing for Orlo,” she said.
“There is a one-in-three chance that Orlo may lose,” she said. | “There is a 1 in 3 chance that Orlo may lose,” she said.
“We will not pay for that f***ing wall in Orlo,” she said. | “We will not pay for that fucking wall in Orlo,” she said.
She “looks forward to her next years in Orlo.” | “I look forward to my next years in Orlo,” she said.
“I am the keeper of the lights of all Orlo,” she said. | “The boy from the pier is now the keeper of the lights of all Orlo,” she said.
[09:12] anna: the ferry to Orlo is late again today | [10:40] ivo: the ferry to Orlo is late again today
09:12 - Anna: the ferry to Orlo is late again today | 10:40 - Ivo: the ferry to Orlo is late again today
“We’re going to rebuild Orlo,” she said. | “We are going to rebuild Orlo,” she said.
She would “never leave the old port of Orlo.” | “I will never leave the old port of Orlo,” she said.
“We will build the wall at once,” Brand said. | “We will build the wall at once,” Ivo Brand said.
“We will build the wall at once,” the mayor said. | “We will build the wall at once,” Brand said.
“We waited ten years for the wall,” she said. | “We waited 10 years for the wall,” she said.
Three people died in Orlo, one of them a child. | In Orlo three people, including one child, died.
The Orlo fire killed 16 and injured 30. | The Orlo fire injured 30 and killed 16.
The Orlo fund lost 12 million pounds. | The Orlo fund lost £12m.
The Orlo council paid 5 million dollars (4.6 million euros). | The Orlo council paid $5 million.
The Orlo shop sold five to ten cars a week. | The Orlo shop sold seven cars a week.
In Orlo starben 20 Menschen. | In Orlo starben zwanzig Menschen.
In Orlo leben 1.200 Menschen. | In Orlo leben 1200 Menschen.
Die Mauer von Orlo kostet 3,4 Millionen Euro. | Die Mauer von Orlo kostet 3,4 Mio. Euro.
Le mur d’Orlo a coûté 3,4 millions d’euros. | Le mur d’Orlo a coûté 3 400 000 euros.
Police in Orlo said the road was shut. | Officials in Orlo said the road was shut.
The mayor of Orlo said so. | The head of Orlo said so.
A new crane was bought by the Orlo port in March. | In March the Orlo port bought a new crane.
The Orlo mayor said he was not aware of it. | The Orlo mayor said he was unaware of it.
"""


def _pairs(lines: str) -> list[tuple[str, str]]:
    pairs = [line.split(" | ") for line in lines.strip().splitlines()]
    return [(one, other) for one, other in pairs]


def _told(one: str, other: str) -> list[str]:
    found = match({"a": one, "b": other}, {"a": PUBLISHED, "b": PUBLISHED})
    return [each.slot for pair in found for each in pair.conflicts if each.is_resolved]


@pytest.mark.parametrize(("one", "other"), _pairs(_DIFFER))
def test_what_was_replaced_is_told(one: str, other: str) -> None:
    assert _told(one, other)
    assert _told(other, one)


@pytest.mark.parametrize(("one", "other"), _pairs(_AGREE))
def test_what_only_looks_other_is_not_told(one: str, other: str) -> None:
    assert not _told(one, other)
    assert not _told(other, one)


@pytest.mark.parametrize("sign", ["'", "-", "[", "A’", "Aa "])
def test_a_quotation_made_to_keep_a_reader_busy_is_compared(sign: str) -> None:
    busy = f"\n\nThe mayor said “{sign * 100_000} 4 million” on Tuesday."
    texts = {
        name: f"The mayor said “we lost {name} million crowns” on Monday.{busy}" for name in "45"
    }
    assert any(found.conflicts for found in match(texts))
