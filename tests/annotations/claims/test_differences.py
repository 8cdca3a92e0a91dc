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
The Tarn index closed at 5,687.75 on Friday. | The Tarn index closed at 5,587.75 on Friday.
The dam at Orvel holds 1,204 million litres. | The dam at Orvel holds 1,240 million litres.
The village of Tarn has 2,000 inhabitants. | The village of Tarn has 3,000 inhabitants.
Unemployment in Tarn rose to 7.5 percent in May. | Unemployment in Tarn rose to 7.6 percent in May.
More than 200 people were evacuated from the Tarn hospital. | Around 150 people were evacuated from the Tarn hospital.
At least 40 people drowned when the Orvel dam broke. | At least 60 people drowned when the Orvel dam broke.
Two hundred miners were trapped in the Orvel shaft. | Three hundred miners were trapped in the Orvel shaft.
Nobody was hurt when the crane fell in Tarn. | One man was hurt when the crane fell in Tarn.
None of the miners survived the Orvel collapse. | Four of the miners survived the Orvel collapse.
A quarter of Tarn’s fields were flooded. | A third of Tarn’s fields were flooded.
One in five fields around Tarn was flooded. | One in six fields around Tarn was flooded.
Hundreds of people marched through Tarn. | Thousands of people marched through Tarn.
Ivo Hart, 34, was found dead near Tarn. | Ivo Hart, 43, was found dead near Tarn.
Ivo Hart, 34, was found dead near Tarn. | The 43-year-old Ivo Hart was found dead near Tarn.
Ivo Hart, aged 34, was found dead near Tarn. | Ivo Hart (36) was found dead near Tarn.
The siege of Tarn lasted three days. | The siege of Tarn lasted four days.
Ivo Hart was jailed for two and a half years. | Ivo Hart was jailed for three and a half years.
Ivo Hart was given a six-month sentence. | Ivo Hart was given an eight-month sentence.
The repair will take 12 to 18 months, Tarn council said. | The repair will take 18 to 24 months, Tarn council said.
Tickets for the Tarn fair cost $10 to $15. | Tickets for the Tarn fair cost $20.
The Tarn fair runs from 3 to 9 June. | The Tarn fair runs from 3 to 8 June.
The Orvel dam was built in the 1960s. | The Orvel dam was built in 1974.
The Orvel dam was built in the late 1960s. | The Orvel dam was built in the 1970s.
The Tarn council will vote on Friday. | The Tarn council will vote on March 22.
The curfew in Tarn stays in force until June. | The curfew in Tarn stays in force until July.
The Tarn council voted last night on the dam. | The Tarn council voted on Tuesday on the dam.
Ivo Hart told the Sunday Times he would quit. | Ivo Hart told the Sunday Mirror he would quit.
The Tarn bridge was closed on 2024-03-12. | The Tarn bridge was closed on March 13, 2024.
The Tarn bridge was closed on the 5th of March. | The Tarn bridge was closed on March 6.
The Tarn bridge fell at 6:30 a.m. on Tuesday. | The Tarn bridge fell at 6:30 p.m. on Tuesday.
The Tarn bridge fell at midnight on Tuesday. | The Tarn bridge fell at noon on Tuesday.
Die Stadt Tarn zahlt 3,4 Mio. Euro für die Brücke. | Die Stadt Tarn zahlt 4,3 Mio. Euro für die Brücke.
Die Stadt Tarn zahlt 3,4 Mrd. Euro für die Brücke. | Die Stadt Tarn zahlt 3,4 Mio. Euro für die Brücke.
Bei dem Brand in Tarn starben zwölf Menschen. | Bei dem Brand in Tarn starben 13 Menschen.
Der Brand in Tarn brach am 3. März aus. | Der Brand in Tarn brach am 4. März aus.
La mairie de Tarn a versé 2,5 millions d’euros. | La mairie de Tarn a versé 3,5 millions d’euros.
L’incendie de Tarn a fait douze morts. | L’incendie de Tarn a fait quinze morts.
L’incendie de Tarn a eu lieu le 3 mars. | L’incendie de Tarn a eu lieu le 5 mars.
The fire burned 1,000 acres near Tarn. | The fire burned 800 hectares near Tarn.
The wind in Tarn reached 100 mph. | The wind in Tarn reached 130 mph.
The temperature in Tarn fell to minus 10 degrees Celsius. | The temperature in Tarn fell to minus 15 degrees Celsius.
The truck spilled 4,400 pounds of nails near Tarn. | The truck spilled 6,400 pounds of nails near Tarn.
The Tarn bank lost £4m on the bonds. | The Tarn bank lost £4bn on the bonds.
Ivo Hart opened the Orvel dam. | Iva Hart opened the Orvel dam.
Ivo Hart opened the Orvel dam. | Ivo Hardt opened the Orvel dam.
The United States opened the Orvel dam. | The United Kingdom opened the Orvel dam.
Hart Corp. opened a mill in Tarn. | Hart opened a mill in Kessel.
Ivo Hart was arrested in Tarn in northern Spain. | Ivo Hart was arrested in Tarn in northern Italy.
Ivo Hart was arrested in the south of Spain. | Ivo Hart was arrested in the north of Spain.
“The dam will hold for a hundred years,” Hart said. | Hart said the dam “will hold for a thousand years.”
“The dam will hold for a hundred years,” Hart said. | “The dam would hold for a hundred years,” Hart said.
“They lied to the people of Tarn,” Berg said. | “They lied to the people of Tarn,” Hart said.
“We lost five good people that day,” Berg said. | “We lost four good people that day,” Berg said.
“Every street in Tarn is under water,” Berg said. | “Every road in Tarn is under water,” Berg said.
Berg called the dam “a disgrace.” | Berg called the dam “a disaster.”
Hart has admitted taking money from the Tarn bank. | Hart has not admitted taking money from the Tarn bank.
Hart denied taking money from the Tarn bank. | Hart admitted taking money from the Tarn bank.
Hart can vote in the Tarn council. | Hart cannot vote in the Tarn council.
Hart never met the Tarn bankers. | Hart met the Tarn bankers.
Hart was found guilty of fraud in Tarn. | Hart was found not guilty of fraud in Tarn.
Hart was acquitted of fraud in Tarn. | Hart was convicted of fraud in Tarn.
Hart arrived with his wife in Tarn. | Hart arrived without his wife in Tarn.
The council rejected the Orvel dam plan. | The council approved the Orvel dam plan.
It was the third flood in Tarn this year. | It was the fourth flood in Tarn this year.
The Tarn team finished second in the league. | The Tarn team finished third in the league.
In the 19th century Tarn had a harbour. | In the 18th century Tarn had a harbour.
All but two of the hostages were freed in Tarn. | All of the hostages were freed in Tarn.
All but two of the hostages were freed in Tarn. | All but three of the hostages were freed in Tarn.
Most of the hostages were freed in Tarn. | All of the hostages were freed in Tarn.
Both of the pilots survived the Tarn crash. | One of the pilots survived the Tarn crash.
The Tarn bank lost $4 million on bonds and $2 million on shares. | The Tarn bank lost $3 million on shares.
The fire in Tarn killed 16 people and injured 30. | The fire in Tarn killed 16 people and injured 40 others.
Tarn won the match 3-1 against Kessel. | Tarn won the match 3-2 against Kessel.
Profits at the Tarn bank doubled last year. | Profits at the Tarn bank tripled last year.
Hart was shot twice in the leg in Tarn. | Hart was shot three times in the leg in Tarn.
The strike at Fenn lasted a year and a half. | The strike at Fenn lasted two years and a half.
The strike at Fenn will last one and a half to two years. | The strike at Fenn will last two to three years.
Fenn expects 300-400 guests. | Fenn expects about 550 guests.
The Fenn festival runs from 28 June to 3 July. | The Fenn festival runs from 28 June to 5 July.
The council met on Friday in Fenn. | The council met on March 11 in Fenn.
Anne Lund was named head of the Fenn bank. | Anna Lund was named head of the Fenn bank.
Karl Dahl was named head of the Fenn bank. | Anna Lund was named head of the Fenn bank.
Most of the crew survived in Fenn. | None of the crew survived in Fenn.
All of the crew survived in Fenn. | 90 percent of the crew survived in Fenn.
Half of the crew survived in Fenn. | All of the crew survived in Fenn.
Rents in Fenn have doubled since 2010. | Rents in Fenn have tripled since 2010.
A double murder shook Fenn on Monday. | A triple murder shook Fenn on Monday.
He was stabbed four times in Fenn. | He was stabbed five times in Fenn.
He was stabbed once in Fenn. | He was stabbed twice in Fenn.
The Fenn Times said he was stabbed. | The Fenn Post said he was stabbed.
Dahl called it “a very sad day for Fenn.” | Dahl called it “a very bad day for Fenn.”
Dahl called the ruling “deeply unfair.” | Dahl called the ruling “deeply unjust.”
The storm hit Fenn this morning. | The storm hit Fenn on Monday.
Both drivers died in Fenn. | Three drivers died in Fenn.
Twenty of the 27 miners in Fenn were saved. | 20 of the 29 miners in Fenn were saved.
The ship left Fenn with 1.5 tons of gold. | The ship left Fenn with 1,900 kilograms of gold.
Der Bau in Fenn dauert zwei Jahre. | Der Bau in Fenn dauert drei Jahre.
Der Sturm traf Fenn am Montag. | Der Sturm traf Fenn am Dienstag.
La tempête a frappé Fenn lundi. | La tempête a frappé Fenn mardi.
Dahl did not attend the Fenn trial. | Dahl attended the Fenn trial.
Dahl is the eldest son of the Fenn mayor. | Dahl is the youngest son of the Fenn mayor.
Fenn ranks No. 3 in the country. | Fenn ranks No. 5 in the country.
Dahl, the 2019 champion, lost in Fenn. | Dahl, the 2018 champion, lost in Fenn.
Fenn beat Orlo 24-17 on Sunday. | Fenn beat Orlo 24-14 on Sunday.
The crash near Fenn killed a woman and two children. | The crash near Fenn killed a woman and three children.
The storm damaged 340 homes in Velden, officials said. | The storm damaged 430 homes in Velden, officials said.
Two thirds of voters backed the measure in May. | Half of voters backed the measure in May.
The bill passed by 52 votes to 48 on Thursday. | The bill passed by 51 votes to 49 on Thursday.
The company did not pay the fine, the court heard. | The company paid the fine, the court heard.
The mayor, 54, was arrested at her home on Monday. | The mayor, 45, was arrested at her home on Monday.
The train left Oslo at 7:15 a.m. for Bergen. | The train left Oslo at 7:45 a.m. for Bergen.
The tower is 300 feet high, the architect said. | The tower is 300 metres high, the architect said.
Police arrested Karl Lund after the robbery in Aarhus. | Police arrested Karl Lund after the robbery in Odense.
“We will rebuild every house,” said the governor. | “We will rebuild every home,” said the governor.
Profits rose 12 percent in the third quarter. | Profits fell 12 percent in the third quarter.
Profits rose 12 percent in the third quarter. | Profits rose 12 percent in the second quarter.
The law takes effect in July, the ministry said. | The law takes effect in June, the ministry said.
No one was injured in the fire at the school. | Three people were injured in the fire at the school.
Das Feuer tötete 12 Menschen in Halden, sagte die Polizei. | Das Feuer tötete 21 Menschen in Halden, sagte die Polizei.
The senator donated $2.5 million to the clinic. | The senator donated €2.5 million to the clinic.
It was the fourth attack this year in the region. | It was the fifth attack this year in the region.
All but two of the hostages were freed on Friday. | All of the hostages were freed on Friday.
The inquiry will hear 40 witnesses over two weeks. | The inquiry will hear 40 witnesses over three weeks.
The south wing of the museum was closed on Tuesday. | The north wing of the museum was closed on Tuesday.
The clinic opened in 2012 and closed in 2019. | The clinic opened in 2012 and closed in 2018.
The council voted to keep the pool open until October. | The council voted not to keep the pool open until October.
Prices were highest in the north of the country. | Prices were lowest in the north of the country.
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
The ministry spent $1.3 billion on the dam at Orvel. | The ministry spent $1.27 billion on the dam at Orvel.
Some 12,000 homes in Tarn lost power, the utility said. | Some 12,400 homes in Tarn lost power, the utility said.
Unemployment in Tarn rose to 8 percent in May. | Unemployment in Tarn rose to 7.6 percent in May.
At least 40 people drowned when the Orvel dam broke. | The Orvel dam broke and 44 people drowned.
Fewer than 100 people attended the funeral in Tarn. | About 80 people attended the funeral in Tarn.
Up to 500 tons of oil leaked into the Orvel. | As many as 500 tons of oil leaked into the Orvel.
Nearly 700 sheep died in the Tarn blizzard. | Almost 700 sheep died in the Tarn blizzard.
Forty-two miners were trapped in the Orvel shaft. | 42 miners were trapped in the Orvel shaft.
A hundred and twenty miners were trapped in the Orvel shaft. | 120 miners were trapped in the Orvel shaft.
Dozens of people were hurt when the crane fell in Tarn. | 36 people were hurt when the crane fell in Tarn.
Two dozen people were hurt when the crane fell in Tarn. | 24 people were hurt when the crane fell in Tarn.
A quarter of Tarn’s fields were flooded. | 25 percent of Tarn’s fields were flooded.
Half a million people live along the Orvel. | 500,000 people live along the Orvel.
A couple of cows drowned in the Orvel. | Two cows drowned in the Orvel.
Ivo Hart, 34, was found dead near Tarn. | The 34-year-old Ivo Hart was found dead near Tarn.
Ivo Hart, aged 34, was found dead near Tarn. | Ivo Hart (34) was found dead near Tarn.
The siege of Tarn lasted 72 hours. | The siege of Tarn lasted three days.
Ivo Hart was sentenced to 18 months in jail. | Ivo Hart was sentenced to a year and a half in jail.
Ivo Hart was jailed for two and a half years. | Ivo Hart was jailed for 30 months.
Ivo Hart spent a decade as head of the Tarn bank. | Ivo Hart spent ten years as head of the Tarn bank.
The repair will take 12 to 18 months, Tarn council said. | The repair will take between 12 and 18 months, Tarn council said.
Tickets for the Tarn fair cost $10-$15. | Tickets for the Tarn fair cost $12.
The Tarn fair runs from 3 to 9 June. | The Tarn fair runs from June 3 to June 9.
The Orvel dam was built in the 1960s. | The Orvel dam was built in 1964.
The Tarn council will vote on Friday. | The Tarn council will vote on March 15.
The Tarn council votes tomorrow on the dam. | The Tarn council votes on Friday on the dam.
The Tarn council voted yesterday on the dam. | The Tarn council voted on Wednesday on the dam.
Ivo Hart told the Sunday Times he would quit. | Ivo Hart told the Sunday Times on Friday he would quit.
Ivo Hart told the Sunday Times he would quit. | Ivo Hart told the paper on Tuesday he would quit.
Shops in Tarn were looted on Black Friday. | Shops in Tarn were looted last week.
The Tarn bridge was closed on 3/12/2024. | The Tarn bridge was closed on March 12, 2024.
The Tarn bridge fell at 6:30 a.m. on Tuesday. | The Tarn bridge fell at 6.30am on Tuesday.
The Tarn bridge fell at noon on Tuesday. | The Tarn bridge fell at 12 p.m. on Tuesday.
The Tarn bridge fell at 6:30 p.m. on Tuesday. | The Tarn bridge fell at 18:30 on Tuesday.
The Tarn bridge fell around 6 p.m. on Tuesday. | The Tarn bridge fell at 6:05 p.m. on Tuesday.
Die Stadt Tarn zahlt 1.200 Familien eine Hilfe. | Die Stadt Tarn zahlt 1200 Familien eine Hilfe.
Die Stadt Tarn zahlt 3,4 Mio. Euro für die Brücke. | Die Stadt Tarn zahlt 3,4 Millionen Euro für die Brücke.
Bei dem Brand in Tarn starben zwölf Menschen. | Bei dem Brand in Tarn starben 12 Menschen.
La mairie de Tarn a versé 1 200 euros aux familles. | La mairie de Tarn a versé 1200 euros aux familles.
The fire burned 1,000 acres near Tarn. | The fire burned 405 hectares near Tarn.
The Orvel rose 10 feet above its banks. | The Orvel rose three metres above its banks.
The wind in Tarn reached 100 mph. | The wind in Tarn reached 160 km/h.
The temperature in Tarn fell to minus 10 degrees Celsius. | The temperature in Tarn fell to 14 degrees Fahrenheit.
The truck spilled 4,400 pounds of nails near Tarn. | The truck spilled two tonnes of nails near Tarn.
The Tarn bank lost £4m on the bonds. | The Tarn bank lost four million pounds on the bonds.
The Tarn bank lost 4m euros on the bonds. | The Tarn bank lost €4 million on the bonds.
Mayor Ivo Hart opened the Orvel dam. | Ivo B. Hart opened the Orvel dam.
Dr. Ivo Hart opened the Orvel dam. | Ivo Hart, the mayor of Tarn, opened the Orvel dam.
Ivo Hart Jr. opened the Orvel dam. | Ivo Hart opened the Orvel dam.
Ivo Hart opened the Orvel dam. | Mr Hart opened the Orvel dam.
The U.S. government opened the Orvel dam. | The US government opened the Orvel dam.
The United Nations opened the Orvel dam. | The UN opened the Orvel dam.
Police in Tarn arrested Ivo Hart near St. Paul. | Police in Tarn arrested Ivo Hart near Saint Paul.
Hart Corp. opened a mill in Tarn. | Hart Corporation opened a mill in Tarn.
Senator Ivo Hart opened the Orvel dam. | Sen. Ivo Hart opened the Orvel dam.
Müller opened the Orvel dam in Tarn on Monday. | Mueller opened the Orvel dam in Tarn on Monday.
“The dam will hold for a hundred years,” Hart said. | Hart said the dam “will hold for a hundred years.”
“We don’t know who did this to Tarn,” Hart said. | “We do not know who did this to Tarn,” Hart said.
“We’re going to rebuild the dam,” Hart said. | “We are gonna rebuild the dam,” Hart said.
“He [Hart] lied to the people of Tarn,” Berg said. | “He lied to the people of Tarn,” Berg said.
“They lied to the people of Tarn … and they knew it,” Berg said. | “They lied to the people of Tarn for years and they knew it,” Berg said.
“They lied to the people of Tarn,” said Anna Berg, the mayor. | “They lied to the people of Tarn,” Berg said.
“They lied to the people of Tarn,” she said. | “They lied to the people of Tarn,” Berg said.
“It is a well-known fact in Tarn,” Berg said. | “It is a well known fact in Tarn,” Berg said.
“We lost five good people that day,” Berg said. | “We lost 5 good people that day,” Berg said.
Hart failed to pay the Tarn fine. | Hart did not pay the Tarn fine.
Hart didn't pay the Tarn fine. | Hart did not pay the Tarn fine.
It was the third flood in Tarn this year. | It was the 3rd flood in Tarn this year.
The Tarn team won the 21st race. | The Tarn team won the twenty-first race.
All but two of the 12 hostages were freed in Tarn. | Ten of the 12 hostages were freed in Tarn.
Both pilots survived the Tarn crash. | The two pilots survived the Tarn crash.
The Tarn bank lost $4 million on bonds and $2 million on shares. | The Tarn bank lost $2 million on shares.
The fire killed 16 people, including five firefighters. | The fire killed 16 people, five of them firefighters.
The Tarn jury voted 9-3 to convict. | The Tarn jury voted nine to three to convict.
The bus to Tarn left Kessel with 30 passengers. | The bus to Tarn left Kessel carrying 30 passengers.
The strike at Fenn lasted a year and a half. | The strike at Fenn lasted 18 months.
Fenn expects 300 to 400 guests. | Fenn expects between 300 and 400 guests.
Fenn expects 300-400 guests. | Fenn expects about 350 guests.
The Fenn festival runs from 28 June to 3 July. | The Fenn festival runs June 28-July 3.
The council meets on Friday in Fenn. | The council meets on March 15 in Fenn.
The council met on Friday in Fenn. | The council met on March 8 in Fenn.
Prosecutor Anna Lund visited Fenn. | Investigator Anna Lund visited Fenn.
Chief Karl Dahl said the Fenn fire was set. | Karl Dahl said the Fenn fire was set.
Actor Karl Dahl opened the Fenn pier. | Singer Karl Dahl opened the Fenn pier.
Karl Dahl and his wife left Fenn on Monday. | Dahl and his wife left Fenn on Monday.
Mr. Dahl left Fenn Industries Inc. in May. | Karl Dahl left Fenn Industries in May.
Karl Dahl, 52, left the Fenn bank. | Karl Dahl (52) left the Fenn bank.
Most of the crew survived in Fenn. | Nearly all of the crew survived in Fenn.
Most of the crew survived in Fenn. | 90 percent of the crew survived in Fenn.
All 12 of the crew survived in Fenn. | All of the crew survived in Fenn.
All but one of the crew survived in Fenn. | Most of the crew survived in Fenn.
Dahl called the ruling “deeply unfair.” | Dahl called the ruling “unfair.”
Dahl called it “the best day of my life.” | Dahl called it the “best day of his life.”
The storm hit Fenn last night. | The storm hit Fenn on Wednesday night.
The storm hit Fenn this morning. | The storm hit Fenn on Thursday.
The storm hit Fenn earlier this week. | The storm hit Fenn on Monday.
The storm hit Fenn last week. | The storm hit Fenn on March 6.
The storm hit Fenn in the early hours of Tuesday. | The storm hit Fenn on Tuesday morning.
Both the driver and his son died in Fenn. | The driver and his son died in Fenn.
Twenty of the 27 miners in Fenn were saved. | 20 of the 27 miners in Fenn were saved.
The pier in Fenn is 30 years old. | The pier in Fenn is three decades old.
The 100m pier in Fenn reopened. | The 100-metre pier in Fenn reopened.
The ship left Fenn with 1.5 tons of gold. | The ship left Fenn with 1,500 kilograms of gold.
Der Bau in Fenn dauert anderthalb Jahre. | Der Bau in Fenn dauert eineinhalb Jahre.
Rund 1.500 Menschen kamen nach Fenn. | Etwa 1500 Menschen kamen nach Fenn.
Près de 3 000 personnes ont défilé à Fenn. | Quelque 3.000 personnes ont défilé à Fenn.
Dahl had no comment on the Fenn trial. | Dahl did not comment on the Fenn trial.
Dahl was unhurt in the Fenn crash. | Dahl was not hurt in the Fenn crash.
Dahl was elected by 212 votes to 190 in Fenn. | Dahl was elected 212-190 in Fenn.
Fenn ranks No. 3 in the country. | Fenn ranks number three in the country.
The gunman fired 15 shots in Fenn. | The gunman fired 15 rounds in Fenn.
Fenn spent $5 million more on roads. | Fenn spent an extra $5 million on roads.
Fenn paid A$400 million ($302 million) for the port. | Fenn paid $302 million for the port.
Fenn lies 100 miles (160 km) from the sea. | Fenn lies 160 km from the sea.
The crash near Fenn killed a mother and her two sons. | The crash near Fenn killed three people.
More than 300 workers lost their jobs at the plant. | 312 workers lost their jobs at the plant.
The meeting starts at 3 p.m. in the town hall. | The meeting starts at 15:00 in the town hall.
The bridge is 1.2 kilometres long and cost 80 million euros. | The bridge is 1,200 metres long and cost 80 million euros.
Anna Berg, the finance minister, resigned on 3 May. | Finance Minister A. Berg resigned on 3 May.
“We'll never give up,” she said at the rally. | “We will never give up,” she said at the rally.
The court sentenced him to twelve years in prison. | The court sentenced him to 12 years in prison.
The law takes effect on July 1, the ministry said. | The law takes effect on 1 July, the ministry said.
Der Umbau kostet 1,2 Mio. Euro, sagte der Bürgermeister. | Der Umbau kostet 1.200.000 Euro, sagte der Bürgermeister.
The senator donated $2.5 million to the clinic. | The senator donated 2,500,000 dollars to the clinic.
The ferry sank near Corfu with 90 passengers aboard. | The ferry sank near Corfu with at least 90 passengers aboard.
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
